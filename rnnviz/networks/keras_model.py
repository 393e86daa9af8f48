"""From a spec to a Keras model. The only part of this package that loads TensorFlow."""

from typing import TYPE_CHECKING, Any

from rnnviz.networks.spec import NetworkSpec

if TYPE_CHECKING:
    import keras

__all__ = ["build_keras_model"]


def build_keras_model(spec: NetworkSpec, *, seed: int | None = None) -> "keras.Sequential":
    """Untrained Keras model of `spec`.

    Parameters
    ----------
    spec
        The network.
    seed
        Seed of the initial weights; None leaves Keras's random state alone.
    """
    import keras
    from keras import layers

    if seed is not None:
        keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((None,), dtype="int32")])
    model.add(layers.Embedding(spec.num_words, spec.input_features, mask_zero=spec.mask_zero))
    for number, layer in enumerate(spec.layers, start=1):
        cell: Any = getattr(layers, layer.keras_class)(layer.units, return_sequences=number < len(spec.layers))
        model.add(layers.Bidirectional(cell) if layer.bidirectional else cell)
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
