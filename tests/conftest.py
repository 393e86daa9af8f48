"""What the tests share: an empty runs folder, the installed reviews, Keras without its start-up messages.

And what holds for a run of them as a whole: what a page took back is told, and TensorFlow is loaded where it is marked.
"""

import os
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from rnnviz.corpora import Corpus, load_imdb

_SLOWEST_FIRST = ("training", "browser", "fuzz")
_OF_FOLDERS = {"browser": "browser", "fuzz": "thorough"}
_ENTERED_AGAIN = pytest.StashKey[list[str]]()
_WITHOUT_TENSORFLOW = pytest.StashKey[bool]()


# ---- order and marks ----


@pytest.hookimpl(tryfirst=True)  # before -m chooses among the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for Keras, a browser or thousands of cases, and begin with the folders that take longest.

    So no process is left alone with one of them in the end.
    """

    def place(item: pytest.Item) -> int:
        folder = item.path.parent.name
        return _SLOWEST_FIRST.index(folder) if folder in _SLOWEST_FIRST else len(_SLOWEST_FIRST)

    for item in items:
        if "keras" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.keras)
        if item.path.parent.name in _OF_FOLDERS:
            item.add_marker(_OF_FOLDERS[item.path.parent.name])
    items.sort(key=place)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note whether this test could be the one that loads TensorFlow."""
    item.stash[_WITHOUT_TENSORFLOW] = "tensorflow" not in sys.modules and not item.get_closest_marker("keras")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Fail a test without the mark `keras` that has loaded TensorFlow: it is none of the quick ones."""
    if item.stash[_WITHOUT_TENSORFLOW] and "tensorflow" in sys.modules:
        pytest.fail("This test has loaded TensorFlow: mark it with @pytest.mark.keras.", pytrace=False)


# ---- what a page took back ----


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what had to be entered again to the process that tells it."""
    driving = sys.modules.get("tests.browser.driving")
    again = list(driving.entered_again) if driving is not None else []
    if hasattr(session.config, "workeroutput"):  # one of several processes
        session.config.workeroutput["entered_again"] = again
    else:
        session.config.stash.setdefault(_ENTERED_AGAIN, []).extend(again)


@pytest.hookimpl(optionalhook=True)  # xdist's
def pytest_testnodedown(node: Any) -> None:
    """Take over what another process had to enter again."""
    again = getattr(node, "workeroutput", {}).get("entered_again", [])
    node.config.stash.setdefault(_ENTERED_AGAIN, []).extend(again)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell what the page took back: each time is a person whose input was lost."""
    if again := config.stash.get(_ENTERED_AGAIN, []):
        terminalreporter.section(f"inputs that the page took back and that were entered again: {len(again)}")
        for line in again:
            terminalreporter.line(line)


# ---- fixtures ----


@pytest.fixture(scope="session", autouse=True)
def _no_runs_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the runs of whoever runs the tests out of sight, here and in every subprocess."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("rnnviz-home")))
        yield


@pytest.fixture(scope="session")
def imdb() -> Corpus:
    """The 25,000 installed reviews, read once."""
    return load_imdb()


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    """Keras on TensorFlow, on the CPU and without its start-up messages."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    import keras

    return keras


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody start a worker: what waits in the queue goes on waiting."""
    monkeypatch.setattr("rnnviz.training.worker_process.ensure_worker", lambda: None)
