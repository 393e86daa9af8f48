"""What reading takes: how long, and how much memory, guessed before anything is read.

Times are those of one thread that reads one review in float64, where the weights fit into no cache: 4,000 million
multiplications a second (measured; smaller networks are up to three times as fast, a busy machine is slower).
"""

from dataclasses import dataclass

from rnnviz.cells import CELLS
from rnnviz.networks.layer import LayerSpec
from rnnviz.networks.spec import NetworkSpec

__all__ = ["MOST_READING_BYTES", "MOST_READING_SECONDS", "Work", "batch_multiplications", "reading_work"]

MOST_READING_SECONDS = 2.0
"""How long reading one review may take."""

MOST_READING_BYTES = 100_000_000
"""How much of it may be kept."""

_A_SECOND = 4e9  # multiplications
_VALUE, _STEP = 150, 12_000  # a tanh or sigmoid, and whatever else a block costs in a step, in multiplications
_FLOAT64 = 8


@dataclass(frozen=True, kw_only=True)
class Work:
    """What reading so many timesteps of one review takes.

    Parameters
    ----------
    seconds, size
        Time, and bytes of the states and gates that are kept.
    timesteps
        Timesteps that are computed.
    """

    seconds: float
    size: float
    timesteps: int

    @property
    def share(self) -> float:
        """Of what one review may take; above 1 it is too much."""
        return max(self.seconds / MOST_READING_SECONDS, self.size / MOST_READING_BYTES)

    @property
    def fitting(self) -> int:
        """How many timesteps would not be too much."""
        return int(self.timesteps / self.share)


def reading_work(spec: NetworkSpec, timesteps: int, readings: int = 1) -> Work:
    """What a network takes to compute so many timesteps, as often as the review is read."""
    pairs = list(zip(spec.layers, spec.layer_inputs, strict=True))
    each = sum(
        _directions(layer) * (_step_multiplications(layer, inputs) + layer.blocks * _STEP) for layer, inputs in pairs
    )
    kept = sum(_directions(layer) * len(CELLS[layer.cell].intermediates) * layer.units for layer in spec.layers)
    return Work(
        seconds=readings * timesteps * each / _A_SECOND,
        size=readings * timesteps * kept * _FLOAT64,
        timesteps=timesteps,
    )


def batch_multiplications(spec: NetworkSpec) -> int:
    """Multiplications of one timestep of one review among many that are read at once."""
    pairs = zip(spec.layers, spec.layer_inputs, strict=True)
    return sum(_directions(layer) * _step_multiplications(layer, inputs) for layer, inputs in pairs)


def _directions(layer: LayerSpec) -> int:
    return 2 if layer.bidirectional else 1


def _step_multiplications(layer: LayerSpec, inputs: int) -> int:
    """Blocks · units · (inputs + units), and what the activations of the blocks cost."""
    return layer.blocks * layer.units * (inputs + layer.units + _VALUE)
