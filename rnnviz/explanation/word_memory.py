"""How long the words of a review are remembered: what is measured, and what gradient and spectrum say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import Cell, StateGradients, Unrolled, step_jacobians
from rnnviz.cells.cell import let_explode
from rnnviz.explanation.half_life import HalfLives, fading_half_lives, half_lives
from rnnviz.explanation.influence import Influence, Without, influence
from rnnviz.explanation.reading import Reading
from rnnviz.networks import logit_gradients
from rnnviz.shapes import Floats

__all__ = ["DirectionMemory", "WordMemory", "word_memory"]

_A_SECOND = 4e8  # cubes of state features whose eigenvalues are found; measured
_MOST_SECONDS = 0.1

Complexes = NDArray[np.complex128]


@dataclass(frozen=True, kw_only=True, eq=False)
class DirectionMemory:
    """What the cells of all layers that read in one direction do to any small difference of their states, (timesteps,).

    Attributes
    ----------
    gradient
        ‖∂logit/∂s[t]‖, where s has the states of all layers.
    radius
        The largest |eigenvalue| of the step Jacobian ∂s[t]/∂s[t-1]. A layer hears the one below and not the other way
        round, so its eigenvalues are those of the layers' own Jacobians. Of a long review some steps are computed,
        evenly spaced, and each other one takes its nearest; None where even one would take too long.
    slowest
        Its eigenvalue that is nearest to +1, likewise.
    backwards
        Whether the cells read from the end.
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
        What becomes of small differences in either direction; `backward` is None where the last layer does not read
        from the end.
    """

    influence: Influence
    forward: DirectionMemory
    backward: DirectionMemory | None

    @property
    def directions(self) -> tuple[DirectionMemory, ...]:
        """What the forward cell does and, in a bidirectional layer, the backward one."""
        return (self.forward,) if self.backward is None else (self.forward, self.backward)

    @property
    def spectra(self) -> list[Floats]:
        """`spectrum_logs` of each direction, as far as there are any."""
        return [logs for one in self.directions if (logs := one.spectrum_logs) is not None]

    def left(self, measure: str) -> Floats:
        """What is left of each word at every timestep, 1 at its own, (words, timesteps); nan where it changed nothing.

        `measure` is a state, or "logit" for the size of what the readout hears.
        """
        found = self.influence
        values = np.abs(found.logits) if measure == "logit" else found.differences[measure]
        own = np.take_along_axis(values, found.words[:, None], axis=1)
        share = np.full(values.shape, np.nan)
        with np.errstate(over="ignore", invalid="ignore"):
            np.divide(values, own, out=share, where=own > 0)
        return share

    def gradient_left(self, row: int) -> Floats:
        """What the gradient says is left of the word of that row, (timesteps,); nan where nothing carries it."""
        return self._said([one.gradient_logs for one in self.directions], row)

    def spectrum_left(self, row: int) -> Floats:
        """What the spectrum says is left of the word of that row, (timesteps,)."""
        return self._said(self.spectra, row)

    def _said(self, logs: Sequence[Floats], row: int) -> Floats:
        own, left = int(self.influence.words[row]), np.full(self.influence.logits.shape[1], np.nan)
        with np.errstate(over="ignore", invalid="ignore"):
            for side, there in zip(logs, (slice(own, None), slice(None, own)), strict=False):
                left[there] = np.exp(side[there] - side[own])
        return left

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
    linear loop whose matrix is a multiple of a rotation all three are the same. h is the state of the last layer, s
    that of all layers.

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
    layers = logit_gradients(reading.network, reading.trajectories).layers
    cells = list(zip(reading.network.layers, reading.trajectories, layers, strict=True))
    forward = [(layer.forward, read.forward, gradients.forward) for layer, read, gradients in cells]
    backward = [
        (layer.backward, read.backward, gradients.backward)
        for layer, read, gradients in cells
        if layer.backward is not None and read.backward is not None and gradients.backward is not None
    ]
    reads_back = reading.network.layers[-1].backward is not None
    return WordMemory(
        influence=measured, forward=_direction(forward), backward=_direction(backward) if reads_back else None
    )


@let_explode
def _direction(cells: Sequence[tuple[Cell, Unrolled, StateGradients]]) -> DirectionMemory:
    states = [state for _, _, gradients in cells for state in gradients.states.values()]
    radius, slowest = _spectrum([(cell, unrolled) for cell, unrolled, _ in cells])
    return DirectionMemory(
        gradient=np.linalg.norm(np.concatenate(states, axis=-1), axis=-1),
        radius=radius,
        slowest=slowest,
        backwards=cells[0][1].go_backwards,
    )


def _spectrum(cells: Sequence[tuple[Cell, Unrolled]]) -> tuple[Floats, Complexes] | tuple[None, None]:
    """Largest |eigenvalue| of every step Jacobian, and the eigenvalue nearest to +1."""
    timesteps = len(cells[0][1].hidden_states)
    each = sum((len(cell.state_names) * cell.units) ** 3 for cell, _ in cells) / _A_SECOND
    most = int(_MOST_SECONDS / each)
    if not most:
        return None, None
    every = max(-(-timesteps // most), 1)
    some = slice(min(every // 2, timesteps - 1), None, every)
    eigenvalues = np.concatenate([_eigenvalues(step_jacobians(*one, some)) for one in cells], axis=1)
    radius = np.abs(eigenvalues).max(axis=1)
    at = np.abs(np.where(np.isnan(eigenvalues), np.inf, eigenvalues) - 1).argmin(axis=1)
    slowest = np.take_along_axis(eigenvalues, at[:, None], axis=1)[:, 0]
    nearest = np.minimum(np.arange(timesteps) // every, len(radius) - 1)
    return radius[nearest], slowest[nearest]


def _eigenvalues(jacobians: Floats) -> Complexes:
    """Eigenvalues of matrices, nan for one that holds what is no finite number."""
    finite = np.isfinite(jacobians).all(axis=(1, 2))
    eigenvalues = np.full(jacobians.shape[:2], np.nan, np.complex128)
    eigenvalues[finite] = np.linalg.eigvals(jacobians[finite])
    return eigenvalues
