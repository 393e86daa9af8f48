"""The queue of training runs: what is asked for, by the app and the command line, and what a worker answers.

Nothing but files passes between the app and the worker, so a run outlives a page, a reload and the app itself, and two
apps on one folder share one queue. A request stands in ``request.json`` beside the run's other files::

    queued    it waits; the lowest number goes first
    taken     a worker has begun; it is deleted when the run has ended, or keeps the sentence that says why it failed
    lost      the worker that had taken it was killed

A request that is taken while no worker lives belongs to one that was killed, and the next worker marks it as lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import Timeout

from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.networks import NetworkSpec
from rnnviz.runs import TrainingSpec, check_name, free_name, runs_folder, runs_lock
from rnnviz.text import Padding
from rnnviz.training.jobs import LIVE, Job, JobState, find_job, list_jobs
from rnnviz.training.plan import check_parameters
from rnnviz.training.request import REQUEST_FILE, Request, read_request, write_request

__all__ = ["ask_again", "cancel", "changing", "done", "mark_lost", "submit", "take"]

_ALREADY: dict[JobState, str] = {
    "queued": "{run} is queued already.",
    "starting": "{run} is starting already.",
    "training": "{run} is training already.",
}
"""What is said of a run that is asked for and needs no asking."""

# ---- asking ----


def submit(
    name: str,
    network: NetworkSpec,
    training: TrainingSpec,
    *,
    corpus: str,
    padding: Padding,
    limit: int | None = None,
    numbered: bool = False,
) -> Job:
    """Put a new run at the end of the queue.

    Parameters
    ----------
    name
        What the run is called.
    network, training, corpus, padding, limit
        What to train, as for `train`.
    numbered
        Whether a name that is taken gets a number behind it; otherwise it is refused.

    Raises
    ------
    ConfigurationError
        The name is no name of a folder, there is such a run already, the network has more weights than can be read
        again, or the runs folder cannot be written.
    """
    check_name(name)
    check_parameters(network)
    request = Request(number=0, network=network, training=training, padding=padding, corpus=corpus, limit=limit)
    with changing():
        if numbered:
            name = free_name(name)
        path = runs_folder() / name
        if path.exists():
            raise ConfigurationError("There is a run called {run} already: choose another name.", run=name)
        _put_in(path, request)
    return find_job(name)


def _put_in(path: Path, request: Request) -> None:
    """Make the folder of a new run, with its request in it or not at all."""
    path.mkdir()
    try:
        write_request(path, replace(request, number=_next_number()))
    except OSError:
        path.rmdir()
        raise


def ask_again(job: Job, *, epochs: int | None = None) -> Job:
    """Put a run that stopped, died, failed or finished at the end of the queue again, to go on where it was.

    Parameters
    ----------
    job
        The run.
    epochs
        Train on until so many epochs are finished; None = as many as it was begun with.

    Raises
    ------
    TrainingError
        The run waits or is being trained.
    ConfigurationError
        Its folder cannot be written.
    """
    with changing():
        now = find_job(job.name)  # somebody else may have asked in the meantime
        if now.state in LIVE:
            raise TrainingError(_ALREADY[now.state], run=job.name)
        again = replace(_request_of(now), number=_next_number(), epochs=epochs, taken=False, lost=False, error=None)
        write_request(job.path, again)
    return find_job(job.name)


@contextmanager
def changing(folder: Path | None = None) -> Iterator[None]:
    """Change which runs there are, or what the queue is asked for, alone; what the system refuses is a sentence.

    Parameters
    ----------
    folder
        The folder that is changed, for the sentence that says it cannot be written; None = the runs folder.

    Raises
    ------
    TrainingError
        Another process has been at it for too long.
    ConfigurationError
        A folder cannot be written.
    """
    try:
        with runs_lock():
            yield
    except Timeout:
        raise TrainingError("{folder} is being changed by another process: try again.", folder=runs_folder()) from None
    except OSError as error:
        raise ConfigurationError(
            "The runs folder {folder} cannot be written ({reason})."
            if folder is None
            else "{folder} cannot be written ({reason}).",
            folder=folder or runs_folder(),
            reason=error.strerror or error,
        ) from None


def _request_of(job: Job) -> Request:
    """What the run was asked to be, from its request or from its record."""
    if job.request is not None:
        return job.request
    record = job.run.record
    return Request(
        number=0,
        network=record.network,
        training=record.training,
        padding=record.padding,
        corpus=record.corpus.name,
        limit=record.corpus.limit,
    )


def cancel(job: Job) -> None:
    """Take a run that waits out of the queue; a folder that holds nothing else goes with it.

    Raises
    ------
    TrainingError
        The run does not wait any more.
    """
    with changing():
        request = read_request(job.path)
        if request is None or request.taken:
            raise TrainingError("{run} does not wait in the queue any more.", run=job.name)
        (job.path / REQUEST_FILE).unlink()
        if not any(job.path.iterdir()):
            job.path.rmdir()


def _next_number() -> int:
    return 1 + max((job.request.number for job in list_jobs() if job.request), default=0)


# ---- what a worker says of its request ----


def take(job: Job) -> bool:
    """Mark a request as begun; False if it was taken or cancelled in the meantime.

    Raises
    ------
    ConfigurationError
        The folder cannot be written.
    """
    with changing():
        request = read_request(job.path)
        if request is None or request.taken:
            return False
        write_request(job.path, replace(request, taken=True))
        return True


def done(job: Job, *, error: str | None = None) -> None:
    """Take a request away, or keep it with the sentence that says why it failed."""
    with changing():
        request = read_request(job.path)
        if error is None or request is None:
            (job.path / REQUEST_FILE).unlink(missing_ok=True)
            return
        try:
            write_request(job.path, replace(request, error=error))
        except OSError:  # a full disk: the record has the reason, as far as it could be written
            (job.path / REQUEST_FILE).unlink(missing_ok=True)
            with suppress(OSError):  # it holds a run
                job.path.rmdir()


def mark_lost() -> None:
    """Mark what a worker had taken that is no more; for the one worker that lives, before it takes anything."""
    with changing():
        for job in list_jobs():
            if job.request is not None and job.request.taken and job.request.error is None:
                with suppress(OSError):  # a full disk
                    write_request(job.path, replace(job.request, lost=True))
