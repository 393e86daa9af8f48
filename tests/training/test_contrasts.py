"""Networks without a state are trained by Keras, and validation decides for how long."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rnnviz.errors import TrainingError
from rnnviz.networks import StatelessSpec, stateless_network
from rnnviz.runs import Run, TrainingSpec, find_run
from rnnviz.text import Padding, Vocabulary
from rnnviz.training import contrasts
from rnnviz.training.contrasts import PATIENCE, ContrastProgress, most_epochs, train_contrast, train_dropped
from rnnviz.training.datasets import Data

SPEC = StatelessSpec(kind="averaged", num_words=8, input_features=2, maxlen=6)


def data_of(rng: np.random.Generator, count: int = 200) -> Data:
    """Rows in which word 3 says positive and word 4 negative."""
    labels = rng.integers(0, 2, count).astype(np.int8)
    rows = rng.integers(5, 8, (count, 6)).astype(np.int32)
    rows[:, 0], rows[:, 3] = 0, 3 + (labels == 0)
    half = count // 2
    return Data(
        rows=rows[:half],
        labels=labels[:half],
        validation_rows=rows[half:],
        validation_labels=labels[half:],
        padding=Padding(maxlen=6),
    )


def test_it_learns_and_keeps_its_best_epoch(keras: ModuleType) -> None:
    """Every epoch is told, the weights kept are those of the best, and their accuracy is that of NumPy's verdicts."""
    data, told = data_of(np.random.default_rng(0)), list[ContrastProgress]()
    found = train_contrast(SPEC, data, seed=1, epochs=5, tell=told.append)
    assert [one.epoch for one in told] == list(range(1, found.epochs + 1))
    best = max(told, key=lambda one: (one.val_accuracy, -one.epoch))
    assert (found.epoch, found.val_accuracy) == (best.epoch, best.val_accuracy)
    verdicts = stateless_network(SPEC, found.weights).logits(data.validation_rows) >= 0
    assert float((verdicts == data.validation_labels).mean()) == pytest.approx(found.val_accuracy, abs=1e-6)
    assert found.seconds > 0


class Scripted:
    """A model whose epochs give these validation accuracies and losses, and a loss that may be lost."""

    def __init__(self, accuracies: list[float], losses: list[float], loss: float = 0.5) -> None:
        self.accuracies, self.losses, self.loss, self.done = accuracies, losses, loss, 0

    def compile(self, **_: object) -> None:
        """Keras's."""

    def fit(self, **_: object) -> "Scripted":
        self.done += 1
        return self

    @property
    def history(self) -> dict[str, list[float]]:
        now = self.done - 1
        return {"loss": [self.loss], "val_accuracy": [self.accuracies[now]], "val_loss": [self.losses[now]]}

    def get_weights(self) -> list[np.ndarray]:
        return [np.array([self.done])]


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing is fed."""
    monkeypatch.setattr(contrasts, "feed", lambda *_, **__: {})
    return monkeypatch


RISING, FALLING = [0.6, 0.7, 0.8, 0.9, 1.0, 1.1], [0.6, 0.5, 0.4, 0.3, 0.2, 0.1]


@pytest.mark.parametrize(
    ("accuracies", "losses", "epochs", "kept"),
    [
        ([0.5, 0.6, 0.6, 0.59, 0.58, 0.9], RISING, 5, 2),
        ([0.5, 0.6, 0.6, 0.59, 0.58, 0.9], FALLING, 6, 6),
        ([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], FALLING, 6, 1),
        ([0.5, 0.6, 0.7, 0.8, 0.9, 0.95], RISING, 6, 6),
        ([0.5, 0.4, 0.4, 0.6, 0.5, 0.5], RISING, 6, 4),
    ],
)
def test_validation_ends_the_training(
    scripted: pytest.MonkeyPatch, accuracies: list[float], losses: list[float], epochs: int, kept: int
) -> None:
    """It ends after three epochs without a better accuracy or loss, or with the last asked for; the best is kept."""
    model = Scripted(accuracies, losses)
    scripted.setattr(contrasts, "build_stateless_model", lambda *_, **__: model)
    found = train_contrast(SPEC, data_of(np.random.default_rng(0)), epochs=6)
    assert PATIENCE == 3
    assert (found.epochs, found.epoch, found.weights[0][0]) == (epochs, kept, kept)


@pytest.mark.parametrize(("reviews", "epochs"), [(40_000, 60), (256, 6_000), (25_600, 60), (2_560, 600)])
def test_few_reviews_may_be_read_more_often(reviews: int, epochs: int) -> None:
    """Sixty epochs at most, and more where an epoch has few batches of 128."""
    assert most_epochs(data_of(np.random.default_rng(0), reviews), TrainingSpec()) == epochs


def test_a_lost_loss_is_a_sentence(scripted: pytest.MonkeyPatch) -> None:
    """A training that diverges says so and keeps nothing."""
    scripted.setattr(contrasts, "build_stateless_model", lambda *_, **__: Scripted([0.5], [0.5], float("nan")))
    with pytest.raises(TrainingError, match="no longer a number"):
        train_contrast(SPEC, data_of(np.random.default_rng(0)))


def test_a_training_with_dropout_that_was_stopped_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops it, by Ctrl-C or SIGTERM, gets a sentence and no half-trained network."""
    run = find_run("imdb-gru")
    half = replace(run.record, status="stopped")

    def stopped(*_: object, out: Path, **__: object) -> Run:
        return Run.create(out, half, Vocabulary(["film"]))

    monkeypatch.setattr(contrasts, "train", stopped)
    with pytest.raises(TrainingError, match="was stopped"):
        train_dropped(run, 0.2, seed=1, out=tmp_path / "out")
