"""The C library's heap: few parts, and what is free in them goes back to the system.

Every script run is a thread, and the GNU C library gives threads parts of the heap of their own, eight for each
processor. A review leaves holes in each of them, which nobody else fills and nobody gives back: the server grows with
the parts, not with what is in use.
"""

import ctypes
from functools import cache

__all__ = ["give_back", "share_parts"]

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # of <malloc.h>
_PARTS = 2
_LARGE = 4_000_000


def share_parts() -> None:
    """Let all threads that start from now on share two parts of the heap, and large arrays none: they go when freed."""
    library = _gnu_library()
    if library is not None:
        library.mallopt(_ARENA_MAX, _PARTS)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)  # else it grows to 32 MB with what is freed


def give_back() -> None:
    """Give back to the system what is free in the heap."""
    library = _gnu_library()
    if library is not None:
        library.malloc_trim(0)


@cache
def _gnu_library() -> ctypes.CDLL | None:
    """The C library of this process; None where it is another than GNU's and looks after its heap otherwise."""
    try:
        library = ctypes.CDLL(None)
        return library if hasattr(library, "malloc_trim") else None
    except (OSError, TypeError):  # TypeError: Windows has no library without a name
        return None
