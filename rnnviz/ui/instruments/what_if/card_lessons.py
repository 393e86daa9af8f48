"""What the card of negation and order concludes, in sentences that are computed from its pairs."""

from collections.abc import Mapping
from dataclasses import dataclass

from rnnviz.explanation import MOST_FILLERS, PairReadings, Proportion
from rnnviz.ui.language import say

__all__ = [
    "NegationFacts",
    "OrderFacts",
    "negation_facts",
    "negation_lesson",
    "order_facts",
    "order_lesson",
    "scatter",
]


# ---- negation ----


@dataclass(frozen=True, kw_only=True)
class NegationFacts:
    """What is said of.

    Parameters
    ----------
    modifier
        The word.
    whole, praise, blame
        Share of pairs that moved as a reader expects: of all, and by the adjective.
    turned
        Pairs whose verdict changed its side as expected.
    """

    modifier: str
    whole: Proportion
    praise: Proportion
    blame: Proportion
    turned: int


def negation_facts(read: PairReadings, modifier: str) -> NegationFacts:
    """What is said of these pairs."""
    return NegationFacts(
        modifier=modifier,
        whole=read.share(),
        praise=read.share(kind=1),
        blame=read.share(kind=0),
        turned=int(read.turned.sum()),
    )


def negation_lesson(facts: NegationFacts) -> str:
    """What this network makes of the word."""
    return _unbroken(_negation_lesson(facts))


def _unbroken(text: str) -> str:
    """No line ends before a sign of percent."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _negation_lesson(facts: NegationFacts) -> str:
    told = {"word": facts.modifier, **_shares(facts.whole), "turned": facts.turned}
    told |= {"praise": 100 * facts.praise.share, "blame": 100 * facts.blame.share}
    match facts.praise.against(), facts.blame.against():
        case 1, 1:
            return say(
                "“{word}” moves the verdict towards the opposite of what it stands before, after praise ({praise:.0f} "
                "% of the pairs) and after blame ({blame:.0f} %): in its direction that is negation. It turns the "
                "verdict in {turned:,} of {n:,} pairs.",
                **told,
            )
        case 1, -1:
            return say(
                "“{word}” acts as one more blaming word, not as a negation: it rather moves the verdict down, whatever "
                "it stands before. That is what a reader expects before praise ({praise:.0f} % of the pairs do), and "
                "not before blame ({blame:.0f} %).",
                **told,
            )
        case -1, 1:
            return say(
                "“{word}” acts as one more praising word, not as a negation: it rather moves the verdict up, whatever "
                "it stands before. That is what a reader expects before blame ({blame:.0f} % of the pairs do), and not "
                "before praise ({praise:.0f} %).",
                **told,
            )
        case -1, -1:
            return say(
                "“{word}” strengthens what it stands before: only {praise:.0f} % of the pairs with praise and "
                "{blame:.0f} % of those with blame move as expected. That is the opposite of negation.",
                **told,
            )
    return _undecided(facts.whole, told)


def _undecided(whole: Proportion, told: Mapping[str, object]) -> str:
    if whole.against() == 0:
        return say(
            "“{word}” moves the verdict towards the opposite in {share:.0f} % of {n:,} pairs (95 % interval {low:.0f} "
            "to {high:.0f} %). Chance is 50 %: nothing here separates this network from one that knows no negation.",
            **told,
        )
    return say(
        "“{word}” moves the verdict towards the opposite in {share:.0f} % of {n:,} pairs (95 % interval {low:.0f} to "
        "{high:.0f} %; chance is 50 %), but not before praise ({praise:.0f} %) and before blame ({blame:.0f} %) alike: "
        "that is no negation.",
        **told,
    )


def scatter(read: PairReadings) -> str:
    """How far the shares go apart with the words in between, which no interval of all pairs tells."""
    praise, blame = (
        [100 * read.share(fillers=fillers, kind=kind).share for fillers in range(MOST_FILLERS + 1)] for kind in (1, 0)
    )
    if min(praise) == max(praise) and min(blame) == max(blame):
        return say(
            "With 0 to {most:,} words in between nothing changes: {praise:.0f} % before praise, {blame:.0f} % before "
            "blame.",
            most=MOST_FILLERS,
            praise=praise[0],
            blame=blame[0],
        )
    return say(
        "With the words in between, the share goes from {least:.0f} to {most:.0f} % before praise, and from "
        "{low:.0f} to {high:.0f} % before blame.",
        least=min(praise),
        most=max(praise),
        low=min(blame),
        high=max(blame),
    )


# ---- order ----


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """What is said of.

    Parameters
    ----------
    whole, last, first
        Share of pairs in which the better review has the higher logit: of all, of those where the adjective that is
        meant comes last, and of those where it comes first.
    """

    whole: Proportion
    last: Proportion
    first: Proportion


def order_facts(read: PairReadings) -> OrderFacts:
    """What is said of these pairs."""
    return OrderFacts(whole=read.share(), last=read.share(kind=0), first=read.share(kind=1))


def order_lesson(facts: OrderFacts) -> str:
    """What this network makes of the order."""
    return _unbroken(_order_lesson(facts))


def _order_lesson(facts: OrderFacts) -> str:
    told: dict[str, object] = {**_shares(facts.whole), "last": 100 * facts.last.share, "first": 100 * facts.first.share}
    match facts.last.against(), facts.first.against():
        case 1, 1:
            return say(
                "It uses order as a reader does: of two orders of the same words it finds the better review where the "
                "adjective that is meant comes last ({last:.0f} %) and where it comes first ({first:.0f} %).",
                **told,
            )
        case 1, -1:
            return say(
                "It uses order, but not to see what is denied: it rather goes by the adjective that comes last. It "
                "finds the better review in {last:.0f} % of the pairs where that one is meant, and in {first:.0f} % "
                "where it is denied.",
                **told,
            )
        case -1, 1:
            return say(
                "It uses order, but not to see what is denied: it rather goes by the adjective that comes first. It "
                "finds the better review in {first:.0f} % of the pairs where that one is meant, and in {last:.0f} % "
                "where it is denied.",
                **told,
            )
    if facts.whole.against() == 0:
        return say(
            "Of two orders of the same words it finds the better review in {share:.0f} % of {n:,} pairs (95 % interval "
            "{low:.0f} to {high:.0f} %). Chance is 50 %: nothing here shows that it sees what is denied.",
            **told,
        )
    return say(
        "Of two orders of the same words it finds the better review in {share:.0f} % of {n:,} pairs (95 % interval "
        "{low:.0f} to {high:.0f} %; chance is 50 %): {last:.0f} % where the adjective that is meant comes last, "
        "{first:.0f} % where it comes first.",
        **told,
    )


def _shares(whole: Proportion) -> dict[str, object]:
    low, high = whole.interval
    return {"share": 100 * whole.share, "n": whole.n, "low": 100 * low, "high": 100 * high}
