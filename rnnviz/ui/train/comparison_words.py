"""The words on what seeds leave to luck, and on what a comparison of runs shows."""

from collections.abc import Mapping

from rnnviz.analysis import BAG_OF_WORDS_HELD_OUT, Comparison, Contender, Diagnosis, SeedLuck, SeedSpread
from rnnviz.ui.drawing.numbers import percents
from rnnviz.ui.language import say, say_count

__all__ = ["bag_compared", "compared", "luck_in_words", "overfits"]

Values = dict[str, object]


# ---- seeds ----


def luck_in_words(luck: SeedLuck) -> list[str]:
    """What the seeds of one network leave to luck."""
    told = percents(vars(luck), "low", "mean", "high", "chance", "widest")
    told["range"] = 100 * (luck.high - luck.low)
    widest = say("They were furthest apart after epoch {widest_epoch}: by {widest:.1f} points.", **told)
    on_top = say("What {reviews:,} validation reviews leave to chance, ±{chance:.1f} points, comes on top.", **told)
    overfits = [_overfits(luck)] if luck.overfitting else []
    if luck.spread is None:
        return [_of_two_seeds(told), widest, *overfits]
    return [*_of_many_seeds(told, luck.spread), on_top, widest, *overfits]


def _of_two_seeds(told: Values) -> str:
    return say(
        "Two seeds of one network, each at its best epoch, are right on {low:.2f} % and {high:.2f} % of the same "
        "{reviews:,} reviews: the {range:.2f} points between them are luck. Two are too few to say where a third would "
        "land.",
        **told,
    )


def _of_many_seeds(told: Values, spread: SeedSpread) -> list[str]:
    """Range and mean, and what follows for other seeds."""
    if not spread.deviation:
        return [say("{seeds} seeds of one network, each at its best epoch, are all right on {mean:.2f} %.", **told)]
    told = told | percents(vars(spread), "deviation", "next_low", "next_high", "alone", "each")
    return [
        say(
            "{seeds} seeds of one network, each at its best epoch, are right on {low:.2f} % to {high:.2f} % of the "
            "same {reviews:,} reviews, {mean:.2f} % on average: the {range:.2f} points between them are luck.",
            **told,
        ),
        say(
            "One seed more would land between {next_low:.1f} % and {next_high:.1f} % nineteen times in twenty, if luck "
            "is normally distributed (standard deviation {deviation:.2f} points).",
            **told,
        ),
        say(
            "So a change of the network that brings less than {alone:.1f} points in one seed each shows nothing; in "
            "{seeds} seeds each, less than {each:.1f} points.",
            **told,
        ),
    ]


def _overfits(luck: SeedLuck) -> str:
    if luck.overfitting == luck.seeds:
        return say("All {seeds} overfit at the end, so that is no luck.", seeds=luck.seeds)
    return say_count(
        luck.overfitting,
        "{count} of {seeds} overfits at the end.",
        "{count} of {seeds} overfit at the end.",
        seeds=luck.seeds,
    )


# ---- several networks ----


def compared(found: Comparison, labels: Mapping[str, str]) -> list[str]:
    """What a comparison shows, whether the evidence separates its networks, and what would."""
    if not found.reviews:
        return [_of_different_reviews()]
    told = _told(found, labels)
    apart, near = told["apart"], told["near"]
    if len(found.contenders) > 2:
        return [_of_many(told, apart=bool(apart), near=bool(near)), _basis(told, held_out=found.held_out)]
    first = _of_two(told, apart=bool(apart), held_out=found.held_out, seeds=_has_seeds(found))
    return [first, _seeds_would_tell()] if apart and not _has_seeds(found) else [first]


def _of_different_reviews() -> str:
    return say("They were validated on different reviews, so their accuracies cannot be held against each other.")


def _seeds_would_tell() -> str:
    return say("Not every network has several seeds here; those would show whether it is the network or luck.")


