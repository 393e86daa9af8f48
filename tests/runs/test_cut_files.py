"""A file that was cut off anywhere is never taken for a whole one: a sentence, or what was whole before the cut."""

import json
import math
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import DataError, IncompatibleModelError
from rnnviz.runs import EpochMetrics, Run, batch_lines
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


def test_of_a_long_file_the_end_is_read_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 49 MB of lines the last 10,000 are read, in less than a second, and not again before the file changes."""
    line = '{"epoch": %d, "batch": %d, "loss": 0.5, "batches": 1000, "seconds": 1.0, "session": 1}\n'
    content = "".join(line % (1 + number // 1000, number % 1000) for number in range(600_000))
    run.batches_file.write_text(content)
    assert len(content) > 49_000_000
    began = time.process_time()
    lines = run.batches()
    assert time.process_time() - began < 1
    assert 8_000 < len(lines) <= 10_000
    assert (lines[-1]["epoch"], lines[-1]["batch"]) == (600, 999)
    monkeypatch.setattr(batch_lines, "_read", lambda _: pytest.fail("read again"))
    assert run.batches() == lines
    monkeypatch.undo()
    with run.batches_file.open("a") as file:
        file.write(line % (700, 3))
    assert run.batches()[-1]["epoch"] == 700


@pytest.mark.parametrize(
    "hostile",
    [b"x" * 49_000_000, b"[" * 900_000, b'{"epoch": 1, "batch": 0}' + b" " * 1000, b'{"epoch": 1' + b"0" * 5000 + b"}"],
    ids=["no end", "deep", "long line", "long number"],
)
def test_lines_that_nobody_wrote_are_passed_over(run: Run, hostile: bytes) -> None:
    """One line of 49 MB, brackets in brackets, a line of a thousand spaces: none is looked into."""
    run.batches_file.write_bytes(b"\n".join([hostile, json.dumps(LINES[-1]).encode(), b""]))
    began = time.process_time()
    assert run.batches() == LINES[-1:]
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("loss", [1e308, -1e308, 10**400, "half", [0.5]])
def test_losses_that_no_training_has_are_passed_over(run: Run, loss: object) -> None:
    """What would overflow where curves are smoothed is no loss, nor is what is no number."""
    run.batches_file.write_text("".join(f"{json.dumps(line)}\n" for line in [LINES[0], {**LINES[1], "loss": loss}]))
    assert run.batches() == LINES[:1]
    row = f"{HISTORY[0].loss}"
    run.write_history(HISTORY)
    file = run.path / "history.csv"
    file.write_text(file.read_text().replace(row, str(loss), 1))
    with pytest.raises(IncompatibleModelError, match=r"^history\.csv of mine is damaged: "):
        _ = run.history


def test_lines_that_go_back_in_time_are_passed_over(run: Run) -> None:
    """A line stands for what comes after the line before it; what does not was written by somebody else."""
    back = [LINES[2], LINES[1], LINES[2], LINES[3]]
    run.batches_file.write_text("".join(f"{json.dumps(line)}\n" for line in back))
    assert run.batches() == LINES[2:]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" " * 100_001, "it has more than 100,000 bytes"),
        (b"[" * 1_000, "it goes deeper than 40 levels|RecursionError|JSONDecodeError"),
        (b"[" * 300 + b"]" * 300, "it goes deeper than 40 levels"),
        (b'{"reason": "\\ud83d"}', r"it holds half of a character: \\ud83d"),
        (b'{"x": 1e999}', "it holds 1e999, which is too large for a number"),
        (b'{"x": Infinity}', "it holds Infinity, which is no number"),
        (b"\xff\xfe", "UnicodeDecodeError"),
        (b"9" * 5_000, "ValueError"),
    ],
)
def test_a_record_that_nobody_wrote_is_one_sentence(run: Run, content: bytes, reason: str) -> None:
    """Too long, too deep, half a character, numbers beyond all bounds: each is said in the sentence about run.json."""
    (run.path / "run.json").write_bytes(content)
    with pytest.raises(IncompatibleModelError, match=rf"^run\.json of mine is damaged: ({reason})") as raised:
        _ = Run(run.path).record
    assert str(raised.value).isprintable()


def test_a_number_beyond_floats_in_the_metrics_is_one_sentence(run: Run) -> None:
    """A whole number of 400 digits cannot be a metric."""
    record = run.record.to_dict() | {"metrics": {"val_loss": 10**400}}
    (run.path / "run.json").write_text(json.dumps(record))
    with pytest.raises(IncompatibleModelError, match=r"^run\.json of mine is damaged: OverflowError"):
        _ = Run(run.path).record


def test_a_history_longer_than_any_training_is_one_sentence(run: Run) -> None:
    """More epochs than a training can have are not shown."""
    rows = [replace(HISTORY[0], epoch=epoch) for epoch in range(1, 1_002)]
    run.write_history(rows)
    with pytest.raises(IncompatibleModelError, match="it has 1,001 epochs; at most 1,000 are read"):
        _ = run.history


def test_a_vocabulary_of_any_size_is_one_sentence(run: Run) -> None:
    """A file of 9 MB, or a million empty lines, is not made into words."""
    for content, reason in ((b"x" * 9_000_000, "more than 8,000,000 bytes"), (b"\n" * 1_000_001, "")):
        run.vocabulary_file.write_bytes(content)
        with pytest.raises(DataError, match=rf"vocabulary\.txt in mine .*{reason}"):
            Vocabulary.from_file(run.vocabulary_file)


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
