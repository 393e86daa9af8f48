"""A long computation that asks now and then whether anybody still waits for it.

The web page that asked for it may have been left, and a thread cannot be stopped from outside. So whoever starts the
computation says what to do now and then, and the loops of this package do it: it raises what ends the computation. ::

    with interruptible(lambda: leave_if_nobody_waits()):
        record(network, review)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["interruptible", "now_and_then"]

_look: ContextVar[Callable[[], object] | None] = ContextVar("look", default=None)


@contextmanager
def interruptible(look: Callable[[], object]) -> Iterator[None]:
    """Call `look` now and then while the block computes, in this thread; what it raises leaves the computation."""
    token = _look.set(look)
    try:
        yield
    finally:
        _look.reset(token)


def now_and_then() -> None:
    """Do what the one who waits has asked for; the loops call it a hundred times a second or so."""
    look = _look.get()
    if look is not None:
        look()
