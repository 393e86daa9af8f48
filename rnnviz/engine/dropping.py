"""What is dropped in a batch: masks that are drawn once for each review and hold at every step, as Keras has them.

Where a layer of gates drops states, Keras gives each gate a mask of its own, of the inputs, too; where it drops inputs
alone, all gates read the same. A SimpleRNN has no gates. What the state is carried on by (z·h of a GRU, f·c of an LSTM)
is never dropped.

References
----------
Gal and Ghahramani (2016), A theoretically grounded application of dropout in recurrent neural networks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.parameters import BLOCKS, CellPlan, Parameter
from rnnviz.engine.steps import LANES
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.shapes import Floats

__all__ = ["NO_MASKS", "CellMasks", "LaneMasks", "Masks", "draw_masks"]


@dataclass(frozen=True, kw_only=True, eq=False)
class CellMasks:
    """What one cell multiplies by, 0 or 1 / (1 - rate): (gates, reviews, entries), gates as Keras has them, or one.

    Parameters
    ----------
    inputs, states
        Of the inputs of W, and of the states that U reads; None where nothing is dropped.
    """

    inputs: Floats | None
    states: Floats | None


Masks = Sequence[Sequence[CellMasks]]
"""Those of each cell of each layer."""


def draw_masks(spec: NetworkSpec, reviews: int, rng: np.random.Generator) -> Masks | None:
    """Masks of a batch; None for a network that drops nothing."""
    if not any(layer.drops for layer in spec.layers):
        return None
    return [
        [_cell_masks(layer, inputs, reviews, rng) for _ in range(2 if layer.bidirectional else 1)]
        for layer, inputs in zip(spec.layers, spec.layer_inputs, strict=True)
    ]


def _cell_masks(layer: LayerSpec, inputs: int, reviews: int, rng: np.random.Generator) -> CellMasks:
    def drawn(rate: float, width: int) -> Floats | None:
        if not rate:
            return None
        kept = rng.random((gates, reviews, width), dtype=np.float32) >= rate
        return kept * np.float32(1 / (1 - rate))

    gates = layer.blocks if layer.recurrent_dropout else 1
    return CellMasks(inputs=drawn(layer.dropout, inputs), states=drawn(layer.recurrent_dropout, layer.units))


@dataclass(frozen=True, kw_only=True, eq=False)
class LaneMasks:
    """The same for the eight reviews of a block, as a cell of the engine has its numbers; no gates: none."""

    inputs: Floats
    states: Floats

    @classmethod
    def of(cls, masks: CellMasks, cell: str, plan: CellPlan, reviews: NDArray[np.intp]) -> "LaneMasks":
        """Masks of the reviews of a block."""
        of_inputs, of_states = BLOCKS[cell]
        return cls(
            inputs=_lanes(masks.inputs, of_inputs, reviews, plan.kernel),
            states=_lanes(masks.states, of_states, reviews, plan.recurrent),
        )


def _lanes(masks: Floats | None, order: Sequence[int], reviews: NDArray[np.intp], weights: Parameter) -> Floats:
    """Masks of a block's reviews for what these weights read; zeros stand where no review or no number does."""
    width = len(weights.value)
    if masks is None:
        return np.zeros((0, LANES, width), dtype=np.float32)
    ordered = masks if len(masks) == 1 else masks[list(order)]
    lanes = np.zeros((len(ordered), LANES, width), dtype=np.float32)
    lanes[:, : len(reviews), weights.mine[0]] = ordered[:, reviews]
    return lanes


_EMPTY = np.zeros((0, LANES, 0), dtype=np.float32)
NO_MASKS = LaneMasks(inputs=_EMPTY, states=_EMPTY)
"""For what drops nothing."""
