"""Right answers on a task, counted one text at a time."""

from pathlib import Path

from rnnviz import record
from rnnviz.analysis import task_score
from rnnviz.corpora import Task
from rnnviz.runs import Run
from rnnviz.training import train
from rnnviz.training.small_tasks import task_network, task_padding, task_training, unseen_texts


def _run(task: Task, path: Path) -> Run:
    training = task_training(task, epochs=1)
    return train(task_network(task, "gru", 4), training, corpus=task.name, padding=task_padding(task), out=path)


def test_right_answers_are_those_of_each_text_alone(tmp_path: Path) -> None:
    """The count of a batch is that of one recording a text, on texts that the run does not know."""
    task = Task(key="copy", distance=6, texts=400)
    network = _run(task, tmp_path / "run").network()
    score, unseen = task_score(network, task, most=60), unseen_texts(task, 60)
    right = [
        (record(network, text).probability[-1] > 0.5) == label
        for text, label in zip(unseen.corpus.texts, unseen.corpus.labels, strict=True)
    ]
    assert (score.right, score.texts, score.known) == (sum(right), 60, 0)
    assert not set(unseen.corpus.texts) & set(task.corpus().texts)


def test_where_there_are_few_texts_those_that_are_known_are_counted() -> None:
    """Of four letters there are sixteen texts: all of them were trained on."""
    unseen = unseen_texts(Task(key="parity", distance=4), 50)
    assert (len(unseen.corpus), unseen.known) == (50, 50)
