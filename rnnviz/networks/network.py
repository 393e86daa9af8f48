"""A trained network in NumPy: its weights, its vocabulary, and how it reads rows of ids."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from rnnviz.cells import Unrolled, unroll, unroll_projected
from rnnviz.errors import DataError
from rnnviz.networks.keras_file import read_keras_file
from rnnviz.networks.recurrent import RecurrentLayer
from rnnviz.networks.spec import NetworkSpec
from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.text import PADDING_ID, Padding, Vocabulary

__all__ = ["LayerTrajectory", "Network", "sigmoid"]

_MOST_TABLE = 8_000_000  # numbers: 10,000 words of an LSTM of 200 units


def sigmoid(logit: Floats) -> Floats:
    """Logistic function 1 / (1 + exp(−logit)), in the dtype given; it cannot overflow."""
    probability: Floats = np.tanh(np.asarray(logit) * 0.5) * 0.5 + 0.5
    return probability


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerTrajectory:
    """What happened inside one layer, everything indexed by input position.

    Parameters
    ----------
    forward, backward
        Every intermediate of the two cells; `backward` is None in a layer that only reads forward.
    """

    forward: Unrolled
    backward: Unrolled | None = None

    @property
    def hidden_states(self) -> Floats:
        """States that the layer above sees, (samples, timesteps, output_features): forward units first."""
        if self.backward is None:
            return self.forward.hidden_states
        return np.concatenate([self.forward.hidden_states, self.backward.hidden_states], axis=-1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """A network that rnnviz can read with: Embedding, recurrent layers, readout.

    Parameters
    ----------
    name
        What the network is called on a screen.
    spec
        Its layers and sizes.
    embedding
        Word vectors, (num_words, input_features).
    layers
        The recurrent layers, first to last.
    readout_kernel
        Weights of the sigmoid unit, (output_features of the last layer,).
    readout_bias
        Its bias.
    vocabulary
        The words it knows; None for a bare model file, which can read ids only.
    padding
        How a review becomes a row.
    """

    name: str
    spec: NetworkSpec
    embedding: Floats
    layers: tuple[RecurrentLayer, ...]
    readout_kernel: Floats
    readout_bias: float
    vocabulary: Vocabulary | None = None
    padding: Padding = Padding()

    @classmethod
    def from_keras_file(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        vocabulary: Vocabulary | None = None,
        padding: Padding | None = None,
    ) -> Self:
        """Network of a ``.keras`` file, read without TensorFlow.

        Raises
        ------
        ModelNotFoundError
            There is no such file.
        IncompatibleModelError
            The file is damaged or holds a network that rnnviz cannot show.
        """
        spec, weights = read_keras_file(path)
        return cls.from_weights(
            spec, weights, name=name or Path(path).stem, vocabulary=vocabulary, padding=padding or Padding()
        )

    @classmethod
    def from_weights(
        cls,
        spec: NetworkSpec,
        weights: list[list[Floats]],
        *,
        name: str = "network",
        vocabulary: Vocabulary | None = None,
        padding: Padding = Padding(),
    ) -> Self:
        """Network of Keras's weights, one list a layer, Embedding first and readout last."""
        (embedding,), *recurrent, (kernel, bias) = weights
        layers = map(RecurrentLayer.of_weights, spec.layers, recurrent)
        return cls(
            name=name,
            spec=spec,
            embedding=embedding,
            layers=tuple(layers),
            readout_kernel=kernel[:, 0],
            readout_bias=float(bias[0]),
            vocabulary=vocabulary,
            padding=padding,
        )

    def astype(self, dtype: DTypeLike) -> Self:
        """The same network, computing in another dtype (float64 for checks of arithmetic).

        Word vectors are only looked up, so they stay as narrow as they are: their numbers are the same.
        """
        narrower = np.dtype(dtype).itemsize < self.embedding.itemsize
        return replace(
            self,
            embedding=self.embedding.astype(dtype) if narrower else self.embedding,
            layers=tuple(layer.astype(dtype) for layer in self.layers),
            readout_kernel=self.readout_kernel.astype(dtype),
        )

    def mask(self, ids: Ids) -> Bools | None:
        """Which timesteps are real, (samples, timesteps); None where all are."""
        if not self.spec.mask_zero:
            return None
        real = np.asarray(ids != PADDING_ID)
        return None if real.all() else real  # nothing to skip: the faster way through the cells

    def read(self, ids: Ids, *, initial: Sequence[tuple[Floats, ...]] | None = None) -> tuple[LayerTrajectory, ...]:
        """States and gates of every layer while it reads rows of ids.

        Parameters
        ----------
        ids
            (samples, timesteps) or (timesteps,).
        initial
            For each layer the states, (units,), that every sample starts from; zeros if None. Forward cells only.

        Raises
        ------
        DataError
            An id is outside the embedding.
        """
        if ids.size and not 0 <= ids.min() <= ids.max() < self.spec.num_words:
            raise DataError(
                "Ids lie between 0 and {last}; these reach {low} to {high}.",
                last=self.spec.num_words - 1,
                low=int(ids.min()),
                high=int(ids.max()),
            )
        mask = self.mask(ids)
        first = self.layers[0]
        if first.backward is None and ids.size >= len(self.embedding) and self._has_table:
            start = None if initial is None else _spread(initial[0], ids.shape[:-1])
            forward = unroll_projected(first.forward, self._projected(ids), mask=mask, initial_state=start)
            return self._read_on([LayerTrajectory(forward=forward)], mask, initial)
        return self.read_vectors(self.embedding[ids], mask=mask, initial=initial)

    def read_vectors(
        self, vectors: Floats, *, mask: Bools | None = None, initial: Sequence[tuple[Floats, ...]] | None = None
    ) -> tuple[LayerTrajectory, ...]:
        """States and gates of every layer while it reads word vectors, which may be of no word at all.

        Parameters
        ----------
        vectors
            (samples, timesteps, input_features) or (timesteps, input_features).
        mask
            True = a real timestep, (samples, timesteps) or (timesteps,); None if all are.
        initial
            For each layer the states that it starts from: (units,) for all samples alike or (samples, units); zeros if
            None. Forward cells only.
        """
        start = None if initial is None else _spread(initial[0], vectors.shape[:-2])
        return self._read_on([_trajectory(self.layers[0], vectors, mask, start)], mask, initial)

    def _read_on(
        self,
        trajectories: list[LayerTrajectory],
        mask: Bools | None,
        initial: Sequence[tuple[Floats, ...]] | None,
    ) -> tuple[LayerTrajectory, ...]:
        """Read the layers above those that have read already."""
        for number in range(len(trajectories), len(self.layers)):
            inputs = trajectories[-1].hidden_states
            start = None if initial is None else _spread(initial[number], inputs.shape[:-2])
            trajectories.append(_trajectory(self.layers[number], inputs, mask, start))
        return tuple(trajectories)

    def verdict(self, trajectories: Sequence[LayerTrajectory]) -> Floats:
        """Logit of the last layer's last states, (samples,) or (): those of a backward cell are at timestep 0."""
        last = trajectories[-1]
        ends = [last.forward.final_state[0]] + ([] if last.backward is None else [last.backward.final_state[0]])
        return self.readout(np.concatenate(ends, axis=-1))

    @property
    def _has_table(self) -> bool:
        """Whether the input projection of all words is small enough to be kept."""
        cell = self.layers[0].forward
        return len(self.embedding) * cell.units * len(cell.blocks) <= _MOST_TABLE

    def _projected(self, ids: Ids) -> Floats:
        """Input projection of the first layer, looked up; timesteps lie first in memory, as they are read."""
        return np.moveaxis(self._table.take(np.moveaxis(ids, -1, 0), axis=0), 0, -2)

    @cached_property
    def _table(self) -> Floats:
        """Input projection of the first layer for every id, (num_words, blocks * units)."""
        return self.layers[0].forward.project(self.embedding)

    @property
    def shares_padding(self) -> bool:
        """Whether all reviews begin with the same states: padding stands before them and is read like words."""
        backward = any(layer.backward for layer in self.layers)
        return not (self.spec.mask_zero or self.padding.padding == "post" or backward)

    @cached_property
    def padding_trajectory(self) -> tuple[LayerTrajectory, ...] | None:
        """States over a row of nothing but padding, (maxlen, units), that every pre-padded review begins with.

        None where reviews do not share it: padding is masked, stands behind, or is read from the end too.
        """
        if not self.shares_padding:
            return None
        return self.read(np.zeros(self.padding.maxlen, dtype=np.int32))

    def readout(self, features: Floats) -> Floats:
        """Logit of the readout for states of the last layer, (..., output_features) -> (...)."""
        logit: Floats = features @ self.readout_kernel + features.dtype.type(self.readout_bias)
        return logit


def _trajectory(
    layer: RecurrentLayer, inputs: Floats, mask: Bools | None, start: tuple[Floats, ...] | None
) -> LayerTrajectory:
    backward = None if layer.backward is None else unroll(layer.backward, inputs, mask=mask, go_backwards=True)
    return LayerTrajectory(forward=unroll(layer.forward, inputs, mask=mask, initial_state=start), backward=backward)


def _spread(states: tuple[Floats, ...], samples: tuple[int, ...]) -> tuple[Floats, ...]:
    """The same states for every sample."""
    return tuple(np.broadcast_to(state, (*samples, state.shape[-1])) for state in states)
