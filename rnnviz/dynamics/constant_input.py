"""A network that reads the same vector for ever: a map from its state to the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from rnnviz.cells import CELLS, Cell, jacobians_at
from rnnviz.cells.cell import let_explode
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import LayerTrajectory, Network, NetworkSpec
from rnnviz.shapes import Floats
from rnnviz.text import PADDING_ID, UNKNOWN_ID

__all__ = [
    "MOST_FEATURES",
    "ConstantInput",
    "InputKind",
    "has_dynamics",
    "mean_vector",
    "states_of",
    "under_constant_input",
]

InputKind = Literal["zero", "mean", "padding"]
"""What is read all the time: a vector of zeros, the mean of all word vectors, or padding."""

_FIRST_WORD = UNKNOWN_ID + 2  # Keras leaves one id between

MOST_FEATURES = 256
"""Numbers of a state beyond which nothing is looked for: every Jacobian has their square."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ConstantInput:
    """The map s ↦ F(s, x̄) of a network that reads one vector x̄ again and again.

    A state s is all that a step hands on: of every layer, first to last, the states in the order of its cell's
    `state_names`. An LSTM's is [h, c]; a stack's holds every layer, because none of them is a map of its own state
    alone. Everything is computed in float64.

    Parameters
    ----------
    network
        The network, in float64.
    vector
        x̄, (input_features,).
    """

    network: Network
    vector: Floats

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cell of every layer."""
        return tuple(layer.forward for layer in self.network.layers)

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Numbers of the state that belong to each layer."""
        return tuple(len(cell.state_names) * cell.units for cell in self.cells)

    @property
    def state_features(self) -> int:
        """Length of a state."""
        return sum(self.widths)

    @cached_property
    def hidden(self) -> slice:
        """Where the hidden state of the last layer stands, which the readout sees."""
        start = sum(self.widths[:-1])
        return slice(start, start + self.cells[-1].units)

    def outside(self, states: Floats) -> Floats:
        """How far the hidden states of any layer lie beyond ±1, which no reading leads to, (samples,)."""
        ends = np.cumsum(self.widths)
        if not len(states):
            return np.zeros(0)
        parts = [
            states[..., end - width : end - width + cell.units]
            for cell, width, end in zip(self.cells, self.widths, ends.tolist(), strict=True)
        ]
        excess: Floats = np.abs(np.concatenate(parts, axis=-1)).max(axis=-1) - 1
        return excess

    @cached_property
    def readout(self) -> Floats:
        """Gradient of the logit with respect to the state, (state_features,)."""
        weights = np.zeros(self.state_features)
        weights[self.hidden] = self.network.readout_kernel
        return weights

    def logit(self, states: Floats) -> Floats:
        """Readout of states, (..., state_features) -> (...)."""
        logit: Floats = states @ self.readout + self.network.readout_bias
        return logit

    def step(self, states: Floats, vectors: Floats | None = None) -> Floats:
        """F(s, x̄) of several states, (samples, state_features); F(s, x) where each reads a vector of its own."""
        layers = self._layers(states, self.vector if vectors is None else vectors)
        return np.concatenate([state for _, _, after in layers for state in after], axis=-1)

    def jacobians(self, states: Floats) -> Floats:
        """∂F/∂s at several states, (samples, state_features, state_features)."""
        return self._derivatives(states, with_input=False)[0]

    def input_jacobians(self, states: Floats) -> Floats:
        """∂F/∂x at several states and x = x̄, (samples, state_features, input_features)."""
        return self._derivatives(states, with_input=True)[1]

    def speed(self, states: Floats) -> Floats:
        """‖F(s, x̄) − s‖, how far each state goes in one step, (samples,)."""
        speed: Floats = np.linalg.norm(self.step(states) - states, axis=-1)
        return speed

    @let_explode
    def _layers(self, states: Floats, vectors: Floats) -> list[tuple[dict[str, Floats], list[Floats], list[Floats]]]:
        """Of every layer the step, the states before and those after."""
        inputs = np.broadcast_to(vectors, (len(states), len(self.vector)))
        layers = []
        for cell, own in zip(self.cells, np.split(states, np.cumsum(self.widths)[:-1], axis=-1), strict=True):
            before = [np.ascontiguousarray(state) for state in cell.split(own)]
            step = cell.step(cell.project(inputs), before)
            after = [step[name] for name in cell.state_names]
            layers.append((step, before, after))
            inputs = step["hidden_states"]
        return layers

    @let_explode
    def _derivatives(self, states: Floats, *, with_input: bool) -> tuple[Floats, Floats]:
        """Derivatives of the whole step: what a layer hears of the one below is carried on by the chain rule.

        Those by the input have no columns unless they are asked for.
        """
        samples = len(states)
        by_state = np.zeros((samples, self.state_features, self.state_features))
        by_input = np.zeros((samples, self.state_features, len(self.vector) if with_input else 0))
        start, below = 0, None
        for cell, width, (step, before, _) in zip(
            self.cells, self.widths, self._layers(states, self.vector), strict=True
        ):
            own, projected = jacobians_at(cell, step, before)
            rows = slice(start, start + width)
            if below is not None:
                from_below = projected @ cell.kernel.T
                by_state[:, rows] = from_below @ by_state[:, below]
                if with_input:
                    by_input[:, rows] = from_below @ by_input[:, below]
            elif with_input:
                by_input[:, rows] = projected @ cell.kernel.T
            by_state[:, rows, rows] += own
            below, start = slice(start, start + cell.units), start + width
        return by_state, by_input


