"""The page "Small tasks" in Chromium: a task is chosen, learnt to its end, and read with."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, Reader, Server
from tests.browser.train_page import kill_workers

pytestmark = pytest.mark.browser

WINDOW, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture
def page(new_page: Callable[..., Page], server: Server, own_runs: Path) -> Iterator[Page]:
    """A warm tab; the worker is ended after the test, and its runs are gone."""
    del own_runs
    yield new_page()
    kill_workers(server)


def _foot(page: Page, selector: str) -> float:
    box: Any = page.locator(selector).first.bounding_box()
    return float(box["y"] + box["height"])


def test_a_task_is_chosen_learnt_and_read_with(page: Page, server: Server) -> None:
    """From the choice to right answers that are told, in one window; then its first text stands on "Read a review"."""
    page.set_viewport_size(WINDOW)  # type: ignore[arg-type]
    page.goto(f"{server.url}/tasks?k_task=count&k_cell=SimpleRNN", timeout=PATIENCE)
    Reader(page, server.url).settle(drawn=False)
    page.locator(".texts[data-drawn] .symbol").first.wait_for(timeout=PATIENCE)
    assert page.locator(".texts .said").count() == 0
    page.get_by_role("button", name="Train", exact=True).click()
    told = page.get_by_text(re.compile(r"The SimpleRNN answers [\d,]+ of 1,000 held-out texts rightly"))
    told.wait_for(timeout=PATIENCE)
    expect(told).to_contain_text("It has learnt the rule.")
    page.locator(".texts .said").first.wait_for(timeout=PATIENCE)
    assert _foot(page, ".texts .text") <= WINDOW["height"]
    assert page.locator(".texts .text").first.locator(".said").count() == 20

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], " ".join(map(str, node["target"]))) for rule in found for node in rule["nodes"]] == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WINDOW)  # type: ignore[arg-type]

    symbols = page.locator(".texts .text").first.locator(".symbol bdi").all_inner_texts()
    page.get_by_role("button", name="Read the first text with it").click()
    page.get_by_role("button", name="Back to Small tasks").wait_for(timeout=PATIENCE)
    expect(page.get_by_text("Verdict, right by the label")).to_be_visible(timeout=PATIENCE)
    words = Reader(page, server.url).settle().words.all_inner_texts()
    assert "".join(symbols) in "".join(words)
