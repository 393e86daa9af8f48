"""Right answers on a task, counted one text at a time."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz import record
from rnnviz.analysis import count_score, task_score
from rnnviz.corpora import TASKS, Task, TaskKey
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


def test_who_only_counts_answers_what_counting_answers() -> None:
    """The majority is a matter of counting, the first letter is not."""
    assert count_score(Task(key="count", distance=21, texts=400)).right > 0.98 * 400
    first = count_score(Task(key="first-symbol", distance=20, texts=2_000))
    assert abs(first.right / first.texts - 0.5) < 0.05


@given(st.sampled_from(list(TASKS)), st.integers(0, 1), st.integers(20, 200))
@settings(deadline=None, max_examples=20)
def test_held_out_texts_are_balanced_and_new_where_there_are_enough(key: TaskKey, near: int, most: int) -> None:
    """Half of them are yes, so that guessing gives a half; none is known, or there were not a hundred others."""
    task = Task(key=key, distance=TASKS[key].distances[near], texts=1_000)
    unseen, own = unseen_texts(task, most), set(task.corpus().texts)
    assert 2 * int(unseen.corpus.labels.sum()) == len(unseen.corpus) <= most
    assert unseen.known == sum(text in own for text in unseen.corpus.texts)
    other = task.held_out.corpus()
    new = [int(label) for text, label in zip(other.texts, other.labels, strict=True) if text not in own]
    assert (unseen.known > 0) == (min(new.count(0), new.count(1)) < min(50, most // 2))


def test_where_there_are_few_texts_those_that_are_known_are_counted() -> None:
    """Of four letters there are sixteen texts: all of them were trained on."""
    unseen = unseen_texts(Task(key="parity", distance=4), 50)
    assert (len(unseen.corpus), unseen.known) == (50, 50)
