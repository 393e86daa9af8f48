"""The instrument "How sure" below a reading."""

import shutil
from pathlib import Path

import pytest

import rnnviz
from rnnviz.runs import models_folder
from tests.app.driving import captions, visit
from tests.app.test_units import lesson, view

TEXT = "a truly wonderful film"


@pytest.mark.parametrize("model", [run.name for run in rnnviz.list_runs()])
def test_every_shipped_model_has_been_measured(model: str) -> None:
    """The verdict of this review is marked, and its bin's counts are those of the run's file."""
    app = visit(ask="How sure", model=model, text=TEXT)
    probability = float(rnnviz.record(rnnviz.load(model), TEXT).probability[-1])
    diagram, counts = view(app, "lines")["panels"]
    assert [mark["x"] for mark in diagram["marks"] + counts["marks"]] == pytest.approx([probability] * 2, abs=1e-6)
    trust = next(run for run in rnnviz.list_runs() if run.name == model).trust()
    assert trust is not None
    place = min(int(probability * 10), 9)
    assert lesson(app).startswith(f"It says {probability:.2f}. Of {trust.calibration.counts[place]:,} held-out reviews")
    assert f"{trust.measured.reviews:,} reviews" in captions(app)


def test_another_epoch_is_not_marked() -> None:
    """What was measured are the best epoch's weights, and the page says so."""
    app = visit(ask="how_sure", model="imdb-lstm", text=TEXT, epoch="1")
    assert lesson(app).endswith("those of epoch 1 are shown above, so its verdict is not marked.")
    assert all(panel["marks"] == [] for panel in view(app, "lines")["panels"])


def test_a_run_that_was_not_measured_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence says so, and a button has it measured."""
    home = tmp_path / "home"
    shutil.copytree(models_folder() / "imdb-lstm", home / "runs" / "own")
    (home / "runs" / "own" / "measured.json").unlink()
    monkeypatch.setenv("RNNVIZ_HOME", str(home))
    app = visit(ask="how_sure", model="own", text=TEXT)
    assert [told.value.replace("\\", "") for told in app.info] == [
        "How often the verdicts of own come true has not been measured yet."
    ]
    assert app.button(key="measure")
