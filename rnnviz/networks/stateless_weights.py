"""From weights to a network without a state."""

from collections.abc import Sequence

import numpy as np

from rnnviz.networks.averaged import AveragedNetwork
from rnnviz.networks.convolution import ConvolutionNetwork
from rnnviz.networks.flattened import FlattenedNetwork
from rnnviz.networks.stateless import StatelessNetwork, StatelessSpec, check_weights
from rnnviz.shapes import Floats

__all__ = ["stateless_network"]


def stateless_network(spec: StatelessSpec, weights: Sequence[Floats]) -> StatelessNetwork:
    """Network of `spec` with these weights, in the order of Keras's `get_weights()`; it computes in float64.

    Raises
    ------
    ConfigurationError
        They are not those of such a network.
    """
    check_weights(spec, weights)
    embedding, *others, kernel, bias = (np.asarray(one, dtype=np.float64) for one in weights)
    readout = float(bias[0])
    match spec.kind:
        case "averaged":
            return AveragedNetwork(spec=spec, embedding=embedding, kernel=kernel[:, 0], bias=readout)
        case "flattened":
            places = kernel.reshape(spec.maxlen, spec.input_features)
            return FlattenedNetwork(spec=spec, embedding=embedding, kernel=places, bias=readout)
        case "convolution":
            names = ("first_kernel", "first_bias", "second_kernel", "second_bias")
            return ConvolutionNetwork(
                spec=spec,
                embedding=embedding,
                kernel=kernel[:, 0],
                bias=readout,
                **dict(zip(names, others, strict=True)),
            )
