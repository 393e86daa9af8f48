"""Watching and steering a training on the page "Train" as AppTest builds it; the process that trains is the test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.networks import LayerSpec, NetworkSpec, first_weights
from rnnviz.runs import (
    Change,
    Control,
    LayerLine,
    LayerNorms,
    Moment,
    Run,
    TrainingSpec,
    add_change,
    begin_watching,
    is_watched,
    layer_line,
    layers_file,
    read_control,
    write_control,
    write_snapshot,
)
from rnnviz.text import Padding, Vocabulary
from rnnviz.training import job_queue, jobs
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import sentences, visit
from tests.app.test_train import text
from tests.runs.drawing import run_record

NETWORK = NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=4),))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> Path:
    """A home of its own, and nobody who starts a worker."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@contextmanager
def training(*, engine: str = "live", **changes: Any) -> Iterator[Run]:
    """A run that is being trained: three batches of eight are done, and everybody may watch."""
    record = run_record(NETWORK)
    record = replace(record, status="running", training=replace(record.training, engine=engine), **changes)
    run = Run.create(jobs.runs_folder() / "mine", record, Vocabulary(["film", "the"]))
    line = {"epoch": 1, "batch": 2, "loss": 0.6, "accuracy": 0.75, "batches": 8, "seconds": 1.0, "session": 1}
    run.batches_file.write_text(json.dumps(line) + "\n")
    begin_watching(run.path)
    write_snapshot(run.path, "first", Moment(epoch=1, batch=0, batches=8), first_weights(NETWORK, 0))
    now = Moment(epoch=1, batch=3, batches=8, loss=0.6, accuracy=0.75)
    write_snapshot(run.path, "now", now, first_weights(NETWORK, 1))
    with run.lock:
        yield run


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def pictures(app: AppTest) -> dict[str, Any]:
    """What the components were given to draw, by their names."""
    views = app.get("bidi_component")
    return {view.proto.component_name.split(".")[-1]: json.loads(view.proto.json)[0] for view in views}


def test_a_training_is_watched() -> None:
    """The first example is read with the weights of the moment, beside loss and accuracy; the process hears of it."""
    with training() as run:
        app = visit("train", t_run="mine")
        assert sentences(app) == []
        drawn = pictures(app)["watch"]
        assert "".join(part["t"] for part in drawn["sentence"]).startswith("After batch 3 the network")
        assert [figure["value"] for figure in drawn["figures"][1:]] == ["3 of 8", "0.600", "0.750"]
        assert sum(step["k"] in {"word", "unknown"} for step in drawn["steps"]) == len(EXAMPLES["mixed"].split())
        assert is_watched(run.path)
        other = pictures(visit("train", t_run="mine", t_example="very short"))["watch"]
        assert [step["t"] for step in other["steps"] if step["k"] in {"word", "unknown"}] == ["Great"]
        assert other["id"] != drawn["id"]


def test_a_training_is_paused_moved_on_and_let_go_on() -> None:
    """Pause asks it to hold; a batch is one more than was last asked for, an epoch its end; Go on takes it all back."""
    with training() as run:
        app = visit("train", t_run="mine")
        assert {button.label: button.disabled for button in app.button if button.label.startswith("One ")} == {
            "One batch": True,
            "One epoch": True,
        }
        app = press(app, "Pause")
        assert read_control(run.path) == Control(pause_at=0)
        assert "Paused in epoch 1 of" in text(app)
        assert "after batch 3 of 8" in text(app)
        write_control(run.path, Control(pause_at=3))
        app = press(visit("train", t_run="mine"), "One batch")
        assert read_control(run.path) == Control(pause_at=4)
        write_control(run.path, Control(pause_at=3))
        press(visit("train", t_run="mine"), "One epoch")
        assert read_control(run.path) == Control(pause_at=8)
        write_control(run.path, Control(pause_at=3, wait=0.5))
        press(visit("train", t_run="mine"), "Go on")
        assert read_control(run.path) == Control(wait=0.5)


