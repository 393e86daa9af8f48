"""The instrument "Which words" in a browser: one cursor with the stage, by pointer and keyboard; its address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.driving import Reader

pytestmark = pytest.mark.browser

ADDRESS = "?ask=which&model=imdb-lstm&ww_method=omission&text=A+truly+wonderful+film+that+is+not+boring"


def test_the_strips_share_the_cursor_and_the_address_restores_them(open_reader: Callable[..., Reader]) -> None:
    """A word of the sentence, of the text, of the ranking and the arrow keys move the stage's cursor, without a run."""
    reader = open_reader(ADDRESS)
    page, strips = reader.page, reader.page.get_by_test_id("strips")
    expect(page.get_by_test_id("which-sentence")).to_contain_text("By omission, boring (−2.25), not (")
    sent = reader.sent
    strips.get_by_test_id("which-text").locator("[data-step]").nth(3).click()
    reader.expect_cursor(3)
    expect(strips.locator(".bars .title")).to_have_text("What “wonderful” did: word 3")
    slider = strips.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    reader.expect_cursor(4)
    expect(slider).to_have_attribute("aria-valuenow", "5")
    strips.locator(".side.positive .mention").first.click()
    reader.expect_cursor(3)
    assert reader.sent == sent
    page.get_by_role("radio", name="occlusion").click()
    expect(page.get_by_test_id("which-sentence")).to_contain_text("By occlusion, ")
    reader.settle()
    assert reader.address()["ww_method"] == "occlusion"
