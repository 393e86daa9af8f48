"""Weights and gradients of each layer while the live engine trains, a look every few batches."""

from collections.abc import Callable, Sequence
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rnnviz.networks import NetworkSpec
from rnnviz.runs import LayerLine, LayerNorms, layer_line, layers_file
from rnnviz.shapes import Floats

if TYPE_CHECKING:
    from rnnviz.engine.network import LiveNetwork
    from rnnviz.engine.optimizers import Optimizer

__all__ = ["EVERY", "LayerLooks"]

EVERY = 10
"""Batches from one look to the next; one costs about a tenth of the chapter's batch."""


class LayerLooks:
    """Looks at a network while an optimizer moves it.

    Parameters
    ----------
    spec
        What the network is.
    network, optimizer
        The two.
    """

    def __init__(self, spec: NetworkSpec, network: "LiveNetwork", optimizer: "Optimizer") -> None:
        self._network, self._optimizer = network, optimizer
        arrays = [layer for layer, row in enumerate(_weighted(spec)) for _ in range(row)]
        self._layer_of = [arrays[parameter.number] for parameter in optimizer.parameters]
        self._before = [np.empty_like(parameter.value) for parameter in optimizer.parameters]

    def look(self, path: Path, epoch: int, batch: int, move: Callable[[], None]) -> None:
        """Let `move` move the weights, and write a line of what happened to each layer."""
        shares = self._network.saturation()
        gradients = self._of_layers(self._optimizer.norms())
        for kept, parameter in zip(self._before, self._optimizer.parameters, strict=True):
            np.copyto(kept, parameter.value)
        weights = self._of_layers([_norm(kept) for kept in self._before])
        move()
        for kept, parameter in zip(self._before, self._optimizer.parameters, strict=True):
            np.subtract(parameter.value, kept, out=kept)
        updates = self._of_layers([_norm(kept) for kept in self._before])
        saturated = [None, *shares, None]
        layers = tuple(
            LayerNorms(weights=weight, gradients=gradient, updates=update, saturated=share)
            for weight, gradient, update, share in zip(weights, gradients, updates, saturated, strict=True)
        )
        line = LayerLine(epoch=epoch, batch=batch, clip=self._optimizer.clip, layers=layers)
        with layers_file(path).open("a", encoding="utf-8") as file:
            file.write(layer_line(line))

    def _of_layers(self, norms: Sequence[float]) -> list[float]:
        """One norm a layer, of one for each parameter."""
        layers = range(max(self._layer_of) + 1)
        return [hypot(*(norm for norm, at in zip(norms, self._layer_of, strict=True) if at == one)) for one in layers]


def _norm(array: Floats) -> float:
    flat = array.reshape(-1)
    return float(np.sqrt(np.dot(flat, flat)))


def _weighted(spec: NetworkSpec) -> list[int]:
    """How many arrays each layer with weights has."""
    return [len(row.weights) for row in spec.summary if row.weights]
