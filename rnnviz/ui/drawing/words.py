"""Words of what every picture has."""

from typing import TypedDict

from rnnviz.ui.language import say

__all__ = [
    "NumberWords",
    "PlaybackLabels",
    "SavingWords",
    "number_words",
    "playback",
    "saving",
    "scale_ends",
    "step_of",
]


class SavingWords(TypedDict):
    """What the button that saves a picture is called, and the formats of its menu."""

    save: str
    png: str
    svg: str
    csv: str


def saving() -> SavingWords:
    """Words of the button that saves a picture."""
    return {"save": say("Save this picture"), "png": say("PNG"), "svg": say("SVG"), "csv": say("Numbers (CSV)")}


class NumberWords(TypedDict):
    """What stands for a number that is none."""

    not_a_number: str


def number_words() -> NumberWords:
    """Words that stand where a number cannot be written."""
    return {"not_a_number": say("not a number")}


class PlaybackLabels(TypedDict):
    """What the buttons that move the time cursor are called."""

    controls: str
    play: str
    pause: str
    back: str
    forward: str
    reset: str
    speed: str


def playback(*, reset: str | None = None) -> PlaybackLabels:
    """Labels of the buttons that move the time cursor; `reset` says where its button leads."""
    return {
        "controls": say("Playback"),
        "play": say("Play"),
        "pause": say("Pause"),
        "back": say("Previous step"),
        "forward": say("Next step"),
        "reset": say("Reset") if reset is None else reset,
        "speed": say("Speed"),
    }


def scale_ends() -> tuple[str, str]:
    """What lies at the ends of a scale that has 0 in its middle."""
    return say("below 0"), say("above 0")


def step_of() -> str:
    """Where a time cursor stands."""
    return say("step {t} of {count}")
