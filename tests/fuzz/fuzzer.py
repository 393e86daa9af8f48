"""The fuzzer: mutated files by their numbers, each read as the app reads it."""

import resource
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rnnviz.errors import RnnvizError
from tests.fuzz.reading import KINDS

__all__ = ["MOST_MEGABYTES", "MOST_SECONDS", "Report", "fuzz", "kind_of", "read_case"]

MOST_SECONDS = 2.0
"""Time that the reading of one file may take; of this process, so that others on the machine play no part."""

MOST_MEGABYTES = 200
"""What all of them together may add to the memory at its largest."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of the files.

    Attributes
    ----------
    outcomes
        How many of each kind were read whole, and how many refused.
    wrong
        Of the others, the number of the case and what went wrong.
    slowest
        Time of the slowest, and its number.
    megabytes
        What the memory has grown by.
    """

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: dict[int, str] = field(default_factory=dict)
    slowest: tuple[float, int] = (0.0, -1)
    megabytes: float = 0.0


def kind_of(number: int) -> str:
    """Kind of the file of this number."""
    return Random(number).choices(list(KINDS), weights=[often for _, often in KINDS.values()])[0]


def read_case(number: int) -> None:
    """Read the file of this number: it has a result, or an error of ours."""
    with tempfile.TemporaryDirectory(prefix="rnnviz-fuzz-") as folder:
        KINDS[kind_of(number)][0](Random(f"{number} in detail"), Path(folder))


def fuzz(cases: range) -> Report:
    """Read every file of these numbers."""
    outcomes: Counter[tuple[str, str]] = Counter()
    wrong: dict[int, str] = {}
    slowest, before = (0.0, -1), _peak()
    for number in cases:
        kind, began = kind_of(number), time.process_time()
        try:
            read_case(number)
            outcomes[kind, "read"] += 1
        except RnnvizError as error:
            outcomes[kind, "refused"] += 1
            if not _can_be_shown(str(error)):
                wrong[number] = f"{kind}: no sentence: {error!r}"
        except Exception:  # noqa: BLE001  (that is what is looked for)
            wrong[number] = f"{kind}: {traceback.format_exc()}"
        seconds = time.process_time() - began
        slowest = max(slowest, (seconds, number))
        if seconds > MOST_SECONDS:
            wrong[number] = f"{kind}: it took {seconds:.1f} s"
    return Report(outcomes=outcomes, wrong=wrong, slowest=slowest, megabytes=_peak() - before)


def _can_be_shown(sentence: str) -> bool:
    """Whether it is one line that any screen can take."""
    try:
        sentence.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return 0 < len(sentence) < 2_000 and "\n" not in sentence


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
