"""The page "Train" as AppTest builds it, with a real worker where something is trained."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.analysis import BAG_OF_WORDS, PUBLISHED
from rnnviz.runs import EpochMetrics, Run, TrainingSpec
from rnnviz.text import Vocabulary
from rnnviz.training import jobs, worker_process
from rnnviz.ui.train.payload import curves_payload
from tests.app.driving import ROOT, sentences, visit
from tests.runs.drawing import run_record
from tests.shipped import held_out


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, and no worker that is left over."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    for worker in worker_process._workers:
        worker.kill()
        worker.wait()


def curves(app: AppTest) -> dict[str, Any]:
    views = app.get("bidi_component")
    return json.loads(views[0].proto.json)[0] if views else {}


def text(app: AppTest) -> str:
    """Everything that is said in lines, captions and bars."""
    bars = [bar.proto.text for bar in app.get("progress")]
    said = [one.value for one in (*app.markdown, *app.caption, *app.info, *app.warning)]
    return re.sub(r"\\(.)", r"\1", " ".join([*bars, *said]))


def start(app: AppTest) -> AppTest:
    return app.button(key="t_start").click().run()


def a_run(name: str, *accuracies: float, status: str = "finished") -> Run:
    """A run directory with this history, and no model."""
    path = jobs.runs_folder() / name
    run = Run.create(path, run_record(), Vocabulary(["film"]))
    rows = [
        EpochMetrics(epoch=epoch, loss=0.5 / epoch, accuracy=0.8, val_loss=0.5, val_accuracy=value, seconds=2)
        for epoch, value in enumerate(accuracies, start=1)
    ]
    run.write_history(rows)
    return run.write_record(status=status)


def test_a_first_visit_offers_the_chapters_training(no_worker: None) -> None:
    """The form has the chapter's network and a guess of the time; the shipped SimpleRNN is drawn beside the LSTM.

    The published curve and the bag of words stand with them, and held-out accuracies in the first sentence.
    """
    app = visit("train")
    assert sentences(app) == []
    assert "SimpleRNN(32), 322,113 parameters, 25,000 reviews" in text(app)
    assert re.search(r"About \d+ s an epoch", text(app))
    assert (app.selectbox(key="t_run").value, app.button_group(key="t_beside").value) == (
        "imdb-simple-rnn",
        ["imdb-lstm"],
    )
    lstm, chapters = held_out("imdb-lstm"), held_out("imdb-simple-rnn")
    assert f"LSTM is right more often than SimpleRNN of the chapter: {lstm} against {chapters} of 25,000 held-out" in (
        text(app)
    )
    assert "A bag of words, which knows no order, does as well: 88.2 %" in text(app)
    assert "SimpleRNN of the chapter overfits from epoch 4 on" in text(app)
    labels = {line["label"] for line in curves(app)["panels"][1]["series"]}
    assert {"SimpleRNN of the chapter, validation", "LSTM, validation", "published SimpleRNN, validation"} <= labels
    assert curves(app)["panels"][1]["marks"][0]["label"] == "bag of words, validation accuracy 0.889"
    assert {"Resume", "One more epoch", "Rename"}.isdisjoint(button.label for button in app.button)


def test_the_quick_try_is_one_click(no_worker: None) -> None:
    """It queues a training that learns from few reviews, and shows that alone; pressed again it gets a number."""
    app = visit("train")
    app.button(key="t_quick").click().run()
    (job,) = jobs.list_jobs()
    assert (job.name, job.state) == ("quick-lstm", "queued")
    assert job.request is not None
    assert (job.request.limit, job.request.padding.maxlen, job.request.training.epochs) == (8_000, 150, 3)
    assert app.selectbox(key="t_run").value == "quick-lstm"
    app.button(key="t_quick").click().run()
    assert app.selectbox(key="t_run").value == "quick-lstm-2"
    assert sentences(app) == []


def is_open(app: AppTest) -> bool:
    """Whether the form is."""
    (form,) = (one for one in app.expander if one.label == "Choose a network and train it")
    return bool(form.proto.expanded)


def test_the_form_is_one_line_while_a_run_lives(no_worker: None) -> None:
    """An address that says something of the form opens it, unless a run that is shown waits or trains."""
    assert not is_open(visit("train"))
    app = visit("train", t_epochs="5")
    assert is_open(app)
    assert not is_open(start(app))


def test_a_worker_without_tensorflow_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that waits says why nothing can be trained, where the worker left its reason, and starts no other."""
    started: list[object] = []
    monkeypatch.setattr(worker_process, "start_worker", lambda: started.append(1))
    app = visit("train")
    worker_process.note_refusal(ImportError("libtensorflow.so: no such file"))
    app.button(key="t_quick").click().run()
    (said,) = (warning.value for warning in app.warning)
    assert "Nothing can be trained, because neither numba nor TensorFlow can be loaded" in said
    assert "nothing can be trained at the moment, for the reason above" in text(app)
    assert len(started) == 1
    assert not app.exception


