"""A checkpoint that somebody else made: its numbers are taken, its configuration is not followed."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from rnnviz.errors import IncompatibleModelError, TrainingError
from rnnviz.runs import Run
from rnnviz.training import resume
from tests.training.test_stop import weights

Change = Callable[[Any], object]
ITERATIONS, LEARNING_RATE, SLOT = (f"optimizer/vars/{number}" for number in (0, 1, 2))


@pytest.fixture
def hostile(trained: Run, tmp_path: Path) -> Callable[..., Run]:
    """A copy of a finished run whose checkpoint's configuration or numbers were changed."""

    def make(config: Change = lambda _: None, numbers: Change = lambda _: None) -> Run:
        run = Run(Path(shutil.copytree(trained.path, tmp_path / "mine")))
        with zipfile.ZipFile(run.checkpoint_file) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        parsed = json.loads(members["config.json"])
        config(parsed)
        content = io.BytesIO(members["model.weights.h5"])
        with h5py.File(content, "r+") as file:
            numbers(file)
        members |= {"config.json": json.dumps(parsed).encode(), "model.weights.h5": content.getvalue()}
        with zipfile.ZipFile(run.checkpoint_file, "w") as archive:
            for name, member in members.items():
                archive.writestr(name, member)
        return run

    return make


def put(place: str, value: float) -> Change:
    """Return a change that fills an array with one value."""

    def change(file: h5py.File) -> None:
        file[place][...] = value

    return change


def replaced(place: str, **dataset: Any) -> Change:
    """Return a change that makes another array of one."""

    def change(file: h5py.File) -> None:
        del file[place]
        file.create_dataset(place, **dataset)

    return change


def test_what_stands_in_the_configuration_plays_no_part(hostile: Callable[..., Run], trained: Run) -> None:
    """Initialisers, the optimizer, the loss and the compilation are those of the run's record, whatever a file says."""

    def change(config: dict[str, Any]) -> None:
        evil = {"module": "os", "class_name": "system", "config": {"command": "false"}}
        for layer in config["config"]["layers"][1:]:
            for setting in [name for name in layer["config"] if name.endswith(("initializer", "regularizer"))]:
                layer["config"][setting] = evil
        config["compile_config"] = {"optimizer": evil, "loss": evil, "jit_compile": "no"}

    one, other = hostile(change), Run(Path(shutil.copytree(trained.path, trained.path.with_name("other"))))
    for ours, theirs in zip(weights(resume(one.path, epochs=4)), weights(resume(other.path, epochs=4)), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_learning_rate_is_the_records(hostile: Callable[..., Run]) -> None:
    """A step of 1e30 in the checkpoint is not taken."""
    resumed = resume(hostile(numbers=put(LEARNING_RATE, 1e30)).path, epochs=4)
    assert resumed.record.status == "finished"
    assert max(float(np.abs(array).max()) for array in weights(resumed)) < 10


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put(SLOT, np.nan), f"its weight {SLOT} holds inf or nan"),
        (replaced(SLOT, shape=(10**9,), dtype="float32"), f"its weight {SLOT} should have the shape"),
        (replaced(ITERATIONS, data=1.5), f"its weight {ITERATIONS} should be int64; it is float64"),
        (replaced(SLOT, data=b"x"), f"its weight {SLOT} should have the shape"),
        (lambda file: file.__delitem__("optimizer"), f"its weights lack {ITERATIONS}"),
    ],
    ids=["nan", "huge", "half a step", "text", "no optimizer"],
)
def test_an_optimizer_that_is_none_is_a_sentence(hostile: Callable[..., Run], change: Change, said: str) -> None:
    """What cannot be the optimizer's numbers is named, and the run stays as it was."""
    run = hostile(numbers=change)
    with pytest.raises(IncompatibleModelError, match=rf"^checkpoint\.keras \(mine\) cannot be shown: {said}"):
        resume(run.path, epochs=4)
    assert Run(run.path).record.status == "finished"


@pytest.mark.parametrize("steps", [-1, -(2**63), 10**6, 2**62])
def test_steps_that_no_history_has_are_a_sentence(hostile: Callable[..., Run], steps: int) -> None:
    """A count of steps below 0, or beyond the finished epochs, is no place to go on from."""

    def change(file: h5py.File) -> None:
        file[ITERATIONS][...] = steps

    with pytest.raises(TrainingError, match=r"^history\.csv of mine has 3 epochs, its checkpoint"):
        resume(hostile(numbers=change).path, epochs=4)


def test_another_network_is_a_sentence(hostile: Callable[..., Run]) -> None:
    """A checkpoint of another network than the record's is refused before anything is built from it."""

    def change(config: dict[str, Any]) -> None:
        config["config"]["layers"][1]["config"]["mask_zero"] = True

    with pytest.raises(IncompatibleModelError, match=r"it is not the network that run\.json describes"):
        resume(hostile(change).path, epochs=4)
