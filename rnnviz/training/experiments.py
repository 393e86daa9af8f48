"""Experiments with small tasks: what is asked for, and what came of every rung, on disk.

They lie beside the runs. A result is kept by what it follows from, so an experiment that shares rungs with an earlier
one has these at once; what is asked for is a list of rungs, and is gone when all have a result::

    trials/<sign of a rung>.json
    trials/asked/<time>-<sign of the list>.json

The process that trains runs climbs rungs while no run waits, one after the other. Killed amid a rung, it loses that
one.
"""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rnnviz.errors import ConfigurationError, DataError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.runs import runs_folder, write_text
from rnnviz.training.rungs import MOST_RUNGS, Rung
from rnnviz.training.small_tasks import Trial

__all__ = ["ask", "climb", "climb_next", "is_asked", "results", "withdraw", "withdraw_all"]

_MOST_ASKED, _MOST_KEPT = 20, 5_000
_MOST_BYTES = 200_000


def results(rungs: Sequence[Rung]) -> dict[Rung, Trial]:
    """What came of those that were climbed."""
    found = ((rung, _read_trial(rung)) for rung in rungs)
    return {rung: trial for rung, trial in found if trial is not None}


def ask(rungs: Sequence[Rung]) -> None:
    """Ask for the rungs that have no result yet; what is asked for already is asked for once.

    Raises
    ------
    ConfigurationError
        There are too many, too much is asked for already, or the folder cannot be written.
    """
    if len(rungs) > MOST_RUNGS:
        raise ConfigurationError(
            "An experiment has up to {most} rungs, not {count}: take fewer distances, cells or seeds.",
            most=MOST_RUNGS,
            count=len(rungs),
        )
    if is_asked(rungs):
        return
    if len(_asked()) >= _MOST_ASKED:
        raise ConfigurationError(
            "{most} experiments wait already: try again when one of them is through.", most=_MOST_ASKED
        )
    file = _folder() / "asked" / f"{time.time_ns():020d}-{_sign(rungs)}.json"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, json.dumps([asdict(rung) for rung in rungs]))
    except OSError as error:
        raise ConfigurationError(
            "{folder} cannot be written ({reason}).", folder=file.parent, reason=error.strerror or error
        ) from None


def is_asked(rungs: Sequence[Rung]) -> bool:
    """Whether these are asked for."""
    return any(file.stem.endswith(f"-{_sign(rungs)}") for file in _asked())


def withdraw(rungs: Sequence[Rung]) -> None:
    """Ask for these no longer; the rung that is being climbed is finished and kept."""
    for file in _asked():
        if file.stem.endswith(f"-{_sign(rungs)}"):
            file.unlink(missing_ok=True)


def withdraw_all() -> None:
    """Ask for nothing any longer."""
    for file in _asked():
        file.unlink(missing_ok=True)


def climb_next() -> bool:
    """Climb the first rung that is asked for and has no result; False where nothing is asked for."""
    for file in _asked():
        rung = next((rung for rung in _read_asked(file) if _read_trial(rung) is None), None)
        if rung is not None:
            climb(rung)
            return True
        file.unlink(missing_ok=True)
    return False


def climb(rung: Rung) -> Trial:
    """Result of a rung, kept or found now."""
    trial = _read_trial(rung)
    if trial is None:
        trial = rung.climb()
        with suppress(OSError):  # a full disk costs only the time
            _folder().mkdir(parents=True, exist_ok=True)
            write_text(_file(rung), json.dumps({"rung": asdict(rung), "trial": asdict(trial)}))
            _forget_old()
    return trial


# ---- files ----


def _folder() -> Path:
    return runs_folder().parent / "trials"


def _file(rung: Rung) -> Path:
    return _folder() / f"{rung.sign}.json"


def _sign(rungs: Sequence[Rung]) -> str:
    return hashlib.sha256("".join(rung.sign for rung in rungs).encode()).hexdigest()[:32]


def _asked() -> list[Path]:
    """Files of what is asked for, the oldest first."""
    try:
        return sorted((_folder() / "asked").glob("[0-9]*.json"))
    except OSError:
        return []


def _read_asked(file: Path) -> list[Rung]:
    """Rungs that a file asks for; none where it is damaged."""
    try:
        with parsing():
            asked = read_json(read_bytes(file, _MOST_BYTES))
        return [Rung.from_dict(one) for one in asked[:MOST_RUNGS]]
    except (RnnvizError, OSError, TypeError, KeyError):
        return []


def _read_trial(rung: Rung) -> Trial | None:
    try:
        with parsing():
            kept: Mapping[str, Any] = read_json(read_bytes(_file(rung), _MOST_BYTES))
        return _checked(kept["trial"])
    except (RnnvizError, OSError, TypeError, KeyError):
        return None


def _checked(told: Mapping[str, Any]) -> Trial:
    """Trial of its JSON form.

    Raises
    ------
    DataError
        Its numbers cannot be.
    """
    trial = Trial(**told)
    counts = (trial.right, trial.texts, trial.epochs)
    if any(type(count) is not int for count in counts) or not 0 <= trial.right <= trial.texts or trial.texts < 1:
        raise DataError("These are not the right answers of a try.")
    if {type(trial.solved), type(trial.lost)} != {bool}:
        raise DataError("A try was solved or not.")
    return trial


def _forget_old() -> None:
    kept = sorted(_folder().glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_MOST_KEPT:]:
        file.unlink(missing_ok=True)
