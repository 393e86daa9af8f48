"""A recurrent cell: its weights, checked once, and the three things that it can do.

A cell projects inputs (the part of a step that does not depend on the state), makes one step, and takes
cotangents back through that step. Reading a whole review is `unroll`, the way back is `unroll_vjp`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import DTypeLike

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
class Cell(ABC):
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
        (blocks * units,), for the GRU (2, blocks * units); None for a layer with `use_bias=False`.

    Raises
    ------
    ConfigurationError
        If a weight has a shape, a dtype or values that this cell cannot have.
    """

    name: ClassVar[str]
    keras_class: ClassVar[str]
    blocks: ClassVar[tuple[str, ...]]
    state_names: ClassVar[tuple[str, ...]]
    intermediates: ClassVar[tuple[str, ...]]
    """Every name that `step` returns: first the blocks, last the states."""
    bias_rows: ClassVar[tuple[int, ...]] = ()
    """Leading axes of the bias: (2,) for one bias of the input and one of the recurrence."""

    kernel: Floats
    recurrent_kernel: Floats
    bias: Floats | None = None

    def __post_init__(self) -> None:
        units = np.shape(self.recurrent_kernel)[0] if np.ndim(self.recurrent_kernel) else 0
        columns = len(self.blocks) * units
        self._check("recurrent_kernel", ("units", columns))
        self._check("kernel", ("input_features", columns))
        if self.bias is not None:
            self._check("bias", (*self.bias_rows, columns))

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
        """Return the same cell computing in another dtype."""
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
        """Return the part of every pre-activation that depends on the input alone.

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
                f"{self.keras_class} expects inputs (..., {self.input_features}), got {inputs.shape}. "
                "Give it the vectors of the layer below, in the order (samples, timesteps, input_features)."
            )
        projected: Floats = inputs @ self.kernel
        if self.input_bias is not None:
            projected += self.input_bias
        return projected

    def initial_state(self, samples: int | None = None) -> tuple[Floats, ...]:
        """Return the states before the first timestep: zeros (samples, units), or (units,) for one review."""
        shape = (self.units,) if samples is None else (samples, self.units)
        return tuple(np.zeros(shape, self.dtype) for _ in self.state_names)

    def buffers(self, *leading: int) -> list[Floats]:
        """Return unfilled arrays for the intermediates: one for all blocks, one for each other name."""
        widths = [len(self.blocks)] + [1] * (len(self.intermediates) - len(self.blocks))
        return [np.empty((*leading, width * self.units), self.dtype) for width in widths]

    def split(self, blocks: Floats) -> list[Floats]:
        """Return views of the blocks of an array (..., blocks * units)."""
        units = self.units
        return [blocks[..., start : start + units] for start in range(0, blocks.shape[-1], units)]

    def named(self, buffers: Sequence[Floats]) -> dict[str, Floats]:
        """Return the intermediates in filled buffers by their names, each (..., units), as views."""
        return dict(zip(self.intermediates, [*self.split(buffers[0]), *buffers[1:]], strict=True))

    @abstractmethod
    def advance(self, projected: Floats, states: Sequence[Floats], buffers: Sequence[Floats]) -> None:
        """Make one timestep, writing every intermediate into C-contiguous buffers (see `buffers`).

        The equations of the cell stand here and nowhere else; the last buffers receive the new states.
        """

    @let_explode
    def step(self, projected: Floats, states: Sequence[Floats]) -> dict[str, Floats]:
        """Return every intermediate of one timestep, by name.

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
        """Return the cotangents of the projected input and of the previous states: one timestep backwards.

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
        """Return the cotangent of h[t-1] · recurrent_kernel (+ recurrent bias), (..., blocks * units).

        It equals the cotangent of the projected input wherever the two are simply added.
        """
        return projected_cotangent
