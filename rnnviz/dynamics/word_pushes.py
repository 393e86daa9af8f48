"""How far each word pushes a state along the slow mode of a resting point, and how well a linear step predicts."""

from dataclasses import dataclass

import numpy as np

from rnnviz.dynamics.constant_input import ConstantInput
from rnnviz.dynamics.resting_points import RestingPoint
from rnnviz.errors import ConfigurationError
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats, Ids

__all__ = ["Agreement", "agreement", "linear_error", "word_pushes"]


def word_pushes(map: ConstantInput, point: RestingPoint) -> Floats:  # noqa: A002
    """What each word adds to the logit along the slow mode, l₁ᵀ ∂F/∂x (x_w − x̄) · (w·r₁), by its id, (num_words,).

    l₁ and r₁ are the left and right eigenvectors of ∂F/∂s at the point whose eigenvalue is closest to +1, l₁ᵀ r₁ = 1:
    the first factor is how far the word moves the state along r₁ to first order, the second what the readout makes
    of that. Other modes fade sooner.

    Raises
    ------
    ConfigurationError
        That eigenvalue is not real, so that there is no direction to push along.

    References
    ----------
    Maheswaranathan et al. (2019), Reverse engineering recurrent networks for sentiment classification reveals line
    attractor dynamics.
    """
    spectrum = point.spectrum
    if not spectrum.left.any():
        raise ConfigurationError(
            "The slowest mode of {network} turns at this point, so there is no one direction that words push along.",
            network=map.network.name,
        )
    (jacobian,) = map.input_jacobians(point.state[None])
    direction = spectrum.left @ jacobian * float(map.readout @ spectrum.right)
    pushes: Floats = map.network.embedding @ direction - map.vector @ direction
    return pushes


@dataclass(frozen=True, kw_only=True, eq=False)
class Agreement:
    """How well the pushes of words agree with a bag of words.

    Parameters
    ----------
    auc
        Chance that one of the words that the bag calls most positive pushes further up than one of the most negative.
    correlation
        Pearson's, between push and weight, over all words that were compared.
    words
        How many were compared.
    side
        How many words are in each group of the AUC.
    """

    auc: float
    correlation: float
    words: int
    side: int


def agreement(pushes: Floats, bag: BagOfWords, *, side: int = 100) -> Agreement:
    """Agreement over the words that the bag of words gives a weight.

    Parameters
    ----------
    pushes
        As `word_pushes` gives them.
    bag
        The bag of words of the same vocabulary.
    side
        How many of the most positive and of the most negative words are held against each other.
    """
    known: Ids = np.flatnonzero(bag.weights).astype(np.int32)
    weights, moved = bag.weights[known], pushes[known]
    order = np.argsort(weights, kind="stable")
    side = min(side, len(order) // 2)
    below, above = moved[order[:side]], moved[order[len(order) - side :]]
    constant = side == 0 or not np.ptp(moved) or not np.ptp(weights)
    return Agreement(
        auc=_auc(below, above) if side else float("nan"),
        correlation=float("nan") if constant else float(np.corrcoef(weights, moved)[0, 1]),
        words=len(known),
        side=side,
    )


def _auc(below: Floats, above: Floats) -> float:
    """Share of all pairs in which the one of `above` is larger; one that is alike counts half."""
    differences = above[:, None] - below
    return float((differences > 0).mean() + (differences == 0).mean() / 2)


def linear_error(map: ConstantInput, point: RestingPoint, states: Floats, vectors: Floats) -> Floats:  # noqa: A002
    """‖s_lin − s'‖ / ‖s'‖ of one step each, (samples,): how far the linear picture is off.

    s' = F(s, x) and s_lin = F(s*, x̄) + ∂F/∂s (s − s*) + ∂F/∂x (x − x̄), at the resting point s*. It holds for one step:
    several linear steps in a row drift away.

    Parameters
    ----------
    map, point
        The map, and the point that it is made linear at.
    states
        (samples, state_features).
    vectors
        What is read, (samples, input_features).
    """
    here = point.state[None]
    (by_state,), (by_input,) = map.jacobians(here), map.input_jacobians(here)
    linear = map.step(here) + (states - here) @ by_state.T + (vectors - map.vector) @ by_input.T
    true = map.step(states, vectors)
    error: Floats = np.linalg.norm(linear - true, axis=-1) / np.linalg.norm(true, axis=-1)
    return error
