"""What the page says of a training beside another network."""

from rnnviz.ui.beside.facts import EpochFacts
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say, say_count

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
    return " ".join([_way(facts), *_dip(facts), *_together(facts)])


def _way(facts: EpochFacts) -> str:
    return say(
        "A's states have CKA {untrained:.2f} with B's before the training, {first:.2f} after epoch {one} and "
        "{last:.2f} after epoch {end}.",
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
    told = {"worse": worse, "both": both, "better": better, "alone": alone, "p": number(p)}
    counted = say(
        "With epochs that lower the accuracy CKA falls {both} of {worse} times, with the others {alone} of {better} "
        "times",
        **told,
    )
    if p >= _CLEAR:
        end = say("({p}: these epochs are too few to say that both go together).", p=_exact(p))
    elif both * better > alone * worse:
        end = say("({p}: both go together).", p=_exact(p))
    else:
        end = say("({p}: one falls where the other does not).", p=_exact(p))
    return [f"{counted} {end}"]


def _exact(p: float) -> str:
    return say("Fisher's exact test: p = {p}", p=number(p))


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
    place = int(facts.accuracies.argmax())
    return say(
        "A judges {accuracy:.1f} % of these reviews rightly after epoch {epoch}",
        accuracy=100 * facts.accuracies[place],
        epoch=facts.epochs[place],
    )


def accuracy_help() -> str:
    """How to read it."""
    return say("Dotted: B, with the weights that were chosen above.")


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


def epochs_title(shown: int, own: bool) -> str:
    """What the table of epochs shows."""
    if own:
        return say_count(shown, "Epoch {count} of A beside itself", "{count} moments of A beside each other")
    return say_count(shown, "Epoch {count} of A beside those of B", "{count} moments of A beside those of B")


def epochs_help(own: bool) -> str:
    """How to read it."""
    if own:
        return say("CKA of A's states after the row's epoch with those after the column's. 0: untrained.")
    return say("CKA of A's states after the row's epoch with B's after the column's. 0: untrained.")


def mislead() -> str:
    """How the curve can mislead."""
    return say(
        "A network that was trained again from other first weights goes another way. Alike to B does not mean better: "
        "before most of it was learnt both may be alike in what every network learns first."
    )
