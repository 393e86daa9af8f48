"""How many people can look at one server at a time, against a bare Streamlit page with a text box?

Web socket clients paste real reviews into "Read a review" and think in between (10 s in the mean). A rerun lasts from
the message that asks for it to the last message of its answer. The clients run on the same machine.

    python benchmarks/sessions.py                  everything, about half an hour
    python benchmarks/sessions.py idle active      some of it: idle, active, training, opened
    python benchmarks/sessions.py active --seconds 20 --people 10 60
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence

import numpy as np
from _clients import Person, Served, people, person, served, work
from _timing import reviews
from first_picture import ROOT

TEXTS = reviews(200)
THINK = 10.0
IDLE, RERUNS = 100, 60
OPENED, AT_ONCE = 500, 10
GONE = 160  # seconds until Streamlit forgets a closed tab (120) and its garbage is collected (30)
KINDS = {"rnnviz": False, "bare page": True}


async def idle(server: Served) -> str:
    """Processor time of a rerun while 100 tabs only look."""
    async with people(server, IDLE), person(server) as one:
        for text in TEXTS[:10]:
            await one.paste(text)
        before = server.cpu_seconds
        for text in TEXTS[10 : 10 + RERUNS]:
            await one.paste(text)
        spent = 1000 * (server.cpu_seconds - before) / RERUNS
        return f"{spent:.0f} ms of processor time a rerun, {_quantiles([one])}, {server.megabytes:.0f} MB"


async def active(server: Served, count: int, seconds: float) -> str:
    """How long reruns take while this many people work."""
    async with people(server, count) as tabs:
        before = server.cpu_seconds
        await asyncio.gather(
            *(work(one, TEXTS, seconds=seconds, think=THINK, seed=seed) for seed, one in enumerate(tabs))
        )
        load = (server.cpu_seconds - before) / seconds
        return f"{_quantiles(tabs)}, {load:.0%} of a processor, {server.megabytes:.0f} MB"


async def opened(server: Served) -> str:
    """Memory before and after 500 tabs have come and gone."""
    await _come_and_go(server, 50)  # what the first ones bring stays: modules, networks
    await asyncio.sleep(GONE)
    before = server.megabytes
    await _come_and_go(server, OPENED)
    full = server.megabytes
    await asyncio.sleep(GONE)
    after = server.megabytes
    return (
        f"{before:.0f} MB, {full:.0f} MB at once after {OPENED} tabs, {after:.0f} MB later: {after / before - 1:+.1%}"
    )


async def _come_and_go(server: Served, count: int) -> None:
    async def visit(text: str) -> None:
        async with person(server) as one:
            await one.paste(text)

    for first in range(0, count, AT_ONCE):
        await asyncio.gather(*(visit(TEXTS[number % len(TEXTS)]) for number in range(first, first + AT_ONCE)))


def _quantiles(tabs: Sequence[Person]) -> str:
    taken = [seconds for one in tabs for seconds in one.seconds]
    middle, high = 1000 * statistics.median(taken), 1000 * float(np.quantile(taken, 0.95))
    return f"{len(taken)} reruns, median {middle:.0f} ms, p95 {high:.0f} ms"


@contextlib.contextmanager
def training() -> Iterator[None]:
    """Train the chapter's network meanwhile, as the app's worker does: in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "rnnviz", "train", "--quiet", "--epochs", "50", "--out", f"{folder}/run"],
            cwd=ROOT,
            env=os.environ | {"RNNVIZ_HOME": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            process.kill()
            process.wait()


def main() -> None:
    """Print each measurement for rnnviz and for the bare page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="idle, active, training, opened; all of them by default")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--people", type=int, nargs="*", default=[10, 30, 60, 100])
    chosen = parser.parse_args()
    parts = chosen.parts or ["idle", "active", "training", "opened"]
    for name, bare in KINDS.items():
        if "idle" in parts:
            with served(bare=bare) as server:
                print(f"{name}, {IDLE} idle tabs beside: {asyncio.run(idle(server))}", flush=True)
        for count in chosen.people if "active" in parts else []:
            with served(bare=bare) as server:
                print(f"{name}, {count} people: {asyncio.run(active(server, count, chosen.seconds))}", flush=True)
        if "training" in parts:
            with served(bare=bare) as server, training():
                print(f"{name}, 30 people, a training: {asyncio.run(active(server, 30, chosen.seconds))}", flush=True)
        if "opened" in parts:
            with served(bare=bare) as server:
                print(f"{name}, opened and closed: {asyncio.run(opened(server))}", flush=True)


if __name__ == "__main__":
    main()
