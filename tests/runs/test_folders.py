"""Finding runs by name and by path."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import ModelNotFoundError
from rnnviz.runs import Run, find_run, list_runs, models_folder, runs_folder
from rnnviz.training.jobs import list_jobs
from tests.networks.drawing import VOCABULARY
from tests.runs.drawing import run_record


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs folder of a user who has a run "mine" and one without a model."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "runs"
    for name in ("mine", "untrained"):
        Run.create(folder / name, run_record(), VOCABULARY)
    (folder / "mine" / "model.keras").write_bytes(b"a model")
    (folder / "a file").write_text("no run")
    return folder


def test_the_home_of_a_user_is_respected(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """RNNVIZ_HOME, with ~ for the user's folder, is where runs go; without it the platform's place."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    assert runs_folder() == tmp_path / "runs"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RNNVIZ_HOME", "~/mine")
    assert runs_folder() == tmp_path / "mine" / "runs"
    monkeypatch.setenv("RNNVIZ_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert runs_folder().name == "runs"
    assert runs_folder().parent.name == "rnnviz"
    assert models_folder() not in runs_folder().parents


def test_runs_with_a_model_are_listed_the_shipped_first(home: Path) -> None:
    """The list has every shipped run, then the user's, each with a trained model."""
    names = [run.name for run in list_runs()]
    shipped = sorted(path.parent.name for path in models_folder().glob("*/model.keras"))
    assert shipped
    assert names == [*shipped, "mine"]


def test_no_folder_of_runs_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who never trained sees the shipped runs."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "none"))
    assert {run.path.parent for run in list_runs()} == {models_folder()}


def test_a_run_is_found_by_name_and_by_path(home: Path) -> None:
    """A name finds a shipped or own run, a path any run directory, trained or not."""
    assert find_run("imdb-simple-rnn").path == models_folder() / "imdb-simple-rnn"
    assert find_run("mine").path == home / "mine"
    assert find_run(home / "mine").path == home / "mine"
    assert find_run(str(home / "untrained")).path == home / "untrained"


def test_a_shipped_run_wins_over_an_own_one_of_its_name(home: Path) -> None:
    """The name of a shipped run always means the shipped run; an own one of that name is found by its path."""
    shutil.copytree(home / "mine", home / "imdb-simple-rnn")
    assert find_run("imdb-simple-rnn").path == models_folder() / "imdb-simple-rnn"
    assert find_run(home / "imdb-simple-rnn").path == home / "imdb-simple-rnn"


@pytest.mark.parametrize("name", ["imdb-transformer", "", "../..", "nul\x00byte", "x" * 5_000])
def test_a_missing_run_is_told_with_those_that_there_are(home: Path, name: str) -> None:
    """The sentence has the name and the runs that can be read."""
    with pytest.raises(ModelNotFoundError, match=r"There is no run .* Runs that can be read: .*mine"):
        find_run(name)


def test_load_gives_a_network_ready_to_read() -> None:
    """`rnnviz.load` finds a shipped run and loads its network with its words."""
    network = rnnviz.load("imdb-simple-rnn")
    assert network.name == "imdb-simple-rnn"
    assert network.spec.parameter_count == 322_113
    assert network.vocabulary is not None
    assert len(network.vocabulary) == 10_000


def test_load_gives_the_network_of_an_epoch() -> None:
    """With an epoch, its weights are those that training kept after it; one that was not kept is not found."""
    network = rnnviz.load("imdb-simple-rnn", epoch=2)
    with np.load(models_folder() / "imdb-simple-rnn" / "epochs" / "02.npz") as kept:
        np.testing.assert_array_equal(network.embedding, kept[sorted(kept)[0]])
        np.testing.assert_array_equal(network.readout_kernel, kept[sorted(kept)[-2]][:, 0])
    assert network.name == "imdb-simple-rnn"
    with pytest.raises(ModelNotFoundError, match="The weights of an epoch were expected at"):
        rnnviz.load("imdb-simple-rnn", epoch=11)


def test_a_name_that_no_screen_can_show_is_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose name is not in UTF-8 would end every page: it is no run."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    for name in ("good", os.fsdecode(b"b\xffd")):
        Run.create(runs_folder() / name, run_record(), VOCABULARY)
        (runs_folder() / name / "model.keras").touch()
    assert [run.name for run in list_runs() if run.path.parent == runs_folder()] == ["good"]
    assert [job.name for job in list_jobs()] == ["good"]
