"""The queue of training runs, with a real worker process."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.runs import EpochMetrics, TrainingSpec, runs_folder
from rnnviz.training import job_queue, jobs, worker_process
from rnnviz.training.jobs import Job
from rnnviz.training.request import read_request
from rnnviz.training.worker import work
from tests.training.conftest import NETWORK, PADDING, TRAINING, files_no_longer_than

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for every test, with no run in it."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


@pytest.fixture
def ask(reviews_file: Path) -> Callable[..., Job]:
    """Return a function that puts a small run into the queue."""

    def submit(name: str, *, epochs: int = 2, corpus: str = str(reviews_file)) -> Job:
        spec = TrainingSpec(**{**vars(TRAINING), "epochs": epochs})
        return job_queue.submit(name, NETWORK, spec, corpus=corpus, padding=PADDING)

    return submit


@pytest.fixture
def worker() -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Return a function that starts a worker, which the test's end ends."""
    started = []

    def start() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "rnnviz", "work", "--idle", "60"]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def until(name: str, *states: str, seconds: float = 120) -> Job:
    """Wait until a run is in one of these states."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = jobs.find_job(name)
        if job.state in states:
            return job
        time.sleep(0.05)
    pytest.fail(f"{name} is {jobs.find_job(name).state}, not {states}")


# ---- asking ----


def test_runs_wait_in_the_order_in_which_they_were_asked_for(ask: Callable[..., Job]) -> None:
    """First in, first out, by a number and not by the clock: names and file times play no part."""
    for name in ("c", "a", "b"):
        ask(name)
    os.utime(jobs.find_job("a").path / "request.json", (0, 0))
    order = []
    while (job := jobs.next_job()) is not None:
        order.append(job.name)
        assert job_queue.take(job)
    assert order == ["c", "a", "b"]


def test_a_request_is_taken_once(ask: Callable[..., Job]) -> None:
    """Of two workers that see the same request one gets it."""
    job = ask("run")
    assert job_queue.take(job)
    assert not job_queue.take(job)


def test_a_cancelled_run_leaves_nothing(ask: Callable[..., Job]) -> None:
    """Taken out of the queue before it began, a run and its folder are gone; once begun, it cannot be taken out."""
    job = ask("run")
    job_queue.cancel(job)
    assert jobs.list_jobs() == []
    assert not job.path.exists()
    begun = ask("run")
    job_queue.take(begun)
    with pytest.raises(TrainingError, match="does not wait in the queue any more"):
        job_queue.cancel(begun)


@pytest.mark.parametrize("name", ["", " ", "..", ".hidden", "a/b", "a\\b", "a\nb", "x" * 81, "a:b", " a", "*"])
def test_a_name_that_is_no_folder_is_refused(ask: Callable[..., Job], name: str) -> None:
    """Names that lead elsewhere or that a file system refuses are one sentence, and nothing is made."""
    with pytest.raises(ConfigurationError, match="A run's name has 1 to 80 characters"):
        ask(name)
    assert jobs.list_jobs() == []


def test_a_name_that_is_taken_is_refused(ask: Callable[..., Job]) -> None:
    """A second run of the same name is one sentence, and the first stays as it was."""
    ask("run")
    with pytest.raises(ConfigurationError, match="There is a run called run already"):
        ask("run", epochs=9)
    request = jobs.find_job("run").request
    assert request is not None
    assert request.training.epochs == 2


def test_a_runs_folder_that_cannot_be_made_is_a_sentence(ask: Callable[..., Job], tmp_path: Path) -> None:
    """A file where the folder should be is said, and no other exception leaves."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "runs").write_text("in the way")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        ask("run")


def test_a_damaged_request_is_no_job(ask: Callable[..., Job]) -> None:
    """A request that is no JSON, not of a run, or cut off anywhere asks for nothing and stops nobody."""
    job = ask("run")
    file = job.path / "request.json"
    whole = file.read_text("utf-8")
    wrong = [json.dumps({**json.loads(whole), **change}) for change in ({"number": "1"}, {"taken": None}, {"x": 1})]
    nonsense = ["[]", json.dumps({"number": 1}), "null", "[" * 200_000, " " * 1_000_001]
    for text in [*nonsense, *wrong, *(whole[:cut] for cut in range(len(whole.rstrip())))]:
        file.write_text(text)
        assert read_request(job.path) is None
    assert jobs.list_jobs() == []
    assert ask("other").state == "queued"
    assert jobs.next_job() == jobs.find_job("other")


