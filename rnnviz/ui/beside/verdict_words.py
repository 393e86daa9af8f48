"""What the page says of two networks' verdicts."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.analysis import VerdictPair
from rnnviz.ui.beside.facts import first_right
from rnnviz.ui.beside.words import chance
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.language import say, say_count

__all__ = [
    "corner_labels",
    "found",
    "list_title",
    "mislead",
    "note",
    "opener_labels",
    "parting_help",
    "parting_labels",
    "parting_title",
    "verdict_sentences",
]

_CLEAR = 0.05


def verdict_sentences(pair: VerdictPair) -> list[str]:
    """How often each is right and both agree; who is right where they part; whether they err alike, and how surely."""
    n, parted = len(pair), int(pair.part.sum())
    first, second = (int(right.sum()) for right in pair.right)
    begin = say(
        "Of {n:,} validation reviews A judges {first:,} rightly and B {second:,}; they give the same verdict on "
        "{same:,}.",
        n=n,
        first=first,
        second=second,
        same=n - parted,
    )
    if not parted:
        return [begin]
    return [f"{begin} {_who(pair)}", " ".join([*_alike(pair), _sure(pair)])]


def _who(pair: VerdictPair) -> str:
    share = first_right(pair)
    low, high = share.interval
    told = {"n": share.n, "first": share.hits, "second": share.n - share.hits, "p": chance(pair.p_value)}
    told |= {"low": f"{100 * low:.0f}", "high": f"{100 * high:.0f}"}
    if pair.p_value >= _CLEAR:
        return say(
            "Where they part, on {n:,}, A is right {first:,} times and B {second:,}: too even to say which is better "
            "(McNemar's exact test: p\u00a0{p}; 95 % interval of A's share: {low} to {high} %).",
            **told,
        )
    if share.hits > share.n - share.hits:
        return say(
            "Where they part, on {n:,}, A is right {first:,} times and B {second:,}: A is better by more than luck "
            "(McNemar's exact test: p\u00a0{p}; 95 % interval of A's share: {low} to {high} %).",
            **told,
        )
    return say(
        "Where they part, on {n:,}, A is right {first:,} times and B {second:,}: B is better by more than luck "
        "(McNemar's exact test: p\u00a0{p}; 95 % interval of A's share: {low} to {high} %).",
        **told,
    )


def _alike(pair: VerdictPair) -> list[str]:
    n, (first, second) = len(pair), (int((~right).sum()) for right in pair.right)
    if not first or not second:
        return [say("One of them makes no mistake here, so there is none to share.")]
    low, high = pair.observed_over_expected()
    told: dict[str, object] = {"parted": int(pair.part.sum()), "expected": n * pair.expected, "both": pair.both_wrong}
    told |= {"both_expected": pair.expected_wrong, "few": min(first, second)}
    told |= {"one": "A", "other": "B"} if first <= second else {"one": "B", "other": "A"}
    if low <= 0 <= high:
        return [
            say(
                "If their mistakes had nothing to do with each other they would part on {expected:,.0f}; they part on "
                "{parted:,}: no difference that these reviews can tell.",
                **told,
            )
        ]
    if low > 0:
        return [
            say(
                "If their mistakes had nothing to do with each other they would part on {expected:,.0f}; they part on "
                "{parted:,}: where one errs the other is right more often than that.",
                **told,
            )
        ]
    begin = say(
        "If their mistakes had nothing to do with each other they would part on {expected:,.0f}; they part on "
        "{parted:,}.",
        **told,
    )
    return [begin, _shared(told, mostly=2 * pair.both_wrong > min(first, second))]


def _shared(told: Mapping[str, object], *, mostly: bool) -> str:
    if mostly:
        return say(
            "Both are wrong on {both:,} reviews, where {both_expected:,.0f} would be expected: of {one}'s {few:,} "
            "mistakes most are {other}'s, too.",
            **told,
        )
    return say(
        "Both are wrong on {both:,} reviews, where {both_expected:,.0f} would be expected, but of {one}'s {few:,} "
        "mistakes at most half are {other}'s, too.",
        **told,
    )


def _sure(pair: VerdictPair) -> str:
    sure = pair.sureness
    told = {"apart": f"{sure.first:.1f}", "same": f"{sure.second:.1f}"}
    if sure.first != sure.first:
        return say("They part, or agree, on too few reviews to say where they are surer.")
    if not sure.is_clear:
        return say(
            "How sure the surer one is does not tell where they part (|logit| {apart} in the mean, and {same} where "
            "they agree).",
            **told,
        )
    if sure.first < sure.second:
        return say(
            "They part where both waver: even the surer one has |logit| {apart} in the mean there, and {same} where "
            "they agree.",
            **told,
        )
    return say(
        "They part where one of them is sure: the surer one has |logit| {apart} in the mean there, and {same} where "
        "they agree.",
        **told,
    )


# ---- the picture ----


def parting_title(parted: int, n: int) -> str:
    """What the picture shows here."""
    return say_count(
        parted,
        "The verdicts part on {count:,} of {n:,} reviews",
        "The verdicts part on {count:,} of {n:,} reviews",
        n=n,
    )


def parting_help() -> str:
    """How to read it."""
    return say(
        "A dot is a review at both logits, in the ink of its label; in the shaded corners one network calls positive "
        "what the other does not. A click on a dot, or arrow keys and Enter, opens the review."
    )


def corner_labels(pair: VerdictPair) -> list[str]:
    """How many reviews lie in each corner: both positive; A alone; B alone; both negative."""
    first, second = pair.first >= 0, pair.second >= 0
    right_first, right_second = pair.right
    both, neither = first & second, ~first & ~second
    only_first, only_second = first & ~second, second & ~first
    return [
        say("both positive: {n:,}, {right:,} rightly", n=int(both.sum()), right=int((both & right_first).sum())),
        say(
            "A positive, B negative: {n:,}, A right on {right:,}",
            n=int(only_first.sum()),
            right=int((only_first & right_first).sum()),
        ),
        say(
            "B positive, A negative: {n:,}, B right on {right:,}",
            n=int(only_second.sum()),
            right=int((only_second & right_second).sum()),
        ),
        say("both negative: {n:,}, {right:,} rightly", n=int(neither.sum()), right=int((neither & right_first).sum())),
    ]


def parting_labels() -> dict[
    Literal["x", "y", "x_short", "y_short", "positive", "negative", "told", "picture", "here"], str
]:
    """What stands around the picture; the places are filled by the browser."""
    return {
        "x": say("logit of A: negative ← 0 → positive"),
        "y": say("logit of B: negative ← 0 → positive"),
        "x_short": say("logit of A"),
        "y_short": say("logit of B"),
        "positive": say("labelled positive"),
        "negative": say("labelled negative"),
        "told": say("Review {number}, {label}: logit of A {a}, of B {b}."),
        "picture": say("Both logits of every review, those that part most first"),
        "here": say("Review {number}, {label}: A {a}, B {b}"),
    }


# ---- the list ----


def found(count: int, page: int, pages: int) -> str:
    """How many part, and how a row is read."""
    if not count:
        return say("There is no such review.")
    return say_count(
        count,
        "{count:,} review, those farthest apart first; page {page:,} of {pages:,}. A row: label, logit of A, of B.",
        "{count:,} reviews, those farthest apart first; page {page:,} of {pages:,}. A row: label, logit of A, of B.",
        page=page,
        pages=pages,
    )


def note(first: float, second: float) -> str:
    """What is told of a review in its row."""
    return say("A {first} · B {second}", first=signed(first), second=signed(second))


def list_title() -> str:
    """Title of the list."""
    return say("Reviews on which they part")


def opener_labels() -> dict[Literal["here", "read", "here_name", "read_name"], str]:
    """The button that opens a review; the place is filled by the browser."""
    return {"read": say("Read it"), "read_name": say("Read review {number_label} with network A")}


def mislead() -> str:
    """How the verdicts can mislead."""
    return say(
        "These reviews have chosen the epoch of every network, so both look a little better here than on others. "
        "McNemar's test asks about these two networks on such reviews: two seeds of one network differ, too, and no "
        "test on one seed of each says that one kind of network is better than another."
    )
