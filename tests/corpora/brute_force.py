"""What is true of a text of a small task, as one would say it by hand: a word at a time, without arrays."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

Words = Sequence[str]


def first_symbol(words: Words, _distance: int) -> int:
    return int(words[0] == "a")


def copy(words: Words, distance: int) -> int:
    return -1 if len(words) <= distance else int(words[len(words) - 1 - distance] == "a")


def parity(words: Words, _distance: int) -> int:
    odd = False
    for word in words:
        odd = odd != (word == "b")
    return int(odd)


def count(words: Words, _distance: int) -> int:
    a, b = words.count("a"), words.count("b")
    return -1 if a == b else int(a > b)


def brackets(words: Words, _distance: int) -> int:
    """Take pairs out until none is left to take."""
    text = " ".join(words)
    while "open close" in text:
        text = " ".join(text.replace("open close", "").split())
    return int(text == "")


def sine(words: Words, _distance: int) -> int:
    """Try 3,600 beginnings of the wave, each with its best height, and take the nearest."""
    if len(words) < 2:
        return -1
    heights = np.array([ord(word) - ord("a") - 9.5 for word in words])
    phases = np.linspace(0, 2 * math.pi, 3_600, endpoint=False)[:, None] + 2 * math.pi / 12 * np.arange(len(words))
    waves = np.sin(phases)
    best = np.maximum(waves @ heights / (waves**2).sum(axis=1), 0)
    errors = ((heights - best[:, None] * waves) ** 2).sum(axis=1)
    return int(np.cos(phases[errors.argmin(), -1]) > 0)


def sentiment(words: Words, _distance: int) -> int:
    total = running_sum(words)
    return -1 if total == 0 else int(total > 0)


def running_sum(words: Words) -> int:
    """Each "not" is in force for four words and each "very" for one, counted down."""
    values = {"good": 1, "bad": -1, "awesome": 2, "awful": -2}
    total, nots, very = 0, list[int](), 0
    for word in words:
        sign = math.prod(-1 for left in nots if left > 0)
        total += values.get(word, 0) * sign * (2 if very > 0 else 1)
        nots, very = [left - 1 for left in nots], very - 1
        if word == "not":
            nots.append(4)
        if word == "very":
            very = 1
    return total


TRUTHS: Mapping[str, Callable[[Words, int], int]] = {
    "first-symbol": first_symbol,
    "copy": copy,
    "parity": parity,
    "count": count,
    "brackets": brackets,
    "sine": sine,
    "sentiment": sentiment,
}
