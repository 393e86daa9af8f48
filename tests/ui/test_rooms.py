"""The rooms of `rnnviz.ui` keep to themselves: no page's room names another, in imports, addresses or file names."""

import re
import tomllib
from pathlib import Path

import pytest

from rnnviz.ui.frame.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "rnnviz" / "ui"
ROOMS = [page.path for page in PAGES]
ENDINGS = {".py", ".js", ".css", ".html"}


def sources(room: str) -> list[Path]:
    """Files of a room."""
    return sorted(path for path in (UI / room).rglob("*") if path.suffix in ENDINGS)


def names_of(room: str) -> re.Pattern[str]:
    """How a room could be named: as a module, as a folder beside one's own, as the path of an address."""
    return re.compile(rf"rnnviz[./]ui[./]{room}\b|\.\./{room}/|[\"'`]/?{room}[?\"'`/]|/{room}\?")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_names_no_other(room: str) -> None:
    """Whatever leads to another page stands in `frame.doors`, and what two rooms share stands below both."""
    assert len(sources(room)) > 5
    ids = {"layers", "loop", "data", "read", "train", "clinic"}  # words that also name a field, where they stand alone
    named = {
        (path.relative_to(UI).as_posix(), match.group())
        for path in sources(room)
        for other in ROOMS
        if other != room
        for match in names_of(other).finditer(path.read_text(encoding="utf-8"))
        if match.group().strip("\"'`") not in ids
    }
    assert named == set()


def test_the_pattern_finds_what_it_is_for() -> None:
    """Imports, relative paths and addresses of another room are found."""
    for text in ("from rnnviz.ui.clinic import run", '"../clinic/run.js"', '"/clinic?c_run="', "f'/clinic'"):
        assert names_of("clinic").search(text)
    assert not names_of("clinic").search("the clinic of the page")


def test_the_manifest_names_every_component() -> None:
    """A view has its markup beside its module, and Streamlit serves exactly those, and the styles of the pages."""
    manifest = tomllib.loads((ROOT / "rnnviz" / "pyproject.toml").read_text(encoding="utf-8"))
    named = sorted(one["name"] for one in manifest["tool"]["streamlit"]["component"]["components"])
    there = sorted(
        path.stem for path in UI.rglob("*.html") if path.with_suffix(".js").exists() and path.stem != "playback"
    )
    assert named == sorted([*there, "styles"])
