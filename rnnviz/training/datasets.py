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
from rnnviz.training.kept_ids import ids_of

__all__ = ["Data", "batches_an_epoch", "encode", "encoded", "epoch_batches", "feed", "share_before"]


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
    """Encode the training and the validation part; ids that were kept on the disk are taken from there."""
    training, validation = parts
    return Data(
        rows=padding.rows(ids_of(training, vocabulary)),
        labels=training.labels,
        validation_rows=padding.rows(ids_of(validation, vocabulary)),
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


def epoch_batches(data: Data, training: TrainingSpec, *, epoch: int, first: int) -> list[Index]:
    """Which reviews each batch of an epoch holds, from its batch `first` on."""
    if training.batching == "by_length":
        return length_batches(row_lengths(data.rows), training.batch_size, seed=training.seed, epoch=epoch)[first:]
    order = padded_order(len(data.rows), seed=training.seed, epoch=epoch)
    return _slices(order[first * training.batch_size :], training.batch_size)


def feed(data: Data, training: TrainingSpec, *, epoch: int, first: int) -> dict[str, Any]:
    """Arguments of `model.fit` for one epoch, its batches from `first` on.

    Rows have maxlen places, as in the chapter, or as many as the longest of a batch by length needs.
    """
    shortened = training.batching == "by_length"
    lengths = row_lengths(data.validation_rows)
    validation = np.argsort(lengths, kind="stable") if shortened else np.arange(len(lengths))
    batches = epoch_batches(data, training, epoch=epoch, first=first)
    return _arguments(data, training, batches, validation, shortened=shortened)


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