def test_a_training_waits_in_the_queue(no_worker: None) -> None:
    """Pressed once, the button queues one run, which is shown; pressed again, another that waits behind it."""
    app = start(visit("train"))
    assert [job.state for job in jobs.list_jobs()] == ["queued"]
    assert "Waiting in the queue: it is next" in text(app)
    start(app)
    assert "1 run before it" in text(app)
    assert app.selectbox(key="t_run").value == "simple-rnn-32-seed0-2"


def test_several_seeds_are_several_runs(no_worker: None) -> None:
    """Seeds 0, 3 queue two runs that differ in nothing else."""
    start(visit("train", t_seeds="0, 3", t_cell="GRU", t_mode="efficient"))
    requests = [job.request for job in jobs.list_jobs()]
    assert [request.training.seed for request in requests if request] == [0, 3]
    assert {request.network for request in requests if request} == {requests[0].network if requests[0] else None}
    assert {request.training.batching for request in requests if request} == {"by_length"}


def test_the_stack_of_keras_layers_is_trained(no_worker: None) -> None:
    """An address with a stack trains that stack; where it cannot be trained, or is none, a network is chosen here."""
    start(visit("train", stack="emb-5000-16.lstm-8-seq.gru-4-bi.dense-1"))
    (job,) = jobs.list_jobs()
    assert job.request is not None
    assert job.request.network.title == "LSTM(8) → Bidirectional(GRU(4))"
    assert (job.request.network.num_words, job.request.network.input_features) == (5_000, 16)
    assert "SimpleRNN(32)" in text(visit("train", stack="emb-10000-32.rnn-32"))
    broken = visit("train", stack="<b>")
    assert "SimpleRNN(32)" in text(broken)
    assert len(broken.warning) == 1


def test_keras_trains_where_it_is_asked_for(no_worker: None) -> None:
    """ "Trained by" is in the address; Keras compiles the step of efficient training."""
    start(visit("train", t_engine="Keras", t_mode="efficient"))
    (job,) = jobs.list_jobs()
    assert job.request is not None
    assert (job.request.training.engine, job.request.training.jit_compile) == ("keras", True)


def test_the_page_says_why_keras_trains(no_worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba a sentence says that Keras will train, and the guess is Keras's; with it there is none."""
    with_numba = text(visit("train", t_cell="GRU"))
    assert "Keras will train this" not in with_numba
    monkeypatch.setattr("rnnviz.engine.ability.is_installed", lambda: False)
    without = text(visit("train", t_cell="GRU"))
    assert "Keras will train this, because numba, which the live engine is compiled by, is not installed" in without
    assert with_numba[with_numba.index("About ") :] != without[without.index("About ") :]


def test_an_address_restores_every_control(no_worker: None) -> None:
    """Cell, units, layers, mode, amount, epochs, batch, optimizer, rate and seeds come back cold."""
    address = {
        "t_cell": "LSTM",
        "t_units": "16",
        "t_layers": "2",
        "t_mode": "efficient",
        "t_amount": "2,000 reviews, a quick try",
        "t_epochs": "4",
        "t_batch": "64",
        "t_optimizer": "adam",
        "t_rate": "0.01",
        "t_seeds": "5",
    }
    start(visit("train", **address))
    (job,) = jobs.list_jobs()
    assert job.request is not None
    assert job.request.network.title == "2 × LSTM(16)"
    assert job.request.training == TrainingSpec(
        optimizer="adam",
        learning_rate=0.01,
        batch_size=64,
        epochs=4,
        seed=5,
        batching="by_length",
        engine="live",
    )
    assert job.request.limit == 2_000


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"t_rate": "nan"}, "learning rate"),
        ({"t_rate": "inf"}, "learning rate"),
        ({"t_rate": "0"}, "learning rate"),
        ({"t_rate": "-1"}, "learning rate"),
        ({"t_rate": "fast"}, "The learning rate is a number above 0"),
        ({"t_seeds": "one"}, "Seeds are 1 to 12 whole numbers"),
        ({"t_seeds": "-1"}, "Seeds are"),
        ({"t_seeds": "1 2 3 4 5 6 7 8 9 10 11 12 13"}, "Seeds are"),
        ({"t_seeds": "99999999999"}, "Seeds are"),
        ({"t_seeds": "4294967296"}, "seed is a whole number"),
        ({"t_rate": "<b>**x**"}, "<b>**x**"),
    ],
    ids=str,
)
def test_what_cannot_be_trained_is_one_sentence(no_worker: None, address: dict[str, str], said: str) -> None:
    """A parameter that cannot be is said before anything starts."""
    (sentence,) = sentences(visit("train", **address))
    assert said in sentence
    assert jobs.list_jobs() == []


