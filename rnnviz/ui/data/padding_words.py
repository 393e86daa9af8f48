"""The words on what padding does to a trained network."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.analysis import PaddingDrift
from rnnviz.text import Padding, Side
from rnnviz.ui.drawing.numbers import number, signed
from rnnviz.ui.language import say, say_count

__all__ = [
    "about",
    "before_label",
    "behind_label",
    "chart_words",
    "new_to_it",
    "step_axis",
    "title",
    "value_label",
    "verdicts",
    "zero_label",
]

Chart = Literal["norm", "logit"]
ChartText = Literal["title", "help", "told", "axis"]


def title() -> str:
    """Title of this part of the page."""
    return say("What a network makes of the zeros")


def about() -> str:
    """What is computed here."""
    return say(
        "The network reads this review in rows of the length chosen above, with its own vocabulary. A network that "
        "does not mask its padding computes a step at every zero."
    )


def before_label() -> str:
    """The verdict with zeros before the words."""
    return say("Zeros before: probability")


def behind_label() -> str:
    """The verdict with zeros behind the words."""
    return say("Zeros behind: probability")


def new_to_it(name: str, trained: Padding, chosen: Padding) -> str:
    """For rows that the network was not trained on."""
    return say(
        "{name} was trained on rows of {trained:,} with padding {trained_side}: rows of {chosen:,} with padding "
        "{chosen_side} are new to it.",
        name=name,
        trained=trained.maxlen,
        trained_side=trained.padding,
        chosen=chosen.maxlen,
        chosen_side=chosen.padding,
    )


def verdicts(drift: PaddingDrift) -> str:
    """How the verdicts with zeros on either side differ, and why."""
    if drift.masked:
        return say(
            "This network **masks** its padding: it skips the zeros, so nothing drifts, and both sides give the same "
            "verdict."
        )
    if not drift.norms.size:
        return say("The review fills the row: there is no zero in it, so nothing drifts.")
    before, behind = drift.probabilities["pre"], drift.probabilities["post"]
    told = {"before": before, "behind": behind, "verdict": _verdict(before), "verdict_behind": _verdict(behind)}
    if (before >= 0.5) == (behind >= 0.5):
        return say(
            "The same network, the same words, the same verdict: **{verdict}** ({before:.3f}) with the zeros before "
            "them, **{verdict_behind}** ({behind:.3f}) with the zeros behind them. Zeros behind the last word are read "
            "after it: the state goes on moving, away from what the words left in it.",
            **told,
        )
    return say(
        "The same network, the same words, another verdict: **{verdict}** ({before:.3f}) with the zeros before them, "
        "**{verdict_behind}** ({behind:.3f}) with the zeros behind them. Zeros behind the last word are read after it: "
        "the state goes on moving, away from what the words left in it.",
        **told,
    )


def _verdict(probability: float) -> str:
    return say("positive") if probability >= 0.5 else say("negative")


# ---- the two charts ----


def chart_words(chart: Chart, drift: PaddingDrift, side: Side) -> Mapping[ChartText, str]:
    """Texts of one chart."""
    values = drift.norms if chart == "norm" else drift.logit
    first, last = float(values[0]), float(values[-1])
    title = _norm_title(len(values), last, side) if chart == "norm" else _logit_title(drift.before, last)
    told = say(
        "{title}. From {first} after the first zero to {last} after the last.",
        title=title,
        first=number(first),
        last=number(last),
    )
    if chart == "norm":
        text = say("The length of the state vector after every zero. A flat line: the state has settled.")
        return {"title": title, "help": text, "told": told, "axis": say("‖h‖")}
    text = say("What the readout makes of the state after every zero. Above 0 it leans to a positive review.")
    return {"title": title, "help": text, "told": told, "axis": say("logit")}


def _logit_title(before: float, last: float) -> str:
    return say(
        "The logit drifts from {before} to {last}, without a word",
        before=signed(before),
        last=signed(last),
    )


def _norm_title(zeros: int, norm: float, side: Side) -> str:
    if side == "pre":
        return say_count(
            zeros,
            "{count:,} zero before the first word brings the state to ‖h‖ = {norm:.2f}",
            "{count:,} zeros before the first word bring the state to ‖h‖ = {norm:.2f}",
            norm=norm,
        )
    return say_count(
        zeros,
        "{count:,} zero behind the last word brings the state to ‖h‖ = {norm:.2f}",
        "{count:,} zeros behind the last word bring the state to ‖h‖ = {norm:.2f}",
        norm=norm,
    )


def zero_label(place: int) -> str:
    """One of the zeros."""
    return say("zero {place:,}", place=place)


def value_label(chart: Chart, value: float) -> str:
    """What is drawn at one of them."""
    told = f"{value:.3f}".replace("-", "−")
    return say("‖h‖ {value}", value=told) if chart == "norm" else say("logit {value}", value=told)


def step_axis() -> str:
    """The axis of the zeros."""
    return say("padding step")
