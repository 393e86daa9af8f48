"""The classroom scripts, and all that a page says, for the tests that compare both."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.app.driving import ROOT

FOLDER = ROOT / "docs" / "classroom"


def script(name: str) -> str:
    """A script by the name of its file."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def claims(text: str) -> list[str]:
    """What a script prints in bold, in its order."""
    return [" ".join(claim.split()) for claim in re.findall(r"\*\*(.+?)\*\*", text, flags=re.DOTALL)]


def texts(given: Any) -> Iterator[str]:
    """Every text of a payload; the parts of a sentence are one."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        for value in given.values():
            yield from texts(value)
    elif isinstance(given, list):
        if given and all(isinstance(part, dict) and "t" in part for part in given):
            yield "".join(part["t"] for part in given)
        for value in given:
            yield from texts(value)


def screen(app: AppTest) -> str:
    """All that the page says, as one line."""
    assert not app.exception
    said = [re.sub(r"\\(.)", r"\1", text.value).replace("*", "") for text in [*app.markdown, *app.caption]]
    views = [json.loads(view.proto.json)[0] for view in app.get("bidi_component")]
    return " ".join(" ".join([*said, *(text for view in views for text in texts(view))]).split())


def assert_said(text: str, screens: Sequence[str]) -> None:
    """Every bold text of a script is on its screen; a screen for each, in the script's order."""
    assert len(claims(text)) == len(screens)
    for claim, said in zip(claims(text), screens, strict=True):
        assert claim in said, f"{claim}\n{said}"
