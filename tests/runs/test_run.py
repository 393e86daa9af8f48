"""One run directory: what is written is read back, and damage is told in a sentence."""

import json
import math
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError, DataError, IncompatibleModelError, ModelNotFoundError
from rnnviz.networks import build_keras_model
from rnnviz.runs import EpochMetrics, Run, RunRecord, TrainingSpec
from rnnviz.text import Vocabulary
from tests.networks.drawing import VOCABULARY, network_spec
from tests.runs.drawing import run_record

HISTORY = [EpochMetrics(epoch=1, loss=0.7, accuracy=0.5, val_loss=0.6, val_accuracy=0.55, seconds=1.25)]

epochs = st.lists(
    st.builds(
        EpochMetrics,
        epoch=st.just(1),
        loss=st.floats(0, 1e9),
        accuracy=st.floats(0, 1),
        val_loss=st.floats(0, 1e9),
        val_accuracy=st.floats(0, 1),
        seconds=st.floats(0, 1e8),
    ),
    max_size=4,
).map(lambda rows: [replace(row, epoch=number) for number, row in enumerate(rows, start=1)])


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run directory with a record and a vocabulary, not yet trained."""
    return Run.create(tmp_path / "mine", run_record(network_spec("lstm")), VOCABULARY)


def test_a_new_run_holds_its_record_and_its_words(run: Run) -> None:
    """A run directory is called by its folder and gives back record and vocabulary."""
    assert run.name == "mine"
    assert Run(run.path).record == run_record(network_spec("lstm"))
    assert Vocabulary.from_file(run.vocabulary_file) == VOCABULARY
    assert run.epoch_file(3) == run.path / "epochs" / "03.npz"
    assert run.history == []


def test_a_run_has_one_name_and_one_lock_from_wherever_it_is_seen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called by its path, from inside as ``.`` and through a link, a run is locked by the same file."""
    link = run.path.with_name("link")
    link.symlink_to(run.path)
    monkeypatch.chdir(run.path)
    assert Run(Path()).name == "mine"
    assert {Run(path).lock.lock_file for path in (run.path, Path(), link)} == {
        str(run.path.resolve().with_name(".mine.lock"))
    }


def test_a_run_is_never_laid_over_another(run: Run) -> None:
    """Creating a run where one is fails, and the one that is there stays."""
    with pytest.raises(ConfigurationError, match=r"There is a run in .* already: resume it, or choose another folder"):
        Run.create(run.path, run_record(), Vocabulary(["other"]))
    assert Vocabulary.from_file(run.vocabulary_file) == VOCABULARY


