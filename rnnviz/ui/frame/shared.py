"""What is computed once for all sessions, within a bound, and stays whatever a session does."""

from collections.abc import Callable, Hashable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

__all__ = ["shared"]

P = ParamSpec("P")
Value = TypeVar("Value")


def shared(
    most: float, *, size: Callable[[Any], float] = lambda _: 1, key: Callable[..., Hashable] = hashkey
) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    """Keep what a function returns for all sessions; while one computes it, the others that ask for it wait.

    Streamlit's own caches can be emptied from any browser tab, and count entries, not bytes.

    Parameters
    ----------
    most
        Bound of all that is kept together; what was asked for longest ago goes first. A value that is larger alone is
        returned and not kept.
    size
        What a value takes of it: bytes, or 1 each.
    key
        What a call is known by; all of its arguments by default.
    """

    def keep(function: Callable[P, Value]) -> Callable[P, Value]:
        kept: LRUCache[Hashable, Value] = LRUCache(most, getsizeof=size)
        return cached(kept, key=key, condition=Condition())(function)

    return keep
