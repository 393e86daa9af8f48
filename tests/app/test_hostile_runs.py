"""Runs of strangers on the pages: each page has its picture or a sentence, soon, whatever the run asks for."""

import json
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import EpochMetrics, RunRecord, TrainingSpec, import_run
from rnnviz.runs.history import history_text
from rnnviz.text import Padding
from tests.app.driving import sentences, visit
from tests.fuzz import valid

LINE = '{"epoch": %d, "batch": %d, "loss": 0.5, "accuracy": 0.5, "batches": 1000, "seconds": 1.0, "session": 1}\n'
WIDE = NetworkSpec(num_words=len(valid.WORDS), input_features=3, layers=(LayerSpec(units=2048),))
SMALL = NetworkSpec(num_words=len(valid.WORDS), input_features=3, layers=(LayerSpec(units=4),))

PAGES: list[tuple[str, dict[str, str]]] = [
    ("", {"model": "mine"}),
    ("", {"model": "mine", "epoch": "1"}),
    ("train", {"t_run": "mine"}),
    ("data", {"d_model": "mine"}),
]
"""Each page with the run, and "Read a review" with all its epochs."""


def run_of(spec: NetworkSpec, *, maxlen: int = 50, epochs: int = 3, **files: bytes) -> bytes:
    """Zip file of a run of this network."""
    record = replace(
        RunRecord.from_dict(json.loads(valid.run_files()["run.json"])),
        network=spec,
        padding=Padding(maxlen=maxlen),
        training=TrainingSpec(epochs=epochs),
    )
    metrics = [
        EpochMetrics(epoch=epoch, loss=0.6, accuracy=0.6, val_loss=0.69, val_accuracy=0.5, seconds=1)
        for epoch in range(1, epochs + 1)
    ]
    epoch_file = valid.epoch_file(spec)
    return valid.packed(
        {
            "run.json": json.dumps(record.to_dict()).encode(),
            "vocabulary.txt": valid.WORDS.to_text().encode(),
            "model.keras": valid.keras_file(spec=spec),
            "history.csv": history_text(metrics).encode(),
            "batches.jsonl": files.get("batches", valid.run_files()["batches.jsonl"]),
            **{f"epochs/{epoch:02d}.npz": epoch_file for epoch in range(1, epochs + 1)},
        },
        zipfile.ZIP_DEFLATED,
    )


def batches_of_49_megabytes() -> bytes:
    """A run whose lines fill a quarter of an hour of anybody's time."""
    lines = "".join(LINE % (1 + number // 1000, number % 1000) for number in range(464_000))
    assert 48_000_000 < len(lines) < 50_000_000
    return run_of(SMALL, batches=lines.encode())


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A runs folder of its own."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """What a page imports at its first visit plays no part; no visit starts a worker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rnnviz.training.worker_process.ensure_worker", lambda: None)
        for page, _ in PAGES:
            visit(page)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (batches_of_49_megabytes, ""),
        (lambda: run_of(WIDE, maxlen=10_000), "places could be read: train it with maxlen="),
        (lambda: run_of(SMALL, epochs=1_000), ""),
        (lambda: run_of(replace(SMALL, layers=(LayerSpec(cell="lstm"),) * 4), maxlen=2_500), ""),
    ],
    ids=["49 MB of lines", "minutes of reading", "1,000 epochs", "long rows"],
)
@pytest.mark.usefixtures("no_worker")
@pytest.mark.thorough
def test_every_page_of_a_strangers_run_is_there_soon(make: Callable[[], bytes], said: str) -> None:
    """Import and each page take less than 2 s of this process, with a picture or the sentence that says what fits."""
    content = make()
    began = time.process_time()
    assert import_run(content, called="mine.zip").run.name == "mine"
    assert time.process_time() - began < 2
    for page, address in PAGES:
        began = time.process_time()
        app = visit(page, **address)
        assert time.process_time() - began < 2, page
        for sentence in sentences(app):
            assert said, sentence
            assert said in sentence
