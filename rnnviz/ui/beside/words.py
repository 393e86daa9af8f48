"""The words of "Two networks": its controls, and what stands above its parts."""

from collections.abc import Mapping, Sequence

from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say

__all__ = [
    "chance",
    "choices_unknown",
    "comparing",
    "controls",
    "every_epoch",
    "part_titles",
    "reading",
    "reading_reviews",
    "to_try",
    "weights_labels",
    "weights_told",
]


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "be_a": say("Network A"),
        "be_a_at": say("weights of A"),
        "be_b": say("Network B"),
        "be_b_at": say("weights of B"),
    }


def choices_unknown() -> Mapping[str, str]:
    """For addresses that ask for what there is not, by the control's key; the places are filled where it is said."""
    weights = say("This run has weights called {known}, not {came}; {shown} is shown.")
    return {
        "be_a": say("There is no trained network {came}; {shown} is shown."),
        "be_a_at": weights,
        "be_b": say(
            "There is no trained network {came} that is validated with the reviews of network A, and two networks can "
            "be compared only on the same ones; {shown} is shown."
        ),
        "be_b_at": weights,
    }


def weights_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """What weights are called: trained, untrained, or those after an epoch."""
    return {one: weights_told(one) for one in ids}


def weights_told(weights: str) -> str:
    """The same for one of them."""
    if weights.isdecimal():
        return say("epoch {epoch}", epoch=int(weights))
    return say("untrained") if weights == "untrained" else say("trained")


def reading_reviews() -> str:
    """While the reviews are opened."""
    return say("Opening the validation reviews.")


def reading(name: str, weights: str) -> str:
    """While a network reads them."""
    return say("Reading them with {name}, {weights}.", name=name, weights=weights_told(weights))


def comparing() -> str:
    """While CKA is computed."""
    return say("Comparing what both hold at the end of a review.")


def part_titles() -> Mapping[str, str]:
    """The questions of the page's parts."""
    return {
        "verdicts": say("Where do their verdicts part?"),
        "states": say("Do their states look alike?"),
        "epochs": say("When did they become alike?"),
    }


def every_epoch() -> str:
    """What shows the table of all epochs."""
    return say("Every epoch beside every other")


def chance(p: float) -> str:
    """A chance with its sign of equality, as it stands behind "p": three decimals near 0.05."""
    if p <= 0:
        return say("below 10⁻³⁰⁰")
    return f"=\u00a0{p:.3f}" if 0.01 <= p < 0.1 else f"=\u00a0{number(p)}"


def to_try() -> Mapping[str, str]:
    """What to do next, by the page's part."""
    return {
        "verdicts": say(
            "To try: choose one network on both sides, with the weights of two epochs. Does it part from itself less "
            "than from another network?"
        ),
        "states": say(
            "To try: choose untrained weights for B. Its word vectors and states are of the same sizes; what of the "
            "alikeness is left?"
        ),
        "epochs": say("To try: choose another kind of network as A. Does it become alike to B as early, and as much?"),
    }
