"""The page "Train" in Chromium: from the button to a review that the new network reads, stopped on the way."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, Reader, Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
QUICK = "?t_amount=2%2C000+reviews%2C+a+quick+try"


class TrainPage(Reader):
    """A browser page on Train."""

    def open(self, address: str = "") -> "TrainPage":
        self.page.goto(f"{self.url}/train{address}", timeout=PATIENCE)
        self.settle(drawn=False)
        return self

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def bar(self) -> Any:
        return self.page.get_by_test_id("stProgress")


@pytest.fixture
def open_train(new_page: Callable[..., Page], server: Server, own_runs: Path) -> Iterator[Callable[..., TrainPage]]:
    """Return a function that opens the page cold; the worker is ended after the test, and its runs are gone."""
    del own_runs

    def visit(address: str = "", **options: Any) -> TrainPage:
        return TrainPage(new_page(**options), server.url).open(address)

    yield visit
    _kill_workers(server)


def _kill_workers(server: Server) -> None:
    """End every process that trains for this server, as kill -9 does."""
    for tasks in Path(f"/proc/{server.pid}/task").glob("*/children"):
        for child in tasks.read_text().split():
            if b"\0work\0" in Path(f"/proc/{child}/cmdline").read_bytes() + b"\0":
                os.kill(int(child), signal.SIGKILL)


def test_from_the_button_to_a_review(open_train: Callable[..., TrainPage]) -> None:
    """A short training is stopped, goes on after a reload, ends with its curves, and its network reads a review."""
    train = open_train(f"{QUICK}&t_epochs=5")
    train.button("Train").click()
    expect(train.bar).to_contain_text(re.compile(r"Epoch \d of 5, batch"), timeout=2 * PATIENCE)
    train.button("Stop").click()
    expect(train.bar).to_contain_text("Stopped after", timeout=2 * PATIENCE)
    train.page.reload()
    train.settle(drawn=False)
    train.button("Resume").click()
    expect(train.bar).to_contain_text("Finished: 5 epochs of 5", timeout=3 * PATIENCE)
    expect(train.page.get_by_test_id("curves")).to_contain_text("kept: epoch")
    with train.page.expect_popup() as opened:
        train.page.get_by_role("link", name="Read a review with it").click()
    expect(opened.value.get_by_role("heading", name="Verdict:")).to_be_visible()
    expect(opened.value.get_by_role("combobox", name="Model", exact=True)).to_have_value("simple-rnn-32-2000-seed0")


def test_axe_finds_nothing(open_train: Callable[..., TrainPage]) -> None:
    """No rule of axe is broken by a run that has been trained, wide or at 390 px, where nothing is wider."""
    train = open_train(f"{QUICK}&t_epochs=1", color_scheme="dark")
    train.button("Train").click()
    expect(train.bar).to_contain_text("Finished: 1 epoch of 1", timeout=3 * PATIENCE)
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        train.page.set_viewport_size(viewport)  # type: ignore[arg-type]
        train.settle(drawn=False)
        found = Axe().run(train.page).response["violations"]
        assert [(rule["id"], " ".join(map(str, node["target"]))) for rule in found for node in rule["nodes"]] == []
        assert train.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= viewport["width"]
