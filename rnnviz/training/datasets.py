"""What the training loop is fed with: encoded reviews, an epoch at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora import Corpus
from rnnviz.runs import TrainingSpec
from rnnviz.shapes import Ids
from rnnviz.text import START_ID, Padding, Vocabulary, read_ids
from rnnviz.training.batches import Index, batch_rows, length_batches, padded_order, row_lengths

__all__ = ["Data", "batches_an_epoch", "encode", "encoded", "feed", "share_before"]


@dataclass(frozen=True, kw_only=True)
class Data:
    """Rows and labels of both parts of a corpus, (samples, maxlen) and (samples,)."""

    rows: Ids
    labels: NDArray[np.int8]
    validation_rows: Ids
    validation_labels: NDArray[np.int8]
    padding: Padding


def encode(texts: Sequence[str], vocabulary: Vocabulary, padding: Padding) -> Ids:
    """Rows that a network is trained on, (samples, maxlen): start id, then the words' ids, padded."""
    return padding.rows([[START_ID, *read_ids(text, vocabulary)] for text in texts])


def encoded(parts: tuple[Corpus, Corpus], vocabulary: Vocabulary, padding: Padding) -> Data:
    """Encode the training and the validation part."""
    training, validation = parts
    return Data(
        rows=encode(training.texts, vocabulary, padding),
        labels=training.labels,
        validation_rows=encode(validation.texts, vocabulary, padding),
        validation_labels=validation.labels,
        padding=padding,
    )


def batches_an_epoch(data: Data, training: TrainingSpec) -> int:
    """Batches of one epoch, the same in both ways of batching."""
    return -(-len(data.rows) // training.batch_size)


def share_before(data: Data, training: TrainingSpec, *, epoch: int, first: int) -> float:
    """Share of the reviews of an epoch that its batches before `first` hold."""
    if training.batching == "padded":
        return min(first * training.batch_size / len(data.rows), 1.0)
    batches = length_batches(row_lengths(data.rows), training.batch_size, seed=training.seed, epoch=epoch)
    return sum(map(len, batches[:first])) / len(data.rows)


def feed(data: Data, training: TrainingSpec, *, epoch: int, first: int) -> dict[str, Any]:
    """Arguments of `model.fit` for one epoch, its batches from `first` on."""
    make = _feed_by_length if training.batching == "by_length" else _feed_padded
    return make(data, training, epoch=epoch, first=first)


def _feed_padded(data: Data, training: TrainingSpec, *, epoch: int, first: int) -> dict[str, Any]:
    """Arguments of `model.fit` for rows of maxlen places, as in the chapter."""
    order = padded_order(len(data.rows), seed=training.seed, epoch=epoch)[first * training.batch_size :]
    validation = np.arange(len(data.validation_rows))
    return _arguments(data, training, _slices(order, training.batch_size), validation, shortened=False)


def _feed_by_length(data: Data, training: TrainingSpec, *, epoch: int, first: int) -> dict[str, Any]:
    """Arguments of `model.fit` for batches of reviews of similar length."""
    batches = length_batches(row_lengths(data.rows), training.batch_size, seed=training.seed, epoch=epoch)
    validation = np.argsort(row_lengths(data.validation_rows), kind="stable")
    return _arguments(data, training, batches[first:], validation, shortened=True)


def _slices(order: Index, size: int) -> list[Index]:
    return [order[start : start + size] for start in range(0, len(order), size)]


def _arguments(
    data: Data, training: TrainingSpec, batches: Sequence[Index], validation_order: Index, *, shortened: bool
) -> dict[str, Any]:
    validation = _slices(validation_order, max(training.batch_size, 250))
    padding = data.padding if shortened else None
    return {
        "x": _dataset(data.rows, data.labels, batches, padding),
        "steps_per_epoch": len(batches),
        "shuffle": False,
        "validation_data": _dataset(data.validation_rows, data.validation_labels, validation, padding),
        "validation_steps": len(validation),
    }


def _dataset(rows: Ids, labels: NDArray[np.int8], batches: Sequence[Index], padding: Padding | None) -> Any:
    """Batches for Keras, in this order; with `padding`, what no review of a batch needs of it is left out.

    tf.data's autotuning is off: its thread sleeps twice as long after each look, up to a minute, and TensorFlow 2.21
    waits for it to wake when the data end. With Keras's own data set of arrays an epoch takes up to twice its time.
    """
    import tensorflow as tf

    def generate() -> Iterator[tuple[Ids, NDArray[np.int8]]]:
        for index in batches:
            yield rows[index] if padding is None else batch_rows(rows[index], padding), labels[index]

    options = tf.data.Options()
    options.autotune.enabled = False
    places = rows.shape[1] if padding is None else None
    signature = (tf.TensorSpec((None, places), tf.int32), tf.TensorSpec((None,), tf.int8))
    return tf.data.Dataset.from_generator(generate, output_signature=signature).prefetch(2).with_options(options)
