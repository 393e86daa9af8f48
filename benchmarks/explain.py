"""How long do explanations of one review of 230 words take, against TensorFlow on the same work?

Integrated gradients: 64 nodes, forwards and back, against one `tf.function` on the batch of them. Jacobians ∂s[T]/∂s[t]
of all steps: against a `tf.function` with `tape.jacobian`, and one with a row of the identity for each of a batch.
Both compute in float64 from the same vectors and the same states after the padding; the largest difference is printed.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from collections.abc import Callable
from typing import Any

import numpy as np
from _timing import MODELS, in_turn, review_of

import rnnviz
from rnnviz.cells import state_jacobians
from rnnviz.explanation import Reading, integrated_gradients, read_review

NODES = 64


def main() -> None:
    """Print medians and ratios for a SimpleRNN and an LSTM of 32 units."""
    text = review_of(230)
    for name in ("imdb-simple-rnn", "imdb-lstm"):
        reading = read_review(rnnviz.load(MODELS / name), text)
        print(f"{name}, {int(reading.words.sum())} words")
        layer = layer_of(name)
        integrated(reading, layer)
        jacobians(reading, layer)


def layer_of(name: str) -> Any:
    """Recurrent layer of the Keras model, in float64."""
    import keras

    trained = keras.saving.load_model(MODELS / name / "model.keras", compile=False).layers[1]
    config = {**trained.get_config(), "dtype": "float64"}
    layer = type(trained).from_config(config)
    layer.build((None, None, trained.cell.kernel.shape[0]))
    layer.set_weights(trained.get_weights())
    return layer


def start_of(reading: Reading, layer: Any, samples: int) -> list[Any]:
    """States that Keras starts from: those after the padding, or zeros."""
    import tensorflow as tf

    states = reading.initial[0] if reading.initial else [np.zeros(layer.units)] * len(layer.cell.get_initial_state(1))
    return [tf.constant(np.tile(state, (samples, 1))) for state in states]


def integrated(reading: Reading, layer: Any) -> None:
    """Print what 64 nodes of integrated gradients take."""
    import tensorflow as tf

    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    difference = tf.constant(np.where(reading.words[:, None], reading.vectors, 0.0))
    base, at = reading.vectors - difference, tf.constant((nodes + 1) / 2)[:, None, None]
    kernel, bias = tf.constant(reading.network.readout_kernel[:, None]), reading.network.readout_bias
    start = start_of(reading, layer, NODES)

    @tf.function
    def theirs() -> Any:
        points = base + at * difference
        with tf.GradientTape() as tape:
            tape.watch(points)
            logits = layer(points, initial_state=start) @ kernel + bias
        gradients = tape.gradient(logits, points)
        return tf.reduce_sum(tf.tensordot(tf.constant(weights / 2), gradients, 1) * difference, axis=1)

    def ours() -> Any:
        return integrated_gradients(reading, nodes=NODES)

    told = reading.spread(theirs().numpy())
    apart = np.abs(ours().values - told).max() / np.abs(told).max()
    pieces = integrated_gradients(reading)
    works = {"ours": ours, "theirs": lambda: theirs().numpy(), "pieces": lambda: integrated_gradients(reading)}
    times = in_turn(12, **works)
    print(
        f"    integrated gradients, {NODES} nodes: {times['ours']:.1f} ms, tf.function {times['theirs']:.1f} ms; ratio "
        f"{times['theirs'] / times['ours']:.1f} (at least 3, and below 60 ms, wanted); difference {apart:.0e}"
    )
    print(
        f"        in pieces, as the page does it: {times['pieces']:.1f} ms for {pieces.evaluations} readings, ratio "
        f"{times['theirs'] / times['pieces']:.1f}; {pieces.relative_residual or 0:.0e} of the difference is missing"
    )


def jacobians(reading: Reading, layer: Any) -> None:
    """Print what the Jacobians of the last state with respect to all earlier ones take."""
    import tensorflow as tf

    cell, unrolled = reading.network.layers[0].forward, reading.trajectories[0].forward
    vectors, units = tf.constant(reading.vectors), layer.units

    def last(nudges: Any, samples: int) -> Any:
        states = start_of(reading, layer, samples)
        for step in range(len(reading.ids)):
            inputs = tf.tile(vectors[step][None], (samples, 1))
            _, states = layer.cell(inputs, states)
            states = [
                state + nudge for state, nudge in zip(states, tf.split(nudges[step], len(states), -1), strict=True)
            ]
        return tf.concat(states, axis=-1)

    features = units * len(cell.state_names)

    @tf.function
    def by_jacobian() -> Any:
        nudges = tf.zeros((len(reading.ids), 1, features), tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(nudges)
            states = last(nudges, 1)[0]
        return tape.jacobian(states, nudges)

    @tf.function
    def by_batch() -> Any:
        nudges = tf.zeros((len(reading.ids), features, features), tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(nudges)
            traced = tf.linalg.trace(last(nudges, features))
        return tape.gradient(traced, nudges)

    def ours() -> Any:
        return state_jacobians(cell, unrolled)

    peers: dict[str, Callable[[], Any]] = {
        "jacobian": lambda: by_jacobian().numpy(),
        "batch": lambda: by_batch().numpy(),
    }
    found = ours()
    told = np.moveaxis(peers["jacobian"]()[:, :, 0], 0, 1)
    apart = max(np.abs(found - told).max(), np.abs(found - peers["batch"]()).max()) / np.abs(told).max()
    times = in_turn(8, ours=ours, **peers)
    ratios = {name: times[name] / times["ours"] for name in peers}
    print(
        f"    all Jacobians of the last state: {times['ours']:.1f} ms, tape.jacobian {times['jacobian']:.1f} ms, batch "
        f"of {features} {times['batch']:.1f} ms; ratios {ratios['jacobian']:.0f} and {ratios['batch']:.0f} (at least "
        f"100 wanted); difference {apart:.0e}"
    )


if __name__ == "__main__":
    main()
