"""What was computed of a run, kept on disk beside the runs, so that a server that starts again need not compute it."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.runs import Run, digest, runs_folder
from rnnviz.runs.files import write_bytes

__all__ = ["MOST_BYTES", "Arrays", "keep_arrays", "place_of", "read_arrays"]

MOST_BYTES = 200_000_000
"""Bound of all files together; what was used longest ago goes first."""

Arrays = Mapping[str, NDArray[Any]]

_FORMAT = 1  # another one where the same name means something else


def place_of(run: Run, *asked: str) -> Path:
    """File of what was `asked` of a run, named by what it follows from: model, words, reviews and how they are cut."""
    record = run.record
    training = (record.training.validation_split, record.training.split_seed)
    files = [digest(file) for file in (run.model_file, run.vocabulary_file)]
    told = [_FORMAT, *files, record.corpus.fingerprint, record.corpus.limit, *training, str(record.padding), *asked]
    name = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]
    return runs_folder().parent / "dynamics" / f"{name}.npz"


def read_arrays(place: Path) -> Arrays | None:
    """The arrays of a file; None where there is none, or a damaged one, which goes."""
    try:
        with np.load(io.BytesIO(place.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        with suppress(OSError):
            place.unlink(missing_ok=True)
        return None
    with suppress(OSError):
        os.utime(place)
    return arrays


def keep_arrays(place: Path, arrays: Arrays) -> None:
    """Write the arrays, and let go of what was used longest ago; where nothing can be written nothing is kept."""
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    if content.tell() > MOST_BYTES:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(place, content.getvalue())
        _let_go(place.parent)


def _let_go(folder: Path) -> None:
    files = sorted(((file.stat().st_mtime_ns, file) for file in folder.glob("*.npz")), reverse=True)
    held = 0
    for _, file in files:
        held += file.stat().st_size
        if held > MOST_BYTES:
            file.unlink(missing_ok=True)
