"""`make fuzz`: as many mutated files, kills in the moment of saving, and odd addresses as are asked for."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from rnnviz.training.worker_process import end_workers
from tests.fuzz.addresses import PLACES, visit_addresses
from tests.fuzz.fuzzer import MOST_MEGABYTES, MOST_SECONDS, Report, fuzz
from tests.fuzz.kills import kill_savings, kill_trainings


def main() -> int:
    """Read the files and kill the savings, and say what became of them; fail where a file was neither read nor refused.

    A run that is unreadable after a kill, or has lost an epoch, ends this with an `AssertionError`.
    """
    options = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    options.add_argument("--cases", type=int, default=20_000, help="how many mutated files are read")
    options.add_argument("--first", type=int, default=0, help="number of the first of them")
    options.add_argument("--kills", type=int, default=200, help="how many processes are killed while they save")
    options.add_argument("--trainings", type=int, default=10, help="how many real trainings are killed while they save")
    options.add_argument("--addresses", type=int, default=20_000, help="how many addresses are visited")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="rnnviz-fuzz-home-") as home:
        os.environ["RNNVIZ_HOME"] = home
        began = time.monotonic()
        report = fuzz(range(given.first, given.first + given.cases))
        _tell(report, given.cases, time.monotonic() - began)
        for kill, kills in ((kill_savings, given.kills), (kill_trainings, given.trainings)):
            folder = Path(home, kill.__name__)
            folder.mkdir()
            amid, finished = kill(folder, kills, given.first)
            print(f"{kills} kills, {amid} amid saving: 0 unreadable runs, 0 of {finished} finished epochs lost")
        try:
            slow = _visit(given.addresses, given.first)
        finally:
            end_workers()  # a visit of "Train" starts one
    return int(slow or bool(report.wrong) or report.megabytes > MOST_MEGABYTES)


def _visit(count: int, first: int) -> bool:
    """Visit odd addresses of every place; whether one of them took too long."""
    each = range(first, first + count // len(PLACES))
    seconds, number, place = max((*visit_addresses(place, each), place) for place in PLACES)
    told = f"{len(each) * len(PLACES):,} addresses: 0 errors that nobody expected"
    print(f"{told}; the slowest took {seconds:.2f} s of the processor ({place}, {number})")
    return seconds > MOST_SECONDS


def _tell(report: Report, cases: int, took: float) -> None:
    for (kind, outcome), count in sorted(report.outcomes.items()):
        print(f"{kind:20} {outcome:8} {count:7,}")
    for number, what in report.wrong.items():
        print(f"--- case {number}: {what}")
    seconds, number = report.slowest
    print(f"{cases:,} files in {took:.0f} s: {len(report.wrong)} neither read nor refused")
    print(f"the slowest took {seconds:.2f} s (case {number}); the memory grew by {report.megabytes:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
