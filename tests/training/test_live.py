"""Training by the live engine: the run directory is Keras's, and TensorFlow plays no part in making it."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.engine import compiling
from rnnviz.errors import IncompatibleModelError, TrainingError
from rnnviz.networks import LayerSpec, NetworkSpec, read_keras_file, sigmoid
from rnnviz.runs import Run, TrainingSpec
from rnnviz.text import Padding, Vocabulary
from rnnviz.training import resume, train
from rnnviz.training.datasets import Data, encoded
from rnnviz.training.fit import possible
from rnnviz.training.keras_learner import KerasLearner
from rnnviz.training.live_learner import LiveLearner
from rnnviz.training.reviews import reviews_of
from rnnviz.training.session import Session
from tests.training.conftest import NETWORK, PADDING, TRAINING

ROOT = Path(__file__).resolve().parents[2]
LIVE = replace(TRAINING, engine="live")
LAYERS = {
    "one": (LayerSpec(units=4),),
    "gates": (LayerSpec(cell="lstm", units=5), LayerSpec(cell="gru", units=3)),
    "both ways": (LayerSpec(cell="gru", units=5, bidirectional=True), LayerSpec(units=3, bidirectional=True)),
}


def weights(path: Path) -> list[np.ndarray]:
    """Every weight of a model file."""
    return [array for layer in read_keras_file(path)[1] for array in layer]


@pytest.fixture(scope="module")
def live(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A finished run of three epochs. Tests read it and leave it as it is."""
    out = tmp_path_factory.mktemp("runs") / "live"
    return train(NETWORK, LIVE, corpus=str(reviews_file), padding=PADDING, out=out)


def act_at(monkeypatch: pytest.MonkeyPatch, epoch: int, batch: int, act: Any) -> None:
    """Do something just before this batch of the training is told of."""
    told = Session.tell

    def tell(session: Session, at: int, number: int, figures: Any, *, regular: bool) -> None:
        if (at, number) == (epoch, batch):
            act(session.run)
        told(session, at, number, figures, regular=regular)

    monkeypatch.setattr(Session, "tell", tell)


def test_a_live_run_has_every_file(live: Run) -> None:
    """What Keras's training leaves, this one leaves; its record says who trained, and nothing else is there."""
    files = {str(path.relative_to(live.path)) for path in live.path.rglob("*") if path.is_file()}
    assert files == {
        *("model.keras", "checkpoint.keras", "vocabulary.txt", "run.json", "history.csv", "batches.jsonl", "README.md"),
        "layers.jsonl",
        *("epochs/01.npz", "epochs/02.npz", "epochs/03.npz"),
        *(f"tensorboard/{part}/events.out.tfevents.rnnviz" for part in ("train", "validation")),
    }
    assert live.record.status == "finished"
    assert live.record.training.engine == "live"
    assert set(live.record.versions) == {"numba", "numpy"}
    assert live.history[-1].loss < live.history[0].loss
    lines = [json.loads(line) for line in live.batches_file.read_text("utf-8").splitlines()]
    assert [(line["epoch"], line["batch"]) for line in lines] == [(e, b) for e in (1, 2, 3) for b in (0, 5)]


