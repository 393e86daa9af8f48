"""Array types, and the one legend of the axes.

============== ==========================================================================
axis           meaning
============== ==========================================================================
samples        reviews in a batch
timesteps      positions of the row that the network reads, `[:, t]` = after reading input t
input_features entries of one input vector (the embedding's output_dim)
units          entries of a state vector
============== ==========================================================================

Axes always stand in this order: (samples, timesteps, input_features) and (samples, timesteps, units).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bools", "Floats", "Ids"]

Floats = NDArray[np.floating[Any]]
"""float32 or float64 array; a function computes in the dtype that it is given."""

Ids = NDArray[np.int32]
"""Word ids: 0 padding, 1 start, 2 unknown, then the words of the vocabulary."""

Bools = NDArray[np.bool_]
"""A mask: True = a real timestep."""
