"""What the tests share: an empty runs folder, the installed reviews, Keras without its start-up messages."""

import os
from collections.abc import Iterator
from types import ModuleType

import pytest

from rnnviz.corpora import Corpus, load_imdb

_SLOWEST_FIRST = ("training", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders that take longest, so that no process is left alone with one of them in the end."""

    def place(item: pytest.Item) -> int:
        folder = item.path.parent.name
        return _SLOWEST_FIRST.index(folder) if folder in _SLOWEST_FIRST else len(_SLOWEST_FIRST)

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _no_runs_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the runs of whoever runs the tests out of sight, here and in every subprocess."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("rnnviz-home")))
        yield


@pytest.fixture(scope="session")
def imdb() -> Corpus:
    """The 25,000 installed reviews, read once."""
    return load_imdb()


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    """Keras on TensorFlow, on the CPU and without its start-up messages."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    import keras

    return keras
