"""Whether an explanation found the words that carry a verdict: what leaving them out, or keeping them alone, does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.explanation.attribution import (
    Attribution,
    bag_weights,
    gradient_input,
    gradient_size,
    integrated_gradients,
    occlusion,
    omission,
    push,
)
from rnnviz.explanation.reading import Reading
from rnnviz.explanation.variants import kept_alone
from rnnviz.networks import sigmoid
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Bools, Floats

__all__ = ["GRADIENT", "RANDOM", "SHARES", "Deletion", "Erasure", "attribute", "delete_words", "erase", "orders_of"]

GRADIENT, RANDOM = "gradient", "random"
"""What the two floors are called: the size of the gradient, which has no sign, and a random order."""

SHARES = (0.01, 0.05, 0.1, 0.2, 0.5)
"""Shares of the words that ERASER takes away."""

Order = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, eq=False)
class Deletion:
    """Logit of the verdict while more and more words are left out, those first that an order ranks highest.

    Parameters
    ----------
    counts
        Words left out, (points,), from 0.
    logits
        For each name, (orders, points): one order, or the draws of `RANDOM`.
    """

    counts: tuple[int, ...]
    logits: Mapping[str, Floats]

    def mean(self, name: str) -> Floats:
        """Mean logit over the orders of a name, (points,)."""
        mean: Floats = self.logits[name].mean(axis=0)
        return mean

    def falls(self, name: str) -> Floats:
        """How far the logit moves away from the side decided for, on average over all counts but 0, (orders,)."""
        logits = self.logits[name]
        side = 1 if logits[0, 0] >= 0 else -1
        moved: Floats = side * (logits[:, :1] - logits[:, 1:])
        return moved.mean(axis=1) if moved.shape[1] else np.zeros(len(moved))

    def turns_at(self, name: str) -> int | None:
        """Fewest words of `counts` that, left out, make the other side win in the mean; None where none of them do."""
        logits = self.mean(name)
        turned = (logits >= 0) != (logits[0] >= 0)
        return self.counts[int(turned.argmax())] if turned.any() else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Erasure:
    """ERASER's two figures of one review, for each order: means over `SHARES` of differences in probability.

    Parameters
    ----------
    comprehensiveness
        Probability of the side decided for, minus that without the words ranked highest.
    sufficiency
        Probability minus that of these words alone.
    """

    comprehensiveness: Mapping[str, float]
    sufficiency: Mapping[str, float]


def attribute(reading: Reading, bag: BagOfWords | None, *, most: int = 400) -> dict[str, Attribution]:
    """Every method with its own defaults; the bag of words where there is one.

    Raises
    ------
    DataError
        It would take too long.
    """
    found = [push(reading), gradient_input(reading), integrated_gradients(reading, most=most)]
    found += [occlusion(reading), omission(reading)]
    found += [] if bag is None else [bag_weights(reading, bag)]
    return {one.method: one for one in found}


def orders_of(reading: Reading, values: Mapping[str, Floats], *, draws: int, seed: int = 0) -> dict[str, list[Order]]:
    """Words from the one that did most for the side decided for, by each of several attributions and by the floors.

    Parameters
    ----------
    reading
        The review.
    values
        What each timestep of the recording did to the logit, by name, (timesteps,).
    draws
        Random orders.
    seed
        Of these.

    Returns
    -------
    dict
        Orders of the words, counted from 0, (words,): one for each name and for `GRADIENT`, `draws` for `RANDOM`.
    """
    side = 1 if reading.logit >= 0 else -1
    ranked = {name: [_falling(side * _of_words(reading, one))] for name, one in values.items()}
    drawn = np.random.default_rng(seed)
    count = int(reading.words.sum())
    floors = {
        GRADIENT: [_falling(_of_words(reading, gradient_size(reading)))],
        RANDOM: [drawn.permutation(count) for _ in range(draws)],
    }
    return {**ranked, **floors}


def _of_words(reading: Reading, values: Floats) -> Floats:
    return values[reading.pads :][reading.words]


def _falling(values: Floats) -> Order:
    return np.argsort(-values, kind="stable")


def delete_words(reading: Reading, orders: Mapping[str, Sequence[Order]], counts: Sequence[int]) -> Deletion:
    """Leave the first words of each order out, so many as `counts` says.

    Raises
    ------
    DataError
        It would take too long.
    """
    flat = [order for some in orders.values() for order in some]
    left = np.array([_kept_without(order, count) for order in flat for count in counts])
    logits = kept_alone(reading, left).reshape(len(flat), len(counts))
    ends = np.cumsum([len(some) for some in orders.values()])[:-1]
    return Deletion(counts=tuple(counts), logits=dict(zip(orders, np.split(logits, ends), strict=True)))


def erase(reading: Reading, orders: Mapping[str, Sequence[Order]]) -> Erasure:
    """Comprehensiveness and sufficiency of each order; of several orders under one name the mean.

    Of every share at least one word is taken, and a share of the words is rounded up.

    Raises
    ------
    DataError
        It would take too long.

    References
    ----------
    DeYoung et al. (2020), ERASER: a benchmark to evaluate rationalized NLP models.
    """
    words = int(reading.words.sum())
    counts = [max(int(np.ceil(share * words)), 1) for share in SHARES]
    flat = [order for some in orders.values() for order in some]
    without = np.array([_kept_without(order, count) for order in flat for count in counts])
    side = 1 if reading.logit >= 0 else -1
    read = sigmoid(side * kept_alone(reading, np.concatenate([without, ~without])))
    fallen = (sigmoid(np.array(side * reading.logit)) - read).reshape(2, len(flat), len(counts)).mean(axis=2)
    ends = np.cumsum([len(some) for some in orders.values()])[:-1]
    comprehensiveness, sufficiency = (
        dict(zip(orders, (float(part.mean()) for part in np.split(one, ends)), strict=True)) for one in fallen
    )
    return Erasure(comprehensiveness=comprehensiveness, sufficiency=sufficiency)


def _kept_without(order: Order, count: int) -> Bools:
    kept = np.ones(len(order), dtype=bool)
    kept[order[:count]] = False
    return kept
