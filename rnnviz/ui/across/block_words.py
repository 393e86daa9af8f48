"""What the page says of blocks of words and units."""

from rnnviz.ui.across.words import share
from rnnviz.ui.language import say

__all__ = [
    "blocks_help",
    "blocks_mislead",
    "blocks_sentence",
    "blocks_title",
    "change_ends",
    "unit_place",
]


def blocks_sentence(inside: float, dealt: float, words: int, blocks: int, deals: int) -> str:
    """Whether words and units fall into blocks."""
    told = {"words": words, "blocks": blocks, "inside": share(inside), "dealt": share(dealt), "deals": deals}
    if inside > dealt:
        return say(
            "Words have units of their own: of all that the {words} strongest words move, {inside} % lies within "
            "{blocks} blocks; with each word's changes dealt out anew to the units it was {dealt} % at most, in "
            "{deals} tries.",
            **told,
        )
    return say(
        "Words have no units of their own, as far as {blocks} blocks tell: of all that the {words} strongest words "
        "move, {inside} % lies within them; with each word's changes dealt out anew to the units it was up to "
        "{dealt} %, in {deals} tries.",
        **told,
    )


def blocks_title(words: int, units: int) -> str:
    """Title of the table."""
    return say("{words} words by {units} units: the mean change of the state at the word", words=words, units=units)


def blocks_help(least: int) -> str:
    """How it is read."""
    return say(
        "A row a word with {least:,} uses or more, a column a unit; lines part the blocks. A click on a word shows "
        "what it does.",
        least=least,
    )


def change_ends() -> tuple[str, str]:
    """What lies at the ends of the scale."""
    return say("lowers"), say("raises")


def unit_place() -> str:
    """A unit by its number, which the browser fills in."""
    return say("unit {unit}")


def blocks_mislead() -> str:
    """How blocks mislead."""
    return say(
        "The method always finds as many blocks as it is asked for. Words that praise and words that blame may share "
        "their units, since it looks at how far a unit is moved and not which way."
    )