@pytest.mark.parametrize("address", [{"t_epochs": "0"}, {"t_units": "9" * 400}, {"t_batch": "-1"}, {"t_layers": "x"}])
def test_a_nonsense_number_is_said_and_replaced(no_worker: None, address: dict[str, str]) -> None:
    """A size in the address that cannot be is one warning, and another is shown."""
    app = visit("train", **address)
    assert sentences(app) == []
    assert len(app.warning) == 1


def test_a_run_that_is_not_there_is_said(no_worker: None) -> None:
    """An address with the name of no run shows another and says so."""
    a_run("mine", 0.7)
    app = visit("train", t_run="<b>yours</b>")
    assert "There is no run <b>yours</b>; mine is shown." in text(app)


def test_a_finished_run_is_drawn_with_its_diagnosis(no_worker: None) -> None:
    """Curves, the best epoch, the sentence and the table of a run that ended long ago."""
    a_run("mine", 0.70, 0.80, 0.79)
    app = visit("train")
    loss, accuracy = curves(app)["panels"]
    assert "epoch 3" in loss["title"]
    assert accuracy["best"]["label"] == "kept: epoch 2, 0.800"
    assert "Finished: 3 epochs" in text(app)
    assert "Epoch 2 is kept: right on 80.0 % of" in text(app)


def test_runs_are_compared(no_worker: None) -> None:
    """With a second run chosen beside the first, both are drawn, each with two curves of its own colour."""
    a_run("one", 0.7, 0.8)
    a_run("two", 0.6, 0.75)
    app = visit("train", t_run="one")
    app.button_group(key="t_beside").set_value(["two"]).run()
    series = curves(app)["panels"][1]["series"]
    assert {line["label"] for line in series if line["ink"] != "soft"} == {
        *("one, training", "one, validation", "two, training", "two, validation")
    }
    assert len({line["ink"] for line in series if line["ink"] != "soft"}) == 2


def test_a_run_whose_process_died_is_told_and_resumed(no_worker: None) -> None:
    """A run that says it is running while nobody trains it was ended from outside: Resume puts it into the queue."""
    a_run("mine", 0.7, status="running")
    app = visit("train")
    assert "ended from outside" in text(app)
    next(button for button in app.button if button.label == "Resume").click().run()
    assert jobs.find_job("mine").state == "queued"
    assert sentences(app) == []


def test_a_waiting_run_is_taken_out(no_worker: None) -> None:
    """The button of a run that waits takes it out of the queue."""
    app = start(visit("train"))
    next(button for button in app.button if button.label == "Take it out of the queue").click().run()
    assert jobs.list_jobs() == []
    assert sentences(app) == []


def test_the_bar_to_beat_is_the_one_that_was_measured() -> None:
    """The bag of words' accuracy on the page is that of the table that `make models` wrote."""
    table = (ROOT / "models" / "README.md").read_text("utf-8")
    (row,) = re.findall(r"^\| bag of words \| logistic .*?\| ([\d.]+) \|", table, flags=re.MULTILINE)
    assert float(row) == BAG_OF_WORDS


def test_published_curves_end_where_the_run_does() -> None:
    """Of the ten published epochs as many are drawn as the run has, and they stay on the picture."""
    run = a_run("mine", 0.7)
    payload = curves_payload([run], published="lstm")
    label = "published LSTM, validation"
    line = next(line for line in payload["panels"][1]["series"] if line["label"] == label)
    assert len(line["x"]) > 0
    assert payload["epochs"] <= len(PUBLISHED["lstm"][0])


def seeds(*histories: tuple[float, ...]) -> None:
    """Runs that differ in their seed alone, named by it."""
    for seed, accuracies in enumerate(histories):
        run = a_run(str(seed), *accuracies)
        run.write_record(training=replace(run.record.training, seed=seed))


