"""Garbage, collected now and then for all sessions together.

Streamlit's own collection comes after every script run and looks at the objects of every session: with many sessions it
is most of what a rerun costs, and no answer leaves the server meanwhile. It is off (.streamlit/config.toml); Python's
own thresholds and this one collection do its work.
"""

import gc
import threading

from rnnviz.ui.frame.heap import give_back

__all__ = ["collect_soon", "note_script"]

_SECONDS = 30.0
"""From the first who asks after a collection to the next collection."""

_seen: set[str] = set()
_lock = threading.Lock()
_waiting = False


def note_script(page: str) -> None:
    """Note that a script of this page has run: what it left behind is collected soon, together with all others'."""
    _keep_what_was_imported(page)
    collect_soon()


def collect_soon() -> None:
    """Collect within half a minute; whoever asks meanwhile asks for the same collection."""
    global _waiting  # noqa: PLW0603 (one for the process, as the collector is)
    with _lock:
        if _waiting:
            return
        _waiting = True
    timer = threading.Timer(_SECONDS, _collect)
    timer.daemon = True  # it keeps no server from ending
    timer.start()


def _keep_what_was_imported(page: str) -> None:
    """Take what the first visit of a page has imported out of the collector's sight: modules stay for good."""
    if page not in _seen:
        _seen.add(page)
        gc.collect()
        gc.freeze()


def _collect() -> None:
    global _waiting  # noqa: PLW0603
    with _lock:
        _waiting = False
    gc.collect()
    give_back()