def test_a_training_is_steered() -> None:
    """Speed, learning rate and limit of the gradients are asked for; another visitor's controls show what holds."""
    with training() as run:
        app = visit("train", t_run="mine")
        app.selectbox(key="t_wait_mine").set_value("two").run()
        app.select_slider(key="t_learning_rate_mine").set_value(0.01).run()
        app.selectbox(key="t_global_clipnorm_mine").set_value(0.5).run()
        assert read_control(run.path) == Control(wait=0.5, learning_rate=0.01, global_clipnorm=0.5)
        other = visit("train", t_run="mine")
        assert other.selectbox(key="t_wait_mine").value == "two"
        assert other.select_slider(key="t_learning_rate_mine").value == 0.01
        assert other.selectbox(key="t_global_clipnorm_mine").value == 0.5
        write_control(run.path, Control(learning_rate=0.0123))
        assert other.run().select_slider(key="t_learning_rate_mine").value == 0.0123


@pytest.mark.parametrize("content", ["", "[", '{"pause_at": "x"}', '{"learning_rate": 1e400}', "null"])
def test_hostile_wishes_and_weights_leave_the_page_as_it_is(content: str) -> None:
    """Whatever lies in the files between page and process, the page is drawn without an error."""
    with training() as run:
        (run.path / "control.json").write_text(content)
        (run.path / "live" / "now.weights").write_text(content)
        (run.path / "changes.jsonl").write_text(content)
        (run.path / "layers.jsonl").write_text(content)
        app = visit("train", t_run="mine")
        assert sentences(app) == []
        assert "After" not in "".join(part["t"] for part in pictures(app)["watch"]["sentence"])
        (run.path / "live" / "first.weights").write_text(content)
        app = visit("train", t_run="mine")
        assert "The first weights are on their way" in text(app)


def test_an_address_with_no_such_example_is_a_sentence() -> None:
    """The first example is watched instead, and a text of one's own that is empty is asked for."""
    with training():
        app = visit("train", t_run="mine", t_example="<b>no</b>")
        assert "There is no example <b>no</b>; mixed is shown." in text(app)
        assert "watch" in pictures(app)
        (sentence,) = sentences(visit("train", t_run="mine", t_text=" "))
        assert "There is nothing to read yet" in sentence


def test_what_keras_trains_says_what_is_not_shown() -> None:
    """A run that Keras trains in the live engine's stead says why, and that its layers are not told of."""
    with training(engine="keras", not_live="optimizer"):
        app = visit("train", t_run="mine")
        assert "Trained by Keras, because the live engine does not have this optimizer." in text(app)
        assert "Gradients, steps and saturated states of its layers are not shown" in text(app)
        assert "watch" in pictures(app)
        assert [box.key for box in app.selectbox if "clipnorm" in str(box.key)] == []


def test_a_finished_run_tells_of_its_changes_and_its_layers() -> None:
    """After it there is nothing to watch; layers are drawn, changes stand in the curves and at the command."""
    with training(not_live="cell") as run:
        add_change(run.path, Change(epoch=1, batch=4, learning_rate=0.01))
        layer = LayerNorms(weights=2.0, gradients=0.5, updates=0.002)
        inner = LayerNorms(weights=2.0, gradients=0.5, updates=0.002, saturated=0.25)
        lines = [LayerLine(epoch=1, batch=at, clip=None, layers=(layer, inner, layer)) for at in (0, 10)]
        layers_file(run.path).write_text("".join(map(layer_line, lines)))
        run.write_record(status="finished")
    app = visit("train", t_run="mine")
    assert sentences(app) == []
    assert "watch" not in pictures(app)
    assert "Trained by Keras, because the live engine has no program for one of its cells." in text(app)
    assert "A batch moves the weights by 1.0·10⁻³ of their length, about the usual 10⁻³." in text(app)
    assert [panel["name"] for panel in pictures(app)["lines"]["panels"]] == [
        "gradients",
        "ratios",
        "weights",
        "saturated",
    ]
    turns = pictures(app)["curves"]["panels"][0]["turns"]
    assert turns == [{"x": 0.5, "label": "learning rate 0.01"}]
    assert "from epoch 1, batch 5 on learning rate 0.01" in text(app)


def test_who_waits_behind_a_paused_training_is_told() -> None:
    """The run in front is named, as what has to go on or be stopped."""
    with training() as run:
        write_control(run.path, Control(pause_at=0))
        job_queue.submit("other", NETWORK, TrainingSpec(), corpus="imdb", padding=Padding())
        assert "Waiting in the queue behind mine, which is paused" in text(visit("train", t_run="other"))
