"""Reading many reviews by the engine, in float32: thousands in a second."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np

from rnnviz.engine import obstacle
from rnnviz.networks import NetworkSpec, read_keras_file
from rnnviz.runs import Run
from rnnviz.shapes import Floats, Ids
from rnnviz.text import Padding
from rnnviz.training.batches import Index, row_lengths

if TYPE_CHECKING:
    from rnnviz.engine.blocks import Batch, Block

__all__ = ["LiveReader", "can_read_live", "live_logits"]

_AT_ONCE = 512  # reviews, of similar length


def can_read_live(network: NetworkSpec) -> bool:
    """Whether the engine can read with a network."""
    return obstacle(network, "rmsprop", loading=True) is None


class LiveReader:
    """A trained network that the engine reads with; `can_read_live` says whether it can.

    Parameters
    ----------
    spec
        The network.
    weights
        Keras's, a list a layer.
    padding
        How rows are padded.
    """

    def __init__(self, spec: NetworkSpec, weights: Sequence[Sequence[Floats]], padding: Padding) -> None:
        from rnnviz.engine.network import LiveNetwork

        self._network = LiveNetwork(spec, padding)
        self._network.set_weights([array for layer in weights for array in layer])

    @classmethod
    def of(cls, run: Run) -> Self:
        """A run's trained model.

        Raises
        ------
        ModelNotFoundError, IncompatibleModelError
            It has none, or its file is damaged.
        """
        return cls(*read_keras_file(run.model_file), run.record.padding)

    def logits(self, rows: Ids) -> Floats:
        """Logits of the verdicts on rows, (samples, maxlen) -> (samples,)."""
        logits = np.empty(len(rows))
        for index, batch in self._batches(rows):
            logits[index] = self._network.read(batch, np.zeros(len(index), dtype=np.int8))[0]
        return logits

    def trajectories(self, rows: Ids, *, rounded: bool) -> Iterator[tuple[Index, "Block", list[Floats], Floats]]:
        """The rows that are read together, and what `LiveNetwork.trajectories` says of their block."""
        for index, batch in self._batches(rows):
            for block, states, logits in self._network.trajectories(batch, rounded=rounded):
                yield index[block.reviews], block, states, logits

    def _batches(self, rows: Ids) -> Iterator[tuple[Index, "Batch"]]:
        """Rows of similar length, by their places."""
        aligned, lengths = self._network.aligned(rows), row_lengths(rows)
        order = np.argsort(lengths, kind="stable")
        for start in range(0, len(order), _AT_ONCE):
            index = order[start : start + _AT_ONCE]
            yield index, self._network.arranged(aligned, lengths, index, learning=False)


def live_logits(run: Run, rows: Ids) -> Floats:
    """Logits of the verdicts of a run's trained model on rows, (samples, maxlen) -> (samples,).

    Raises
    ------
    ModelNotFoundError, IncompatibleModelError
        It has none, or its file is damaged.
    """
    return LiveReader.of(run).logits(rows)
