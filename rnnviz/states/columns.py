"""The columns of a state store, and the rows of some reviews."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from rnnviz.cells import CELLS
from rnnviz.networks import Network
from rnnviz.recording import Recording, record
from rnnviz.shapes import Floats, Ids
from rnnviz.states.corpus_index import LOGIT_STEP

__all__ = ["PLAIN_COLUMNS", "part_of", "schema_of", "state_columns"]

PLAIN_COLUMNS = {
    "review": pa.int32(),
    "position": pa.int32(),
    "id": pa.int32(),
    "label": pa.int8(),
    "logit": pa.float32(),
    "delta_logit": pa.float32(),
    "mask": pa.bool_(),
}
"""The columns that stand before those of the units."""

_STATES = {"hidden_states": "h", "cell_states": "c"}
_DENSE = ("logit", "delta_logit")
_LEVEL = 1  # of zstd: the next ones take longer and save a hundredth


def state_columns(network: Network) -> tuple[str, ...]:
    """One column a unit of the last layer: h_0, h_1, …, and for an LSTM c_0, …; a backward cell's units come behind."""
    last = network.spec.layers[-1]
    kinds = [_STATES[name] for name in CELLS[last.cell].state_names]
    return tuple(f"{kind}_{unit}" for kind in sorted(kinds, reverse=True) for unit in range(last.output_features))


def schema_of(columns: Sequence[str]) -> pa.Schema:
    """Names and types of all columns, of the names of the units' ones."""
    return pa.schema([*PLAIN_COLUMNS.items(), *((name, pa.float32()) for name in columns)])


def part_of(network: Network, rows: Sequence[Ids], labels: NDArray[np.int8], first: int) -> bytes:
    """Parquet file of some reviews.

    Parameters
    ----------
    network
        Who reads; it computes in its own dtype.
    rows
        Start id and the words' ids of each review, uncut.
    labels
        Of each review.
    first
        Number of the first of them in the corpus.
    """
    recordings = record(network, list(rows), gates=False)
    reviews = [
        _review(one, number, int(label))
        for number, (one, label) in enumerate(zip(recordings, labels, strict=True), first)
    ]
    columns = state_columns(network)
    states = np.concatenate([one.states for one in reviews])
    arrays = [np.concatenate([one.plain[name] for one in reviews]) for name in PLAIN_COLUMNS]
    units = [pa.array(column) for column in np.ascontiguousarray(_rounded(states).T)]
    table = pa.table([*map(pa.array, arrays), *units], schema=schema_of(columns))
    content = io.BytesIO()
    dense = [*_DENSE, *columns]
    parquet.write_table(
        table,
        content,
        compression="zstd",
        compression_level=_LEVEL,
        use_dictionary=[name for name in PLAIN_COLUMNS if name not in _DENSE],
        use_byte_stream_split=dense,
        write_statistics=["review", "id", "logit", "delta_logit"],
    )
    return content.getvalue()


def _rounded(states: Floats) -> Floats:
    """float32 with the precision of float16: half the bits are zeros then, which take no room once they are packed."""
    rounded: Floats = states.astype(np.float16).astype(np.float32)
    return rounded


def _stepped(logits: Floats) -> Floats:
    """float32 in steps of `LOGIT_STEP`, the next below: so a verdict keeps its side of 0, and sums are exact."""
    stepped: Floats = (np.floor(logits.astype(np.float64) / LOGIT_STEP) * LOGIT_STEP).astype(np.float32)
    return stepped


@dataclass(frozen=True, kw_only=True, eq=False)
class _Review:
    """The rows of one review: the state before its first timestep, then one row for each that is no padding."""

    plain: dict[str, NDArray[np.generic]]
    states: Floats


def _review(recording: Recording, number: int, label: int) -> _Review:
    real = np.flatnonzero(recording.mask)
    first, stop = int(real[0]), int(real[-1]) + 1
    last = recording.layers[-1]
    every = np.concatenate([last.values(name) for name in _names(recording)], axis=1)
    logit = recording.logit
    before = first - 1
    initial = every[before] if first else _initial(recording, every)
    initial_logit = logit[before] if first else logit.dtype.type(recording.initial_logit)
    count = 1 + stop - first
    logits = _stepped(np.concatenate([[initial_logit], logit[first:stop]]))
    plain: dict[str, NDArray[np.generic]] = {
        "review": np.full(count, number, dtype=np.int32),
        "position": np.arange(-1, count - 1, dtype=np.int32),
        "id": np.concatenate([[0], recording.ids[first:stop]]).astype(np.int32),
        "label": np.full(count, label, dtype=np.int8),
        "logit": logits,
        "delta_logit": np.diff(logits, prepend=logits[:1]),
        "mask": np.arange(count) > 0,
    }
    return _Review(plain=plain, states=np.concatenate([initial[None], every[first:stop]]))


def _names(recording: Recording) -> list[str]:
    """What is stored of the last layer: hidden states first."""
    return sorted(recording.layers[-1].names, reverse=True)


def _initial(recording: Recording, every: Floats) -> Floats:
    """States before the first timestep: zeros, and for a backward cell what it ends with, as its logit is held."""
    initial: Floats = np.zeros_like(every[0])
    if recording.layers[-1].backward_part is not None:
        units = recording.spec.layers[-1].units
        backward = np.arange(len(initial)) % (2 * units) >= units
        initial[backward] = every[0, backward]
    return initial
