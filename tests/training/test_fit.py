"""Training: what it leaves in the run directory, and what it refuses."""

import io
import json
import math
import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.corpora import load_corpus
from rnnviz.errors import ConfigurationError, DataError, ModelNotFoundError, RnnvizError, TrainingError
from rnnviz.networks import read_keras_file
from rnnviz.runs import EpochMetrics, Run, TrainingSpec, best_epoch
from rnnviz.text import Padding, Vocabulary
from rnnviz.training import evaluate, fit, resume, train
from rnnviz.training.datasets import encode
from rnnviz.training.events import event_file
from rnnviz.training.session import Session
from tests.training.conftest import NETWORK, PADDING, TRAINING
from tests.training.event_files import points, read_events


def weights_of(path: Path) -> list[np.ndarray]:
    """Return every weight of a model file, in Keras's order."""
    return [array for layer in read_keras_file(path)[1] for array in layer]


def epoch_weights(run: Run, epoch: int) -> list[np.ndarray]:
    """Return the weights after an epoch, in Keras's order."""
    with np.load(run.epoch_file(epoch)) as arrays:
        return list(arrays.values())


def assert_same_weights(first: Path, second: Path) -> None:
    """Expect two model files to hold the same weights, bit by bit."""
    for ours, theirs in zip(weights_of(first), weights_of(second), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_run_directory_has_every_file(trained: Run) -> None:
    """Model, vocabulary, record, history, batches, weights of every epoch and model card are there, and no scraps."""
    files = {str(path.relative_to(trained.path)) for path in trained.path.rglob("*") if path.is_file()}
    assert files - {"checkpoint.keras"} == {
        *("model.keras", "vocabulary.txt", "run.json", "history.csv", "batches.jsonl", "README.md"),
        *("epochs/01.npz", "epochs/02.npz", "epochs/03.npz"),
        *(f"tensorboard/{part}/events.out.tfevents.rnnviz" for part in ("train", "validation")),
    }


def test_a_run_has_its_curves_for_tensorboard(trained: Run) -> None:
    """Loss and accuracy of every epoch, of training and validation, stand in event files under Keras's own tags."""
    assert read_events(event_file(trained, "train")) == points(trained.history)
    assert read_events(event_file(trained, "validation")) == points(trained.history, "val_")


def test_the_record_tells_how_the_run_was_made(trained: Run, reviews_file: Path) -> None:
    """run.json has network, padding, settings, corpus with its fingerprint and parts, versions and status."""
    record = Run(trained.path).record
    assert (record.network, record.training, record.padding) == (NETWORK, TRAINING, PADDING)
    assert record.status == "finished"
    assert record.corpus.name == str(reviews_file)
    assert record.corpus.fingerprint == load_corpus(str(reviews_file)).fingerprint
    assert (record.corpus.training, record.corpus.validation, record.corpus.limit) == (64, 16, None)
    assert set(record.versions) == {"keras", "tensorflow", "numpy"}


def test_the_history_has_a_row_of_finite_figures_for_every_epoch(trained: Run) -> None:
    """Epochs count from 1, and every figure is a number in its range."""
    history = trained.history
    assert [row.epoch for row in history] == [1, 2, 3]
    for row in history:
        assert all(math.isfinite(value) for value in vars(row).values())
        assert 0 <= row.accuracy <= 1
        assert 0 <= row.val_accuracy <= 1
        assert row.loss > 0
        assert row.seconds > 0


def test_batches_are_lines_of_json(trained: Run) -> None:
    """batches.jsonl has a line for every fifth batch of every epoch, with its loss and accuracy."""
    lines = [json.loads(line) for line in trained.batches_file.read_text("utf-8").splitlines()]
    assert [(line["epoch"], line["batch"]) for line in lines] == [(e, b) for e in (1, 2, 3) for b in (0, 5)]
    assert all(math.isfinite(line["loss"]) and 0 <= line["accuracy"] <= 1 for line in lines)


def test_the_best_validation_epoch_is_kept(trained: Run) -> None:
    """The model is that of the epoch with the highest validation accuracy, the earliest of equals."""
    best = max(trained.history, key=lambda row: row.val_accuracy)
    assert trained.record.metrics == {
        "best_epoch": best.epoch,
        "val_loss": best.val_loss,
        "val_accuracy": best.val_accuracy,
    }
    with np.load(trained.epoch_file(best.epoch)) as epoch:
        for kept, ours in zip(epoch.values(), weights_of(trained.model_file), strict=True):
            assert kept.dtype == np.float16
            np.testing.assert_array_equal(kept, ours.astype(np.float16))


def test_the_kept_model_reaches_the_recorded_figures(trained: Run, reviews_file: Path) -> None:
    """Evaluating the run on its validation part gives the loss and accuracy of its record."""
    _, validation = load_corpus(str(reviews_file)).split(TRAINING.validation_split, seed=TRAINING.split_seed)
    figures = evaluate(trained, validation)
    assert figures.reviews == 16
    assert figures.accuracy == pytest.approx(trained.record.metrics["val_accuracy"], abs=1e-6)
    assert figures.loss == pytest.approx(trained.record.metrics["val_loss"], abs=1e-5)


@pytest.mark.parametrize(
    ("accuracies", "best"), [([0.5, 0.75, 0.75], 2), ([0.75, 0.5, 0.75], 1), ([0.5], 1), ([0.1, 0.2, 0.3], 3)]
)
def test_the_earliest_of_equally_good_epochs_is_the_best(accuracies: list[float], best: int) -> None:
    """Validation accuracy decides, and of equals the first."""
    rows = [
        EpochMetrics(epoch=number, loss=1 / number, accuracy=1, val_loss=1 / number, val_accuracy=value, seconds=1)
        for number, value in enumerate(accuracies, start=1)
    ]
    assert best_epoch(rows).epoch == best


def test_the_same_seed_gives_the_same_weights(trained: Run, again: Run, reviews_file: Path, tmp_path: Path) -> None:
    """Training again with the same settings gives the same weights bit by bit, and another seed other ones."""
    assert_same_weights(trained.model_file, again.model_file)
    for epoch in (1, 2, 3):
        for ours, theirs in zip(epoch_weights(trained, epoch), epoch_weights(again, epoch), strict=True):
            np.testing.assert_array_equal(ours, theirs)
    spec = replace(TRAINING, seed=6, epochs=1)
    other = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "other")
    pairs = zip(epoch_weights(trained, 1), epoch_weights(other, 1), strict=True)
    assert any((ours != theirs).any() for ours, theirs in pairs)


