"""What "Which words" says of how far its methods can be trusted."""

from collections.abc import Sequence

from rnnviz.explanation import GRADIENT, RANDOM, VALIDATION, Method
from rnnviz.runs import Faithfulness, Measured
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.instruments.which.trust_facts import BenchmarkFacts, DeletionFacts
from rnnviz.ui.instruments.which.words import methods
from rnnviz.ui.instruments.words import reviews_of
from rnnviz.ui.language import say, say_count

__all__ = [
    "benchmark_help",
    "benchmark_labels",
    "benchmark_of",
    "benchmark_sentence",
    "benchmark_title",
    "deletion_help",
    "deletion_labels",
    "deletion_sentence",
    "deletion_title",
    "floors",
    "mislead",
    "not_measured",
    "title",
]


def title() -> str:
    """Title of this part."""
    return say("Can I trust it?")


def floors() -> dict[str, str]:
    """What the orders are called that every method has to beat."""
    return {GRADIENT: say("size of the gradient"), RANDOM: say("random order")}


def _side(*, positive: bool) -> str:
    return say("positive") if positive else say("negative")


# ---- this review ----


def deletion_sentence(facts: DeletionFacts, method: Method) -> str:
    """Whether the words that a method ranks highest carry this verdict, beside random ones."""
    told: dict[str, object] = {
        "method": methods()[method],
        "other": _side(positive=not facts.positive),
        "most": facts.most,
        "fall": signed(facts.fall),
        "low": signed(facts.random_low),
        "high": signed(facts.random_high),
        "draws": facts.draws,
    }
    moved = say(
        "In this review: while the {most:,} words that {method} ranks highest are left out one by one, the logit is "
        "on average {fall} away from where it was, towards {other}; in {draws} random orders {low} to {high}.",
        **told,
    )
    return " ".join([moved, _against_chance(facts), *_gradient(facts), _turned(facts)])


def _against_chance(facts: DeletionFacts) -> str:
    match facts.against_chance:
        case 1:
            return say("So it found words that matter.")
        case -1:
            return say("So it did worse than chance.")
        case _:
            return say("Nothing separates it from chance here.")


def _gradient(facts: DeletionFacts) -> list[str]:
    if not facts.gradient_as_good:
        return []
    return [say("The size of the gradient alone, which has no sign, does as well.")]


def _turned(facts: DeletionFacts) -> str:
    if facts.turns_at is None:
        return say("The verdict stays {side} all the way.", side=_side(positive=facts.positive))
    return say_count(
        facts.turns_at,
        "Without {count:,} of them the verdict is {other}.",
        "Without {count:,} of them the verdict is {other}.",
        other=_side(positive=not facts.positive),
    )


def deletion_title(facts: DeletionFacts, method: Method) -> str:
    """Title of the curves."""
    if facts.turns_at is None:
        return say_count(
            facts.most,
            "{method}: {count:,} word left out does not turn this verdict",
            "{method}: {count:,} words left out do not turn this verdict",
            method=methods()[method].capitalize(),
        )
    return say_count(
        facts.turns_at,
        "{method}: {count:,} word left out turns this verdict",
        "{method}: {count:,} words left out turn this verdict",
        method=methods()[method].capitalize(),
    )


def deletion_help() -> str:
    """How the curves are read."""
    return say(
        "Words are left out one after the other, first those that a method says spoke most for the verdict. The "
        "steeper a curve runs towards the other side, the better it knew; at 0 the verdict turns."
    )


def deletion_labels() -> dict[str, str]:
    """Axes of the curves."""
    return {
        "left_out": say("words left out"),
        "logit": say("logit of the verdict"),
        "at": say("{x} left out"),
        "random_range": say("random orders"),
    }


# ---- many reviews ----


def benchmark_sentence(facts: BenchmarkFacts, measured: Faithfulness) -> str:
    """Which methods find the words that matter on average, and which nothing separates."""
    called = methods()
    told: dict[str, object] = {
        "reviews": measured.reviews,
        "best": called[facts.best],
        "mean": f"{facts.figure.mean:.2f}".replace("-", "−"),
        "low": f"{facts.figure.low:.2f}".replace("-", "−"),
        "high": f"{facts.figure.high:.2f}".replace("-", "−"),
        "random": f"{facts.random.mean:.2f}".replace("-", "−"),
        "alike": _listed([called[method] for method in facts.alike]),
        "worse": _listed([called[method] for method in facts.worse]),
    }
    begun = say(
        "On {reviews:,} held-out reviews: leaving out what {best} ranks highest takes {mean} of the probability away "
        "(95 % interval {low} to {high}), a random order {random}.",
        **told,
    )
    if facts.alike:
        judged = say("Nothing separates {best} from {alike}: their intervals overlap.", **told)
    else:
        judged = say("No other interval overlaps with it.")
    return f"{begun} {judged}"


def _listed(names: Sequence[str]) -> str:
    if not names:
        return ""
    listed = names[0]
    for name in names[1:-1]:
        listed = say("{before}, {next}", before=listed, next=name)
    return listed if len(names) == 1 else say("{before} and {last}", before=listed, last=names[-1])


def benchmark_title() -> str:
    """Title of the table."""
    return say("How faithful each method is to this network, on many reviews")


def benchmark_help(shares: Sequence[float]) -> str:
    """How the table is read."""
    percents = _listed([f"{100 * share:g}" for share in shares])
    return say(
        "Means over {percents} % of the words taken, in probability of the side decided for. Dot and line: mean and "
        "its 95 % interval over reviews (1.96 standard errors).",
        percents=percents,
    )


def benchmark_labels() -> dict[str, str]:
    """What the columns are called, and which way they are good."""
    return {
        "comprehensiveness": say("Comprehensiveness"),
        "more": say("lost without these words; more is better"),
        "sufficiency": say("Sufficiency"),
        "less": say("lost with these words alone; less is better"),
    }


def benchmark_of(measured: Measured, epoch: int | None) -> str:
    """Which reviews were measured, with which weights."""
    if measured.name == VALIDATION:
        reviews = say("The reviews are from the run's own validation part, which chose its epoch.")
    else:
        reviews = say(
            "The reviews are from {name}; the network was neither trained nor validated with them.",
            name=reviews_of(measured.name),
        )
    if epoch is None:
        return reviews
    return f"{reviews} " + say("The weights measured are the best epoch's, not those of epoch {epoch}.", epoch=epoch)


def not_measured(name: str) -> str:
    """For a run of which nothing was measured."""
    return say(
        "How faithful the methods are to {name} on many reviews has not been measured yet.",
        name=name,
    )


def mislead() -> str:
    """How it misleads."""
    return say(
        "A review with words left out is no review that anybody wrote, so some of the fall is surprise. And a method "
        "may know the words of the task and nothing of this network: see how the bag of words does."
    )
