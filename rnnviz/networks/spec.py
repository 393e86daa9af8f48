"""What a network is made of: shapes, parameter counts and Keras source, without building it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError

__all__ = ["LayerSpec", "LayerSummary", "NetworkSpec"]

_MOST = {"num_words": 1_000_000, "input_features": 4_096, "units": 4_096, "layers": 16}


def _check_count(name: str, value: object, limit: str, least: int = 1) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _MOST[limit]:
        raise ConfigurationError(f"{name} is a whole number from {least} to {_MOST[limit]:,}, not {value!r}.")


@dataclass(frozen=True, kw_only=True)
class LayerSpec:
    """One recurrent layer.

    Parameters
    ----------
    cell
        "simple_rnn", "lstm" or "gru".
    units
        Length of the state vector.
    bidirectional
        Whether a second cell reads the row from its end; the two states are concatenated.
    """

    cell: str = "simple_rnn"
    units: int = 32
    bidirectional: bool = False

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(f"A cell is one of {', '.join(CELLS)}, not {self.cell!r}.")
        _check_count("units", self.units, "units")

    @property
    def keras_class(self) -> str:
        """Name of the Keras layer, without a Bidirectional wrapper."""
        return CELLS[self.cell].keras_class

    @property
    def output_features(self) -> int:
        """Length of the layer's output vector: units, or twice as many when bidirectional."""
        return self.units * (2 if self.bidirectional else 1)

    def parameter_count(self, input_features: int) -> int:
        """Trainable weights for inputs of `input_features` entries.

        blocks · units · (input_features + units + biases), with one block for a SimpleRNN, four for an LSTM and
        three for a GRU, which has two biases (`reset_after`); twice that when bidirectional.
        """
        biases = 2 if self.cell == "gru" else 1
        count = len(CELLS[self.cell].blocks) * self.units * (input_features + self.units + biases)
        return count * (2 if self.bidirectional else 1)


@dataclass(frozen=True, kw_only=True)
class LayerSummary:
    """One row of the table that Keras's `summary()` prints.

    Parameters
    ----------
    keras_class
        Name of the Keras layer.
    output_shape
        None = any number (samples first, then timesteps).
    parameter_count
        Trainable weights.
    """

    keras_class: str
    output_shape: tuple[int | None, ...]
    parameter_count: int


@dataclass(frozen=True, kw_only=True)
class NetworkSpec:
    """A network that reads reviews: Embedding, recurrent layers, a readout of one sigmoid unit.

    All recurrent layers but the last return their whole sequence.

    Parameters
    ----------
    num_words
        Ids that the Embedding knows (Keras: input_dim).
    input_features
        Length of a word vector (Keras: output_dim of the Embedding).
    layers
        The recurrent layers, first to last.
    mask_zero
        Whether padding is masked. False reads the zeros like words, as the chapter's network does.
    """

    num_words: int = 10_000
    input_features: int = 32
    layers: tuple[LayerSpec, ...] = (LayerSpec(),)
    mask_zero: bool = False

    def __post_init__(self) -> None:
        _check_count("num_words", self.num_words, "num_words", least=5)
        _check_count("input_features", self.input_features, "input_features")
        if not 1 <= len(self.layers) <= _MOST["layers"]:
            raise ConfigurationError(f"A network has 1 to {_MOST['layers']} recurrent layers, not {len(self.layers)}.")

    @property
    def layer_inputs(self) -> tuple[int, ...]:
        """Length of the input vectors of each recurrent layer."""
        return (self.input_features, *(layer.output_features for layer in self.layers[:-1]))

    @property
    def summary(self) -> tuple[LayerSummary, ...]:
        """Keras's `summary()` as rows."""
        rows = [
            LayerSummary(
                keras_class="Embedding",
                output_shape=(None, None, self.input_features),
                parameter_count=self.num_words * self.input_features,
            )
        ]
        for layer, inputs in zip(self.layers, self.layer_inputs, strict=True):
            sequence = () if layer is self.layers[-1] and len(rows) == len(self.layers) else (None,)
            rows.append(
                LayerSummary(
                    keras_class="Bidirectional" if layer.bidirectional else layer.keras_class,
                    output_shape=(None, *sequence, layer.output_features),
                    parameter_count=layer.parameter_count(inputs),
                )
            )
        readout = self.layers[-1].output_features + 1
        rows.append(LayerSummary(keras_class="Dense", output_shape=(None, 1), parameter_count=readout))
        return tuple(rows)

    @property
    def parameter_count(self) -> int:
        """Trainable weights of the whole network, readout included."""
        return sum(row.parameter_count for row in self.summary)

    @property
    def title(self) -> str:
        """Short name for a screen, such as "4 × SimpleRNN(32)"."""
        names = [
            f"Bidirectional({layer.keras_class}({layer.units}))"
            if layer.bidirectional
            else f"{layer.keras_class}({layer.units})"
            for layer in self.layers
        ]
        return f"{len(names)} × {names[0]}" if len(names) > 1 and len(set(names)) == 1 else " → ".join(names)

    def keras_source(self) -> str:
        """Python source that builds this network in Keras."""
        imports = {"Dense", "Embedding", *(layer.keras_class for layer in self.layers)}
        imports |= {"Bidirectional" for layer in self.layers if layer.bidirectional}
        mask = ", mask_zero=True" if self.mask_zero else ""
        lines = [
            "from keras import Input, Sequential",
            f"from keras.layers import {', '.join(sorted(imports))}",
            "",
            "model = Sequential()",
            'model.add(Input((None,), dtype="int32"))',
            f"model.add(Embedding({self.num_words}, {self.input_features}{mask}))",
        ]
        for number, layer in enumerate(self.layers, start=1):
            sequence = ", return_sequences=True" if number < len(self.layers) else ""
            call = f"{layer.keras_class}({layer.units}{sequence})"
            lines.append(f"model.add(Bidirectional({call}))" if layer.bidirectional else f"model.add({call})")
        lines.append('model.add(Dense(1, activation="sigmoid"))')
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """JSON form, as in ``run.json``."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "NetworkSpec":
        """Spec of its JSON form.

        Raises
        ------
        ConfigurationError
            A field is missing, unknown or out of range.
        """
        try:
            layers = tuple(LayerSpec(**layer) for layer in data["layers"])
            return cls(**{**data, "layers": layers})
        except (TypeError, KeyError) as error:
            raise ConfigurationError(f"This is not the record of a network: {error}.") from None
