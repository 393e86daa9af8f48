"""The page "Small tasks" as AppTest builds it."""

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.corpora import TASKS, Task, TaskKey
from rnnviz.runs import Run, runs_folder
from rnnviz.training import jobs, train
from rnnviz.training.small_tasks import task_network, task_padding, task_training, usual_task
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
    assert "Press Train: a GRU of 16 units learns" in told(app)


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
    (job.path / "request.json").unlink()
    job.path.rmdir()
    learnt(job.name, task)
    app = visit("tasks", k_task="count", k_count="20", k_cell="simple_rnn")
    assert sentences(app) == []
    assert "of 1,000 held-out texts rightly" in told(app)
    assert "It has learnt the rule." in told(app)
    for text in view(app, "texts")["texts"]:
        assert len(text["probability"]) == len(text["symbols"])
        assert (text["probability"][-1] > 0.5) == (text["answers"][-1] == 1)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"k_task": "chess"}, "There is no task chess"),
        ({"k_cell": "transformer"}, "There is no cell transformer"),
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
