"""What was computed of a run's dynamics is kept on disk, and nothing depends on it."""

import os
from pathlib import Path

import numpy as np
import pytest

from rnnviz.runs import find_run
from rnnviz.ui.dynamics import look, shelf
from rnnviz.ui.dynamics.look import Alone, Look, Rest
from rnnviz.ui.dynamics.packing import packed
from rnnviz.ui.dynamics.shelf import keep_arrays, place_of, read_arrays

RUN, ZERO = "imdb-simple-rnn", Alone(kind="zero")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    return tmp_path


def computed(stamp: int) -> tuple[Look, Rest]:
    """As a server that has just started would: `stamp` is one that nobody has asked with."""
    return look.look_at(RUN, stamp), look.rest_of(RUN, stamp, ZERO)


def test_a_server_that_starts_again_reads_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a review is read nor a point looked for, and every array is the same to the last bit; damaged ones go."""
    first, rest = computed(-1)
    with monkeypatch.context() as context:
        context.setattr(look, "visit", None)
        context.setattr(look, "find_points", None)
        again, rested = computed(-2)
    for one, other in ((first.visited, again.visited), (rest.curve, rested.curve), (rest.flow, rested.flow)):
        for name, array in packed(one).items():
            np.testing.assert_array_equal(array, packed(other)[name])
    assert [one.tolist() for one in first.reviews] == [one.tolist() for one in again.reviews]
    assert [point.logit for point in rest.points] == [point.logit for point in rested.points]
    assert (rest.linear, again.shown, again.own) == (rested.linear, first.shown, True)
    for file in (home / "dynamics").iterdir():
        file.write_bytes(file.read_bytes()[:-2000])
    remade, _ = computed(-3)
    np.testing.assert_array_equal(remade.visited.states, first.visited.states)
    assert read_arrays(place_of(find_run(RUN), "states")) is not None


@pytest.mark.parametrize("content", [b"", b"PK nonsense", b"\x93NUMPY" + bytes(40)])
def test_a_file_that_is_none_is_put_away(tmp_path: Path, content: bytes) -> None:
    """What cannot be read is as if it were not there, and goes."""
    file = tmp_path / "one.npz"
    file.write_bytes(content)
    assert read_arrays(file) is None
    assert not file.exists()


def test_a_disk_that_takes_nothing_costs_the_time_alone(tmp_path: Path) -> None:
    """Where a folder cannot be made nothing is said."""
    (tmp_path / "dynamics").write_text("in the way")
    keep_arrays(tmp_path / "dynamics" / "one.npz", {"a": np.zeros(3)})
    assert read_arrays(tmp_path / "dynamics" / "one.npz") is None


def test_what_was_used_longest_ago_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files together stay within the bound; one that is larger alone is not kept."""
    monkeypatch.setattr(shelf, "MOST_BYTES", 5_000)
    for name in ("old", "used", "new"):
        keep_arrays(tmp_path / f"{name}.npz", {"a": np.zeros(200)})
        os.utime(tmp_path / f"{name}.npz", (1, {"old": 2, "used": 1, "new": 3}[name]))
        if name == "old":
            continue
        read_arrays(tmp_path / "used.npz")
    keep_arrays(tmp_path / "last.npz", {"a": np.zeros(200)})
    assert "old" not in {file.stem for file in tmp_path.iterdir()}
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 5_000
    keep_arrays(tmp_path / "huge.npz", {"a": np.zeros(2_000)})
    assert not (tmp_path / "huge.npz").exists()
