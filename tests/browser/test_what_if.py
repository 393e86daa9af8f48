"""The instrument "What if" in a browser: a press changes a word, both readings repaint, the address holds it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Reader, Server

pytestmark = pytest.mark.browser

TEXT = "A truly wonderful film that is not boring"


def test_a_word_is_changed_by_a_press_and_back(server: Server, new_page: Callable[..., Page]) -> None:
    """A press changes the word that was clicked, repaints both readings, and is undone; the cursor is the page's."""
    reader = Reader(new_page(), server.url).open(f"?ask=what_if&text={TEXT.replace(' ', '+')}")
    view = reader.page.get_by_test_id("edited")
    tokens, acts = view.locator("[data-column]"), reader.page.get_by_test_id("edited-acts")
    tokens.nth(3).click()
    reader.expect_cursor(3)
    acts.get_by_role("button", name="Replace by “awful”").click()
    expect(view.locator(".sentence")).to_contain_text("“wonderful” became “awful”.")
    expect(tokens.nth(3)).to_have_class(re.compile(r"\bdiffers\b"))
    assert view.locator(".between").count() >= 1
    view.get_by_role("listbox").focus()
    reader.page.keyboard.press("ArrowRight")
    acts.get_by_role("button", name="Drop it").click()
    expect(tokens.nth(4).locator("del")).to_have_text("film")
    reader.settle()
    edited = "A truly awful that is not boring"
    assert reader.address()["wi_text"] == edited
    expect(reader.page.get_by_role("textbox", name="Or write")).to_have_value(edited)
    reader.page.reload()
    reader.settle()
    expect(tokens.nth(4).locator("del")).to_have_text("film")
    acts.get_by_role("button", name="Back to the review").click()
    expect(view.locator(".differs")).to_have_count(0)
    acts.get_by_role("button", name="Undo").click()
    expect(tokens.nth(4).locator("del")).to_have_text("film")
