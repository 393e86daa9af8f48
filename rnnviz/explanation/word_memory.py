"""How long the words of a review are remembered: what is measured, and what gradient and spectrum say of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import Cell, Unrolled, step_jacobians
from rnnviz.cells.cell import let_explode
from rnnviz.explanation.half_life import HalfLives, fading_half_lives, half_lives
from rnnviz.explanation.influence import Influence, Without, influence
from rnnviz.explanation.reading import Reading
from rnnviz.networks import logit_gradients
from rnnviz.shapes import Floats

__all__ = ["DirectionMemory", "WordMemory", "word_memory"]

_A_SECOND = 4e8  # cubes of state features whose eigenvalues are found; measured
_MOST_SECONDS = 0.2

Complexes = NDArray[np.complex128]


@dataclass(frozen=True, kw_only=True, eq=False)
class DirectionMemory:
    """What one cell of the last layer does to any small difference of its states, (timesteps,) each.

    Attributes
    ----------
    gradient
        ‖∂logit/∂s[t]‖, all of the cell's states together.
    radius
        The largest |eigenvalue| of the step Jacobian ∂s[t]/∂s[t-1]; of a large review some steps are computed, evenly
        spaced, and each other one takes its nearest. None where even one would take too long.
    slowest
        Its eigenvalue that is nearest to +1, likewise.
    backwards
        Whether the cell reads from the end.
    """

    gradient: Floats
    radius: Floats | None
    slowest: Complexes | None
    backwards: bool

    @property
    def gradient_logs(self) -> Floats:
        """Logarithm of what the gradient says is left: exp(logs[t] − logs[i]) = ‖∂logit/∂s[i]‖ / ‖∂logit/∂s[t]‖."""
        with np.errstate(divide="ignore"):
            return np.asarray(-np.log(self.gradient))

    @property
    def spectrum_logs(self) -> Floats | None:
        """Logarithm of what the spectrum says is left: exp(logs[t] − logs[i]) = product of the radii after i, to t."""
        if self.radius is None:
            return None
        with np.errstate(divide="ignore"):
            logs = np.log(self.radius)
        if self.backwards:
            return np.asarray(np.cumsum(logs[::-1])[::-1])
        return np.asarray(np.cumsum(logs))


@dataclass(frozen=True, kw_only=True, eq=False)
class WordMemory:
    """How long the words of a review are remembered by the last layer.

    Attributes
    ----------
    influence
        The difference that every word makes, measured.
    forward, backward
        What the layer's cells do to small differences; `backward` is None in a layer that only reads forward.
    """

    influence: Influence
    forward: DirectionMemory
    backward: DirectionMemory | None

    @cached_property
    def measured(self) -> HalfLives:
        """Half-lives of the differences in the hidden state, counted in words, (words,)."""
        return self.half_lives("hidden_states")

    def half_lives(self, state: str) -> HalfLives:
        """Half-lives of the differences in one of the states, counted in words behind the word, (words,)."""
        return half_lives(self.influence.differences[state][:, self.influence.words])

    @cached_property
    def heard(self) -> HalfLives:
        """Half-lives of what the readout hears of the differences, |running logit − that without|, (words,)."""
        return half_lives(np.abs(self.influence.logits[:, self.influence.words]))

    @cached_property
    def by_gradient(self) -> HalfLives:
        """Half-lives that the gradient of the verdict says, (words,): at which word it is twice what it is here."""
        return fading_half_lives(self.forward.gradient_logs[self.influence.words])

    @cached_property
    def by_spectrum(self) -> HalfLives | None:
        """Half-lives that the spectrum says, (words,): where the product of the radii since the word is a half."""
        logs = self.forward.spectrum_logs
        return None if logs is None else fading_half_lives(logs[self.influence.words])


def word_memory(reading: Reading, without: Without = "unknown") -> WordMemory:
    """How long each word of a review is remembered, measured and as gradient and spectrum predict it.

    Three answers to one question, each relative to the word's own step k::

        measured   ‖h[t] − h[t] without the word‖ / ‖h[k] − h[k] without it‖
        gradient   ‖∂logit/∂s[k]‖ / ‖∂logit/∂s[t]‖: what of a gradient at t arrives at k
        spectrum   ρ(J[k+1]) · … · ρ(J[t]), ρ the largest |eigenvalue| of the step Jacobian J[t] = ∂s[t]/∂s[t-1]

    The first is what happens to this word. The second holds for a small difference in the direction that the verdict
    listens to; the third for the slowest direction of each step, as if all steps had their eigenvectors in common. In a
    linear loop whose matrix is a multiple of a rotation all three are the same. Of a stack they are the last layer's.

    Parameters
    ----------
    reading
        The review.
    without
        What a word is compared with: "unknown" in its place, or the review that it was "left_out" of.

    Raises
    ------
    DataError
        The review would take too long to be read once for each word.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks.
    Maheswaranathan, Williams, Golub, Ganguli & Sussillo (2019), Reverse engineering recurrent networks for sentiment
    classification reveals line attractor dynamics (eigenvalues of the step as time constants).
    Khandelwal, He, Qi & Jurafsky (2018), Sharp nearby, fuzzy far away: how neural language models use context (words
    taken out).
    """
    measured = influence(reading, without)
    layer, trajectory = reading.network.layers[-1], reading.trajectories[-1]
    gradients = logit_gradients(reading.network, reading.trajectories).layers[-1]
    backward = None
    if layer.backward is not None and trajectory.backward is not None and gradients.backward is not None:
        backward = _direction(layer.backward, trajectory.backward, gradients.backward.states)
    return WordMemory(
        influence=measured,
        forward=_direction(layer.forward, trajectory.forward, gradients.forward.states),
        backward=backward,
    )


@let_explode
def _direction(cell: Cell, unrolled: Unrolled, gradients: dict[str, Floats]) -> DirectionMemory:
    radius, slowest = _spectrum(cell, unrolled)
    return DirectionMemory(
        gradient=np.linalg.norm(np.concatenate(list(gradients.values()), axis=-1), axis=-1),
        radius=radius,
        slowest=slowest,
        backwards=unrolled.go_backwards,
    )


def _spectrum(cell: Cell, unrolled: Unrolled) -> tuple[Floats, Complexes] | tuple[None, None]:
    """Largest |eigenvalue| of every step Jacobian, and the eigenvalue nearest to +1."""
    timesteps = len(unrolled.hidden_states)
    each = (len(cell.state_names) * cell.units) ** 3 / _A_SECOND
    most = int(_MOST_SECONDS / each)
    if not most:
        return None, None
    every = max(-(-timesteps // most), 1)
    jacobians = step_jacobians(cell, unrolled, slice(every // 2, None, every))
    if not len(jacobians):
        jacobians = step_jacobians(cell, unrolled, slice(0, None, every))
    finite = np.isfinite(jacobians).all(axis=(1, 2))
    eigenvalues = np.full(jacobians.shape[:2], np.nan, np.complex128)
    eigenvalues[finite] = np.linalg.eigvals(jacobians[finite])
    nearest = np.minimum(np.arange(timesteps) // every, len(jacobians) - 1)
    radius = np.abs(eigenvalues).max(axis=1)
    at = np.abs(np.where(np.isnan(eigenvalues), np.inf, eigenvalues) - 1).argmin(axis=1)
    slowest = np.take_along_axis(eigenvalues, at[:, None], axis=1)[:, 0]
    return radius[nearest], slowest[nearest]
