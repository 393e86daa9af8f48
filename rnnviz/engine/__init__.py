"""Training without TensorFlow: exact gradients of the networks that rnnviz shows, compiled by numba.

Importing it loads no compiler; `rnnviz.engine.network` and `rnnviz.engine.optimizers` do.
"""

from rnnviz.engine.ability import LIVE_CELLS, LIVE_OPTIMIZERS, Obstacle, can_load, obstacle

__all__ = ["LIVE_CELLS", "LIVE_OPTIMIZERS", "Obstacle", "can_load", "obstacle"]
