"""Any stack of Keras layers, today of recurrent ones, also one that Keras refuses: shapes, weights, source."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rnnviz.errors import ConfigurationError
from rnnviz.networks.layer import MOST, LayerSpec, LayerSummary, WeightSpec, check_count, check_switch
from rnnviz.networks.protocol import LayerPlan, Shape
from rnnviz.networks.recurrent import StackLayer

__all__ = ["StackProblem", "StackSpec"]


@dataclass(frozen=True, kw_only=True)
class StackProblem:
    """Where Keras refuses a stack, and its own words.

    Parameters
    ----------
    layer
        The layer that is refused, from 0.
    sentence
        Message of Keras's ValueError.
    """

    layer: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class StackSpec:
    """A stack as `keras.Sequential` takes it: input, layers, and perhaps a Dense layer at the end.

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
        The layers, first to last.
    readout_units
        Units of the Dense layer at the end; None without one.
    """

    num_words: int | None = 10_000
    input_features: int = 32
    mask_zero: bool = False
    layers: tuple[LayerPlan, ...] = (StackLayer(layer=LayerSpec()),)
    readout_units: int | None = None

    def __post_init__(self) -> None:
        check_switch("mask_zero", self.mask_zero)
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
    def recurrent(self) -> tuple[StackLayer, ...]:
        """The recurrent layers among the layers."""
        return tuple(one for one in self.layers if isinstance(one, StackLayer))

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """Shape that enters the first layer, and the shapes that leave each of them, as if Keras refused none."""
        shapes: list[Shape] = [(None, None, self.input_features)]
        for one in self.layers:
            shapes.append(one.output_shape(shapes[-1]))
        return tuple(shapes)

    @property
    def layer_inputs(self) -> tuple[int, ...]:
        """Length of the input vectors of each layer."""
        return tuple(shape[-1] or 0 for shape in self.shapes[:-1])

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

        A layer refuses a batch of other axes than it reads: behind a recurrent layer that returns its last output
        alone stands no other one.
        """
        for number, (one, shape, name) in enumerate(zip(self.layers, self.shapes, self.layer_names, strict=False)):
            if len(shape) != one.input_axes:
                return StackProblem(
                    layer=number,
                    sentence=(
                        f"Input 0 with name 'None' of layer '{name}' is incompatible with the layer: "
                        f"expected ndim={one.input_axes}, found ndim={len(shape)}. Full shape received: {shape}"
                    ),
                )
        return None

    @cached_property
    def layer_names(self) -> tuple[str, ...]:
        """What Keras calls each layer in a fresh process, the Dense layer at the end included."""
        seen: Counter[str] = Counter()

        def numbered(name: str) -> str:
            seen[name] += 1
            return name if seen[name] == 1 else f"{name}_{seen[name] - 1}"

        used = [*(one.keras_names for one in self.layers), *([("dense",)] if self.readout_units is not None else [])]
        return tuple([numbered(name) for name in names][-1] for names in used)

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
        named = zip(reached, self.layer_names, self.layer_inputs, self.shapes[1:], strict=False)
        for one, name, inputs, shape in named:
            yield LayerSummary(name=name, keras_class=one.keras_class, output_shape=shape, weights=one.weights(inputs))
        if self.readout_units is not None and self.problem is None:
            *before, inputs_of_readout = self.shapes[-1]
            kernel = (inputs_of_readout or 0, self.readout_units)
            yield LayerSummary(
                name=self.layer_names[-1],
                keras_class="Dense",
                output_shape=(*before, self.readout_units),
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
        imports = set().union(*(one.keras_imports for one in self.layers))
        first = f"Input((None, {self.input_features}))"
        embedding = []
        if self.num_words is not None:
            imports.add(("keras.layers", "Embedding"))
            first = 'Input((None,), dtype="int32")'
            mask = ", mask_zero=True" if self.mask_zero else ""
            embedding = [f"Embedding({self.num_words}, {self.input_features}{mask})"]
        readout = []
        if self.readout_units is not None:
            imports.add(("keras.layers", "Dense"))
            readout = [f'Dense({self.readout_units}, activation="{self.readout_activation}")']
        calls = [first, *embedding, *(one.keras_call for one in self.layers), *readout]
        lines = [
            "from keras import Input, Sequential",
            *_import_lines(imports),
            "",
            "model = Sequential()",
            *(f"model.add({call})" for call in calls),
        ]
        return "\n".join(lines) + "\n"


def _import_lines(imports: set[tuple[str, str]]) -> list[str]:
    """One line a module, its names sorted."""
    modules = sorted({module for module, _ in imports})
    return [
        f"from {module} import {', '.join(sorted(name for of, name in imports if of == module))}" for module in modules
    ]
