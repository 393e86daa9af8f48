"""The small tasks: which symbols a text is drawn from, and what is true of it after each of them.

Texts are rows of symbol numbers, (texts, steps). An answer is `YES`, `NO` or `NEITHER` for every prefix: what is true
if the text ended there. Answers are causal, so whatever stands behind a text's end does not matter.

References
----------
Hochreiter and Schmidhuber (1997), Long short-term memory (the first symbol over long lags).
Gers and Schmidhuber (2001), LSTM recurrent networks learn simple context-free and context-sensitive languages.
Maheswaranathan and Sussillo (2020), How recurrent networks implement contextual processing in sentiment analysis.
"""

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats

__all__ = [
    "LETTERS",
    "NEITHER",
    "NO",
    "SENTIMENT_WORDS",
    "YES",
    "Answers",
    "Symbols",
    "answer_brackets",
    "answer_copy",
    "answer_count",
    "answer_first",
    "answer_parity",
    "answer_sentiment",
    "answer_wave",
    "draw_bits",
    "draw_brackets",
    "draw_copy",
    "draw_first",
    "draw_sentiment",
    "draw_wave",
    "running_sentiment",
]

Symbols = NDArray[np.int64]
"""Symbol numbers, (texts, steps); -1 behind the end of a text that is shorter than others."""

Answers = NDArray[np.int8]
"""(texts, steps)."""

YES, NO, NEITHER = 1, 0, -1


def _answers(yes: NDArray[np.bool_], known: NDArray[np.bool_] | None = None) -> Answers:
    answers = np.where(yes, YES, NO).astype(np.int8)
    return answers if known is None else np.where(known, answers, NEITHER).astype(np.int8)


# ---- two letters ----


def draw_bits(rng: np.random.Generator, count: int, steps: int) -> Symbols:
    """Letters a (0) and b (1), each by itself."""
    return rng.integers(0, 2, (count, steps))


def draw_first(rng: np.random.Generator, count: int, distance: int) -> Symbols:
    """A first letter and `distance` others; how many a's there are in all tells nothing of the first.

    The others can then not be quite independent of it: each is the other letter a little more often than not.
    """
    return _with_telling(rng, np.full(count, distance + 1), np.zeros(count, dtype=np.int64))


def _with_telling(rng: np.random.Generator, lengths: Symbols, places: Symbols) -> Symbols:
    """Letters, one of which, at its place, is the one that is asked for; the sum of all tells nothing of it."""
    telling, steps = rng.integers(0, 2, (len(lengths), 1)), np.arange(lengths.max())
    others = (steps < lengths[:, None]) & (steps != places[:, None])
    ones = rng.binomial(lengths - 2, 0.5)[:, None] + 1 - telling
    order = np.where(others, rng.random(others.shape), np.inf).argsort(axis=1).argsort(axis=1)
    symbols = np.where(others, order < ones, telling)
    drawn: Symbols = np.where(steps < lengths[:, None], symbols, -1)
    return drawn


def answer_first(symbols: Symbols, _distance: int) -> Answers:
    """Whether the first letter is a."""
    return _answers(np.broadcast_to(symbols[:, :1] == 0, symbols.shape))


def draw_copy(rng: np.random.Generator, count: int, distance: int) -> Symbols:
    """Letters, at least two more than `distance` and up to twice as many and three: no text says where it will end."""
    lengths = rng.integers(distance + 2, 2 * distance + 4, count)
    return _with_telling(rng, lengths, lengths - 1 - distance)


def answer_copy(symbols: Symbols, distance: int) -> Answers:
    """Whether the letter `distance` steps before is a; neither while there is none."""
    answers = np.full(symbols.shape, NEITHER, dtype=np.int8)
    if symbols.shape[1] > distance:
        answers[:, distance:] = _answers(symbols[:, : symbols.shape[1] - distance] == 0)
    return answers


def answer_parity(symbols: Symbols, _distance: int) -> Answers:
    """Whether the number of b's so far is odd."""
    return _answers(np.cumsum(symbols == 1, axis=1) % 2 == 1)


def answer_count(symbols: Symbols, _distance: int) -> Answers:
    """Whether there are more a's than b's so far; neither where there are as many."""
    more = np.cumsum(np.where(symbols == 0, 1, -1), axis=1)
    return _answers(more > 0, more != 0)


# ---- brackets ----


def draw_brackets(rng: np.random.Generator, count: int, steps: int) -> Symbols:
    """As many opening (0) as closing brackets (1), the first opens and the last closes; balanced, or one short once.

    A text that is not balanced closes one bracket too many, nowhere more than one, and makes up for it later.
    """
    inner = np.tile(np.arange(steps - 2) % 2, (4 * count, 1))
    inner = np.take_along_axis(inner, rng.random(inner.shape).argsort(axis=1), axis=1)
    symbols: Symbols = np.pad(inner, ((0, 0), (1, 1)), constant_values=((0, 0), (0, 1)))
    lowest = np.cumsum(1 - 2 * symbols, axis=1).min(axis=1)
    kept: Symbols = symbols[lowest >= -1]
    return kept


