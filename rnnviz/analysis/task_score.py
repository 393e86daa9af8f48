"""How often a network answers a small task rightly, and what it says after every symbol."""

from dataclasses import dataclass

import numpy as np

from rnnviz.analysis.clinic import last_logits, row_ids
from rnnviz.corpora import Corpus, Task
from rnnviz.networks import Network
from rnnviz.shapes import Floats
from rnnviz.training.small_tasks import unseen_texts

__all__ = ["TaskScore", "count_score", "task_score"]


@dataclass(frozen=True, kw_only=True)
class TaskScore:
    """Right answers on held-out texts.

    Parameters
    ----------
    right, texts
        How many of how many.
    known
        How many of the texts stand in what the network was trained on; 0 but for tasks of which there are few texts.
    """

    right: int
    texts: int
    known: int


def task_score(network: Network, task: Task, *, most: int = 1_000) -> TaskScore:
    """Right answers of `network` on texts of `task` that it was not trained on, `most` at most.

    Raises
    ------
    ConfigurationError
        Reading them would take longer than two minutes.
    """
    unseen = unseen_texts(task, most)
    assert network.vocabulary is not None
    logits = last_logits(network, row_ids(unseen.corpus.texts, network.vocabulary))
    right = int(np.count_nonzero((logits > 0) == unseen.corpus.labels))
    return TaskScore(right=right, texts=len(unseen.corpus), known=unseen.known)


def count_score(task: Task, *, most: int = 1_000) -> TaskScore:
    """Right answers of a bag of words on the same texts: it counts the symbols, and knows nothing of their order.

    Its weights are those of least squares on the task's own texts.
    """
    own, unseen = task.corpus(), unseen_texts(task, most)
    weights, *_ = np.linalg.lstsq(_counts(own, task), 2.0 * own.labels - 1, rcond=None)
    right = int(np.count_nonzero((_counts(unseen.corpus, task) @ weights > 0) == unseen.corpus.labels))
    return TaskScore(right=right, texts=len(unseen.corpus), known=unseen.known)


def _counts(corpus: Corpus, task: Task) -> Floats:
    """How often each symbol stands in each text, and a column of ones, (texts, symbols + 1)."""
    rows = [text.split() for text in corpus.texts]
    return np.array([[1.0, *(row.count(symbol) for symbol in task.rule.symbols)] for row in rows])
