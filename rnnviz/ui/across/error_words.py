"""What the page says of the verdicts that are wrong."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.analysis import Difference, Separation
from rnnviz.ui.across.error_facts import ErrorFacts, Measure
from rnnviz.ui.across.words import share
from rnnviz.ui.language import say, say_count

__all__ = [
    "confusion_help",
    "confusion_labels",
    "confusion_title",
    "error_sentences",
    "measure_labels",
    "mislead",
    "separation_column",
    "separation_help",
    "separation_title",
]


# ---- the sentences ----


def error_sentences(facts: ErrorFacts) -> list[str]:
    """What is wrong, on which side, how sure of it, what tells it from what is right, and the bag of words beside."""
    if not facts.wrong:
        return [say("The network is right on all {reviews:,} reviews.", reviews=facts.reviews)]
    begin = say_count(
        facts.wrong,
        "The network is wrong on {count:,} of {reviews:,} reviews ({share} %).",
        "The network is wrong on {count:,} of {reviews:,} reviews ({share} %).",
        reviews=facts.reviews,
        share=share(facts.wrong / facts.reviews),
    )
    first = f"{begin} {_sides(facts.sides)} {_sureness(facts.sureness)}"
    if facts.wrong == facts.reviews:
        return [first]
    told = [_separated(name, one) for name, one in facts.separations.items() if name != "sureness"]
    return [first, " ".join([*told, *_beside(facts)])]


def _sides(sides: Difference) -> str:
    if sides.first != sides.first:
        return say("One of the classes has fewer than two reviews.")
    told = {
        "positive": share(sides.first),
        "negative": share(sides.second),
        "low": _points(sides.low),
        "high": _points(sides.high),
    }
    if not sides.is_clear:
        return say(
            "On which side it errs more cannot be told: on {positive} % of the positive reviews and {negative} % of "
            "the negative ones (95 % interval of the difference: {low} to {high} points).",
            **told,
        )
    if sides.first > sides.second:
        return say(
            "It errs more often on positive reviews ({positive} %) than on negative ones ({negative} %; 95 % interval "
            "of the difference: {low} to {high} points).",
            **told,
        )
    return say(
        "It errs less often on positive reviews ({positive} %) than on negative ones ({negative} %; 95 % interval of "
        "the difference: {low} to {high} points).",
        **told,
    )


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace("-", "−")


def _sureness(sureness: Difference) -> str:
    if sureness.first != sureness.first:
        return say("There are too few errors on one side to say which are surer.")
    told = {"positive": f"{sureness.first:.2f}", "negative": f"{sureness.second:.2f}"}
    if not sureness.is_clear:
        return say(
            "Neither kind of error is surer, as far as these tell: their logits are {positive} and {negative} from 0 "
            "in the mean.",
            **told,
        )
    if sureness.first > sureness.second:
        return say(
            "Errors on positive reviews are surer: their logits are {positive} from 0 in the mean, those on negative "
            "ones {negative}.",
            **told,
        )
    return say(
        "Errors on negative reviews are surer: their logits are {negative} from 0 in the mean, those on positive ones "
        "{positive}.",
        **told,
    )


def _separated(name: Measure, one: Separation) -> str:
    what, more, less = _named(name)
    told = {"share": f"{100 * one.share:.0f}", "low": f"{100 * one.low:.1f}", "high": f"{100 * one.high:.1f}"}
    if one.share != one.share:
        return say("There are too few of one kind to say whether {what} tells wrong from right.", what=what)
    if not one.is_clear:
        return say(
            "By {what} wrong and right ones cannot be told apart ({share} % of pairs, {low} to {high}).",
            what=what,
            **told,
        )
    return say(
        "Wrong reviews tend to be {rather} than right ones ({share} % of pairs, {low} to {high}).",
        rather=more if one.share > 0.5 else less,
        **told,
    )


def _named(name: Measure) -> tuple[str, str, str]:
    """What is asked, and what reviews are that have more of it, or less."""
    names = {
        "words": (say("length"), say("longer"), say("shorter")),
        "unknown": (
            say("unknown words"),
            say("richer in unknown words"),
            say("poorer in unknown words"),
        ),
        "denying": (
            say("negation words"),
            say("richer in negation words"),
            say("poorer in negation words"),
        ),
        "sureness": (say("sureness"), say("surer"), say("less sure")),
    }
    return names[name]


def _beside(facts: ErrorFacts) -> list[str]:
    if facts.beside is None:
        return []
    if not facts.beside.n:
        return [say("Its bag of words gives the same verdicts.")]
    told = {"reviews": facts.beside.n, "hits": facts.beside.hits}
    match facts.beside.against():
        case 1:
            return [
                say(
                    "It and its bag of words disagree on {reviews:,} reviews, and the network is right more often: "
                    "{hits:,} times.",
                    **told,
                )
            ]
        case -1:
            return [
                say(
                    "It and its bag of words disagree on {reviews:,} reviews, and the bag of words is right more "
                    "often: the network only {hits:,} times.",
                    **told,
                )
            ]
        case _:
            return [
                say(
                    "It and its bag of words disagree on {reviews:,} reviews; the network is right on {hits:,} of "
                    "them, so which reads better cannot be told.",
                    **told,
                )
            ]


# ---- the pictures ----


def confusion_title(right: int, reviews: int) -> str:
    """Title of the four kinds of verdicts."""
    return say(
        "{right:,} of {reviews:,} verdicts are right ({share} %)",
        right=right,
        reviews=reviews,
        share=share(right / reviews),
    )


def confusion_help() -> str:
    """How they are read."""
    return say("A row a label, a column a verdict; the share is of the row. Click one to list its reviews.")


def confusion_labels() -> dict[Literal["labelled", "called", "positive", "negative", "told"], str]:
    """What stands at rows and columns; the places of `told` are filled by the browser."""
    return {
        "labelled": say("labelled"),
        "called": say("called"),
        "positive": say("positive"),
        "negative": say("negative"),
        "told": say("{group}: {count} reviews, {share} of the row"),
    }


def separation_title(separations: Mapping[Measure, Separation]) -> str:
    """Title of what tells wrong from right."""
    clear = [name for name, one in separations.items() if one.is_clear and name != "sureness"]
    if not clear:
        return say("Wrong and right verdicts differ in neither length nor unknown nor negation words")
    return say("Wrong and right verdicts differ in: {what}", what=", ".join(_named(name)[0] for name in clear))


def separation_help() -> str:
    """How that is read."""
    return say(
        "Of all pairs of a wrong and a right verdict: how often the wrong one has more of it, with a 95 % interval; "
        "the further from 0.5, the better it tells them apart."
    )


def separation_column() -> tuple[str, str]:
    """Name of the column, and what it says."""
    return say("share of pairs"), say("0.5 is chance")


def measure_labels() -> Mapping[Measure, str]:
    """The rows."""
    return {
        "words": say("length"),
        "unknown": say("unknown words, %"),
        "denying": say("negation words, %"),
        "sureness": say("sureness, |logit|"),
    }


def mislead() -> str:
    """How all of this misleads."""
    return say(
        "These are the reviews that the best epoch was chosen by, and the bag of words' strength: both look a little "
        "better than on new ones. What goes with errors need not make them: long reviews differ in more than length. "
        "Four things are asked at once, and one in twenty such intervals misses by chance."
    )