def test_the_weights_of_an_epoch_have_the_same_names_in_every_run(trained: Run, again: Run) -> None:
    """Names in epochs/NN.npz don't depend on how many models the process made before."""
    with np.load(trained.epoch_file(1)) as first, np.load(again.epoch_file(1)) as second:
        assert list(first) == list(second)


def test_a_limit_takes_so_many_reviews(keras: ModuleType, reviews_file: Path, tmp_path: Path) -> None:
    """`limit` draws reviews, and the vocabulary knows their words alone."""
    spec = replace(TRAINING, epochs=1)
    run = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "few", limit=40)
    assert (run.record.corpus.training, run.record.corpus.validation, run.record.corpus.limit) == (32, 8, 40)
    drawn = load_corpus(str(reviews_file)).shuffled(TRAINING.split_seed).select(range(40))
    assert Vocabulary.from_file(run.vocabulary_file) == drawn.vocabulary(NETWORK.num_words)


def test_a_finished_run_is_resumed_without_a_change(trained: Run, tmp_path: Path) -> None:
    """Resuming a finished run trains nothing."""
    copy = shutil.copytree(trained.path, tmp_path / "copy")
    resumed = resume(copy)
    assert resumed.history == trained.history
    assert resumed.record == trained.record
    assert_same_weights(resumed.model_file, trained.model_file)


def test_a_finished_run_without_a_checkpoint_is_not_trained_over(trained: Run, tmp_path: Path) -> None:
    """A shipped run has no checkpoint: resuming it must not begin at the first epoch and replace its model."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    copy.checkpoint_file.unlink()
    before = copy.history
    try:
        resume(copy.path)
    except RnnvizError as error:
        assert "checkpoint" in str(error)  # noqa: PT017 (refusing is right, and so is leaving it as it is)
    assert copy.history == before
    assert_same_weights(copy.model_file, trained.model_file)


def test_a_run_that_never_finished_an_epoch_begins_again(trained: Run, tmp_path: Path) -> None:
    """Without any finished epoch, resuming gives what the run would have become."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    for path in (copy.checkpoint_file, copy.model_file, copy.path / "history.csv"):
        path.unlink()
    copy.batches_file.write_text('{"epoch": 1, "batch": 0, "loss": 0.7, "accur')
    copy.write_record(status="running", metrics={})
    resumed = resume(copy.path)
    assert_same_weights(resumed.model_file, trained.model_file)
    assert len(copy.batches_file.read_text("utf-8").splitlines()) == 6


