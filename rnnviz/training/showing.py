"""Showing a training to those who watch it: its weights, a few times a second, and only while somebody looks."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from rnnviz.runs import Moment, Run, begin_watching, end_watching, write_snapshot
from rnnviz.shapes import Floats

__all__ = ["Showing", "shown"]

_EVERY_SECONDS = 0.1
_MOST_SHARE = 1 / 20  # of the time: a network of millions of weights is shown less often


@contextmanager
def shown(run: Run) -> Iterator[None]:
    """While a run is trained, somebody may watch it; afterwards nothing is left of that."""
    begin_watching(run.path)
    try:
        yield
    finally:
        end_watching(run.path)


class Showing:
    """Writes snapshots of a run.

    Parameters
    ----------
    run
        The run.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._next, self._begun = float("-inf"), False
        self._shown: Moment | None = None

    def begin(self, moment: Moment, weights: Callable[[], Sequence[Floats]]) -> None:
        """Keep how this training began, whoever looks: nobody can look before it has."""
        if not self._begun:
            self._begun = True
            with suppress(OSError):  # a disk that is full ends the training where something of it is lost
                write_snapshot(self._run.path, "first", moment, weights())

    def show(self, moment: Moment, weights: Callable[[], Sequence[Floats]]) -> None:
        """Show the weights as they are, unless these are shown, or others were a moment ago."""
        began = time.monotonic()
        if began < self._next or moment == self._shown:
            return
        with suppress(OSError):
            write_snapshot(self._run.path, "now", moment, weights())
        self._shown = moment
        ended = time.monotonic()
        self._next = ended + max(_EVERY_SECONDS - (ended - began), (ended - began) / _MOST_SHARE)
