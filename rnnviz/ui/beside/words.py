"""The words of "Two networks": its controls, and what stands above its parts."""

from collections.abc import Mapping, Sequence

from rnnviz.ui.language import say

__all__ = [
    "choices_unknown",
    "comparing",
    "controls",
    "every_epoch",
    "part_titles",
    "reading",
    "reading_reviews",
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
