"""From a plan to a Keras model. The only part of this package that loads TensorFlow."""

from typing import TYPE_CHECKING

from rnnviz.networks.spec import NetworkSpec
from rnnviz.networks.stack import StackSpec
from rnnviz.networks.stateless import FILTERS, KERNEL_SIZE, POOL_SIZE, StatelessSpec

if TYPE_CHECKING:
    import keras

__all__ = ["build_keras_model", "build_stateless_model"]


def build_keras_model(spec: NetworkSpec | StackSpec, *, seed: int | None = None) -> "keras.Sequential":
    """Untrained Keras model of `spec`.

    Parameters
    ----------
    spec
        The network, or any stack.
    seed
        Seed of the initial weights; None leaves Keras's random state alone.

    Raises
    ------
    ValueError
        Keras refuses the stack: see `StackSpec.problem`.
    """
    import keras
    from keras import layers

    stack = spec.stack if isinstance(spec, NetworkSpec) else spec
    if seed is not None:
        keras.utils.set_random_seed(seed)
    if stack.num_words is None:
        model = keras.Sequential([keras.Input((None, stack.input_features))])
    else:
        model = keras.Sequential([keras.Input((None,), dtype="int32")])
        model.add(layers.Embedding(stack.num_words, stack.input_features, mask_zero=stack.mask_zero))
    for one in stack.layers:
        model.add(one.keras_layer())
    if stack.readout_units is not None:
        model.add(layers.Dense(stack.readout_units, activation=stack.readout_activation))
    return model


def build_stateless_model(spec: StatelessSpec, *, seed: int | None = None) -> "keras.Sequential":
    """Untrained Keras model of a network without a state.

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
    averaged = spec.kind == "averaged"
    model = keras.Sequential([keras.Input((spec.maxlen,), dtype="int32")])
    model.add(layers.Embedding(spec.num_words, spec.input_features, mask_zero=averaged))
    match spec.kind:
        case "averaged":
            model.add(layers.GlobalAveragePooling1D())
        case "flattened":
            model.add(layers.Flatten())
        case "convolution":
            model.add(layers.Conv1D(FILTERS, KERNEL_SIZE, activation="relu"))
            model.add(layers.MaxPooling1D(POOL_SIZE))
            model.add(layers.Conv1D(FILTERS, KERNEL_SIZE, activation="relu"))
            model.add(layers.GlobalMaxPooling1D())
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
