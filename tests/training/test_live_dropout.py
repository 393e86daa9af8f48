"""Runs whose layers drop inputs and states in training, by either engine."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.networks import LayerSpec, NetworkSpec, read_keras_file
from rnnviz.runs import Run
from rnnviz.text import Vocabulary
from rnnviz.training import resume, train
from rnnviz.training.batches import drop_generator, padded_order
from rnnviz.training.datasets import encoded
from rnnviz.training.fit import possible
from rnnviz.training.reviews import reviews_of
from tests.training.conftest import PADDING, TRAINING
from tests.training.test_live import LIVE, act_at, weights

LAYERS = (
    LayerSpec(cell="lstm", units=5, bidirectional=True, dropout=0.2, recurrent_dropout=0.25),
    LayerSpec(cell="gru", units=3, dropout=0.5),
)
DROPPING = NetworkSpec(num_words=30, input_features=4, layers=LAYERS)
EPOCHS = {"epochs": 2}


@pytest.fixture(scope="module")
def live(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A finished run of two epochs. Tests read it and leave it as it is."""
    out = tmp_path_factory.mktemp("runs") / "dropping"
    return train(DROPPING, replace(LIVE, **EPOCHS), corpus=str(reviews_file), padding=PADDING, out=out)


def expect_same(run: Run, other: Run) -> None:
    """The weights of two checkpoints are equal to the bit."""
    for ours, theirs in zip(weights(run.checkpoint_file), weights(other.checkpoint_file), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_live_engine_drops(live: Run, reviews_file: Path, tmp_path: Path) -> None:
    """It trains the network itself; without dropout, from the same weights, it ends elsewhere."""
    assert possible(DROPPING, LIVE).engine == "live"
    assert live.record.training.engine == "live"
    assert live.record.network == DROPPING
    plain = replace(DROPPING, layers=tuple(replace(one, dropout=0, recurrent_dropout=0) for one in LAYERS))
    other = train(plain, replace(LIVE, epochs=1), corpus=str(reviews_file), padding=PADDING, out=tmp_path / "plain")
    assert not np.array_equal(weights(other.checkpoint_file)[0], weights(live.checkpoint_file)[0])


def test_a_layers_rates_are_in_the_file(keras: ModuleType, live: Run) -> None:
    """rnnviz and Keras read them from the model file; Keras's verdicts are those of the history, nothing dropped."""
    assert read_keras_file(live.model_file)[0] == DROPPING
    model = keras.saving.load_model(live.model_file)
    both, second = model.layers[1:3]
    for layer in (both.forward_layer, both.backward_layer):
        assert (layer.dropout, layer.recurrent_dropout) == (0.2, 0.25)
    assert (second.dropout, second.recurrent_dropout) == (0.5, 0)
    data = encoded(reviews_of(live), Vocabulary.from_file(live.vocabulary_file), PADDING)
    probabilities = model.predict(data.validation_rows, verbose=0)[:, 0].astype(np.float64)
    likelihoods = np.where(data.validation_labels, probabilities, 1 - probabilities)
    assert min(row.val_loss for row in live.history) == pytest.approx(-np.log(likelihoods).mean(), abs=1e-6)


def test_a_file_of_keras_is_read_with_its_rates(keras: ModuleType, tmp_path: Path) -> None:
    """What Keras saved of such layers is the same network."""
    spec = replace(DROPPING, layers=(LAYERS[0], replace(LAYERS[1], cell="simple_rnn")))
    model = keras.Sequential([keras.Input((None,), dtype="int32"), keras.layers.Embedding(30, 4)])
    for one in spec.stack.layers:
        model.add(one.keras_layer())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.save(tmp_path / "model.keras")
    assert read_keras_file(tmp_path / "model.keras")[0] == spec


@pytest.mark.parametrize("batch", [0, 5])
def test_a_stopped_run_drops_what_an_unbroken_one_does(
    live: Run, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Stopped or killed in epoch 2 and resumed, it ends with the same weights to the bit."""

    def stop(run: Run) -> None:
        run.ask_to_stop()
        shutil.copytree(run.path, tmp_path / "killed")
        (tmp_path / "killed" / "stop").unlink(missing_ok=True)

    act_at(monkeypatch, 2, batch, stop)
    training = replace(LIVE, **EPOCHS)
    stopped = train(DROPPING, training, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "stopped")
    assert stopped.record.status == "stopped"
    monkeypatch.undo()
    for run in (stopped, Run(tmp_path / "killed")):
        expect_same(resume(run.path), live)


def test_keras_resumes_to_the_same_weights_too(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its masks are drawn from the place of a batch, as the live engine's are."""
    spec = NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=3, dropout=0.2, recurrent_dropout=0.2),))
    given: dict[str, Any] = {"corpus": str(reviews_file), "padding": PADDING}
    whole = train(spec, replace(TRAINING, epochs=1), **given, out=tmp_path / "whole")
    act_at(monkeypatch, 1, 4, lambda run: run.ask_to_stop())
    stopped = train(spec, replace(TRAINING, epochs=1), **given, out=tmp_path / "stopped")
    assert stopped.record.status == "stopped"
    monkeypatch.undo()
    expect_same(resume(stopped.path), whole)


def test_masks_are_not_drawn_from_what_orders_an_epoch() -> None:
    """Every batch has a generator of its own, none of them that of the epoch's order."""
    drawn = {tuple(drop_generator(3, epoch, batch).permutation(50)) for epoch in (1, 2) for batch in (0, 1)}
    assert len(drawn) == 4
    assert tuple(padded_order(50, seed=3, epoch=1)) not in drawn
