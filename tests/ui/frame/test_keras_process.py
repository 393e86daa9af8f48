"""One warm process answers for Keras; it can be killed, can hang, and ends with the process that started it."""

import importlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from rnnviz.errors import DataError, WorkerError
from rnnviz.loops import LoopSpec, compare, keras_arguments, keras_truth, run_loop
from rnnviz.ui.frame.keras_process import in_keras_process

pytestmark = pytest.mark.keras


def wait_for_the_end_of(process: int, seconds: float = 60) -> bool:
    """Whether a process that need not be our child ends in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def run_python(source: str) -> subprocess.CompletedProcess[str]:
    """Run source as the main script of a Python of its own."""
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(source)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_calls_are_answered_by_one_other_process() -> None:
    """The first call starts a worker, and the next ones go to the same."""
    workers = {in_keras_process(os.getpid) for _ in range(3)}
    assert len(workers) == 1
    assert os.getpid() not in workers


def test_keras_answers_and_is_not_loaded_here() -> None:
    """The truth of a loop comes from the worker, and this process has not imported TensorFlow for it."""
    done = run_python("""
        import sys
        from rnnviz.loops import LoopSpec, compare, keras_arguments, keras_truth, run_loop
        from rnnviz.ui.frame.keras_process import in_keras_process

        loop = run_loop(LoopSpec(timesteps=5, input_features=3, units=4))
        truth = in_keras_process(keras_truth, *keras_arguments(loop))
        print(compare(loop, truth).running.max() < 1e-5, {"keras", "tensorflow"} & set(sys.modules))
    """)
    assert done.stdout == "True set()\n", done.stderr


@pytest.mark.parametrize("cell", ["simple_rnn", "lstm", "gru"])
def test_the_truth_is_that_of_keras(cell: str) -> None:
    """Arrays go there and back unchanged."""
    loop = run_loop(LoopSpec(cell=cell, timesteps=4, input_features=3, units=5, weights="glorot"))
    truth = in_keras_process(keras_truth, *keras_arguments(loop))
    assert {name: (array.shape, array.dtype) for name, array in truth.items()} == dict.fromkeys(
        ("outputs", "one_step"), ((4, 5), np.dtype("float32"))
    )
    assert compare(loop, truth).running.max() <= 1e-5


def test_an_error_comes_through_as_it_is() -> None:
    """What the function raises in the worker is raised here, with its sentence, and the worker stays."""

    def refuse() -> None:
        raise DataError("Row 1 is empty. Write a number.")

    worker = in_keras_process(os.getpid)
    with pytest.raises(DataError, match=r"^Row 1 is empty\. Write a number\.$"):
        in_keras_process(refuse)
    assert in_keras_process(os.getpid) == worker


def test_a_call_whose_worker_is_killed_is_a_sentence_and_the_next_one_works() -> None:
    """kill -9 on the way raises a WorkerError, and the call after it gets a new worker."""

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    worker = in_keras_process(os.getpid)
    with pytest.raises(WorkerError, match=r"was stopped before it was done.* Try again"):
        in_keras_process(die)
    assert in_keras_process(os.getpid) != worker


def test_a_worker_killed_while_it_is_idle_is_replaced_unseen() -> None:
    """The call that finds it gone gets its answer from a new one."""
    worker = in_keras_process(os.getpid)
    os.kill(worker, signal.SIGKILL)
    assert in_keras_process(os.getpid) != worker


def test_a_call_that_takes_too_long_is_a_sentence_and_its_worker_ends() -> None:
    """The hung worker is killed, the next call gets a new one."""
    worker = in_keras_process(os.getpid)
    with pytest.raises(WorkerError, match=r"longer than 0\.5 seconds\. Ask for less"):
        in_keras_process(time.sleep, 1000, seconds=0.5)
    assert wait_for_the_end_of(worker)
    assert in_keras_process(os.getpid) != worker


def test_calls_from_several_threads_wait_for_each_other() -> None:
    """Each thread gets its own answer, from one worker, and a hung call before them does not hit them."""
    answers: dict[object, object] = {}

    def ask(number: int) -> None:
        answers[number] = in_keras_process(divmod, number, 3)

    def hang() -> None:
        try:
            in_keras_process(time.sleep, 1000, seconds=0.5)
        except WorkerError as error:
            answers["hung"] = str(error)

    in_keras_process(os.getpid)
    threads = [threading.Thread(target=hang)] + [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
        time.sleep(0.1)  # the one that hangs is first
    for thread in threads:
        thread.join()
    assert "longer than 0.5 seconds" in str(answers.pop("hung"))
    assert answers == {n: divmod(n, 3) for n in range(6)}


def test_a_call_does_not_wait_for_ever_for_the_ones_before_it() -> None:
    """While another call has the worker, patience ends with a sentence."""
    started = threading.Event()

    def occupy() -> None:
        started.set()
        in_keras_process(time.sleep, 2)

    thread = threading.Thread(target=occupy)
    in_keras_process(os.getpid)
    thread.start()
    started.wait()
    time.sleep(0.2)
    with pytest.raises(WorkerError, match=r"busy with other questions for 0\.1 seconds"):
        in_keras_process(os.getpid, seconds=0.1)
    thread.join()


@pytest.mark.parametrize("ending", ["pass", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_worker_ends_with_its_parent(ending: str) -> None:
    """A server that ends, or is killed with -9, leaves no worker behind."""
    done = run_python(f"""
        import os
        from rnnviz.ui.frame.keras_process import in_keras_process
        print(in_keras_process(os.getpid), flush=True)
        {ending}
    """)
    assert wait_for_the_end_of(int(done.stdout))


def test_a_busy_worker_ends_with_its_parent() -> None:
    """A killed server leaves no worker behind that still computes."""
    done = run_python("""
        import os, signal, threading, time
        from rnnviz.ui.frame.keras_process import in_keras_process
        print(in_keras_process(os.getpid), flush=True)
        threading.Thread(target=in_keras_process, args=(time.sleep, 1000), daemon=True).start()
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    assert wait_for_the_end_of(int(done.stdout))


def test_the_main_script_is_not_run_again(tmp_path: Path) -> None:
    """The worker does not run the script that asks it: a page's script would start the app inside it."""
    script = tmp_path / "page.py"
    script.write_text(
        "import os\nfrom rnnviz.ui.frame.keras_process import in_keras_process\n"
        "print('run')\ndef one():\n    return 1\nprint(in_keras_process(one))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "run\n1\n", done.stderr


def test_keras_that_cannot_be_loaded_is_a_sentence() -> None:
    """A missing or broken module in the worker is told with its reason, and the next call gets a new process."""
    before = in_keras_process(os.getpid)
    with pytest.raises(WorkerError, match=r"cannot be loaded \(ModuleNotFoundError: No module named 'no_such_keras'\)"):
        in_keras_process(importlib.import_module, "no_such_keras")
    assert in_keras_process(os.getpid) != before
