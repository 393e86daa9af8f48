"""TensorFlow's word on a batch: loss and gradients, in float32 as Keras trains, and in float64 as the truth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from rnnviz.engine.dropping import Masks
from rnnviz.networks import NetworkSpec, build_keras_model
from rnnviz.shapes import Floats, Ids

Told = tuple[float, list[Floats]]


@contextmanager
def _computing_in(dtype: str) -> Iterator[None]:
    import keras

    before = keras.config.dtype_policy(), keras.config.floatx()
    keras.config.set_dtype_policy(dtype)
    keras.config.set_floatx(dtype)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before[0])
        keras.config.set_floatx(before[1])


def tape_gradients(
    spec: NetworkSpec,
    weights: Sequence[Floats],
    rows: Ids,
    labels: Any,
    *,
    masks: Masks | None = None,
    dtype: str = "float32",
) -> Told:
    """Mean cross-entropy of a batch, and its gradient for each of `get_weights()`; Keras drops by these masks."""
    import keras
    import tensorflow as tf

    with _computing_in(dtype):
        model = build_keras_model(spec, seed=0)
        model.set_weights(weights)
        if masks is not None:
            _give_masks(model, masks, dtype)

        def told(inputs: Any, targets: Any) -> Any:
            with tf.GradientTape() as tape:
                losses = keras.losses.binary_crossentropy(targets[:, None], model(inputs, training=True))
                loss = tf.reduce_mean(losses)
            return loss, tape.gradient(loss, model.trainable_variables)

        loss, gradients = told(tf.constant(rows), tf.constant(labels, dtype))
        return float(loss), [tf.convert_to_tensor(one).numpy() for one in gradients]


def _give_masks(model: Any, masks: Masks, dtype: str) -> None:
    """Put masks in the place of those that Keras's cells draw."""
    for layer, of_layer in zip(model.layers[1:-1], masks, strict=True):
        ways = (layer.forward_layer, layer.backward_layer) if hasattr(layer, "backward_layer") else (layer,)
        for way, one in zip(ways, of_layer, strict=True):
            cell = way.cell
            every = getattr(cell, "dropout_mask_count", None) is not None
            cell.get_dropout_mask = _always(one.inputs, dtype, every=every)
            cell.get_recurrent_dropout_mask = _always(one.states, dtype, every=every)


def _always(masks: Floats | None, dtype: str, *, every: bool) -> Any:
    import tensorflow as tf

    given = None if masks is None else [tf.constant(mask, dtype) for mask in masks]
    return lambda _: given if given is None or every else given[0]


def off(ours: Floats, theirs: Floats) -> float:
    """Norm of the difference, as a share of the norm."""
    norm = float(np.linalg.norm(theirs.astype(np.float64)))
    return float(np.linalg.norm(ours.astype(np.float64) - theirs)) / (norm or 1.0)
