"""What "Units" says of a span of words."""

from collections.abc import Sequence

from rnnviz.ui.instruments.units.facts import SpanFacts
from rnnviz.ui.instruments.units.words import Edges
from rnnviz.ui.language import say, say_count

__all__ = [
    "span_keys",
    "span_label",
    "span_lines_help",
    "span_lines_title",
    "span_mislead",
    "span_sentence",
    "unit_state",
    "unknown_span",
    "when_else",
    "where_else",
]

_MOST_LISTED = 8
_LONGEST = 60


def span_label() -> str:
    """What the words are for those who hear them."""
    return say("The words of the review. Arrow keys move the span, Shift and an arrow key make it longer.")


def span_keys() -> str:
    """How a span is chosen."""
    return say("Choose a span: drag over words, or move it with the arrow keys; Shift and an arrow key stretch it.")


def unknown_span(count: int, came: str) -> str:
    """For an address with a span that the review does not have."""
    return say(
        "A span is two steps of the review from 1 to {count:,}, such as 3-5, not {came}; the last word is chosen.",
        count=count,
        came=came[:40],
    )


def span_sentence(facts: SpanFacts, names: Sequence[str], units: int, level: float, edges: Edges) -> str:
    """Which units are on during the span, and how special that is in this review."""
    text = " ".join(names)
    told: dict[str, object] = {
        "words": text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…",
        "count": len(facts.high) + len(facts.low),
        "units": units,
        "level": f"{level:.2f}",
        "high": _listed(facts.high),
        "low": _listed(facts.low),
    }
    found = _found(facts, told, edges)
    special = say_count(
        facts.spans,
        "It is the only span of this length.",
        "Of the {count:,} spans of this length in this review {alike:,} have at least as many, this one counted.",
        alike=facts.alike,
    )
    return f"{found} {special}" if told["count"] else found


def _found(facts: SpanFacts, told: dict[str, object], edges: Edges) -> str:
    if not told["count"]:
        if edges == "only":
            return say("No unit is on during “{words}” and off just before and after it, at {level}.", **told)
        return say("No unit is on at every word of “{words}”, at {level}.", **told)
    is_on = say_count(
        int(str(told["count"])),
        "During “{words}” {count} of {units} units is on",
        "During “{words}” {count} of {units} units are on",
        **{name: value for name, value in told.items() if name != "count"},
    )
    if not facts.low:
        return say("{is_on} (above {level}: {high}).", is_on=is_on, **told)
    if not facts.high:
        return say("{is_on} (below −{level}: {low}).", is_on=is_on, **told)
    return say("{is_on} (above {level}: {high}; below −{level}: {low}).", is_on=is_on, **told)


def _listed(units: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in units[:_MOST_LISTED])
    if len(units) <= _MOST_LISTED:
        return say_count(len(units), "unit {units}", "units {units}", units=shown)
    return say("units {units} and {more} more", units=shown, more=len(units) - _MOST_LISTED)


def span_mislead() -> str:
    """How spans mislead."""
    return say(
        "A unit that is on during these words need not mean them: many are on most of the time. Move the threshold, "
        "ask for units that are on only there, and look for the same units at other words before you name one."
    )


def span_lines_title(shown: int, found: int) -> str:
    """Title of the chart of the units that were found."""
    if not found:
        return say("No unit to draw")
    if shown < found:
        return say("{shown} of the {found} units, word by word", shown=shown, found=found)
    return say_count(found, "The unit, word by word", "The {count} units, word by word")


def span_lines_help() -> str:
    """How the chart is read."""
    return say(
        "The shaded stretch is the span; dotted lines are the threshold. Within the stretch all lines lie beyond."
    )


def unit_state() -> str:
    """The axis of a unit's state."""
    return say("hidden state h")


def where_else(count: int, *, high: bool) -> str:
    """The button that leads to the same units in other reviews."""
    if high:
        return say_count(count, "Where else is this unit high?", "Where else are these {count} units high?")
    return say_count(count, "Where else is this unit low?", "Where else are these {count} units low?")


def when_else(word: str) -> str:
    """The button that leads to states that are near to that after the last word of the span."""
    return say("When else was it in the state after “{word}”?", word=word if len(word) <= 30 else word[:29] + "…")
