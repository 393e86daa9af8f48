"""The page "Two networks" in Chromium: first screen, pointing, keys, the way to a review and back, phone, dark, axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, STILL, Server
from tests.browser.test_dynamics import PHONE, violations

pytestmark = pytest.mark.browser

ADDRESS = "beside?be_a=imdb-simple-rnn&be_b=imdb-simple-rnn-stacked"


def test_two_networks_are_looked_at_and_a_review_is_opened(new_page: Callable[..., Page], server: Server) -> None:
    """The picture is on the first screen; a dot tells itself, keys lead through those that part, Enter opens one."""
    page = new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{server.url}/{ADDRESS}", timeout=PATIENCE)
    chart, tip = page.get_by_test_id("parting-chart"), page.locator(".parting .tooltip")
    expect(page.get_by_test_id("lines")).to_have_attribute("data-drawn", "", timeout=PATIENCE)
    page.locator(STILL).wait_for(timeout=PATIENCE)
    for part in (page.locator(".st-key-strip_beside"), page.locator(".st-key-lesson-beside-verdicts"), chart):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 60
        assert box["y"] + box["height"] <= 720

    page.locator(".parting .review-dot.parted").last.hover()
    expect(tip).to_contain_text("labelled")
    chart.focus()
    page.keyboard.press("Home")
    first = page.locator(".review .number").first.inner_text()
    expect(chart).to_have_attribute("aria-valuenow", "1")
    expect(page.locator(".parting .announcer")).to_contain_text(f"Review {first},")
    page.keyboard.press("ArrowRight")
    expect(chart).to_have_attribute("aria-valuenow", "2")
    expect(page.locator(".parting .here")).to_have_attribute("visibility", "visible")
    assert violations(page) == []

    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".parting .corner-name")).to_have_count(8)  # two lines each
    expect(page.get_by_test_id("likeness").locator("td .value")).to_have_count(10)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    assert violations(page) == []

    chart.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Back to Two networks").click(timeout=PATIENCE)
    expect(page.get_by_test_id("parting-chart")).to_be_visible(timeout=PATIENCE)
