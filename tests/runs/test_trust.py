"""What was measured of a run: figures that can be, of the model that is there."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rnnviz.errors import IncompatibleModelError
from rnnviz.runs import Run, Trust, models_folder

SHIPPED = [Run(path) for path in sorted(models_folder().iterdir()) if path.is_dir()]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run that may be changed."""
    shipped = models_folder() / "imdb-gru"
    return Run(shutil.copytree(shipped, tmp_path / "mine", ignore=shutil.ignore_patterns("epochs")))


@pytest.mark.parametrize("run", SHIPPED, ids=[run.name for run in SHIPPED])
def test_every_shipped_run_was_measured_on_reviews_that_it_does_not_know(run: Run) -> None:
    """The figures are of the model that ships, on the official test reviews, near those of its record."""
    trust = run.trust()
    assert trust is not None
    assert trust.measured.reviews + trust.measured.left_out == run.record.metrics["test_reviews"]
    assert abs(trust.measured.accuracy - run.record.metrics["test_accuracy"]) < 0.002
    assert trust.calibration.reviews == trust.measured.reviews
    assert Trust.from_dict(json.loads(json.dumps(trust.to_dict()))) == trust


def test_another_model_was_not_measured(run: Run) -> None:
    """Once the model is another one, and without a file, nothing is known of it."""
    assert run.trust() is not None
    run.model_file.write_bytes(run.model_file.read_bytes() + b"\0")
    assert run.trust() is None
    run.trust_file.unlink()
    assert run.trust() is None


def put(*path: Any, value: Any) -> Any:
    """Change of one value of the file."""

    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        put("measured", "accuracy", value=1.5),
        put("measured", "reviews", value=0),
        put("measured", "left_out", value=True),
        put("measured", "name", value="x" * 201),
        put("measured", "else", value=1),
        put("calibration", "counts", value=[1] * 9),
        put("calibration", "counts", 0, value=0),
        put("calibration", "positive", 0, value=10**8),
        put("calibration", "probability", 0, value=0.3),
        put("calibration", "probability", 0, value="0.05"),
        put("calibration", value=None),
        put("faithfulness", value=[]),
    ],
)
def test_figures_that_cannot_be_are_refused(run: Run, change: Any) -> None:
    """Each is one sentence that says how to measure again."""
    data = copy.deepcopy(json.loads(run.trust_file.read_text("utf-8")))
    change(data)
    run.trust_file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(IncompatibleModelError, match=r"make it again with python -m rnnviz measure mine\."):
        run.trust()


def test_a_damaged_file_is_one_sentence(run: Run) -> None:
    """Bytes that are no JSON are refused."""
    run.trust_file.write_bytes(b"\xff{")
    with pytest.raises(IncompatibleModelError, match=r"^measured.json of mine cannot be read"):
        run.trust()
