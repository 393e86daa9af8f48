"""Reviews that are kept in a file come back as they were."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.corpora import Corpus, load_corpus
from rnnviz.errors import ConfigurationError
from rnnviz.training.kept_corpora import corpora_folder, keep, list_kept, short_name
from tests.training.conftest import files_no_longer_than


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for every test, with no file in it."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


def corpus(*texts: str, name: str = "mine.csv") -> Corpus:
    """Reviews of alternating labels."""
    return Corpus(name=name, texts=texts, labels=np.arange(len(texts), dtype=np.int8) % 2)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(texts | st.sampled_from(['"', "\r", "a\r\nb", "\n", ",", "\ufeff", ""]), min_size=1))
def test_any_reviews_come_back_from_their_file(texts: list[str]) -> None:
    """Quotes, line ends and marks of every kind are the same after they were kept, and so is the fingerprint."""
    kept = keep(corpus(*texts))
    read = load_corpus(str(kept))
    assert read.texts == tuple(texts)
    assert read.fingerprint == corpus(*texts).fingerprint


def test_the_same_reviews_are_kept_once() -> None:
    """A second upload of the same reviews finds the file of the first, whatever it is called."""
    first = keep(corpus("a", "b"))
    written = first.stat().st_mtime_ns
    assert keep(corpus("a", "b", name="other.csv")) == first
    assert first.stat().st_mtime_ns == written
    assert [kept.title for kept in list_kept()] == ["mine"]


def test_two_files_of_one_name_are_told_apart() -> None:
    """Where a name stands twice, the fingerprint is shown with it."""
    paths = {keep(corpus("a", "b")), keep(corpus("c", "d"))}
    assert {kept.title for kept in list_kept()} == {path.stem for path in paths}


def test_what_else_lies_in_the_folder_is_left_out() -> None:
    """A temporary file that a kill left, and whatever somebody put there, is no kept file."""
    assert list_kept() == []
    path = keep(corpus("a", "b"))
    for name in (f".{path.name}-x1", "notes.txt", "mine.csv"):
        (corpora_folder() / name).write_text("text,label\n")
    assert [kept.path for kept in list_kept()] == [path]


def test_a_full_disk_leaves_no_part_of_a_file() -> None:
    """Reviews that do not fit are one sentence, and nothing lies in the folder."""
    with files_no_longer_than(20), pytest.raises(ConfigurationError, match=r"mine\.csv cannot be kept in .*too large"):
        keep(corpus("a" * 20, "b" * 20))
    assert list(corpora_folder().iterdir()) == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("My reviews, 2024.csv", "My-reviews-2024"),
        ("../../etc/passwd.csv", "etc-passwd"),
        ("영화_후기.csv", "영화-후기"),
        ("***.csv", "reviews"),
        ("x" * 300, "x" * 40),
        ("<b>.csv", "b"),
    ],
)
def test_a_files_name_leads_nowhere(name: str, short: str) -> None:
    """Of what an upload is called, letters and digits become the name of the file that is kept."""
    assert short_name(name) == short
    assert keep(corpus("a", "b", name=name)).parent == corpora_folder()
