"""Room for the reviews that visitors have uploaded."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from rnnviz.corpora import Corpus, read_csv
from rnnviz.errors import DataError
from rnnviz.interruption import interruptible
from rnnviz.ui.corpora import room
from rnnviz.ui.corpora.room import read_in_turn
from rnnviz.ui.corpora.source import DataSource


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for 1,000 bytes, whatever the sessions of other tests hold."""
    held = type(room._held)()
    monkeypatch.setattr(room, "_held", held)
    monkeypatch.setattr(room, "_MOST_BYTES", 1_000)


def corpus() -> Corpus:
    """Two reviews."""
    return read_csv(b"text,label\nfine,1\ndull,0\n", text="text", label="label", name="mine.csv")


def source() -> DataSource:
    """Them as a page holds them."""
    return DataSource("mine.csv", corpus, named=False)


def test_a_file_takes_room_as_long_as_somebody_holds_it() -> None:
    """The one that is too much is refused with what to do, and finds room when another is given up."""
    first = read_in_turn("first.csv", 700, source)
    with pytest.raises(DataError, match=r"no room for second\.csv.*Try again when somebody has closed a tab"):
        read_in_turn("second.csv", 400, source)
    assert first.title == "mine.csv"
    del first
    assert len(read_in_turn("second.csv", 400, source).corpus) == 2


def test_a_file_that_cannot_be_read_takes_none() -> None:
    """An error while it is read leaves the room and the turn to the next."""

    def fail() -> DataSource:
        raise DataError("mine.csv is empty.")

    with pytest.raises(DataError, match="empty"):
        read_in_turn("mine.csv", 900, fail)
    assert read_in_turn("mine.csv", 900, source).title == "mine.csv"


def test_files_are_read_one_after_the_other_and_nobody_waits_who_has_left() -> None:
    """While one is read the next waits, and looks whether its visitor is still there."""
    reading, let_go = threading.Event(), threading.Event()

    class LeftError(BaseException):
        """What ends a script run."""

    def slowly() -> DataSource:
        reading.set()
        assert let_go.wait(60)
        return source()

    def leave() -> None:
        raise LeftError

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(read_in_turn, "first.csv", 100, slowly)
        assert reading.wait(60)
        with pytest.raises(LeftError), interruptible(leave):
            read_in_turn("second.csv", 100, source)
        let_go.set()
        assert first.result(60).title == "mine.csv"