def _told(found: Comparison, labels: Mapping[str, str]) -> dict[str, object]:
    best, *others = found.contenders
    called = [_called(one, labels) for one in others]
    apart = [name for name, far in zip(called, found.apart, strict=True) if far]
    near = [name for name, far in zip(called, found.apart, strict=True) if not far]
    return {
        "best": _called(best, labels),
        "percent": 100 * best.mean,
        "reviews": found.reviews,
        "chance": 100 * found.chance,
        "apart": ", ".join(apart),
        "near": ", ".join(near),
        "other": called[0],
        "other_percent": 100 * others[0].mean,
    }


def bag_compared(found: Comparison) -> str:
    """How a bag of words does on the same held-out reviews as shipped networks, against the best of them."""
    ahead = BAG_OF_WORDS_HELD_OUT - found.contenders[0].mean
    told = {"percent": 100 * BAG_OF_WORDS_HELD_OUT, "best": 100 * found.contenders[0].mean}
    if abs(ahead) <= found.chance:
        return say("A bag of words, which knows no order, does as well: {percent:.1f} %.", **told)
    if ahead > 0:
        return say("A bag of words, which knows no order, does better: {percent:.1f} %.", **told)
    return say("A bag of words, which knows no order, does worse: {percent:.1f} %.", **told)


def _called(one: Contender, labels: Mapping[str, str]) -> str:
    first = labels[one.names[0]]
    return first if len(one.names) == 1 else say("{run} and its other seeds", run=first)


def _has_seeds(found: Comparison) -> bool:
    return all(len(one.names) > 1 for one in found.contenders)


def _of_two(told: Values, *, apart: bool, held_out: bool, seeds: bool) -> str:
    if not apart:
        return (
            say(
                "{best} and {other} are not told apart: {percent:.1f} % and {other_percent:.1f} % of {reviews:,} "
                "held-out reviews, which leave ±{chance:.1f} points of such a difference to chance, and seeds "
                "leave more.",
                **told,
            )
            if held_out
            else say(
                "{best} and {other} are not told apart: {percent:.1f} % and {other_percent:.1f} % of {reviews:,} "
                "validation reviews, which leave ±{chance:.1f} points of such a difference to chance, and seeds leave "
                "more.",
                **told,
            )
        )
    if seeds:
        return say(
            "{best} is better than {other}: {percent:.1f} % against {other_percent:.1f} % on the average of "
            "their seeds, "
            "which do not overlap; {reviews:,} reviews leave ±{chance:.1f} points to chance.",
            **told,
        )
    return (
        say(
            "{best} is right more often than {other}: {percent:.1f} % against {other_percent:.1f} % of {reviews:,} "
            "held-out reviews, which leave ±{chance:.1f} points to chance.",
            **told,
        )
        if held_out
        else say(
            "{best} is right more often than {other}: {percent:.1f} % against {other_percent:.1f} % of {reviews:,} "
            "validation reviews, which leave ±{chance:.1f} points to chance.",
            **told,
        )
    )


def _of_many(told: Values, *, apart: bool, near: bool) -> str:
    if not apart:
        return say("{best} is ahead with {percent:.1f} %, but nothing tells it from {near}.", **told)
    if not near:
        return say("{best} is ahead with {percent:.1f} %, and apart from all others: {apart}.", **told)
    return say("{best} is ahead with {percent:.1f} %. Not told apart from it: {near}. Behind it: {apart}.", **told)


def _basis(told: Values, *, held_out: bool) -> str:
    if held_out:
        return say("{reviews:,} held-out reviews leave ±{chance:.1f} points of a difference to chance.", **told)
    return say("{reviews:,} validation reviews leave ±{chance:.1f} points of a difference to chance.", **told)


def overfits(run: str, found: Diagnosis) -> str:
    """That one of several runs overfits."""
    return say(
        "{run} overfits from epoch {epoch} on: its training loss falls to {loss:.2f} while its validation loss rises "
        "from {lowest_val_loss:.2f} to {val_loss:.2f}, which is learning by heart.",
        run=run,
        epoch=found.epoch,
        **found.values,
    )
