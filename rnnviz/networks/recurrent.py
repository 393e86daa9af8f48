"""The recurrent layer: as a plan of a stack, and with the weights of its one or two cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike

from rnnviz.cells import CELLS, Cell, Unrolled, keras_layer, make_cell, unroll, unroll_vjp
from rnnviz.networks.initial import first_cell_weights
from rnnviz.networks.layer import LayerSpec, WeightSpec
from rnnviz.networks.protocol import LayerGradients, Shape
from rnnviz.shapes import Floats

__all__ = ["RecurrentLayer", "StackLayer"]


@dataclass(frozen=True, kw_only=True, eq=False)
class RecurrentLayer:
    """One recurrent layer: a cell that reads forward and, when bidirectional, one that reads from the end.

    Parameters
    ----------
    forward, backward
        The cells; `backward` is None in a layer that only reads forward.
    return_sequences
        Whether the state after every timestep is returned, or only the last output of each cell.
    """

    forward: Cell
    backward: Cell | None = None
    return_sequences: bool = True

    @classmethod
    def of_weights(cls, spec: LayerSpec, weights: Sequence[Floats], *, return_sequences: bool = True) -> Self:
        """Layer of Keras's weights: those of the forward cell, then those of the backward cell."""
        return cls(
            forward=make_cell(spec.cell, *weights[:3]),
            backward=make_cell(spec.cell, *weights[3:]) if spec.bidirectional else None,
            return_sequences=return_sequences,
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The forward cell and, when bidirectional, the backward one."""
        return (self.forward,) if self.backward is None else (self.forward, self.backward)

    def astype(self, dtype: DTypeLike) -> "RecurrentLayer":
        """The same layer, computing in another dtype."""
        return RecurrentLayer(
            forward=self.forward.astype(dtype),
            backward=self.backward.astype(dtype) if self.backward else None,
            return_sequences=self.return_sequences,
        )

    def read(self, inputs: Floats) -> list[Unrolled]:
        """Everything that each cell goes through, the backward cell from the end."""
        return [unroll(cell, inputs, go_backwards=number == 1) for number, cell in enumerate(self.cells)]

    def outputs(self, inputs: Floats) -> Floats:
        """The states after every timestep, or the last ones, forward units first."""
        read = self.read(inputs)
        ends = [one.hidden_states if self.return_sequences else one.final_state[0] for one in read]
        return np.concatenate(ends, axis=-1)

    def outputs_vjp(self, inputs: Floats, cotangent: Floats) -> LayerGradients:
        """Gradients of the inputs, and of kernel, recurrent kernel and bias of each cell."""
        gradients = [
            unroll_vjp(cell, inputs, one, self._of_every_step(one, part))
            for cell, one, part in zip(
                self.cells, self.read(inputs), np.split(cotangent, len(self.cells), axis=-1), strict=True
            )
        ]
        weights = [(one.kernel, one.recurrent_kernel, one.bias) for one in gradients]
        return LayerGradients(
            inputs=np.sum([one.inputs for one in gradients], axis=0),
            weights=tuple(weight for arrays in weights for weight in arrays if weight is not None),
        )

    def _of_every_step(self, read: Unrolled, cotangent: Floats) -> Floats:
        """Cotangent of every hidden state, where perhaps only the last one read is returned."""
        if self.return_sequences:
            return cotangent
        every = np.zeros_like(read.hidden_states)
        every[..., 0 if read.go_backwards else -1, :] = cotangent
        return every


@dataclass(frozen=True, kw_only=True)
class StackLayer:
    """A recurrent layer of a stack and what it returns.

    Parameters
    ----------
    layer
        Cell, units and directions.
    return_sequences
        Whether the state after every timestep is returned, or only the last output.
    """

    layer: LayerSpec
    return_sequences: bool = False

    @property
    def input_axes(self) -> int:
        """(samples, timesteps, features)."""
        return 3

    @property
    def keras_class(self) -> str:
        """Class that Keras's `summary()` shows: the wrapper of a bidirectional layer."""
        return "Bidirectional" if self.layer.bidirectional else self.layer.keras_class

    @property
    def keras_names(self) -> tuple[str, ...]:
        """The cell's name; a wrapped cell uses up its own beside the wrapper's."""
        return (self.layer.cell, "bidirectional") if self.layer.bidirectional else (self.layer.cell,)

    @property
    def keras_imports(self) -> frozenset[tuple[str, str]]:
        """The layer's class, its wrapper, or our function that makes a layer which Keras does not bring."""
        cell = CELLS[self.layer.cell]
        own = ("keras.layers", cell.keras_class) if cell.in_keras else ("rnnviz.cells", "keras_layer")
        return frozenset({own, *([("keras.layers", "Bidirectional")] if self.layer.bidirectional else [])})

    @property
    def keras_call(self) -> str:
        """Python source of the layer."""
        sequence = ", return_sequences=True" if self.return_sequences else ""
        cell = CELLS[self.layer.cell]
        start = f"{cell.keras_class}(" if cell.in_keras else f'keras_layer("{cell.name}", '
        call = f"{start}{self.layer.units}{self.layer.keras_rates}{sequence})"
        return f"Bidirectional({call})" if self.layer.bidirectional else call

    def keras_layer(self) -> Any:
        """The `keras.layers.Layer`, not yet built."""
        spec = self.layer
        settings: dict[str, Any] = {"return_sequences": self.return_sequences}
        if spec.drops:
            settings |= {"dropout": spec.dropout, "recurrent_dropout": spec.recurrent_dropout}
        return keras_layer(spec.cell, spec.units, bidirectional=spec.bidirectional, **settings)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(samples, timesteps, output_features), or (samples, output_features) without the sequence."""
        samples = input_shape[0]
        return (samples, *((None,) if self.return_sequences else ()), self.layer.output_features)

    def weights(self, input_features: int) -> tuple[WeightSpec, ...]:
        """Kernel, recurrent kernel and bias of each cell."""
        return self.layer.weights(input_features)

    def first_weights(self, input_features: int, rng: Callable[[int], np.random.Generator]) -> list[Floats]:
        """Glorot uniform kernels, orthogonal recurrent kernels, biases as the cell begins with."""
        directions = 2 if self.layer.bidirectional else 1
        drawn = (
            first_cell_weights(self.layer.cell, input_features, self.layer.units, rng(direction))
            for direction in range(directions)
        )
        return [weight for weights in drawn for weight in weights]

    def with_weights(self, weights: Sequence[Floats]) -> RecurrentLayer:
        """The layer with these weights."""
        return RecurrentLayer.of_weights(self.layer, weights, return_sequences=self.return_sequences)
