"""The words on how the verdict on a review changed while the network learnt."""

from collections.abc import Sequence
from typing import TypedDict

from rnnviz.ui.language import say
from rnnviz.ui.read.words import side_of

__all__ = ["EpochLabels", "epoch_labels", "learning_help", "learning_title", "of_read"]

_MANY_FLIPS = 4


def learning_help() -> str:
    """How to read the slider of epochs."""
    return say(
        "The verdict with the weights after each epoch. Drag, or use the arrow keys: all views below follow. Dashed: "
        "validation accuracy."
    )


def learning_title(epochs: Sequence[int], verdicts: Sequence[float]) -> str:
    """Say how the verdict on a review changed while the network learnt."""
    sides = [verdict >= 0.5 for verdict in verdicts]
    flips = [place for place in range(1, len(sides)) if sides[place] != sides[place - 1]]
    side = side_of(sides[-1])
    if not flips:
        return say("The verdict is {side} after every epoch", side=side)
    last = epochs[flips[-1]]
    if len(flips) == 1:
        return say("The verdict turns {side} with epoch {last} and stays so", side=side, last=last)
    if len(flips) > _MANY_FLIPS:
        return say(
            "The verdict changes sides {times} times, the last time with epoch {last}", times=len(flips), last=last
        )
    where = ", ".join(str(epochs[place]) for place in flips[:-1])
    return say("The verdict changes sides with epochs {where} and {last}", where=where, last=last)


def of_read(title: str, read: int, kept: int) -> str:
    """The title, and that it holds of the epochs that were read, where these are not all."""
    if read == kept:
        return title
    return say("{title}, of the {read} of {kept} epochs that were read", title=title, read=read, kept=kept)


class EpochLabels(TypedDict):
    """What is written at the slider of epochs."""

    replay: str
    close_learning: str
    epochs: str
    epoch: str
    of_epochs: str
    of_best: str
    says_epoch: str


def epoch_labels() -> EpochLabels:
    """What is written at the slider of epochs; the browser fills the places."""
    return {
        "replay": say("Replay"),
        "close_learning": say("Best epoch"),
        "epochs": say("Epoch, the verdict after it"),
        "epoch": say("epoch"),
        "of_epochs": say("epoch {epoch} of {last}: right on {accuracy} of the validation reviews"),
        "of_best": say("epoch {epoch} of {last}, the best: right on {accuracy} of the validation reviews"),
        "says_epoch": say("epoch {epoch}: verdict {probability} {side}, right on {accuracy} of the validation reviews"),
    }
