"""Runs and stores that the tests of this folder share."""

from pathlib import Path

import pandas as pd
import pytest

from rnnviz.corpora import Corpus
from rnnviz.states import recorder


@pytest.fixture(scope="session")
def reviews_file(imdb: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CSV file of 50 real reviews, the shortest and the longest among them."""
    order = sorted(range(2_000), key=lambda number: len(imdb.texts[number]))
    chosen = [*order[:3], *order[-3:], *range(44)]
    file = tmp_path_factory.mktemp("reviews") / "fifty.csv"
    frame = pd.DataFrame({"text": [imdb.texts[i] for i in chosen], "label": [int(imdb.labels[i]) for i in chosen]})
    frame.loc[:9, "label"] = [0, 1] * 5
    frame.to_csv(file, index=False)
    return file


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five files for the fifty reviews."""
    monkeypatch.setattr(recorder, "REVIEWS_A_PART", 12)
