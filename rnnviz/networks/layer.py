"""One recurrent layer as a plan: its sizes, its weights, and the limits that every plan keeps."""

import math
from dataclasses import dataclass

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError

__all__ = ["MOST", "LayerSpec", "LayerSummary", "WeightSpec", "check_count", "check_switch"]

MOST = {"num_words": 1_000_000, "input_features": 4_096, "units": 4_096, "layers": 16}
"""The largest size of each kind that a network may have."""


def check_count(name: str, value: object, limit: str, least: int = 1) -> None:
    """Refuse what is no whole number from `least` to the limit of that kind.

    Raises
    ------
    ConfigurationError
        With the name, the bounds and what came.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST[limit]:
        raise ConfigurationError(
            "{name} is a whole number from {least} to {most:,}, not {value!r}.",
            name=name,
            least=least,
            most=MOST[limit],
            value=value,
        )


def check_switch(name: str, value: object) -> None:
    """Refuse what is neither true nor false.

    Raises
    ------
    ConfigurationError
        With the name and what came.
    """
    if type(value) is not bool:
        raise ConfigurationError("{name} is true or false, not {value!r}.", name=name, value=value)


@dataclass(frozen=True, kw_only=True)
class WeightSpec:
    """One array of weights.

    Parameters
    ----------
    name
        Keras's name of it, such as "recurrent_kernel".
    shape
        Its axes.
    direction
        "forward" or "backward" in a bidirectional layer, otherwise empty.
    """

    name: str
    shape: tuple[int, ...]
    direction: str = ""

    @property
    def size(self) -> int:
        """Count of numbers in it."""
        return math.prod(self.shape)


@dataclass(frozen=True, kw_only=True)
class LayerSpec:
    """One recurrent layer.

    Parameters
    ----------
    cell
        Name of the cell, a key of `rnnviz.cells.CELLS`.
    units
        Length of the state vector.
    bidirectional
        Whether a second cell reads the row from its end; the two states are concatenated.
    dropout, recurrent_dropout
        Share of the inputs, and of the state where the recurrent kernel reads it, that is zero in training: drawn once
        for a review, the same at every step. What is left is scaled up; nothing is dropped in reading.
    """

    cell: str = "simple_rnn"
    units: int = 32
    bidirectional: bool = False
    dropout: float = 0.0
    recurrent_dropout: float = 0.0

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError("A cell is one of {known}, not {cell!r}.", known=", ".join(CELLS), cell=self.cell)
        check_count("units", self.units, "units")
        check_switch("bidirectional", self.bidirectional)
        for name in ("dropout", "recurrent_dropout"):
            share = getattr(self, name)
            if type(share) not in {int, float} or not 0 <= share < 1:
                raise ConfigurationError("{name} is a share from 0 to below 1, not {share!r}.", name=name, share=share)

    @property
    def keras_class(self) -> str:
        """Name of the Keras layer, without a Bidirectional wrapper."""
        return CELLS[self.cell].keras_class

    @property
    def drops(self) -> bool:
        """Whether anything is dropped in training."""
        return self.dropout > 0 or self.recurrent_dropout > 0

    @property
    def title(self) -> str:
        """Short name for a screen, such as "Bidirectional(LSTM(32, dropout=0.2))"."""
        call = f"{self.keras_class}({self.units}{self.keras_rates})"
        return f"Bidirectional({call})" if self.bidirectional else call

    @property
    def keras_rates(self) -> str:
        """What of Keras's call says what is dropped; nothing where nothing is."""
        rates = {"dropout": self.dropout, "recurrent_dropout": self.recurrent_dropout}
        return "".join(f", {name}={rate:g}" for name, rate in rates.items() if rate)

    @property
    def output_features(self) -> int:
        """Length of the layer's output vector: units, or twice as many when bidirectional."""
        return self.units * (2 if self.bidirectional else 1)

    @property
    def blocks(self) -> int:
        """Vectors of `units` entries that a step computes, one for each of the cell's `blocks`."""
        return len(CELLS[self.cell].blocks)

    @property
    def biases(self) -> int:
        """Biases of each block: 2 where the recurrence has one of its own, otherwise 1."""
        return CELLS[self.cell].biases()

    def weights(self, input_features: int) -> tuple[WeightSpec, ...]:
        """Arrays in the order of Keras's `get_weights()`, for inputs of `input_features` entries."""
        shapes = CELLS[self.cell].weight_shapes(input_features, self.units)
        directions = ("forward", "backward") if self.bidirectional else ("",)
        return tuple(
            WeightSpec(name=name, shape=shape, direction=direction)
            for direction in directions
            for name, shape in shapes.items()
        )

    def parameter_count(self, input_features: int) -> int:
        """Trainable weights for inputs of `input_features` entries.

        blocks · units · (input_features + units + biases); twice that when bidirectional.
        """
        return sum(weight.size for weight in self.weights(input_features))


@dataclass(frozen=True, kw_only=True)
class LayerSummary:
    """One row of the table that Keras's `summary()` prints.

    Parameters
    ----------
    name
        What Keras calls the layer in a fresh process, such as "simple_rnn_1".
    keras_class
        Name of the Keras layer.
    output_shape
        None = any number (samples first, then timesteps).
    weights
        Its arrays, in Keras's order.
    """

    name: str
    keras_class: str
    output_shape: tuple[int | None, ...]
    weights: tuple[WeightSpec, ...]

    @property
    def parameter_count(self) -> int:
        """Trainable weights."""
        return sum(weight.size for weight in self.weights)