def test_a_full_disk_leaves_no_run_behind(ask: Callable[..., Job]) -> None:
    """A request that does not fit is one sentence; with room the same name works."""
    runs_folder().mkdir(parents=True)
    with files_no_longer_than(10), pytest.raises(ConfigurationError, match=r"cannot be written \(File too large\)"):
        ask("run")
    assert list(runs_folder().iterdir()) == []
    assert ask("run").state == "queued"


_APP = """
from pathlib import Path
from rnnviz.training import job_queue, jobs, worker_process
from tests.training.conftest import NETWORK, PADDING, TRAINING
for _ in range(8):
    job = job_queue.submit("run", NETWORK, TRAINING, corpus="none.csv", padding=PADDING, numbered=True)
    print(job.name, job.request.number)
"""


def test_two_apps_that_ask_at_once_share_one_queue() -> None:
    """Of two processes that press at the same time each gets its own runs: no name and no number is given twice."""
    apps = [subprocess.Popen([sys.executable, "-c", _APP], cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    asked = [line.split() for app in apps for line in app.communicate(timeout=120)[0].decode().splitlines()]
    assert [app.returncode for app in apps] == [0, 0]
    assert len({name for name, _ in asked}) == 16
    assert sorted(int(number) for _, number in asked) == list(range(1, 17))
    assert {job.name for job in jobs.list_jobs()} == {name for name, _ in asked}


def test_of_two_who_let_a_run_go_on_the_second_is_told(ask: Callable[..., Job]) -> None:
    """Two apps that show the same dead run may both press Resume: it is queued once."""
    job = ask("run")
    job_queue.take(job)
    dead = jobs.find_job("run")
    assert dead.state == "died"
    assert job_queue.ask_again(dead).state == "queued"
    with pytest.raises(TrainingError, match="run is queued already"):
        job_queue.ask_again(dead)


def test_what_a_killed_worker_had_taken_is_not_said_to_start(ask: Callable[..., Job]) -> None:
    """A run that was taken before it had a record stays dead while another worker lives, and can be asked for again."""
    job_queue.take(ask("run"))
    ask("waits")
    assert jobs.find_job("run").state == "died"
    with worker_process.worker_lock():
        job_queue.mark_lost()
        assert [job.state for job in jobs.list_jobs()] == ["died", "queued"]
        assert job_queue.ask_again(jobs.find_job("run")).state == "queued"
        assert job_queue.take(jobs.find_job("run"))
        assert jobs.find_job("run").state == "starting"


def test_a_clock_that_was_set_moves_no_run_in_the_queue(ask: Callable[..., Job]) -> None:
    """Folders from the future and from 1970 are listed, and the queue goes by its numbers."""
    for name, seconds in (("future", 2**33), ("past", 0), ("now", None)):
        job = ask(name)
        if seconds is not None:
            os.utime(job.path, (seconds, seconds))
    assert [job.name for job in jobs.list_jobs_by_age()] == ["future", "now", "past"]
    first = jobs.next_job()
    assert first is not None
    assert first.name == "future"


# ---- working ----


@pytest.mark.keras
def test_a_worker_trains_what_waits(
    ask: Callable[..., Job], worker: Callable[[], "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    """Two runs are trained one after the other by one worker; a run that cannot be is said; a second worker leaves.

    When the memory does not suffice, that run has died, and the next worker goes on with the queue. After kill -9 a run
    is told from one that is trained, what was finished stands, and another worker goes on.
    """
    bad = tmp_path / "empty.csv"
    bad.write_text("")
    ask("first")
    ask("bad", corpus=str(bad))
    ask("second", epochs=1)
    process = worker()
    assert until("first", "finished").run.record.metrics["best_epoch"] >= 1
    failed = until("bad", "failed")
    assert failed.request is not None
    assert "empty.csv" in str(failed.request.error)
    assert len(until("second", "finished").run.history) == 1
    assert worker_process.worker_lives()
    assert worker().wait(timeout=60) == 0  # the first has the lock
    assert process.poll() is None

    more = job_queue.ask_again(jobs.find_job("second"), epochs=2)
    assert more.state in {"queued", "starting"}  # the worker may have taken it by now
    until("second", "starting", "training", "finished")
    assert len(until("second", "finished").run.history) == 2

    _end_memory(process)
    ask("large")
    ask("next", epochs=1)
    until("large", "died")
    assert process.wait(timeout=60) < 0  # TensorFlow itself ends the process, which no program can catch

    process = worker()
    until("next", "finished")
    assert jobs.find_job("large").state == "died"
    finished = _kill_in_the_middle(job_queue.ask_again(jobs.find_job("large"), epochs=200), process)

    _assert_the_next_worker_goes_on("large", worker(), ask)
    assert jobs.find_job("large").run.history[: len(finished)] == finished


def _end_memory(process: "subprocess.Popen[bytes]") -> None:
    """Let the system give a process next to no more memory."""
    size = next(line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if "VmSize" in line)
    resource.prlimit(process.pid, resource.RLIMIT_AS, (1024 * int(size.split()[1]) + 4_000_000,) * 2)


def _kill_in_the_middle(job: Job, process: "subprocess.Popen[bytes]") -> list[EpochMetrics]:
    """End a worker with kill -9 in the middle of a run; return the epochs that were finished."""
    end = time.monotonic() + 60
    while len(job.run.history) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    finished = until(job.name, "died").run.history
    assert len(finished) >= 2
    assert not worker_process.worker_lives()
    return finished


def _assert_the_next_worker_goes_on(name: str, process: "subprocess.Popen[bytes]", ask: Callable[..., Job]) -> None:
    """Expect it to go on with the run, and on SIGTERM to stop it, to leave what waits in the queue, and to end well."""
    while not worker_process.worker_lives():
        time.sleep(0.05)
    job_queue.ask_again(jobs.find_job(name))
    until(name, "training")
    ask("waits")
    process.terminate()
    assert process.wait(timeout=60) == 0
    stopped = until(name, "stopped")
    assert jobs.find_job("waits").state == "queued"
    assert not (stopped.path / "request.json").exists()


def test_a_bug_in_one_training_leaves_the_queue_at_work(
    keras: ModuleType, ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception that nobody expected is logged and told of its run, and the next run is trained."""
    trained = []

    def fail_once(*_: object, out: Path, **__: object) -> None:
        trained.append(out.name)
        if len(trained) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr("rnnviz.training.worker.train", fail_once)
    ask("first")
    ask("second")
    work(idle_seconds=0.1)
    assert trained == ["first", "second"]
    failed = jobs.find_job("first")
    assert failed.request is not None
    assert failed.request.error is not None
    assert failed.request.error.startswith("The training ended with an unexpected ZeroDivisionError")
    assert "Traceback" in caplog.text


@pytest.mark.keras
def test_the_app_starts_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked twice, `ensure_worker` starts a process that outlives it once, in a session of its own."""
    started: list[subprocess.Popen[bytes]] = []
    original = subprocess.Popen

    def remember(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
        process = original(*arguments, **options)  # type: ignore[call-overload]
        started.append(process)
        return process  # type: ignore[no-any-return]

    runs_folder().mkdir(parents=True)
    monkeypatch.setattr(worker_process.subprocess, "Popen", remember)
    try:
        worker_process.ensure_worker()
        end = time.monotonic() + 60
        while not worker_process.worker_lives() and time.monotonic() < end:
            time.sleep(0.05)
        worker_process.ensure_worker()
        assert len(started) == 1
        assert os.getsid(started[0].pid) == started[0].pid
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_worker_without_tensorflow_trains_live_runs(
    reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worker: Callable[[], Any]
) -> None:
    """Where TensorFlow is broken the live engine trains, and a run that asks for Keras fails with a sentence."""
    (tmp_path / "keras.py").write_text("raise ImportError('libtensorflow_cc.so.2: no such file')")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    for engine in ("live", "keras"):
        spec = TrainingSpec(**{**vars(TRAINING), "engine": engine})
        job_queue.submit(engine, NETWORK, spec, corpus=str(reviews_file), padding=PADDING)
    worker()
    assert len(until("live", "finished").run.history) == TRAINING.epochs
    failed = until("keras", "failed").request
    assert failed is not None
    assert "it or TensorFlow cannot be loaded (ImportError: libtensorflow_cc.so.2" in str(failed.error)


def test_a_worker_that_cannot_load_keras_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With neither numba nor TensorFlow it ends with a traceback in the log, and who asks for one gets a sentence.

    After a while, or once a worker could start, it is tried again.
    """
    (tmp_path / "numba.py").write_text("raise ImportError('numba needs another NumPy')")
    (tmp_path / "keras.py").write_text("raise ImportError('libtensorflow_cc.so.2: no such file')")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    runs_folder().mkdir(parents=True)
    assert worker_process.start_worker().wait(timeout=60) != 0
    assert "Traceback" in (runs_folder().parent / "worker.log").read_text()
    with pytest.raises(
        TrainingError, match=r"nor TensorFlow can be loaded \(ImportError: libtensorflow_cc.so.2: no such"
    ):
        worker_process.ensure_worker()
    started: list[bool] = []
    monkeypatch.setattr(worker_process, "start_worker", lambda: started.append(True))
    later = time.time() + 61
    with monkeypatch.context() as patched:
        patched.setattr(worker_process.time, "time", lambda: later)
        worker_process.ensure_worker()
    worker_process.clear_refusal()
    worker_process.ensure_worker()
    assert started == [True, True]
