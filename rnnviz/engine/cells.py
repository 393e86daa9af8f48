"""A cell of the engine: its parameters, and its compiled functions over one block after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from rnnviz.engine import gru, lstm, simple_rnn
from rnnviz.engine.dropping import NO_MASKS, LaneMasks
from rnnviz.engine.parameters import CellPlan
from rnnviz.engine.products import add_column_sums, add_transposed_product, product
from rnnviz.engine.steps import LANES
from rnnviz.shapes import Floats, Ids

__all__ = ["Cell", "Read"]


@dataclass(frozen=True, kw_only=True)
class _Kernels:
    """Compiled functions, and how many times its units a state and what is kept are wide."""

    forward: Callable[..., None]
    backward: Callable[..., None]
    states: int
    kept: int


_KERNELS = {
    "simple_rnn": _Kernels(forward=simple_rnn.forward, backward=simple_rnn.backward, states=1, kept=1),
    "lstm": _Kernels(forward=lstm.forward, backward=lstm.backward, states=2, kept=4),
    "gru": _Kernels(forward=gru.forward, backward=gru.backward, states=1, kept=4),
}
_NONE = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, kw_only=True, eq=False)
class Read:
    """What a cell went through over one block.

    Parameters
    ----------
    states
        (1 + steps, 8, numbers of a state), row 0 before the first step.
    kept
        What else the way back needs, (steps, 8, numbers).
    begins
        As in the block.
    masks
        What was dropped.
    """

    states: Floats
    kept: Floats
    begins: Ids
    masks: LaneMasks

    def part(self, start: int, stop: int) -> "Read":
        """These steps of it."""
        goes_on = self.begins[0] < 0  # as all of a block do then
        begins = self.begins if goes_on else self.begins - np.int32(start)
        states, kept = self.states[start : stop + 1], self.kept[start:stop]
        return Read(states=states, kept=kept, begins=begins, masks=self.masks)


class Cell:
    """One cell with its parameters.

    Parameters
    ----------
    name
        One of `rnnviz.engine.LIVE_CELLS`.
    plan
        Its parameters.
    steps
        The most steps of a block.
    """

    def __init__(self, name: str, plan: CellPlan, steps: int) -> None:
        self.name, self._kernels, self.plan = name, _KERNELS[name], plan
        self.units, self.columns = plan.recurrent.value.shape
        self.inputs = plan.kernel.value.shape[0]
        self.state_width = self.units * self._kernels.states
        self._recurrent_transposed = np.empty((self.columns, self.units), dtype=np.float32)
        self._kernel_transposed = np.empty((self.columns, self.inputs), dtype=np.float32)
        self._no_bias = np.zeros(self.inputs, dtype=np.float32)
        self._cotangents = np.empty((steps, LANES, self._kernels.kept * self.units), dtype=np.float32)

    def begin(self) -> None:
        """Take note of new weights, and begin new gradients."""
        self._recurrent_transposed[...] = self.plan.recurrent.value.T
        self._kernel_transposed[...] = self.plan.kernel.value.T
        for parameter in self.plan.parameters:
            parameter.gradient.fill(0)

    def scratch(self) -> tuple[Floats, Floats]:
        """Memory for the states and what is kept of a block."""
        kept = np.empty_like(self._cotangents)
        return np.empty((len(kept) + 1, LANES, self.state_width), dtype=np.float32), kept

    def nothing(self, steps: int | None = None) -> Floats:
        """Zeros for the cotangents of a state, or of those after each step."""
        shape = (LANES, self.state_width) if steps is None else (steps, LANES, self.state_width)
        return np.zeros(shape, dtype=np.float32)

    def nothing_kept(self, steps: int) -> Floats:
        """Zeros for the cotangents of the sums after each step, of one review."""
        return np.zeros((steps, self._cotangents.shape[2]), dtype=np.float32)

    def sums(self, inputs: Floats, masks: Floats = NO_MASKS.inputs) -> Floats:
        """x·W + b of every row of inputs, which are those of eight reviews after each other where they have masks."""
        table = np.empty((len(inputs), self.columns), dtype=np.float32)
        for read, first, stop in _dropped(inputs, masks, self.columns):
            product(read, 0, self.plan.kernel.value, self.plan.bias.value, table, first, stop)
        return table

    def sums_vjp(self, inputs: Floats, cotangents: Floats, masks: Floats = NO_MASKS.inputs) -> None:
        """Add to the gradients of W and b."""
        for read, first, stop in _dropped(inputs, masks, self.columns):
            add_transposed_product(read, cotangents, 0, self.plan.kernel.gradient, first, stop)
        add_column_sums(cotangents, 0, self.plan.bias.gradient)

    def of_inputs(self, cotangents: Floats, masks: Floats = NO_MASKS.inputs) -> Floats:
        """Cotangents of the inputs, of rows of those of the sums."""
        out = np.empty((len(cotangents), self.inputs), dtype=np.float32)
        if not len(masks):
            product(cotangents, 0, self._kernel_transposed, self._no_bias, out, 0, self.inputs)
            return out
        whole, wide = np.zeros_like(out), self.columns // len(masks)
        for first, mask in zip(range(0, self.columns, wide), masks, strict=True):
            weights = self._kernel_transposed[first : first + wide]
            product(cotangents, first, weights, self._no_bias, out, 0, self.inputs)
            whole += _times(out, mask)
        return whole

    def forward(
        self,
        table: Floats,
        places: Ids,
        begins: Ids,
        masks: LaneMasks,
        first: Floats | None,
        scratch: tuple[Floats, Floats],
    ) -> Read:
        """Read a block, whose sums stand at these places of a table, from a state that all share, or from zeros."""
        steps, bias = len(places), self.plan.recurrent_bias
        read = Read(states=scratch[0][: steps + 1], kept=scratch[1][:steps], begins=begins, masks=masks)
        read.states[0] = 0 if first is None else first
        recurrent_bias = _NONE if bias is None else bias.value
        weights = self.plan.recurrent.value
        self._kernels.forward(table, places, weights, recurrent_bias, begins, masks.states, read.states, read.kept)
        return read

    def backward(self, read: Read, injected: Floats, carried: Floats) -> Floats:
        """Cotangents of the sums at each step, in the first columns of wider rows; the next call overwrites them.

        Parameters
        ----------
        read
            What `forward` gave.
        injected
            Cotangent of the state after each step, or of no step.
        carried
            That of the last state; it becomes that of the first one.
        """
        every, weights = self._cotangents[: len(read.kept)], self._recurrent_transposed
        of_read = (read.begins, read.masks.states, read.states, read.kept)
        self._kernels.backward(weights, *of_read, injected, carried, every)
        return every

    def recurrence_vjp(self, before: Floats, cotangents: Floats, masks: Floats = NO_MASKS.states) -> None:
        """Add to the gradients of U and its bias, of the states before each step and the cotangents of its sums."""
        of_states = cotangents.shape[1] - self.columns  # a GRU's stand one block further on
        states = before[:, : self.units] if len(masks) else before
        for read, first, stop in _dropped(states, masks, self.columns):
            add_transposed_product(read, cotangents, of_states, self.plan.recurrent.gradient, first, stop)
        if self.plan.recurrent_bias is not None:
            add_column_sums(cotangents, of_states, self.plan.recurrent_bias.gradient)


def _dropped(rows: Floats, masks: Floats, columns: int) -> Iterator[tuple[Floats, int, int]]:
    """Rows as each gate reads them, and the columns of its sums; without masks all gates read the same."""
    if not len(masks):
        yield rows, 0, columns
        return
    wide = columns // len(masks)
    for number, mask in enumerate(masks):
        yield _times(rows, mask), number * wide, (number + 1) * wide


def _times(rows: Floats, mask: Floats) -> Floats:
    """Rows of eight reviews, step after step, times what is the same at each step."""
    steps: Floats = rows.reshape(-1, *mask.shape) * mask
    return steps.reshape(rows.shape)
