"""The words on what the learning curves of a run show."""

from collections.abc import Callable, Mapping
from typing import Any

from rnnviz.analysis import Diagnosis, Finding
from rnnviz.ui.drawing.numbers import percents
from rnnviz.ui.language import say, say_count

__all__ = ["finding_in_words"]


def finding_in_words(found: Diagnosis) -> list[str]:
    """What a finding says: what was found, and what is to be added."""
    told = {"epoch": found.epoch, **percents(found.values, *(_SHARES & found.values.keys()))}
    first = _SENTENCES[found.finding](told)
    return [first, _where_the_kept_epoch_lies(told)] if found.finding == "overfitting" else [first]


Told = Mapping[str, Any]

_SHARES = {"accuracy", "error", "kept_accuracy", "majority", "moved", "turn_accuracy", "val_accuracy"}
"""Numbers of a finding that are shares, and said in points of a hundred."""


# ---- why it learns nothing ----


def _no_epoch(_: Told) -> str:
    return say("No epoch is finished yet.")


def _diverged(told: Told) -> str:
    return say(
        "The loss of epoch {epoch} is no number any more: the weights were thrown off. Try a learning rate ten times "
        "smaller.",
        **told,
    )


def _rate_too_high(told: Told) -> str:
    return say(
        "The training loss reached {loss:.2f} (epoch {epoch}), far above guessing ({chance_loss:.2f}): the steps are "
        "too large. Try a learning rate ten times smaller.",
        **told,
    )


def _loss_rises(told: Told) -> str:
    return say(
        "The training loss rises again after epoch {lowest_epoch}, from {lowest_loss:.2f} to {loss:.2f}: the steps are "
        "too large. Try a smaller learning rate.",
        **told,
    )


def _rate_too_low(told: Told) -> str:
    return say(
        "The learning rate is far too low: {updates:,} updates took the training loss from {first_loss:.3f} to "
        "{loss:.3f} only, and the weights moved by {moved:.2f} % from the first epoch to the last. Try one ten times "
        "larger.",
        **told,
    )


def _rate_unclear(told: Told) -> str:
    return say(
        "{updates:,} updates took the training loss from {first_loss:.3f} to {loss:.3f} only, smoothly: mostly the "
        "learning rate is far too low. A rate ten times larger would decide: if that learns nothing either, the "
        "network is stuck.",
        **told,
    )


def _few_steps(told: Told) -> str:
    return say_count(
        int(told["epochs"]),
        "Too few steps to learn from: {count:,} epoch of {batches:,} batches is {updates:,} updates of the "
        "weights, and "
        "an epoch of the chapter's training alone has 157. Right on {val_accuracy:.1f} % of {reviews:,} validation "
        "reviews (±{error:.1f}) is not told from guessing. Train longer, on more reviews, or with smaller batches.",
        "Too few steps to learn from: {count:,} epochs of {batches:,} batches are {updates:,} updates of the weights, "
        "and an epoch of the chapter's training alone has 157. Right on {val_accuracy:.1f} % of {reviews:,} validation "
        "reviews (±{error:.1f}) is not told from guessing. Train longer, on more reviews, or with smaller batches.",
        **told,
    )


def _near_guessing(told: Told) -> str:
    return say(
        "Not yet trained: the best epoch is right on {val_accuracy:.1f} % of {reviews:,} validation reviews "
        "(±{error:.1f}); always giving the more frequent answer is right on {majority:.1f} %. Train longer, or on more "
        "reviews.",
        **told,
    )


# ---- learning by heart, jumps ----


def _overfitting(told: Told) -> str:
    return say(
        "Overfitting from epoch {epoch} on: the training loss still falls, from {turn_loss:.2f} to {loss:.2f}, but the "
        "validation loss has risen from {lowest_val_loss:.2f} to {val_loss:.2f}. That is learning by heart.",
        **told,
    )


def _where_the_kept_epoch_lies(told: Told) -> str:
    if told["kept"] <= told["turn"]:
        return say("The kept epoch {kept} comes before it.", **told)
    return say(
        "The kept epoch {kept} may lie inside it: it has the best accuracy ({kept_accuracy:.1f} %, epoch {turn} "
        "{turn_accuracy:.1f} %), which counts verdicts only, while the loss also counts how sure the wrong ones are.",
        **told,
    )


def _gap(told: Told) -> str:
    return say(
        "It knows its training reviews better than others: right on {accuracy:.1f} % of them and on {val_accuracy:.1f} "
        "% of the validation reviews after epoch {epoch}. Learning by heart has begun, though the validation loss has "
        "not risen for good.",
        **told,
    )


def _jumpy(told: Told) -> str:
    return say(
        "The validation accuracy falls by {fall:.1f} points at epoch {epoch}, more than the {chance:.1f} that chance "
        "explains with {reviews:,} reviews: the network itself jumps, so which epoch is kept is luck as much as "
        "learning. Train several seeds.",
        **told,
    )


# ---- where it stands ----


def _still_improving(told: Told) -> str:
    return say(
        "Not yet at its end: the last epoch has the lowest validation loss so far ({val_loss:.2f}). More epochs may "
        "help; the best so far is right on {val_accuracy:.1f} % of {reviews:,} validation reviews (±{error:.1f}).",
        **told,
    )


def _settled(told: Told) -> str:
    return say(
        "The curves have settled: epoch {epoch} was the best, right on {val_accuracy:.1f} % of {reviews:,} validation "
        "reviews (±{error:.1f}).",
        **told,
    )


def _kept(told: Told) -> str:
    return say(
        "Epoch {epoch} is kept: right on {val_accuracy:.1f} % of {reviews:,} validation reviews (±{error:.1f}).",
        **told,
    )


_SENTENCES: Mapping[Finding, Callable[..., str]] = {
    "no_epoch": _no_epoch,
    "diverged": _diverged,
    "rate_too_high": _rate_too_high,
    "loss_rises": _loss_rises,
    "rate_too_low": _rate_too_low,
    "rate_unclear": _rate_unclear,
    "few_steps": _few_steps,
    "near_guessing": _near_guessing,
    "overfitting": _overfitting,
    "gap": _gap,
    "jumpy": _jumpy,
    "still_improving": _still_improving,
    "settled": _settled,
    "kept": _kept,
}
