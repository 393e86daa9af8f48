"""Runs as zip files: what goes out comes in again, and what is no run stays out."""

import io
import json
import os
import shutil
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import DataError, ModelNotFoundError
from rnnviz.runs import EpochMetrics, Run, export_run, import_run, list_runs, models_folder, runs_folder, zip_reader

SHIPPED = models_folder() / "imdb-gru"
NEEDED = ("run.json", "vocabulary.txt", "model.keras", "history.csv")
MEASURED = ("bag_of_words.npz", "measured.json")
FILES = {name: (SHIPPED / name).read_bytes() for name in (*NEEDED, *MEASURED)}
RECORD = json.loads(FILES["run.json"])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runs folder of its own, in which nothing hidden is left in the end."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    yield runs_folder()
    if runs_folder().is_dir():
        assert [path.name for path in runs_folder().iterdir() if path.name.startswith(".")] == []


def zipped(
    files: dict[str, bytes], folder: str = "mine/", change: Callable[[zipfile.ZipInfo], None] | None = None
) -> bytes:
    """Zip file of these files; `change` may alter each entry."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(folder + name)
            info.compress_type = zipfile.ZIP_STORED if name == "model.keras" else zipfile.ZIP_DEFLATED
            if change:
                change(info)
            archive.writestr(info, content)
    return packed.getvalue()


def contents(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def refused(content: bytes, called: str = "mine.zip") -> str:
    """The sentence that refuses a zip file; nothing is in the runs folder after it."""
    with pytest.raises(DataError) as caught:
        import_run(content, called=called)
    assert not runs_folder().exists() or list(runs_folder().iterdir()) == []
    sentence = str(caught.value)
    assert "othing was imported" in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


# ---- out and in ----


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
histories = st.lists(
    st.builds(
        EpochMetrics,
        epoch=st.just(0),
        loss=st.floats(0, 10),
        accuracy=st.floats(0, 1),
        val_loss=st.floats(0, 10),
        val_accuracy=st.floats(0, 1),
        seconds=st.floats(0, 1e4),
    ),
    max_size=3,
).map(lambda rows: [replace(row, epoch=epoch) for epoch, row in enumerate(rows, start=1)])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, history=histories, batches=st.binary(max_size=40), status=st.sampled_from(["stopped", "finished"]))
def test_what_goes_out_comes_in_with_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, name: str, history: list[EpochMetrics], batches: bytes, status: str
) -> None:
    """A run of any name, history and lines, exported and imported elsewhere, is the same run, file by file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("home")))
        first = import_run(zipped(FILES, folder=""), called=f"{name}.zip").run
        first.write_history(history)
        first.batches_file.write_bytes(batches)
        shutil.copy(first.model_file, first.checkpoint_file)
        first.write_record(status=status)
        packed = export_run(first)
        before, called = contents(first.path), first.name
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("other")))
        imported = import_run(packed, called="download (3).zip")
        assert (imported.run.name, imported.left_out) == (called, ())
        assert contents(imported.run.path) == before
        assert export_run(imported.run) == packed


def test_what_is_of_the_moment_stays_behind(tmp_path: Path) -> None:
    """Locks, requests, wishes to stop and temporary files are not in the zip file; the rest is, in one order."""
    run = Run(tmp_path / "mine")
    shutil.copytree(models_folder() / "imdb-simple-rnn", run.path)
    for name in ("request.json", "stop", ".run.json-x1", "epochs/.01.npz-x", "notes.txt"):
        (run.path / name).write_text("{}")
    events = run.path / "tensorboard" / "train" / "events.out.tfevents.rnnviz"
    events.parent.mkdir(parents=True)
    events.write_bytes(b"events")
    with zipfile.ZipFile(io.BytesIO(export_run(run))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            f"mine/{name}"
            for name in (
                *("README.md", "bag_of_words.npz", "batches.jsonl", "contrasted.json"),
                *(f"contrasts/{name}" for name in ("averaged.npz", "bag_of_words.npz", "contrasts.json")),
                *(f"contrasts/{name}" for name in ("convolution.npz", "flattened.npz")),
                *(f"epochs/{epoch:02d}.npz" for epoch in range(1, 11)),
                *(
                    "history.csv",
                    "measured.json",
                    "model.keras",
                    "run.json",
                    "tensorboard/train/events.out.tfevents.rnnviz",
                ),
                "vocabulary.txt",
            )
        ]


