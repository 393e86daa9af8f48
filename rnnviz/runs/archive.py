"""A run as a zip file: to keep it, to hand it on, and to take one in.

The zip file of a run depends on the run's files alone. What comes in is unpacked into a hidden folder, read as rnnviz
reads a run, and only then moved into the runs folder in one step.
"""

import io
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rnnviz.errors import ConfigurationError, DataError, ModelNotFoundError, RnnvizError
from rnnviz.networks import STATELESS_KINDS, read_epoch_file, read_keras_file
from rnnviz.runs.contrast_folders import contrasted_of
from rnnviz.runs.contrast_weights import BAG_FILE, weights_file
from rnnviz.runs.contrasts import contrast_specs, read_contrasts, reviews_key
from rnnviz.runs.folders import free_name, good_name, runs_folder, runs_lock
from rnnviz.runs.run import Run
from rnnviz.runs.zip_reader import ZipReader, open_zip

__all__ = ["Imported", "export_run", "import_run"]

_NEEDED = ("run.json", "vocabulary.txt", "model.keras")
_CONTRASTS = ("contrasts.json", BAG_FILE, *map(weights_file, STATELESS_KINDS))
_MEASURED = ("bag_of_words.npz", "measured.json", "contrasted.json", *(f"contrasts/{name}" for name in _CONTRASTS))
_LINES = ("batches.jsonl", "changes.jsonl", "layers.jsonl")
_FILES = (*_NEEDED, *_MEASURED, "README.md", *_LINES, "checkpoint.keras", "history.csv")
_EVENTS = tuple(f"tensorboard/{part}/events.out.tfevents.rnnviz" for part in ("train", "validation"))
_EPOCH = re.compile(r"epochs/\d{2,4}\.npz")
_UNREAD = {**dict.fromkeys(_LINES, 50_000_000), "README.md": 1_000_000, **dict.fromkeys(_EVENTS, 1_000_000)}
"""Most bytes of what is taken in without being read; the rest is measured where it is read."""

