"""What scripts leave behind is collected for all sessions together."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from rnnviz.ui.frame import garbage


class Left:
    """What a script leaves behind: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def _no_other_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_other_collection")
def test_what_scripts_leave_is_collected_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many scripts are followed by one collection, and it takes what refers to itself."""
    collected = threading.Event()
    timers: list[threading.Timer] = []

    class Timer(threading.Timer):
        def start(self) -> None:
            timers.append(self)
            super().start()

    def listen(phase: str, _: dict[str, int]) -> None:
        if phase == "stop":
            collected.set()

    monkeypatch.setattr(garbage.threading, "Timer", Timer)
    monkeypatch.setattr(garbage, "_SECONDS", 1.0)
    monkeypatch.setattr(garbage, "_waiting", False)  # as if no page of an earlier test had run
    monkeypatch.setattr(garbage, "_seen", {"read"})  # its modules are out of sight
    left = weakref.ref(Left())
    gc.callbacks.append(listen)
    try:
        for _ in range(50):
            garbage.note_script("read")
        assert collected.wait(60)
    finally:
        gc.callbacks.remove(listen)
    assert (left(), len(timers)) == (None, 1)
