"""A stack with the weights that Keras would begin with, and what goes through it: nothing here is trained."""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.networks.initial import glorot
from rnnviz.networks.network import sigmoid
from rnnviz.networks.protocol import Layer
from rnnviz.networks.recurrent import RecurrentLayer
from rnnviz.networks.spec import NetworkSpec
from rnnviz.networks.stack import StackSpec
from rnnviz.shapes import Floats, Ids

__all__ = ["MOST_RUN_WEIGHTS", "LayerRun", "StackRun", "UntrainedStack", "first_weights"]

MOST_RUN_WEIGHTS = 1_000_000
"""Recurrent and readout weights of a stack that is still given numbers; drawing them takes about a second."""

_EMBEDDING, _INPUTS, _READOUT, _LAYERS = range(4)
"""Streams of one seed: a change in one layer leaves the others' weights alone."""


def first_weights(spec: NetworkSpec, seed: int, *, recurrent_gain: float = 1.0) -> list[Floats]:
    """Weights of a whole network to begin a training with, in the order of Keras's `get_weights()`.

    They are drawn as Keras draws them, from NumPy's generator; see `UntrainedStack`. Recurrent kernels are multiplied
    by `recurrent_gain`.
    """
    stack, width = spec.stack, spec.layers[-1].output_features
    table = _generator(seed, _EMBEDDING).uniform(-0.05, 0.05, (spec.num_words, spec.input_features))
    weights: list[Floats] = [table.astype(np.float32)]
    for number, (plan, inputs) in enumerate(zip(stack.layers, stack.layer_inputs, strict=True)):
        drawn = plan.first_weights(inputs, partial(_generator, seed, _LAYERS, number))
        for weight, array in zip(plan.weights(inputs), drawn, strict=True):
            weights.append(array * np.float32(recurrent_gain) if weight.name == "recurrent_kernel" else array)
    return [*weights, glorot(_generator(seed, _READOUT), width, 1), np.zeros(1, dtype=np.float32)]


def _generator(seed: int, *stream: int) -> np.random.Generator:
    return np.random.default_rng([seed, *stream])


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerRun:
    """What one layer returns, in either way.

    Parameters
    ----------
    sequence
        With `return_sequences=True`: the state after every timestep, (timesteps, output_features).
    last_output
        Without it: (output_features,). A backward cell ends at the first timestep, so its half is that of row 0.
    output
        Which of them it is; a layer that has only one way returns this in either.
    """

    sequence: Floats
    last_output: Floats
    output: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class StackRun:
    """What went through a stack.

    Parameters
    ----------
    inputs
        What the first layer read, (timesteps, input_features).
    layers
        What each layer gave.
    output
        What the stack returns for this one sample, without the batch axis.
    """

    inputs: Floats
    layers: tuple[LayerRun, ...]
    output: Floats


@dataclass(frozen=True, kw_only=True)
class UntrainedStack:
    """A stack with random weights, drawn as Keras draws them, from NumPy's generator.

    Embedding uniform in ±0.05, kernels Glorot uniform, recurrent kernels orthogonal, biases 0, but 1 for an
    LSTM's forget gate; see `rnnviz.networks.initial`.

    Parameters
    ----------
    spec
        The stack.
    seed
        Of `numpy.random.default_rng`.

    Raises
    ------
    ConfigurationError
        Keras refuses the stack, or it has more than `MOST_RUN_WEIGHTS` weights besides the Embedding.
    """

    spec: StackSpec
    seed: int = 0

    def __post_init__(self) -> None:
        if self.spec.problem is not None:
            raise ConfigurationError("Nothing goes through this stack: {reason}.", reason=self.spec.problem.sentence)
        weights = sum(row.parameter_count for row in self.spec.summary if row.keras_class != "Embedding")
        if weights > MOST_RUN_WEIGHTS:
            raise ConfigurationError(
                "This stack has {weights:,} weights besides its Embedding, and up to {most:,} are given numbers here. "
                "Its shapes and counts are right all the same; choose fewer units to see numbers.",
                weights=weights,
                most=MOST_RUN_WEIGHTS,
            )

    def embedding_rows(self, ids: Ids) -> Floats:
        """Word vectors of `ids`, (len(ids), input_features); each is drawn by itself, a large table costs nothing."""
        width = self.spec.input_features
        rows = [self._rng(_EMBEDDING, int(i)).uniform(-0.05, 0.05, width) for i in ids]
        return np.asarray(rows, dtype=np.float32).reshape(len(ids), width)

    def features(self, timesteps: int) -> Floats:
        """Normal random numbers in place of data, (timesteps, input_features)."""
        numbers = self._rng(_INPUTS).normal(size=(timesteps, self.spec.input_features))
        return numbers.astype(np.float32)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers with their weights."""
        pairs = zip(self.spec.layers, self.spec.layer_inputs, strict=True)
        return tuple(
            plan.with_weights(plan.first_weights(inputs, partial(self._rng, _LAYERS, number)))
            for number, (plan, inputs) in enumerate(pairs)
        )

    @cached_property
    def readout(self) -> tuple[Floats, Floats] | None:
        """Kernel and bias of the Dense layer; None without one."""
        if self.spec.readout_units is None:
            return None
        inputs, units = self.spec.shapes[-1][-1] or 0, self.spec.readout_units
        return glorot(self._rng(_READOUT), inputs, units), np.zeros(units, dtype=np.float32)

    def run(self, inputs: Floats) -> StackRun:
        """Everything that the layers return for one sample, (timesteps, input_features)."""
        runs: list[LayerRun] = []
        for layer in self.layers:
            runs.append(_run(layer, runs[-1].output if runs else inputs))
        output = runs[-1].output
        if self.readout is not None:
            kernel, bias = self.readout
            output = _activated(output @ kernel + bias, self.spec.readout_activation)
        return StackRun(inputs=inputs, layers=tuple(runs), output=output)

    def _rng(self, *stream: int) -> np.random.Generator:
        return _generator(self.seed, *stream)


def _run(layer: Layer, inputs: Floats) -> LayerRun:
    if not isinstance(layer, RecurrentLayer):
        output = layer.outputs(inputs)
        return LayerRun(sequence=output, last_output=output, output=output)
    read = layer.read(inputs)
    sequence = np.concatenate([one.hidden_states for one in read], axis=-1)
    last = np.concatenate([one.final_state[0] for one in read], axis=-1)
    return LayerRun(sequence=sequence, last_output=last, output=sequence if layer.return_sequences else last)


def _activated(logits: Floats, activation: str | None) -> Floats:
    if activation == "sigmoid":
        return sigmoid(logits)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