_MOST_NUMBERS = 500_000_000
_PACKED_ALREADY = {".keras", ".npz"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PREFIX, _LONGEST_SECONDS = ".importing-", 3600.0


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A run that came in.

    Parameters
    ----------
    run
        The run in the runs folder.
    left_out
        Names in the zip file that are no part of a run.
    """

    run: Run
    left_out: tuple[str, ...]


# ---- out ----


def export_run(run: Run) -> bytes:
    """Zip file of a run, in a folder with its name: the same bytes whenever its files are the same.

    Locks, requests and temporary files stay behind.

    Raises
    ------
    ModelNotFoundError
        The run has no trained model (yet).
    ConfigurationError
        A file cannot be read.
    """
    for name in _NEEDED:
        if not (run.path / name).is_file():
            raise ModelNotFoundError(
                "{run} has no {name} (yet): only a run with a trained model can be exported.", run=run.name, name=name
            )
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w") as archive:
            for name in _files_of(run):
                info = zipfile.ZipInfo(f"{good_name(run.name)}/{name}", _LONG_AGO)
                info.create_system, info.external_attr = 3, 0o100644 << 16
                stored = PurePosixPath(name).suffix in _PACKED_ALREADY
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(info, (run.path / name).read_bytes())
    except OSError as error:
        raise ConfigurationError(
            "{path} cannot be read ({reason}).", path=run.path, reason=error.strerror or error
        ) from None
    return packed.getvalue()


def _files_of(run: Run) -> list[str]:
    found = (path.relative_to(run.path).as_posix() for path in run.path.rglob("*") if path.is_file())
    return sorted(name for name in found if _is_of_a_run(name))


def _is_of_a_run(name: str) -> bool:
    return name in _FILES or name in _EVENTS or _EPOCH.fullmatch(name) is not None


# ---- in ----


def import_run(content: bytes, *, called: str) -> Imported:
    """Take a run in from a zip file.

    It is called by its folder in the zip file, or by the file if it has none, with a number behind it if the name is
    taken. A run that was being trained when it was zipped is a stopped one.

    Parameters
    ----------
    content
        The zip file.
    called
        Its name.

    Raises
    ------
    DataError
        It is no zip file of a whole run that rnnviz can read; nothing was written to the runs folder.
    ConfigurationError
        The runs folder cannot be written.
    """
    with open_zip(content, called=called) as reader:
        folder = _folder_of_the_run(reader)
        wish = good_name(folder.rstrip("/") or PurePosixPath(called).stem)
        try:
            return _take_in(reader, folder, wish)
        except RnnvizError:
            raise
        except OSError as error:
            raise ConfigurationError(
                "{folder} cannot be written ({reason}).", folder=runs_folder(), reason=error.strerror or error
            ) from None


def _folder_of_the_run(reader: ZipReader) -> str:
    """Folder of ``run.json`` in the zip file, ``"name/"``, or ``""`` at its top."""
    places = [name.removesuffix("run.json") for name in reader.names if PurePosixPath(name).name == "run.json"]
    near = [place for place in places if place.count("/") <= 1]
    if not near:
        raise reader.refusal("{file} holds no run.json, at its top or in one folder, and so no run.")
    if len(near) > 1:
        raise reader.refusal("{file} holds {count} runs; one was expected.", count=len(near))
    for needed in _NEEDED:
        if near[0] + needed not in reader.names:
            raise reader.refusal("{file} holds no {needed}, and so no whole run.", needed=needed)
    return near[0]


def _take_in(reader: ZipReader, folder: str, wish: str) -> Imported:
    home = runs_folder()
    home.mkdir(parents=True, exist_ok=True)
    _sweep(home)
    names = {name.removeprefix(folder) if name.startswith(folder) else None: name for name in reader.names}
    known = {name: whole for name, whole in names.items() if name is not None and _is_of_a_run(name)}
    left_out = tuple(sorted(set(reader.names) - set(known.values())))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home) as hidden:
        run = Run(Path(hidden) / wish)
        _unpack(reader, known, run)
        _verify(run, reader.called)
        if run.record.status == "running":
            run = run.write_record(status="stopped")
        with runs_lock():
            return Imported(run=_move(run, free_name(wish)), left_out=left_out)


def _unpack(reader: ZipReader, known: dict[str, str], run: Run) -> None:
    Run.make_folder(run.path)
    for name, whole in known.items():
        (run.path / name).parent.mkdir(parents=True, exist_ok=True)
        reader.unpack(whole, run.path / name)


def _verify(run: Run, called: str) -> None:
    """Read everything as rnnviz reads it."""
    try:
        _check_lengths(run)
        _ = run.history
        run.network()
        run.bag_of_words()
        run.trust()
        _check_contrasts(run)
        files = sorted((run.path / "epochs").iterdir())
        _check_numbers(run.record.network.parameter_count, len(files))
        for file in files:
            read_epoch_file(file, run.record.network)
        if run.checkpoint_file.exists() and read_keras_file(run.checkpoint_file)[0] != run.record.network:
            raise DataError("checkpoint.keras is not the network that run.json describes.")
    except RnnvizError as error:
        raise DataError("Nothing was imported from {file}: {error}", file=called, error=error) from None


def _check_lengths(run: Run) -> None:
    for name, most in _UNREAD.items():
        file = run.path / name
        if file.exists() and file.stat().st_size > most:
            raise DataError(
                "{name} has {size:,} bytes; at most {most:,} are read.", name=name, size=file.stat().st_size, most=most
            )


def _check_contrasts(run: Run) -> None:
    contrasted_of(run)
    found = read_contrasts(run.path / "contrasts", reviews_key(run.record, run.vocabulary_file))
    if found is None:
        return
    for kind, spec in contrast_specs(run.record).items():
        if kind in found.figures:
            found.network(spec)
    found.bag_of_words(num_words=run.record.network.num_words, corpus=run.record.corpus.fingerprint)


def _check_numbers(parameters: int, epochs: int) -> None:
    """Refuse weights of epochs that take minutes to unpack: a few bytes can hold any number of zeros."""
    if parameters * epochs > _MOST_NUMBERS:
        raise DataError(
            "its {epochs:,} epochs hold {numbers:,} weights together; at most {most:,} are read.",
            epochs=epochs,
            numbers=parameters * epochs,
            most=_MOST_NUMBERS,
        )


def _move(run: Run, name: str) -> Run:
    """Give the run its name, also in its model card, and put it where it is listed."""
    named = Run(run.path.rename(run.path.with_name(name)))
    if not _first_line(named.path / "README.md").startswith(f"# {name}\n"):
        named.write_record()
    return Run(named.path.rename(runs_folder() / name))


def _first_line(file: Path) -> str:
    with suppress(OSError, UnicodeDecodeError), file.open(encoding="utf-8") as lines:
        return lines.readline(1_000)
    return ""


def _sweep(home: Path) -> None:
    """Delete what an import that was killed has left."""
    for scrap in _older(home.glob(f"{_PREFIX}*")):
        shutil.rmtree(scrap, ignore_errors=True)


def _older(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if time.time() - path.stat().st_mtime > _LONGEST_SECONDS]
