"""What a layer has to say and to do, so that it can stand in a stack: as a plan, and with weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rnnviz.networks.layer import WeightSpec
from rnnviz.shapes import Floats

__all__ = ["Layer", "LayerGradients", "LayerPlan", "Shape", "layers_vjp"]

Shape = tuple[int | None, ...]
"""Axes of a batch, samples first; None = any number."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerGradients:
    """Gradients of a scalar with respect to what a layer read and what it is made of.

    Attributes
    ----------
    inputs
        In the shape of the inputs.
    weights
        One for each weight, in Keras's order.
    """

    inputs: Floats
    weights: tuple[Floats, ...]


class Layer(Protocol):
    """A layer with its weights. It reads a batch, or one sample without the axis of samples."""

    def outputs(self, inputs: Floats) -> Floats:
        """What the layer returns."""
        ...

    def outputs_vjp(self, inputs: Floats, cotangent: Floats) -> LayerGradients:
        """Gradients of a scalar whose gradient with respect to the outputs is `cotangent`."""
        ...


class LayerPlan(Protocol):
    """A layer before it has weights: shapes, parameters, and what Keras calls it."""

    @property
    def input_axes(self) -> int:
        """Axes of the batch that it reads: 3 for (samples, timesteps, features)."""
        ...

    @property
    def keras_class(self) -> str:
        """Class that Keras's `summary()` shows."""
        ...

    @property
    def keras_names(self) -> tuple[str, ...]:
        """Names that Keras uses up for it in a fresh process, its own last."""
        ...

    @property
    def keras_imports(self) -> frozenset[tuple[str, str]]:
        """Module and name of everything that `keras_call` needs."""
        ...

    @property
    def keras_call(self) -> str:
        """Python source of the Keras layer."""
        ...

    def keras_layer(self) -> Any:
        """The `keras.layers.Layer`, not yet built."""
        ...

    def output_shape(self, input_shape: Shape) -> Shape:
        """Shape that leaves the layer."""
        ...

    def weights(self, input_features: int) -> tuple[WeightSpec, ...]:
        """Its arrays in Keras's order, for inputs of `input_features` entries."""
        ...

    def first_weights(self, input_features: int, rng: Callable[[int], np.random.Generator]) -> list[Floats]:
        """What Keras would begin with; `rng` gives a generator for each direction, 0 and 1."""
        ...

    def with_weights(self, weights: Sequence[Floats]) -> Layer:
        """The layer with these weights, in Keras's order."""
        ...


def layers_vjp(layers: Sequence[Layer], inputs: Floats, cotangent: Floats) -> list[LayerGradients]:
    """Gradients of every layer of a stack, first to last, from the gradient with respect to what the last returns."""
    read = [inputs]
    for layer in layers[:-1]:
        read.append(layer.outputs(read[-1]))
    gradients: list[LayerGradients] = []
    for layer, below in zip(reversed(layers), reversed(read), strict=True):
        gradients.append(layer.outputs_vjp(below, gradients[-1].inputs if gradients else cotangent))
    return gradients[::-1]
