"""Small tasks in seconds: settings that were measured to learn them, and one try that leaves no files."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora import Corpus, Task, TaskKey
from rnnviz.interruption import now_and_then
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.shapes import Ids
from rnnviz.text import Padding
from rnnviz.training.batches import row_lengths
from rnnviz.training.datasets import encode, encoded, epoch_batches

__all__ = [
    "SOLVED",
    "Trial",
    "Unseen",
    "task_network",
    "task_padding",
    "task_training",
    "try_task",
    "unseen_texts",
    "usual_task",
]

SOLVED = 0.99
"""Share of the validation texts from which a try is not trained on."""

_FEATURES = 8
_EPOCHS: Mapping[TaskKey, int] = {"first-symbol": 20, "copy": 25, "parity": 60, "count": 10, "brackets": 12, "sine": 10}
_MOST_EPOCHS = 15
_TEXTS: Mapping[TaskKey, int] = {"sentiment": 20_000}


def usual_task(key: TaskKey, distance: int) -> Task:
    """Task of that kind with as many texts as it takes to learn its rule."""
    return Task(key=key, distance=distance, texts=_TEXTS[key]) if key in _TEXTS else Task(key=key, distance=distance)


def task_network(task: Task, cell: str, units: int = 16) -> NetworkSpec:
    """One layer on vectors of eight numbers; padding, which shorter texts have, is skipped."""
    return NetworkSpec(
        num_words=len(task.rule.symbols) + 4,
        input_features=_FEATURES,
        layers=(LayerSpec(cell=cell, units=units),),
        mask_zero=True,
    )


def task_padding(task: Task) -> Padding:
    """Rows that hold every text and its start sign."""
    return Padding(maxlen=task.longest + 1)


def task_training(
    task: Task,
    *,
    seed: int = 0,
    epochs: int | None = None,
    clip: float | None = 1.0,
    gain: float = 1.0,
    gradient_steps: int | None = None,
) -> TrainingSpec:
    """How a task is learnt: Adam with a rate of 0.005, batches of 32, clipped gradients.

    Measured over three seeds with sixteen units: LSTM and GRU learn every task at its usual distance in these epochs.

    Parameters
    ----------
    epochs
        Passes over the training texts; None = as many as the task was measured to need.
    clip, gain, gradient_steps
        `global_clipnorm`, `recurrent_gain` and `gradient_steps` of `TrainingSpec`.
    """
    return TrainingSpec(
        optimizer="adam",
        learning_rate=0.005,
        batch_size=32,
        epochs=_EPOCHS.get(task.key, _MOST_EPOCHS) if epochs is None else epochs,
        seed=seed,
        engine="live",
        global_clipnorm=clip,
        recurrent_gain=gain,
        gradient_steps=gradient_steps,
    )


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """Texts of a task to try a network on.

    Parameters
    ----------
    corpus
        The texts, from another seed.
    known
        How many of them stand in the task's own corpus, too; 0 but for tasks of which there are few texts.
    """

    corpus: Corpus
    known: int


def unseen_texts(task: Task, most: int) -> Unseen:
    """Texts that `task` does not hold, half of them yes; where fewer than 100 are to be had, those that it may hold.

    Of a class that has few texts, more are known: without a choice, guessing would be right more often than not.
    """
    own, other = set(task.corpus().texts), task.held_out.corpus()
    new = np.array([text not in own for text in other.texts])
    half = min(most // 2, *(int(np.count_nonzero(new & (other.labels == label))) for label in (0, 1)))
    if half < min(_LEAST_UNSEEN, most) // 2:
        new, half = np.ones(len(other), dtype=bool), min(most // 2, len(other) // 2)
    chosen = [np.flatnonzero(new & (other.labels == label))[:half] for label in (0, 1)]
    corpus = other.select(np.sort(np.concatenate(chosen)))
    return Unseen(corpus=corpus, known=sum(text in own for text in corpus.texts))


_LEAST_UNSEEN = 100


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of one try.

    Parameters
    ----------
    right, texts
        How many of how many held-out texts were answered rightly.
    epochs
        Passes over the training texts until it was solved, or all of them.
    solved
        Whether it stopped because `SOLVED` of the validation texts were right.
    lost
        Whether it stopped because its loss was no number any more.
    """

    right: int
    texts: int
    epochs: int
    solved: bool
    lost: bool = False


def try_task(task: Task, network: NetworkSpec, training: TrainingSpec, *, held_out: int = 1_000) -> Trial:
    """Train a network on a task in memory until it is solved, or its epochs are over, and try it on held-out texts.

    It is the training of `rnnviz.training.train` by the live engine: the same weights after the same epochs.
    """
    one, solved, lost = _Try(task, network, training), False, False
    while one.epochs < training.epochs and not solved and not lost:
        lost = not one.learn()
        solved = not lost and one.right(one.data.validation_rows, one.data.validation_labels) >= SOLVED * one.validation
    unseen = unseen_texts(task, held_out).corpus
    rows = encode(unseen.texts, one.vocabulary, one.padding)
    return Trial(right=one.right(rows, unseen.labels), texts=len(unseen), epochs=one.epochs, solved=solved, lost=lost)


class _Try:
    """A network and its optimizer, and the texts of a task as it reads them."""

    def __init__(self, task: Task, network: NetworkSpec, training: TrainingSpec) -> None:
        from rnnviz.training.live_learner import LiveLearner

        self.training, self.padding, self.epochs = training, task_padding(task), 0
        corpus = task.corpus()
        self.vocabulary = corpus.vocabulary(network.num_words)
        parts = corpus.split(training.validation_split, seed=training.split_seed)
        self.data, self.validation = encoded(parts, self.vocabulary, self.padding), len(parts[1])
        self._learner = LiveLearner(network, training, self.padding)
        self._rows, self._lengths = self._learner.network.aligned(self.data.rows), row_lengths(self.data.rows)

    def learn(self) -> bool:
        """Train an epoch; whether the loss is still a number."""
        network, optimizer = self._learner.network, self._learner.optimizer
        self.epochs += 1
        for index in epoch_batches(self.data, self.training, epoch=self.epochs, first=0):
            now_and_then()
            batch = network.arranged(self._rows, self._lengths, index)
            _, loss = network.learn(batch, self.data.labels[index], squares=optimizer.needs_squares)
            if not np.isfinite(loss):
                return False
            optimizer.step()
        return True

    def right(self, rows: Ids, labels: NDArray[np.int8]) -> int:
        """How many of these texts are answered rightly."""
        network, lengths = self._learner.network, row_lengths(rows)
        batch = network.arranged(network.aligned(rows), lengths, np.arange(len(rows)))
        logits, _ = network.read(batch, labels)
        return int(np.count_nonzero((logits > 0) == labels))
