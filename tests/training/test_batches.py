"""Batches by length: every review once an epoch, nothing cut but padding, and the same network as with padded rows."""

from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, Network, NetworkSpec, build_keras_model, read_keras_file
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import train
from rnnviz.training.batches import ROUNDED_TO, batch_rows, length_batches, padded_order, row_lengths
from rnnviz.training.datasets import Data, encode, feed

lengths_ = st.lists(st.integers(1, 500), min_size=1, max_size=200).map(np.array)
NETWORK = NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=4),), mask_zero=True)
PADDING = Padding(maxlen=120)


def rows_of(lengths: np.ndarray, padding: Padding) -> np.ndarray:
    """Rows with so many ids each, cut where they are longer."""
    return padding.rows([list(range(1, length + 1)) for length in lengths])


@given(lengths=lengths_, size=st.integers(1, 40), seed=st.integers(0, 9), epoch=st.integers(1, 9))
def test_every_review_is_in_one_batch(lengths: np.ndarray, size: int, seed: int, epoch: int) -> None:
    """All batches together hold each review once, as many batches as padded rows would make, and again the same."""
    batches = length_batches(lengths, size, seed=seed, epoch=epoch)
    assert sorted(np.concatenate(batches).tolist()) == list(range(len(lengths)))
    assert len(batches) == -(-len(lengths) // size)
    again = length_batches(lengths, size, seed=seed, epoch=epoch)
    assert [batch.tolist() for batch in again] == [batch.tolist() for batch in batches]


@given(lengths=lengths_, size=st.integers(1, 40))
def test_batches_hold_neighbours_in_length(lengths: np.ndarray, size: int) -> None:
    """Sorted by length, the rounded lengths of two batches overlap in one value at most."""
    rounded = [-(-lengths[batch] // ROUNDED_TO) for batch in length_batches(lengths, size, seed=0, epoch=1)]
    rounded.sort(key=lambda batch: (batch.min(), batch.max()))
    assert all(before.max() <= after.min() for before, after in pairwise(rounded))


@given(lengths=lengths_, maxlen=st.integers(1, 400), side=st.sampled_from(["pre", "post"]))
def test_a_batch_loses_nothing_but_padding(lengths: np.ndarray, maxlen: int, side: str) -> None:
    """The rows of a batch hold all ids of the padded rows, in their order, and end or begin with a review."""
    padding = Padding(maxlen=maxlen, padding=side)
    rows = rows_of(lengths, padding)
    short = batch_rows(rows, padding)
    assert [row[row > 0].tolist() for row in short] == [row[row > 0].tolist() for row in rows]
    assert short.shape[1] == min(-(-row_lengths(rows).max() // ROUNDED_TO) * ROUNDED_TO, maxlen)


def test_the_order_of_an_epoch_is_drawn_from_seed_and_epoch() -> None:
    """Two epochs have two orders, and the same epoch the same."""
    orders = [padded_order(50, seed=1, epoch=epoch).tolist() for epoch in (1, 2, 1)]
    assert orders[0] == orders[2] != orders[1]


def test_a_network_that_reads_its_padding_is_refused(reviews_file: Path, tmp_path: Path) -> None:
    """Without a mask a shorter row would be another input: one sentence, and no folder."""
    unmasked = NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=4),))
    with pytest.raises(ConfigurationError, match="Batches by length are for networks that mask"):
        train(
            unmasked,
            TrainingSpec(batching="by_length"),
            corpus=str(reviews_file),
            padding=PADDING,
            out=tmp_path / "run",
        )
    assert not (tmp_path / "run").exists()


def test_training_by_length_is_measured_as_on_padded_rows(
    keras: ModuleType, reviews_file: Path, tmp_path: Path
) -> None:
    """Loss and accuracy on validation are those that the kept network gives on padded rows of maxlen places."""
    spec = TrainingSpec(batch_size=8, epochs=1, seed=5, split_seed=2, learning_rate=0.02, batching="by_length")
    run = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    from rnnviz.corpora import load_corpus
    from rnnviz.text import Vocabulary

    validation = load_corpus(str(reviews_file)).split(0.2, seed=2)[1]
    rows = encode(validation.texts, Vocabulary.from_file(run.vocabulary_file), PADDING)
    network = Network.from_weights(*read_keras_file(run.model_file), padding=PADDING).astype(np.float64)
    logit = network.readout(network.read(rows)[-1].hidden_states[:, -1])
    probability = 1 / (1 + np.exp(-logit))
    loss = -np.mean(np.log(np.where(validation.labels == 1, probability, 1 - probability)))
    assert run.history[0].val_loss == pytest.approx(loss, abs=1e-5)
    assert run.history[0].val_accuracy == pytest.approx(np.mean((probability >= 0.5) == validation.labels), abs=1e-6)


@pytest.mark.parametrize(
    ("cell", "bidirectional", "side"), [("simple_rnn", False, "post"), ("lstm", False, "pre"), ("gru", True, "pre")]
)
def test_short_rows_are_evaluated_as_padded_ones(keras: ModuleType, cell: str, bidirectional: bool, side: Any) -> None:
    """Keras gives the same loss and the same number of right verdicts on batches by length as on rows of maxlen."""
    rng = np.random.default_rng(3)
    padding = Padding(maxlen=250, padding=side, truncating="post")
    lengths = [*rng.integers(1, 100, 250), *rng.integers(100, 400, 250)]
    rows = padding.rows([rng.integers(1, 30, length).tolist() for length in lengths])
    labels = rng.integers(0, 2, 500).astype(np.int8)
    data = Data(rows=rows, labels=labels, validation_rows=rows, validation_labels=labels, padding=padding)
    layer = LayerSpec(cell=cell, units=4, bidirectional=bidirectional)
    model = build_keras_model(NetworkSpec(num_words=30, input_features=4, layers=(layer,), mask_zero=True), seed=1)
    model.compile(loss="binary_crossentropy", metrics=["accuracy"])
    fed = feed(data, TrainingSpec(batch_size=16, batching="by_length"), epoch=1, first=0)
    assert [batch.shape for batch, _ in fed["validation_data"].as_numpy_iterator()] == [(250, 100), (250, 250)]
    short = model.evaluate(fed["validation_data"], steps=fed["validation_steps"], verbose=0)
    padded = model.evaluate(rows, labels, batch_size=500, verbose=0)
    assert short == pytest.approx(padded, abs=1e-6)


def test_padded_batches_train_as_keras_does_on_arrays(keras: ModuleType) -> None:
    """Fed with its batches in their order, a model ends with the weights that Keras gives it on the ordered arrays."""
    rng = np.random.default_rng(4)
    rows, labels = rng.integers(0, 30, (90, 12)).astype(np.int32), rng.integers(0, 2, 90).astype(np.int8)
    data = Data(rows=rows, labels=labels, validation_rows=rows, validation_labels=labels, padding=Padding(maxlen=12))
    training = TrainingSpec(batch_size=16, seed=2)
    order = padded_order(90, seed=2, epoch=1)
    arrays = {"x": rows[order], "y": labels[order], "batch_size": 16, "shuffle": False}
    trained = []
    for fed in (feed(data, training, epoch=1, first=0), arrays | {"validation_data": (rows, labels)}):
        model = build_keras_model(NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=4),)), seed=1)
        model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
        figures = {name: values[0] for name, values in model.fit(**fed, verbose=0).history.items()}
        trained.append((model.get_weights(), figures))
    (weights, figures), (expected_weights, expected_figures) = trained
    for ours, theirs in zip(weights, expected_weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert figures == pytest.approx(expected_figures, abs=1e-6)
