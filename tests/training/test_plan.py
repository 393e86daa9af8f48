"""Before a training: the command that repeats it, and what it is guessed to take."""

import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from typer.testing import CliRunner

from rnnviz import training as training_package
from rnnviz.__main__ import app
from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import EpochMetrics, Run, RunRecord, TrainingSpec
from rnnviz.text import Padding, Vocabulary
from rnnviz.training import command_line, estimate, train
from rnnviz.training.job_queue import submit
from rnnviz.training.plan import check_parameters, pace_of
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


def test_the_pace_is_learnt_from_a_run_that_is_there(tmp_path: Path) -> None:
    """A run that took twice as long as guessed doubles the guess; a broken one is passed over."""
    record = run_record()
    run = Run.create(tmp_path / "mine", record, Vocabulary(["film"]))
    kind = (record.network, record.training)
    assert pace_of([run], *kind) is None
    guess = estimate(record.network, record.training, **SIZE)
    seconds = 2 * (guess.seconds_per_epoch + guess.compile_seconds)
    run.write_history([EpochMetrics(epoch=1, loss=1, accuracy=0.5, val_loss=1, val_accuracy=0.5, seconds=seconds)])
    (tmp_path / "broken").mkdir()
    pace = pace_of([Run(tmp_path / "broken"), Run(run.path)], *kind)
    assert pace is not None
    assert (pace.run, pace.factor) == ("mine", pytest.approx(2, rel=0.01))
    assert pace.applied(guess).seconds_per_epoch == pytest.approx(2 * guess.seconds_per_epoch, rel=0.01)
    assert pace.applied(guess).memory_mb == guess.memory_mb


def test_a_run_of_the_same_kind_tells_the_pace_before_a_newer_one(tmp_path: Path) -> None:
    """An LSTM's pace says little of a SimpleRNN's, where there is a run of one."""
    paces = {}
    for name, cell, seconds in (("newer", "lstm", 100.0), ("older", "simple_rnn", 30.0)):
        record = run_record(NetworkSpec(layers=(LayerSpec(cell=cell),)))
        paces[name] = Run.create(tmp_path / name, record, Vocabulary(["film"]))
        row = EpochMetrics(epoch=1, loss=1, accuracy=0.5, val_loss=1, val_accuracy=0.5, seconds=seconds)
        paces[name].write_history([row])
    runs = [Run(run.path) for run in paces.values()]
    found = {
        cell: pace_of(runs, NetworkSpec(layers=(LayerSpec(cell=cell),)), record.training)
        for cell in ("simple_rnn", "lstm", "gru")
    }
    assert {cell: pace and pace.run for cell, pace in found.items()} == {
        "simple_rnn": "older",
        "lstm": "newer",
        "gru": "newer",
    }


def test_a_network_that_could_not_be_read_again_is_not_trained() -> None:
    """A million words of 32 features are refused before anything is read or asked for."""
    large = NetworkSpec(num_words=1_000_000, input_features=32)
    for ask in (
        lambda: train(large, TrainingSpec(), corpus="imdb", padding=Padding(), out=Path("/nowhere")),
        lambda: submit("large", large, TrainingSpec(), corpus="imdb", padding=Padding()),
    ):
        with pytest.raises(
            ConfigurationError, match=r"up to 16,000,000 weights, .* this one has 32,002,113\. Take fewer"
        ):
            ask()
    check_parameters(NetworkSpec(num_words=50_000, input_features=300))
