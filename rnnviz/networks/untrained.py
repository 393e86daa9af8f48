"""A stack with the weights that Keras would begin with, and what goes through it: nothing here is trained."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.cells import CELLS, Cell, make_cell, unroll
from rnnviz.errors import ConfigurationError
from rnnviz.networks.layer import LayerSpec
from rnnviz.networks.network import sigmoid
from rnnviz.networks.stack import StackSpec
from rnnviz.shapes import Floats, Ids

__all__ = ["MOST_RUN_WEIGHTS", "LayerRun", "StackRun", "UntrainedStack"]

MOST_RUN_WEIGHTS = 1_000_000
"""Recurrent and readout weights of a stack that is still given numbers; drawing them takes about a second."""

_EMBEDDING, _INPUTS, _READOUT, _LAYERS = range(4)
"""Streams of one seed: a change in one layer leaves the others' weights alone."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerRun:
    """What one layer returns, in either way.

    Parameters
    ----------
    sequence
        With `return_sequences=True`: the state after every timestep, (timesteps, output_features).
    last_output
        Without it: (output_features,). A backward cell ends at the first timestep, so its half is that of row 0.
    """

    sequence: Floats
    last_output: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class StackRun:
    """What went through a stack.

    Parameters
    ----------
    inputs
        What the first recurrent layer read, (timesteps, input_features).
    layers
        What each recurrent layer gave.
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
    LSTM's forget gate.

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

    References
    ----------
    Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks.
    Saxe, McClelland and Ganguli (2014), Exact solutions to the nonlinear dynamics of learning in deep linear networks.
    Jozefowicz, Zaremba and Sutskever (2015), An empirical exploration of recurrent network architectures (forget bias).
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
    def layers(self) -> tuple[tuple[Cell, ...], ...]:
        """Cells of each recurrent layer: the forward one and, when bidirectional, the backward one."""
        pairs = zip(self.spec.layers, self.spec.layer_inputs, strict=True)
        return tuple(
            tuple(
                _cell(one.layer, inputs, self._rng(_LAYERS, number, direction))
                for direction in range(2 if one.layer.bidirectional else 1)
            )
            for number, (one, inputs) in enumerate(pairs)
        )

    @cached_property
    def readout(self) -> tuple[Floats, Floats] | None:
        """Kernel and bias of the Dense layer; None without one."""
        if self.spec.readout_units is None:
            return None
        inputs, units = self.spec.layers[-1].layer.output_features, self.spec.readout_units
        return _glorot(self._rng(_READOUT), inputs, units), np.zeros(units, dtype=np.float32)

    def run(self, inputs: Floats) -> StackRun:
        """Everything that the layers return for one sample, (timesteps, input_features)."""
        runs: list[LayerRun] = []
        for cells in self.layers:
            runs.append(_run(cells, runs[-1].sequence if runs else inputs))
        output = runs[-1].sequence if self.spec.layers[-1].return_sequences else runs[-1].last_output
        if self.readout is not None:
            kernel, bias = self.readout
            output = _activated(output @ kernel + bias, self.spec.readout_activation)
        return StackRun(inputs=inputs, layers=tuple(runs), output=output)

    def _rng(self, *stream: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, *stream])


def _run(cells: tuple[Cell, ...], inputs: Floats) -> LayerRun:
    readings = [unroll(cell, inputs, go_backwards=number == 1) for number, cell in enumerate(cells)]
    return LayerRun(
        sequence=np.concatenate([reading.hidden_states for reading in readings], axis=-1),
        last_output=np.concatenate([reading.final_state[0] for reading in readings]),
    )


def _cell(layer: LayerSpec, inputs: int, rng: np.random.Generator) -> Cell:
    kernel, recurrent_kernel, bias = (weight.shape for weight in layer.weights(inputs)[:3])
    biases, cell = np.zeros(bias, dtype=np.float32), CELLS[layer.cell]
    for block, value in cell.initial_bias.items():
        start = cell.blocks.index(block) * layer.units
        biases[..., start : start + layer.units] = value
    return make_cell(layer.cell, _glorot(rng, *kernel), _orthogonal(rng, *recurrent_kernel), biases)


def _glorot(rng: np.random.Generator, rows: int, columns: int) -> Floats:
    limit = (6 / (rows + columns)) ** 0.5
    return rng.uniform(-limit, limit, (rows, columns)).astype(np.float32)


def _orthogonal(rng: np.random.Generator, rows: int, columns: int) -> Floats:
    """Random matrix whose rows are orthonormal, (rows, columns) with rows <= columns."""
    q, r = np.linalg.qr(rng.normal(size=(columns, rows)))
    return (q * np.where(np.diag(r) < 0, -1, 1)).T.astype(np.float32)


def _activated(logits: Floats, activation: str | None) -> Floats:
    if activation == "sigmoid":
        return sigmoid(logits)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
