"""RMSprop, Adam and SGD as Keras 3 defines them, with its defaults.

References
----------
Kingma and Ba (2015), Adam: A method for stochastic optimization.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rnnviz.engine.compiling import compiled
from rnnviz.engine.parameters import Parameter
from rnnviz.engine.vectors import load, root, spread, store
from rnnviz.networks import KERAS_RATES
from rnnviz.shapes import Floats

__all__ = ["SLOTS", "Optimizer"]

SLOTS = {"rmsprop": ("velocity",), "adam": ("momentum", "velocity"), "sgd": ()}
"""Numbers that an optimizer keeps for each weight, in the order of Keras's file."""

_RHO, _OTHER_RHO = np.float32(0.9), np.float32(1 - 0.9)
_OTHER_BETA_1, _OTHER_BETA_2 = np.float32(1 - 0.9), np.float32(1 - 0.999)
_EPSILON = np.float32(1e-7)
_NONE = np.zeros(0, dtype=np.float32)


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
        Step size; None = Keras's default.
    clip
        The most that the norm of all gradients may be; None: any. Both may be set anew between two steps.
    """

    def __init__(
        self, name: str, parameters: Sequence[Parameter], rate: float | None = None, *, clip: float | None = None
    ) -> None:
        self.name = name
        self.parameters = tuple(parameters)
        self.rate = KERAS_RATES[name] if rate is None else rate
        self.clip = clip
        self.steps = 0
        self.slots = {slot: [np.zeros_like(one.value) for one in self.parameters] for slot in SLOTS[name]}

    @property
    def needs_squares(self) -> bool:
        """Whether the next step asks for the squares of the gradients of each use of a word."""
        return "velocity" in SLOTS[self.name] or self.clip is not None

    def norms(self) -> list[float]:
        """Norm of the last batch's gradient for each parameter, before it is clipped.

        An Embedding's is that of one row for each use of a word, as Keras has it, where the squares were asked for.
        """
        return [math.sqrt(self._square(one)) for one in self.parameters]

    @property
    def norm(self) -> float:
        """Norm of all gradients of the last batch together, before they are clipped."""
        return math.sqrt(sum(self._square(one) for one in self.parameters))

    def _square(self, parameter: Parameter) -> float:
        if parameter.squares.size and self.needs_squares:
            return float(parameter.squares.sum())
        return float(np.square(parameter.gradient).sum())

    def step(self) -> None:
        """Move every weight by its gradient, which is clipped before.

        Clipping makes Keras add up what the uses of a word say, so then the square is that of the sum.
        """
        self.steps += 1
        rate = np.float32(self.rate)
        if self.name == "adam":
            one, steps = np.float32(1), np.float32(self.steps)
            first, second = np.power(np.float32(0.9), steps), np.power(np.float32(0.999), steps)
            rate = rate * np.sqrt(one - second) / (one - first)
        scale = self._scale()
        for parameter, *slots in zip(self.parameters, *self.slots.values(), strict=True):
            gradient, squares = parameter.gradient, parameter.squares
            if scale is not None:
                gradient, squares = gradient * scale, _NONE
            arrays = (parameter.value, gradient, squares, *slots)
            _STEPS[self.name](*(array.reshape(-1) for array in arrays), rate)

    def _scale(self) -> np.float32 | None:
        """What all gradients are multiplied by, rounded as Keras rounds; None where nothing limits them."""
        if self.clip is None:
            return None
        one, clip, norm = np.float32(1), np.float32(self.clip), np.float32(self.norm)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.float32(clip * np.minimum(one / norm, one / clip) + (norm - norm))