def has_dynamics(spec: NetworkSpec) -> bool:
    """Whether a network's layers read forward and its state has at most `MOST_FEATURES` numbers."""
    features = sum(len(CELLS[layer.cell].state_names) * layer.units for layer in spec.layers)
    return features <= MOST_FEATURES and not any(layer.bidirectional for layer in spec.layers)


def under_constant_input(network: Network, kind: InputKind = "zero", *, word: str | None = None) -> ConstantInput:
    """The map of a network that reads one vector again and again.

    Parameters
    ----------
    network
        A network that reads forward only.
    kind
        What it reads; see `InputKind`.
    word
        Read the vector of this word instead.

    Raises
    ------
    ConfigurationError
        A layer is bidirectional, so that no state follows from the one before; or the state is longer than
        `MOST_FEATURES`; or padding is masked and never read.
    DataError
        The vocabulary lacks the word.
    """
    if any(layer.backward is not None for layer in network.layers):
        raise ConfigurationError(
            "{network} reads from both ends, so its state does not follow from the one before alone. Choose a network "
            "whose layers read forward.",
            network=network.name,
        )
    features = sum(len(layer.forward.state_names) * layer.forward.units for layer in network.layers)
    if features > MOST_FEATURES:
        raise ConfigurationError(
            "A state of {network} has {features:,} numbers; resting points are looked for among at most {most:,}. "
            "Choose a smaller network.",
            network=network.name,
            features=features,
            most=MOST_FEATURES,
        )
    exact = network.astype(np.float64)
    return ConstantInput(network=exact, vector=_vector(exact, kind, word))


def _vector(network: Network, kind: InputKind, word: str | None) -> Floats:
    if word is not None:
        return _embedded(network, _id_of(network, word))
    if kind == "mean":
        return mean_vector(network)
    if kind == "padding":
        if network.spec.mask_zero:
            raise ConfigurationError(
                "{network} skips its padding, so it never reads it. Choose zeros, the mean word, or a word.",
                network=network.name,
            )
        return _embedded(network, PADDING_ID)
    return np.zeros(network.embedding.shape[1])


def _embedded(network: Network, word: int) -> Floats:
    vector: Floats = network.embedding[word].astype(np.float64)
    return vector


def _id_of(network: Network, word: str) -> int:
    vocabulary = network.vocabulary
    if vocabulary is None or word not in vocabulary:
        raise DataError(
            "{network} has no vector for the word {word!r}. Choose one of its vocabulary.",
            network=network.name,
            word=word[:40],
        )
    return vocabulary.id_of(word)


def mean_vector(network: Network) -> Floats:
    """Mean of the vectors of all words, (input_features,); ids that stand for no word are left out.

    Raises
    ------
    DataError
        The network knows no word.
    """
    words = network.embedding[_FIRST_WORD:]
    if not len(words):
        raise DataError("{network} knows no word, so there is no mean of its words.", network=network.name)
    mean: Floats = words.mean(axis=0, dtype=np.float64)
    return mean


def states_of(trajectories: Sequence[LayerTrajectory]) -> Floats:
    """States of all layers as `ConstantInput` orders them, (..., timesteps, state_features)."""
    return np.concatenate([state for layer in trajectories for state in layer.forward.states.values()], axis=-1)
