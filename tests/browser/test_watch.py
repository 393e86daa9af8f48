"""A training that is watched in Chromium: a review moves, and the training is paused, moved on and steered."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rnnviz.runs import Run, read_changes, read_snapshot
from tests.browser.driving import PATIENCE, Server
from tests.browser.train_page import TrainPage, kill_workers

pytestmark = pytest.mark.browser

ADDRESS = "?t_amount=2%2C000+reviews%2C+a+quick+try&t_epochs=20&t_cell=LSTM&t_mode=efficient"
LEARNT = re.compile(r"After batch ([\d,]+) the")


@pytest.fixture
def train(new_page: Callable[..., Page], server: Server, own_runs: Path) -> Iterator[TrainPage]:
    """The page in a warm tab; the worker is ended after the test."""
    del own_runs
    yield TrainPage(new_page(), server.url).open(ADDRESS)
    kill_workers(server)


def watched(train: TrainPage) -> Any:
    return train.page.get_by_test_id("watch-sentence")


def learnt(train: TrainPage) -> int:
    """Batches that the sentence tells of."""
    expect(watched(train)).to_contain_text(LEARNT)
    found = LEARNT.search(watched(train).inner_text())
    assert found is not None
    return int(found.group(1).replace(",", ""))


def paused_at(run: Run) -> int:
    """Batches after which the training holds."""
    end = time.monotonic() + PATIENCE / 1000
    while (found := read_snapshot(run.path, "now", run.record.network)) is None or not found.moment.held:
        assert time.monotonic() < end, "The training does not hold."
        time.sleep(0.02)
    return found.moment.step


def test_a_review_moves_while_a_network_learns(train: TrainPage, server: Server) -> None:
    """From the button to the end: the review follows, a pause holds it, a batch moves it by one, the rate changes."""
    train.button("Train").click()
    train.button("Pause").click(timeout=2 * PATIENCE)
    expect(train.bar).to_contain_text("Paused")
    (run,) = [Run(path) for path in (server.home / "runs").iterdir() if path.is_dir()]
    held = paused_at(run)
    expect(watched(train)).to_contain_text(f"After batch {held:,} the" if held else "Before the first batch")
    line = train.page.get_by_test_id("watch-line").locator("path.curve").first
    before = line.get_attribute("d")
    train.button("One batch").click()
    expect(watched(train)).to_contain_text(f"After batch {held + 1:,} the")
    expect(line).not_to_have_attribute("d", str(before))
    assert run.batches()[-1]["batch"] == held % 13
    slider = train.page.get_by_role("slider", name="Learning rate")
    slider.focus()
    slider.press("ArrowRight")
    expect(train.page.get_by_test_id("stSliderThumbValue")).to_have_text("0.0015")
    train.button("One batch").click()
    expect(watched(train)).to_contain_text(f"After batch {held + 2:,} the")
    (change,) = read_changes(run.path)
    assert (13 * (change.epoch - 1) + change.batch, change.learning_rate) == (held + 1, 0.0015)
    train.page.get_by_text("Watch another review").click()
    train.page.get_by_text("clearly negative", exact=True).click()
    expect(train.page.get_by_test_id("watch").locator(".strip")).to_contain_text("What a waste of time")
    assert learnt(train) == held + 2
    train.button("Go on").click()
    expect(train.bar).to_contain_text("Finished: 20 epochs of 20", timeout=2 * PATIENCE)
    expect(train.page.get_by_role("heading", name="Inside the layers while it learnt")).to_be_visible()
    expect(train.page.get_by_test_id("curves")).to_contain_text("learning rate 0.0015")
