"""What can go wrong around the page "Train": each is a sentence, and the other pages go on."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import Run, TrainingSpec, models_folder
from rnnviz.text import Padding
from rnnviz.training import job_queue, jobs
from rnnviz.training.request import read_request, write_request
from tests.app.driving import ROOT, picture, sentences, visit
from tests.app.test_train import start

SHIPPED = models_folder() / "imdb-simple-rnn"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> Path:
    """A home of its own with a copy of a shipped run, where nobody starts a worker."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    run = shutil.copytree(SHIPPED, tmp_path / "home" / "runs" / "mine")
    (run / "model.keras").touch()  # newer than what another test has read
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("run.json", "train"),
        ("history.csv", "train"),
        ("batches.jsonl", ""),
        ("request.json", ""),
        ("checkpoint.keras", ""),
        ("epochs/02.npz", ""),
        ("model.keras", "read"),
        ("vocabulary.txt", "read"),
    ],
)
def test_a_file_that_was_cut_off_is_one_sentence_at_most(home: Path, file: str, page: str) -> None:
    """Whichever file of a run is damaged, Train, Read and Data are drawn; where it is needed, one sentence names it."""
    path = home / "runs" / "mine" / file
    whole = path.read_bytes() if path.exists() else b'{"epoch": 1, "batch": 5}'
    path.write_bytes(whole[: len(whole) // 2])
    for visited, address in (("train", {"t_run": "mine"}), ("read", {"model": "mine"}), ("data", {"d_model": "mine"})):
        said = sentences(visit(visited, **address))
        assert len(said) <= 1
        if visited == page:
            assert file in said[0]


def test_a_damaged_run_leaves_the_others(home: Path) -> None:
    """Beside a run that cannot be read another is drawn, and chosen alone the damaged one can still be renamed."""
    shutil.copytree(SHIPPED, home / "runs" / "other")
    (home / "runs" / "mine" / "history.csv").write_text("epoch")
    app = visit("train", t_run="other")
    app.button_group(key="t_beside").set_value(["mine"]).run()
    assert sentences(app) == []
    assert picture(app, called="curves") is not None
    assert any(button.label == "Rename" for button in visit("train", t_run="mine").button)


def test_what_another_app_has_done_in_the_meantime_is_told(home: Path) -> None:
    """Resume on a run that another app has let go on is refused in a sentence, and the page shows the run as it is."""
    Run(home / "runs" / "mine").write_record(status="running")
    app = visit("train", t_run="mine")
    job_queue.ask_again(jobs.find_job("mine"))
    next(button for button in app.button if button.label == "Resume").click().run()
    assert sentences(app) == ["mine is queued already."]
    assert "Waiting in the queue" in app.get("progress")[0].proto.text


def test_a_run_that_could_not_begin_says_why_and_is_tried_again(home: Path, tmp_path: Path) -> None:
    """A run whose file of reviews is gone is told with the reason, and without places of the machine."""
    asked = NetworkSpec(layers=(LayerSpec(cell="lstm", units=4),))
    gone = tmp_path / "gone.csv"
    job = job_queue.submit("lost", asked, TrainingSpec(), corpus=str(gone), padding=Padding(maxlen=20))
    request = read_request(job.path)
    assert request is not None
    reason = f"A file with labelled reviews was expected at {gone}, but there is none."
    write_request(job.path, replace(request, taken=True, error=reason))
    app = visit("train", t_run="lost")
    shown = sentences(app)
    assert len(shown) == 1
    assert re.fullmatch(r"lost did not begin\. .*gone\.csv, but there is none\.", shown[0])
    assert str(tmp_path) not in shown[0]
    next(button for button in app.button if button.label == "Try again").click().run()
    assert jobs.find_job("lost").state == "queued"


def test_a_name_that_another_app_has_taken_gets_a_number(home: Path) -> None:
    """Two apps that show the same plan may both press Train: each gets a run of its own."""
    apps = [visit("train"), visit("train")]
    for app in apps:
        assert sentences(start(app)) == []
    assert [app.selectbox(key="t_run").value for app in apps] == ["simple-rnn-32-seed0", "simple-rnn-32-seed0-2"]


def test_a_batch_of_more_than_all_reviews_is_one_sentence(home: Path) -> None:
    """What the worker would refuse later is said before anything is queued, and the runs are still shown."""
    app = visit("train", t_amount="2,000 reviews, a quick try", t_batch="1601")
    assert sentences(app) == ["A batch holds at most all 1,600 training reviews, not 1,601."]
    assert [job.name for job in jobs.list_jobs()] == ["mine"]
    assert picture(app, called="curves") is not None


@pytest.mark.parametrize("name", ["t_corpus", "t_amount", "t_cell", "t_mode", "t_engine", "t_optimizer"])
def test_nonsense_in_the_address_is_one_warning(home: Path, name: str) -> None:
    """What a control does not offer is said, and the first choice is shown."""
    app = visit("train", **{name: "**moon**"})
    assert sentences(app) == []
    (warning,) = app.warning
    assert r"not \*\*moon\*\*" in warning.value


# ---- a folder that cannot be written ----

_VISITOR = """
import ctypes
no_rights = ctypes.CDLL(None).capset  # what lets the system's administrator write everywhere
no_rights((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
from tests.app.driving import picture, sentences, visit
app = visit("train", t_run="mine")
assert sentences(app) == [], sentences(app)
assert picture(app, called="curves") is not None
print(app.warning[0].value)
app.button(key="t_start").click().run()
print(*sentences(app))
next(button for button in app.button if button.label == "One more epoch").click().run()
print(*sentences(app))
assert picture(visit("read", model="mine")) is not None
assert sentences(visit("data")) == []
"""


@pytest.fixture
def locked_home(tmp_path: Path) -> Iterator[Path]:
    """A home with a run, in whose folders nothing may be written."""
    shutil.copytree(SHIPPED, tmp_path / "home" / "runs" / "mine")
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    yield tmp_path / "home"
    for path in folders:
        path.chmod(0o755)


@pytest.mark.thorough
def test_a_folder_that_cannot_be_written_is_one_sentence(locked_home: Path) -> None:
    """Who may only look sees every run and reads with it; what cannot be done is a sentence each time."""
    process = subprocess.run(
        [sys.executable, "-c", _VISITOR],
        cwd=ROOT,
        env=os.environ | {"RNNVIZ_HOME": str(locked_home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert process.returncode == 0, process.stderr[-2000:]
    visited, pressed, asked = process.stdout.replace("\\", "").splitlines()
    assert visited.startswith("Nothing can be trained: home cannot be written")
    assert pressed == asked == "The runs folder runs cannot be written (Permission denied)."
