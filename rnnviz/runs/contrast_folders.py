"""Where the contrasts of a run lie: beside it, or beside a shipped run on the same reviews."""

from pathlib import Path

from rnnviz.runs.contrasted import Contrasted, read_contrasted
from rnnviz.runs.contrasts import Contrasts, read_contrasts, reviews_key
from rnnviz.runs.folders import models_folder
from rnnviz.runs.run import Run

__all__ = ["contrasted_file", "contrasted_of", "contrasts_folder", "contrasts_of"]

_FOLDER = "contrasts"


def contrasts_folder(run: Run) -> Path:
    """Where new contrasts of a run are written."""
    return run.path / _FOLDER


def contrasted_file(run: Run) -> Path:
    """What the trained model answered on the reviews of its contrasts."""
    return run.path / "contrasted.json"


def contrasts_of(run: Run) -> Contrasts | None:
    """Networks without a state that were trained on exactly the reviews of a run; None without any.

    Raises
    ------
    IncompatibleModelError
        They are damaged.
    """
    key = reviews_key(run.record, run.vocabulary_file)
    folders = [contrasts_folder(run), *(path / _FOLDER for path in sorted(models_folder().glob("*/")))]
    return next((found for folder in folders if (found := read_contrasts(folder, key)) is not None), None)


def contrasted_of(run: Run) -> Contrasted | None:
    """Answers of a run's trained model on the reviews of its contrasts; None before, or when it was trained since.

    Raises
    ------
    IncompatibleModelError
        They are damaged.
    """
    return read_contrasted(contrasted_file(run), run=run.name, model_file=run.model_file)
