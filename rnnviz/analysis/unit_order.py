"""In which order to stack the units of a heatmap."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats

__all__ = ["ORDERS", "unit_order"]

Order = NDArray[np.int64]


def _by_index(states: Floats, _: Floats | None) -> Order:
    return np.arange(states.shape[1])


def _by_variance(states: Floats, _: Floats | None) -> Order:
    return np.argsort(-states.var(axis=0), kind="stable")


def _by_readout(states: Floats, readout_kernel: Floats | None) -> Order:
    if readout_kernel is None or len(readout_kernel) != states.shape[1]:
        raise ConfigurationError(
            "Units of this layer have no readout weight: only the last layer's hidden states meet the readout. "
            "Sort by index, variance or similarity."
        )
    return np.argsort(-readout_kernel, kind="stable")


def _by_similarity(states: Floats, _: Floats | None) -> Order:
    if min(states.shape) < 2:
        return np.arange(states.shape[1])
    from scipy.cluster.hierarchy import leaves_list, linkage

    centred = np.nan_to_num(states - states.mean(axis=0))
    length = np.linalg.norm(centred, axis=0)
    few = states.shape[1] <= _MOST_ORDERED
    tree = linkage((centred / np.where(length > 0, length, 1)).T, "average", optimal_ordering=few)
    return np.asarray(leaves_list(tree), dtype=np.int64)


_RULES: Mapping[str, Callable[[Floats, Floats | None], Order]] = {
    "index": _by_index,
    "readout": _by_readout,
    "variance": _by_variance,
    "similarity": _by_similarity,
}

ORDERS = tuple(_RULES)
"""Ways to sort: by number, by readout weight (most positive first), by variance over time (largest first), or so
that units with like time courses are neighbours (average linkage of the correlations, leaves ordered optimally up to
512 units)."""

_MOST_ORDERED = 512  # the time of the best order grows with the third power


def unit_order(states: Floats, by: str = "index", *, readout_kernel: Floats | None = None) -> Order:
    """Unit numbers in the order of a heatmap's rows, top first.

    Parameters
    ----------
    states
        (steps, units).
    by
        One of `ORDERS`.
    readout_kernel
        Readout weight of every unit, (units,); needed for "readout".

    Raises
    ------
    ConfigurationError
        There is no such order, or the units have no readout weights.

    References
    ----------
    Bar-Joseph, Gifford, Jaakkola (2001). Fast optimal leaf ordering for hierarchical clustering.
    """
    if by not in _RULES:
        raise ConfigurationError("Units can be sorted by {known}, not by {by!r}.", known=", ".join(ORDERS), by=by)
    return _RULES[by](states, readout_kernel)
