"""A folder of recorded states: what it is of, and its table."""

import errno
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from rnnviz.errors import ConfigurationError, DataError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.states.columns import schema_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["StateStore", "StoreRecord", "cannot_write", "open_states"]

_MOST_RECORD_BYTES, _MOST_REVIEWS = 100_000, 10_000_000
_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class StoreRecord:
    """What a store is of: ``store.json``.

    Parameters
    ----------
    run, model
        Name of the run, and SHA-256 of its weights, its vocabulary and its padding.
    corpus, part, fingerprint
        The reviews' name, which part of them ("training", "validation" or "all"), and SHA-256 of these reviews.
    reviews
        How many.
    columns
        The units' columns.
    reviews_a_part
        How many stand in one file.
    """

    run: str
    model: str
    corpus: str
    part: str
    fingerprint: str
    reviews: int
    columns: tuple[str, ...]
    reviews_a_part: int
    format: int = _FORMAT

    def __post_init__(self) -> None:
        texts = (self.run, self.model, self.corpus, self.part, self.fingerprint, *self.columns)
        counts = (self.reviews, self.reviews_a_part)
        good = all(isinstance(text, str) for text in texts) and all(type(count) is int for count in counts)
        if not good or not all(0 < count <= _MOST_REVIEWS for count in counts) or self.format != _FORMAT:
            raise ConfigurationError("these are not the fields of a store of states")

    @property
    def parts(self) -> int:
        """Files of the whole store."""
        return -(-self.reviews // self.reviews_a_part)

    def reviews_of(self, part: int) -> range:
        """Numbers of the reviews of one file."""
        each = self.reviews_a_part
        return range(part * each, min((part + 1) * each, self.reviews))

    def to_text(self) -> str:
        """Content of ``store.json``."""
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Record of its JSON form.

        Raises
        ------
        ConfigurationError
            A field is missing, unknown or out of range.
        """
        try:
            return cls(**{**data, "columns": tuple(data["columns"])})
        except (KeyError, TypeError) as error:
            raise ConfigurationError(
                "these are not the fields of a store of states ({kind})", kind=type(error).__name__
            ) from None


@dataclass(frozen=True)
class StateStore:
    """The folder of a store.

    Parameters
    ----------
    path
        The folder.
    """

    path: Path

    @property
    def record_file(self) -> Path:
        """What the store is of."""
        return self.path / "store.json"

    @property
    def text_files(self) -> tuple[Path, Path]:
        """The reviews' texts one after the other, in UTF-8, and where each ends."""
        return self.path / "texts.npy", self.path / "text_ends.npy"

    def text(self, review: int) -> str:
        """A review as the network was given it.

        Raises
        ------
        DataError
            The store has no such review, or its texts are missing or damaged.
        """
        texts, ends = self.text_files
        try:
            with parsing():
                stops = np.load(ends, mmap_mode="r", allow_pickle=False)
                start = int(stops[review - 1]) if review else 0
                letters = np.load(texts, mmap_mode="r", allow_pickle=False)[start : int(stops[review])]
                return bytes(letters).decode("utf-8")
        except RnnvizError as error:
            raise DataError(
                "The texts of {folder} cannot be read ({error}): give the command that recorded it again.",
                folder=self.path.name,
                error=error,
            ) from None

    def part_file(self, part: int) -> Path:
        """Parquet file of some reviews, in their order."""
        return self.path / f"part-{part:05d}.parquet"

    @cached_property
    def record(self) -> StoreRecord:
        """Content of ``store.json``.

        Raises
        ------
        DataError
            There is none, or it is damaged.
        """
        try:
            with parsing():
                return StoreRecord.from_dict(read_json(read_bytes(self.record_file, _MOST_RECORD_BYTES)))
        except RnnvizError as error:
            raise DataError(
                "{folder} holds no states of a corpus ({error}): record them with python -m rnnviz record-corpus.",
                folder=self.path.name,
                error=error,
            ) from None

    def holds(self, part: int) -> bool:
        """Whether the file of a part is there, whole, and of this store's columns and reviews."""
        try:
            reviews, ends = self.record.reviews_of(part), self._read(part, ["review"]).column("review")
        except DataError:
            return False
        return bool(len(ends)) and (ends[0].as_py(), ends[-1].as_py()) == (reviews[0], reviews[-1])

    @property
    def missing(self) -> list[int]:
        """Parts that are not recorded yet."""
        return [part for part in range(self.record.parts) if not self.part_file(part).is_file()]

    def read(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The tables of its files, one after the other.

        Raises
        ------
        DataError
            A file is missing or damaged, or lacks a column.
        """
        if self.missing:
            raise DataError(
                "{folder} was not recorded to its end: {missing} of {parts} files are missing. Record it again with "
                "the same command; what is there is kept.",
                folder=self.path.name,
                missing=len(self.missing),
                parts=self.record.parts,
            )
        known = schema_of(self.record.columns)
        lacking = [name for name in columns or () if name not in known.names]
        if lacking:
            raise DataError(
                "{folder} has no column {column!r}; it has {known}.",
                folder=self.path.name,
                column=lacking[0][:40],
                known=", ".join(known.names),
            )
        for part in range(self.record.parts):
            yield self._read(part, list(columns) if columns is not None else known.names)

    def _read(self, part: int, columns: list[str]) -> pa.Table:
        file, schema = self.part_file(part), schema_of(self.record.columns)
        try:
            with parsing(), parquet.ParquetFile(file) as opened:
                if not opened.schema_arrow.equals(schema):
                    raise DataError("its columns are others")
                return opened.read(columns)
        except RnnvizError as error:
            raise DataError(
                "{file} of {folder} is damaged ({error}): give the command that recorded it again; the other files are "
                "kept.",
                file=file.name,
                folder=self.path.name,
                error=error,
            ) from None


def open_states(path: Path | str, columns: Sequence[str] | None = None) -> "pd.DataFrame":
    """Table of the states that a network went through over a corpus, as `record_corpus` wrote them.

    Parameters
    ----------
    path
        Folder of the store.
    columns
        Take these only; all of IMDB with 32 units fills 900 MB of memory.

    Returns
    -------
    pandas.DataFrame
        One row a timestep that is no padding, and before each review one row, position −1 and mask False, with the
        state that it starts from. Columns: review (its number), position, id, label, logit (readout after the
        timestep), delta_logit, mask, h_0, h_1, …, and c_0, … for an LSTM: the last layer's units, a backward cell's
        behind the forward ones. States are rounded to float16.

    Raises
    ------
    DataError
        There is no whole store in the folder, or no such column.
    """
    table: pd.DataFrame = pa.concat_tables(StateStore(Path(path)).read(columns)).to_pandas()
    return table


def cannot_write(folder: Path, error: OSError) -> RnnvizError:
    """The sentence for a folder that cannot be written, a full disk above all."""
    full = error.errno == errno.ENOSPC
    return DataError(
        "The disk is full: {folder} holds what was recorded so far. Make room, and give the same command again."
        if full
        else "{folder} cannot be written ({reason}).",
        folder=folder,
        reason=error.strerror or error,
    )
