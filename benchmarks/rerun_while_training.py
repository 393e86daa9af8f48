"""How long does a page take to answer while a run trains, against the same page while nothing trains?

Measured in Chromium, from the key press on a slider of "The loop by hand" to the frame after the picture changed, in a
session other than the one that trains. One app with a real worker; its run is stopped and let go on in turn, so that
both sides see the same machine. Linux shares the processor between sessions first, and the worker has a session of its
own: it asks for a low priority of itself and of its session.

    python benchmarks/rerun_while_training.py                           the chapter's network, 4 turns of 12 moves
    python benchmarks/rerun_while_training.py --engine keras            trained by Keras instead of the live engine
    python benchmarks/rerun_while_training.py --cell lstm --units 128   one that keeps every core busy
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import get_args

from first_picture import ROOT
from playwright.sync_api import sync_playwright
from slider import LOOP, app, move

from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import Engine, TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import job_queue, jobs, worker_process

TURNS, MOVES = 4, 12
WANTED = 1.3
NAME = "run"


def until(*states: str, seconds: float = 240) -> None:
    """Wait until the run is in one of these states."""
    end = time.monotonic() + seconds
    while jobs.find_job(NAME).state not in states or (
        states == ("training",) and not jobs.find_job(NAME).run.batches()
    ):
        if time.monotonic() > end:
            raise SystemExit(f"the run is {jobs.find_job(NAME).state}, not {states}")
        time.sleep(0.1)


def ask(cell: str, units: int, engine: Engine) -> None:
    """Queue a training as the chapter's, of more epochs than anybody waits for."""
    network = NetworkSpec(layers=(LayerSpec(cell=cell, units=units),))
    job_queue.submit(NAME, network, TrainingSpec(epochs=1_000, engine=engine), corpus="imdb", padding=Padding())


def compare_pages(cell: str, units: int, engine: Engine) -> None:
    """Print medians of both sides and the ratio of the pairs."""
    quiet, busy = [], []
    with app(ROOT) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.goto(f"{address}/loop")
        page.wait_for_function(f"{LOOP} !== undefined", timeout=60_000)
        page.wait_for_timeout(1_000)
        for drawer in page.get_by_role("button", name="Sizes, weights").all():
            drawer.click()
        move(page, LOOP)
        ask(cell, units, engine)
        worker_process.start_worker()
        for _ in range(TURNS):
            until("training")
            time.sleep(2)
            busy += [move(page, LOOP) for _ in range(MOVES)]
            jobs.find_job(NAME).run.ask_to_stop()
            until("stopped")
            time.sleep(2)
            quiet += [move(page, LOOP) for _ in range(MOVES)]
            job_queue.ask_again(jobs.find_job(NAME))
        browser.close()
    with_it, without = statistics.median(busy), statistics.median(quiet)
    most = [sorted(side)[int(0.9 * len(side))] for side in (busy, quiet)]
    print(
        f"loop page: {with_it:.0f} ms while the {engine} engine trains, {without:.0f} ms while none does, ratio "
        f"{with_it / without:.2f} (at most {WANTED} wanted); nine of ten within {most[0]:.0f} and {most[1]:.0f} ms"
    )


def main() -> None:
    """Measure in a home of its own, and end the worker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cell", default="simple_rnn")
    parser.add_argument("--units", type=int, default=32)
    parser.add_argument("--engine", choices=get_args(Engine), default="live")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["RNNVIZ_HOME"] = str(Path(home) / "home")
        try:
            compare_pages(given.cell, given.units, given.engine)
        finally:
            worker_process.end_workers()


if __name__ == "__main__":
    main()
