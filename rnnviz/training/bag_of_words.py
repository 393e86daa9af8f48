"""Fitting a bag of words on the reviews of a run."""

from typing import Any

import numpy as np

from rnnviz.runs import BagOfWords, Run
from rnnviz.shapes import Floats, Ids
from rnnviz.text import UNKNOWN_ID, Vocabulary
from rnnviz.training.datasets import encode
from rnnviz.training.reviews import reviews_of

__all__ = ["fit_bag_of_words", "presence"]

_PENALTIES = (0.01, 0.03, 0.1, 0.3)


def fit_bag_of_words(run: Run) -> BagOfWords:
    """Logistic regression on which words stand in the rows that the run was trained on.

    It sees what the network sees: the same vocabulary, the same rows, cut where they are cut. Of a few penalties the
    one with the best validation accuracy is taken.

    Raises
    ------
    TrainingError
        The reviews of the run cannot be read any more, or have changed.
    ModelNotFoundError
        There is no vocabulary.
    """
    from sklearn.linear_model import LogisticRegression

    network, padding = run.record.network, run.record.padding
    vocabulary = Vocabulary.from_file(run.vocabulary_file)
    parts = reviews_of(run, download=False)
    training, validation = parts
    rows, held = [presence(encode(part.texts, vocabulary, padding), network.num_words) for part in parts]
    models = [LogisticRegression(C=c, max_iter=1_000).fit(rows, training.labels) for c in _PENALTIES]
    scores = [float(model.score(held, validation.labels)) for model in models]
    best = int(np.argmax(scores))
    weights: Floats = models[best].coef_[0].astype(np.float32).astype(np.float64)  # as they are kept
    return BagOfWords(
        weights=weights,
        bias=float(models[best].intercept_[0]),
        penalty=_PENALTIES[best],
        accuracy=scores[best],
        trained_on=len(training),
        validated_with=len(validation),
        corpus=run.record.corpus.fingerprint,
    )


def presence(rows: Ids, num_words: int) -> Any:
    """Which words stand in each row, a sparse matrix (samples, num_words) of zeros and ones."""
    from scipy.sparse import csr_matrix

    found = [np.unique(row[row > UNKNOWN_ID]) for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    ids = np.concatenate([np.empty(0, dtype=rows.dtype), *found])
    return csr_matrix((np.ones(len(ids)), ids, ends), shape=(len(rows), num_words))
