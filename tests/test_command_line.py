"""The command line: train, evaluate, record; errors are one sentence and exit status 1."""

import gzip
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import rnnviz
from rnnviz.__main__ import main
from rnnviz.runs import Contrasted, Contrasts, Run, contrasted_of, contrasts_of, find_run
from rnnviz.training.contrasts import ContrastProgress
from tests.runs.made import made_contrasts
from tests.runs.small import small_run
from tests.shipped import held_out

ROOT = Path(__file__).resolve().parents[1]
QUICK = (
    *("--units", "3", "--input-features", "2", "--num-words", "50", "--maxlen", "10"),
    *("--batch-size", "16", "--epochs", "1", "--limit", "60", "--quiet"),
)


class Shell:
    """The command line in this process, as `python -m rnnviz` runs it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Return exit status, standard output and standard error of a command."""
        self.monkeypatch.setattr(sys, "argv", ["rnnviz", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self.capsys.readouterr()
        return int(ended.value.code or 0), out, err


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Run commands in this process."""
    return Shell(monkeypatch, capsys)


def assert_one_sentence(status: int, err: str, *parts: str) -> None:
    """Expect exit status 1 and one line on standard error, without a traceback, that says all of this."""
    assert status == 1
    assert err.startswith("rnnviz: ")
    assert err.count("\n") == 1
    assert err.rstrip().endswith(".")
    assert "Traceback" not in err
    for part in parts:
        assert part in err


def test_a_run_is_trained_evaluated_and_resumed(keras: ModuleType, shell: Shell, tmp_path: Path) -> None:
    """`train --limit` leaves a run, `evaluate` prints its figures as JSON, and `train --resume` accepts it."""
    out = tmp_path / "quick"
    status, printed, _ = shell("train", "--cell", "gru", "--layers", "2", "--mask", "--seed", "4", *QUICK, "--out", out)
    assert status == 0
    assert printed.startswith(f"{out}: best epoch 1, val_accuracy ")
    record = Run(out).record
    assert record.network.title == "2 × GRU(3)"
    assert (record.network.mask_zero, record.padding.maxlen, record.training.seed) == (True, 10, 4)
    assert (record.corpus.name, record.corpus.limit, record.corpus.training) == ("imdb", 60, 48)

    data = tmp_path / "reviews.csv"
    data.write_text("text,label\na great film,1\na bad film,0\nnot good,neg\n")
    status, printed, told = shell("evaluate", out, "--data", data)
    figures = json.loads(printed)
    assert status == 0
    assert "The run knows none of these 3 reviews.\nKept with the run: " in told
    assert Run(out).record.metrics["test_accuracy"] == figures["accuracy"]
    assert Run(out).record.held_out.fingerprint == figures["fingerprint"]  # type: ignore[union-attr]
    assert figures["reviews"] == 3
    assert figures["accuracy"] in (pytest.approx(0), pytest.approx(1 / 3), pytest.approx(2 / 3), pytest.approx(1))
    verdicts = [
        rnnviz.record(rnnviz.load(out), text).probability[-1] for text in ("a great film", "a bad film", "not good")
    ]
    truth = np.array([1, 0, 0])
    loss = -np.mean(np.log(np.where(truth, verdicts, 1 - np.array(verdicts))))
    assert figures["loss"] == pytest.approx(loss, abs=1e-5)

    status, printed, _ = shell("train", "--resume", out, "--quiet")
    assert status == 0
    assert printed.startswith(f"{out}: best epoch 1")


def test_a_new_run_goes_to_the_runs_folder(
    keras: ModuleType, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --out a run goes to RNNVIZ_HOME under a name of its settings, where `load` finds it."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    assert shell("train", "--seed", "9", *QUICK)[0] == 0
    assert (tmp_path / "runs" / "simple_rnn-3x1-seed9" / "model.keras").is_file()
    assert rnnviz.load("simple_rnn-3x1-seed9").spec.layers[0].units == 3


def test_states_are_written_as_csv(shell: Shell, tmp_path: Path) -> None:
    """`record --out x.csv` writes the tidy table and says the verdict."""
    out = tmp_path / "states.csv"
    status, printed, _ = shell("record", "imdb-simple-rnn", "--text", "A truly great film!", "--out", out)
    recording = rnnviz.record(rnnviz.load("imdb-simple-rnn"), "A truly great film!")
    assert status == 0
    assert printed == f"{out}: probability {recording.probability[-1]:.4f} after 4 words\n"
    table = pd.read_csv(out, keep_default_na=False)
    assert len(table) == 500 * 32
    np.testing.assert_allclose(table["hidden_states"], recording.hidden_states.ravel(), rtol=1e-5, atol=1e-8)


def test_states_are_written_as_npz_and_the_review_read_from_standard_input(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`record --text -` reads the review from standard input, `--out x.npz` writes the arrays."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("not a good film\n"))
    status, _, _ = shell("record", "imdb-simple-rnn", "--text", "-", "--out", tmp_path / "states.npz")
    assert status == 0
    with np.load(tmp_path / "states.npz") as saved:
        assert saved["words"].tolist()[-4:] == ["not", "a", "good", "film"]
        assert saved["layer1/hidden_states"].shape == (500, 32)


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("record nonesuch --text a", ["There is no run 'nonesuch'", "imdb-simple-rnn"]),
        ("record imdb-simple-rnn --text a --out x.txt", ["written as .csv or .npz", ".txt"]),
        ("record imdb-simple-rnn --text a --out none/x.csv", ["none"]),
        ("record imdb-simple-rnn --text a --out none/x.npz", ["none"]),
        ("evaluate imdb-simple-rnn --data none.csv", ["expected at none.csv"]),
        ("evaluate nonesuch --data imdb", ["There is no run 'nonesuch'"]),
        ("train --learning-rate nan --out new", ["The learning rate is a number above 0", "nan"]),
        ("train --learning-rate inf --out new", ["The learning rate is a number above 0", "inf"]),
        ("train --learning-rate 0 --out new", ["The learning rate is a number above 0"]),
        ("train --learning-rate -1 --out new", ["The learning rate is a number above 0"]),
        ("train --seed -1 --out new", ["seed is a whole number from 0"]),
        ("train --corpus few.csv --batch-size 33 --out new", ["at most all 32 training reviews, not 33"]),
        ("train --corpus few.csv --validation-split 0.001 --out new", ["validation part", "hold no review at all"]),
        ("train --corpus few.csv --validation-split nan --out new", ["validation_split lies between 0 and 1"]),
        ("train --corpus few.csv --limit 41 --out new", ["limit lies between 1 and the 40 reviews"]),
        ("train --corpus one.csv --out new", ["needs negative and positive reviews", "all are of one class"]),
        ("train --corpus gz.csv --out new", ["is a gzip archive"]),
        ("train --batch-size 0 --out new", ["batch_size is a whole number from 1"]),
        ("train --epochs 0 --out new", ["epochs is a whole number from 1"]),
        ("train --units 0 --out new", ["units is a whole number from 1 to 4,096"]),
        ("train --layers 0 --out new", ["at least 1 recurrent layer"]),
        ("train --cell rnn --out new", ["A cell is one of simple_rnn, lstm, gru"]),
        ("train --maxlen 0 --out new", ["maxlen is a whole number"]),
        ("train --optimizer lion --out new", ["The optimizer is one of rmsprop"]),
        ("train --limit 1 --out new", ["needs negative and positive reviews"]),
        ("train --validation-split 1 --out new", ["validation_split lies between 0 and 1"]),
        ("train --corpus none.csv --out new", ["expected at none.csv"]),
        ("train --limit 60 --batch-size 16 --out a-file", ["a-file"]),
        ("train --resume new", ["A run directory was expected at new"]),
    ],
)
def test_errors_are_one_sentence(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, parts: list[str]
) -> None:
    """What cannot be done is told in one line on standard error with exit status 1, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("in the way")
    (tmp_path / "few.csv").write_text("text,label\n" + "good,1\nbad,0\n" * 20)
    (tmp_path / "one.csv").write_text("text,label\n" + "good,1\n" * 40)
    (tmp_path / "gz.csv").write_bytes(gzip.compress(bytes(1_000_000)))
    status, _, err = shell(*command.split())
    assert_one_sentence(status, err, *parts)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-file", "few.csv", "gz.csv", "one.csv"]


@pytest.mark.parametrize("option", ["--learning-rate fast", "--seed one", "--epochs 1.5", "--padding left"])
def test_what_is_no_number_is_a_usage_error(shell: Shell, tmp_path: Path, option: str) -> None:
    """What an option cannot be read as is told with the option's name and exit status 2, and nothing is written."""
    status, _, err = shell("train", *option.split(), "--out", tmp_path / "new")
    assert status == 2
    assert option.partition(" ")[0] in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_run_in_the_way_is_not_overwritten(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Training into a folder that holds a run is refused with the two ways out."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run.json").write_text("{}")
    status, _, err = shell("train", *QUICK, "--out", tmp_path)
    assert_one_sentence(status, err, "There is a run", "resume it, or choose another folder")
    assert (tmp_path / "run.json").read_text() == "{}"


def test_the_help_names_the_commands(shell: Shell) -> None:
    """`--help` lists train, evaluate and record, and an option without its value is a usage error."""
    status, printed, _ = shell("--help")
    assert status == 0
    assert all(command in printed for command in ("train", "evaluate", "record"))
    assert shell("record", "imdb-simple-rnn")[0] == 2


def test_the_module_runs_without_keras(tmp_path: Path) -> None:
    """`python -m rnnviz record` in a fresh process writes the states and never loads TensorFlow or Keras."""
    command = ["-X", "importtime", "-m", "rnnviz", "record", "imdb-simple-rnn", "--text", "a film", "--out"]
    process = subprocess.run(
        [sys.executable, *command, str(tmp_path / "x.npz")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr[-2000:]
    loaded = {line.rpartition("|")[2].strip() for line in process.stderr.splitlines() if "|" in line}
    assert "rnnviz.recording" in loaded
    assert not {"tensorflow", "keras", "streamlit", "plotly"} & loaded


def test_the_module_ends_an_error_without_a_traceback(tmp_path: Path) -> None:
    """A fresh process that cannot do what it is told ends with status 1 and one line."""
    command = [sys.executable, "-m", "rnnviz", "record", "nonesuch", "--text", "a"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.stdout == ""
    assert_one_sentence(process.returncode, process.stderr, "There is no run 'nonesuch'")


def test_runs_are_listed_as_the_app_calls_them(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line a run: its name, and the title of a shipped one, or network and accuracy of one's own."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    shutil.copytree(find_run("imdb-gru").path, tmp_path / "runs" / "mine")
    status, out, _ = shell("list")
    assert status == 0
    lines = [line.split(maxsplit=1) for line in out.splitlines()]
    assert ["imdb-simple-rnn", "SimpleRNN of the chapter, 84.6 %"] in lines
    assert ["mine", f"GRU(32), {held_out('imdb-gru')}"] in lines


def test_a_run_is_exported_and_imported(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`export-run` writes a zip file, `import-run` takes it in under a free name and prints where it is."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    file = tmp_path / "run.zip"
    assert shell("export-run", "imdb-gru", file)[:2] == (0, f"{file}: {file.stat().st_size:,} bytes\n")
    assert shell("import-run", file)[:2] == (0, f"{tmp_path / 'runs' / 'imdb-gru-2'}\n")
    assert rnnviz.load("imdb-gru-2").spec == rnnviz.load("imdb-gru").spec


def test_a_zip_file_that_cannot_be_had_is_a_sentence(shell: Shell, tmp_path: Path) -> None:
    """A missing file, one that is no zip, and a place that cannot be written are told, not traced."""
    status, _, err = shell("import-run", tmp_path / "gone.zip")
    assert_one_sentence(status, err, "gone.zip cannot be read (No such file or directory)")
    status, _, err = shell("import-run", ROOT / "README.md")
    assert_one_sentence(status, err, "README.md is no zip file")
    status, _, err = shell("export-run", "imdb-gru", tmp_path / "gone" / "run.zip")
    assert_one_sentence(status, err, "cannot be written (No such file or directory)")


@pytest.mark.thorough
def test_measure_keeps_a_bag_of_words_and_what_was_measured(shell: Shell, tmp_path: Path) -> None:
    """`measure` writes both files, and says on which reviews the figures are."""
    run = small_run(tmp_path / "small")
    status, printed, _ = shell("measure", run.path)
    assert status == 0
    trust = run.trust()
    assert trust is not None
    assert f"50 reviews of validation, 0 known ones left out; accuracy {trust.measured.accuracy:.4f}," in printed
    assert run.bag_of_words() is not None


def test_contrast_says_what_all_answered(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`contrast` hands its options on, tells each epoch in a line of its own, and then how often each is right."""
    asked_for: dict[str, Any] = {}
    run = small_run(tmp_path / "small", epochs=(1,))
    made_contrasts(run)

    def contrast(of: Run, given: object, **options: Any) -> tuple[Contrasts | None, Contrasted | None]:
        asked_for.update(options, given=given, run=of.path)
        options["tell"](ContrastProgress(kind="averaged", seed=0, epoch=1, val_accuracy=0.5))
        return contrasts_of(of), contrasted_of(of)

    monkeypatch.setattr("rnnviz.explanation.contrast", contrast)
    status, printed, _ = shell("contrast", run.path, "--seeds", "3", "--again", "--dropout", "0")
    assert status == 0
    del asked_for["tell"]
    assert asked_for == {"given": None, "run": run.path, "seeds": 3, "again": True, "dropout": 0, "epochs": None}
    first, last = printed.splitlines()
    assert first == "averaged, seed 0, epoch 1: val_accuracy 0.5000"
    found, own = contrasts_of(run), contrasted_of(run)
    assert found is not None
    assert own is not None
    told = {**found.parts[0].answers, **own.parts[0].answers}
    figures = ", ".join(f"{name} {answers.right.mean():.4f}" for name, answers in told.items())
    assert last == f"{run.path}: 50 reviews of validation: {figures}"
