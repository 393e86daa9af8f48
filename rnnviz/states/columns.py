"""The columns of a state store, and the rows of some reviews."""

import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from rnnviz.networks import Network
from rnnviz.states.reading import ReadReviews, state_names

__all__ = ["PLAIN_COLUMNS", "packed", "schema_of", "state_columns"]

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
    kinds = [_STATES[name] for name in state_names(network.spec)]
    return tuple(f"{kind}_{unit}" for kind in kinds for unit in range(last.output_features))


def schema_of(columns: Sequence[str]) -> pa.Schema:
    """Names and types of all columns, of the names of the units' ones."""
    return pa.schema([*PLAIN_COLUMNS.items(), *((name, pa.float32()) for name in columns)])


def packed(read: ReadReviews, labels: NDArray[np.int8], first: int, columns: Sequence[str]) -> bytes:
    """Parquet file of some reviews.

    Parameters
    ----------
    read
        Their rows.
    labels
        Of each review.
    first
        Number of the first of them in the corpus.
    columns
        Names of the columns of their states.
    """
    # Half the bits of a float16 in a float32 are zeros, which take no room once they are packed.
    table = pa.table(
        [pa.array(values) for values in (*_plain(read, labels, first), *read.states)], schema=schema_of(columns)
    )
    content = io.BytesIO()
    parquet.write_table(
        table,
        content,
        compression="zstd",
        compression_level=_LEVEL,
        use_dictionary=[name for name in PLAIN_COLUMNS if name not in _DENSE],
        use_byte_stream_split=[*_DENSE, *columns],
        write_statistics=["review", "id", "logit", "delta_logit"],
    )
    return content.getvalue()


def _plain(read: ReadReviews, labels: NDArray[np.int8], first: int) -> list[NDArray[np.generic]]:
    """Values of the `PLAIN_COLUMNS`."""
    counts = np.diff(read.starts)
    before = np.repeat(read.starts[:-1], counts)
    positions = (np.arange(len(read.ids)) - before - 1).astype(np.int32)
    real, logits = positions >= 0, read.kept_logits
    moved = np.where(real, np.diff(logits, prepend=logits[:1]), np.float32(0))
    reviews = np.arange(first, first + len(counts), dtype=np.int32)
    return [np.repeat(reviews, counts), positions, read.ids, np.repeat(labels, counts), logits, moved, real]
