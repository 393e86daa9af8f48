"""Any stack of Keras layers around recurrent ones, also one that Keras refuses: shapes, weights, source."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError
from rnnviz.networks.layer import MOST, LayerSpec, LayerSummary, WeightSpec, check_count

__all__ = ["StackLayer", "StackProblem", "StackSpec"]


@dataclass(frozen=True, kw_only=True)
class StackLayer:
    """A recurrent layer and what it returns.

    Parameters
    ----------
    layer
        Cell, units and directions.
    return_sequences
        Whether the state after every timestep is returned, or only the last output.
    """

    layer: LayerSpec
    return_sequences: bool = False

    @property
    def keras_call(self) -> str:
        """Python source of the layer."""
        sequence = ", return_sequences=True" if self.return_sequences else ""
        cell = CELLS[self.layer.cell]
        start = f"{cell.keras_class}(" if cell.in_keras else f'keras_layer("{cell.name}", '
        call = f"{start}{self.layer.units}{sequence})"
        return f"Bidirectional({call})" if self.layer.bidirectional else call


@dataclass(frozen=True, kw_only=True)
class StackProblem:
    """Where Keras refuses a stack, and its own words.

    Parameters
    ----------
    layer
        The recurrent layer that is refused, from 0.
    sentence
        Message of Keras's ValueError.
    """

    layer: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class StackSpec:
    """A stack as `keras.Sequential` takes it: input, recurrent layers, and perhaps a Dense layer.

    Unlike a `NetworkSpec` it may be any stack, one that Keras refuses included: `problem` says where and why.

    Parameters
    ----------
    num_words
        Ids that the Embedding knows; None where the input is plain features, without an Embedding.
    input_features
        Entries of one input vector of the first recurrent layer (the Embedding's output_dim).
    mask_zero
        Whether the Embedding masks id 0.
    layers
        The recurrent layers, first to last.
    readout_units
        Units of the Dense layer at the end; None without one.
    """

    num_words: int | None = 10_000
    input_features: int = 32
    mask_zero: bool = False
    layers: tuple[StackLayer, ...] = (StackLayer(layer=LayerSpec()),)
    readout_units: int | None = None

    def __post_init__(self) -> None:
        if self.num_words is not None:
            check_count("num_words", self.num_words, "num_words", least=5)
        elif self.mask_zero:
            raise ConfigurationError("mask_zero is a setting of the Embedding: plain features have none, leave it out.")
        check_count("input_features", self.input_features, "input_features")
        if not 1 <= len(self.layers) <= MOST["layers"]:
            raise ConfigurationError(
                "A network has 1 to {most} recurrent layers, not {count}.", most=MOST["layers"], count=len(self.layers)
            )
        if self.readout_units is not None:
            check_count("units", self.readout_units, "units")

    @property
    def layer_inputs(self) -> tuple[int, ...]:
        """Length of the input vectors of each recurrent layer."""
        return (self.input_features, *(one.layer.output_features for one in self.layers[:-1]))

    @property
    def readout_activation(self) -> str | None:
        """Activation of the Dense layer: sigmoid for one unit, softmax for several; None without a Dense layer."""
        if self.readout_units is None:
            return None
        return "sigmoid" if self.readout_units == 1 else "softmax"

    @property
    def input_shape(self) -> tuple[int | None, ...]:
        """Shape that enters: ids (None, None), or features (None, None, input_features)."""
        return (None, None) if self.num_words is not None else (None, None, self.input_features)

    @property
    def problem(self) -> StackProblem | None:
        """The first layer that Keras refuses, with the sentence of its error; None for a stack that can be built.

        A recurrent layer reads (batch, timesteps, features), so only the last may return its last output alone.
        """
        for number, one in enumerate(self.layers[:-1]):
            if not one.return_sequences:
                shape = (None, one.layer.output_features)
                name = self.layer_names[number + 1]
                return StackProblem(
                    layer=number + 1,
                    sentence=(
                        f"Input 0 with name 'None' of layer '{name}' is incompatible with the layer: "
                        f"expected ndim=3, found ndim=2. Full shape received: {shape}"
                    ),
                )
        return None

    @cached_property
    def layer_names(self) -> tuple[str, ...]:
        """What Keras calls each recurrent layer in a fresh process; a wrapped cell uses up a name of its own."""
        seen: Counter[str] = Counter()

        def numbered(name: str) -> str:
            seen[name] += 1
            return name if seen[name] == 1 else f"{name}_{seen[name] - 1}"

        names = []
        for one in self.layers:
            own = numbered(one.layer.cell)
            names.append(numbered("bidirectional") if one.layer.bidirectional else own)
        return tuple(names)

    @property
    def summary(self) -> tuple[LayerSummary, ...]:
        """Keras's `summary()` as rows; of a stack with a problem, the rows that Keras has built before it."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[LayerSummary]:
        if self.num_words is not None:
            table = WeightSpec(name="embeddings", shape=(self.num_words, self.input_features))
            yield LayerSummary(
                name="embedding",
                keras_class="Embedding",
                output_shape=(None, None, self.input_features),
                weights=(table,),
            )
        reached = self.layers[: self.problem.layer] if self.problem else self.layers
        timesteps: tuple[None, ...] = ()
        for one, name, inputs in zip(reached, self.layer_names, self.layer_inputs, strict=False):
            timesteps = (None,) if one.return_sequences else ()
            yield LayerSummary(
                name=name,
                keras_class="Bidirectional" if one.layer.bidirectional else one.layer.keras_class,
                output_shape=(None, *timesteps, one.layer.output_features),
                weights=one.layer.weights(inputs),
            )
        if self.readout_units is not None and self.problem is None:
            kernel = (self.layers[-1].layer.output_features, self.readout_units)
            yield LayerSummary(
                name="dense",
                keras_class="Dense",
                output_shape=(None, *timesteps, self.readout_units),
                weights=(
                    WeightSpec(name="kernel", shape=kernel),
                    WeightSpec(name="bias", shape=(self.readout_units,)),
                ),
            )

    @property
    def parameter_count(self) -> int:
        """Trainable weights of every layer of `summary`."""
        return sum(row.parameter_count for row in self.summary)

    def keras_source(self) -> str:
        """Python source that builds this stack in Keras."""
        cells = [CELLS[one.layer.cell] for one in self.layers]
        imports = {cell.keras_class for cell in cells if cell.in_keras}
        imports |= {"Bidirectional" for one in self.layers if one.layer.bidirectional}
        first = f"Input((None, {self.input_features}))"
        embedding = []
        if self.num_words is not None:
            imports.add("Embedding")
            first = 'Input((None,), dtype="int32")'
            mask = ", mask_zero=True" if self.mask_zero else ""
            embedding = [f"Embedding({self.num_words}, {self.input_features}{mask})"]
        readout = []
        if self.readout_units is not None:
            imports.add("Dense")
            readout = [f'Dense({self.readout_units}, activation="{self.readout_activation}")']
        calls = [first, *embedding, *(one.keras_call for one in self.layers), *readout]
        lines = [
            "from keras import Input, Sequential",
            *([f"from keras.layers import {', '.join(sorted(imports))}"] if imports else []),
            *(["from rnnviz.cells import keras_layer"] if not all(cell.in_keras for cell in cells) else []),
            "",
            "model = Sequential()",
            *(f"model.add({call})" for call in calls),
        ]
        return "\n".join(lines) + "\n"
