"""What is kept of a run's dynamics, as arrays by their names."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from rnnviz.dynamics import Flow, SlowCurve, Visited
from rnnviz.shapes import Floats, Ids
from rnnviz.ui.dynamics.shelf import Arrays

__all__ = ["Found", "ReadReviews", "packed", "unpacked"]

Kept = TypeVar("Kept")


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadReviews:
    """Reviews with the states that a network visits in them: ids of all, one behind the other, and where each ends."""

    visited: Visited
    ids: Ids
    ends: NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What a search under one constant input has come to; see `PointSearch` and `Rest`."""

    ends: Floats
    q: Floats
    passed: Floats
    apart: float
    curve: SlowCurve
    flow: Flow
    before: Floats
    after: Floats


def packed(result: Any) -> Arrays:
    """Every field of a dataclass as an array, one within another as "outer.inner"."""
    return dict(_packed(result, ""))


def _packed(result: Any, before: str) -> Iterator[tuple[str, NDArray[Any]]]:
    for field in fields(result):
        value = getattr(result, field.name)
        if is_dataclass(value):
            yield from _packed(value, f"{before}{field.name}.")
        elif isinstance(value, slice):
            yield f"{before}{field.name}", np.array([value.start, value.stop])
        else:
            yield f"{before}{field.name}", np.asarray(value)


def unpacked(arrays: Arrays | None, kind: type[Kept]) -> Kept | None:
    """The dataclass that was packed; None without arrays, or where one is missing."""
    if arrays is None:
        return None
    try:
        return _unpacked(arrays, kind, "")
    except KeyError:
        return None


def _unpacked(arrays: Arrays, kind: type[Kept], before: str) -> Kept:
    values: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        if is_dataclass(hint):
            values[name] = _unpacked(arrays, hint, f"{before}{name}.")  # type: ignore[arg-type]
            continue
        array = arrays[f"{before}{name}"]
        values[name] = slice(*array.tolist()) if hint is slice else float(array) if hint is float else array
    return kind(**values)
