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

from rnnviz.runs import Run
from tests.browser.conftest import serving
from tests.browser.driving import PATIENCE, Server
from tests.browser.train_page import TrainPage, kill_workers, workers

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TRAINING = re.compile(r"Epoch \d+ of \d+, batch")
# Where each thing that can be pressed has stood since then, whatever was drawn anew.
_WATCH_PLACES = """() => {
    window.places = {};
    const look = () => {
        for (const one of document.querySelectorAll("[data-testid=stMain] :is(button, summary)")) {
            const name = one.innerText, place = Math.round(one.getBoundingClientRect().y);
            if (name) (window.places[name] ??= new Set()).add(place);
        }
        requestAnimationFrame(look);
    };
    look();
}"""
_PLACES = "() => Object.fromEntries(Object.entries(window.places).map(([name, places]) => [name, [...places]]))"
LIVE = "?t_amount=2%2C000+reviews%2C+a+quick+try"
QUICK = f"{LIVE}&t_engine=Keras"  # the live engine is done before anybody could watch it


@pytest.fixture
def open_train(new_page: Callable[..., Page], server: Server, own_runs: Path) -> Iterator[Callable[..., TrainPage]]:
    """Return a function that opens the page cold; the worker is ended after the test, and its runs are gone."""
    del own_runs

    def visit(address: str = "", **options: Any) -> TrainPage:
        return TrainPage(new_page(cold=True, **options), server.url).open(address)

    yield visit
    kill_workers(server)


def _assert_axe_finds_nothing(train: TrainPage) -> None:
    """No rule of axe is broken by a run that has been trained, wide or at 390 px, where nothing is wider."""
    for viewport in (PHONE, WIDE):
        train.page.set_viewport_size(viewport)  # type: ignore[arg-type]
        train.settle(drawn=False)
        found = Axe().run(train.page).response["violations"]
        assert [(rule["id"], " ".join(map(str, node["target"]))) for rule in found for node in rule["nodes"]] == []
        assert train.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= viewport["width"]


def test_from_the_button_to_a_review(open_train: Callable[..., TrainPage]) -> None:
    """A short training is followed through a reload, stopped, goes on after another, and its network reads a review.

    What it ends with is accessible, dark, wide and narrow.
    """
    train = open_train(f"{QUICK}&t_epochs=5", color_scheme="dark")
    train.button("Train").click()
    expect(train.bar).to_contain_text(TRAINING, timeout=2 * PATIENCE)
    train.page.reload()
    train.settle(drawn=False)
    expect(train.bar).to_contain_text(TRAINING)
    train.button("Stop").click()
    expect(train.bar).to_contain_text("Stopped after", timeout=2 * PATIENCE)
    train.page.reload()
    train.settle(drawn=False)
    train.button("Resume").click()
    expect(train.bar).to_contain_text("Finished: 5 epochs of 5", timeout=3 * PATIENCE)
    expect(train.page.get_by_test_id("curves")).to_contain_text("kept: epoch")
    _assert_axe_finds_nothing(train)
    train.page.get_by_role("button", name="Read a review with it").click()
    expect(train.page.get_by_role("heading", name="Verdict:")).to_be_visible(timeout=PATIENCE)
    expect(train.page.get_by_role("combobox", name="Model", exact=True)).to_have_value("simple-rnn-32-2000-seed0")


def test_a_live_training_is_done_at_once(open_train: Callable[..., TrainPage]) -> None:
    """Ten epochs of the live engine, from the button to the curves."""
    train = open_train(f"{LIVE}&t_epochs=10&t_cell=GRU")
    train.button("Train").click()
    expect(train.bar).to_contain_text("Finished: 10 epochs of 10", timeout=2 * PATIENCE)
    expect(train.page.get_by_test_id("curves")).to_contain_text("kept: epoch")


def test_a_training_outlives_its_app(
    open_train: Callable[..., TrainPage], new_page: Callable[..., Page], server: Server, tmp_path: Path
) -> None:
    """Two apps share a folder: both train with one worker; when one app is killed, the other follows its run.

    An app that is started afterwards finds the run again, and stops it.
    """
    with serving(server.home, tmp_path / "log.txt") as other:
        theirs = TrainPage(new_page(cold=True), other.url).open(f"{QUICK}&t_epochs=100")
        theirs.button("Train").click()
        ours = open_train(f"{QUICK}&t_epochs=100&t_run=simple-rnn-32-2000-seed0")
        expect(theirs.bar).to_contain_text(TRAINING, timeout=2 * PATIENCE)
        expect(theirs.page.get_by_test_id("curves")).to_contain_text("after epoch")
        theirs.evaluate(_WATCH_PLACES)
        ours.settle(drawn=False)
        expect(ours.bar).to_contain_text(TRAINING)
        ours.open_form()
        ours.button("Train").click()
        expect(ours.bar).to_contain_text("Waiting in the queue: 1 run before it")
        expect(theirs.page.get_by_test_id("curves")).to_contain_text(re.compile(r"after epoch ([2-9]|\d\d)"))
        assert {name: places for name, places in theirs.evaluate(_PLACES).items() if len(places) > 1} == {}
        (worker,) = workers(server)
        os.kill(other.pid, signal.SIGKILL)
    assert workers(server) == [worker]
    run = Run(server.home / "runs" / "simple-rnn-32-2000-seed0")
    told = len(run.batches())
    with serving(server.home, tmp_path / "log.txt") as later:
        found = TrainPage(new_page(cold=True), later.url).open(f"?t_run={run.name}")
        expect(found.bar).to_contain_text(TRAINING)
        assert len(run.batches()) > told
        assert {line["session"] for line in run.batches()} == {1}
        found.button("Stop").click()
        expect(found.bar).to_contain_text("Stopped after")
        expect(ours.bar).to_contain_text(re.compile("Starting|The first batch|Epoch 1"))
        assert workers(server) == [worker]
