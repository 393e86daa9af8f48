"""The classroom script of "Keras layers" is clicked through, and says what the page says."""

import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from rnnviz.networks import read_stack, write_stack
from rnnviz.ui.layers.edits import edit_stack
from tests.app.classroom import claims, script
from tests.app.layers_page import drawing, layers, pictures, preset, shape, total

SCRIPT = script("keras-layers")


def choose(app: AppTest, name: str) -> AppTest:
    assert f"*{name}*" in SCRIPT
    return preset(app, name)


def edited(app: AppTest, do: str, layer: int, value: str) -> AppTest:
    """Change a layer as its card does."""
    line = write_stack(edit_stack(read_stack(app.text_input(key="stack").value), do, layer, value))
    return app.text_input(key="stack").set_value(line).run()


def card(app: AppTest, title: str) -> dict[str, Any]:
    return next(stage for stage in drawing(app)["stages"] if stage["title"].startswith(title))


def counted(app: AppTest, title: str) -> dict[str, Any]:
    """How the parameters of a card are counted."""
    parameters: dict[str, Any] = card(app, title)["parameters"]
    return parameters


def whole(app: AppTest) -> str:
    """Parameters of the whole stack."""
    found = re.search(r"[\d,]+", total(app))
    assert found
    return found.group()


def seen() -> Iterator[str]:
    """What is seen on the way, in the script's order."""
    app = layers()
    yield from (shape(card(app, title)) for title in ("Input", "Embedding", "Layer 1"))
    yield shape(card(edited(app, "sequences", 0, "true"), "Layer 1"))
    app = edited(app, "sequences", 0, "false")
    yield from (counted(app, "Layer 1")[name] for name in ("formula", "filled", "count"))
    yield counted(app, "Embedding")["count"]
    yield whole(app)
    app = edited(app, "units", 0, "64")
    yield from (counted(app, "Layer 1")[name] for name in ("filled", "count"))
    yield whole(choose(app, "four stacked"))
    problem = card(choose(app, "not valid"), "Layer 2")["problem"]["keras"]
    yield _found(r"expected ndim=3, found ndim=2", problem)
    assert card(edited(app, "sequences", 0, "true"), "Layer 2")["problem"] is None
    choose(app, "with readout")
    yield counted(app, "Dense")["count"]
    yield whole(app)
    for name in ("LSTM", "GRU", "bidirectional"):
        choose(app, name)
        yield from (counted(app, "Layer 1")[part] for part in ("filled", "count"))
    assert shape(card(app, "Layer 1")) == "(None, 64)"
    choose(app, "whole sequence")
    yield _found("untrained", " ".join(text.value for text in app.markdown))
    view = pictures(app)[1]
    assert len(view["rows"]) == 10
    yield _found("all 32 numbers the same", view["statement"])


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found.group()


def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the clicks before it, and in this order."""
    assert claims(SCRIPT) == list(seen())
