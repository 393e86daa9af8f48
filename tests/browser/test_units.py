"""The instrument "Units" in a browser: a span is drawn, moved by keyboard, restored by its address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Reader, Server

pytestmark = pytest.mark.browser


def words_of_span(reader: Reader) -> str:
    """The words that are chosen."""
    chosen = reader.page.get_by_test_id("span-words").locator("[aria-selected=true]")
    return " ".join(chosen.all_inner_texts())


def test_a_span_is_drawn_moved_and_restored(server: Server, new_page: Callable[..., Page]) -> None:
    """Drawing over words chooses them, Shift and an arrow stretch the span, and the address leads back to it."""
    reader = Reader(new_page(), server.url).open("?ask=units&text=A+truly+wonderful+film+about+a+dog")
    tokens = reader.page.get_by_test_id("span-words").locator("[data-step]")
    tokens.nth(2).scroll_into_view_if_needed()
    boxes = [tokens.nth(step).bounding_box() for step in (2, 4)]
    places = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    reader.page.mouse.move(*places[0])
    reader.page.mouse.down()
    reader.page.mouse.move(*places[1], steps=4)
    assert words_of_span(reader) == "truly wonderful film"
    reader.expect_cursor(4)
    reader.page.mouse.up()
    lesson = reader.page.get_by_text("“truly wonderful film”")
    expect(lesson).to_be_visible()
    reader.page.get_by_test_id("span-words").focus()
    reader.page.keyboard.press("Shift+ArrowRight")
    expect(reader.page.get_by_text("“truly wonderful film about”")).to_be_visible()
    reader.settle()
    assert reader.address()["u_span"] == "3-6"
    reader.page.reload()
    reader.settle()
    assert words_of_span(reader) == "truly wonderful film about"
