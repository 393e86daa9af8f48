"""The page "Dynamics" in Chromium: the walk, the tolerance, the points, the movie; phone, dark, axe."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, STILL, Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def violations(page: Page) -> list[str]:
    """What axe finds in our own pictures."""
    found = Axe().run(page, context="[data-testid=stMain]").response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def test_a_review_walks_through_the_plane(new_page: Callable[..., Page], server: Server) -> None:
    """Keys and words move one cursor, play reaches the end; the tolerance counts, and a point has its spectrum."""
    page = new_page()
    page.goto(
        f"{server.url}/dynamics?dy_run=imdb-simple-rnn&dy_text=A+dull+start+and+a+wonderful+end", timeout=PATIENCE
    )
    plane, field, readout = (page.get_by_test_id(name) for name in ("plane", "plane-field", "plane-readout"))
    expect(page.get_by_test_id("pushes")).to_have_attribute("data-drawn", "", timeout=PATIENCE)
    expect(readout).to_contain_text("end")
    page.locator(STILL).wait_for(timeout=PATIENCE)

    field.focus()
    page.keyboard.press("Home")
    expect(readout).to_contain_text("start")
    before = page.locator(".plane .walked").get_attribute("d") or ""
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(readout).to_contain_text("wonderful")
    expect(field).to_have_attribute("aria-valuenow", "7")
    assert len(page.locator(".plane .walked").get_attribute("d") or "") > len(before)
    page.get_by_test_id("plane-words").get_by_role("button", name="dull").click()
    expect(plane).to_have_attribute("data-pinned", "true")
    expect(readout).to_contain_text("dull")
    page.get_by_test_id("plane-speed").select_option("8")
    page.get_by_test_id("plane-play").click()
    expect(plane).to_have_attribute("data-cursor", "7")
    mention = page.get_by_test_id("plane-try").get_by_role("button").first
    mention.click()
    expect(readout).to_contain_text(mention.text_content() or "")
    expect(plane).to_have_attribute("data-pinned", "true")

    counted, tolerance = page.get_by_test_id("plane-counted"), page.get_by_test_id("plane-tolerance")
    expect(counted).to_contain_text("Points at this tolerance: 3. A search that stops here would count 64")
    tolerance.focus()
    page.keyboard.press("End")
    expect(counted).to_contain_text("would count 3:")
    page.locator(".plane .picks button", has_text="+3.97").click()
    expect(page.locator(".plane .told")).to_contain_text("circled")
    expect(page.locator(".plane .circle .value")).to_have_count(32)
    assert violations(page) == []


def test_the_movie_fits_a_phone_in_the_dark(new_page: Callable[..., Page], server: Server) -> None:
    """The slider of the training changes the picture; nothing is wider than the window, and axe finds nothing."""
    page = new_page(viewport=PHONE, color_scheme="dark")
    page.goto(f"{server.url}/dynamics?dy_run=imdb-simple-rnn&dy_weights=epochs", timeout=PATIENCE)
    frames, told = page.get_by_test_id("plane-frames"), page.locator(".plane .frames output")
    expect(page.get_by_test_id("pushes")).to_have_attribute("data-drawn", "", timeout=PATIENCE)
    expect(told).to_contain_text("untrained")
    expect(page.locator(".plane .field .walk.ghost")).to_have_count(8)
    expect(page.locator(".plane .field .point")).not_to_have_count(0)  # the untrained network rests somewhere, too
    page.locator(STILL).wait_for(timeout=PATIENCE)
    frames.focus()
    page.keyboard.press("End")
    expect(told).to_have_text(re.compile("^trained: its own first direction"))
    expect(page.locator(".plane .field .point")).to_have_count(3)
    expect(page.locator(".plane .field .walk.ghost")).to_have_count(0)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    assert violations(page) == []
