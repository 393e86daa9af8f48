"""What the engine can train, and what keeps it from the rest."""

import logging
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from rnnviz.networks import NetworkSpec

__all__ = ["LIVE_CELLS", "LIVE_OPTIMIZERS", "Obstacle", "can_load", "is_installed", "obstacle"]

Obstacle = Literal["numba", "cell", "optimizer"]
"""numba cannot be loaded; a cell has no program here; an optimizer has none."""

LIVE_CELLS = ("simple_rnn", "lstm", "gru")
"""Cells that the engine can train."""

LIVE_OPTIMIZERS = ("rmsprop", "adam", "sgd")
"""Optimizers that it has."""


def obstacle(network: NetworkSpec, optimizer: str, *, loading: bool = False) -> Obstacle | None:
    """What keeps the engine from training a network; None where it can.

    Parameters
    ----------
    loading
        Whether to load numba, which takes half a second, and not only to look whether it is installed.
    """
    if any(layer.cell not in LIVE_CELLS for layer in network.layers):
        return "cell"
    if optimizer not in LIVE_OPTIMIZERS:
        return "optimizer"
    return None if (can_load() if loading else is_installed()) else "numba"


def is_installed() -> bool:
    """Whether numba is installed. It is not loaded for that."""
    return find_spec("numba") is not None


def can_load() -> bool:
    """Whether numba can be loaded; it is afterwards."""
    if not is_installed():
        return False
    try:
        import_module("numba")
    except Exception:  # whatever a broken installation raises, or one that NumPy has outgrown
        logging.getLogger(__name__).exception("numba cannot be loaded")
        return False
    return True
