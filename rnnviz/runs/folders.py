"""Where runs are: the shipped ones in ``models/``, a user's own in the runs folder."""

import os
from pathlib import Path

from rnnviz.errors import ModelNotFoundError
from rnnviz.networks import Network
from rnnviz.runs.run import Run

__all__ = ["find_run", "list_runs", "load", "models_folder", "runs_folder"]


def models_folder() -> Path:
    """Folder of the runs that ship with rnnviz."""
    return Path(__file__).resolve().parents[2] / "models"


def runs_folder() -> Path:
    """Folder of the user's own runs: ``$RNNVIZ_HOME/runs``, or the platform's place for user data."""
    home = os.environ.get("RNNVIZ_HOME")
    if home:
        return Path(home).expanduser() / "runs"
    from platformdirs import user_data_path

    return user_data_path("rnnviz") / "runs"


def list_runs() -> list[Run]:
    """Every run that has a trained model: the shipped ones first, each folder by name."""
    return [
        Run(path)
        for folder in (models_folder(), runs_folder())
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if (path / "run.json").is_file() and (path / "model.keras").is_file()
    ]


def find_run(name: str | os.PathLike[str]) -> Run:
    """Run of that name, shipped or one's own, or at that path.

    Raises
    ------
    ModelNotFoundError
        There is none.
    """
    runs = {run.name: run for run in reversed(list_runs())}
    if str(name) in runs:
        return runs[str(name)]
    if os.path.isfile(Path(name) / "run.json"):  # noqa: PTH113 (False for a name that no file can have)
        return Run(Path(name))
    raise ModelNotFoundError(f"There is no run {str(name)!r}. Runs that can be read: {', '.join(runs) or 'none'}.")


def load(name: str | os.PathLike[str]) -> Network:
    """Trained network of a run, with its vocabulary, ready for `record`.

    Parameters
    ----------
    name
        Name of a shipped run ("imdb-lstm"), of one's own, or the path of a run directory.

    Raises
    ------
    ModelNotFoundError
        There is no such run.
    IncompatibleModelError
        Its files are damaged or hold a network that rnnviz cannot show.
    """
    return find_run(name).network()
