"""What every word of a review changes in the states at every other word: the difference that it makes, measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import Cell, Unrolled
from rnnviz.cells.cell import let_explode
from rnnviz.explanation.reading import Reading, check_readings
from rnnviz.networks import LayerTrajectory
from rnnviz.shapes import Floats
from rnnviz.text import PADDING_ID, UNKNOWN_ID

__all__ = ["Influence", "Without", "influence"]

Without = Literal["unknown", "left_out"]

Indices = NDArray[np.int64]

_MOST_TOGETHER = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Influence:
    """The difference that each word makes to the states of the last layer.

    Attributes
    ----------
    words
        Timesteps of the words in `Reading.ids`, (words,).
    without
        What a word is compared with: "unknown" in its place, or the review that it was "left_out" of.
    differences
        For each state by name ‖s[t] − s[t] without word i‖, (words, timesteps). In a bidirectional layer s is the state
        of both cells together.
    logits
        What the readout hears of it: running logit minus running logit without word i, (words, timesteps). As in a
        recording, the backward half of a bidirectional layer is held at its final state.
    kept
        For each state that a gate keeps, the share of the difference that this gate let through from the timestep
        before, (words, timesteps): Σ gate·|d| / Σ |d| over the units, where d is the difference before. nan where there
        was none. In front of the word it is the gate of the cell that reads from the end. The weighting is ours.
    """

    words: Indices
    without: Without
    differences: Mapping[str, Floats]
    logits: Floats
    kept: Mapping[str, Floats]

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return sum(one.nbytes for one in (*self.differences.values(), self.logits, *self.kept.values()))


def influence(reading: Reading, without: Without = "unknown") -> Influence:
    """Difference of the last layer's states with and without each word, at every timestep.

    A word is either replaced by the unknown word, which keeps the length, or left out: then the states are aligned by
    the words around it, and at its own place the state without it is the one before it. A network that reads its
    padding reads one padding more then.

    Parameters
    ----------
    reading
        The review.
    without
        "unknown" or "left_out".

    Raises
    ------
    DataError
        The review would take too long to be read once for each word.
    """
    words = np.flatnonzero(reading.words)
    check_readings(reading, len(words))
    cell = reading.network.layers[-1].forward
    shape = (len(words), len(reading.ids))
    squares = {name: np.zeros(shape) for name in cell.state_names}
    kept = {name: np.full(shape, np.nan) for name in cell.keeping_gates}
    logits = np.zeros(shape)
    row = _unknown(reading) if without == "unknown" else _left_out(reading)
    first = 0
    for some in _groups(reading, words):
        rows = slice(first, first + len(some))
        read = _read_without(reading, row, some, without)
        _measure(
            read,
            {name: total[rows] for name, total in squares.items()},
            {name: share[rows] for name, share in kept.items()},
        )
        logits[rows] = _heard(read, reading.network.readout_kernel)
        first += len(some)
    if without == "unknown":
        for total in (*squares.values(), logits):
            total[reading.ids[words] == UNKNOWN_ID] = 0  # replaced by itself: what is left is rounding
    differences = {name: np.sqrt(total) for name, total in squares.items()}
    return Influence(words=words, without=without, differences=differences, logits=logits, kept=kept)


def _groups(reading: Reading, words: Indices) -> Iterator[Indices]:
    """Neighbouring words that are read together: few, for what stands before the first of them is not read again."""
    for some in reading.chunks(words):
        for start in range(0, len(some), _MOST_TOGETHER):
            yield some[start : start + _MOST_TOGETHER]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Row:
    """What is read instead of a review, with every word in it.

    One padding is added for the word that will be left out of a network that reads padding. Timestep t of the review
    stands at `places[t]`; `trajectories` is what the row itself does.
    """

    vectors: Floats
    places: Indices
    trajectories: tuple[LayerTrajectory, ...]


def _unknown(reading: Reading) -> _Row:
    return _Row(vectors=reading.vectors, places=np.arange(len(reading.ids)), trajectories=reading.trajectories)


def _left_out(reading: Reading) -> _Row:
    network, length = reading.network, len(reading.ids)
    if network.spec.mask_zero:
        return _unknown(reading)
    padding = network.embedding[[PADDING_ID]].astype(np.float64)
    if network.padding.padding == "pre":
        vectors, places = np.concatenate([padding, reading.vectors]), np.arange(length) + 1
    else:
        behind = np.arange(length) > np.flatnonzero(reading.ids).max(initial=-1)
        vectors, places = np.concatenate([reading.vectors, padding]), np.arange(length) + behind
    return _Row(vectors=vectors, places=places, trajectories=reading.read(vectors))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Read:
    """The last layer as it read the review, and without each of some words, from timestep `begin` on.

    What lies before it is the same for all of them, and `row` has read it. `at` is where the timesteps from `begin` on
    stand in `without`.
    """

    cells: tuple[Cell, ...]
    words: Indices
    begin: int
    at: Indices
    row: _Row
    was: LayerTrajectory
    without: LayerTrajectory


@let_explode
def _read_without(reading: Reading, row: _Row, words: Indices, without: Without) -> _Read:
    """Read what follows the first of the words, without one of them each time; a bidirectional network reads all."""
    network = reading.network
    forward = all(layer.backward is None for layer in network.layers)
    begin = int(words[0]) if forward else 0
    start = int(row.places[begin]) if forward else 0
    vectors = np.repeat(row.vectors[None, start:], len(words), axis=0)
    each, mask = (np.arange(len(words)), row.places[words] - start), None
    if without == "unknown":
        vectors[each] = network.embedding[UNKNOWN_ID]
    else:
        mask = np.ones(vectors.shape[:-1], bool)
        mask[each] = False  # the state is carried over it, as if it was not there
    initial = reading.initial if start == 0 else _states_at(row.trajectories, start - 1)
    return _Read(
        cells=network.layers[-1].cells,
        words=words,
        begin=begin,
        at=row.places[begin:] - start,
        row=row,
        was=reading.trajectories[-1],
        without=network.read_vectors(vectors, mask=mask, initial=initial)[-1],
    )


def _states_at(trajectories: tuple[LayerTrajectory, ...], timestep: int) -> list[tuple[Floats, ...]]:
    return [tuple(state[timestep] for state in layer.forward.states.values()) for layer in trajectories]


@let_explode
def _measure(read: _Read, squares: Mapping[str, Floats], kept: Mapping[str, Floats]) -> None:
    """Add the squares of what differs in either cell, and write what its gates kept."""
    rows = zip(_both(read.was), _both(read.row.trajectories[-1]), _both(read.without), strict=True)
    for cell, (was, row, without) in zip(read.cells, rows, strict=True):
        for name, total in squares.items():
            shared = row.states[name][read.row.places[: read.begin]] - was.states[name][: read.begin]
            total[:, : read.begin] += (shared**2).sum(axis=-1)
            differences = without.states[name][:, read.at] - was.states[name][read.begin :]
            total[:, read.begin :] += np.einsum("wtu,wtu->wt", differences, differences)
            if name in kept:
                gate = was.values[cell.keeping_gates[name]][read.begin :]
                _write_kept(read, gate, np.abs(differences), kept[name], backwards=was.go_backwards)


@let_explode
def _heard(read: _Read, readout: Floats) -> Floats:
    """What the readout hears of the differences, (words, timesteps)."""
    units = read.cells[0].units
    was, row = read.was.forward.hidden_states, read.row.trajectories[-1].forward.hidden_states
    shared = np.broadcast_to(
        was[: read.begin] - row[read.row.places[: read.begin]], (len(read.words), read.begin, units)
    )
    differences = was[read.begin :] - read.without.forward.hidden_states[:, read.at]
    heard: Floats = np.concatenate([shared, differences], axis=1) @ readout[:units]
    if read.was.backward is not None and read.without.backward is not None:
        ends = read.was.backward.final_state[0] - read.without.backward.final_state[0]
        heard = heard + (ends @ readout[units:])[:, None]
    return heard


def _both(layer: LayerTrajectory) -> list[Unrolled]:
    return [layer.forward] if layer.backward is None else [layer.forward, layer.backward]


def _write_kept(read: _Read, gate: Floats, sizes: Floats, kept: Floats, *, backwards: bool) -> None:
    """Share of the differences, (words, timesteps, units), that the gate lets through to the next timestep."""
    to, of = (slice(None, -1), slice(1, None)) if backwards else (slice(1, None), slice(None, -1))
    let_through, all_of_it = np.einsum("tu,wtu->wt", gate[to], sizes[:, of]), sizes[:, of].sum(axis=-1)
    share = np.full(all_of_it.shape, np.nan)
    np.divide(let_through, all_of_it, out=share, where=all_of_it > 0)
    timesteps = np.arange(read.begin, kept.shape[1])[to]
    follows = timesteps < read.words[:, None] if backwards else timesteps > read.words[:, None]
    np.copyto(kept[:, read.begin :][:, to], share, where=follows)
