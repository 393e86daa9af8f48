"""What a network is made of: shapes, parameter counts and Keras source, without building it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rnnviz.errors import ConfigurationError
from rnnviz.networks.layer import LayerSpec, LayerSummary
from rnnviz.networks.recurrent import StackLayer
from rnnviz.networks.stack import StackSpec

__all__ = ["NetworkSpec"]


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
        self.stack  # noqa: B018  (checks the sizes)

    @property
    def stack(self) -> StackSpec:
        """The same network as a stack of Keras layers, which knows the shapes and the source."""
        last = len(self.layers) - 1
        return StackSpec(
            num_words=self.num_words,
            input_features=self.input_features,
            mask_zero=self.mask_zero,
            layers=tuple(
                StackLayer(layer=layer, return_sequences=number < last) for number, layer in enumerate(self.layers)
            ),
            readout_units=1,
        )

    @classmethod
    def of_stack(cls, stack: StackSpec) -> "NetworkSpec | None":
        """The network that a stack is; None where it is none, because it reads no words or gives no verdict."""
        if stack.num_words is None or len(stack.recurrent) < len(stack.layers):
            return None
        spec = cls(
            num_words=stack.num_words,
            input_features=stack.input_features,
            layers=tuple(one.layer for one in stack.recurrent),
            mask_zero=stack.mask_zero,
        )
        return spec if spec.stack == stack else None

    @property
    def layer_inputs(self) -> tuple[int, ...]:
        """Length of the input vectors of each recurrent layer."""
        return self.stack.layer_inputs

    @property
    def summary(self) -> tuple[LayerSummary, ...]:
        """Keras's `summary()` as rows."""
        return self.stack.summary

    @property
    def parameter_count(self) -> int:
        """Trainable weights of the whole network, readout included."""
        return self.stack.parameter_count

    @property
    def title(self) -> str:
        """Short name for a screen, such as "4 × SimpleRNN(32)"."""
        names = [layer.title for layer in self.layers]
        return f"{len(names)} × {names[0]}" if len(names) > 1 and len(set(names)) == 1 else " → ".join(names)

    def keras_source(self) -> str:
        """Python source that builds this network in Keras."""
        return self.stack.keras_source()

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
            raise ConfigurationError("This is not the record of a network: {error}.", error=error) from None
