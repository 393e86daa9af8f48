"""The instrument "Two at once" in a browser: both pictures follow the time cursor of the page, and move it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Reader, Server

pytestmark = pytest.mark.browser

TEXT = "text=A+truly+wonderful+film+about+a+dog+that+is+not+boring"


def test_both_readings_stand_on_one_cursor(server: Server, new_page: Callable[..., Page]) -> None:
    """Hovering over a word moves the line in both, a picture moves the stage, and a click stays; no script runs."""
    reader = Reader(new_page(), server.url).open(f"?ask=two&{TEXT}")
    view = reader.page.get_by_test_id("pair")
    view.scroll_into_view_if_needed()
    reader.settle()
    sent = reader.sent
    reader.word("wonderful").hover()
    expect(view).to_have_attribute("data-cursor", "3")
    states = view.locator(".heatmap").nth(1)
    states.scroll_into_view_if_needed()
    box = states.bounding_box()
    assert box
    place = {"x": box["width"] * 5.5 / 12, "y": box["height"] / 2}
    states.hover(position=place)
    expect(view.locator(".tooltip")).to_contain_text("about | about")
    reader.expect_cursor(5)
    states.click(position=place)
    expect(reader.page).to_have_url(re.compile(r"[?&]word=6(&|$)"))
    view.get_by_test_id("pair-probabilities").focus()
    reader.page.keyboard.press("ArrowLeft")
    expect(view).to_have_attribute("data-cursor", "4")
    reader.expect_cursor(4)
    assert reader.sent == sent