def test_times_and_owners_play_no_part(tmp_path: Path) -> None:
    """A copy whose files are older gives the same zip file."""
    run = Run(tmp_path / "imdb-gru")
    shutil.copytree(SHIPPED, run.path)
    for file in run.path.iterdir():
        os.utime(file, (0, 0))
        file.chmod(0o600)
    assert export_run(run) == export_run(Run(SHIPPED))


def test_a_run_without_a_model_is_not_exported(tmp_path: Path) -> None:
    """What has not been trained yet is a sentence."""
    (tmp_path / "run.json").write_bytes(FILES["run.json"])
    with pytest.raises(ModelNotFoundError, match=r"has no vocabulary\.txt \(yet\)"):
        export_run(Run(tmp_path))


def test_a_taken_name_gets_a_number() -> None:
    """Imported twice, and under the name of a shipped run, a run has a name and a model card of its own."""
    found = [import_run(zipped(FILES, folder), called="x.zip").run for folder in ("mine/", "mine/", "imdb-gru/")]
    assert [run.name for run in found] == ["mine", "mine-2", "imdb-gru-2"]
    assert (found[1].path / "README.md").read_text("utf-8").startswith("# mine-2\n")
    assert {run.name for run in list_runs()} >= {"mine", "mine-2", "imdb-gru-2"}


def test_a_run_that_was_being_trained_is_a_stopped_one() -> None:
    """Nobody trains what came in, so it can be resumed."""
    record = json.dumps(RECORD | {"status": "running"}).encode()
    run = import_run(zipped(FILES | {"run.json": record}), called="x.zip").run
    assert run.record.status == "stopped"
    assert "stopped" in (run.path / "README.md").read_text("utf-8")


def test_what_is_no_part_of_a_run_is_left_out_and_told() -> None:
    """A request would train, and `.DS_Store` is of no use: neither is unpacked."""
    extra = {"request.json": b"{}", "stop": b"", "epochs/x.npz": b"", "model.keras.bak": b"", "../__MACOSX/._x": b""}
    files = zipped(FILES | {name: content for name, content in extra.items() if not name.startswith("..")})
    imported = import_run(files, called="x.zip")
    assert imported.left_out == ("mine/epochs/x.npz", "mine/model.keras.bak", "mine/request.json", "mine/stop")
    assert contents(imported.run.path).keys() == {*FILES, "README.md"}


def test_what_a_killed_import_left_is_swept(home: Path) -> None:
    """A hidden folder of long ago is deleted; one of just now belongs to somebody."""
    old, new = home / ".importing-old", home / ".importing-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - 7200,) * 2)
    import_run(zipped(FILES), called="x.zip")
    assert not old.exists()
    assert new.exists()
    new.rmdir()


