"""The reviews of a run are found again, or it is said that they are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from rnnviz.corpora import Corpus
from rnnviz.errors import TrainingError
from rnnviz.runs import Run, find_run
from rnnviz.training.reviews import reviews_of
from tests.runs.small import small_run


def test_the_parts_are_those_that_the_run_was_trained_on(imdb: Corpus) -> None:
    """A shipped run's parts have the sizes of its record and hold all reviews once."""
    run = find_run("imdb-simple-rnn")
    training, validation = reviews_of(run)
    assert (len(training), len(validation)) == (run.record.corpus.training, run.record.corpus.validation)
    assert sorted(training.texts + validation.texts) == sorted(imdb.texts)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "/dev/zero", "/proc/self/mem", "/proc/kmsg", "/nowhere.csv", "nul\0byte", "x" * 9_000]
)
def test_a_file_that_is_no_corpus_is_not_quoted(tmp_path: Path, name: str) -> None:
    """A run may come from anybody, and name any file of this machine: what stands in the file is not told."""
    run = small_run(tmp_path / "foreign")
    run = run.write_record(corpus=replace(run.record.corpus, name=name))
    with pytest.raises(TrainingError) as raised:
        reviews_of(Run(run.path))
    assert str(raised.value) == (
        f"The reviews that foreign was trained on cannot be read: {name[:200]} is not there, or has changed."
    )
