"""What the page says of a training beside another network."""

import numpy as np

from rnnviz.ui.beside.facts import EpochFacts
from rnnviz.ui.beside.words import chance
from rnnviz.ui.language import say

__all__ = [
    "accuracy_help",
    "accuracy_title",
    "axes",
    "cka_help",
    "cka_title",
    "epoch_names",
    "epoch_sentence",
    "epochs_help",
    "epochs_title",
    "lines",
    "mislead",
    "none_kept",
    "tip",
]

_CLEAR = 0.05


def epoch_sentence(facts: EpochFacts) -> str:
    """From where to where CKA went, its deepest dip, and whether it falls where accuracy falls."""
    if not facts.is_alike:
        return f"{_way(facts)} {say('After no epoch are both more than hardly alike.')}"
    return " ".join([_way(facts), *_dip(facts), *_together(facts)])


def _way(facts: EpochFacts) -> str:
    return say(
        "On the first {n:,} of these reviews A's states have CKA {untrained:.2f} with B's before the training, "
        "{first:.2f} after epoch {one} and {last:.2f} after epoch {end}.",
        n=facts.reviews,
        untrained=facts.other[0],
        first=facts.other[1],
        one=facts.epochs[1],
        last=facts.other[-1],
        end=facts.epochs[-1],
    )


def _dip(facts: EpochFacts) -> list[str]:
    place = facts.dip
    if place is None:
        return []
    now, before = facts.accuracies[place], facts.accuracies[place - 1]
    told = {
        "epoch": facts.epochs[place],
        "high": facts.other[place - 1],
        "low": facts.other[place],
        "before": 100 * before,
        "now": 100 * now,
    }
    if now < before:
        return [
            say(
                "It falls most with epoch {epoch}, from {high:.2f} to {low:.2f}, where A's accuracy falls from "
                "{before:.1f} to {now:.1f} %.",
                **told,
            )
        ]
    return [
        say(
            "It falls most with epoch {epoch}, from {high:.2f} to {low:.2f}, though A's accuracy does not fall there "
            "({before:.1f} to {now:.1f} %).",
            **told,
        )
    ]


def _together(facts: EpochFacts) -> list[str]:
    worse, both, better, alone = facts.falls
    if not worse or not better:
        return []
    p = facts.go_together
    told = {"worse": worse, "both": both, "better": better, "alone": alone, "p": chance(p)}
    if p >= _CLEAR:
        return [
            say(
                "With epochs that lower the accuracy CKA falls {both} of {worse} times, with the others {alone} of "
                "{better} times (Fisher's exact test: p\u00a0{p}): too few epochs to say that both go together.",
                **told,
            )
        ]
    if both * better > alone * worse:
        return [
            say(
                "With epochs that lower the accuracy CKA falls {both} of {worse} times, with the others {alone} of "
                "{better} times (Fisher's exact test: p\u00a0{p}): both go together.",
                **told,
            )
        ]
    return [
        say(
            "With epochs that lower the accuracy CKA falls {both} of {worse} times, with the others {alone} of "
            "{better} times (Fisher's exact test: p\u00a0{p}): one falls where the other does not.",
            **told,
        )
    ]


# ---- the pictures ----


def cka_title(facts: EpochFacts) -> str:
    """What the curve shows here."""
    place = int(facts.other.argmax())
    if not place:
        return say("A is most alike to B before its training, CKA {cka:.2f}", cka=facts.other[0])
    return say(
        "A is most alike to B after epoch {epoch}, CKA {cka:.2f}", epoch=facts.epochs[place], cka=facts.other[place]
    )


def cka_help() -> str:
    """How to read it."""
    return say("What A held at the end of the same reviews after each of its epochs; 0 is before the training.")


def accuracy_title(facts: EpochFacts) -> str:
    """What the accuracy shows here."""
    place = int(np.nanargmax(facts.accuracies))
    return say(
        "A judges {accuracy:.1f} % of all validation reviews rightly after epoch {epoch}",
        accuracy=100 * facts.accuracies[place],
        epoch=facts.epochs[place],
    )


def accuracy_help() -> str:
    """How to read it."""
    return say(
        "As the trainings found it, on all validation reviews. Dotted: B, with the weights that were chosen above."
    )


def lines() -> dict[str, str]:
    """What the lines are called."""
    return {"other": say("with B"), "own": say("with A as chosen"), "accuracy": say("A"), "second": say("B")}


def axes() -> dict[str, str]:
    """Names of the axes."""
    return {"epoch": say("epoch of A"), "cka": say("linear CKA"), "accuracy": say("accuracy, %")}


def tip() -> str:
    """What stands at a place."""
    return say("epoch {x}")


def none_kept() -> str:
    """Where the first run kept no epochs."""
    return say(
        "A kept no weights of its epochs, so there is no way to follow. Choose as A a network that did: a training on "
        "the page Train keeps them."
    )


def epoch_names(epochs: tuple[int, ...]) -> list[str]:
    """What rows and columns are called."""
    return [str(epoch) for epoch in epochs]


def epochs_title(first: int, second: int, cka: float, *, own: bool) -> str:
    """What the table of epochs shows here: the most alike pair, or the least alike neighbours of one network."""
    told = {"first": first, "second": second, "cka": cka}
    if own:
        return say("After its first epoch A changes most from {first} to {second}, CKA {cka:.2f}", **told)
    return say("Most alike: A after epoch {first} and B after epoch {second}, CKA {cka:.2f}", **told)


def epochs_help(own: bool) -> str:
    """How to read it."""
    if own:
        return say("CKA of A's states after the row's epoch with those after the column's. 0: untrained.")
    return say("CKA of A's states after the row's epoch with B's after the column's. 0: untrained.")


def mislead() -> str:
    """How the curve can mislead."""
    return say(
        "A network that was trained again from other first weights goes another way. Alike to B does not mean better: "
        "early on two networks can be alike because both know only what every network learns first."
    )
