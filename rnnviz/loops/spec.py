"""What a loop by hand is made of: sizes, seed, and where its numbers come from."""

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError
from rnnviz.loops.own_numbers import Rows, checked_rows, is_number, short

__all__ = ["MOST_NUMBERS", "LoopSpec", "Rows", "check_budget", "check_count", "most_fitting", "most_timesteps"]

MOST_NUMBERS = 200_000
"""How many numbers one picture may hold."""

_LIMITS = {
    "timesteps": (1, 500),
    "sequences": (1, 2),
    "input_features": (1, 128),
    "units": (1, 128),
    "seed": (0, 2**32 - 1),
}
_CHOICES = {
    "weights": ("uniform", "glorot", "orthogonal", "keras", "own"),
    "inputs": ("uniform", "normal", "impulse", "own"),
}
_MOST_RADIUS = 10
_MOST_BIAS = 20


@dataclass(frozen=True, kw_only=True)
class LoopSpec:
    """A recurrent layer that reads one sequence, or two, as the NumPy program of a textbook would write it.

    Own numbers have the program's layout: W (blocks * units, input_features), U (blocks * units, units), the
    blocks in the order of the cell's `blocks`; b one row of blocks * units numbers, and a second one where
    the recurrence has a bias of its own; inputs (timesteps, input_features). They are looked at only where the
    weights or the inputs are "own", and kept as tuples of floats.

    Parameters
    ----------
    cell
        Name of the cell, a key of `rnnviz.cells.CELLS`.
    timesteps, input_features, units
        Steps of the loop, numbers in an input vector, numbers in a state vector.
    sequences
        1, or 2 of them, one behind the other in the inputs: each begins with a state of zeros.
    seed
        Of everything drawn, in the order inputs, W, U, b.
    weights
        "uniform": W, U and b from [0, 1). "glorot": from ±sqrt(6 / (fan_in + fan_out)), b from W's limits.
        "orthogonal": W and b as with "glorot", each block of U a random rotation times `radius`.
        "keras": what a new Keras layer begins with: W as with "glorot", all of U with orthonormal columns, b zeros
        (ones for a forget gate). "own".
    inputs
        "uniform": from [0, 1). "normal": standard normal. "impulse": ones at step 1, then zeros. "own".
    radius
        Spectral radius of each block of U, for "orthogonal" weights.
    forget_bias
        Bias of every forget gate; as drawn if None. Own numbers, and cells without a forget gate, have none of it.
    own_kernel, own_recurrent_kernel, own_bias, own_inputs
        W, U, b and the inputs, row by row.

    Raises
    ------
    ConfigurationError
        If a setting is out of its range, or own numbers are missing, not finite or of another shape.
    """

    cell: str = "simple_rnn"
    timesteps: int = 100
    input_features: int = 32
    units: int = 64
    sequences: int = 1
    seed: int = 0
    weights: str = "uniform"
    inputs: str = "uniform"
    radius: float = 1.0
    forget_bias: float | None = None
    own_kernel: Rows | None = None
    own_recurrent_kernel: Rows | None = None
    own_bias: Rows | None = None
    own_inputs: Rows | None = None

    def __post_init__(self) -> None:
        _check_choice("cell", self.cell, tuple(CELLS))
        for name, (least, most) in _LIMITS.items():
            check_count(name, getattr(self, name), least, most)
        for name, choices in _CHOICES.items():
            _check_choice(name, getattr(self, name), choices)
        object.__setattr__(self, "radius", _checked_radius(self.radius))
        if self.forget_bias is not None:
            object.__setattr__(self, "forget_bias", _checked_bias(self.forget_bias))
        for field, (name, shape) in self._own_shapes.items():
            object.__setattr__(self, field, checked_rows(field, name, getattr(self, field), shape))

    @property
    def _own_shapes(self) -> dict[str, tuple[str, tuple[int, int]]]:
        """Letter and shape of each matrix that is the reader's own."""
        asked = {"kernel": "W", "recurrent_kernel": "U", "bias": "b"} if self.weights == "own" else {}
        asked |= {"inputs": "x"} if self.inputs == "own" else {}
        return {f"own_{name}": (letter, self.matrix_shapes[name]) for name, letter in asked.items()}

    @property
    def matrix_shapes(self) -> dict[str, tuple[int, int]]:
        """Rows and columns of "kernel", "recurrent_kernel", "bias" and "inputs" in the program's layout."""
        cell, features, units = CELLS[self.cell], self.input_features, self.units
        columns = self.blocks * units
        return {
            "kernel": (columns, features),
            "recurrent_kernel": (columns, units),
            "bias": (cell.biases(), columns),
            "inputs": (self.steps, features),
        }

    @property
    def blocks(self) -> int:
        """Blocks of rows in W and U: one for each of the cell's `blocks`."""
        return len(CELLS[self.cell].blocks)

    @property
    def numbers(self) -> int:
        """How many numbers the picture of this loop holds: the weights, and all that happens at each step."""
        return self.weight_numbers + self.steps * self._step_numbers

    @property
    def steps(self) -> int:
        """Steps of all sequences together."""
        return self.sequences * self.timesteps

    @property
    def weight_numbers(self) -> int:
        """How many numbers W, U and the biases hold."""
        shapes = CELLS[self.cell].weight_shapes(self.input_features, self.units)
        return sum(map(math.prod, shapes.values()))

    @property
    def _step_numbers(self) -> int:
        return self.input_features + self.units * (4 * self.blocks + len(CELLS[self.cell].state_names))


