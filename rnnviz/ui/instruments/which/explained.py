"""What the methods say of a review, computed once for all who look at it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from cachetools.keys import hashkey

from rnnviz.errors import DataError
from rnnviz.explanation import (
    METHODS,
    Attribution,
    Baseline,
    Deletion,
    Method,
    affordable_evaluations,
    bag_weights,
    delete_words,
    gradient_input,
    integrated_gradients,
    occlusion,
    omission,
    orders_of,
    push,
)
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.ui.frame.messages import said
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.instruments.asked import Asked

__all__ = ["DRAWS", "Explained", "deleted", "explained"]

DRAWS = 10
"""Random orders that the methods are held against."""

_MOST_BYTES = 20_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Explained:
    """Attributions by method, in the order of `METHODS`; `refused` is the sentence on why some are missing."""

    attributions: Mapping[Method, Attribution]
    refused: str | None


def _key(asked: Asked, *chosen: Hashable) -> Hashable:
    """A reading is known by its run as it is on disk, the epoch and the text."""
    run = run_of(asked.name)
    files = [run.model_file if asked.epoch is None else run.epoch_file(asked.epoch), run.bag_of_words_file]
    changed = [file.stat().st_mtime_ns if file.exists() else 0 for file in files]
    return hashkey(asked.name, asked.epoch, asked.text, *changed, *chosen)


def _bytes(found: Explained | Deletion) -> int:
    arrays = (
        [one.values for one in found.attributions.values()] if isinstance(found, Explained) else found.logits.values()
    )
    return 100_000 + sum(array.nbytes for array in arrays)  # and the text that it is known by


@shared(_MOST_BYTES, size=_bytes, key=_key)
def explained(asked: Asked, baseline: Baseline, hidden: Baseline) -> Explained:
    """Every method; `baseline` is that of integrated gradients, `hidden` what stands for a word in occlusion."""
    reading, bag = asked.reading, run_of(asked.name).bag_of_words()
    most = affordable_evaluations(reading)
    made: dict[Method, Callable[[], Attribution]] = {
        "push": lambda: push(reading),
        "gradient_input": lambda: gradient_input(reading),
        "integrated_gradients": lambda: integrated_gradients(reading, baseline=baseline, most=most),
        "occlusion": lambda: occlusion(reading, baseline=hidden),
        "omission": lambda: omission(reading),
        **_of_bag(asked, bag),
    }
    found: dict[Method, Attribution] = {}
    refused = None
    for method in METHODS:
        if method in made:
            try:
                found[method] = made[method]()
            except DataError as error:  # the methods that read the review once for each word
                refused = said(error)
    return Explained(attributions=found, refused=refused)


def _of_bag(asked: Asked, bag: BagOfWords | None) -> dict[Method, Callable[[], Attribution]]:
    return {} if bag is None else {"bag_of_words": lambda: bag_weights(asked.reading, bag)}


@shared(_MOST_BYTES, size=_bytes, key=_key)
def deleted(asked: Asked, baseline: Baseline, hidden: Baseline) -> Deletion:
    """What leaving words out does, in the order of each method and of both floors.

    Raises
    ------
    DataError
        It would take too long.
    """
    attributions = explained(asked, baseline, hidden).attributions
    values: dict[str, Floats] = {name: one.values for name, one in attributions.items()}
    orders = orders_of(asked.reading, values, draws=DRAWS)
    return delete_words(asked.reading, orders, _counts(int(asked.reading.words.sum())))


def _counts(words: int) -> list[int]:
    """Words that are left out: each number up to five, then about every fourth more, to a fifth of the words."""
    last = min(words, max(round(words / 5), 10))
    steps = [*range(min(last, 5) + 1)]
    while steps[-1] < last:
        steps.append(min(round(steps[-1] * 1.3), last))
    return steps
