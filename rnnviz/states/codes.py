"""States in 256 steps, which a search over a whole corpus adds up."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats
from rnnviz.states.corpus_index import LEVELS

__all__ = ["BLOCK", "Codes", "codes_of", "norms_of"]

BLOCK = 4096
"""Rows of a block of codes: what a question adds up for them stays in the processor's cache."""

Codes = NDArray[np.uint8]


def codes_of(states: Floats) -> Codes:
    """Codes of states between -1 and 1: floor(128 (h + 1)), 255 at most. h ≥ k / 128 - 1 is code ≥ k, exactly."""
    scaled = np.floor((np.asarray(states, dtype=np.float64) + 1) * (LEVELS // 2))
    return scaled.clip(0, LEVELS - 1).astype(np.uint8)


def norms_of(codes: Codes) -> Floats:
    """Σ (code - 128)² over the units of each row, whole numbers that float32 holds up to 1,024 units."""
    away = codes.astype(np.float32) - LEVELS // 2
    norms: Floats = (away * away).sum(axis=-1)
    return norms
