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
    collections = []

    def listen(phase: str, _: dict[str, int]) -> None:
        if phase == "stop":
            collections.append(phase)
            collected.set()

    monkeypatch.setattr(garbage, "_SECONDS", 0.2)
    garbage.note_script("read")  # its modules are taken out of sight now, at the latest
    left = weakref.ref(Left())
    gc.callbacks.append(listen)
    try:
        for _ in range(50):
            garbage.note_script("read")
        assert collected.wait(60)
    finally:
        gc.callbacks.remove(listen)
    assert (left(), len(collections)) == (None, 1)
