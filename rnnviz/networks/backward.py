"""The way back through a whole network: what its verdict depends on, down to the word vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import StateGradients, unroll_projected_vjp
from rnnviz.networks.network import LayerTrajectory, Network
from rnnviz.networks.recurrent import RecurrentLayer
from rnnviz.shapes import Floats

__all__ = ["LayerStateGradients", "LogitGradients", "logit_gradients"]


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerStateGradients:
    """Gradients with respect to all that one layer went through.

    Attributes
    ----------
    forward, backward
        Those of the two cells; `backward` is None in a layer that only reads forward.
    """

    forward: StateGradients
    backward: StateGradients | None = None

    @property
    def hidden_states(self) -> Floats:
        """∂logit/∂h after every timestep, (..., timesteps, output_features), forward units first."""
        cells = [self.forward] if self.backward is None else [self.forward, self.backward]
        return np.concatenate([cell.states["hidden_states"] for cell in cells], axis=-1)


@dataclass(frozen=True, kw_only=True, eq=False)
class LogitGradients:
    """Gradients of the logit of the verdict.

    Attributes
    ----------
    vectors
        With respect to the word vectors, (..., timesteps, input_features); 0 at masked timesteps.
    layers
        With respect to what every layer went through, first to last.
    """

    vectors: Floats
    layers: tuple[LayerStateGradients, ...]


def logit_gradients(network: Network, trajectories: Sequence[LayerTrajectory]) -> LogitGradients:
    """Gradients of the verdict's logit while `network` read, for each sample alone.

    Parameters
    ----------
    network
        The network.
    trajectories
        What `network.read` or `network.read_vectors` returned.

    References
    ----------
    Werbos (1990), Backpropagation through time: what it does and how to do it.
    """
    cotangent = _of_last_states(network, trajectories[-1])
    layers: list[LayerStateGradients] = []
    for layer, trajectory in zip(reversed(network.layers), reversed(trajectories), strict=True):
        layers.append(_back(layer, trajectory, cotangent))
        cotangent = _of_inputs(layer, layers[-1])
    return LogitGradients(vectors=cotangent, layers=tuple(reversed(layers)))


def _of_last_states(network: Network, last: LayerTrajectory) -> Floats:
    """The readout at the last state that each cell went through, zeros elsewhere."""
    states, units = last.hidden_states, network.layers[-1].forward.units
    cotangent = np.zeros_like(states)
    cotangent[..., -1, :units] = network.readout_kernel[:units]
    cotangent[..., 0, units:] = network.readout_kernel[units:]
    return cotangent


def _back(layer: RecurrentLayer, trajectory: LayerTrajectory, cotangent: Floats) -> LayerStateGradients:
    forward, backward = np.split(cotangent, [layer.forward.units], axis=-1)
    return LayerStateGradients(
        forward=unroll_projected_vjp(layer.forward, trajectory.forward, forward),
        backward=None
        if layer.backward is None or trajectory.backward is None
        else unroll_projected_vjp(layer.backward, trajectory.backward, backward),
    )


def _of_inputs(layer: RecurrentLayer, gradients: LayerStateGradients) -> Floats:
    """What arrives at the inputs, from both cells; a masked timestep reads nothing."""
    vectors: Floats = gradients.forward.projected @ layer.forward.kernel.T
    if layer.backward is not None and gradients.backward is not None:
        vectors = vectors + gradients.backward.projected @ layer.backward.kernel.T
    return vectors