def test_seeds_are_drawn_as_one_band(no_worker: None) -> None:
    """Runs that differ in their seed alone are two lines, with their range and the number of runs at each point."""
    seeds((0.7, 0.8, 0.9), (0.6, 0.75), (0.65, 0.9), ())
    app = visit("train", t_run="0")
    app.button_group(key="t_beside").set_value(["1", "2", "3"]).run()
    assert sentences(app) == []
    accuracy = curves(app)["panels"][1]
    training, validation = (line for line in accuracy["series"] if line["ink"] != "soft")
    assert (training["label"], validation["label"]) == (
        "training, median and range of 3 seeds",
        "validation, median and range of 3 seeds",
    )
    read = {name: np.frombuffer(base64.b64decode(validation[name]), "<f4") for name in ("y", "low", "high", "runs")}
    np.testing.assert_allclose(read["y"], [0.65, 0.8, 0.9], rtol=1e-6)
    np.testing.assert_allclose(read["low"], [0.6, 0.75, 0.9], rtol=1e-6)
    np.testing.assert_allclose(read["high"], [0.7, 0.9, 0.9], rtol=1e-6)
    assert read["runs"].tolist() == [3, 3, 1]
    assert accuracy["title"] == "Accuracy of 3 seeds: best validation from 0.750 to 0.900"
    assert "epoch 1: median validation accuracy of 3 seeds 0.650, from 0.600 to 0.700" in accuracy["told"]


def test_ten_seeds_are_one_band_and_six_networks_are_not(no_worker: None) -> None:
    """Every seed of one network is drawn; of different networks the first five beside, and a sentence says so."""
    seeds(*[(0.7 + seed / 100,) for seed in range(10)])
    others = [str(seed) for seed in range(1, 10)]
    app = visit("train", t_run="0", t_beside=others)
    assert "validation, median and range of 10 seeds" in {line["label"] for line in curves(app)["panels"][1]["series"]}
    assert "first 5" not in text(app)
    app.button_group(key="t_beside").set_value(["imdb-gru", *others[:5]]).run()
    drawn = [line["label"] for line in curves(app)["panels"][1]["series"]]
    assert sum(label.endswith(", validation") and "published" not in label for label in drawn) == 6
    assert "Compared with the first 5 of the 6 chosen runs: more lines could not be told apart." in text(app)


def test_one_seed_with_epochs_is_no_band(no_worker: None) -> None:
    """While only one of the seeds has finished an epoch, its own curves are drawn."""
    seeds((0.7, 0.8), ())
    app = visit("train", t_run="0")
    app.button_group(key="t_beside").set_value(["1"]).run()
    assert "0, validation" in {line["label"] for line in curves(app)["panels"][1]["series"]}


def test_the_comparison_is_in_the_address(no_worker: None) -> None:
    """Runs to compare with are named by their names or as they are called; one that is not there is a warning."""
    app = visit("train", t_run="imdb-gru", t_beside=["imdb-lstm", "SimpleRNN of the chapter, 84.6 %", "none"])
    assert app.button_group(key="t_beside").value == ["imdb-lstm", "imdb-simple-rnn"]
    (warning,) = (one.value.replace("\\", "") for one in app.warning)
    assert warning == "There is no run none to compare with."
    second = min(("LSTM", "imdb-lstm"), ("GRU", "imdb-gru"), key=lambda one: held_out(one[1]))[0]
    assert f"Not told apart from it: {second}. Behind it: SimpleRNN of the chapter." in text(app)
    assert app.query_params["t_beside"] == ["imdb-lstm", "imdb-simple-rnn"]


def test_the_address_names_what_stands_beside_and_says_if_nothing_does(no_worker: None) -> None:
    """By the runs' names as they are, without signs of markup; what a new visitor finds needs no word."""
    a_run("my_2.run", 0.7)
    app = visit("train", t_run="imdb-simple-rnn")
    assert "t_beside" not in app.query_params
    app.button_group(key="t_beside").set_value(["imdb-gru", "my_2.run"]).run()
    assert app.query_params["t_beside"] == ["imdb-gru", "my_2.run"]
    app.button_group(key="t_beside").set_value([]).run()
    assert app.query_params["t_beside"] == ""
    alone = visit("train", t_run="imdb-simple-rnn", t_beside="")
    assert (alone.button_group(key="t_beside").value, list(alone.warning)) == ([], [])
    assert "imdb-simple-rnn" not in alone.button_group(key="t_beside").options
