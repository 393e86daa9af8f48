"""What leads through "Dynamics": the question of each part, what the signs mean, and what to try."""

from typing import Literal

from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.dynamics.views.plane import KeyName, PlaneKey
from rnnviz.ui.dynamics.words import Input, input_told
from rnnviz.ui.language import say

__all__ = [
    "Section",
    "keys",
    "open_words",
    "question",
    "try_curve",
    "try_other_input",
    "try_pushes",
    "try_walk",
]

Section = Literal["walk", "rest", "curve", "pushes"]
"""The parts of the page, in their order."""


def question(section: Section) -> str:
    """The question that a part answers."""
    return {
        "walk": say("Where does the state go while it reads, and what becomes of a verdict when nothing more is read?"),
        "rest": say("Where does it rest when it is left alone?"),
        "curve": say("How long does a verdict last?"),
        "pushes": say("Which words push the verdict furthest?"),
    }[section]


def keys(kind: Input, units: int, walks: int, agreeing: float | None, *, own: bool) -> list[PlaneKey]:
    """Every sign of the plane with its meaning.

    A state is `units` numbers, `walks` reviews are drawn beside, `agreeing` of all states lie on their verdict's side;
    None while a training is gone through.
    """
    told: dict[KeyName, tuple[str, str]] = {
        "review": (
            say("this review"),
            say(
                "its state, the {units} numbers h that its last layer hands to the next word and the readout",
                units=units,
            ),
        ),
        "others": (say("other reviews"), _others(walks, own=own)),
        "trained": (say("grey"), say("the same reviews with the trained weights")),
        "boundary": (say("undecided"), _undecided(agreeing)),
        "stable": (say("resting point"), say("left alone, it stays here, and comes back after any small push")),
        "saddle": (
            say("saddle"),
            say(
                "it stays only if exactly here; along one line the least push grows, to one side or the other, as on a "
                "watershed"
            ),
        ),
        "turning": (
            say("circled"),
            say("it stays only if exactly here; small pushes grow while they turn or change their sign"),
        ),
        "slow": (say("slow, no rest"), say("left alone, it moves little here, but moves")),
        "curve": (say("slow curve"), say("at each logit the state that moves least when left alone")),
        "flow": (
            say("arrows and shade"),
            say(
                "left alone means: it reads {input} at every step. Where one such step goes, and how far",
                input=input_told(kind),
            ),
        ),
    }
    return [{"name": name, "term": term, "told": meaning} for name, (term, meaning) in told.items()]


def _undecided(agreeing: float | None) -> str:
    if agreeing is None:
        return say("probability 0.5 for states of this plane, with the weights of this moment")
    return say(
        "probability 0.5 for states of this plane; {agreeing:.1f} % of all lie on their verdict's side",
        agreeing=100 * agreeing,
    )


def _others(walks: int, *, own: bool) -> str:
    if own:
        return say("{count} validation reviews; in the upper colour those that end positive", count=walks)
    return say("{count} of the reviews that come with rnnviz; in the upper colour those that end positive", count=walks)


# ---- what to try ----


def try_walk(turn: SentencePart | None, far: SentencePart) -> list[SentencePart]:
    """Of the walk: the word at which the verdict turns last, if it turns, and the one that moves the state furthest."""
    if turn is None:
        return say_parts("To try: click the plane and walk with ← and →. The state moves furthest at {far}.", far=far)
    if turn == far:
        return say_parts(
            "To try: click the plane and walk with ← and →. At {far} the verdict turns last, and the state moves "
            "furthest.",
            far=far,
        )
    return say_parts(
        "To try: click the plane and walk with ← and →. The verdict turns last at {turn}, the state moves furthest at "
        "{far}.",
        turn=turn,
        far=far,
    )


def try_other_input(kind: Input) -> str:
    """Of the resting points."""
    if kind != "zero":
        return say("To try: let it read zeros again under “Left alone it reads”. Which resting points were there?")
    return say(
        "To try: let it read the mean word, or a word of yours, under “Left alone it reads”. Which resting points are "
        "left?"
    )


def try_curve() -> str:
    """Of the slow curve."""
    return say("To try: choose another network above. Does it keep what a word did for as long?")


def try_pushes() -> str:
    """Of the words."""
    return say("To try: see whether such a word does the same wherever it stands in a whole corpus.")


def open_words() -> dict[str, str]:
    """What leads to the words that push furthest, over a corpus."""
    return {
        "up": say("The word that pushes furthest up, over a corpus"),
        "down": say("The word that pushes furthest down, over a corpus"),
    }
