"""The event files that TensorBoard reads."""

from pathlib import Path

import pytest

from rnnviz.runs import EpochMetrics, Run
from rnnviz.training.events import event_file, write_events
from tests.networks.drawing import VOCABULARY, network_spec
from tests.runs.drawing import run_record
from tests.training.event_files import points, read_events

pytestmark = pytest.mark.usefixtures("keras")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run.create(tmp_path / "mine", run_record(network_spec("lstm")), VOCABULARY)


def history(*losses: float) -> list[EpochMetrics]:
    return [
        EpochMetrics(epoch=epoch, loss=loss, accuracy=0.5, val_loss=loss + 1, val_accuracy=0.25, seconds=60)
        for epoch, loss in enumerate(losses, start=1)
    ]


def test_an_epoch_is_appended(run: Run) -> None:
    """A file that is being followed grows in place, also from one that a kill has cut off, and repeats no step."""
    file = event_file(run, "train")
    write_events(run, history(3, 2))
    node, whole = file.stat().st_ino, file.read_bytes()
    file.write_bytes(whole[:-5])
    write_events(run, history(3, 2, 1))
    assert file.stat().st_ino == node
    assert file.read_bytes().startswith(whole)
    assert read_events(file) == points(history(3, 2, 1))


def test_what_was_trained_again_is_told_once(run: Run) -> None:
    """Where a resumed run repeats an epoch with another result, or a file is damaged, it is written anew."""
    write_events(run, history(3, 2, 1))
    write_events(run, history(3, 5))
    assert read_events(event_file(run, "validation")) == points(history(3, 5), "val_")
    event_file(run, "train").write_bytes(b"damage")
    write_events(run, history(3, 5))
    assert read_events(event_file(run, "train")) == points(history(3, 5))


def test_a_record_without_a_time_is_no_obstacle(run: Run) -> None:
    """A run from elsewhere may say that it was created "yesterday"."""
    odd = Run(run.path).write_record(created="yesterday")
    write_events(odd, history(1))
    assert read_events(event_file(run, "train")) == points(history(1))
