"""Where runs are: the shipped ones in ``models/``, a user's own in the runs folder."""

import os
from functools import cache
from itertools import chain
from pathlib import Path

from filelock import FileLock

from rnnviz.errors import ConfigurationError, ModelNotFoundError
from rnnviz.networks import Network
from rnnviz.runs.run import Run

__all__ = [
    "LONGEST_NAME",
    "check_name",
    "find_run",
    "free_name",
    "good_name",
    "is_listed_name",
    "is_taken",
    "list_runs",
    "load",
    "models_folder",
    "runs_folder",
    "runs_lock",
]

LONGEST_NAME = 80
"""Characters of a run's name."""

_NO_NAME = '/\\:*?"<>|'


@cache
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


def runs_lock() -> FileLock:
    """Lock of whoever changes which runs there are, or what the queue is asked for; held for moments only."""
    folder = runs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder.parent / "queue.lock", timeout=10)


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a run.

    Raises
    ------
    ConfigurationError
        It leads elsewhere, is hidden, or some file system would refuse it.
    """
    good = name.strip() == name and 0 < len(name) <= LONGEST_NAME and not name.startswith(".")
    if not good or any(sign in _NO_NAME or not sign.isprintable() for sign in name):
        raise ConfigurationError(
            "A run's name has 1 to {most} characters, does not begin with a point, and holds none of {signs}; "
            "this one is {name!r}.",
            most=LONGEST_NAME,
            signs=" ".join(_NO_NAME),
            name=name[:LONGEST_NAME],
        )


def good_name(wish: str) -> str:
    """`wish` with everything replaced that the name of a run cannot have."""
    good = "".join(sign if sign.isprintable() and sign not in _NO_NAME else "-" for sign in wish).strip(" .")
    return good[:LONGEST_NAME].strip(" .") or "run"


def is_listed_name(name: str) -> bool:
    """Whether a folder of that name may be a run: it is not hidden, and a screen can show its name."""
    return not name.startswith(".") and not any("\ud800" <= sign <= "\udfff" for sign in name)


def free_name(wish: str) -> str:
    """Name that no run has, shipped or one's own: `wish` made a good name, with a number behind it if it is taken."""
    whole = good_name(wish)
    stem = whole[: LONGEST_NAME - 6].strip(" .")
    numbered = (f"{stem}-{number}" for number in range(2, 100_000))
    return next(name for name in chain([whole], numbered) if not is_taken(name))


def is_taken(name: str) -> bool:
    """Whether a run is called so, shipped or one's own."""
    return any(os.path.lexists(folder / name) for folder in (models_folder(), runs_folder()))


def list_runs() -> list[Run]:
    """Every run that has a trained model: the shipped ones first, each folder by name."""
    return [
        Run(path)
        for folder in (models_folder(), runs_folder())
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if is_listed_name(path.name) and (path / "run.json").is_file() and (path / "model.keras").is_file()
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
    raise ModelNotFoundError(
        "There is no run {name!r}. Runs that can be read: {known}."
        if runs
        else "There is no run {name!r}. Runs that can be read: none.",
        name=str(name),
        known=", ".join(runs),
    )


def load(name: str | os.PathLike[str], *, epoch: int | None = None) -> Network:
    """Trained network of a run, with its vocabulary, ready for `record`.

    Parameters
    ----------
    name
        Name of a shipped run ("imdb-lstm"), of one's own, or the path of a run directory.
    epoch
        Take the weights after this epoch of the training, counted from 1, if the run kept them; None = the best one.

    Raises
    ------
    ModelNotFoundError
        There is no such run, or it has not kept that epoch.
    IncompatibleModelError
        Its files are damaged or hold a network that rnnviz cannot show.
    """
    return find_run(name).network(epoch)
