"""The words on steering a training."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rnnviz.runs import Change
from rnnviz.ui.language import say, say_count

__all__ = [
    "Pace",
    "actions",
    "change_label",
    "changed",
    "clip_help",
    "controls",
    "norm_label",
    "pace_labels",
    "paused",
    "rate_help",
    "rate_label",
    "turn_label",
    "waiting_behind",
]

Pace = Literal["full", "ten", "two", "slow"]


def actions() -> Mapping[str, str]:
    """What the buttons are called."""
    return {
        "pause": say("Pause"),
        "go_on": say("Go on"),
        "batch": say("One batch"),
        "epoch": say("One epoch"),
    }


def controls() -> Mapping[str, str]:
    """What the controls are called."""
    return {"wait": say("Speed"), "learning_rate": say("Learning rate"), "global_clipnorm": say("Clip gradients")}


def pace_labels() -> Mapping[Pace, str]:
    """How fast a training goes."""
    return {
        "full": say("as fast as it can"),
        "ten": say("10 batches a second"),
        "two": say("2 batches a second"),
        "slow": say("a batch every 2 seconds"),
    }


def rate_label(rate: float) -> str:
    """A learning rate."""
    return f"{rate:g}" if rate >= 1e-4 else f"{rate:.7f}".rstrip("0")


def rate_help() -> str:
    """What the learning rate does, and when."""
    return say(
        "How far each batch moves the weights. It holds from the next batch on. Ten times too large, and the loss "
        "jumps; ten times too small, and nothing seems to happen. What was changed is kept with the run."
    )


def norm_label(norm: float) -> str:
    """A limit of the gradients."""
    return say("off") if not norm else say("at norm {norm:g}", norm=norm)


def clip_help() -> str:
    """What clipping does."""
    return say(
        "Where all gradients together are longer than this, they are shortened to it, and keep their direction: one "
        "odd batch cannot throw the weights away. It holds from the next batch on."
    )


_MOST_TOLD = 6


def changed(changes: Sequence[Change]) -> str:
    """For the command of a run that was changed on the way; the last six changes are told."""
    told = "; ".join(change_label(change) for change in changes[-_MOST_TOLD:])
    return say_count(
        len(changes),
        "This is how the run was begun. It was changed on the way, {count:,} time, so the command does not repeat it: "
        "{changes}.",
        "This is how the run was begun. It was changed on the way, {count:,} times, so the command does not repeat it: "
        "{changes}.",
        changes=told,
    )


def change_label(change: Change) -> str:
    """What holds from a batch on."""
    told = {"epoch": change.epoch, "batch": change.batch + 1}
    rate, norm = change.learning_rate, change.global_clipnorm
    if rate is None:
        return say("from epoch {epoch}, batch {batch:,} on clipping {norm}", norm=norm_label(norm or 0.0), **told)
    if norm is None:
        return say("from epoch {epoch}, batch {batch:,} on learning rate {rate}", rate=rate_label(rate), **told)
    return say(
        "from epoch {epoch}, batch {batch:,} on learning rate {rate} and clipping {norm}",
        rate=rate_label(rate),
        norm=norm_label(norm),
        **told,
    )


def turn_label(change: Change) -> str:
    """The same at its place in the curves."""
    rate, norm = change.learning_rate, change.global_clipnorm
    if rate is None:
        return say("clipping {norm}", norm=norm_label(norm or 0.0))
    if norm is None:
        return say("learning rate {rate}", rate=rate_label(rate))
    return say("learning rate {rate}, clipping {norm}", rate=rate_label(rate), norm=norm_label(norm))


def waiting_behind(name: str) -> str:
    """A run in the queue while another is paused."""
    return say("Waiting in the queue behind {name}, which is paused: let that go on, or stop it.", name=name)


def paused(epoch: int, epochs: int, batch: int, batches: int | None) -> str:
    """A training that somebody has paused; `batches` is None before the first was told of."""
    if batches is None:
        return say("Paused before the first batch. It waits here until somebody lets it go on.")
    return say(
        "Paused in epoch {epoch} of {epochs}, after batch {batch:,} of {batches:,}. It waits here until somebody lets "
        "it go on.",
        epoch=epoch,
        epochs=epochs,
        batch=batch,
        batches=batches,
    )
