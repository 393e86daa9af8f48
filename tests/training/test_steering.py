"""A training does what whoever watches it asks: it holds, goes on by a batch, stops, takes another learning rate."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rnnviz.networks import read_keras_file
from rnnviz.runs import (
    Control,
    Run,
    TrainingSpec,
    read_changes,
    read_layer_lines,
    read_snapshot,
    watch,
    write_control,
)
from rnnviz.training import resume, train
from tests.training.conftest import NETWORK, PADDING, TRAINING

LIVE = replace(TRAINING, engine="live")
PATIENCE = 120.0


def weights(run: Run) -> list[np.ndarray]:
    return [array for layer in read_keras_file(run.checkpoint_file)[1] for array in layer]


def assert_alike(run: Run, other: Run) -> None:
    for ours, theirs in zip(weights(run), weights(other), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def until(state: Callable[[], bool]) -> None:
    """Wait for a state of the training."""
    end = time.monotonic() + PATIENCE
    while not state():
        assert time.monotonic() < end, "The training did not come to it."
        time.sleep(0.01)


def told(run: Run) -> int:
    """The last batch that was told of; -1 before."""
    lines = run.batches()
    return int((lines[-1]["epoch"] - 1) * lines[-1]["batches"] + lines[-1]["batch"]) if lines else -1


@pytest.fixture(scope="module")
def unbroken(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A finished live run of three epochs of eight batches."""
    out = tmp_path_factory.mktemp("runs") / "unbroken"
    return train(NETWORK, LIVE, corpus=str(reviews_file), padding=PADDING, out=out)


@contextmanager
def training(reviews_file: Path, out: Path, asked: Control) -> Iterator[Run]:
    """A run that is trained in a thread, and of which something is asked before its first batch."""
    out.mkdir()
    write_control(out, asked)
    options = {"corpus": str(reviews_file), "padding": PADDING, "out": out}
    thread = threading.Thread(target=lambda: train(NETWORK, LIVE, **options), daemon=True)  # type: ignore[arg-type]
    thread.start()
    yield Run(out)
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_paused_training_moves_by_a_batch_and_goes_on(reviews_file: Path, tmp_path: Path, unbroken: Run) -> None:
    """Held after five batches it shows its weights to whoever watches, learns one more, and ends as an unbroken one."""
    with training(reviews_file, tmp_path / "run", Control(pause_at=5)) as run:
        until(lambda: told(run) == 4)
        until((run.path / "live" / "first.weights").exists)
        assert read_snapshot(run.path, "now", NETWORK) is None  # nobody looks

        def shows(step: int) -> bool:
            watch(run.path)
            found = read_snapshot(run.path, "now", NETWORK)
            return found is not None and found.moment.step == step

        until(lambda: shows(5))
        write_control(run.path, Control(pause_at=6))
        until(lambda: shows(6))
        assert told(run) == 5
        first, now = (read_snapshot(run.path, which, NETWORK) for which in ("first", "now"))
        assert first is not None
        assert now is not None
        assert first.moment.step == 0
        assert not np.array_equal(first.weights[0][0], now.weights[0][0])
        assert now.moment.loss == pytest.approx(run.batches()[-1]["loss"], abs=1e-6)
        write_control(run.path, Control())
    assert Run(run.path).record.status == "finished"
    assert not (run.path / "live").exists()
    assert not (run.path / "control.json").exists()
    assert read_changes(run.path) == ()
    assert_alike(run, unbroken)


@pytest.mark.parametrize("step", [0, 5, 8])
def test_a_paused_training_that_is_ended_goes_on_as_if_nothing_had_been(
    reviews_file: Path, tmp_path: Path, unbroken: Run, step: int
) -> None:
    """SIGTERM ends a training that holds, before its first batch, amid or between epochs; resumed, it is not paused."""
    out = tmp_path / "run"
    out.mkdir()
    write_control(out, Control(pause_at=step))

    def end() -> None:
        until(lambda: told(Run(out)) == step - 1 and (out / "live" / "first.weights").exists())
        os.kill(os.getpid(), signal.SIGTERM)

    helper = threading.Thread(target=end, daemon=True)
    helper.start()
    run = train(NETWORK, LIVE, corpus=str(reviews_file), padding=PADDING, out=out)
    helper.join(PATIENCE)
    assert run.record.status == "stopped"
    write_control(out, Control(pause_at=0))  # a wish that nobody was there to hear
    assert resume(out).record.status == "finished"
    assert_alike(run, unbroken)
    assert [row.loss for row in run.history] == pytest.approx([row.loss for row in unbroken.history], abs=1e-5)


def test_a_pause_is_no_time_of_the_training(reviews_file: Path, tmp_path: Path) -> None:
    """What an epoch took leaves out how long somebody held it, and so does the time that is left."""
    began = time.monotonic()
    with training(reviews_file, tmp_path / "run", Control(pause_at=5)) as run:
        until(lambda: told(run) == 4)
        held = time.monotonic()
        until(lambda: time.monotonic() > held + 1.0)
        write_control(run.path, Control())
        held = time.monotonic() - held
    assert sum(row.seconds for row in run.history) < time.monotonic() - began - held
    assert run.batches()[-1]["seconds"] < time.monotonic() - began - held


