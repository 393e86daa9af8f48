"""What "Small tasks" says of a network that learns one, and of what it has learnt."""

from collections.abc import Sequence
from typing import Literal

from rnnviz.analysis import TaskScore
from rnnviz.explanation import Proportion
from rnnviz.training.small_tasks import SOLVED
from rnnviz.ui.language import say, say_count

__all__ = [
    "Outcome",
    "answer_words",
    "counted_alone",
    "failed",
    "finished",
    "left_out",
    "not_yet",
    "of_seeds",
    "outcome_of",
    "progress",
    "row_names",
    "told_text",
    "verdict",
    "waiting",
]

Outcome = Literal["rule", "part", "chance", "against"]
"""What right answers show: the rule, a part of it, nothing, or less than nothing."""


def outcome_of(score: TaskScore) -> Outcome:
    """What right answers show, held against chance by their 95 % interval."""
    share = Proportion(hits=score.right, n=score.texts)
    if share.share >= SOLVED:
        return "rule"
    side = share.against(0.5)
    return "part" if side > 0 else "chance" if side == 0 else "against"


def verdict(cell: str, score: TaskScore) -> str:
    """Right answers on held-out texts, what chance would give, and what that shows."""
    low, high = Proportion(hits=score.right, n=score.texts).interval
    told = {
        "cell": cell,
        "right": score.right,
        "texts": score.texts,
        "percent": 100 * score.right / score.texts,
        "low": 100 * low,
        "high": 100 * high,
    }
    return f"{_counted(told)} {_shown(outcome_of(score))} {_known(score)}".strip()


def _counted(told: dict[str, object]) -> str:
    return say(
        "The {cell} answers {right:,} of {texts:,} held-out texts rightly, {percent:.1f} % (95 % interval {low:.1f} to "
        "{high:.1f} %; guessing gives 50 %).",
        **told,
    )


def _shown(outcome: Outcome) -> str:
    match outcome:
        case "rule":
            return say("It has learnt the rule.")
        case "part":
            return say("That is more than chance and less than the rule: it has learnt a part of it.")
        case "chance":
            return say("That cannot be told from guessing: it has not learnt the task.")
        case "against":
            return say("That is less than chance: what it has learnt holds for the training texts alone.")


def _known(score: TaskScore) -> str:
    if not score.known:
        return ""
    return say(
        "There are so few texts of this length that {known:,} of these {texts:,} stand among its training texts, too.",
        known=score.known,
        texts=score.texts,
    )


def counted_alone(score: TaskScore) -> str:
    """What counting the symbols is good for, without their order."""
    told: dict[str, object] = {"percent": 100 * score.right / score.texts}
    side = Proportion(hits=score.right, n=score.texts).against(0.5)
    if side <= 0:
        return say("Who only counts the symbols does not do better than guessing: {percent:.0f} %.", **told)
    return say("Who only counts the symbols, a bag of words, gets {percent:.0f} % right.", **told)


def of_seeds(outcomes: Sequence[Outcome]) -> str:
    """How many of several seeds have learnt it; empty for one."""
    if len(outcomes) < 2:
        return ""
    learnt = sum(outcome == "rule" for outcome in outcomes)
    if learnt == len(outcomes):
        return say("All {count} seeds that were tried have learnt the rule.", count=len(outcomes))
    return say_count(
        learnt,
        "{count} of the {seeds} seeds that were tried has learnt the rule.",
        "{count} of the {seeds} seeds that were tried have learnt the rule.",
        seeds=len(outcomes),
    )


def not_yet(cell: str, units: int, texts: int) -> str:
    """Before anything was trained."""
    return say(
        "Press Train: {cell}({units}) learns from {texts:,} such texts, in seconds.",
        cell=cell,
        units=units,
        texts=texts,
    )


def waiting() -> str:
    """While a run has not begun."""
    return say("It begins …")


def progress(epoch: int, epochs: int, share: float | None) -> str:
    """While a run trains."""
    if share is None:
        return say("Epoch {epoch} of {epochs}", epoch=epoch, epochs=epochs)
    return say(
        "Epoch {epoch} of {epochs}; after the last one {percent:.0f} % of the validation texts were right",
        epoch=epoch,
        epochs=epochs,
        percent=100 * share,
    )


def finished(seconds: float, epochs: int, first: int | None) -> str:
    """How long it took, and when it was solved."""
    if first is None:
        return say("{epochs} epochs, {seconds:.1f} s.", epochs=epochs, seconds=seconds)
    return say(
        "{epochs} epochs, {seconds:.1f} s; from epoch {first} on 99 % of the validation texts or more were right.",
        epochs=epochs,
        seconds=seconds,
        first=first,
    )


def failed(reason: str | None) -> str:
    """For a run that stopped by itself, or whose process died."""
    if reason is None:
        return say("This run ended before it was through; train with another seed.")
    return say("This run ended before it was through: {reason}", reason=reason)


def row_names() -> dict[Literal["truth", "sum", "said"], str]:
    """What the lines below the symbols are."""
    return {"truth": say("truth so far"), "sum": say("sum so far"), "said": say("network so far")}


def answer_words() -> list[str]:
    """No, yes, and neither."""
    return [say("no"), say("yes"), say("–")]


def left_out(count: int) -> str:
    """In place of the middle of a long text."""
    return say("… {count:,} more …", count=count)


def told_text(symbols: Sequence[str], answer: bool, probability: float | None) -> str:
    """A text for those who hear it."""
    told = " ".join(symbols[:40])
    said = say("yes") if answer else say("no")
    if probability is None:
        return say("{told}: the answer is {said}.", told=told, said=said)
    return say(
        "{told}: the answer is {said}, and the network's probability of yes {probability:.2f}.",
        told=told,
        said=said,
        probability=probability,
    )
