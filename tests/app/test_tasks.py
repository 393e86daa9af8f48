"""The page "Small tasks" as AppTest builds it."""

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.corpora import TASKS, Task, TaskKey
from rnnviz.runs import Run, runs_folder
from rnnviz.training import experiments, jobs, train
from rnnviz.training.rungs import Rung, gradient_rungs, ladder_rungs
from rnnviz.training.small_tasks import Trial, task_network, task_padding, task_training, usual_task
from rnnviz.ui.tasks.reach import swept
from tests.app.driving import sentences, visit


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> None:
    """A home of its own, in which nothing is trained by itself."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("tasks-home")))


def told(app: AppTest) -> str:
    """Everything that is said in lines, captions, bars and warnings."""
    bars = [bar.proto.text for bar in app.get("progress")]
    said = [one.value for one in (*app.markdown, *app.caption, *app.warning)]
    return re.sub(r"\\(.)", r"\1", " ".join([*bars, *said]))


def view(app: AppTest, name: str) -> dict[str, Any]:
    """What a view was given."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(f".{name}")]
    return json.loads(found.proto.json)[0]


def learnt(name: str, task: Task, cell: str = "simple_rnn", seed: int = 0) -> Run:
    """A run as the page would have it."""
    network, training = task_network(task, cell), task_training(task, seed=seed)
    return train(network, training, corpus=task.name, padding=task_padding(task), out=runs_folder() / name)


@pytest.mark.parametrize("key", list(TASKS))
def test_a_task_is_shown_with_its_rule_and_its_truth(key: TaskKey) -> None:
    """Three texts, at least one of each answer, with what is true after every symbol."""
    app = visit("tasks", k_task=key)
    assert sentences(app) == []
    task = usual_task(key, TASKS[key].distances[1])
    texts = view(app, "texts")["texts"]
    assert [text["answers"] for text in texts] == [list(task.answers(" ".join(text["symbols"]))) for text in texts]
    assert [text["answers"][-1] for text in texts] == [1, 0, 1]
    assert all("probability" not in text for text in texts)
    assert "Press Train: GRU(16) learns" in told(app)


def test_train_puts_a_run_into_the_queue_and_what_it_learnt_is_told() -> None:
    """The queue holds what the page says; a finished run says its right answers and what it says after each symbol."""
    app = visit("tasks", k_task="count", k_count="20", k_cell="simple_rnn")
    app.button(key="k_start").click().run()
    (job,) = jobs.list_jobs()
    task = usual_task("count", 20)
    assert (job.name, job.state) == ("task-count-20-simple-rnn-16-seed0", "queued")
    assert job.request is not None
    assert (job.request.corpus, job.request.network) == (task.name, task_network(task, "simple_rnn"))
    assert "It begins" in told(app)
    app.button(key="k_stop_run").click().run()
    assert jobs.list_jobs() == []
    learnt(job.name, task)
    app = visit("tasks", k_task="count", k_count="20", k_cell="simple_rnn")
    assert sentences(app) == []
    assert "of 1,000 held-out texts rightly" in told(app)
    assert "It has learnt the rule. Who only counts the symbols, a bag of words, gets" in told(app).replace("*", "")
    for text in view(app, "texts")["texts"]:
        assert len(text["probability"]) == len(text["symbols"])
        assert (text["probability"][-1] > 0.5) == (text["answers"][-1] == 1)


def test_read_a_review_offers_a_text_of_the_task_and_says_what_its_verdict_means() -> None:
    """A film review is nothing to it; a text of symbols is, and its label is the truth at its end."""
    task = usual_task("brackets", 16)
    learnt("of-brackets", task)
    app = visit("", model="of-brackets")
    assert sentences(app) == []
    assert "it knows open, close alone" in told_by(app)
    app.button(key="read-task-text").click().run()
    text = app.session_state["text"]
    assert text == task.held_out.corpus().texts[0]
    assert "it knows open, close alone" not in told_by(app)
    assert "For this network “positive” means yes, and “negative” no: Is every one of 16 brackets matched" in told(app)
    label = "positive" if task.answers(text)[-1] else "negative"
    assert f"This review is labelled **{label}**" in " ".join(one.value for one in app.markdown)


