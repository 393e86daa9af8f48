"""What the page says of a word."""

from rnnviz.ui.across.word_facts import WordFacts
from rnnviz.ui.across.words import exact, share
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.language import say, say_count

__all__ = [
    "bag_sentence",
    "histogram_help",
    "histogram_labels",
    "histogram_title",
    "is_unknown",
    "mislead",
    "moved_help",
    "moved_title",
    "never_used",
    "no_uses",
    "push_ends",
    "rule_sentence",
    "unknown_words",
    "uses_help",
    "uses_title",
]


def unknown_words() -> str:
    """What stands in sentences for a word that the vocabulary lacks."""
    return say("(unknown word)")


def is_unknown(word: str, known: int) -> str:
    """For a word that the vocabulary lacks."""
    return say(
        "“{word}” is not among the {known:,} words that this network knows. It reads it as it reads every unknown "
        "word: those are shown.",
        word=word,
        known=known,
    )


def never_used(word: str, reviews: int) -> str:
    """For a word that does not occur."""
    return say("“{word}” does not occur in these {reviews:,} reviews.", word=word, reviews=reviews)


def rule_sentence(word: str, facts: WordFacts) -> str:
    """Whether a word always does the same, or depends on its context."""
    told: dict[str, object] = {
        "word": word,
        "reviews": facts.reviews,
        "mean": exact(facts.mean),
        "low": exact(facts.low),
        "high": exact(facts.high),
        "up": share(facts.up),
        "same": share(facts.same),
        "deviation": f"{facts.deviation:.2f}",
    }
    match facts.rule:
        case "few":
            return say_count(
                facts.uses,
                "“{word}” is used {count:,} time, which is too few to tell a rule: it pushes the verdict by {mean}.",
                "“{word}” is used {count:,} times, in {reviews:,} of the reviews, which is too few to tell a rule: it "
                "pushes the verdict by {mean} in the mean.",
                **told,
            )
        case "neither":
            return say(
                "“{word}” pushes neither way by itself: over {uses:,} uses in {reviews:,} reviews {mean} logits in the "
                "mean (95 % interval {low} to {high}); {up} % of the uses push up. A single use is "
                "{deviation} from that, up or down.",
                uses=facts.uses,
                **told,
            )
        case _:
            return _directed(_begin(facts, told), facts)


def _begin(facts: WordFacts, told: dict[str, object]) -> str:
    match facts.rule:
        case "always":
            return say("“{word}” does nearly always the same: {same} % of its {uses:,} uses", uses=facts.uses, **told)
        case "mostly":
            return say("“{word}” does mostly the same: {same} % of its {uses:,} uses", uses=facts.uses, **told)
        case _:
            return say(
                "What “{word}” does depends on its context: {same} % of its {uses:,} uses", uses=facts.uses, **told
            )


def _directed(begin: str, facts: WordFacts) -> str:
    told = {
        "begin": begin,
        "mean": exact(facts.mean),
        "low": exact(facts.low),
        "high": exact(facts.high),
        "deviation": f"{facts.deviation:.2f}",
        "reviews": facts.reviews,
    }
    if facts.mean > 0:
        return say(
            "{begin} push the verdict up, in the mean by {mean} logits (95 % interval {low} to {high}, over "
            "{reviews:,} reviews), with a spread of {deviation} from use to use.",
            **told,
        )
    return say(
        "{begin} push the verdict down, in the mean by {mean} logits (95 % interval {low} to {high}, over {reviews:,} "
        "reviews), with a spread of {deviation} from use to use.",
        **told,
    )


def bag_sentence(facts: WordFacts) -> str:
    """What the bag of words gives the same word."""
    if facts.weight is None:
        return say("This run has no bag of words to compare with.")
    weight = signed(facts.weight)
    if facts.weight == 0:
        return say("The bag of words, which knows no order, gives it no weight.")
    if facts.rule in ("few", "neither"):
        return say("The bag of words, which knows no order, gives it the weight {weight}.", weight=weight)
    if (facts.weight > 0) == (facts.mean > 0):
        return say("The bag of words, which knows no order, gives it {weight}: to the same side.", weight=weight)
    return say("The bag of words, which knows no order, gives it {weight}: to the other side.", weight=weight)


# ---- its contexts ----


def uses_title(word: str, sign: int, *, against: bool) -> str:
    """Title of the uses that push up, or down; `against` says whether that is against the mean."""
    if against and sign > 0:
        return say("Where “{word}” pushes the other way, up", word=word)
    if against:
        return say("Where “{word}” pushes the other way, down", word=word)
    return (
        say("Where “{word}” pushes up most", word=word)
        if sign > 0
        else say("Where “{word}” pushes down most", word=word)
    )


def uses_help(*, against: bool) -> str:
    """How these are read."""
    if against:
        return say("Against its mean: look at what stands before it. A click on a word shows what that word does.")
    return say("One use a review: label, push, and eight words on either side in the colour of how far each pushes.")


def no_uses() -> str:
    """Where there are none."""
    return say("No use does.")


def push_ends() -> tuple[str, str]:
    """What lies at the ends of the scale of pushes."""
    return say("towards negative"), say("positive")


# ---- the distribution ----


def histogram_title(word: str, facts: WordFacts) -> str:
    """Title of the distribution of the pushes."""
    return say(
        "All {uses:,} pushes of “{word}”: {up} % are up",
        uses=facts.uses,
        word=word,
        up=share(facts.up),
    )


def histogram_help() -> str:
    """How it is read."""
    return say("A push is how far the logit moves at the word. The line marks the mean.")


def histogram_labels() -> dict[str, str]:
    """The axes, the line and the mark."""
    return {
        "x": say("push, logits"),
        "y": say("uses"),
        "line": say("uses"),
        "mean": say("mean"),
        "tip": say("around {x}"),
    }


# ---- the units that it moves ----


def moved_title(word: str) -> str:
    """Title of the units that a word moves."""
    return say("Which units “{word}” moves most", word=word)


def moved_help() -> str:
    """How a row is read."""
    return say("Mean change of the state at the word, with its 95 % interval. A click shows what the unit does.")


def mislead() -> str:
    """How all of this misleads."""
    return say(
        "A push is what happens at the word, not what the word is needed for: a word that moves nothing may change "
        "what later words do. Uses in one review are not independent; the interval of the mean push counts reviews, "
        "those of the units count uses and are somewhat too narrow."
    )