def test_nothing_is_listed_before_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a run is unpacked and verified it is in no list."""
    seen: list[list[str]] = []
    network = Run.network

    def look(run: Run, epoch: int | None = None) -> Any:
        seen.append([one.name for one in list_runs() if one.path.parent != models_folder()])
        return network(run, epoch)

    monkeypatch.setattr(Run, "network", look)
    import_run(zipped(FILES), called="x.zip")
    assert seen == [[]]


# ---- what is refused ----


def link(info: zipfile.ZipInfo) -> None:
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16


def history(*rows: str) -> bytes:
    return "\n".join(["epoch,loss,accuracy,val_loss,val_accuracy,seconds", *rows, ""]).encode()


def without(name: str) -> dict[str, bytes]:
    return {key: content for key, content in FILES.items() if key != name}


HOSTILE = {
    "nothing": (b"", "is no zip file"),
    "text": (b"run.json", "is no zip file"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is no zip file"),
    "cut off": (zipped(FILES)[:-100], "is cut off or damaged"),
    "empty": (zipped({}), "holds no run.json"),
    "above": (zipped(FILES | {"../../x": b""}), "'mine/../../x', a path that leads out"),
    "absolute": (zipped({"/etc/passwd": b""}, ""), "'/etc/passwd', a path that does not begin"),
    "drive": (zipped({"C:/x": b""}, ""), "'C:/x', a path that does not begin"),
    "backslash": (zipped({"..\\x": b""}, ""), "a path with a backslash"),
    "link": (zipped(FILES, change=link), "which is a link"),
    "line break": (zipped({"a\nb": b""}), "a name that is not in printable UTF-8"),
    "no run": (zipped({"notes.txt": b""}), "holds no run.json"),
    "too deep": (zipped(FILES, "a/b/"), "holds no run.json, at its top or in one folder"),
    "two runs": (zipped(FILES | {"../other/run.json": b""}, ""), "leads out"),
    "two folders": (zipped({"a/run.json": b"", "b/run.json": b""}, ""), "holds 2 runs; one was expected"),
    "no words": (zipped(without("vocabulary.txt")), "holds no vocabulary.txt"),
    "no model": (zipped(without("model.keras")), "holds no model.keras"),
    "many files": (zipped({str(number): b"" for number in range(2_001)}), "holds 2,001 files; at most 2,000"),
    "bzip2": (
        zipped(FILES, change=lambda info: setattr(info, "compress_type", zipfile.ZIP_BZIP2)),
        "packed in another way",
    ),
    "record": (zipped(FILES | {"run.json": b"{"}), "run.json of mine is damaged"),
    "deep record": (zipped(FILES | {"run.json": b"[" * 100_000}), "run.json of mine is damaged"),
    "record of another kind": (
        zipped(FILES | {"run.json": json.dumps(RECORD | {"created": {}}).encode()}),
        "run.json of mine is damaged",
    ),
    "corpus of another kind": (
        zipped(FILES | {"run.json": json.dumps(RECORD | {"corpus": RECORD["corpus"] | {"training": "x"}}).encode()}),
        "run.json of mine is damaged",
    ),
    "versions of another kind": (
        zipped(FILES | {"run.json": json.dumps(RECORD | {"versions": []}).encode()}),
        "run.json of mine is damaged",
    ),
    "another network": (
        zipped(FILES | {"model.keras": (models_folder() / "imdb-lstm" / "model.keras").read_bytes()}),
        "model.keras of mine is not the network that its run.json describes",
    ),
    "no network": (zipped(FILES | {"model.keras": b"PK"}), "model.keras"),
    "checkpoint of another network": (
        zipped(FILES | {"checkpoint.keras": (models_folder() / "imdb-lstm" / "model.keras").read_bytes()}),
        "checkpoint.keras is not the network",
    ),
    "no weights": (zipped(FILES | {"epochs/01.npz": b"PK"}), "01.npz"),
    "words": (zipped(FILES | {"vocabulary.txt": b"\xff\xfe"}), "vocabulary.txt in mine is not a readable UTF-8"),
    "history": (zipped(FILES | {"history.csv": history("1,x,1,1,1,1")}), "history.csv of mine is damaged"),
    "long history": (
        zipped(FILES | {"history.csv": b"\n" * 1_000_001}),
        "history.csv of mine is damaged: it has more than 1,000,000 bytes",
    ),
    "history with a gap": (zipped(FILES | {"history.csv": history("2,1,1,1,1,1")}), "history.csv"),
    "history without numbers": (zipped(FILES | {"history.csv": history("1,nan,1,1,1,1")}), "history.csv"),
    "history beyond 1": (zipped(FILES | {"history.csv": history("1,1,1,1,1.5,1")}), "a share of right verdicts"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_run_is_one_sentence(name: str) -> None:
    """Whatever is wrong with a file, the sentence says what came, and nothing is in the runs folder."""
    content, said = HOSTILE[name]
    assert said in refused(content)


def with_bytes(packed: bytes, old: bytes, new: bytes) -> bytes:
    assert old in packed
    assert len(old) == len(new)
    return packed.replace(old, new)


def test_a_name_twice_is_refused() -> None:
    """Of two entries with one name it would be chance which one is read."""
    packed = with_bytes(zipped(FILES | {"run.jsom": b"{}"}), b"run.jsom", b"run.json")
    assert "holds 'mine/run.json' twice" in refused(packed)


def test_a_name_that_is_not_utf8_is_refused() -> None:
    """Neither in an archive that says its names are UTF-8 nor in one that does not."""
    packed = zipped(FILES, folder="mäne/")
    assert "a name that is not in UTF-8" in refused(with_bytes(packed, "ä".encode(), b"\xff\xff"))
    ascii_only = with_bytes(zipped(FILES), b"mine/", b"m\x8ane/")
    assert "a name that is not in printable UTF-8" in refused(ascii_only)


def test_an_encrypted_file_is_refused() -> None:
    """Its flag says so in the list of files."""
    packed = bytearray(zipped(FILES))
    at = packed.rindex(b"PK\x01\x02") + 8
    packed[at : at + 2] = struct.pack("<H", 1)
    assert "which is encrypted" in refused(bytes(packed))


def test_a_bomb_is_refused_by_what_it_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that says how much it would unpack is refused before anything is read."""
    monkeypatch.setattr(zip_reader, "MOST_UNPACKED_BYTES", 10_000_000)
    packed = zipped(FILES | {"notes.txt": bytes(20_000_000)})
    assert len(packed) < 2_000_000
    assert "holds more than 10 MB when it is unpacked" in refused(packed)


