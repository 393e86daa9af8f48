"""TensorFlow's word on truncated gradients: each step written out, what was before the last ones held constant."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnviz.networks import NetworkSpec
from rnnviz.shapes import Floats, Ids


def truncated_gradients(
    spec: NetworkSpec, weights: Sequence[Floats], rows: Ids, labels: Any, steps: int
) -> tuple[float, list[Floats]]:
    """Mean cross-entropy of a batch in float64, and its gradients over the last `steps` steps that each cell reads."""
    import tensorflow as tf

    variables = [tf.Variable(np.asarray(one, np.float64)) for one in weights]
    losses = []
    with tf.GradientTape() as tape:
        for row, label in zip(rows, labels, strict=True):
            words = np.flatnonzero(row) if spec.mask_zero else np.arange(len(row))
            left = iter(variables[1:])
            sequence = list(tf.unstack(tf.gather(variables[0], row[words])))
            for layer in spec.layers:
                ways = []
                for way in range(2 if layer.bidirectional else 1):
                    read = sequence[::-1] if way else sequence
                    ways.append(_read(layer.cell, layer.units, read, [next(left) for _ in range(3)], steps))
                ends = tf.concat([states[-1] for states in ways], 0)
                ordered = [states[::-1] if way else states for way, states in enumerate(ways)]
                sequence = [tf.concat(both, 0) for both in zip(*ordered, strict=True)]
            kernel, bias = left
            logit = tf.linalg.matvec(tf.transpose(kernel), ends)[0] + bias[0]
            losses.append(tf.nn.sigmoid_cross_entropy_with_logits(tf.constant(float(label), tf.float64), logit))
        loss = tf.reduce_mean(tf.stack(losses))
    gradients = tape.gradient(loss, variables, unconnected_gradients="zero")
    return float(loss), [tf.convert_to_tensor(one).numpy() for one in gradients]


def _read(cell: str, units: int, inputs: Sequence[Any], weights: Sequence[Any], steps: int) -> list[Any]:
    """State h after each step; what was there before the last `steps` of them is a constant."""
    import tensorflow as tf

    zeros = tf.zeros(units, tf.float64)
    h, c, states = zeros, zeros, []
    for number, x in enumerate(inputs):
        h, c = _STEPS[cell](x, h, c, *weights)
        if len(inputs) - number > steps:
            h, c = tf.stop_gradient(h), tf.stop_gradient(c)
        states.append(h)
    return states


def _times(vector: Any, matrix: Any) -> Any:
    import tensorflow as tf

    return tf.linalg.matvec(tf.transpose(matrix), vector)


def _simple_rnn(x: Any, h: Any, c: Any, kernel: Any, recurrent: Any, bias: Any) -> tuple[Any, Any]:
    import tensorflow as tf

    return tf.tanh(_times(x, kernel) + _times(h, recurrent) + bias), c


def _lstm(x: Any, h: Any, c: Any, kernel: Any, recurrent: Any, bias: Any) -> tuple[Any, Any]:
    import tensorflow as tf

    i, f, g, o = tf.split(_times(x, kernel) + _times(h, recurrent) + bias, 4)
    c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
    return tf.sigmoid(o) * tf.tanh(c), c


def _gru(x: Any, h: Any, c: Any, kernel: Any, recurrent: Any, bias: Any) -> tuple[Any, Any]:
    import tensorflow as tf

    given, read = _times(x, kernel) + bias[0], _times(h, recurrent) + bias[1]
    (gz, gr, ga), (rz, rr, ra) = tf.split(given, 3), tf.split(read, 3)
    z, r = tf.sigmoid(gz + rz), tf.sigmoid(gr + rr)
    return z * h + (1 - z) * tf.tanh(ga + r * ra), c


_STEPS = {"simple_rnn": _simple_rnn, "lstm": _lstm, "gru": _gru}
