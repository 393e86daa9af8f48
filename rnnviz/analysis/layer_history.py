"""Weights and gradients of each layer over a training: do gradients jump, fade or meet a limit; how weights move."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.runs import LayerLine
from rnnviz.shapes import Floats

__all__ = ["LayerFacts", "LayerHistory", "layer_facts", "layer_history"]

_LATELY = 4  # the last quarter


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerHistory:
    """What was seen at each look; nan where it was no number.

    Parameters
    ----------
    epochs
        When, in epochs, (looks,).
    weights, gradients, ratios
        Norms of the weights and of the gradients before clipping, and the norm of a batch's update over that of the
        weights, (layers, looks).
    saturated
        Share of saturated gates or states of each recurrent layer, (recurrent layers, looks).
    norm
        Norm of all gradients together, before clipping, (looks,).
    clips
        To which norm they were limited, nan where nothing did, (looks,).
    """

    epochs: Floats
    weights: Floats
    gradients: Floats
    ratios: Floats
    saturated: Floats
    norm: Floats
    clips: Floats


@dataclass(frozen=True, kw_only=True)
class LayerFacts:
    """What the looks show; lately is the last quarter of them. A median or share is over what is a number.

    Parameters
    ----------
    norm
        Median norm of all gradients together, lately.
    largest, jump
        The largest norm of all looks, and how many times the median of all it is.
    clip, clipped
        The last limit, and the share of the looks under one at which the gradients were longer; None without any.
    ratio
        Median over layers and looks of the share of the weights' norm that a batch moves them by, lately.
    passed
        Median gradient of the first recurrent layer over that of the last, lately; None of one layer.
    saturated
        Mean share of saturated gates or states, lately.
    """

    norm: float
    largest: float
    jump: float
    clip: float | None
    clipped: float | None
    ratio: float
    passed: float | None
    saturated: float


def layer_history(lines: Sequence[LayerLine], batches: int) -> LayerHistory:
    """Looks as arrays, of a training with so many batches in an epoch."""
    of = {
        name: np.array([[getattr(layer, name) for layer in line.layers] for line in lines], dtype=np.float64).T
        for name in ("weights", "gradients", "updates")
    }
    saturated = [[_or_nan(layer.saturated) for layer in line.layers[1:-1]] for line in lines]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = of["updates"] / of["weights"]
    return LayerHistory(
        epochs=np.array([line.epoch - 1 + (line.batch + 1) / batches for line in lines]),
        weights=of["weights"],
        gradients=of["gradients"],
        ratios=np.where(np.isfinite(ratios), ratios, np.nan),
        saturated=np.array(saturated, dtype=np.float64).T,
        norm=np.array([line.norm for line in lines]),
        clips=np.array([_or_nan(line.clip) for line in lines]),
    )


def layer_facts(history: LayerHistory) -> LayerFacts | None:
    """What the looks show; None where no gradient was a number, or there was none at all."""
    norm = history.norm[np.isfinite(history.norm)]
    if not norm.size or not norm.any():
        return None
    count = len(history.norm)
    lately = slice(count - -(-count // _LATELY), None)
    under = np.isfinite(history.clips)
    first, last = history.gradients[1], history.gradients[-2]
    return LayerFacts(
        norm=_median(history.norm[lately], norm),
        largest=float(norm.max()),
        jump=float(norm.max() / np.median(norm)) if np.median(norm) else 1.0,
        clip=float(history.clips[under][-1]) if under.any() else None,
        clipped=float(np.mean(history.norm[under] > history.clips[under])) if under.any() else None,
        ratio=_median(history.ratios[:, lately], history.ratios),
        passed=_share(first[lately], last[lately]) if len(history.gradients) > 3 else None,
        saturated=_mean(history.saturated[:, lately]),
    )


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def _median(values: Floats, otherwise: Floats) -> float:
    """Median of what is a number, of the other values where nothing is."""
    found = values[np.isfinite(values)]
    found = found if found.size else otherwise[np.isfinite(otherwise)]
    return float(np.median(found)) if found.size else 0.0


def _mean(values: Floats) -> float:
    found = values[np.isfinite(values)]
    return float(found.mean()) if found.size else 0.0


def _share(one: Floats, other: Floats) -> float | None:
    whole = _median(other, other)
    return _median(one, one) / whole if whole else None