def test_a_bomb_that_lies_is_refused_by_what_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read counts, not what is declared."""
    monkeypatch.setattr(zip_reader, "MOST_UNPACKED_BYTES", 50_000)
    monkeypatch.setattr(zip_reader.ZipReader, "_checked", lambda reader: reader.archive.infolist())
    packed = zipped(FILES)
    assert "when it is unpacked" in refused(packed)


def test_a_size_that_is_declared_too_small_is_damage() -> None:
    """A file that is larger than it says is not unpacked beyond it."""
    packed = zipped({"run.json": b" " * 1000 + FILES["run.json"]} | without("run.json"))
    size = struct.pack("<I", 1000 + len(FILES["run.json"]))
    assert "is cut off or damaged" in refused(packed.replace(size, struct.pack("<I", 10)))


def test_a_list_of_files_that_would_fill_the_memory_is_not_read() -> None:
    """So many entries are measured by what they say of themselves, and not made."""
    entry = b"PK\x01\x02" + bytes(42)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 200_000 * len(entry), 0, 0)
    began = time.process_time()
    assert "holds more than 2,000 files" in refused(entry * 200_000 + end)
    assert time.process_time() - began < 0.5


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of the zip file itself is said."""
    monkeypatch.setattr(zip_reader, "MOST_ZIP_BYTES", 1_000_000)
    assert "is larger than 1 MB" in refused(zipped(FILES))


small = zipped(without("model.keras") | {"model.keras": b"PK"} | {"vocabulary.txt": b"<padding>\n"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(small) - 1), st.integers(0, 255)), min_size=1, max_size=4), st.integers(0, 50)
)
def test_damage_anywhere_is_a_sentence(changes: list[tuple[int, int]], cut: int) -> None:
    """Whichever bytes are changed or cut off, one `DataError` leaves and the runs folder is empty."""
    packed = bytearray(small)
    for place, value in changes:
        packed[place] = value
    assert refused(bytes(packed[: len(packed) - cut]))
