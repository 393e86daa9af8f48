"""The words on runs: where one is, what can be done with it, and the table of all."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.training.jobs import JobState
from rnnviz.ui.language import say, say_count

__all__ = [
    "actions",
    "damaged",
    "died",
    "done",
    "failed",
    "finished",
    "first_batch",
    "imported",
    "in_minutes",
    "progress",
    "restored_as",
    "starting",
    "status_labels",
    "stop_help",
    "stopped",
    "table_helps",
    "table_labels",
    "table_notes",
    "titles",
    "trash_label",
    "trash_rules",
    "undo_rules",
    "waiting",
    "waiting_in_vain",
    "was_deleted",
    "where_runs_lie",
    "zip_rules",
]

Title = Literal["all", "command", "manage", "import", "shipped"]
Status = JobState | Literal["shipped"]


def titles() -> Mapping[Title, str]:
    """Titles of the parts that are about runs, and of what opens."""
    return {
        "all": say("All runs"),
        "command": say("The command that repeats this run"),
        "manage": say("Manage"),
        "import": say("Import a run"),
        "shipped": say("Download a shipped run"),
    }


def actions() -> Mapping[str, str]:
    """What the buttons and boxes of a run are called."""
    return {
        "cancel": say("Take it out of the queue"),
        "stop": say("Stop"),
        "again": say("Try again"),
        "resume": say("Resume"),
        "more": say("One more epoch"),
        "read": say("Read a review with it"),
        "replay": say("Replay how it learnt"),
        "clinic": say("What each epoch won and lost"),
        "new_name": say("New name"),
        "rename": say("Rename"),
        "delete": say("Delete"),
        "undo": say("Undo"),
        "trash": say("Last deleted first"),
        "restore": say("Bring it back"),
        "shipped": say("Run"),
        "download": say("Download as zip"),
        "zip": say("Zip file of a run"),
    }


# ---- where a run is ----


def waiting(before: int) -> str:
    """A run in the queue, with so many before it."""
    if not before:
        return say("Waiting in the queue: it is next. One run is trained at a time.")
    return say_count(
        before,
        "Waiting in the queue: {count:,} run before it. One run is trained at a time.",
        "Waiting in the queue: {count:,} runs before it. One run is trained at a time.",
    )


def waiting_in_vain() -> str:
    """A run in the queue while nothing can be trained, which is said above."""
    return say("Waiting in the queue: nothing can be trained at the moment, for the reason above.")


def starting() -> str:
    """A run that was taken from the queue."""
    return say("Starting: the reviews are read and the network is built.")


def first_batch() -> str:
    """Before anything is known of a training."""
    return say("The first batch is on its way.")


def progress(epoch: int, epochs: int, batch: int, batches: int, left: float | None) -> str:
    """How far a training is; `left` are the seconds that it will take, None while nobody knows."""
    told = {"epoch": epoch, "epochs": epochs, "batch": batch, "batches": batches}
    if left is None:
        return say("Epoch {epoch} of {epochs}, batch {batch:,} of {batches:,}", **told)
    return say(
        "Epoch {epoch} of {epochs}, batch {batch:,} of {batches:,}, about {left} left", left=in_minutes(left), **told
    )


def finished(done: int, epochs: int, seconds: float) -> str:
    """A run with all of its epochs."""
    return say_count(
        done,
        "Finished: {count:,} epoch of {epochs} in {time}.",
        "Finished: {count:,} epochs of {epochs} in {time}.",
        epochs=epochs,
        time=in_minutes(seconds),
    )


def stopped(done: int, epochs: int, reason: str | None) -> str:
    """A run that was asked to stop, or stopped by itself for a reason."""
    if reason:
        return say_count(
            done,
            "Stopped after {count:,} epoch of {epochs}. {reason}",
            "Stopped after {count:,} epochs of {epochs}. {reason}",
            epochs=epochs,
            reason=reason,
        )
    return say_count(
        done,
        "Stopped after {count:,} epoch of {epochs}. What was learnt so far is kept.",
        "Stopped after {count:,} epochs of {epochs}. What was learnt so far is kept.",
        epochs=epochs,
    )


def died() -> str:
    """A run whose process is gone."""
    return say(
        "The process that trained this run was ended from outside, as the system does when the memory is full. Every "
        "finished epoch is kept: resume it."
    )


def failed(name: str, reason: str | None, *, begun: bool) -> str:
    """A run that failed; `reason` is the sentence that says why, and `begun` whether it had learnt before."""
    if not reason:
        return say("The training of {name} failed.", name=name)
    if begun:
        return say("{name} did not go on. {reason}", name=name, reason=reason)
    return say("{name} did not begin. {reason}", name=name, reason=reason)


def damaged(error: str, folder: object) -> str:
    """A run of which something cannot be read; `error` says what."""
    return say("{error} The other files of the run are as they were, in {folder}.", error=error, folder=folder)


def in_minutes(seconds: float) -> str:
    """A time as it is said: 42 s, 3:05 min."""
    whole = round(seconds)
    if whole < 60:
        return say("{seconds} s", seconds=whole)
    return say("{minutes}:{seconds:02d} min", minutes=whole // 60, seconds=whole % 60)


# ---- what can be done with it ----


def stop_help() -> str:
    """What happens to a run that is stopped."""
    return say("Within a few batches. What was learnt so far is kept, and Resume goes on from there.")


def was_deleted(name: str) -> str:
    """A run that is in the trash."""
    return say("{name} was deleted.", name=name)


def undo_rules(most: int) -> str:
    """How long a run stays in the trash."""
    return say("Once deleted, it can be brought back until {most} others are deleted.", most=most)


def trash_label(count: int) -> str:
    """What opens the trash."""
    return say("Deleted runs ({count})", count=count)


def trash_rules(most: int) -> str:
    """What is in the trash."""
    return say("The last {most} that were deleted are kept; older ones are gone for good.", most=most)


def restored_as(old: str, new: str) -> str:
    """A run that came back from the trash under another name."""
    return say("{old} is back as {new}, because another run has its name by now.", old=old, new=new)


def zip_rules(megabytes: int, unpacked: int) -> str:
    """What a zip file of a run has to be."""
    return say(
        "As it was downloaded here, or written by export-run: up to {megabytes} MB, unpacked {unpacked} MB. It is "
        "verified before it is listed.",
        megabytes=megabytes,
        unpacked=unpacked,
    )


def imported(name: str, left_out: int) -> str:
    """A run that came in from a zip file, some files of which are no part of it."""
    if not left_out:
        return say("{name} was imported.", name=name)
    return say_count(
        left_out,
        "{name} was imported, without {count:,} file that is no part of a run.",
        "{name} was imported, without {count:,} files that are no part of a run.",
        name=name,
    )


# ---- the table of all runs ----


def status_labels() -> Mapping[Status, str]:
    """What is happening to a run, or what became of it."""
    return {
        "queued": say("queued"),
        "starting": say("starting"),
        "training": say("training"),
        "stopped": say("stopped"),
        "finished": say("finished"),
        "failed": say("failed"),
        "died": say("died"),
        "shipped": say("shipped"),
    }


def table_labels() -> Mapping[str, str]:
    """Heads of the columns."""
    return {
        "run": say("run"),
        "best validation": say("best validation"),
        "held-out": say("held-out"),
        "status": say("status"),
        "epochs": say("epochs"),
        "network": say("network"),
        "seed": say("seed"),
        "time": say("time"),
        "when": say("when"),
    }


def table_helps() -> Mapping[str, str]:
    """What stands in the columns of accuracies."""
    return {
        "best validation": say("Accuracy on the validation reviews."),
        "held-out": say("Accuracy on reviews that played no part."),
    }


def done(count: int, epochs: int) -> str:
    """Epochs of a run."""
    return say("{count} of {epochs}", count=count, epochs=epochs)


def where_runs_lie() -> str:
    """Above two folders."""
    return say("Your runs lie in the first folder, the shipped ones in the second:")


def table_notes() -> list[str]:
    """Below the table: what held-out means, and who else can show them."""
    return [
        say(
            "Held-out: right on reviews that played no part, not even in the choice of the epoch. The shipped runs "
            "have it from IMDB's test reviews; for one of yours python -m rnnviz evaluate RUN --data reviews.csv "
            "measures it and keeps it with the run."
        ),
        say("TensorBoard follows your runs, too, once pip install tensorboard has brought it:"),
    ]
