"""Networks that keep no state: what they are made of, and what each place of a row adds to their logit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats, Ids

__all__ = [
    "STATELESS_KINDS",
    "Contributions",
    "StatelessKind",
    "StatelessNetwork",
    "StatelessSpec",
    "Window",
]

StatelessKind = Literal["averaged", "flattened", "convolution"]
"""Networks that read a whole row at once."""

STATELESS_KINDS: tuple[StatelessKind, ...] = get_args(StatelessKind)

FILTERS, KERNEL_SIZE, POOL_SIZE = 32, 7, 5
"""Of both convolutions and of the pooling between them, as in the chapter's next section."""


@dataclass(frozen=True, kw_only=True)
class StatelessSpec:
    """A network without a state: Embedding, what makes one vector of a whole row, a readout of one sigmoid unit.

    Parameters
    ----------
    kind
        "averaged": the mean of the word vectors of the places that are no padding (Keras: GlobalAveragePooling1D behind
        an Embedding that masks). The mean over all places would be the same vector times length / maxlen, and so mix
        a review's length into its verdict.
        "flattened": all word vectors of the row behind each other, padding too; each place has weights of its own.
        "convolution": Conv1D(32, 7, relu), MaxPooling1D(5), Conv1D(32, 7, relu), GlobalMaxPooling1D, as in the
        chapter's next section; padding is read like words.
    num_words, input_features
        Of the Embedding.
    maxlen
        Length of a row.

    References
    ----------
    Chollet (2017), Deep Learning with Python, sections 6.1 and 6.4.
    """

    kind: StatelessKind
    num_words: int = 10_000
    input_features: int = 32
    maxlen: int = 500

    def __post_init__(self) -> None:
        if self.kind not in STATELESS_KINDS:
            raise ConfigurationError(
                "A network without a state is one of {known}, not {kind!r}.",
                known=", ".join(STATELESS_KINDS),
                kind=self.kind,
            )
        sizes = (self.num_words, self.input_features, self.maxlen)
        if not all(type(size) is int and size >= 1 for size in sizes):
            raise ConfigurationError("Sizes of a network are whole numbers from 1 on, not {sizes}.", sizes=sizes)
        if self.maxlen < least_maxlen(self.kind):
            raise ConfigurationError(
                "Two convolutions over {window} places each, with pooling between them, need rows of {least} places at "
                "least; these have {maxlen}.",
                window=KERNEL_SIZE,
                least=least_maxlen(self.kind),
                maxlen=self.maxlen,
            )

    @property
    def weight_shapes(self) -> tuple[Mapping[str, tuple[int, ...]], ...]:
        """Shapes of the weights by layer, Embedding first, in the order of Keras's `get_weights()`."""
        vectors = {"embeddings": (self.num_words, self.input_features)}
        match self.kind:
            case "averaged":
                return (vectors, _dense(self.input_features))
            case "flattened":
                return (vectors, _dense(self.maxlen * self.input_features))
            case "convolution":
                return (vectors, _convolution(self.input_features), _convolution(FILTERS), _dense(FILTERS))

    @property
    def parameter_count(self) -> int:
        """Trainable weights, readout included."""
        return int(sum(np.prod(shape) for layer in self.weight_shapes for shape in layer.values()))

    def keras_source(self) -> str:
        """Python source that builds this network in Keras."""
        masked = ", mask_zero=True" if self.kind == "averaged" else ""
        convolution = f'layers.Conv1D({FILTERS}, {KERNEL_SIZE}, activation="relu")'
        between = {
            "averaged": ["layers.GlobalAveragePooling1D()"],
            "flattened": ["layers.Flatten()"],
            "convolution": [
                convolution,
                f"layers.MaxPooling1D({POOL_SIZE})",
                convolution,
                "layers.GlobalMaxPooling1D()",
            ],
        }[self.kind]
        lines = [
            f'keras.Input(({self.maxlen},), dtype="int32")',
            f"layers.Embedding({self.num_words}, {self.input_features}{masked})",
            *between,
            'layers.Dense(1, activation="sigmoid")',
        ]
        whole = "".join(f"        {line},\n" for line in lines)
        return f"import keras\nfrom keras import layers\n\nmodel = keras.Sequential(\n    [\n{whole}    ]\n)\n"


def least_maxlen(kind: StatelessKind) -> int:
    """Shortest row that a kind of network can read."""
    return POOL_SIZE * KERNEL_SIZE + KERNEL_SIZE - 1 if kind == "convolution" else 1


def _dense(inputs: int) -> dict[str, tuple[int, ...]]:
    return {"kernel": (inputs, 1), "bias": (1,)}


def _convolution(inputs: int) -> dict[str, tuple[int, ...]]:
    return {"kernel": (KERNEL_SIZE, inputs, FILTERS), "bias": (FILTERS,)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Window:
    """A stretch of places that a global max pooling chose for some of its filters.

    Parameters
    ----------
    first, last
        Its places, both included.
    share
        What it adds to the logit: over its filters, readout weight times the maximum.
    filters
        Which filters chose it.
    """

    first: int
    last: int
    share: float
    filters: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Contributions:
    """Exact parts of the logit on one row: logit = rest + Σ values.

    Parameters
    ----------
    values
        What each place of the row adds, (timesteps,).
    rest
        What the biases add, which belongs to no place.
    windows
        Of a convolution, the stretches that its last pooling chose, in order of place; they add up, too:
        logit = readout bias + Σ share.
    readout_bias
        What the readout adds whatever it reads.
    """

    values: Floats
    rest: float
    readout_bias: float
    windows: tuple[Window, ...] = field(default=())

    @property
    def logit(self) -> float:
        """Logit of the verdict."""
        return self.rest + float(self.values.sum())


class StatelessNetwork(Protocol):
    """What a network without a state can be asked."""

    @property
    def spec(self) -> StatelessSpec:
        """What it is made of."""

    def logits(self, rows: Ids) -> Floats:
        """Logit of the verdict on each row, (samples, maxlen) -> (samples,)."""

    def contributions(self, row: Ids) -> Contributions:
        """Exact parts of the logit on one row, (maxlen,)."""


def check_weights(spec: StatelessSpec, weights: Sequence[Floats]) -> None:
    """Refuse weights that are not those of `spec`.

    Raises
    ------
    ConfigurationError
        Their number or a shape is another.
    """
    wanted = [shape for layer in spec.weight_shapes for shape in layer.values()]
    found = [one.shape for one in weights]
    if found != wanted:
        raise ConfigurationError(
            "The weights of this network have the shapes {wanted}; these have {found}.", wanted=wanted, found=found
        )
