"""A session computes one thing at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from rnnviz.ui.frame import answering as module
from rnnviz.ui.frame.answering import answering


class State(dict[str, object]):
    """The state of a session."""

    page = "read"


class LeftError(BaseException):
    """What ends a script run."""


def test_a_run_waits_for_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a run of a session computes, the next begins nothing, and one that is not wanted any more goes."""
    state, order = State(), []
    computing, waiting, let_go = threading.Event(), threading.Event(), threading.Event()
    left = threading.local()

    def look() -> None:
        waiting.set()
        if getattr(left, "gone", False):
            raise LeftError

    monkeypatch.setattr(module.st, "session_state", state)
    monkeypatch.setattr(module, "leave_if_asked", look)
    monkeypatch.setattr(module, "note_script", order.append)

    def first() -> None:
        with answering(), answering():  # a part within its page
            computing.set()
            assert let_go.wait(60)
            order.append("first")

    def second() -> None:
        with answering():
            order.append("second")

    def unwanted() -> None:
        left.gone = True
        with answering():
            order.append("unwanted")

    with ThreadPoolExecutor(3) as threads:
        one = threads.submit(first)
        assert computing.wait(60)
        other = threads.submit(second)
        assert waiting.wait(60)
        with pytest.raises(LeftError):
            threads.submit(unwanted).result(60)
        let_go.set()
        one.result(60)
        other.result(60)
    assert [step for step in order if step != "read"] == ["first", "second"]


def test_another_session_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sessions compute at the same time."""
    mine = threading.local()

    class Sessions:
        def __getattr__(self, name: str) -> object:
            return getattr(mine.state, name)

    monkeypatch.setattr(module.st, "session_state", Sessions())
    monkeypatch.setattr(module, "leave_if_asked", lambda: None)
    monkeypatch.setattr(module, "note_script", lambda *_: None)
    together = threading.Barrier(2)

    def visit() -> int:
        mine.state = State()
        with answering():
            return together.wait(60)

    with ThreadPoolExecutor(2) as threads:
        found = [threads.submit(visit) for _ in range(2)]
        assert sorted(one.result(60) for one in found) == [0, 1]