def most_timesteps(spec: LoopSpec) -> int:
    """How many timesteps fit into one picture with the features and units of a spec; 0 if none does."""
    left = MOST_NUMBERS - spec.weight_numbers
    return max(0, min(left // (spec.sequences * spec._step_numbers), _LIMITS["timesteps"][1]))


def most_fitting(spec: LoopSpec, name: str) -> int:
    """How large one size of a spec may be beside the others; 0 if none fits.

    Parameters
    ----------
    spec
        A loop without numbers of its own.
    name
        "timesteps", "input_features" or "units".
    """
    least, most = _LIMITS[name]
    sizes = range(least, most + 1)

    def numbers(size: int) -> int:
        changed: dict[str, Any] = {name: size}
        return replace(spec, **changed).numbers

    return bisect_right(sizes, MOST_NUMBERS, key=numbers)


def check_budget(spec: LoopSpec) -> None:
    """Refuse a loop whose picture would hold too many numbers.

    Raises
    ------
    ConfigurationError
        With the most timesteps that fit.
    """
    if spec.numbers > MOST_NUMBERS:
        raise ConfigurationError(
            "One picture holds up to {most:,} numbers, and this loop has {count:,}: with these features and units "
            "up to {timesteps} timesteps fit. Take fewer timesteps, features or units.",
            most=MOST_NUMBERS,
            count=spec.numbers,
            timesteps=most_timesteps(spec),
        )


def check_count(name: str, value: object, least: int, most: int) -> None:
    """Refuse what is not a whole number within its limits, with a sentence."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ConfigurationError(
            "{name} is a whole number from {least} to {most:,}, not {value}.",
            name=name,
            least=least,
            most=most,
            value=short(value),
        )


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in choices:
        raise ConfigurationError(
            "{name} is one of {known}, not {value}.", name=name, known=", ".join(choices), value=short(value)
        )


def _checked_radius(value: object) -> float:
    if not is_number(value) or not 0 <= value <= _MOST_RADIUS:
        raise ConfigurationError(
            "radius is a number from 0 to {most}, not {value}.", most=_MOST_RADIUS, value=short(value)
        )
    return float(value)


def _checked_bias(value: object) -> float:
    if not is_number(value) or not -_MOST_BIAS <= value <= _MOST_BIAS:
        raise ConfigurationError(
            "forget_bias is a number from -{most} to {most}, not {value}.", most=_MOST_BIAS, value=short(value)
        )
    return float(value)
