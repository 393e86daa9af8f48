"""Epochs on "Read a review": a run that kept its weights is replayed from its first epoch to its last."""

import numpy as np
import pytest

import rnnviz
from rnnviz.runs import find_run
from rnnviz.ui.read.learning import learning_of
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import drawn, verdict, visit

MODEL = "imdb-simple-rnn"
TEXT = EXAMPLES["negated"]


def test_a_new_visitor_sees_the_trained_model() -> None:
    """Without an epoch in the address the best one's model is shown, and no slider of epochs."""
    app = visit(model=MODEL)
    assert app.selectbox(key="epoch").value == "best"
    assert drawn(app)["learning"] is None


def test_an_address_restores_an_epoch() -> None:
    """The verdict is that of the weights after the epoch, and all ten epochs are there to be replayed."""
    app = visit(model=MODEL, epoch="3", text=TEXT)
    probability = rnnviz.record(find_run(MODEL).network(3), TEXT).probability[-1]
    side = "positive" if probability >= 0.5 else "negative"
    assert verdict(app) == f"Verdict after epoch 3: {side}, {probability:.3f}"
    learning = drawn(app)["learning"]
    assert learning["epochs"] == list(range(1, 11))
    assert learning["epochs"][learning["shown"]] == 3
    history = find_run(MODEL).history
    assert learning["accuracies"] == [row.val_accuracy for row in history]
    assert learning["epochs"][learning["best"]] == find_run(MODEL).record.metrics["best_epoch"]


def test_choosing_the_best_epoch_closes_the_slider() -> None:
    """Chosen in the box, an epoch opens the slider and "best" closes it."""
    app = visit(model=MODEL)
    app.selectbox(key="epoch").set_value("10").run()
    assert drawn(app)["learning"] is not None
    app.selectbox(key="epoch").set_value("best").run()
    assert drawn(app)["learning"] is None
    assert verdict(app).startswith("Verdict: ")


@pytest.mark.parametrize(("model", "epoch"), [(MODEL, "11"), (MODEL, "nan"), ("imdb-simple-rnn-stacked", "3")])
def test_an_epoch_that_was_not_kept_is_a_sentence(model: str, epoch: str) -> None:
    """The best epoch is shown instead, and the page says so."""
    app = visit(model=model, epoch=epoch)
    (warning,) = (warning.value.replace("\\", "") for warning in app.warning)
    assert warning == f"{model} kept no weights of an epoch {epoch}; its best epoch is shown."
    assert drawn(app)["learning"] is None


def test_of_a_long_training_some_epochs_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """When all would be too many, the first, the last, the best and the shown one are among those that are sent."""
    monkeypatch.setattr("rnnviz.ui.read.learning._MOST_EPOCHS", 4)
    learning = learning_of(MODEL, TEXT, 3)
    assert {1, 3, 8, 10} <= set(learning.epochs)
    assert len(learning.epochs) <= 6
    assert learning.epochs[learning.shown] == 3
    assert learning.epochs[learning.best] == 8
    assert learning.accuracies[learning.best] == max(row.val_accuracy for row in find_run(MODEL).history)
    assert drawn(visit(model=MODEL, epoch="3"))["learning"]["title"].endswith(
        f", of the {len(learning.epochs)} of 10 epochs that were read"
    )
    expected = [rnnviz.record(find_run(MODEL).network(epoch), TEXT).logit[-1] for epoch in learning.epochs]
    np.testing.assert_array_equal([one.logit[-1] for one in learning.recordings], expected)
