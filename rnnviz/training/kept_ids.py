"""The words of a corpus as numbers, kept on disk: counting and looking up six million words takes three seconds.

Files lie beside the runs, called by what they follow from, and can be deleted at any time::

    ids/vocabulary-<fingerprint of the reviews>-<num_words>.txt
    ids/<fingerprint of the reviews and of the vocabulary>.npz
"""

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora import Corpus
from rnnviz.errors import DataError
from rnnviz.foreign import parsing, read_bytes
from rnnviz.runs import runs_folder, write_bytes, write_text
from rnnviz.shapes import Ids
from rnnviz.text import START_ID, Vocabulary, read_ids

__all__ = ["ids_of", "vocabulary_of"]

_LEAST_REVIEWS = 1_000  # fewer are read as fast as a file
_MOST_FILES = 24
_MOST_BYTES = 400_000_000
_TWO_BYTES = 1 << 16


def vocabulary_of(reviews: Corpus, num_words: int) -> Vocabulary:
    """`Corpus.vocabulary`, from the disk where it was kept."""
    if reviews.ranking is not None or len(reviews) < _LEAST_REVIEWS:
        return reviews.vocabulary(num_words)
    file = _folder() / f"vocabulary-{reviews.fingerprint[:32]}-{num_words}.txt"
    with suppress(DataError):
        kept = Vocabulary.from_file(file)
        if len(kept) <= num_words:
            return kept
    vocabulary = reviews.vocabulary(num_words)
    with suppress(OSError):  # a full disk costs only the time
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, vocabulary.to_text())
    return vocabulary


def ids_of(reviews: Corpus, vocabulary: Vocabulary) -> list[Ids]:
    """Start id and the words' ids of every review, from the disk where they were kept."""
    if len(reviews) < _LEAST_REVIEWS:
        return _looked_up(reviews, vocabulary)
    name = hashlib.sha256(f"{reviews.fingerprint}\n{vocabulary.to_text()}".encode()).hexdigest()[:32]
    file = _folder() / f"{name}.npz"
    with suppress(DataError, OSError):
        return _read(file, len(reviews), len(vocabulary))
    ids = _looked_up(reviews, vocabulary)
    with suppress(OSError):
        _keep(file, ids)
    return ids


def _folder() -> Path:
    return runs_folder().parent / "ids"


def _looked_up(reviews: Corpus, vocabulary: Vocabulary) -> list[Ids]:
    return [np.array([START_ID, *read_ids(text, vocabulary)], dtype=np.int32) for text in reviews.texts]


def _keep(file: Path, ids: list[Ids]) -> None:
    content = io.BytesIO()
    lengths = np.array([len(one) for one in ids], dtype=np.int32)
    small = max(int(one.max()) for one in ids) < _TWO_BYTES
    every = np.concatenate(ids, dtype=np.uint16 if small else np.int32, casting="unsafe")
    np.savez(content, allow_pickle=False, ids=every, lengths=lengths)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(file, content.getvalue())
    _forget_old(file.parent)


def _read(file: Path, reviews: int, words: int) -> list[Ids]:
    """What a file holds.

    Raises
    ------
    DataError
        It is not whole, or of other reviews.
    OSError
        There is none.
    """
    content = read_bytes(file, _MOST_BYTES)
    with parsing(), np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        ids: Ids = arrays["ids"]
        lengths: NDArray[np.int32] = arrays["lengths"]
    good = (
        ids.dtype in (np.uint16, np.int32)
        and lengths.dtype == np.int32
        and ids.ndim == lengths.ndim == 1
        and len(lengths) == reviews
    )
    if not good or (lengths < 1).any() or lengths.sum() != len(ids) or not 0 <= ids.min() <= ids.max() < words:
        raise DataError("These are not the ids of {reviews:,} reviews.", reviews=reviews)
    return np.split(ids, np.cumsum(lengths)[:-1])


def _forget_old(folder: Path) -> None:
    """Keep the newest files."""
    found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_MOST_FILES:]:
        path.unlink(missing_ok=True)
