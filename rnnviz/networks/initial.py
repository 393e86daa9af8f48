"""How Keras draws the first weights of a layer.

References
----------
Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks.
Saxe, McClelland and Ganguli (2014), Exact solutions to the nonlinear dynamics of learning in deep linear networks.
Jozefowicz, Zaremba and Sutskever (2015), An empirical exploration of recurrent network architectures (forget bias).
"""

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.shapes import Floats

__all__ = ["first_cell_weights", "glorot"]


def glorot(rng: np.random.Generator, rows: int, columns: int) -> Floats:
    """Kernel, (rows, columns), uniform in ±sqrt(6 / (rows + columns))."""
    limit = (6 / (rows + columns)) ** 0.5
    return rng.uniform(-limit, limit, (rows, columns)).astype(np.float32)


def first_cell_weights(cell: str, input_features: int, units: int, rng: np.random.Generator) -> list[Floats]:
    """Kernel, recurrent kernel and bias of a new cell: Glorot uniform, orthogonal, and its `initial_bias` or 0."""
    made = CELLS[cell]
    kernel, recurrent_kernel, bias = made.weight_shapes(input_features, units).values()
    biases = np.zeros(bias, dtype=np.float32)
    for block, value in made.initial_bias.items():
        start = made.blocks.index(block) * units
        biases[..., start : start + units] = value
    return [glorot(rng, *kernel), _orthogonal(rng, *recurrent_kernel), biases]


def _orthogonal(rng: np.random.Generator, rows: int, columns: int) -> Floats:
    """Random matrix whose rows are orthonormal, (rows, columns) with rows <= columns."""
    q, r = np.linalg.qr(rng.normal(size=(columns, rows)))
    return (q * np.where(np.diag(r) < 0, -1, 1)).T.astype(np.float32)
