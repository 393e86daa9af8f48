"""What "Without a state" says."""

from collections.abc import Sequence

from rnnviz.analysis import ShownSteps
from rnnviz.runs import RUN
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.instruments.views.without import WithoutLabels
from rnnviz.ui.instruments.without_state.facts import Judged, OrderFacts
from rnnviz.ui.instruments.words import contrast_names
from rnnviz.ui.language import say

__all__ = [
    "abouts",
    "cannot_show",
    "controls",
    "labels",
    "mislead",
    "names",
    "no_network",
    "not_there",
    "of_best",
    "order_sentence",
    "promise",
    "sides_sentence",
    "strips_help",
    "strips_title",
    "verdicts_help",
    "verdicts_title",
    "window_place",
    "windows_help",
    "windows_title",
]


def controls() -> dict[str, str]:
    """Labels of the controls."""
    return {"network": say("Colour the words by"), "order": say("Number of the other order")}


def names(run: str) -> dict[str, str]:
    """What the networks are called; the run first."""
    return {RUN: run, **contrast_names()}


def no_network() -> str:
    """For an address that asks for a network that there is not, with the places of `choice`."""
    return say("There is no network {came}; {shown} is shown. The networks are {known}.")


def not_there(name: str) -> str:
    """For a run without contrasts."""
    return say(
        "No networks without a state have been trained on the reviews of {name} yet: the mean of its word vectors, the "
        "flattened row, a 1D convnet and a bag of words.",
        name=name,
    )


def of_best(epoch: int) -> str:
    """Where an epoch is chosen above."""
    return say(
        "The recurrent network is that of epoch {epoch}; those without a state have one verdict each.", epoch=epoch
    )


# ---- the lesson ----


def sides_sentence(positive: Sequence[Judged], negative: Sequence[Judged], called: dict[str, str]) -> str:
    """Which networks agree on this review."""
    told = {
        "positive": _listed([called[one.name] for one in positive]),
        "negative": _listed([called[one.name] for one in negative]),
        "count": len(positive) + len(negative),
    }
    if not negative:
        return say("All {count} say positive, with a state and without.", **told)
    if not positive:
        return say("All {count} say negative, with a state and without.", **told)
    return say("They do not agree. Positive: {positive}. Negative: {negative}.", **told)


def order_sentence(facts: OrderFacts, called: dict[str, str], order: int) -> str:
    """What another order of the words does to each."""
    said = []
    if facts.unmoved:
        said.append(
            say(
                "With the words in another order (number {order}) these say the same to the last digit: {networks}.",
                order=order,
                networks=_listed([called[one.name] for one in facts.unmoved]),
            )
        )
    if facts.hardly:
        said.append(
            say(
                "By less than a tenth of a percent moves: {networks}.",
                networks=_listed([called[one.name] for one in facts.hardly]),
            )
        )
    if facts.moved:
        moves = [
            say(
                "{network} from {before:.1f} to {after:.1f} %",
                network=called[one.name],
                before=100 * one.probability,
                after=100 * one.shuffled_probability,
            )
            for one in facts.moved
        ]
        said.append(say("The probability of a positive review moves: {moves}.", moves=_listed(moves)))
    return " ".join(said)


def cannot_show() -> str:
    """What a network without a state has nothing to show of."""
    return say(
        "Without a state there is no verdict to watch word by word: only one number once all is seen, and what "
        "each word added to it."
    )


def _listed(listed: Sequence[str]) -> str:
    said = ""
    for one in listed:
        said = one if not said else say("{before}, {next}", before=said, next=one)
    return said