def test_a_damaged_checkpoint_is_told_in_a_sentence(trained: Run, tmp_path: Path) -> None:
    """A checkpoint that cannot be read is an error with the file's name, not a traceback."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    copy.write_record(status="stopped").checkpoint_file.write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(RnnvizError, match=r"checkpoint\.keras"):
        resume(copy.path)


def test_other_data_are_not_trained_on(trained: Run, tmp_path: Path) -> None:
    """A run whose corpus changed since it began cannot be resumed."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    corpus = replace(copy.record.corpus, fingerprint="0" * 64)
    copy.write_record(status="stopped", corpus=corpus)
    with pytest.raises(TrainingError, match="is not the data that copy began with: its fingerprint differs"):
        resume(copy.path)
    with pytest.raises(ModelNotFoundError, match="A run directory was expected"):
        resume(tmp_path / "none")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"limit": 1}, "needs negative and positive reviews"),
        ({"limit": 0}, "limit lies between 1 and the 80 reviews of the corpus, not 0"),
        ({"limit": 81}, "not 81"),
        ({"training": replace(TRAINING, batch_size=65)}, "A batch holds at most all 64 training reviews, not 65"),
        ({"training": replace(TRAINING, validation_split=0.99)}, "of all .*reviews|needs negative and positive"),
        ({"training": replace(TRAINING, validation_split=1.0)}, "validation_split lies between 0 and 1"),
        ({"corpus": "none.csv"}, "was expected at none.csv"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_anything_is_written(
    reviews_file: Path, tmp_path: Path, settings: dict[str, Any], message: str
) -> None:
    """Settings that do not go with the corpus give one sentence and leave no run directory behind."""
    given = {"training": TRAINING, "corpus": str(reviews_file), "padding": PADDING, "out": tmp_path / "run"} | settings
    spec = given.pop("training")
    with pytest.raises((ConfigurationError, DataError), match=message) as raised:
        train(NETWORK, spec, **given)
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_reviews_of_one_class_are_refused(tmp_path: Path) -> None:
    """A corpus that holds positive reviews only trains nothing."""
    file = tmp_path / "positive.csv"
    file.write_text("text,label\n" + "good film,1\n" * 20)
    with pytest.raises(ConfigurationError, match="needs negative and positive reviews"):
        train(NETWORK, TRAINING, corpus=str(file), padding=PADDING, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def diverging_after(monkeypatch: pytest.MonkeyPatch, epochs: int) -> None:
    """Let the weights become nan after so many epochs, as an exploding gradient does, at the first batch."""
    original = fit._fit_epoch

    def explode(learner: Any, data: Any, training: TrainingSpec, callback: Any, **given: Any) -> EpochMetrics:
        if given["epoch"] > epochs:
            readout = learner.model.layers[-1]
            readout.set_weights([np.full_like(weight, np.nan) for weight in readout.get_weights()])
        return original(learner, data, training, callback, **given)

    monkeypatch.setattr(fit, "_fit_epoch", explode)


def strict_lines(file: Path) -> list[Any]:
    """Parse lines as the JSON standard has it, without NaN."""

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    return [json.loads(line, parse_constant=refuse) for line in io.StringIO(file.read_text("utf-8"))]


def test_a_loss_that_is_no_number_stops_the_run(
    trained: Run, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the loss becomes nan in epoch 2, the run stops with a sentence and keeps epoch 1."""
    diverging_after(monkeypatch, 1)
    out = tmp_path / "run"
    with pytest.raises(TrainingError, match=r"The loss of run is no longer a number in epoch 2"):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=out)
    run = Run(out)
    assert run.record.status == "stopped"
    assert (
        run.record.reason
        == "The loss of run is no longer a number in epoch 2; what was finished before is kept. "
        + ("Try a smaller learning rate.")
    )
    assert [row.epoch for row in run.history] == [1]
    with np.load(trained.epoch_file(1)) as epoch:
        for expected, ours in zip(epoch.values(), weights_of(run.model_file), strict=True):
            np.testing.assert_array_equal(ours.astype(np.float16), expected)


def test_batches_stay_json_when_the_loss_is_no_number(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loss of nan is written so that any reader of JSON, a browser too, can read the line."""
    diverging_after(monkeypatch, 0)
    with pytest.raises(TrainingError):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    assert strict_lines(tmp_path / "run" / "batches.jsonl")


def test_weights_that_are_no_numbers_are_never_the_best(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last step of an epoch breaks the weights, only the validation loss is nan: that stops the run too."""
    told = Session.callback

    def breaking(session: Session, epoch: int, first: int) -> Any:
        callback = told(session, epoch, first)
        write = callback.on_train_batch_end

        def write_and_break(batch: int, logs: Any = None) -> None:
            write(batch, logs)
            if batch == 7:
                readout = callback.model.layers[-1]
                readout.set_weights([np.full_like(weight, np.nan) for weight in readout.get_weights()])

        callback.on_train_batch_end = write_and_break
        return callback

    monkeypatch.setattr(Session, "callback", breaking)
    out = tmp_path / "run"
    with pytest.raises(TrainingError, match="no longer a number in epoch 1"):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=out)
    assert not Run(out).model_file.exists()


def test_rows_begin_with_the_start_id(trained: Run) -> None:
    """A training row is the start id and the words' ids, padded; an unknown word has id 2."""
    vocabulary = Vocabulary(["a", "film"])
    rows = encode(["A film!", "unheard-of"], vocabulary, Padding(maxlen=4))
    assert rows.tolist() == [[0, 1, 4, 5], [0, 1, 2, 2]]
