"""What random orders of a review's words show, in sentences that are computed from their verdicts."""

from dataclasses import dataclass

import numpy as np

from rnnviz.explanation import ShuffledReading
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.language import say

__all__ = ["OrderFacts", "beside", "lesson", "mislead", "order_facts"]

_LEAST = 0.005  # of the logit: less is 0.00 where it is written


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """What is said of.

    Parameters
    ----------
    own, low, high
        Logit of the review, and the quantiles .05 and .95 of the shuffles' verdicts.
    same, shuffles
        How many of how many keep its side.
    bag
        Logit of the bag of words; None without one.
    """

    own: float
    low: float
    high: float
    same: int
    shuffles: int
    bag: float | None


def order_facts(shuffled: ShuffledReading, bag: float | None) -> OrderFacts:
    """What is said of these shuffles."""
    low, high = np.quantile(shuffled.verdicts, [0.05, 0.95])
    return OrderFacts(
        own=shuffled.reading.logit,
        low=float(low),
        high=float(high),
        same=shuffled.same_side,
        shuffles=len(shuffled.verdicts),
        bag=bag,
    )


def lesson(facts: OrderFacts) -> str:
    """What order does to this review's verdict in this network."""
    told = {
        "same": facts.same,
        "shuffles": facts.shuffles,
        "low": signed(facts.low),
        "high": signed(facts.high),
        "own": signed(facts.own),
    }
    if facts.high - facts.low < _LEAST:
        return say(
            "Order does not matter here: 90 % of {shuffles:,} random orders of these words end at {low}, as written it "
            "is {own}.",
            **told,
        )
    if facts.low <= facts.own <= facts.high:
        return say(
            "Order moves this verdict, and the order that was written is not unusual: 90 % of {shuffles:,} random "
            "orders of its words end between {low} and {high}, as written it is {own}. {same:,} of {shuffles:,} keep "
            "its side.",
            **told,
        )
    return say(
        "The order that was written is unusual here: the logit is {own}, and 90 % of {shuffles:,} random orders of the "
        "same words end between {low} and {high}. {same:,} of {shuffles:,} keep its side.",
        **told,
    )


def beside(facts: OrderFacts) -> str:
    """What a bag of words says beside it."""
    if facts.bag is None:
        return say(
            "This run keeps no bag of words to hold it against: “How sure” has it measured. It would say the "
            "same of every order."
        )
    return say(
        "A bag of words (a logistic regression that only sees which words are there) says {bag} in every order, for it "
        "cannot know any. Compare whether it moves, not how far it is from 0: its scale is its own.",
        bag=signed(facts.bag),
    )


def mislead() -> str:
    """How it can mislead."""
    return say(
        "Nobody writes shuffled text, so the network reads what it was not trained on; and one review does not say "
        "whether order helps. For that, many reviews have to be judged in both ways."
    )
