"""What the GNU C library is asked about its heap."""

import ctypes
import subprocess
import sys

import pytest

from tests.app.driving import ROOT

pytestmark = pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="GNU's C library has these doors")

_PARTS = """
import ctypes, threading
from rnnviz.ui.frame.heap import share_parts
share_parts()
together = threading.Barrier(12)
def allocate():
    kept = bytearray(5_000)
    together.wait(60)
threads = [threading.Thread(target=allocate) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
library = ctypes.CDLL(None)
library.fdopen.restype = ctypes.c_void_p
library.malloc_info(0, ctypes.c_void_p(library.fdopen(1, b"w")))
library.fflush(None)
"""

_HOLES = """
from pathlib import Path
from rnnviz.ui.frame.heap import give_back
def megabytes(): return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
many = [bytearray(20_000) for _ in range(5_000)]
few = many[::50] + [bytearray(20_000)]
del many
before = megabytes()
give_back()
print(before - megabytes())
"""


def _run(code: str) -> str:
    asked = [sys.executable, "-c", code]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300).stdout


def test_threads_share_two_parts_of_the_heap() -> None:
    """Twelve threads that allocate at once have two parts between them, however many processors there are."""
    assert _run(_PARTS).count("<heap nr=") <= 2


def test_what_is_free_between_used_places_goes_back() -> None:
    """Of 100 MB of which every fiftieth piece is in use, most goes back to the system."""
    assert float(_run(_HOLES)) > 80
