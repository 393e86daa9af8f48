"""A corpus that trains in a second, and a run that was trained on it."""

import csv
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import Run, TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import train

NETWORK = NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=4),))
TRAINING = TrainingSpec(batch_size=8, epochs=3, seed=5, split_seed=2, learning_rate=0.02, optimizer="adam")
PADDING = Padding(maxlen=12)


@contextmanager
def files_no_longer_than(limit: int) -> Iterator[None]:
    """Let the system refuse what a file would be longer by, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(scope="session")
def reviews_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV file of 80 reviews whose words tell their label."""
    path = tmp_path_factory.mktemp("corpus") / "reviews.csv"
    rng = np.random.default_rng(0)
    plain = ["the", "film", "a", "plot", "it", "was"]
    telling = (["bad", "dull", "awful"], ["good", "great", "superb"])
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "label"])
        for number in range(80):
            words = [*rng.choice(plain, rng.integers(3, 12)), *rng.choice(telling[number % 2], 2)]
            rows.writerow([" ".join(rng.permutation(words)), number % 2])
    return path


@pytest.fixture(scope="session")
def trained(keras: ModuleType, reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A finished run of three epochs. Tests read it and leave it as it is."""
    out = tmp_path_factory.mktemp("runs") / "trained"
    return train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=out)


@pytest.fixture(scope="session")
def again(trained: Run, reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A second run with all the settings of `trained`, made later in the same process."""
    out = tmp_path_factory.mktemp("runs") / "again"
    return train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=out)
