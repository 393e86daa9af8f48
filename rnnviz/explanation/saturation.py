"""How often the gates and states of a layer are saturated: where their activation is flat, nothing moves them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import Cell, Unrolled
from rnnviz.explanation.reading import Reading
from rnnviz.shapes import Floats
from rnnviz.text import PADDING_ID

__all__ = ["SATURATED_GATE", "SATURATED_TANH", "Saturation", "saturation"]

SATURATED_GATE = 0.9
"""A gate beyond this is saturated, and so is one below 1 minus this."""

SATURATED_TANH = 0.9
"""A tanh whose size is beyond this is saturated: it passes on less than a fifth of a small change."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Saturation:
    """Share of the steps of a review at which each unit of the last layer is saturated.

    Attributes
    ----------
    high, low
        By the name of what the cell computes: above 0.9, and below 0.1 for a gate or −0.9 for a tanh, (units,). A
        bidirectional layer's forward units come first.
    """

    high: Mapping[str, Floats]
    low: Mapping[str, Floats]


def saturation(reading: Reading) -> Saturation:
    """Share of the steps, start and words, at which each gate and each tanh of the last layer is saturated, per unit.

    A gate is saturated beyond 0.9 (open) or below 0.1 (shut); a tanh beyond ±0.9.

    References
    ----------
    Karpathy, Johnson & Fei-Fei (2016), Visualizing and understanding recurrent networks (the gates' limits).
    """
    layer, trajectory = reading.network.layers[-1], reading.trajectories[-1]
    real = reading.ids != PADDING_ID
    both = [one for one in (trajectory.forward, trajectory.backward) if one is not None]
    shares = [_shares(cell, one, real) for cell, one in zip(layer.cells, both, strict=True)]
    names = layer.forward.blocks
    high, low = ({name: np.concatenate([one[at][name] for one in shares]) for name in names} for at in (0, 1))
    return Saturation(high=high, low=low)


def _shares(cell: Cell, unrolled: Unrolled, real: np.ndarray) -> tuple[dict[str, Floats], dict[str, Floats]]:
    high, low = {}, {}
    for name in cell.blocks:
        values, gate = unrolled.values[name][real], name in cell.gates
        high[name] = _share(values > (SATURATED_GATE if gate else SATURATED_TANH))
        low[name] = _share(values < (1 - SATURATED_GATE if gate else -SATURATED_TANH))
    return high, low


def _share(marked: np.ndarray) -> Floats:
    return np.asarray(marked.mean(axis=0)) if len(marked) else np.zeros(marked.shape[1])
