"""Held-out figures: measured on reviews that the run does not know, and kept with it."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz.corpora import Corpus, read_csv
from rnnviz.errors import ConfigurationError, DataError, TrainingError
from rnnviz.runs import HeldOutRecord, Run, find_run
from rnnviz.training import keep_held_out, measure_held_out, resume
from rnnviz.training.evaluate import Evaluation
from rnnviz.training.reviews import reviews_of

FIGURES = Evaluation(reviews=100, loss=0.5, accuracy=0.75)
TOLD = HeldOutRecord(name="others", fingerprint="ab" * 32, trained_on=0, validated_with=0)


@pytest.fixture
def copy(trained: Run, tmp_path: Path) -> Run:
    """A run that may be changed."""
    return Run(shutil.copytree(trained.path, tmp_path / "copy"))


def others(count: int, *known: str) -> Corpus:
    """So many reviews that no run knows, and behind them those that it does."""
    texts = (*(f"the film was number{number} good" for number in range(count)), *known)
    return Corpus(name="others", texts=texts, labels=np.arange(len(texts), dtype=np.int8) % 2)


def test_figures_are_kept_with_the_run(copy: Run) -> None:
    """Accuracy, loss, number and fingerprint of the reviews stand in run.json and in the model card."""
    corpus = others(50)
    figures, told = measure_held_out(copy, corpus)
    kept = keep_held_out(copy, figures, told)
    assert kept is not None
    record = json.loads((copy.path / "run.json").read_text("utf-8"))
    assert record["metrics"]["test_accuracy"] == figures.accuracy
    assert record["metrics"]["test_reviews"] == 50
    assert record["held_out"] == {
        "name": "others",
        "fingerprint": corpus.fingerprint,
        "trained_on": 0,
        "validated_with": 0,
    }
    assert Run(copy.path).record == kept.record
    card = (copy.path / "README.md").read_text("utf-8")
    assert f"| accuracy on held-out reviews (others) | {figures.accuracy:.4f} |" in card
    assert corpus.fingerprint in card


def test_accuracy_is_the_share_that_the_network_gets_right(copy: Run) -> None:
    """The figure is that of the verdicts of the network in NumPy."""
    from rnnviz.recording import record

    corpus = others(40)
    figures, _ = measure_held_out(copy, corpus)
    verdicts = np.array([one.probability[-1] for one in record(copy.network(), list(corpus.texts))])
    assert figures.accuracy == pytest.approx(np.mean((verdicts > 0.5) == corpus.labels))


def test_a_few_known_reviews_are_told(copy: Run) -> None:
    """Two of 100 are counted, each in the part that holds it, though they are written otherwise."""
    training, validation = reviews_of(copy)
    known = (training.texts[0].upper() + "!", validation.texts[0].replace(" ", "<br /> ").replace("<br />", ","))
    _, told = measure_held_out(copy, others(98, *known))
    assert (told.trained_on, told.validated_with) == (1, 1)


def test_many_known_reviews_are_refused(copy: Run, reviews_file: Path) -> None:
    """Three of 100, or the very file that the run was trained on, are no held-out reviews; the sentence counts them."""
    training, _ = reviews_of(copy)
    with pytest.raises(DataError, match=r"^3 of the 100 reviews of others are not held out: .* trained on 3 and "):
        measure_held_out(copy, others(97, *training.texts[:3]))
    with pytest.raises(DataError, match=r"^80 of the 80 reviews .* trained on 64 and validated with 16 .* leave these"):
        measure_held_out(copy, read_csv(reviews_file))


def test_known_reviews_can_be_left_out(copy: Run, reviews_file: Path) -> None:
    """The rest is measured under a name and a fingerprint of its own; where nothing is left, that is said."""
    training, _ = reviews_of(copy)
    figures, told = measure_held_out(copy, others(20, *training.texts[:5]), unknown_only=True)
    assert figures.reviews == 20
    assert (told.name, told.trained_on) == ("others without known reviews", 0)
    assert told.fingerprint == others(20).fingerprint
    with pytest.raises(DataError, match=r"knows all 80 reviews of reviews: none is left"):
        measure_held_out(copy, read_csv(reviews_file), unknown_only=True)


def test_a_run_whose_reviews_are_gone_is_measured_and_that_is_told(copy: Run) -> None:
    """Without the training reviews nothing can be compared: None, not 0, and the card says so."""
    gone = copy.write_record(corpus=replace(copy.record.corpus, name="/nowhere.csv"))
    figures, told = measure_held_out(gone, others(10))
    assert (told.trained_on, told.validated_with) == (None, None)
    keep_held_out(gone, figures, told)
    assert "| known to the run | could not be checked |" in (copy.path / "README.md").read_text("utf-8")


def test_a_shipped_run_keeps_its_own_figures() -> None:
    """Nothing is written into the folder of the shipped models."""
    run = find_run("imdb-lstm")
    before = (run.path / "run.json").read_bytes()
    assert keep_held_out(run, FIGURES, TOLD) is None
    assert (run.path / "run.json").read_bytes() == before


def test_figures_of_another_epoch_are_not_kept(copy: Run) -> None:
    """A run that is being trained, or was while it was measured, keeps no figures of what it no longer is."""
    with copy.lock, pytest.raises(TrainingError, match="copy is being trained"):
        keep_held_out(Run(copy.path), FIGURES, TOLD)
    old = Run(copy.path)
    assert old.record.status == "finished"
    copy.write_record(metrics={**copy.record.metrics, "best_epoch": 99})
    with pytest.raises(TrainingError, match="has changed while it was measured"):
        keep_held_out(old, FIGURES, TOLD)


def test_going_on_with_a_run_forgets_the_figures_of_another_model(copy: Run) -> None:
    """Held-out figures stay while the best epoch stays, and go with it."""
    kept = keep_held_out(copy, FIGURES, TOLD)
    assert kept is not None
    later = resume(copy.path, epochs=4)
    same = later.record.metrics["best_epoch"] == kept.record.metrics["best_epoch"]
    assert (later.record.held_out == TOLD) == same
    assert ("test_accuracy" in later.record.metrics) == same
    worse = keep_held_out(later, FIGURES, TOLD)
    assert worse is not None
    worse.write_record(metrics={**worse.record.metrics, "best_epoch": 1_000})  # as if another epoch had been the best
    after = resume(copy.path, epochs=5).record
    assert after.held_out is None
    assert not any(name.startswith("test_") for name in after.metrics)


def test_a_folder_that_cannot_be_written_is_one_sentence(copy: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full or protected disk is told."""

    def refuse(self: Run, **changes: object) -> Run:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Run, "write_record", refuse)
    with pytest.raises(ConfigurationError, match=r"copy cannot be written \(No space left on device\)"):
        keep_held_out(copy, FIGURES, TOLD)
