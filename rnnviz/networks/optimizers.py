"""Optimizers by Keras's names, with the step size that each takes where none is chosen."""

from collections.abc import Mapping

__all__ = ["KERAS_RATES"]

KERAS_RATES: Mapping[str, float] = {
    "rmsprop": 0.001,
    "adam": 0.001,
    "sgd": 0.01,
    "nadam": 0.001,
    "adamw": 0.001,
    "adagrad": 0.001,
}
"""Keras's learning rates."""
