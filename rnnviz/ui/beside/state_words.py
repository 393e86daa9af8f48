"""What the page says of two networks' states."""

from collections.abc import Sequence

from rnnviz.ui.beside.facts import LITTLE, Estimate, StateFacts
from rnnviz.ui.language import say

__all__ = [
    "estimate_labels",
    "estimates_column",
    "estimates_help",
    "estimates_title",
    "interval",
    "layer_names",
    "likeness_help",
    "likeness_title",
    "mislead",
    "no_states",
    "state_sentences",
]

_LINE = 2.0  # directions


def state_sentences(facts: StateFacts) -> list[str]:
    """How alike the states are, between which floor and ceiling, and how much of that is the verdict itself."""
    return [" ".join([_alike(facts), *_against(facts)]), " ".join([_lines(facts), _rest(facts)])]


def interval(estimate: Estimate) -> str:
    """A value with its interval."""
    return say("{value:.2f} ({low:.2f} to {high:.2f})", value=estimate.value, low=estimate.low, high=estimate.high)


def _alike(facts: StateFacts) -> str:
    return say(
        "CKA of what A and B hold at the end of {n:,} reviews is {last}; with reviews drawn by lot it would be "
        "{floor:.3f}.",
        n=facts.reviews,
        last=interval(facts.last),
        floor=facts.floor.value,
    )


def _against(facts: StateFacts) -> list[str]:
    told = []
    if facts.untrained is not None:
        told.append(_beside_untrained(facts.last, facts.untrained))
    if facts.before is not None and facts.epoch is not None:
        told.append(_beside_before(facts.last, facts.before, facts.epoch))
    return told


def _beside_untrained(last: Estimate, untrained: Estimate) -> str:
    if last.low > untrained.high:
        return say(
            "A is more alike to B than to what it was before its training (CKA {untrained:.2f}).",
            untrained=untrained.value,
        )
    if last.high < untrained.low:
        return say(
            "A is less alike to B than to what it was before its training (CKA {untrained:.2f}).",
            untrained=untrained.value,
        )
    return say(
        "A is as alike to B, as far as these tell, as to what it was before its training (CKA {untrained:.2f}).",
        untrained=untrained.value,
    )


def _beside_before(last: Estimate, before: Estimate, epoch: int) -> str:
    told = {"before": before.value, "epoch": epoch}
    if last.low > before.high:
        return say(
            "A is even more alike to B than to itself after epoch {epoch}, one earlier (CKA {before:.2f}).", **told
        )
    if last.high < before.low:
        return say("A is less alike to B than to itself after epoch {epoch}, one earlier (CKA {before:.2f}).", **told)
    return say(
        "From itself after epoch {epoch}, one earlier, it differs as much, as far as these tell (CKA {before:.2f}).",
        **told,
    )


def _lines(facts: StateFacts) -> str:
    first, second = facts.spread
    told = {"first": first, "second": second, "logits": interval(facts.logits)}
    if max(facts.spread) <= _LINE:
        return say(
            "CKA does not say that both compute the same: A's states fill {first:.1f} directions and B's "
            "{second:.1f}, nearly a line each, so CKA mostly tells whether both order the reviews alike, as the "
            "squared correlation of their logits does: {logits}.",
            **told,
        )
    return say(
        "CKA does not say that both compute the same: A's states fill {first:.1f} directions and B's {second:.1f}, "
        "and CKA weighs each by its variance. The squared correlation of the logits alone is {logits}.",
        **told,
    )


def _rest(facts: StateFacts) -> str:
    told = {"rest": interval(facts.rest), "floor": facts.rest_floor.high}
    if facts.rest.value != facts.rest.value:
        return say("Without what both logits say nothing is left of the states.")
    if facts.last.high < LITTLE:
        return say("There is hardly anything alike to explain; without what both logits say it is {rest}.", **told)
    if facts.rest.low <= facts.rest_floor.high:
        return say(
            "Take what both logits say out of the states, and {rest} is left, no more than reviews drawn by lot can "
            "give ({floor:.3f}): all that is alike is the verdict.",
            **told,
        )
    if facts.rest.high < facts.last.low / 2:
        return say(
            "Take what both logits say out of the states, and {rest} is left: what is alike is mostly the verdict.",
            **told,
        )
    if facts.rest.high < facts.last.low:
        return say(
            "Take what both logits say out of the states, and {rest} is left: much of what is alike is the verdict, "
            "and not all.",
            **told,
        )
    return say(
        "Take what both logits say out of the states, and {rest} is left: they are alike beyond the verdict.", **told
    )


# ---- the pictures ----


def layer_names(count: int) -> list[str]:
    """What the sets of states are called: mean word vectors, then the recurrent layers."""
    return [say("mean word"), *(say("layer {number}", number=number) for number in range(1, count))]


def likeness_title(rows: Sequence[str], columns: Sequence[str], highest: tuple[int, int], value: float) -> str:
    """What the table shows here: the most alike pair."""
    return say(
        "Most alike: {row} of A and {column} of B, CKA {value:.2f}",
        row=rows[highest[0]],
        column=columns[highest[1]],
        value=value,
    )


def likeness_help() -> str:
    """How to read it."""
    return say(
        "Rows: what A holds at the end of a review, the mean of its word vectors first. Columns: B. Below each value "
        "its 95 % interval over reviews."
    )


def estimates_title(last: Estimate, rest: Estimate) -> str:
    """What the intervals show here."""
    if rest.value != rest.value:
        return say("CKA {last:.2f} with the verdict", last=last.value)
    return say("CKA {last:.2f} with the verdict, {rest:.2f} without it", last=last.value, rest=rest.value)


def estimates_help(n: int) -> str:
    """How to read them; A at other times read `n` reviews."""
    return say(
        "What the readouts see: A and B first, then what to hold that against (A at other times: the first {n:,} "
        "reviews). Bars: 95 % intervals.",
        n=n,
    )


def estimates_column() -> tuple[str, str]:
    """Name of the measure, and which way it goes."""
    return say("linear CKA"), say(" 1 = the same up to rotation and scale")


def estimate_labels(epoch: int | None) -> dict[str, str]:
    """What is estimated, in the order in which it stands."""
    return {
        "last": say("A and B"),
        "logits": say("their logits alone"),
        "rest": say("without their logits"),
        "before": say("A and A after epoch {epoch}", epoch=epoch or 0),
        "untrained": say("A and A untrained"),
        "floor": say("A and B, reviews by lot"),
    }


def no_states() -> str:
    """Where all final states of one are the same."""
    return say("All final states of one of them are the same, so nothing can be alike to them.")


def mislead() -> str:
    """How CKA can mislead."""
    return say(
        "CKA weighs directions by their variance: what two networks do in a direction that varies little hardly "
        "counts, and a few reviews far out can carry it. Rotation, reflection, shift and scale do not change it; "
        "other linear maps do, though a readout could undo them."
    )
