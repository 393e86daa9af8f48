"""What is computed of the networks that stand side by side, once for all sessions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.analysis import VerdictPair, row_ids
from rnnviz.dynamics import FinalStates, alikeness, final_states
from rnnviz.networks import Network
from rnnviz.runs import Run
from rnnviz.shapes import Floats, Ids
from rnnviz.training.reviews import reviews_of
from rnnviz.ui.beside.choose import TRAINED, UNTRAINED, Chosen, Side, Split, split_of
from rnnviz.ui.beside.facts import EPOCH_REVIEWS, StateFacts, state_facts
from rnnviz.ui.frame.session import network_of, run_of, untrained_of
from rnnviz.ui.frame.shared import shared

__all__ = [
    "Reviews",
    "accuracy_of",
    "epochs_beside",
    "held_by",
    "learnt",
    "reviews_beside",
    "states_beside",
    "verdicts_beside",
]

MOST_REVIEWS = 1000


@dataclass(frozen=True, kw_only=True, eq=False)
class Reviews:
    """Validation reviews: texts, and labels, 0 = negative, 1 = positive."""

    texts: tuple[str, ...]
    labels: NDArray[np.int8]

    def __len__(self) -> int:
        """Count them."""
        return len(self.texts)


def reviews_beside(name: str) -> Reviews:
    """The first validation reviews of a run.

    Raises
    ------
    TrainingError
        They are not there any more.
    """
    split = split_of(run_of(name))
    assert split is not None  # only such runs can be chosen
    return _reviews(name, split)


def verdicts_beside(chosen: Chosen) -> VerdictPair:
    """Verdicts of both on the same reviews."""
    first, second = held_by(chosen.first), held_by(chosen.second)
    return VerdictPair(labels=reviews_beside(chosen.first.name).labels, first=first.logits, second=second.logits)


def held_by(side: Side, *, most: int = MOST_REVIEWS) -> FinalStates:
    """What every layer of a network holds at the end of each review, or of the first of them."""
    return _held(side, _changed(side), most)


def states_beside(chosen: Chosen) -> StateFacts:
    """How alike both networks' states are, with floors and ceilings."""
    held = (_untrained_side(chosen.first), _side_before(chosen.first))
    untrained, before = (None if side == chosen.second else side for side in held)  # B itself is told already
    sides = chosen.first, chosen.second, untrained, before
    return _states(*sides, tuple(_changed(side) for side in sides if side is not None))


def learnt(name: str) -> list[Side]:
    """A run from untrained on, after each kept epoch."""
    epochs = [Side(name=name, weights=str(epoch)) for epoch in run_of(name).kept_epochs]
    return [Side(name=name, weights=UNTRAINED), *epochs] if epochs else []


def epochs_beside(firsts: list[Side], seconds: list[Side]) -> Floats:
    """CKA of the last states of each of the first with each of the second, on few reviews, (first, second)."""
    ones, others = ([held_by(side, most=EPOCH_REVIEWS).last for side in sides] for sides in (firsts, seconds))
    return alikeness(ones, others, resamples=0).cka


def accuracy_of(side: Side) -> float:
    """Accuracy on all validation reviews, as the run's training found it; nan where that is not known."""
    run = run_of(side.name)
    epoch = _best(run) if side.weights == TRAINED else side.epoch
    return next((row.val_accuracy for row in run.history if row.epoch == epoch), float("nan"))


# ---- kept for all sessions ----


@shared(60_000_000, size=lambda reviews: sum(4 * len(text) for text in reviews.texts), key=lambda _name, split: split)
def _reviews(name: str, split: Split) -> Reviews:
    del split  # what they are known by
    _, reviews = reviews_of(run_of(name), download=False)
    return Reviews(texts=tuple(reviews.texts[:MOST_REVIEWS]), labels=np.asarray(reviews.labels[:MOST_REVIEWS]))


@shared(
    40_000_000,
    size=lambda rows: sum(row.nbytes for row in rows),
    key=lambda name, words: (split_of(run_of(name)), words),
)
def _ids(name: str, words: tuple[str, ...]) -> list[Ids]:
    """The reviews in the ids of a vocabulary."""
    del words  # part of the key only
    vocabulary = network_of(name).vocabulary
    assert vocabulary is not None  # a run's network has one
    return row_ids(reviews_beside(name).texts, vocabulary)


@shared(80_000_000, size=lambda held: held.nbytes)
def _held(side: Side, changed: int, most: int) -> FinalStates:
    del changed  # part of the key only
    network = _network_of(side)
    assert network.vocabulary is not None
    return final_states(network, _ids(side.name, network.vocabulary.words)[:most])


@shared(200)
def _states(
    first: Side, second: Side, untrained: Side | None, before: Side | None, changed: tuple[int, ...]
) -> StateFacts:
    del changed  # part of the key only
    others = {side: held_by(side, most=EPOCH_REVIEWS) for side in (untrained, before) if side is not None}
    return state_facts(
        held_by(first),
        held_by(second),
        untrained=None if untrained is None else others[untrained],
        before=None if before is None else others[before],
        epoch=None if before is None else before.epoch,
    )


# ---- a side ----


def _network_of(side: Side) -> Network:
    return untrained_of(side.name) if side.weights == UNTRAINED else network_of(side.name, epoch=side.epoch)


def _changed(side: Side) -> int:
    run = run_of(side.name)
    file = run.model_file if side.epoch is None else run.epoch_file(side.epoch)
    return file.stat().st_mtime_ns if file.exists() else 0


def _untrained_side(side: Side) -> Side | None:
    return None if side.weights == UNTRAINED else Side(name=side.name, weights=UNTRAINED)


def _side_before(side: Side) -> Side | None:
    """The same run one kept epoch earlier; None where there is none."""
    run = run_of(side.name)
    epoch = _best(run) if side.weights == TRAINED else side.epoch
    if epoch is None or epoch - 1 not in run.kept_epochs:
        return None
    return Side(name=side.name, weights=str(epoch - 1))


def _best(run: Run) -> int | None:
    best = run.record.metrics.get("best_epoch")
    return None if best is None else int(best)