def promise(name: str, total: float, padding: float, rest: float, logit: float) -> str:
    """What the chosen row adds up to."""
    told: dict[str, object] = {
        "total": signed(total),
        "padding": signed(padding),
        "rest": signed(rest),
        "logit": signed(logit),
    }
    match name:
        case "averaged":
            return say(
                "Each word's own number, divided by how many there are. They sum to {total}; with the bias of {rest} "
                "that is the logit {logit}, exactly.",
                **told,
            )
        case "flattened":
            return say(
                "Each word's vector times the weights of its place. They sum to {total}; with {padding} from padding "
                "that is not drawn and the bias of {rest} that is the logit {logit}, exactly.",
                **told,
            )
        case "convolution":
            return say(
                "What each word adds along the way that this review opens through both poolings. The parts sum to "
                "{total}; with {padding} from padding that is not drawn and {rest} from all biases that is the logit "
                "{logit}, exactly.",
                **told,
            )
        case "bag_of_words":
            return say(
                "The word's weight; one that stands there several times shares it among its places. They sum to "
                "{total}; with {rest} for a review without words that is the logit {logit}, exactly.",
                **told,
            )
        case _:
            return say(
                "Of the network with a state: how far its running logit moved at each word. The pushes sum to {total}; "
                "with {rest} before anything was read that is the logit {logit}. A network without a state has no "
                "running logit: it says one number, when it has seen all.",
                **told,
            )


def abouts() -> dict[str, str]:
    """How the rows are defined, in a line each."""
    return {
        RUN: say("How far the running logit moved when the word was read."),
        "averaged": say("The word's own number, divided by how many words there are."),
        "flattened": say("The word's vector times the weights of its place."),
        "convolution": say("What the word adds along the way that both poolings open."),
        "bag_of_words": say("The word's weight, shared among the places at which it stands."),
    }


# ---- pictures ----


def verdicts_title() -> str:
    """Title of the verdicts."""
    return say("What each says of this review")


def verdicts_help() -> str:
    """How they are read."""
    return say("Probability that the review is positive. Full dot: as written; ring: the same words in another order.")


def windows_title(windows: int, drawn: int) -> str:
    """Title of the windows."""
    if drawn < windows:
        return say("The {drawn} strongest of {windows} windows that the 1D convnet chose", drawn=drawn, windows=windows)
    if windows == 1:
        return say("The one window that the 1D convnet chose")
    return say("The {windows} windows that the 1D convnet chose", windows=windows)


def windows_help(total: float, bias: float, logit: float) -> str:
    """How they are read, and what they add up to."""
    return say(
        "Each of its 32 last patterns looks at 41 places and keeps its best; a window with fewer words holds padding, "
        "too, and words in no window play no part. Shares of the logit: they sum to {total}, with the bias of {bias} "
        "that is {logit}.",
        total=signed(total),
        bias=signed(bias),
        logit=signed(logit),
    )


def window_place(first: int | None, last: int | None, steps: ShownSteps) -> str:
    """Where a window lies: the numbers of its first and last word."""
    if first is None or last is None:
        return say("padding")
    numbers = [int(number) for number in steps.numbers[first : last + 1] if number]
    if not numbers:
        return say("padding")
    if numbers[0] == numbers[-1]:
        return say("word {number:,}", number=numbers[0])
    return say("words {first:,} to {last:,}", first=numbers[0], last=numbers[-1])


def strips_title(rows: int) -> str:
    """Title of the strips."""
    return say("What each word adds to the logit of {rows} networks, on one scale", rows=rows)


def strips_help() -> str:
    """How the strips are read."""
    return say(
        "Each row is a network, each column a word. Logits: +1 multiplies the odds of a positive verdict by 2.7. The "
        "parts of a row add up to its verdict."
    )


def labels() -> WithoutLabels:
    """Names of the parts; the browser fills the places."""
    return {
        "probability": say("probability of positive"),
        "verdict": say("{network}: {before} as written, {after} in another order"),
        "window": say("{place}: {share} of the logit, by {filters} of 32 patterns"),
        "number": say("percent"),
    }


def mislead() -> str:
    """How it misleads."""
    return say(
        "Parts that add up exactly say how a network counts, not what a reader would think. One other order of one "
        "review is one draw; what order is worth on many reviews stands on the page Train."
    )
