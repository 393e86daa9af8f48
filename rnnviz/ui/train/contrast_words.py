"""The words on what separates a run from networks without a state, and what does not."""

from collections.abc import Mapping, Sequence

from rnnviz.explanation import ContrastRow, ContrastTable
from rnnviz.ui.instruments.words import contrast_names
from rnnviz.ui.language import say
from rnnviz.ui.train.contrast_table_words import points

__all__ = ["findings"]

Values = Mapping[str, object]


def findings(table: ContrastTable, run: str) -> list[str]:
    """Whether the run needed its state, what order is worth to it, and what the comparison leaves open."""
    return [_verdict(table, run), *_others(table), _order(table, run), *_dropout(table), _open(table)]


def _verdict(table: ContrastTable, run: str) -> str:
    better, alike, behind = _groups(table)
    told: Values = {
        "run": run,
        "percent": 100 * table.run.accuracy.share,
        "reviews": table.reviewed,
        "better": _listed(better),
        "alike": _listed(alike),
        "behind": _listed(behind),
    }
    of_better, of_alike, of_behind = _on_held_out(told) if table.held_out else _on_validation(told)
    return of_better if better else of_alike if alike else of_behind


def _on_held_out(told: Values) -> tuple[str, str, str]:
    return (
        say(
            "Not for these reviews: {run} is right on {percent:.1f} % of {reviews:,} held-out reviews. Better without "
            "any state: {better}.",
            **told,
        ),
        say(
            "Nothing here shows that it did: {run} is right on {percent:.1f} % of {reviews:,} held-out reviews. Not "
            "told apart from it, without any state: {alike}.",
            **told,
        ),
        say(
            "It does better with one: {run} is right on {percent:.1f} % of {reviews:,} held-out reviews. Behind it, "
            "without any state: {behind}.",
            **told,
        ),
    )


def _on_validation(told: Values) -> tuple[str, str, str]:
    return (
        say(
            "Not for these reviews: {run} is right on {percent:.1f} % of {reviews:,} validation reviews. Better "
            "without any state: {better}.",
            **told,
        ),
        say(
            "Nothing here shows that it did: {run} is right on {percent:.1f} % of {reviews:,} validation reviews. Not "
            "told apart from it, without any state: {alike}.",
            **told,
        ),
        say(
            "It does better with one: {run} is right on {percent:.1f} % of {reviews:,} validation reviews. Behind it, "
            "without any state: {behind}.",
            **told,
        ),
    )


def _others(table: ContrastTable) -> list[str]:
    """The groups that the first sentence does not name."""
    better, alike, behind = _groups(table)
    said = []
    if better and alike:
        said.append(say("Not told apart from it: {alike}.", alike=_listed(alike)))
    if (better or alike) and behind:
        said.append(say("Behind it: {behind}.", behind=_listed(behind)))
    return said


def _groups(table: ContrastTable) -> tuple[list[ContrastRow], list[ContrastRow], list[ContrastRow]]:
    """Contrasts that are better than the run, not told apart from it, and behind it, the best first."""
    ranked = sorted(table.contrasts, key=lambda row: -row.accuracy.hits)
    better, alike, behind = ([row for row in ranked if _apart(row) == side] for side in (-1, 0, 1))
    return better, alike, behind


def _apart(row: ContrastRow) -> int:
    return 0 if row.against is None else row.against.apart


def _listed(rows: Sequence[ContrastRow]) -> str:
    listed = ""
    for row in rows:
        one = say("{network} ({percent:.1f} %)", network=contrast_names()[row.name], percent=100 * row.accuracy.share)
        listed = one if not listed else say("{before}, {next}", before=listed, next=one)
    return listed


def _order(table: ContrastTable, run: str) -> str:
    row, (low, high) = table.run, table.run.order.interval
    told: Values = {
        "run": run,
        "shuffled": 100 * row.shuffled.share,
        "gain": 100 * abs(row.order.difference),
        "low": points(low),
        "high": points(high),
        "turned": row.answers.turned,
        "reviews": table.reviewed,
    }
    if not row.answers.turned:
        return say("Putting the words of each review in another order turns no verdict of {run}.", run=run)
    if row.order.apart > 0:
        return say(
            "With the words of each review in another order {run} is right on {shuffled:.1f} %: their order is worth "
            "{gain:.1f} points to it (95 % interval {low} to {high}).",
            **told,
        )
    if row.order.apart < 0:
        return say(
            "With the words of each review in another order {run} is right on {shuffled:.1f} %, which is {gain:.1f} "
            "points more: their order misleads it.",
            **told,
        )
    return say(
        "{run} reads order, for another order of the words turns {turned:,} of its verdicts; but it gains nothing from "
        "it that {reviews:,} reviews show ({low} to {high} points).",
        **told,
    )


def _dropout(table: ContrastTable) -> list[str]:
    """What the same network with dropout reaches."""
    row = table.dropout
    if row is None or row.against is None:
        return []
    low, high = row.against.interval
    told: Values = {
        "rate": 100 * table.rate,
        "percent": 100 * row.accuracy.share,
        "points": 100 * abs(row.against.difference),
        "low": points(-high),
        "high": points(-low),
    }
    if row.against.apart < 0:
        return [
            say(
                "Trained for as many epochs with dropout ({rate:.0f} % of inputs and state) the same network is right "
                "on {percent:.1f} %: {points:.1f} points more (95 % interval {low} to {high}).",
                **told,
            )
        ]
    if row.against.apart > 0:
        return [
            say(
                "Trained for as many epochs with dropout ({rate:.0f} % of inputs and state) the same network is right "
                "on {percent:.1f} %: {points:.1f} points less (95 % interval {low} to {high}).",
                **told,
            )
        ]
    return [
        say(
            "Trained for as many epochs with dropout ({rate:.0f} % of inputs and state) the same network is right on "
            "{percent:.1f} %, not told apart from it ({low} to {high} points).",
            **told,
        )
    ]


def _open(table: ContrastTable) -> str:
    """How far a difference can be told, and what another seed would do."""
    intervals = [row.against.interval for row in table.contrasts if row.against is not None]
    told: Values = {"half": 50 * max((high - low for low, high in intervals), default=0.0)}
    spread = max((_spread(row) for row in table.contrasts), default=0.0)
    first = say(
        "Compared review by review, each difference from a network without a state is known to ±{half:.1f} points at "
        "worst, for these weights.",
        **told,
    )
    seeds = (
        say(
            "Trained from another seed such a network changes by up to {spread:.1f} points, so a smaller "
            "difference may be luck.",
            spread=100 * spread,
        )
        if spread
        else say("How much another seed would change is not known here.")
    )
    chosen = (
        [] if table.held_out else [say("These reviews chose the epoch of every network, so all look a bit better.")]
    )
    return " ".join([first, seeds, *chosen])


def _spread(row: ContrastRow) -> float:
    return max(row.seeds) - min(row.seeds) if row.seeds else 0.0
