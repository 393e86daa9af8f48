"""Files of one JSON object a line, appended while a run trains: only the end of a long one is read."""

import os
from pathlib import Path

__all__ = ["MOST_BYTES", "MOST_LINES", "last_lines"]

MOST_BYTES = 1_000_000
"""How much of the end of a file is read; ten epochs of the chapter's training take 21,000 in ``batches.jsonl``."""

MOST_LINES = 10_000
"""Lines of it that are read."""

_LONGEST_LINE = 4_000


def last_lines(file: Path) -> list[bytes]:
    """Lines at the end of a file that are not too long to be ours; one that is being written may be cut."""
    with file.open("rb") as whole:
        begin = max(whole.seek(0, os.SEEK_END) - MOST_BYTES, 0)
        whole.seek(begin)
        lines = whole.read(MOST_BYTES).splitlines()
    return [line for line in lines[1 if begin else 0 :][-MOST_LINES:] if len(line) <= _LONGEST_LINE]
