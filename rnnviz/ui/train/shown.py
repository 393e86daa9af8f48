"""The runs that "Train" shows: one's own, waiting ones included, and those that ship."""

from rnnviz.runs import Run, is_shipped, list_runs
from rnnviz.training import jobs
from rnnviz.training.jobs import Job

__all__ = ["find_shown", "is_own", "list_shipped", "list_shown"]

_FIRST = "imdb-simple-rnn"  # the chapter's


def list_shown() -> dict[str, Job]:
    """Runs by their names: one's own, those that live first and then the newest, and behind them the shipped ones."""
    own = {job.name: job for job in jobs.list_jobs_by_age()}
    return own | {run.name: _as_job(run) for run in list_shipped() if run.name not in own}


def find_shown(name: str) -> Job:
    """Run of that name, one's own or a shipped one.

    Raises
    ------
    ConfigurationError
        There is none.
    """
    shipped = {run.name: run for run in list_shipped()}
    return _as_job(shipped[name]) if name in shipped else jobs.find_job(name)


def list_shipped() -> list[Run]:
    """Runs that ship, the chapter's first."""
    return sorted((run for run in list_runs() if is_shipped(run)), key=lambda run: run.name != _FIRST)


def is_own(job: Job) -> bool:
    """Whether it may be changed."""
    return not is_shipped(job.run)


def _as_job(run: Run) -> Job:
    return Job(path=run.path, state="finished")