def told_by(app: AppTest) -> str:
    """What stands in boxes."""
    return re.sub(r"\\(.)", r"\1", " ".join(one.value for one in app.info))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"k_task": "chess"}, "There is no task chess"),
        ({"k_cell": "transformer"}, "There is no cell transformer"),
        ({"k_part": "nothing"}, "There is no experiment nothing"),
        ({"k_part": "ladder", "k_gain": "9"}, "First weights are one of"),
        ({"k_part": "ladder", "k_clip": "maybe"}, "Gradients are one of"),
        ({"k_part": "ladder", "k_ladder_task": "sine"}, "There is no ladder for sine"),
        ({"k_part": "ladder", "k_seeds": "99"}, "is a whole number from 1 to 5, not 99"),
        ({"k_part": "reach", "k_cut": "-1"}, "is a whole number from 1 to 31, not -1"),
        ({"k_first-symbol": "0"}, "is a whole number from 2 to 400, not 0"),
        ({"k_task": "brackets", "k_brackets": "7"}, "of 7 symbols 6 are taken"),
        ({"k_units": "<b>"}, "is a whole number from 2 to 128, not <b>"),
    ],
)
def test_an_address_that_asks_for_what_there_is_not_is_told(address: dict[str, str], sentence: str) -> None:
    """The page says so, and shows what there is."""
    app = visit("tasks", **address)
    assert sentences(app) == []
    assert sentence in told(app)


# ---- experiments ----


def _keep(rungs: tuple[Rung, ...], right: int) -> None:
    """Results as if the rungs had been climbed."""
    folder = runs_folder().parent / "trials"
    folder.mkdir(parents=True, exist_ok=True)
    for rung in rungs:
        trial = Trial(right=right, texts=1_000, epochs=3, solved=right >= 990)
        experiments._file(rung).write_text(json.dumps({"rung": asdict(rung), "trial": asdict(trial)}))


def test_a_ladder_is_asked_for_grows_and_stops() -> None:
    """Rungs appear as they are found, and Stop leaves them."""
    app = visit("tasks", k_part="ladder")
    assert "24 networks are trained" in told(app)
    app.button(key="k_climb").click().run()
    rungs = ladder_rungs()
    assert experiments.is_asked(rungs)
    assert "0 of 24 rungs" in told(app)
    _keep(rungs[:6], 1_000)
    app.run()
    assert "6 of 24 rungs" in told(app)
    assert "The GRU holds every distance that was tried, up to 5 (one seed)." in told(app)
    app.button(key="k_stop").click().run()
    assert not experiments.is_asked(rungs)
    assert app.button(key="k_climb").label == "Go on"


def test_a_ladder_that_was_climbed_is_there_at_once_beside_that_of_other_weights() -> None:
    """Nothing is offered, cells are compared, and what the first weights change is said."""
    for gain, far in ((1.0, 160), (0.5, 10)):
        for rung in ladder_rungs(gain=gain):
            _keep((rung,), 1_000 if rung.cell != "simple_rnn" or rung.tried.distance <= far else 500)
    app = visit("tasks", k_part="ladder", k_gain="0.5")
    assert sentences(app) == []
    assert "All 24 rungs were climbed" in told(app)
    assert "In the one seed that was tried the LSTM reaches farther than the SimpleRNN" in told(app)
    assert (
        "begun with 1 times the orthogonal ones, the median seed of the SimpleRNN holds distances up to 160, with 0.5 "
        "times them up to 10." in told(app)
    )
    (panel,) = view(app, "lines")["panels"]
    assert panel["title"] == "Steps that every seed holds: SimpleRNN 10, LSTM 160, GRU 160"
    assert [line["label"] for line in panel["lines"]] == ["SimpleRNN", "LSTM", "GRU"]


def test_without_the_engine_only_what_was_climbed_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """No button that nothing would come of, and a sentence that says why."""
    monkeypatch.setattr("rnnviz.ui.tasks.climbing.is_installed", lambda: False)
    app = visit("tasks", k_part="ladder")
    assert "needs numba" in told(app)
    assert not [button for button in app.button if button.key == "k_climb"]


def test_cut_gradients_show_what_arrives_before_anything_is_trained() -> None:
    """The slope of the first weights is there at once; what was learnt, when all is climbed."""
    address = {"k_part": "reach", "k_distance": "5", "k_reach_seeds": "1", "k_cut": "3"}
    app = visit("tasks", **address)
    assert sentences(app) == []
    learnt_panel, arrival = view(app, "lines")["panels"]
    assert learnt_panel["lines"] == []
    assert arrival["title"] == "With 3 steps nothing arrives at the first symbol"
    for rung in gradient_rungs(5, swept(5), seeds=1):
        _keep((rung,), 1_000 if (rung.gradient_steps or 0) >= 6 else 500)
    app = visit("tasks", **address)
    assert "3 of 3 tries learn it; where they stop before it, 0 of 5." in told(app)
    assert view(app, "lines")["panels"][0]["marks"][0]["label"] == "reaches the first symbol"
