"""The table of pages, and the ways between them."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from rnnviz.ui.frame.doors import Door, to_clinic, to_read, to_train
from rnnviz.ui.frame.pages import PAGES


def test_every_page_has_an_address_of_its_own() -> None:
    """Titles, addresses and scripts in the table of pages are all different."""
    for name in ("title", "path", "script"):
        values = [getattr(page, name) for page in PAGES]
        assert len(set(values)) == len(values)


def test_every_page_has_a_script() -> None:
    """The files in `pages/` are those of the table, no more and no fewer."""
    folder = Path(__file__).parents[3] / "pages"
    assert sorted(page.script for page in PAGES) == sorted(folder.glob("*.py"))


@pytest.mark.parametrize(
    ("door", "path", "address"),
    [
        (to_read(model="a run & more"), "/", {"model": ["a run & more"]}),
        (to_read(model="r", epoch=3, text={"text": "good"}), "/", {"model": ["r"], "epoch": ["3"], "text": ["good"]}),
        (to_train(stack="emb-10-4.rnn-2"), "/train", {"stack": ["emb-10-4.rnn-2"]}),
        (to_clinic(run="r"), "/clinic", {"c_run": ["r"]}),
    ],
)
def test_a_link_holds_what_is_handed_over(door: Door, path: str, address: dict[str, list[str]]) -> None:
    """A door's link leads to its page, and its address says what was handed over."""
    link = urlsplit(door.link)
    assert (link.path, parse_qs(link.query)) == (path, address)


def test_a_door_with_nothing_to_hand_over_is_the_page_itself() -> None:
    """Without an address there is no question mark."""
    assert to_read().link == "/"
