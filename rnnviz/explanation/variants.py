"""A review with words taken out or replaced, many variants at a time."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rnnviz.explanation.reading import Reading, check_readings, verdicts
from rnnviz.networks import LayerTrajectory
from rnnviz.shapes import Bools, Floats
from rnnviz.text import PADDING_ID

__all__ = ["kept_alone", "left_out", "replaced"]

_AT_ONCE = 64  # words; those that share what stands before them

Places = NDArray[np.intp]
Start = list[tuple[Floats, ...]] | None
Change = Callable[[Floats, Places], Floats]


def replaced(reading: Reading, vector: Floats) -> Floats:
    """Logit of the verdict with another vector in the place of each word in turn, (words,).

    Parameters
    ----------
    reading
        The review.
    vector
        What stands in the word's place, (input_features,).

    Raises
    ------
    DataError
        It would take too long.
    """
    places = np.flatnonzero(reading.words)
    check_readings(reading, len(places))

    def change(vectors: Floats, at: Places) -> Floats:
        variants = np.repeat(vectors[None], len(at), axis=0)
        variants[np.arange(len(at)), at] = vector
        return variants

    return _each(reading, reading.vectors, reading.initial, places, change)


def left_out(reading: Reading) -> Floats:
    """Logit of the verdict without each word in turn, (words,).

    The words behind it move up. Where padding is read, there is one padding more, in front or behind as the network's
    rows have it. A word that did not fit into the row stays out.

    Raises
    ------
    DataError
        It would take too long.
    """
    places = np.flatnonzero(reading.words)
    check_readings(reading, len(places))
    network, vectors = reading.network, reading.vectors
    if len(vectors) == 1 and network.spec.mask_zero:
        return verdicts(network, [reading.ids[:0]] * len(places))
    if network.spec.mask_zero:
        return _each(reading, vectors, reading.initial, places, _without)
    shared = network.padding_trajectory
    if shared is not None:
        start = [tuple(state[reading.pads] for state in layer.forward.states.values()) for layer in shared]
        if len(vectors) == 1:
            return np.full(len(places), network.readout(start[-1][0]))
        return _each(reading, vectors, start, places, _without)
    padding = network.embedding[[PADDING_ID]].astype(np.float64)
    if network.padding.padding == "post":
        return _each(reading, np.concatenate([vectors, padding]), None, places, _without)
    return _each(reading, np.concatenate([padding, vectors]), None, places + 1, _without)


def _without(vectors: Floats, at: Places) -> Floats:
    kept = np.arange(len(vectors) - 1)
    return vectors[kept + (kept >= at[:, None])]


def _each(reading: Reading, vectors: Floats, initial: Start, places: Places, change: Change) -> Floats:
    """Verdict with each place changed alone, (places,). What stands before it is read once, where that is possible."""
    network, logits = reading.network, _none()
    one_way = all(layer.backward is None for layer in network.layers)
    whole = network.read_vectors(vectors, initial=initial) if one_way and len(places) > _AT_ONCE else None
    for some in reading.chunks(places):
        for first, last in pairwise([*range(0, len(some), _AT_ONCE), len(some)]):
            block = some[first:last]
            # A timestep before the first change is read again, so that there is always one to read.
            cut = 0 if whole is None else max(int(block[0]) - 1, 0)
            start = initial if whole is None or cut == 0 else _after(whole, cut - 1)
            read = network.read_vectors(change(vectors[cut:], block - cut), initial=start)
            logits.append(network.verdict(read))
    return np.concatenate(logits)


def _none() -> list[Floats]:
    return [np.empty(0)]


def _after(trajectories: tuple[LayerTrajectory, ...], timestep: int) -> list[tuple[Floats, ...]]:
    return [tuple(state[timestep] for state in layer.forward.states.values()) for layer in trajectories]


def kept_alone(reading: Reading, kept: Bools) -> Floats:
    """Logit of the verdict with only some of the words, the others left out, (variants,).

    Parameters
    ----------
    reading
        The review.
    kept
        Which words stay, (variants, words), in their order; the start sign always does. As many paddings stand in
        front or behind, as the network's rows have it, as words are left out.

    Raises
    ------
    DataError
        It would take too long.
    """
    check_readings(reading, len(kept))
    network, words = reading.network, reading.words
    logits = _none()
    for some in reading.chunks(kept):
        stays = np.ones((len(some), len(words)), dtype=bool)
        stays[:, words] = some
        ids = np.where(stays, reading.ids, PADDING_ID)
        behind = network.padding.padding == "post" and not network.spec.mask_zero
        # A stable sort moves what was left out to one end and keeps all else in its order.
        order = np.argsort((ids == PADDING_ID) == behind, axis=1, kind="stable")
        rows = np.take_along_axis(ids, order, axis=1)
        read = network.read_vectors(
            network.embedding[rows].astype(np.float64), mask=network.mask(rows), initial=reading.initial
        )
        logits.append(network.verdict(read))
    return np.concatenate(logits)
