"""The page "Units and words" in a browser: recorded by a press, picked by keyboard, readable by everyone."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import Reader, Server
from tests.runs.small import small_run

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_WIDER = """root => [...root.querySelectorAll('*')].filter(node => node.checkVisibility()
    && node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML.slice(0, 80))"""


@pytest.fixture
def small(server: Server, own_runs: Path) -> str:
    """Name of a run of the server with fifty validation reviews, of which nothing is recorded."""
    return small_run(own_runs / "small", epochs=(1,)).name


def test_a_unit_leads_to_a_word_and_to_a_review(small: str, new_page: Callable[..., Page], server: Server) -> None:
    """Recorded at a press, for what was asked before it; then by keyboard to a word, to a unit and to a review."""
    reader = Reader(new_page(viewport=WIDE), server.url)
    page = reader.page
    page.goto(f"{server.url}/across?w_run={small}&w_part=state")
    page.get_by_role("button", name="Record the states").click()
    expect(page.get_by_test_id("contexts-state")).to_be_visible()
    page.get_by_role("radio", name="unit").click()
    first = page.get_by_test_id("contexts-high").get_by_role("listitem").first
    expect(first).to_be_visible()
    reader.settle(drawn=False)
    expect(first).to_be_in_viewport(ratio=1)
    about = first.locator(".about button")
    word = about.inner_text()
    press(about)
    expect(page.get_by_label("Word", exact=True)).to_have_value(word)
    reader.settle(drawn=False)
    assert f"w_word={quote_plus(word)}" in page.url
    unit = page.get_by_test_id("effects-units").get_by_role("button").first
    number = unit.inner_text().removeprefix("unit ")
    press(unit)
    expect(page.get_by_role("combobox", name="Unit")).to_have_value(number)
    reader.settle(drawn=False)
    assert f"w_unit={number}" in page.url
    assert not complaints(page)
    press(page.get_by_test_id("contexts-low").get_by_role("button", name="Read review").first)
    page.get_by_test_id("reader").wait_for()
    assert "back=%2Facross" in page.url
    leads_from_a_word_to_its_state_and_back(reader)


def leads_from_a_word_to_its_state_and_back(reader: Reader) -> None:
    """By the keyboard: the word at which the cursor stands, the window of its ways, the nearest states, the word."""
    page = reader.settle().page
    word = page.get_by_test_id("reader-word").nth(4)
    word.click()
    press(page.get_by_test_id("reader-elsewhere"))
    window = page.get_by_role("dialog")
    expect(window).to_contain_text("Where else?")
    expect(window.get_by_role("button", name=re.compile("What does unit [0-9]+ do"))).to_be_visible()
    assert not complaints(page)
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(page.get_by_test_id("reader-elsewhere")).to_be_focused()
    page.keyboard.press("Enter")
    press(window.get_by_role("button", name="When else was the network in this state?"))
    expect(page.get_by_test_id("contexts-state").get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_role("radio", name="state")).to_be_checked()
    press(page.get_by_role("button", name="Back to Read a review"))
    page.get_by_test_id("reader").wait_for()
    expect(word).to_have_attribute("aria-selected", "true")


def test_every_part_is_accessible_on_a_dark_phone(small: str, new_page: Callable[..., Page], server: Server) -> None:
    """No rule of axe is broken, and nothing is wider than the window."""
    reader = Reader(new_page(viewport=PHONE, color_scheme="dark"), server.url)
    page = reader.page
    record = page.get_by_role("button", name="Record the states")
    shown = page.get_by_test_id("contexts").or_(page.get_by_test_id("confusion")).or_(page.get_by_test_id("blocks"))
    for part in ("state", "unit", "word&w_word=the", "errors", "pattern", "blocks"):
        page.goto(f"{server.url}/across?w_run={small}&w_part={part}")
        expect(record.or_(shown)).to_be_visible()
        if record.is_visible():
            record.click()
        shown.wait_for()
        reader.settle(drawn=False)
        expect(page.get_by_role("radio", name=part.partition("&")[0])).to_be_checked()
        assert not complaints(page)
        for view in page.locator(".rnnviz").all():
            assert view.evaluate(_WIDER) == []


def press(button: Locator) -> None:
    button.focus()
    button.press("Enter")


def complaints(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found]
