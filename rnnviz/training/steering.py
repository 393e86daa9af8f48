"""What a process that trains hears of those who watch it: stop, hold, wait, change, and whether anybody looks."""

import os
import time

from rnnviz.runs import Control, Run, is_watched, read_control

__all__ = ["Steering"]

_LOOK_SECONDS = 0.1  # so long a wish may stand unheard where the folder's time of change does not tell of it
_COARSE_NS = 50_000_000  # two changes of a folder within the tick of a clock have the same time


class Steering:
    """What is asked of a run, by its files.

    A look costs one question to the file system as long as nothing in the run's folder has changed.

    Parameters
    ----------
    run
        The run.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._changed, self._looked = -1, float("-inf")
        self.stop, self.watched, self.control = False, False, Control()

    def look(self) -> None:
        """Take note of what is asked now."""
        now, changed = time.monotonic(), os.stat(self._run.path).st_mtime_ns  # noqa: PTH116 (once a batch)
        if changed == self._changed and now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        self._changed = changed if time.time_ns() - changed > _COARSE_NS else -1
        self.stop = self._run.stop_file.exists()
        self.control = read_control(self._run.path)
        self.watched = is_watched(self._run.path)
