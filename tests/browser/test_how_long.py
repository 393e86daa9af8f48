"""The instrument "How long" in a browser: the time cursor chooses the word, and a click in the matrix moves it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Reader, Server

pytestmark = pytest.mark.browser

TEXT = "text=A+truly+wonderful+film+about+a+dog+that+is+not+boring"


def test_the_cursor_chooses_the_word_without_a_run(server: Server, new_page: Callable[..., Page]) -> None:
    """Hovering over a word, a click on a row and the keys choose whose lines are drawn; the address keeps a click."""
    reader = Reader(new_page(), server.url).open(f"?ask=how_long&{TEXT}")
    view = reader.page.get_by_test_id("influence")
    view.scroll_into_view_if_needed()
    title = view.locator(".memory .title")
    reader.settle()
    sent = reader.sent
    reader.word("wonderful").hover()
    expect(title).to_contain_text("“wonderful”, word 3,")
    matrix = view.get_by_test_id("influence-matrix")
    matrix.scroll_into_view_if_needed()
    box = matrix.bounding_box()
    assert box
    place = {"x": box["width"] * 0.9, "y": box["height"] * 4.5 / 11}
    matrix.hover(position=place)
    expect(view.locator(".tooltip")).to_contain_text("about (word 5) at not")
    matrix.click(position=place)
    expect(title).to_contain_text("“about”, word 5,")
    reader.expect_cursor(5)
    expect(reader.page).to_have_url(re.compile(r"[?&]word=6(&|$)"))
    view.get_by_test_id("influence-lines").focus()
    reader.page.keyboard.press("ArrowRight")
    expect(title).to_contain_text("“a”, word 6,")
    reader.expect_cursor(6)
    assert reader.sent == sent
    reader.page.reload()
    reader.settle()
    expect(title).to_contain_text("“a”, word 6,")
