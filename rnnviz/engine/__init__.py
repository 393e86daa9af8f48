"""Training without TensorFlow: exact gradients of the networks that rnnviz shows, compiled by numba.

Importing it loads no compiler; `rnnviz.engine.network` and `rnnviz.engine.optimizers` do.
"""

from rnnviz.engine.ability import LIVE_CELLS, LIVE_OPTIMIZERS, Obstacle, can_load, obstacle
from rnnviz.engine.compiling import is_kept

__all__ = ["LIVE_CELLS", "LIVE_OPTIMIZERS", "Obstacle", "can_load", "is_kept", "obstacle"]
