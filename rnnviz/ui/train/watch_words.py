"""The words on a review that is watched while the network learns."""

from rnnviz.analysis import ShownSteps, Watched
from rnnviz.runs import Moment
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.language import say
from rnnviz.ui.train.views.watch import WatchFigure, WatchLabels

__all__ = [
    "figures",
    "lesson",
    "no_snapshot",
    "padding_step",
    "review_part",
    "show_review",
    "start_step",
    "watch_labels",
]

_AS_BEFORE = 0.005
_MOVES_NOTHING = 0.02  # of the logit


# ---- the lesson of the moment ----


def lesson(found: Watched, steps: ShownSteps, done: int) -> list[SentencePart]:
    """What `done` batches have done to the review: to its verdict, by which word, and what is said amid it."""
    parts = [_verdict(found, done), _top(found, steps), _middle(found)]
    return say_parts("{verdict} {word} {middle}", verdict=parts[0], word=parts[1], middle=parts[2])


def _verdict(found: Watched, done: int) -> list[SentencePart]:
    told = {"began": found.began, "now": found.now, "done": done}
    if not done:
        return say_parts("Before the first batch the network says {now:.2f} of this review.", **told)
    if abs(found.now - found.began) < _AS_BEFORE:
        return say_parts("After batch {done:,} the network still says {now:.2f} of this review.", **told)
    if (found.now >= 0.5) == (found.began >= 0.5):
        return say_parts(
            "After batch {done:,} the network has moved from {began:.2f} to {now:.2f} on this review.", **told
        )
    if found.now >= 0.5:
        return say_parts(
            "After batch {done:,} the network has moved from {began:.2f} to {now:.2f} on this review, and calls it "
            "positive.",
            **told,
        )
    return say_parts(
        "After batch {done:,} the network has moved from {began:.2f} to {now:.2f} on this review, and calls it "
        "negative.",
        **told,
    )


def _top(found: Watched, steps: ShownSteps) -> list[SentencePart]:
    if found.top is None:
        return say_parts("There is no word in it that could move the verdict.")
    push = float(steps.delta_logit[found.top])
    if abs(push) < _MOVES_NOTHING:
        return say_parts("No word moves its log-odds by {least:.2f} yet.", least=_MOVES_NOTHING)
    word: SentencePart = {"t": steps.words[found.top], "s": found.top}
    told = {"word": word, "push": signed(push), "before": found.before, "after": found.after}
    if f"{found.before:.2f}" == f"{found.after:.2f}":
        return say_parts("The strongest push is that of {word}: {push} in log-odds, at {after:.2f}.", **told)
    if push > 0:
        return say_parts("The strongest push is that of {word}: from {before:.2f} up to {after:.2f}.", **told)
    return say_parts("The strongest push is that of {word}: from {before:.2f} down to {after:.2f}.", **told)


def _middle(found: Watched) -> list[SentencePart]:
    told = {"low": found.low, "high": found.high}
    match found.middle:
        case "undecided":
            return say_parts("In the middle third of the words it is undecided: {low:.2f} to {high:.2f}.", **told)
        case "positive":
            return say_parts("In the middle third of the words it says positive: {low:.2f} to {high:.2f}.", **told)
        case "negative":
            return say_parts("In the middle third of the words it says negative: {low:.2f} to {high:.2f}.", **told)
        case "both":
            return say_parts(
                "In the middle third of the words it says now one, now the other: {low:.2f} to {high:.2f}.", **told
            )
    return say_parts("It is too short to have a middle.")


# ---- numbers and labels ----


def figures(found: Watched, moment: Moment) -> list[WatchFigure]:
    """Where the training is, its loss and accuracy so far, and the verdict."""
    side = "positive" if found.now >= 0.5 else "negative"
    verdict = say("positive, {probability:.3f}") if found.now >= 0.5 else say("negative, {probability:.3f}")
    return [
        {"label": say("this review"), "value": verdict.format(probability=found.now), "side": side},
        {
            "label": say("epoch {epoch}, batch", epoch=moment.epoch),
            "value": say("{batch:,} of {batches:,}", batch=moment.batch, batches=moment.batches),
            "side": "",
        },
        {"label": say("loss so far"), "value": _so_far(moment.loss), "side": ""},
        {"label": say("accuracy so far"), "value": _so_far(moment.accuracy), "side": ""},
    ]


def _so_far(value: float | None) -> str:
    return "–" if value is None else say("{value:.3f}", value=value)


def watch_labels() -> WatchLabels:
    """What is written in the pictures; the browser fills their places."""
    return {
        "words": say("Push of each word, in log-odds"),
        "line": say("Probability of positive, word by word"),
        "states": say("States of the last layer, word by word"),
        "probability": say("probability"),
        "positive": say("positive"),
        "negative": say("negative"),
        "initial": say("before the first word"),
        "began": say("when this training began"),
        "now": say("now"),
        "unit": say("unit"),
        "axis": say("word"),
        "toward_negative": say("towards negative"),
        "toward_positive": say("towards positive"),
        "below": say("below 0"),
        "above": say("above 0"),
        "tip": say("probability {probability}, push {push}"),
        "told": say("Probability after each word; the verdict is {probability}."),
    }


def padding_step(count: int) -> str:
    """The step that stands for all the padding."""
    return say("{count} × padding", count=count)


def start_step() -> str:
    """The step of the start sign."""
    return say("start")


def review_part() -> str:
    """What opens the box for the review that is watched."""
    return say("Watch another review")


def show_review() -> str:
    """The button below the box."""
    return say("Watch this review")


def no_snapshot() -> str:
    """Until the training process has shown its weights."""
    return say("The first weights are on their way.")
