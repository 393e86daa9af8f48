"""A file that was cut off anywhere is never taken for a whole one: a sentence, or what was whole before the cut."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import DataError, IncompatibleModelError
from rnnviz.runs import EpochMetrics, Run
from rnnviz.text import Vocabulary
from tests.runs.drawing import run_record

WORDS = Vocabulary(["a", "film", "naïve", "good"])
HISTORY = [
    EpochMetrics(epoch=epoch, loss=0.5, accuracy=0.81, val_loss=0.55, val_accuracy=0.795, seconds=12.25)
    for epoch in (1, 2, 3)
]
LINES = [
    {"epoch": 1, "batch": 5 * number, "loss": 0.5, "batches": 20, "seconds": 0.5 * number, "session": 1}
    for number in range(4)
]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of three epochs, as far as it is text."""
    run = Run.create(tmp_path / "mine", run_record(), WORDS)
    run.write_history(HISTORY)
    run.batches_file.write_text("".join(f"{json.dumps(line)}\n" for line in LINES))
    return run


def test_a_record_is_read_whole_or_not_at_all(run: Run) -> None:
    """Cut before its last brace, run.json is one sentence, wherever the cut is."""
    content = (run.path / "run.json").read_bytes().rstrip()
    for cut in range(len(content)):
        (run.path / "run.json").write_bytes(content[:cut])
        with pytest.raises(IncompatibleModelError, match=r"^run\.json of mine is damaged: ") as raised:
            _ = Run(run.path).record
        assert "\n" not in str(raised.value)


def test_a_history_has_whole_epochs(run: Run) -> None:
    """Cut inside a line, history.csv is one sentence: 0.81 is never read as 0.8; cut between lines, the first stand."""
    content = (run.path / "history.csv").read_bytes()
    for cut in range(len(content)):
        (run.path / "history.csv").write_bytes(content[:cut])
        if content[:cut].endswith(b"\n"):
            assert run.history == HISTORY[: len(run.history)]
        else:
            with pytest.raises(IncompatibleModelError, match=r"^history\.csv of mine is damaged: "):
                _ = run.history


def test_batches_are_read_line_by_line(run: Run) -> None:
    """Cut anywhere, also inside of a character, batches.jsonl gives the lines before the cut."""
    content = run.batches_file.read_bytes() + b"\xc3\xa9"
    for cut in range(len(content)):
        run.batches_file.write_bytes(content[:cut])
        read = run.batches()
        assert read == LINES[: len(read)]
        assert len(read) >= content[:cut].count(b"\n")


def test_a_vocabulary_has_whole_words(run: Run) -> None:
    """Cut inside a word or a line, vocabulary.txt is one sentence: an id never stands for half a word."""
    content = run.vocabulary_file.read_bytes()
    for cut in range(len(content)):
        run.vocabulary_file.write_bytes(content[:cut])
        if not content[:cut].endswith(b"\n") or content[:cut].count(b"\n") < 4:
            with pytest.raises(DataError, match=r"vocabulary\.txt in mine"):
                Vocabulary.from_file(run.vocabulary_file)
        else:
            words = Vocabulary.from_file(run.vocabulary_file).words
            assert words == WORDS.words[: len(words)]


numbers = st.floats() | st.integers() | st.just(10**400) | st.none() | st.booleans() | st.text(max_size=3)
fields = ("epoch", "batch", "batches", "seconds", "session", "loss")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(fields, numbers)), max_size=3))
def test_whatever_stands_in_the_lines_the_progress_is_a_number(run: Run, lines: list[dict[str, object]]) -> None:
    """No line that somebody wrote by hand makes the progress negative, infinite or an error."""
    run.batches_file.write_text("".join(f"{json.dumps(line)}\n" for line in [*LINES, *lines]))
    progress = run.progress
    assert progress is not None
    assert min(progress.epoch, progress.batch, progress.batches) >= 1
    assert progress.seconds_per_batch is None or 0 <= progress.seconds_per_batch < math.inf
    assert progress.remaining_seconds is None or 0 <= progress.remaining_seconds < math.inf


def test_a_clock_that_began_anew_plays_no_part(run: Run) -> None:
    """After a restart the system's clocks may show less than the earlier session saw: only one session is looked at."""
    earlier = [{**line, "seconds": 9e6 + line["seconds"], "session": 8_000_000.5} for line in LINES]
    later = [{**line, "epoch": 2, "session": 1} for line in LINES]
    run.batches_file.write_text("".join(f"{json.dumps(line)}\n" for line in [*earlier, *later]))
    progress = run.progress
    assert progress is not None
    assert (progress.epoch, progress.batch) == (2, 16)
    assert progress.seconds_per_batch == 0.1
    assert progress.remaining_seconds == pytest.approx((10 * 20 - 36) * 0.1)
