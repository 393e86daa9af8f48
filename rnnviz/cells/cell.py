"""A recurrent cell: its weights, checked once, and the three things that it can do.

A cell projects inputs (the part of a step that does not depend on the state), makes one step, and takes
cotangents back through that step. Reading a whole review is `unroll`, the way back is `unroll_vjp`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike

from rnnviz.cells.facts import CellFacts
from rnnviz.cells.step_text import Term
from rnnviz.cells.weights import checked_weight
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats

__all__ = ["Cell", "let_explode", "sigmoid_in_place"]

let_explode = np.errstate(over="ignore", invalid="ignore")
"""Decorator: an exploding state or gradient is a result, inf or nan, and never a warning or a crash."""


def sigmoid_in_place(values: Floats) -> None:
    """Replace values by their logistic function 1 / (1 + exp(-values)).

    Written as (1 + tanh(values / 2)) / 2, the same function: one pass for both signs, and it cannot overflow.
    """
    values *= 0.5
    np.tanh(values, values)
    values *= 0.5
    values += 0.5


@dataclass(frozen=True, eq=False, repr=False)
class Cell(CellFacts, ABC):
    """One recurrent cell and its weights, in the layout and order of `layer.get_weights()` in Keras.

    The columns of both kernels stand in `blocks`, one block of `units` columns for every name; a block
    carries the name of the intermediate that is computed from it. The dtype of the kernel (float32 or
    float64) is the dtype of every computation. The weights are copied and read-only.

    Parameters
    ----------
    kernel
        Weights of the input, (input_features, blocks * units).
    recurrent_kernel
        Weights of the previous hidden state, (units, blocks * units).
    bias
        (*bias_rows, blocks * units); None for a layer with `use_bias=False`.

    Raises
    ------
    ConfigurationError
        If a weight has a shape, a dtype or values that this cell cannot have.
    """

    kernel: Floats
    recurrent_kernel: Floats
    bias: Floats | None = None

    def __post_init__(self) -> None:
        units = np.shape(self.recurrent_kernel)[0] if np.ndim(self.recurrent_kernel) else 0
        shapes = self.weight_shapes(1, units)
        self._check("recurrent_kernel", ("units", *shapes["recurrent_kernel"][1:]))
        self._check("kernel", ("input_features", *shapes["kernel"][1:]))
        if self.bias is not None:
            self._check("bias", shapes["bias"])

    def _check(self, weight: str, shape: tuple[str | int, ...]) -> None:
        # The kernel's dtype rules; the recurrent kernel comes first because it alone tells the units.
        checked = checked_weight(f"{self.keras_class} {weight}", getattr(self, weight), shape, np.asarray(self.kernel))
        object.__setattr__(self, weight, checked)

    def __repr__(self) -> str:
        sizes = f"units={self.units}, input_features={self.input_features}"
        return f"{type(self).__name__}({sizes}, dtype={self.dtype})"

    @cached_property
    def units(self) -> int:
        """Entries of a state vector."""
        return len(self.recurrent_kernel)

    @cached_property
    def input_features(self) -> int:
        """Entries of an input vector."""
        return len(self.kernel)

    @property
    def dtype(self) -> np.dtype[Any]:
        """float32 or float64, the dtype of the weights and of everything computed."""
        return self.kernel.dtype

    def astype(self, dtype: DTypeLike) -> Self:
        """The same cell, computing in another dtype."""
        bias = None if self.bias is None else self.bias.astype(dtype)
        return replace(
            self,
            kernel=self.kernel.astype(dtype),
            recurrent_kernel=self.recurrent_kernel.astype(dtype),
            bias=bias,
        )

    @property
    def input_bias(self) -> Floats | None:
        """The part of the bias that belongs to the input, (blocks * units,)."""
        return self.bias

    @let_explode
    def project(self, inputs: Floats) -> Floats:
        """The part of every pre-activation that depends on the input alone.

        projected = x · kernel + input bias. It needs no state, so it is computed for all timesteps at once,
        or once for a whole embedding table, whose rows are then looked up by word id.

        Parameters
        ----------
        inputs
            (..., input_features).

        Returns
        -------
        (..., blocks * units).

        Raises
        ------
        ConfigurationError
            If the last axis is not input_features long.
        """
        inputs = np.asarray(inputs, dtype=self.dtype)
        if inputs.shape[-1:] != (self.input_features,):
            raise ConfigurationError(
                "{keras_class} expects inputs (..., {input_features}), got {inputs}. Give it the vectors of the layer "
                "below, in the order (samples, timesteps, input_features).",
                keras_class=self.keras_class,
                input_features=self.input_features,
                inputs=inputs.shape,
            )
        projected: Floats = inputs @ self.kernel
        if self.input_bias is not None:
            projected += self.input_bias
        return projected

    def initial_state(self, samples: int | None = None) -> tuple[Floats, ...]:
        """States before the first timestep: zeros (samples, units), or (units,) for one review."""
        shape = (self.units,) if samples is None else (samples, self.units)
        return tuple(np.zeros(shape, self.dtype) for _ in self.state_names)

    def buffers(self, *leading: int) -> list[Floats]:
        """Unfilled arrays for the intermediates: one for all blocks, one for each other name."""
        widths = [len(self.blocks)] + [1] * (len(self.intermediates) - len(self.blocks))
        return [np.empty((*leading, width * self.units), self.dtype) for width in widths]

    def split(self, blocks: Floats) -> list[Floats]:
        """Views of the blocks of an array (..., blocks * units)."""
        units = self.units
        return [blocks[..., start : start + units] for start in range(0, blocks.shape[-1], units)]

    def named(self, buffers: Sequence[Floats]) -> dict[str, Floats]:
        """Intermediates in filled buffers by their names, each (..., units), as views."""
        return dict(zip(self.intermediates, [*self.split(buffers[0]), *buffers[1:]], strict=True))

    @abstractmethod
    def advance(self, projected: Floats, states: Sequence[Floats], buffers: Sequence[Floats]) -> None:
        """Make one timestep, writing every intermediate into C-contiguous buffers (see `buffers`).

        The equations of the cell stand here and nowhere else; the last buffers receive the new states.
        """

    @let_explode
    def step(self, projected: Floats, states: Sequence[Floats]) -> dict[str, Floats]:
        """Every intermediate of one timestep, by name.

        Parameters
        ----------
        projected
            The projected input of the timestep, (samples, blocks * units) or (blocks * units,).
        states
            The states before it, one for each of `state_names`, (samples, units) or (units,).

        Returns
        -------
        For each of `intermediates` an array (samples, units) or (units,).
        """
        projected, *states = (np.asarray(array, self.dtype) for array in (projected, *states))
        buffers = self.buffers(*projected.shape[:-1])
        self.advance(projected, states, buffers)
        return self.named(buffers)

    @abstractmethod
    def step_vjp(
        self,
        step: Mapping[str, Floats],
        previous_states: Sequence[Floats],
        state_cotangents: Sequence[Floats],
    ) -> tuple[Floats, tuple[Floats, ...]]:
        """Cotangents of the projected input and of the previous states: one timestep backwards.

        Parameters
        ----------
        step
            What `step` returned, arrays (..., units).
        previous_states
            The states that the step started from.
        state_cotangents
            Gradients of some scalar with respect to each new state, all of one shape. They may have more
            leading axes than the step: the identity matrix as the hidden state's cotangent gives the Jacobian
            of the step, row by row.

        Returns
        -------
        The cotangent of the projected input (..., blocks * units), and those of the previous states.
        """

    def recurrent_cotangent(
        self,
        step: Mapping[str, Floats],  # noqa: ARG002  (only the GRU's depends on the step)
        projected_cotangent: Floats,
    ) -> Floats:
        """Cotangent of h[t-1] · recurrent_kernel (+ recurrent bias), (..., blocks * units).

        It equals the cotangent of the projected input wherever the two are simply added.
        """
        return projected_cotangent

    def read_states(
        self,
        step: Mapping[str, Floats],
        hidden_states: Floats,
    ) -> list[Floats]:
        """What each block of the recurrent kernel is multiplied by, (..., units): h[t-1], perhaps behind a gate.

        Parameters
        ----------
        step
            What `step` returned, or `Unrolled.values`.
        hidden_states
            The hidden states before, in the shape of the step.
        """
        gates = [self.gated_reads.get(block) for block in self.blocks]
        return [hidden_states if gate is None else step[gate] * hidden_states for gate in gates]

    def terms(self, step: Mapping[str, Floats], inputs: Floats, hidden_states: Floats) -> list[tuple[Term, ...]]:
        """Terms of the weighted sum of every block: W·x, U·h and the biases, in the order in which they are added.

        Parameters
        ----------
        step
            What `step` returned for each timestep, (timesteps, units).
        inputs
            (timesteps, input_features).
        hidden_states
            The hidden states before each timestep, (timesteps, units).
        """
        read = zip(self.read_states(step, hidden_states), self.split(self.recurrent_kernel), strict=True)
        biases = () if self.bias is None else tuple(np.atleast_2d(self.bias))
        repeated = [self.split(np.broadcast_to(row, (len(inputs), len(row)))) for row in biases]
        kinds = ("kernel", "recurrent_kernel", "bias", "recurrent_bias")
        gates = [self.gated_reads.get(block, "") for block in self.blocks]
        recurrence = [state @ block for state, block in read]
        columns = zip(self.split(inputs @ self.kernel), recurrence, *repeated, strict=True)
        return [
            tuple(
                Term(kind=kind, values=values, gate=gate if kind == "recurrent_kernel" else "")
                for kind, values in zip(kinds, terms, strict=False)
            )
            for gate, terms in zip(gates, columns, strict=True)
        ]
