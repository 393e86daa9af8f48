"""The words on what padding and cutting do to the verdict of a trained network."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.analysis import PaddingDrift, ReadRow, TwoRows
from rnnviz.text import Padding, Side
from rnnviz.ui.data.corpus_words import percent
from rnnviz.ui.data.views.thesis import ThesisLabels
from rnnviz.ui.drawing.numbers import number, signed
from rnnviz.ui.language import say, say_count

__all__ = [
    "chart_words",
    "headline",
    "how_to_read",
    "row_told",
    "row_zeros",
    "state_title",
    "step_axis",
    "thesis_labels",
    "value_label",
    "who_reads",
    "zero_label",
]

Chart = Literal["norm", "logit"]
ChartText = Literal["title", "help", "told", "axis"]

_GONE = 0.01  # share of the words' trace, and difference of probability, below which the trace is gone
_MOST = 0.5


# ---- the headline ----


def headline(read: TwoRows) -> str:
    """What the zeros, or the cut, do to the verdict on this review."""
    before, behind = read.rows["pre"].verdict, read.rows["post"].verdict
    if read.by == "truncating":
        return _what_is_cut(read.rows["pre"], read.rows["post"])
    if not read.pads:
        return say_count(
            read.rows["pre"].ids,
            "The review fills the {count:,} place of its row: there is no zero in it, and the probability is "
            "{before:.3f} with either padding.",
            "The review fills all {count:,} places of its row: there is no zero in it, and the probability is "
            "{before:.3f} with either padding.",
            before=before,
        )
    if not any(read.rows["post"].words):
        return say(
            "There is no word in this row: the probability is {before:.3f} with the zeros before the start sign and "
            "{behind:.3f} with the zeros behind it.",
            before=before,
            behind=behind,
        )
    if read.masked:
        return say(
            "This network masks the zeros: it skips them, so the probability is {before:.3f} with the zeros before the "
            "words and {behind:.3f} with the zeros behind them.",
            before=before,
            behind=behind,
        )
    if read.left is None or read.zeros is None:
        return say(
            "This network reads the zeros: the probability is {before:.3f} with the zeros before the words and "
            "{behind:.3f} with the zeros behind them.",
            before=before,
            behind=behind,
        )
    return _what_is_left(read, read.left, float(read.zeros[-1]))


def _what_is_left(read: TwoRows, left: float, nothing: float) -> str:
    """Of what the words did to the state, behind which zeros are read."""
    before, behind = read.rows["pre"].verdict, read.rows["post"].verdict
    told = {"before": before, "behind": behind, "nothing": nothing, "last": read.rows["post"].at_last_word}
    if left < _GONE and abs(behind - nothing) < _GONE:
        return say_count(
            read.pads,
            "{count:,} zero behind the words wipes them out: the probability ends at {behind:.3f}, on zeros alone at "
            "{nothing:.3f}. With the zero before the words it ends at {before:.3f}.",
            "{count:,} zeros behind the words wipe them out: the probability ends at {behind:.3f}, on zeros alone at "
            "{nothing:.3f}. With the zeros before the words it ends at {before:.3f}.",
            **told,
        )
    if left < _MOST:
        return say_count(
            read.pads,
            "After {count:,} zero behind the words {left} of their trace is left in the state: the probability goes "
            "from {last:.3f} to {behind:.3f}. With the zero before the words it ends at {before:.3f}.",
            "After {count:,} zeros behind the words {left} of their trace is left in the state: the probability goes "
            "from {last:.3f} to {behind:.3f}. With the zeros before the words it ends at {before:.3f}.",
            left=percent(left),
            **told,
        )
    if left <= 1:
        return say_count(
            read.pads,
            "{count:,} zero behind the words leaves most of their trace in the state ({left}): the probability goes "
            "from {last:.3f} to {behind:.3f}. With the zero before the words it ends at {before:.3f}.",
            "{count:,} zeros behind the words leave most of their trace in the state ({left}): the probability goes "
            "from {last:.3f} to {behind:.3f}. With the zeros before the words it ends at {before:.3f}.",
            left=percent(left),
            **told,
        )
    return say_count(
        read.pads,
        "{count:,} zero behind the words does not fade their trace in the state: the probability goes from {last:.3f} "
        "to {behind:.3f}. With the zero before the words it ends at {before:.3f}.",
        "{count:,} zeros behind the words do not fade their trace in the state: the probability goes from {last:.3f} "
        "to {behind:.3f}. With the zeros before the words it ends at {before:.3f}.",
        **told,
    )


def _what_is_cut(beginning: ReadRow, end: ReadRow) -> str:
    """The same review without its beginning and without its end."""
    told = {
        "words": len([word for word in beginning.words if word]) + beginning.words_cut,
        "first": beginning.words_cut,
        "last": end.words_cut,
        "beginning": beginning.verdict,
        "end": end.verdict,
        "verdict": _verdict(beginning.verdict),
        "other": _verdict(end.verdict),
    }
    if not beginning.words_cut:
        return say(
            "One place is missing: without the start sign the probability is {beginning:.3f}, without the last word it "
            "is {end:.3f}.",
            **told,
        )
    if (beginning.verdict >= 0.5) == (end.verdict >= 0.5):
        return say(
            "Either cut leaves the verdict {verdict}: without the first {first:,} of its {words:,} words the "
            "probability is {beginning:.3f}, without the last {last:,} it is {end:.3f}.",
            **told,
        )
    return say(
        "What is cut decides: without the first {first:,} of its {words:,} words the verdict is {verdict} "
        "({beginning:.3f}), without the last {last:,} it is {other} ({end:.3f}).",
        **told,
    )


def _verdict(probability: float) -> str:
    return say("positive") if probability >= 0.5 else say("negative")


# ---- below it ----


def who_reads(name: str, trained: Padding, chosen: Padding, read: TwoRows) -> str:
    """Which network reads, and what of these rows is new to it."""
    told = {"name": name, "trained": trained.maxlen, "side": trained.padding, "cut": trained.truncating}
    if trained.maxlen != chosen.maxlen:
        return say(
            "{name} reads with its own vocabulary. It was trained on rows of {trained:,}: rows of {chosen:,} are new "
            "to it.",
            chosen=chosen.maxlen,
            **told,
        )
    if read.by == "truncating":
        return say("{name} reads with its own vocabulary. It was trained on rows with truncating {cut}.", **told)
    if read.masked or not read.pads:
        return say("{name} reads with its own vocabulary, in rows as it was trained on.", **told)
    if read.bidirectional:
        return say(
            "{name} reads from both ends; the curve holds what it has read from the end. It was trained with padding "
            "{side}: the other row is new to it.",
            **told,
        )
    return say(
        "{name} was trained with padding {side}: the other row is new to it. This is what zeros do to these weights, "
        "not what training on such rows would teach.",
        **told,
    )


def how_to_read(read: TwoRows) -> str:
    """How the two curves are read."""
    if read.zeros is None or not read.pads:
        return say("Probability of a positive review after every place of the row.")
    return say(
        "Probability of a positive review after every place of the row; dashed: of a row of zeros alone. The words’ "
        "trace is how far the state is from that row’s; under 1 % is none."
    )


def row_told(read: TwoRows, side: Side) -> str:
    """Title of one row."""
    verdict = read.rows[side].verdict
    if read.by == "padding":
        if side == "pre":
            return say("padding pre, zeros before the words: {probability:.3f}", probability=verdict)
        return say("padding post, zeros behind the words: {probability:.3f}", probability=verdict)
    if side == "pre":
        return say("truncating pre, cut at the beginning: {probability:.3f}", probability=verdict)
    return say("truncating post, cut at the end: {probability:.3f}", probability=verdict)


def row_zeros(pads: int) -> str:
    """The zeros of a row."""
    return say_count(pads, "{count:,} zero", "{count:,} zeros")


def thesis_labels() -> ThesisLabels:
    """Labels of the drawing."""
    return {
        "axis": say("place in the row"),
        "probability": say("probability"),
        "alone": say("zeros alone"),
        "words": say("words"),
        "chosen": say("the row below"),
        "zero": say("place {place}: a zero"),
        "start": say("place {place}: the start sign"),
        "word": say("place {place}: “{text}”"),
        "value": say("probability {value}"),
        "value_alone": say("zeros alone {value}"),
    }


def state_title() -> str:
    """Title of the folded part on the state."""
    return say("The state and the logit over the zeros")


# ---- the state over the zeros ----


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
        text = say("The length of the state vector after every zero. A flat line: its length has settled.")
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
