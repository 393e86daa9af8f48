"""The foot of the pages: terms that the glossary knows, and a way on."""

import re
from pathlib import Path

import pytest

from rnnviz.ui.frame.glossary import glossary
from rnnviz.ui.frame.pages import PAGES, PageEntry, page_after
from tests.app.driving import visit

ROOT = Path(__file__).resolve().parents[3]


def test_every_entry_of_the_glossary_is_read() -> None:
    """Terms and definitions are those of docs/glossary.md, in their order, without its markup."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    entries = re.findall(r"^\*\*(.+?)\*\*", text, flags=re.MULTILINE)
    assert list(glossary()) == [term.rstrip(".") for term in entries]
    assert all(len(told) > 20 and not re.search(r"[`*\n]|\]\(", told) for told in glossary().values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_speaks_of_what_the_glossary_has(page: PageEntry) -> None:
    """Every term of a page is defined, and its script for class is there."""
    assert set(page.terms) <= set(glossary())
    assert not page.lesson or (ROOT / "docs" / "classroom" / page.lesson).is_file()


def test_the_pages_are_one_way() -> None:
    """From the start page a newcomer comes to every page, and the last leads nowhere."""
    way = [PAGES[0]]
    while (following := page_after(way[-1])) is not None:
        way.append(following)
    assert way == list(PAGES)


def test_a_script_for_class_opens_on_its_page() -> None:
    """The button shows the script; a page without one has no button."""
    app = visit("loop")
    (button,) = (button for button in app.button if button.label == "Ten minutes in class")
    button.click().run()
    assert not app.exception
    assert any("The loop by hand: ten minutes in class" in text.value for text in app.markdown)
    assert not [button for button in visit("clinic").button if button.label == "Ten minutes in class"]
