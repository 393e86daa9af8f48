"""Training on small tasks: the ordinary way, from their name to a run that reads its own texts again."""

from pathlib import Path

from rnnviz.corpora import Task
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import train
from rnnviz.training.plan import pace_of
from rnnviz.training.reviews import reviews_of

TASK = Task(key="first-symbol", distance=20, texts=2_000)


def test_a_run_learns_a_task_by_its_name_and_tells_no_pace_of_reviews(tmp_path: Path) -> None:
    """A task is trained as any corpus is, its run finds its texts again, and IMDB's time is not guessed by it."""
    network = NetworkSpec(
        num_words=6, input_features=8, layers=(LayerSpec(cell="simple_rnn", units=16),), mask_zero=True
    )
    training = TrainingSpec(optimizer="adam", learning_rate=0.005, batch_size=32, epochs=4, engine="live")
    run = train(network, training, corpus=TASK.name, padding=Padding(maxlen=TASK.longest + 1), out=tmp_path / "run")
    assert run.record.metrics["val_accuracy"] > 0.98
    assert run.record.corpus.name == TASK.name
    parts = reviews_of(run)
    assert sum(map(len, parts)) == len(TASK.corpus())
    assert run.network().vocabulary is not None
    assert pace_of([run], network, training) is None
