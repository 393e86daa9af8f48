"""Small tasks as corpora: texts of symbols that are drawn from a seed, labelled by a rule that is known exactly.

A name says all that a corpus follows from: ``task:first-symbol:20``, or ``task:parity:8:texts=1000:seed=3``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora import task_rules as rules
from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.task_rules import Answers, Symbols
from rnnviz.errors import DataError
from rnnviz.text import plain_words

__all__ = ["MOST_TEXTS", "TASKS", "Task", "TaskKey", "TaskRule", "is_task"]

TaskKey = Literal["first-symbol", "copy", "parity", "count", "brackets", "sine", "sentiment"]

MOST_TEXTS = 20_000
"""Texts of a task at most."""

_USUAL_TEXTS = 4_000
_MOST_SEED = 999_999_999
_AT_ONCE = 1_000  # texts that are drawn together, whatever is wanted: a few megabytes
_SIGN = "task:"
_FORM = re.compile(
    r"task:(?P<key>[a-z-]{1,40}):(?P<distance>[0-9]{1,9})(?::texts=(?P<texts>[0-9]{1,9}))?(?::seed=(?P<seed>[0-9]{1,9}))?"
)


@dataclass(frozen=True, kw_only=True)
class TaskRule:
    """What the texts of a kind of task are, and what is true of them.

    Parameters
    ----------
    symbols
        The words of the texts, by their numbers.
    distances
        Least, usual and largest distance: how many steps something is remembered over, or the steps of a text.
    step
        Distances are multiples of it.
    draw
        Texts of a distance; more or fewer than asked for, of both classes.
    answer
        What is true after each of their symbols.
    longest
        Words of the longest text.
    """

    symbols: tuple[str, ...]
    distances: tuple[int, int, int]
    draw: Callable[[np.random.Generator, int, int], Symbols]
    answer: Callable[[Symbols, int], Answers]
    step: int = 1
    longest: Callable[[int], int] = lambda distance: distance


_BITS = ("a", "b")

TASKS: Mapping[TaskKey, TaskRule] = {
    "first-symbol": TaskRule(
        symbols=_BITS,
        distances=(2, 20, 400),
        draw=rules.draw_first,
        answer=rules.answer_first,
        longest=lambda distance: distance + 1,
    ),
    "copy": TaskRule(
        symbols=_BITS,
        distances=(1, 4, 40),
        draw=rules.draw_copy,
        answer=rules.answer_copy,
        longest=lambda distance: 2 * distance + 3,
    ),
    "parity": TaskRule(symbols=_BITS, distances=(2, 6, 100), draw=rules.draw_bits, answer=rules.answer_parity),
    "count": TaskRule(symbols=_BITS, distances=(3, 20, 400), draw=rules.draw_bits, answer=rules.answer_count),
    "brackets": TaskRule(
        symbols=("open", "close"),
        distances=(6, 16, 100),
        step=2,
        draw=rules.draw_brackets,
        answer=rules.answer_brackets,
    ),
    "sine": TaskRule(symbols=rules.LETTERS, distances=(4, 24, 200), draw=rules.draw_wave, answer=rules.answer_wave),
    "sentiment": TaskRule(
        symbols=rules.SENTIMENT_WORDS, distances=(4, 20, 100), draw=rules.draw_sentiment, answer=rules.answer_sentiment
    ),
}
"""The kinds, the plainest first."""


def is_task(name: str) -> bool:
    """Whether a corpus's name is meant to be a task's."""
    return name.startswith(_SIGN)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task: everything that its texts follow from.

    Parameters
    ----------
    key
        Its kind.
    distance
        How far something is remembered, or how long a text is.
    texts, seed
        How many are drawn, and from what.

    Raises
    ------
    DataError
        There is no such task.
    """

    key: TaskKey
    distance: int
    texts: int = _USUAL_TEXTS
    seed: int = 0

    def __post_init__(self) -> None:
        if self.key not in get_args(TaskKey):
            raise DataError("A task is one of {known}, not {key}.", known=", ".join(TASKS), key=self.key[:40])
        least, _, most = self.rule.distances
        if not least <= self.distance <= most or self.distance % self.rule.step:
            raise DataError(
                "The distance of the task {key} is a whole number from {least} to {most}, not {distance}."
                if self.rule.step == 1
                else "The distance of the task {key} is an even number from {least} to {most}, not {distance}.",
                key=self.key,
                least=least,
                most=most,
                distance=self.distance,
            )
        for name, low, high in (("texts", 10, MOST_TEXTS), ("seed", 0, _MOST_SEED)):
            if not low <= getattr(self, name) <= high:
                raise DataError(
                    "{name} of a task is a whole number from {low} to {high:,}, not {value}.",
                    name=name,
                    low=low,
                    high=high,
                    value=getattr(self, name),
                )

    @classmethod
    def from_name(cls, name: str) -> "Task":
        """Task of a corpus's name.

        Raises
        ------
        DataError
            It is none.
        """
        found = _FORM.fullmatch(name)
        if found is None:
            raise DataError(
                "The name of a task is task:KIND:DISTANCE, such as task:first-symbol:20, with :texts=1000 and :seed=1 "
                "behind it where these are wanted; not {name!r}.",
                name=name[:80],
            )
        given = {part: int(found[part]) for part in ("texts", "seed") if found[part] is not None}
        return cls(key=cast("TaskKey", found["key"]), distance=int(found["distance"]), **given)

    @property
    def name(self) -> str:
        """Name of the corpus; what is usual is not in it."""
        texts = "" if self.texts == _USUAL_TEXTS else f":texts={self.texts}"
        return f"{_SIGN}{self.key}:{self.distance}{texts}" + (f":seed={self.seed}" if self.seed else "")

    @property
    def rule(self) -> TaskRule:
        """Rule of its kind."""
        return TASKS[self.key]

    @property
    def longest(self) -> int:
        """Words of the longest text."""
        return self.rule.longest(self.distance)

    @property
    def held_out(self) -> "Task":
        """The same task with texts from the next seed."""
        return replace(self, seed=(self.seed + 1) % (_MOST_SEED + 1))

    def corpus(self) -> Corpus:
        """Texts and labels, half of them yes (1), in an order that tells nothing."""
        return _corpus(self)

    def answers(self, text: str) -> tuple[int, ...]:
        """What is true of a text after each of its words: `YES`, `NO` or `NEITHER`.

        Raises
        ------
        DataError
            A word is none of the task's symbols.
        """
        row = np.array([[self._number(word) for word in plain_words(text)]], dtype=np.int64).reshape(1, -1)
        return tuple(self.rule.answer(row, self.distance)[0].tolist()) if row.size else ()

    def _number(self, word: str) -> int:
        if word not in self.rule.symbols:
            raise DataError(
                "A text of the task {key} consists of {known}, not of {word!r}.",
                key=self.key,
                known=", ".join(self.rule.symbols),
                word=word[:40],
            )
        return self.rule.symbols.index(word)