def answer_brackets(symbols: Symbols, _distance: int) -> Answers:
    """Whether all brackets so far are closed, and none was closed that was not open."""
    open_ones = np.cumsum(np.where(symbols == 0, 1, -1), axis=1)
    return _answers((open_ones == 0) & (np.minimum.accumulate(open_ones, axis=1) >= 0))


# ---- a wave ----

LETTERS = tuple("abcdefghijklmnopqrst")
"""Levels of a wave, the lowest first."""

PERIOD = 12
"""Steps of one wave."""

_AMPLITUDE, _NOISE, _LEAST_SLOPE = 8.0, 0.8, 0.3
_MIDDLE = (len(LETTERS) - 1) / 2


def draw_wave(rng: np.random.Generator, count: int, steps: int) -> Symbols:
    """A sine wave of 12 steps, begun anywhere, with noise of 0.8 levels, rounded to twenty levels.

    At the end it is not near a crest, and the best guess of someone who sees all levels is right.
    """
    phases = rng.uniform(0, 2 * np.pi, (count, 1)) + 2 * np.pi / PERIOD * np.arange(steps)
    heights = _MIDDLE + _AMPLITUDE * np.sin(phases) + rng.normal(0, _NOISE, phases.shape)
    symbols = np.clip(np.rint(heights), 0, len(LETTERS) - 1).astype(np.int64)
    slope = np.cos(phases[:, -1])
    clear = (np.abs(slope) > _LEAST_SLOPE) & (answer_wave(symbols, steps)[:, -1] == (slope > 0))
    kept: Symbols = symbols[clear]
    return kept


def answer_wave(symbols: Symbols, _distance: int) -> Answers:
    """Whether the wave of 12 steps that lies nearest to all levels so far rises at the last of them.

    Nearest by least squares over its height and its beginning; neither after a single level.
    """
    turn = 2 * np.pi / PERIOD * np.arange(symbols.shape[1])
    heights, sine, cosine = symbols - _MIDDLE, np.sin(turn), np.cos(turn)
    along, across = np.cumsum(heights * sine, axis=1), np.cumsum(heights * cosine, axis=1)
    ss, cc, sc = (np.cumsum(product) for product in (sine * sine, cosine * cosine, sine * cosine))
    fit_sine, fit_cosine = (
        cc * along - sc * across,
        ss * across - sc * along,
    )  # times the determinant, which is positive
    slope = fit_sine * cosine - fit_cosine * sine
    known = np.broadcast_to(np.arange(symbols.shape[1]) > 0, symbols.shape)
    return _answers(slope > 0, known & (np.abs(slope) > 1e-9))


# ---- a language with negation ----

SENTIMENT_WORDS = ("the", "film", "of", "good", "bad", "awesome", "awful", "not", "very")
"""Three words that say nothing, four that say something, and two that change what others say."""

_VALUES = np.array([0, 0, 0, 1, -1, 2, -2, 0, 0])
_NOT, _VERY = SENTIMENT_WORDS.index("not"), SENTIMENT_WORDS.index("very")
_SHARES = np.array([0.1, 0.1, 0.1, 0.15, 0.15, 0.075, 0.075, 0.125, 0.125])
_REACH = 4


def draw_sentiment(rng: np.random.Generator, count: int, steps: int) -> Symbols:
    """Words, each by itself."""
    return rng.choice(len(SENTIMENT_WORDS), size=(count, steps), p=_SHARES)


def running_sentiment(symbols: Symbols) -> Floats:
    """Running sum, (texts, steps): good 1, bad -1, awesome 2, awful -2.

    "not" turns the sign of what the next four words add, "very" doubles what the next one adds, and where several meet
    all of them do so.
    """
    nots = np.cumsum(np.pad(symbols == _NOT, ((0, 0), (_REACH + 1, 0))), axis=1)
    before = nots[:, _REACH:-1] - nots[:, : symbols.shape[1]]  # among the four words before each
    doubled = np.pad(symbols[:, :-1] == _VERY, ((0, 0), (1, 0)))
    added: Symbols = _VALUES[np.maximum(symbols, 0)] * np.where(before % 2, -1, 1) * np.where(doubled, 2, 1)
    return np.cumsum(added, axis=1).astype(np.float64)


def answer_sentiment(symbols: Symbols, _distance: int) -> Answers:
    """Whether the running sum is above 0; neither where it is 0."""
    total = running_sentiment(symbols)
    return _answers(total > 0, total != 0)
