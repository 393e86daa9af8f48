"""Renaming, deleting and bringing back a user's own runs."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.runs import Run, TrainingSpec, list_runs, models_folder, runs_folder
from rnnviz.text import Padding
from rnnviz.training import job_queue, jobs, own_runs, worker_process
from tests.networks.drawing import VOCABULARY, network_spec
from tests.runs.drawing import run_record


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for every test, with no run in it."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


def a_run(name: str) -> Run:
    """A finished run with a model that nobody reads."""
    run = Run.create(runs_folder() / name, run_record(network_spec("lstm")), VOCABULARY).write_record()
    run.model_file.write_bytes(name.encode())
    return run


def names() -> list[str]:
    return [job.name for job in jobs.list_jobs()]


def everything() -> list[str]:
    """What lies in the runs folder, hidden files too."""
    return sorted(path.name for path in runs_folder().iterdir())


def test_a_renamed_run_is_found_under_its_new_name_alone() -> None:
    """The folder, the model card and the list have the new name, and no lock file of the old one is left."""
    run = a_run("one")
    record = run.record
    with run.lock:
        pass
    assert ".one.lock" in everything()
    job = own_runs.rename("one", "der Zweite, 2")
    assert (job.name, job.state) == ("der Zweite, 2", "finished")
    assert [one.name for one in list_runs() if one.path.parent == runs_folder()] == ["der Zweite, 2"]
    assert (job.path / "README.md").read_text("utf-8").startswith("# der Zweite, 2\n")
    assert job.run.record == record
    assert ".one.lock" not in everything()


def test_a_renamed_run_is_no_newer() -> None:
    """Among the newest a run stays where it was."""
    for age, name in enumerate(("new", "middle", "old")):
        os.utime(a_run(name).path, (1e9 - age,) * 2)
    own_runs.rename("middle", "still between")
    assert [job.name for job in jobs.list_jobs_by_age()] == ["new", "still between", "old"]


def test_a_run_that_keeps_its_name_stays() -> None:
    """The name that it has already is no error."""
    a_run("one")
    assert own_runs.rename("one", "one").name == "one"


@pytest.mark.parametrize("new", ["two", "imdb-lstm", "../two", "", ".two", "a/b", "two\n", "x" * 81])
def test_a_name_that_cannot_be_had_is_refused(new: str) -> None:
    """A name that is taken, also by a shipped run, or that is none is one sentence, and nothing moves."""
    assert (models_folder() / "imdb-lstm").exists()
    a_run("one")
    a_run("two")
    with pytest.raises(ConfigurationError, match=r"There is a run called .* already|A run's name has"):
        own_runs.rename("one", new)
    assert names() == ["one", "two"]


@pytest.mark.parametrize("change", [own_runs.delete, lambda name: own_runs.rename(name, "other")])
def test_a_run_that_waits_or_is_trained_stays_as_it_is(change: Callable[[str], object]) -> None:
    """While it waits, starts or is trained a run can neither be renamed nor deleted, and the sentence says why."""
    job_queue.submit("waits", network_spec("lstm"), TrainingSpec(), corpus="imdb", padding=Padding())
    with pytest.raises(TrainingError, match="waits waits in the queue: take it out first"):
        change("waits")
    with worker_process.worker_lock():
        job_queue.take(jobs.find_job("waits"))
        with pytest.raises(TrainingError, match="waits is being trained: stop it first"):
            change("waits")
    run = a_run("trains").write_record(status="running")
    with run.lock, pytest.raises(TrainingError, match="trains is being trained: stop it first"):
        change("trains")
    assert names() == ["trains", "waits"]


def test_a_run_that_another_process_goes_on_with_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Held by a process that has not said yet that it is running, a run is not moved from under it."""
    monkeypatch.setattr(own_runs, "_PATIENCE", 0.0)
    run = a_run("one")
    with run.lock, pytest.raises(TrainingError, match="is being trained"):
        own_runs.delete("one")
    assert names() == ["one"]


def test_a_deleted_run_is_brought_back_as_it_was() -> None:
    """Deleted, a run is in no list and leaves no lock; brought back, every byte is where it was."""
    run = a_run("one")
    before = {path.name: path.read_bytes() for path in run.path.iterdir() if path.is_file()}
    deleted = own_runs.delete("one")
    assert names() == []
    assert everything() == []
    assert own_runs.list_deleted() == [deleted]
    assert own_runs.restore(deleted).name == "one"
    assert {path.name: path.read_bytes() for path in run.path.iterdir() if path.is_file()} == before
    assert own_runs.list_deleted() == []
    with pytest.raises(ConfigurationError, match="one is no longer in the trash"):
        own_runs.restore(deleted)


def test_a_run_whose_name_was_taken_comes_back_under_another() -> None:
    """The run that has the name by now stays, and the one that comes back has a number and a card that says so."""
    a_run("one")
    deleted = own_runs.delete("one")
    a_run("one")
    back = own_runs.restore(deleted)
    assert back.name == "one-2"
    assert names() == ["one", "one-2"]
    assert (back.path / "README.md").read_text("utf-8").startswith("# one-2\n")


def test_runs_of_one_name_are_told_apart_in_the_trash() -> None:
    """Three runs called alike are deleted one after the other; each comes back with its own content."""
    deleted = []
    for number in range(3):
        a_run("one").model_file.write_text(str(number))
        deleted.append(own_runs.delete("one"))
    assert own_runs.list_deleted() == deleted[::-1]
    own_runs.restore(deleted[1])
    assert Run(runs_folder() / "one").model_file.read_text() == "1"


def test_the_trash_keeps_the_last_deletions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the oldest are gone for good, and nothing half deleted is left."""
    monkeypatch.setattr(own_runs, "MOST_DELETED", 2)
    deleted = []
    for name in ("a", "b", "c", "d"):
        a_run(name)
        deleted.append(own_runs.delete(name))
    assert own_runs.list_deleted() == [deleted[3], deleted[2]]
    assert len(list((runs_folder().parent / "trash").iterdir())) == 2
    with pytest.raises(ConfigurationError, match="2 others were deleted after it"):
        own_runs.restore(deleted[0])


def test_a_damaged_run_can_be_deleted_and_renamed() -> None:
    """A run whose record cannot be read is moved like any other."""
    run = a_run("one")
    (run.path / "run.json").write_text("{")
    own_runs.rename("one", "two")
    own_runs.delete("two")
    assert names() == []


def test_a_home_that_cannot_be_written_is_a_sentence() -> None:
    """A file where the trash should be is said, and the run stays."""
    a_run("one")
    (runs_folder().parent / "trash").write_text("in the way")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        own_runs.delete("one")
    assert names() == ["one"]


def test_no_such_run_is_a_sentence() -> None:
    """What is deleted or renamed must be there."""
    with pytest.raises(ConfigurationError, match="There is no run called gone"):
        own_runs.delete("gone")


def test_what_is_hidden_is_no_run() -> None:
    """A folder that begins with a point, such as one that is being unpacked, is in no list."""
    a_run("one").path.rename(runs_folder() / ".one")
    assert names() == []
    assert ".one" not in [run.name for run in list_runs()]
    with pytest.raises(ConfigurationError, match="There is no run"):
        jobs.find_job(".one")
