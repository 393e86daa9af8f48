"""The record of a run, and its model card."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import HeldOutRecord, RunRecord, TrainingSpec
from rnnviz.runs.model_card import model_card
from tests.runs.drawing import records, run_record


@given(records)
def test_a_record_survives_json(record: RunRecord) -> None:
    """The JSON form gives back the same record."""
    assert RunRecord.from_dict(json.loads(json.dumps(record.to_dict()))) == record


def test_a_record_of_an_earlier_version_is_read() -> None:
    """Without `batching` and `reason`, which came later, a record is one of padded batches and has no reason."""
    data = run_record().to_dict()
    del data["reason"], data["training"]["batching"]
    assert RunRecord.from_dict(data) == run_record()


@pytest.mark.parametrize(
    "field", ["network", "padding", "training", "corpus", "status", "created", "versions", "metrics"]
)
def test_a_record_without_a_field_is_refused(field: str) -> None:
    """Every field must be there; the sentence names the one that is not."""
    data = run_record().to_dict()
    del data[field]
    with pytest.raises(ConfigurationError, match=f"this is not the record of a run .*{field}"):
        RunRecord.from_dict(data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("network", {"layers": [{"units": 0}]}),
        ("network", None),
        ("padding", {"maxlen": 0}),
        ("padding", []),
        ("training", {"epochs": 0}),
        ("training", {"momentum": 1}),
        ("training", {"epochs": "10"}),
        ("training", {"epochs": 2.5}),
        ("corpus", {"name": "imdb"}),
        ("corpus", "imdb"),
        ("metrics", {"val_loss": "low"}),
        ("metrics", [1]),
        ("status", "asleep"),
        ("reason", 5),
        ("held_out", {"name": "test"}),
        ("held_out", {"name": "test", "fingerprint": "ab", "trained_on": -1}),
        ("training", {"jit_compile": "yes"}),
        ("training", {"batching": "alphabetical"}),
    ],
)
def test_a_record_out_of_range_is_refused(field: str, value: Any) -> None:
    """A field of another form, or beyond its bounds, is a ConfigurationError."""
    with pytest.raises(ConfigurationError):
        RunRecord.from_dict(run_record().to_dict() | {field: value})


def test_the_training_defaults_are_the_chapters() -> None:
    """rmsprop, batches of 128, 10 epochs, a fifth for validation."""
    spec = TrainingSpec()
    assert (spec.optimizer, spec.batch_size, spec.epochs, spec.validation_split) == ("rmsprop", 128, 10, 0.2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"optimizer": "lion king"}, "The optimizer is one of rmsprop, adam, .* not 'lion king'"),
        ({"learning_rate": float("nan")}, r"The learning rate is a number above 0 .* not nan"),
        ({"learning_rate": 0.0}, "not 0.0"),
        ({"learning_rate": -0.1}, "not -0.1"),
        ({"learning_rate": float("inf")}, "not inf"),
        ({"batch_size": 0}, "batch_size is a whole number from 1 to 100,000, not 0"),
        ({"epochs": 0}, "epochs is a whole number from 1 to 1,000, not 0"),
        ({"epochs": 10**9}, "epochs is a whole number"),
        ({"seed": -1}, "seed is a whole number from 0 to 4,294,967,295, not -1"),
        ({"split_seed": 2**32}, "split_seed is a whole number"),
    ],
)
def test_training_that_cannot_work_is_refused(settings: dict[str, Any], message: str) -> None:
    """Keras would train on these; the sentence names the setting, its bounds and what came."""
    with pytest.raises(ConfigurationError, match=message):
        TrainingSpec(**settings)


def test_the_card_tells_the_figures_of_the_record() -> None:
    """The model card holds network, data, settings, seeds, figures and the Keras source of the run."""
    spec = NetworkSpec(layers=(LayerSpec(cell="lstm"),), mask_zero=True)
    record = run_record(spec, best_epoch=8, val_accuracy=0.85284, test_accuracy=0.8462, test_reviews=25_000)
    card = model_card("mine", record)
    for text in (
        "# mine\n",
        "LSTM(32), 328,353 parameters",
        "| best epoch | 8 |",
        "| validation accuracy | 0.8528 |",
        "| accuracy on the official IMDB test split | 0.8462 |",
        "| reviews in it | 25,000 |",
        "imdb: 20,000 reviews for training, 5,000 for validation",
        "ab" * 32,
        "500 ids, padded pre, cut pre, padding masked",
        "rmsprop, learning rate 0.003, batches of 128",
        "weights and batches 7, split 5",
        "keras 3.15.1",
        spec.keras_source(),
        'rnnviz.load("mine")',
        "Maas et al. 2011",
    ):
        assert text in card


def test_the_card_tells_why_a_run_stopped_and_how_its_batches_were_made() -> None:
    """The reason stands beside the status, and batches by length are told."""
    record = replace(run_record(), status="stopped", reason="The disk is full.")
    record = replace(record, training=TrainingSpec(batching="by_length"))
    card = model_card("mine", record)
    assert "| status | stopped: The disk is full. |" in card
    assert "batches of 128 of similar length |" in card


def test_the_card_tells_what_was_done_to_the_gradients() -> None:
    """Clipping, the steps that gradients were carried back and the gain are told where they are not the chapter's."""
    training = TrainingSpec(engine="live", global_clipnorm=1.5, gradient_steps=2_000, recurrent_gain=0.5)
    card = model_card("mine", replace(run_record(), training=training))
    assert "| gradients | clipped to a common norm of 1.5 |\n| way back | the last 2,000 steps |\n" in card
    assert "| first recurrent kernels | orthogonal, multiplied by 0.5 |\n| epochs |" in card
    plain = model_card("mine", run_record())
    assert not any(told in plain for told in ("| gradients |", "| way back |", "| first recurrent kernels |"))


def test_the_card_is_silent_about_what_was_not_measured() -> None:
    """A figure that the record lacks is not in the card."""
    card = model_card("mine", run_record(best_epoch=1))
    assert "official IMDB test split" not in card
    assert "| None |" not in card


@pytest.mark.parametrize(
    ("metrics", "said"),
    [
        ({"val_accuracy": 1.5}, "val_accuracy cannot be 1.5"),
        ({"test_reviews": -1.0}, "test_reviews cannot be -1.0"),
        ({"val_loss": float("inf")}, "val_loss cannot be inf"),
        ({"test_accuracy": 0.8}, "goes with the number of its test_reviews"),
    ],
)
def test_figures_that_cannot_be_are_refused(metrics: dict[str, float], said: str) -> None:
    """A share beyond 1, a count below 0, and an accuracy of nobody knows how many reviews are no figures of a run."""
    with pytest.raises(ConfigurationError, match=said):
        run_record(**metrics)


@pytest.mark.parametrize("counts", [{"trained_on": 3}, {"validated_with": 3}])
def test_one_count_of_known_reviews_is_refused(counts: dict[str, int]) -> None:
    """How many held-out reviews a run knows is told of both its parts or of none."""
    with pytest.raises(ConfigurationError, match="both counts are told, or none"):
        HeldOutRecord(name="others", fingerprint="ab" * 32, **counts)
