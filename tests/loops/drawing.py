"""What the tests of the loops draw: specs of every cell, size and source of numbers."""

import numpy as np
from hypothesis import strategies as st

from rnnviz.cells import CELLS
from rnnviz.loops import LoopSpec, Rows
from rnnviz.shapes import Floats


def rows_of(matrix: Floats) -> Rows:
    """A matrix as a spec wants it."""
    return tuple(tuple(map(float, row)) for row in np.atleast_2d(matrix))


def own_spec(
    cell: str, *, timesteps: int, input_features: int, units: int, seed: int = 0, scale: float = 1
) -> LoopSpec:
    """A spec whose weights and inputs are all its own: normal numbers, the weights scaled by 1 / sqrt(fan_in)."""
    rng = np.random.default_rng(seed)
    columns, biases = len(CELLS[cell].blocks) * units, CELLS[cell].biases()
    return LoopSpec(
        cell=cell,
        timesteps=timesteps,
        input_features=input_features,
        units=units,
        weights="own",
        inputs="own",
        own_kernel=rows_of(rng.normal(0, scale * input_features**-0.5, (columns, input_features))),
        own_recurrent_kernel=rows_of(rng.normal(0, scale * units**-0.5, (columns, units))),
        own_bias=rows_of(rng.normal(0, 0.5, (biases, columns))),
        own_inputs=rows_of(rng.normal(size=(timesteps, input_features))),
    )


@st.composite
def specs(draw: st.DrawFn, *, most_radius: float = 10, cells: tuple[str, ...] = tuple(CELLS)) -> LoopSpec:
    """Draw a small loop of any cell, weights and inputs."""
    sizes = {"timesteps": draw(st.integers(1, 8)), "input_features": draw(st.integers(1, 5))}
    sizes |= {"units": draw(st.integers(1, 6)), "seed": draw(st.integers(0, 2**32 - 1))}
    cell = draw(st.sampled_from(cells))
    if draw(st.booleans(), label="own"):
        return own_spec(cell, **sizes)
    chosen = {
        "weights": draw(st.sampled_from(["uniform", "glorot", "orthogonal"])),
        "inputs": draw(st.sampled_from(["uniform", "normal", "impulse"])),
        "radius": draw(st.floats(0, most_radius)),
    }
    return LoopSpec(cell=cell, **sizes, **chosen)
