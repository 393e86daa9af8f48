"""What runs are called on the screen."""

import shutil
from pathlib import Path

import pytest

from rnnviz.runs import find_run, list_runs, title_of
from rnnviz.ui.frame.session import run_labels
from tests.shipped import held_out


def test_labels_tell_runs_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs that would be called alike are called by their names, as is one without a network."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    taken = str(title_of(find_run("imdb-lstm")))
    shutil.copytree(find_run("imdb-lstm").path, tmp_path / "runs" / taken)
    names = [run.name for run in list_runs()]
    labels = run_labels([*names, "to come"])
    assert labels["imdb-gru"] == f"GRU, {held_out('imdb-gru')}"
    assert (labels["imdb-lstm"], labels[taken], labels["to come"]) == ("imdb-lstm", taken, "to come")