def test_a_slow_training_tells_of_every_batch(reviews_file: Path, tmp_path: Path) -> None:
    """With a wait between batches no line is left out."""
    with training(reviews_file, tmp_path / "run", Control(wait=0.05)) as run:
        until(lambda: told(run) >= 9)
        write_control(run.path, Control())
    assert [line["batch"] for line in run.batches()][:10] == [*range(8), 0, 1]


@pytest.mark.parametrize("engine", ["live", pytest.param("keras", marks=pytest.mark.keras)])
def test_another_learning_rate_takes_the_place_of_the_first(
    request: pytest.FixtureRequest, reviews_file: Path, tmp_path: Path, engine: str
) -> None:
    """Asked for before the first batch, a rate trains as if the run had been begun with it; the run keeps that it was.

    Stopped and resumed, it goes on with the rate that it had last.
    """
    if engine == "keras":
        request.getfixturevalue("keras")
    spec = replace(TRAINING, engine=engine, epochs=2)  # type: ignore[arg-type]
    options = {"corpus": str(reviews_file), "padding": PADDING}

    def trained(name: str, training: TrainingSpec, asked: Control | None = None) -> Run:
        (tmp_path / name).mkdir()
        write_control(tmp_path / name, asked)
        return train(NETWORK, training, **options, out=tmp_path / name)  # type: ignore[arg-type]

    other = trained("other", replace(spec, learning_rate=0.05))
    changed = trained("changed", replace(spec, epochs=1), Control(learning_rate=0.05))
    (change,) = read_changes(changed.path)
    assert (change.place, change.learning_rate, change.global_clipnorm) == ((1, 0), 0.05, None)
    assert changed.record.training.learning_rate == 0.02
    assert_alike(resume(changed.path, epochs=2), other)
    assert not np.array_equal(weights(other)[0], weights(trained("plain", spec))[0])


def test_clipping_is_switched_on_and_off(reviews_file: Path, tmp_path: Path, unbroken: Run) -> None:
    """A limit asked for before the first batch trains as one of the record; 0 takes that of the record away."""
    options = {"corpus": str(reviews_file), "padding": PADDING}
    clipped = replace(LIVE, global_clipnorm=0.01)
    runs = {}
    for name, spec, norm in (("on", LIVE, 0.01), ("record", clipped, None), ("off", clipped, 0.0)):
        (tmp_path / name).mkdir()
        write_control(tmp_path / name, Control(global_clipnorm=norm))
        runs[name] = train(NETWORK, spec, **options, out=tmp_path / name)  # type: ignore[arg-type]
    assert_alike(runs["on"], runs["record"])
    assert_alike(runs["off"], unbroken)
    assert all(line.is_clipped for line in read_layer_lines(runs["on"].path))
    assert not any(line.is_clipped for line in read_layer_lines(runs["off"].path))


@pytest.mark.keras
def test_keras_holds_and_shows_its_weights(keras: ModuleType, reviews_file: Path, tmp_path: Path) -> None:
    """A training by Keras is watched and paused as one of the live engine; it tells nothing of its layers."""
    out = tmp_path / "run"
    out.mkdir()
    write_control(out, Control(pause_at=3))
    shown = []

    def go_on() -> None:
        def there() -> bool:
            watch(out)
            found = read_snapshot(out, "now", NETWORK)
            return found is not None and found.moment.step == 3

        until(there)
        shown.append(told(Run(out)))
        write_control(out, Control())

    helper = threading.Thread(target=go_on, daemon=True)
    helper.start()
    run = train(NETWORK, replace(TRAINING, epochs=1), corpus=str(reviews_file), padding=PADDING, out=out)
    helper.join(PATIENCE)
    assert shown == [2]
    assert run.record.status == "finished"
    assert read_layer_lines(out) == ()


def test_layers_are_looked_at_every_ten_batches(unbroken: Run) -> None:
    """Norms are those of what the engine holds: the first look's weights are the first weights, three layers each."""
    from rnnviz.networks import first_weights

    lines = read_layer_lines(unbroken.path)
    assert [line.place for line in lines] == [(1, 0), (2, 0), (3, 0)]  # eight batches an epoch
    embedding, kernel, recurrent, bias, readout, last = first_weights(NETWORK, TRAINING.seed)
    groups = ([embedding], [kernel, recurrent, bias], [readout, last])
    for layer, arrays in zip(lines[0].layers, groups, strict=True):
        assert layer.weights == pytest.approx(np.sqrt(sum(np.square(one).sum() for one in arrays)), rel=1e-4)
        assert layer.updates > 0
    assert [layer.saturated is None for layer in lines[0].layers] == [True, False, True]
