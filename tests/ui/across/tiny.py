"""A small index made of arrays, in which everything can be planted."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rnnviz.states import StateIndex
from rnnviz.states.index import BLOCK, codes_of, norms_of

__all__ = ["Told", "tiny_index"]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an index was made of: the real timesteps one below the other."""

    review: NDArray[np.int64]
    ids: NDArray[np.int32]
    states: NDArray[np.float64]
    changes: NDArray[np.float64]
    pushes: NDArray[np.float64]
    ends: NDArray[np.int64]


def tiny_index(rng: np.random.Generator, *, units: int = 5, ids: int = 30) -> tuple[StateIndex, Told]:
    """Reviews of random lengths; unit 0 moves with the logit, unit 1 against it, the last one not at all."""
    lengths = rng.integers(3, 40, size=int(rng.integers(8, 60)))
    starts = np.concatenate([[0], np.cumsum(lengths + 1)])
    rows = int(starts[-1])
    numbers = rng.integers(4, ids, size=rows).astype(np.int32)
    numbers[starts[:-1]] = 0
    voice = rng.normal(size=ids) * rng.choice([0.0, 0.02, 0.3])
    logits, states = np.zeros(rows), np.zeros((rows, units))
    for start, stop in pairwise(starts.tolist()):
        steps = voice[numbers[start + 1 : stop]] + 0.05 * rng.normal(size=stop - start - 1)
        logits[start + 1 : stop] = np.cumsum(steps)
        states[start + 1 : stop] = 0.4 * rng.normal(size=(stop - start - 1, units))
    if rng.random() < 0.7:
        states[:, 0], states[:, 1] = np.tanh(logits), np.tanh(-0.6 * logits)
    states[:, -1] = 0.25
    halves = states.clip(-1, 1).astype(np.float16)
    exact = halves.astype(np.float64)
    logits = logits.astype(np.float32)
    codes = codes_of(exact)
    padded = np.concatenate([codes, np.zeros((-rows % BLOCK, units), dtype=np.uint8)])
    first = np.zeros(rows, dtype=bool)
    first[starts[:-1]] = True
    changes, pushes = np.diff(exact, axis=0, prepend=0), np.diff(logits.astype(np.float64), prepend=0)
    changes[first], pushes[first] = 0, 0
    by_word = np.argsort(numbers, kind="stable").astype(np.int32)

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        out = np.zeros((ids, *values.shape[1:]))
        np.add.at(out, numbers, values)
        return out

    labels = (logits[starts[1:] - 1] + rng.normal(size=len(lengths)) > 0).astype(np.int8)
    index = StateIndex(
        codes=padded.reshape(-1, BLOCK, units).swapaxes(1, 2).copy(),
        halves=halves,
        norms=norms_of(codes),
        ids=numbers,
        logits=logits,
        starts=starts,
        labels=labels,
        by_word=by_word,
        word_starts=np.searchsorted(numbers[by_word], np.arange(ids + 1)),
        changes=summed(changes),
        squares=summed(changes**2),
        pushes=summed(pushes),
        push_squares=summed(pushes**2),
    )
    review = np.repeat(np.arange(len(lengths)), lengths + 1)
    told = Told(
        review=review[~first],
        ids=numbers[~first],
        states=exact[~first],
        changes=changes[~first],
        pushes=pushes[~first],
        ends=starts[1:] - 1,
    )
    return index, told