@pytest.mark.parametrize("layers", LAYERS)
@pytest.mark.parametrize("mask", [False, True], ids=["read", "masked"])
def test_keras_opens_the_file_and_predicts_the_same(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, layers: str, mask: bool
) -> None:
    """The model and the checkpoint open in Keras; its figures on the validation reviews are those of the history."""
    spec = NetworkSpec(num_words=30, input_features=4, layers=LAYERS[layers], mask_zero=mask)
    run = train(spec, replace(LIVE, epochs=1), corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    data = encoded(reviews_of(run), Vocabulary.from_file(run.vocabulary_file), PADDING)
    model = keras.saving.load_model(run.model_file)
    probabilities = model.predict(data.validation_rows, verbose=0)[:, 0].astype(np.float64)
    network = run.network()
    ours = sigmoid(network.verdict(network.read(data.validation_rows)))
    np.testing.assert_allclose(ours, probabilities, atol=1e-6)
    likelihoods = np.where(data.validation_labels, probabilities, 1 - probabilities)
    assert run.history[0].val_loss == pytest.approx(-np.log(likelihoods).mean(), abs=1e-6)
    assert run.history[0].val_accuracy == pytest.approx((likelihoods > 0.5).mean())
    checkpoint = keras.saving.load_model(run.checkpoint_file)
    assert int(checkpoint.optimizer.iterations) == 8
    for ours, theirs in zip(weights(run.checkpoint_file), checkpoint.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(
    ("optimizer", "batching", "clip"),
    [
        *((optimizer, "padded", clip) for optimizer in ("rmsprop", "adam", "sgd") for clip in (None, 0.02)),
        ("rmsprop", "by_length", None),
        ("rmsprop", "padded", 9),
    ],
)
def test_an_epoch_moves_the_weights_as_keras_does(
    keras: ModuleType, live: Run, tmp_path: Path, optimizer: str, batching: Any, clip: float | None
) -> None:
    """From the same weights, in the same order, Keras and the engine end an epoch with the same ones and figures.

    So they do where the gradients are clipped, and where they could be but never are.
    """
    training = replace(LIVE, optimizer=optimizer, learning_rate=None, batching=batching, global_clipnorm=clip)
    spec = NetworkSpec(num_words=30, input_features=4, layers=LAYERS["gates"], mask_zero=True)
    data = encoded(reviews_of(live), Vocabulary.from_file(live.vocabulary_file), PADDING)
    ours, theirs = LiveLearner(spec, training, PADDING), KerasLearner(spec, training)
    ours.network.set_weights(theirs.model.get_weights())
    figures = [one_epoch(learner, data, training, live, tmp_path) for learner in (ours, theirs)]
    assert figures[0] == pytest.approx(figures[1], abs=1e-5)
    for mine, keras_ones in zip(ours.network.weights(), theirs.model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, keras_ones, atol=1e-5)
    slots, variables = ours._optimizer_state().slots, theirs.model.optimizer.variables[2:]
    for mine, variable in zip(slots, variables, strict=True):
        np.testing.assert_allclose(mine, variable.numpy(), atol=1e-5)


def one_epoch(learner: Any, data: Data, training: TrainingSpec, run: Run, folder: Path) -> dict[str, float]:
    """Figures of the first epoch."""
    with (folder / "lines").open("a", encoding="utf-8") as lines:
        session = Session(run=Run(folder), lines=lines, batches=8, number=1)
        return learner.train_epoch(data, training, session, epoch=1, first=0, verbose=0)


def test_two_runs_are_the_same_to_the_bit(live: Run, reviews_file: Path, tmp_path: Path) -> None:
    """A second run with all the settings ends with the same weights; with another seed it does not."""
    again = train(NETWORK, LIVE, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "again")
    for ours, theirs in zip(weights(again.checkpoint_file), weights(live.checkpoint_file), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    other = train(NETWORK, replace(LIVE, seed=6), corpus=str(reviews_file), padding=PADDING, out=tmp_path / "other")
    assert not np.array_equal(weights(other.checkpoint_file)[0], weights(live.checkpoint_file)[0])


@pytest.mark.parametrize("batch", [0, 3, 7])
def test_a_stopped_run_goes_on_as_if_nothing_had_been(
    live: Run, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Asked to stop in epoch 2, killed there, and resumed, a run ends with the weights of an unbroken one."""

    def stop(run: Run) -> None:
        run.ask_to_stop()
        shutil.copytree(run.path, tmp_path / "killed")  # what kill -9 leaves
        (tmp_path / "killed" / "stop").unlink(missing_ok=True)

    act_at(monkeypatch, 2, batch, stop)
    stopped = train(NETWORK, LIVE, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "stopped")
    assert stopped.record.status == "stopped"
    monkeypatch.undo()
    for run in (stopped, Run(tmp_path / "killed")):
        resumed = resume(run.path)
        assert resumed.record.status == "finished"
        for ours, theirs in zip(weights(resumed.checkpoint_file), weights(live.checkpoint_file), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        assert [row.val_loss for row in resumed.history] == [row.val_loss for row in live.history]


def test_keras_goes_on_with_a_live_checkpoint(keras: ModuleType, live: Run, tmp_path: Path) -> None:
    """The checkpoint is Keras's own form: a run whose record names Keras is resumed by it."""
    copy = Run(Path(shutil.copytree(live.path, tmp_path / "copy")))
    copy.write_record(training=replace(LIVE, engine="keras", epochs=4))
    assert [row.epoch for row in resume(copy.path).history] == [1, 2, 3, 4]


def test_a_damaged_live_checkpoint_is_told_in_a_sentence(live: Run, tmp_path: Path) -> None:
    """A checkpoint that cannot be read, or of another optimizer, is an error with the file's name."""
    copy = Run(Path(shutil.copytree(live.path, tmp_path / "copy")))
    copy.write_record(status="stopped", training=replace(LIVE, epochs=4, optimizer="rmsprop"))
    with pytest.raises(IncompatibleModelError, match=r"checkpoint\.keras \(copy\) cannot be shown: its weight"):
        resume(copy.path)
    copy.checkpoint_file.write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(IncompatibleModelError, match=r"checkpoint\.keras \(copy\) is not a whole"):
        resume(copy.path)


def test_a_loss_that_is_no_number_stops_a_live_run(
    reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights that become nan in epoch 2 stop the run with a sentence; epoch 1 is kept."""
    trained = LiveLearner.train_epoch

    def explode(learner: LiveLearner, *given: Any, epoch: int, **named: Any) -> dict[str, float]:
        if epoch == 2:
            learner.network.set_weights([np.full_like(one, np.nan) for one in learner.network.weights()])
        return trained(learner, *given, epoch=epoch, **named)

    monkeypatch.setattr(LiveLearner, "train_epoch", explode)
    with pytest.raises(TrainingError, match="no longer a number in epoch 2"):
        train(NETWORK, LIVE, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    run = Run(tmp_path / "run")
    assert (run.record.status, len(run.history)) == ("stopped", 1)


def test_tensorflow_plays_no_part(reviews_file: Path, tmp_path: Path) -> None:
    """A process that trains, keeps every file and resumes has loaded neither TensorFlow nor Keras."""
    code = f"""
import sys
from pathlib import Path
from rnnviz.training import resume, train
from tests.training.test_live import LIVE, NETWORK, PADDING, replace
before = set(sys.modules)
out = Path({str(tmp_path / "run")!r})
train(NETWORK, replace(LIVE, epochs=1), corpus={str(reviews_file)!r}, padding=PADDING, out=out)
resume(out, epochs=2)
print(*sorted({{"keras", "tensorflow"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_nothing_is_compiled_in_the_users_way(live: Run) -> None:
    """After `prepare`, a training of any cell finds every function compiled: no other type of argument comes."""
    preparing = import_module("rnnviz.engine.preparing")
    preparing.prepare()
    before = [len(function.signatures) for function in compiling._made]
    data = encoded(reviews_of(live), Vocabulary.from_file(live.vocabulary_file), PADDING)
    for cell in ("simple_rnn", "lstm", "gru"):
        for mask in (False, True):
            layer = LayerSpec(cell=cell, dropout=0.1 * mask, recurrent_dropout=0.1 * mask)
            spec = NetworkSpec(num_words=30, input_features=4, layers=(layer,), mask_zero=mask)
            learner = LiveLearner(spec, LIVE, Padding(maxlen=12))
            one_epoch(learner, data, LIVE, live, live.path.parent)
    assert [len(function.signatures) for function in compiling._made] == before


def test_keras_trains_where_numba_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba, or with an optimizer that the engine does not have, the plan names Keras instead."""
    assert possible(NETWORK, LIVE) == LIVE
    assert possible(NETWORK, replace(LIVE, optimizer="nadam")).engine == "keras"
    monkeypatch.setattr("rnnviz.engine.ability.is_installed", lambda: False)
    assert possible(NETWORK, LIVE) == TRAINING
