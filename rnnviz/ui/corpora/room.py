"""Room for the files that visitors have uploaded: all sessions share it, and they are read one after the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from weakref import WeakKeyDictionary

from rnnviz.errors import DataError
from rnnviz.interruption import now_and_then
from rnnviz.ui.corpora.source import DataSource

__all__ = ["read_in_turn"]

_MOST_BYTES = 500_000_000
"""Of all files whose reviews a session holds; in memory ordinary reviews take 1.4 times that, with what is counted."""

_LOOK_SECONDS = 0.1

_one_at_a_time = Lock()
_held: WeakKeyDictionary[DataSource, int] = WeakKeyDictionary()


def read_in_turn(name: str, size: int, read: Callable[[], DataSource]) -> DataSource:
    """Reviews of an uploaded file of so many bytes; they take room as long as somebody holds them.

    Raises
    ------
    DataError
        The files of all sessions together would be too large.
    """
    with _turn():
        taken = sum(_held.values())
        if taken + size > _MOST_BYTES:
            raise DataError(
                "There is no room for {name} ({size:.1f} MB): the visitors of this server hold {taken:,.0f} MB of "
                "uploaded reviews, and {most:,.0f} MB is the most. Try again when somebody has closed a tab, or upload "
                "a smaller file.",
                name=name,
                size=size / 1e6,
                taken=taken / 1e6,
                most=_MOST_BYTES / 1e6,
            )
        source = read()
        _held[source] = size
        return source


@contextmanager
def _turn() -> Iterator[None]:
    while not _one_at_a_time.acquire(timeout=_LOOK_SECONDS):
        now_and_then()
    try:
        yield
    finally:
        _one_at_a_time.release()