def test_a_run_where_a_file_is_gets_a_sentence(tmp_path: Path) -> None:
    """A path that is, or leads through, a file cannot become a run directory."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "run"):
        with pytest.raises(ConfigurationError, match="file"):
            Run.create(path, run_record(), VOCABULARY)


def test_a_run_that_cannot_be_asked_says_so(tmp_path: Path) -> None:
    """Where no file can be made the wish to stop is refused in a sentence."""
    with pytest.raises(ConfigurationError, match=r"gone cannot be written \(No such file or directory\)"):
        Run(tmp_path / "gone").ask_to_stop()


def test_changes_of_the_record_reach_the_card(run: Run) -> None:
    """`write_record` changes the fields given and writes the model card anew."""
    changed = run.write_record(status="stopped", metrics={"val_accuracy": 0.75})
    assert changed.record == replace(run_record(network_spec("lstm")), status="stopped", metrics={"val_accuracy": 0.75})
    assert "| status | stopped |" in (run.path / "README.md").read_text("utf-8")
    assert "| validation accuracy | 0.7500 |" in (run.path / "README.md").read_text("utf-8")


def test_where_no_run_is_the_sentence_has_the_path(tmp_path: Path) -> None:
    """A folder without run.json, and no folder at all, is no run."""
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(ModelNotFoundError, match=f"A run directory was expected at {path}"):
            _ = Run(path).record


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"network": {}}', b" " * 1_000_001, b"[" * 200_000],
    ids=["empty", "cut off", "a list", "null", "no UTF-8", "no fields", "too long", "too deep"],
)
def test_a_damaged_record_is_told_in_a_sentence(run: Run, content: bytes) -> None:
    """Whatever is wrong with run.json, the sentence names it and the run."""
    (run.path / "run.json").write_bytes(content)
    with pytest.raises(IncompatibleModelError, match=r"run\.json of mine is damaged: ") as raised:
        _ = Run(run.path).record
    assert "\n" not in str(raised.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=epochs)
def test_a_history_is_read_back_as_it_was_written(run: Run, rows: list[EpochMetrics]) -> None:
    """Every figure of every epoch comes back to the last digit."""
    run.write_history(rows)
    assert run.history == rows


def test_the_history_is_an_ordinary_csv(run: Run) -> None:
    """One row an epoch under the names epoch, loss, accuracy, val_loss, val_accuracy, seconds."""
    run.write_history(HISTORY)
    lines = (run.path / "history.csv").read_text("utf-8")
    assert lines == "epoch,loss,accuracy,val_loss,val_accuracy,seconds\n1,0.7,0.5,0.6,0.55,1.25\n"


@pytest.mark.parametrize(
    "content",
    [
        b"epoch,loss\n1,0.5\n",
        b"epoch,loss,accuracy,val_loss,val_accuracy,seconds\n1,0.7,0.5\n",
        b"epoch,loss,accuracy,val_loss,val_accuracy,seconds\n1,low,0.5,0.6,0.5,1\n",
        b"epoch,loss,accuracy,val_loss,val_accuracy,seconds\n1,1,1,1,1,1,1\n",
        b"loss\n1\n",
        b"\xff\n\xff\n",
        b"epoch,loss,accuracy,val_loss,val_accuracy,seconds\n" + b"1" * 2_000_000 + b"\n",
    ],
    ids=["columns", "short row", "no number", "long row", "no epoch", "no UTF-8", "a huge cell"],
)
def test_a_damaged_history_is_told_in_a_sentence(run: Run, content: bytes) -> None:
    """Whatever is wrong with history.csv, the sentence names it and the run."""
    (run.path / "history.csv").write_bytes(content)
    with pytest.raises(IncompatibleModelError, match=r"history\.csv of mine is damaged: "):
        _ = run.history


def test_a_run_without_a_model_is_not_found(run: Run) -> None:
    """Before the first epoch is finished there is no network to load."""
    with pytest.raises(ModelNotFoundError, match=r"A model file was expected at .*model\.keras"):
        run.network()


def test_a_network_comes_with_the_words_and_the_row_of_its_run(keras: ModuleType, run: Run) -> None:
    """The network of a run has its name, its vocabulary and its padding."""
    build_keras_model(run.record.network, seed=0).save(run.model_file)
    network = run.network()
    assert (network.name, network.vocabulary, network.padding) == ("mine", VOCABULARY, run.record.padding)


def test_a_model_of_another_network_is_refused(keras: ModuleType, run: Run) -> None:
    """A model file that is not what run.json describes, and a missing vocabulary, are told by name."""
    build_keras_model(network_spec("gru"), seed=0).save(run.model_file)
    with pytest.raises(IncompatibleModelError, match=r"model\.keras of mine is not the network that its run\.json"):
        run.network()
    build_keras_model(network_spec("lstm"), seed=0).save(run.model_file)
    run.vocabulary_file.unlink()
    with pytest.raises(DataError, match=r"vocabulary\.txt is missing in mine"):
        run.network()


def test_a_vocabulary_that_is_too_long_for_the_network_is_refused(keras: ModuleType, run: Run) -> None:
    """A vocabulary with ids that the embedding lacks is damage, told when the network is loaded."""
    build_keras_model(run.record.network, seed=0).save(run.model_file)
    words = [*VOCABULARY.words[4:], "superfluous"]
    run.vocabulary_file.write_text(Vocabulary(words).to_text(), "utf-8")
    with pytest.raises((IncompatibleModelError, DataError), match=r"vocabulary\.txt"):
        run.network()


def test_the_record_is_readable_json(run: Run) -> None:
    """run.json is indented JSON with the names of DESIGN: network, padding, training, corpus, status, metrics."""
    data = json.loads((run.path / "run.json").read_text("utf-8"))
    assert list(data) == [
        "network",
        "padding",
        "training",
        "corpus",
        "status",
        "created",
        "versions",
        "metrics",
        "reason",
        "held_out",
        "not_live",
    ]
    rates = {"dropout": 0.0, "recurrent_dropout": 0.0}
    assert data["network"]["layers"] == [{"cell": "lstm", "units": 4, "bidirectional": False, **rates}]


def test_a_record_of_an_earlier_version_drops_and_clips_nothing(run: Run) -> None:
    """Records without the later fields of a layer and of a training load as what they were."""
    data = json.loads((run.path / "run.json").read_text("utf-8"))
    for layer in data["network"]["layers"]:
        del layer["dropout"], layer["recurrent_dropout"]
    for name in ("global_clipnorm", "gradient_steps", "recurrent_gain"):
        del data["training"][name]
    assert RunRecord.from_dict(data) == run.record


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("global_clipnorm", 0, "norm is a number above 0"),
        ("global_clipnorm", math.nan, "norm is a number above 0"),
        ("global_clipnorm", "1", "norm is a number above 0"),
        ("gradient_steps", 0, "from 1 to 100,000"),
        ("gradient_steps", 2.5, "from 1 to 100,000"),
        ("gradient_steps", 5, "only the live engine can stop after 5"),
        ("recurrent_gain", -1, "a number from 0 to 10"),
        ("recurrent_gain", math.inf, "a number from 0 to 10"),
        ("recurrent_gain", True, "a number from 0 to 10"),
    ],
)
def test_what_no_gradient_can_be_is_refused(field: str, value: object, told: str) -> None:
    """A limit, a number of steps or a gain out of range is a sentence with what came."""
    with pytest.raises(ConfigurationError, match=told):
        TrainingSpec(**{field: value})
