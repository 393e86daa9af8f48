"""Before a training: the command that repeats it, and what it is guessed to take."""

import shlex
from typing import Any

import pytest
from hypothesis import given
from typer.testing import CliRunner

from rnnviz import training as training_package
from rnnviz.__main__ import app
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import RunRecord, TrainingSpec
from rnnviz.training import command_line, estimate
from tests.runs.drawing import records, run_record


class Begun(Exception):  # noqa: N818
    """Ends the command where the training would begin."""


def training_of(command: str) -> dict[str, Any]:
    """Run the command line up to the training, and return what it would train."""
    begun: dict[str, Any] = {}

    def begin(network: NetworkSpec, training: TrainingSpec, **given: Any) -> None:
        begun.update(given, network=network, training=training)
        raise Begun

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training_package, "train", begin)
        words = shlex.split(command)
        assert words[:3] == ["python", "-m", "rnnviz"]
        result = CliRunner().invoke(app, words[3:])
    assert isinstance(result.exception, Begun), result.output
    return begun


@given(records)
def test_the_command_line_repeats_a_run(record: RunRecord) -> None:
    """The command, read by the command line itself, trains what the record tells; only unlike layers have none."""
    command = command_line(record)
    if command is None:
        assert len(set(record.network.layers)) > 1
        return
    begun = training_of(command)
    assert (begun["network"], begun["training"]) == (record.network, record.training)
    assert (begun["padding"], begun["corpus"], begun["limit"]) == (
        record.padding,
        record.corpus.name,
        record.corpus.limit,
    )


def test_a_stack_of_unlike_layers_has_no_command() -> None:
    """The options name one kind of layer."""
    layers = (LayerSpec(units=4), LayerSpec(cell="gru", units=4))
    assert command_line(run_record(NetworkSpec(layers=layers))) is None


SIZE = {"reviews": 20_000, "validation": 5_000, "maxlen": 500, "mean_length": 221.0}


def test_a_longer_training_is_guessed_to_take_longer() -> None:
    """More reviews, more layers or padded rows are guessed to take more time; all guesses are above zero."""
    spec, network = TrainingSpec(), NetworkSpec(mask_zero=True)
    base = estimate(network, spec, **SIZE)
    deeper = NetworkSpec(mask_zero=True, layers=(LayerSpec(),) * 2)
    assert 0 < base.seconds_per_epoch < estimate(deeper, spec, **SIZE).seconds_per_epoch
    assert estimate(network, TrainingSpec(batching="by_length"), **SIZE).seconds_per_epoch < base.seconds_per_epoch
    assert estimate(network, spec, **SIZE | {"reviews": 2_000}).seconds_per_epoch < base.seconds_per_epoch
    assert base.memory_mb > 0
