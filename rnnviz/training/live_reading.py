"""Reading many reviews by the engine: thousands in a second, in float32, where nothing is asked but the verdicts."""

import numpy as np

from rnnviz.engine import obstacle
from rnnviz.networks import NetworkSpec, read_keras_file
from rnnviz.runs import Run
from rnnviz.shapes import Floats, Ids
from rnnviz.training.batches import row_lengths

__all__ = ["can_read_live", "live_logits"]

_AT_ONCE = 256  # reviews, of similar length


def can_read_live(network: NetworkSpec) -> bool:
    """Whether the engine can read with a network."""
    return obstacle(network, "rmsprop", loading=True) is None


def live_logits(run: Run, rows: Ids) -> Floats:
    """Logits of the verdicts of a run's trained model on rows, (samples, maxlen) -> (samples,).

    Raises
    ------
    ModelNotFoundError, IncompatibleModelError
        It has none, or its file is damaged.
    """
    from rnnviz.engine.network import LiveNetwork
    from rnnviz.engine.preparing import prepare

    spec, weights = read_keras_file(run.model_file)
    prepare(sorted({layer.cell for layer in spec.layers}), [])
    network = LiveNetwork(spec, run.record.padding)
    network.set_weights([array for layer in weights for array in layer])
    aligned, lengths = network.aligned(rows), row_lengths(rows)
    logits, order = np.empty(len(rows)), np.argsort(lengths, kind="stable")
    for start in range(0, len(order), _AT_ONCE):
        index = order[start : start + _AT_ONCE]
        batch = network.arranged(aligned, lengths, index, learning=False)
        logits[index] = network.read(batch, np.zeros(len(index), dtype=np.int8))[0]
    return logits