@lru_cache(maxsize=4)
def _corpus(task: Task) -> Corpus:
    rng = np.random.default_rng((list(TASKS).index(task.key), task.distance, task.seed))
    wanted = {rules.YES: task.texts // 2, rules.NO: task.texts - task.texts // 2}
    found: dict[int, list[str]] = {rules.YES: [], rules.NO: []}
    while any(len(found[label]) < count for label, count in wanted.items()):
        symbols = task.rule.draw(rng, _AT_ONCE, task.distance)
        for label, text in zip(_labels(task, symbols).tolist(), _as_texts(symbols, task.rule.symbols), strict=True):
            if label in wanted and len(found[label]) < wanted[label]:
                found[label].append(text)
    labels = np.repeat(np.array([1, 0], dtype=np.int8), [wanted[rules.YES], wanted[rules.NO]])
    whole = Corpus(name=task.name, texts=(*found[rules.YES], *found[rules.NO]), labels=labels)
    return replace(whole.select(rng.permutation(task.texts)), ranking=task.rule.symbols)


def _labels(task: Task, symbols: Symbols) -> NDArray[np.int8]:
    """Answer at the end of each text."""
    ends = (symbols >= 0).sum(axis=1) - 1
    labels: NDArray[np.int8] = task.rule.answer(symbols, task.distance)[np.arange(len(symbols)), ends]
    return labels


def _as_texts(symbols: Symbols, words: Sequence[str]) -> list[str]:
    return [" ".join(words[number] for number in row if number >= 0) for row in symbols.tolist()]
