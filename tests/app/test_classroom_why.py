"""The classroom script "Why did it say that?" is clicked through, and says what the page says."""

import json
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from rnnviz.ui.instruments.units.words import looks
from rnnviz.ui.instruments.what_if.words import parts
from rnnviz.ui.instruments.words import questions
from tests.app.classroom import claims, screen, script
from tests.app.driving import visit

SCRIPT = script("why-did-it-say-that")


def press(app: AppTest, key: str, label: str, labels: dict[Any, str]) -> AppTest:
    """Press what the script calls by this name, as the page does."""
    assert f"*{label}*" in " ".join(SCRIPT.split())
    (name,) = (name for name, known in labels.items() if known == label)
    return app.button_group(key=key).set_value(name).run()


def seen() -> Iterator[tuple[str, str]]:
    """How many claims of the script stand on which screen: a screen for each claim, in the script's order."""
    app = visit()
    yield "verdict", " ".join(", ".join(view["verdict"]) for view in _payloads(app) if "verdict" in view)
    for question, count in (("Which words", 2), ("How long", 2)):
        press(app, "ask", question, questions())
        yield from [(question, screen(app))] * count
    press(app, "ask", "What if", questions())
    press(app, "wi_part", "Negation and order card", parts())
    yield from [("card", screen(app))] * 4
    press(app, "wi_part", "Shuffle the words", parts())
    yield "orders", screen(app)
    press(app, "ask", "Units", questions())
    press(app, "u_look", "Take units out", looks())
    yield from [("units", screen(app))] * 2
    app.selectbox(key="model").set_value("imdb-simple-rnn").run()
    yield "units", screen(app)
    app.selectbox(key="model").set_value("imdb-lstm").run()
    press(app, "u_look", "Build the verdict", looks())
    yield from [("build", screen(app))] * 2
    press(app, "ask", "How sure", questions())
    yield from [("sure", screen(app))] * 2


def _payloads(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(view.proto.json)[0] for view in app.get("bidi_component")]


def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the clicks before it."""
    screens = list(seen())
    assert len(screens) == len(claims(SCRIPT))
    for claim, (name, screen_text) in zip(claims(SCRIPT), screens, strict=True):
        assert claim in screen_text, f"{name}: {claim}\n{screen_text}"
