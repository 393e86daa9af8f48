"""What the tests of the cells draw: cells with random weights, inputs and masks of every pattern."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from rnnviz.cells import CELLS, Cell, Unrolled, unroll
from rnnviz.shapes import Bools, Floats

names = st.sampled_from(sorted(CELLS))


def random_cell(
    name: str,
    rng: np.random.Generator,
    *,
    units: int = 4,
    input_features: int = 3,
    dtype: str = "float32",
    use_bias: bool = True,
) -> Cell:
    """Return a cell with normal weights, each column of a norm around 1, and biases that are not zero."""
    cell_class = CELLS[name]
    columns = len(cell_class.blocks) * units
    kernel = rng.normal(0, input_features**-0.5, (input_features, columns)).astype(dtype)
    recurrent_kernel = rng.normal(0, units**-0.5, (units, columns)).astype(dtype)
    bias = rng.normal(0, 0.5, (*cell_class.bias_rows, columns)).astype(dtype)
    return cell_class(kernel, recurrent_kernel, bias if use_bias else None)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A cell and all that it is given to read; `rng` goes on from there."""

    cell: Cell
    inputs: Floats
    mask: Bools | None
    initial_state: tuple[Floats, ...] | None
    go_backwards: bool
    rng: np.random.Generator

    def unroll(self) -> Unrolled:
        """Read."""
        return unroll(
            self.cell,
            self.inputs,
            mask=self.mask,
            initial_state=self.initial_state,
            go_backwards=self.go_backwards,
        )


@st.composite
def readings(draw: st.DrawFn, *, dtype: str = "float32") -> Reading:
    """Draw a cell of any kind and size, a batch, any mask or none, an initial state or none, a direction."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1), label="seed"))
    samples, timesteps, input_features, units = (draw(st.integers(1, most)) for most in (3, 6, 4, 5))
    use_bias = draw(st.booleans(), label="use_bias")
    cell = random_cell(draw(names), rng, units=units, input_features=input_features, dtype=dtype, use_bias=use_bias)
    initial_state = tuple(rng.normal(0, 0.5, (samples, units)).astype(dtype) for _ in cell.state_names)
    return Reading(
        cell=cell,
        inputs=rng.normal(size=(samples, timesteps, input_features)).astype(dtype),
        mask=draw(masks(samples, timesteps)),
        initial_state=initial_state if draw(st.booleans(), label="initial_state") else None,
        go_backwards=draw(st.booleans(), label="go_backwards"),
        rng=rng,
    )


@st.composite
def masks(draw: st.DrawFn, samples: int, timesteps: int) -> Bools | None:
    """Draw None or a mask of any pattern: leading, middle, trailing, a whole sample, everything."""
    if draw(st.booleans(), label="without a mask"):
        return None
    row = st.lists(st.booleans(), min_size=timesteps, max_size=timesteps)
    return np.array(draw(st.lists(row, min_size=samples, max_size=samples)))
