"""The states of some reviews in memory, as a store holds them: read by NumPy, or by the compiled engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import CELLS
from rnnviz.engine import is_kept
from rnnviz.errors import DataError
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import Recording, check_work, record
from rnnviz.runs import Run
from rnnviz.shapes import Floats, Ids
from rnnviz.states.corpus_index import LOGIT_STEP
from rnnviz.text import PADDING_ID
from rnnviz.training.live_reading import LiveReader, can_read_live

__all__ = [
    "ReadReviews",
    "Reader",
    "engine_is_sooner",
    "read_by_engine",
    "read_by_numpy",
    "reader_of",
    "state_names",
]

_WORTH_LOADING, _WORTH_COMPILING = 10_000, 50_000
"""Reviews times gates from which on the engine is sooner: a process loads it in half a second, and where no process has
used it, compiles it in two more. NumPy reads 5,000 reviews with an LSTM in one."""

_MOST_LIVE = 1_000_000
"""Numbers that the engine keeps of one review in a layer, at most: eight reviews of so many fill 32 MB."""

Reader = Callable[[Sequence[Ids]], "ReadReviews"]
"""Start id and the words' ids of each review, uncut, to their rows."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadReviews:
    """Rows of some reviews: before each one for the state that it starts from, then one a timestep that is no padding.

    Parameters
    ----------
    starts
        First row of each review, and the number of rows, (reviews + 1,).
    ids
        Word of each row, 0 before a review, (rows,).
    logits
        Readout of each row, (rows,).
    states
        (columns, rows), float32: hidden states, then an LSTM's cell states, a backward cell's behind the forward ones.
    """

    starts: NDArray[np.int64]
    ids: Ids
    logits: Floats
    states: Floats

    @cached_property
    def kept_logits(self) -> Floats:
        """Logits in steps of `LOGIT_STEP`, the next below: so a verdict keeps its side of 0, and sums are exact."""
        kept: Floats = (np.floor(self.logits.astype(np.float64) / LOGIT_STEP) * LOGIT_STEP).astype(np.float32)
        return kept

    @classmethod
    def empty(cls, reviews: Sequence[Ids], columns: int) -> "ReadReviews":
        """Rows of reviews, as they are cut, whose logits and states are yet to be filled in."""
        starts = np.cumsum([0, *(1 + len(review) for review in reviews)])
        ids = np.zeros(starts[-1], dtype=np.int32)
        words = np.ones(len(ids), dtype=np.bool_)
        words[starts[:-1]] = False
        ids[words] = np.concatenate(reviews)
        states = np.empty((columns, len(ids)), dtype=np.float32)
        return cls(starts=starts, ids=ids, logits=np.empty(len(ids), dtype=np.float32), states=states)


def state_names(spec: NetworkSpec) -> tuple[str, ...]:
    """What is held of the last layer, hidden states first."""
    return tuple(sorted(CELLS[spec.layers[-1].cell].state_names, reverse=True))


def engine_is_sooner(spec: NetworkSpec, reviews: int) -> bool:
    """Whether the engine reads so many reviews sooner than NumPy, with what it takes to load or to compile it."""
    gates = sum(layer.blocks * (2 if layer.bidirectional else 1) for layer in spec.layers)
    work = reviews * gates
    return work >= _WORTH_COMPILING or (work >= _WORTH_LOADING and is_kept({layer.cell for layer in spec.layers}))


def reader_of(run: Run, network: Network, *, by_engine: bool) -> Reader:
    """What reads reviews of a run: the engine, if it is wanted and can, or NumPy.

    Parameters
    ----------
    run
        The run.
    network
        Its network, which computes in float32.
    by_engine
        Whether the engine is wanted.
    """
    kept = max(layer.units * layer.blocks for layer in network.spec.layers) * network.padding.maxlen
    if not by_engine or kept > _MOST_LIVE or not can_read_live(network.spec):
        return lambda rows: read_by_numpy(network, rows)
    live = LiveReader.of(run)
    return lambda rows: read_by_engine(live, network, rows)


# ---- by NumPy ----


def read_by_numpy(network: Network, rows: Sequence[Ids], *, rounded: bool = True) -> ReadReviews:
    """Read reviews by the glass box.

    Parameters
    ----------
    network
        Who reads; it computes in its own dtype.
    rows
        Start id and the words' ids of each review, uncut.
    rounded
        Whether states are rounded to the precision of float16.

    Raises
    ------
    DataError, ConfigurationError
        A review takes too long to read, or an id is outside the network's embedding.
    """
    recordings = record(network, list(rows), gates=False)
    names = state_names(network.spec)
    wide = network.spec.layers[-1].output_features
    every = ReadReviews.empty([one.ids[one.mask] for one in recordings], wide * len(names))
    for one, start, stop in zip(recordings, every.starts, every.starts[1:], strict=False):
        first = int(np.argmax(one.mask))
        real = slice(first, first + stop - start - 1)
        every.logits[start] = one.logit[first - 1] if first else one.initial_logit
        every.logits[start + 1 : stop] = one.logit[real]
        for number, name in enumerate(names):
            values, here = one.layers[-1].values(name), slice(number * wide, (number + 1) * wide)
            every.states[here, start] = values[first - 1] if first else _initial(one, values)
            every.states[here, start + 1 : stop] = values[real].T
    if rounded:
        for column in every.states:
            column[:] = column.astype(np.float16)
    return every


def _initial(recording: Recording, values: Floats) -> Floats:
    """State before the first timestep: zeros, and for a backward cell what it ends with, as its logit is held."""
    initial: Floats = np.zeros_like(values[0])
    if recording.layers[-1].backward_part is not None:
        units = recording.spec.layers[-1].units
        initial[units:] = values[0, units:]
    return initial


# ---- by the engine ----


def read_by_engine(live: LiveReader, network: Network, rows: Sequence[Ids], *, rounded: bool = True) -> ReadReviews:
    """Read reviews by the compiled engine, in float32; parameters and errors are those of `read_by_numpy`."""
    from rnnviz.engine.taking import take_rows

    reviews = _cut(network, rows)
    check_work(network, longest=max(map(len, reviews)))
    wide = network.spec.layers[-1].output_features
    every = ReadReviews.empty(reviews, wide * len(state_names(network.spec)))
    counts = np.diff(every.starts)
    behind = network.padding.padding == "post" and not network.spec.mask_zero
    for index, block, cells, logits in live.trajectories(network.padding.rows(reviews), rounded=rounded):
        first = np.zeros_like(index) if behind else len(block.places) + 1 - counts[index]
        places = np.stack([every.starts[index], counts[index], first], axis=1)
        take_rows(logits[:, :, None], places, block.begins, False, every.logits[None], 0)
        for number, states in enumerate(cells):
            for kind in range(states.shape[2]):
                at = kind * wide + number * states.shape[3]
                take_rows(states[:, :, kind], places, block.begins, number > 0, every.states, at)
    return every


def _cut(network: Network, rows: Sequence[Ids]) -> list[Ids]:
    """What is read of reviews; the engine looks up whatever number it is given, so they are looked at here."""
    every = np.concatenate(rows)
    real = rows if every.all() else [row[row != PADDING_ID] for row in rows]
    if min(map(len, real)) == 0 or not 0 <= int(every.min()) <= int(every.max()) < network.spec.num_words:
        raise DataError(
            "The ids of a review are from 1 to {most}, one at least; those of this one are not.",
            most=network.spec.num_words - 1,
        )
    return [row[network.padding.kept(len(row))] for row in real]
