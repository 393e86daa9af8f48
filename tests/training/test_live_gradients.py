"""Gradients that are clipped, cut off, and begin with other recurrent kernels."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import ConfigurationError
from rnnviz.networks import NetworkSpec
from rnnviz.runs import Run
from rnnviz.text import Vocabulary
from rnnviz.training import train
from rnnviz.training.datasets import encoded
from rnnviz.training.fit import possible
from rnnviz.training.keras_learner import KerasLearner
from rnnviz.training.live_learner import LiveLearner
from rnnviz.training.reviews import reviews_of
from tests.training.conftest import NETWORK, PADDING
from tests.training.test_live import LAYERS, LIVE, weights


@pytest.fixture(scope="module")
def live(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A finished run of one epoch. Tests read it and leave it as it is."""
    out = tmp_path_factory.mktemp("runs") / "plain"
    return train(NETWORK, replace(LIVE, epochs=1), corpus=str(reviews_file), padding=PADDING, out=out)


@pytest.mark.parametrize("clip", [None, 1e-3, 1e3])
@pytest.mark.parametrize("optimizer", ["rmsprop", "adam", "sgd"])
def test_one_clipped_step_is_keras(
    keras: ModuleType, live: Run, monkeypatch: pytest.MonkeyPatch, optimizer: str, clip: float | None
) -> None:
    """After one batch every weight is Keras's, and the norm that is told is the one that Keras clips by."""
    base_optimizer = import_module("keras.src.optimizers.base_optimizer")
    told: list[float] = []
    clipped = base_optimizer.clip_by_global_norm
    monkeypatch.setattr(
        base_optimizer,
        "clip_by_global_norm",
        lambda gradients, most: (told.append(float(base_optimizer.global_norm(gradients))), clipped(gradients, most))[
            1
        ],
    )
    spec = NetworkSpec(num_words=30, input_features=4, layers=LAYERS["gates"])
    training = replace(LIVE, optimizer=optimizer, learning_rate=0.01, global_clipnorm=clip)
    ours, theirs = LiveLearner(spec, training, PADDING), KerasLearner(spec, training)
    ours.network.set_weights(theirs.model.get_weights())
    data = encoded(reviews_of(live), Vocabulary.from_file(live.vocabulary_file), PADDING)
    rows, labels = data.rows[:40], data.labels[:40]
    batch = ours.network.arranged(rows, np.maximum((rows != 0).sum(axis=1), 1), np.arange(40))
    ours.network.learn(batch, labels, squares=ours.optimizer.needs_squares)
    ours.optimizer.step()
    theirs.model.run_eagerly = True
    theirs.model.train_on_batch(rows, labels)
    if clip is not None:
        assert ours.optimizer.norm == pytest.approx(told[0], rel=1e-5)
    for mine, keras_ones in zip(ours.network.weights(), theirs.model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, keras_ones, atol=2e-6)


def test_recurrent_kernels_begin_as_large_as_asked_for(keras: ModuleType) -> None:
    """Either engine begins with recurrent kernels whose singular values are the gain; all else is as without it."""
    spec, gain = NetworkSpec(num_words=30, input_features=4, layers=LAYERS["gates"]), 0.25
    names = [weight.name for row in spec.summary for weight in row.weights]
    for make in (lambda one: LiveLearner(spec, one, PADDING).network.weights(), _keras_weights(spec)):
        plain, scaled = make(LIVE), make(replace(LIVE, recurrent_gain=gain))
        for name, before, after in zip(names, plain, scaled, strict=True):
            if name == "recurrent_kernel":
                np.testing.assert_allclose(np.linalg.svd(after)[1], gain, rtol=1e-5)
            else:
                np.testing.assert_array_equal(before, after)


def _keras_weights(spec: NetworkSpec) -> Any:
    return lambda training: KerasLearner(spec, training).model.get_weights()


def test_keras_cannot_stop_the_way_back() -> None:
    """Where Keras would have to train with truncated gradients, a sentence says so."""
    with pytest.raises(ConfigurationError, match="only the live engine can stop after 5"):
        possible(NETWORK, replace(LIVE, gradient_steps=5, optimizer="nadam"))


def test_truncated_gradients_train_another_network(live: Run, reviews_file: Path, tmp_path: Path) -> None:
    """A run with truncated gradients, its recurrent kernels scaled, ends elsewhere, and its record says so."""
    training = replace(LIVE, epochs=1, gradient_steps=2, recurrent_gain=0.5, global_clipnorm=1.0)
    run = train(NETWORK, training, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    assert Run(run.path).record.training == training
    assert not np.array_equal(weights(run.checkpoint_file)[1], weights(live.checkpoint_file)[1])


def test_keras_finds_the_limit_in_the_checkpoint(keras: ModuleType, reviews_file: Path, tmp_path: Path) -> None:
    """A checkpoint that Keras opens goes on clipping; without a limit it does not begin to."""
    for clip in (0.5, None):
        training = replace(LIVE, epochs=1, global_clipnorm=clip)
        run = train(NETWORK, training, corpus=str(reviews_file), padding=PADDING, out=tmp_path / f"{clip}")
        assert keras.saving.load_model(run.checkpoint_file).optimizer.global_clipnorm == clip


def test_gradients_of_no_size_leave_the_weights(live: Run) -> None:
    """A norm of zero divides by nothing; one that is no number makes the weights such, as in Keras."""
    learner = LiveLearner(NETWORK, replace(LIVE, optimizer="sgd", global_clipnorm=1.0), PADDING)
    before = learner.network.weights()
    learner.optimizer.step()
    for ours, theirs in zip(learner.network.weights(), before, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    learner.optimizer.parameters[1].gradient.fill(np.inf)
    learner.optimizer.step()
    assert np.isnan(learner.network.weights()[1]).all()


def test_the_limit_may_change_between_two_batches(live: Run) -> None:
    """A step with a limit goes as far as it allows; the next without one goes all the way."""
    learner = LiveLearner(NETWORK, replace(LIVE, optimizer="sgd", learning_rate=1.0), PADDING)
    for parameter in learner.optimizer.parameters:
        parameter.gradient.fill(0)
    learner.optimizer.parameters[1].gradient[0, 0] = 3.0
    for clip, moved in ((0.5, 0.5), (None, 3.0), (8.0, 3.0)):
        before = learner.network.weights()[1][0, 0]
        learner.optimizer.clip = clip
        learner.optimizer.step()
        assert before - learner.network.weights()[1][0, 0] == pytest.approx(moved, abs=1e-6)
        assert learner.optimizer.norm == pytest.approx(3.0)
        assert learner.optimizer.norms()[1] == pytest.approx(3.0)
