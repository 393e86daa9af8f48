"""RMSprop, Adam and SGD as Keras 3 defines them, with its defaults.

References
----------
Kingma and Ba (2015), Adam: A method for stochastic optimization.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rnnviz.engine.compiling import compiled
from rnnviz.engine.parameters import Parameter
from rnnviz.engine.vectors import load, root, spread, store
from rnnviz.shapes import Floats

__all__ = ["DEFAULT_RATES", "SLOTS", "Optimizer"]

SLOTS = {"rmsprop": ("velocity",), "adam": ("momentum", "velocity"), "sgd": ()}
"""Numbers that an optimizer keeps for each weight, in the order of Keras's file."""

DEFAULT_RATES = {"rmsprop": 0.001, "adam": 0.001, "sgd": 0.01}
"""Keras's learning rates."""

_RHO, _OTHER_RHO = np.float32(0.9), np.float32(1 - 0.9)
_OTHER_BETA_1, _OTHER_BETA_2 = np.float32(1 - 0.9), np.float32(1 - 0.999)
_EPSILON = np.float32(1e-7)


@compiled
def _rmsprop(weights: Floats, gradients: Floats, given: Floats, squares: Floats, rate: Any) -> None:
    rate = spread(rate)
    for place in range(0, weights.size, 16):
        gradient = load(gradients, place)
        squared = load(given, place) if len(given) else gradient * gradient
        square = spread(_RHO) * load(squares, place) + spread(_OTHER_RHO) * squared
        store(squares, place, square)
        store(weights, place, load(weights, place) - rate * gradient / root(square + spread(_EPSILON)))


@compiled
def _adam(weights: Floats, gradients: Floats, given: Floats, means: Floats, squares: Floats, rate: Any) -> None:
    rate = spread(rate)
    for place in range(0, weights.size, 16):
        gradient, mean, square = load(gradients, place), load(means, place), load(squares, place)
        mean = mean + (gradient - mean) * spread(_OTHER_BETA_1)
        squared = load(given, place) if len(given) else gradient * gradient
        square = square + (squared - square) * spread(_OTHER_BETA_2)
        store(means, place, mean)
        store(squares, place, square)
        store(weights, place, load(weights, place) - mean * rate / (root(square) + spread(_EPSILON)))


@compiled
def _sgd(weights: Floats, gradients: Floats, _given: Floats, rate: Any) -> None:
    rate = spread(rate)
    for place in range(0, weights.size, 16):
        store(weights, place, load(weights, place) - load(gradients, place) * rate)


_STEPS: dict[str, Callable[..., None]] = {"rmsprop": _rmsprop, "adam": _adam, "sgd": _sgd}


class Optimizer:
    """An optimizer with what it keeps for each weight.

    Parameters
    ----------
    name
        A key of `SLOTS`.
    parameters
        What it moves.
    rate
        Step size; None = Keras's default. It may be set anew between two steps.
    """

    def __init__(self, name: str, parameters: Sequence[Parameter], rate: float | None = None) -> None:
        self.name = name
        self.parameters = tuple(parameters)
        self.rate = DEFAULT_RATES[name] if rate is None else rate
        self.steps = 0
        self.needs_squares = "velocity" in SLOTS[name]
        self.slots = {slot: [np.zeros_like(one.value) for one in self.parameters] for slot in SLOTS[name]}

    def step(self) -> None:
        """Move every weight by its gradient."""
        self.steps += 1
        rate = np.float32(self.rate)
        if self.name == "adam":
            one, steps = np.float32(1), np.float32(self.steps)
            first, second = np.power(np.float32(0.9), steps), np.power(np.float32(0.999), steps)
            rate = rate * np.sqrt(one - second) / (one - first)
        for parameter, *slots in zip(self.parameters, *self.slots.values(), strict=True):
            arrays = (parameter.value, parameter.gradient, parameter.squares, *slots)
            _STEPS[self.name](*(array.reshape(-1) for array in arrays), rate)
