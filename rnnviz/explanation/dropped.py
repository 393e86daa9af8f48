"""The same network as a run's, trained with dropout on the same reviews: answers, and how it was trained."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from rnnviz.explanation.asked_reviews import AskedReviews, judge_of
from rnnviz.runs import Answers, ContrastFigures, Run, SeedFigures
from rnnviz.training.contrasts import ContrastProgress, train_dropped
from rnnviz.training.live_reading import can_read_live

__all__ = ["can_drop", "dropped"]

_MOST_SEED = 2**32


def can_drop(run: Run) -> bool:
    """Whether a network with dropout is a contrast to a run: it has none itself, and the engine trains it."""
    layers = run.record.network.layers
    return not any(layer.dropout or layer.recurrent_dropout for layer in layers) and can_read_live(run.record.network)


def dropped(
    run: Run, asked: Sequence[AskedReviews], *, rate: float, seeds: int, tell: Callable[[ContrastProgress], None]
) -> tuple[Mapping[str, Answers], ContrastFigures]:
    """Answers of the network with dropout by the fingerprint of the reviews, and how it was trained.

    The first seed is the run's own, so that both begin with the same weights. Of several the best by validation
    answers; its weights are not kept.
    """
    found: list[tuple[float, Run, int]] = []
    with tempfile.TemporaryDirectory(prefix="rnnviz-dropout-") as folder:
        for place in range(seeds):
            seed = (run.record.training.seed + place) % _MOST_SEED
            tell(ContrastProgress(kind="dropout", seed=seed, epoch=0, val_accuracy=0.0))
            trained = train_dropped(run, rate, seed=seed, out=Path(folder) / f"seed-{place}")
            found.append((trained.record.metrics["val_accuracy"], trained, seed))
        found.sort(key=lambda one: -one[0])
        answers = [[one.answers(judge_of(each, each.network())) for one in asked] for _, each, _ in found]
        best, history = found[0][1], found[0][1].history
        figures = ContrastFigures(
            parameters=best.record.network.parameter_count,
            seconds=float(np.median([row.seconds for row in history])),
            epoch=int(best.record.metrics["best_epoch"]),
            epochs=len(history),
            seeds=tuple(
                SeedFigures(
                    seed=seed,
                    accuracies={one.fingerprint: each.accuracy for one, each in zip(asked, given, strict=True)},
                )
                for (_, _, seed), given in zip(found, answers, strict=True)
            ),
            weights="",
        )
    return {one.fingerprint: each for one, each in zip(asked, answers[0], strict=True)}, figures
