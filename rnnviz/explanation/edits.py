"""A review beside a changed one: what is changed in the text, and what the network makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from rnnviz.networks import Network
from rnnviz.recording import Recording, Review, record
from rnnviz.shapes import Bools, Floats
from rnnviz.text import ReadWord

__all__ = [
    "EditedReading",
    "align",
    "compare_edit",
    "compare_recordings",
    "drop_word",
    "insert_before",
    "move_before",
    "replace_word",
    "reverse_words",
]

_EXACT = 2_000  # words; of longer reviews frequent words are no anchors: that takes minutes
_REORDERED = 0.6  # fewer words in place than this, of the same words: another order, and no edit

SIGN = "\0"
"""What stands before the name of a step that reads no word; no word holds it."""

Places = NDArray[np.int64]


# ---- texts ----


def replace_word(text: str, word: ReadWord, by: str) -> str:
    """The text with another word in the place of `word`, written with a capital where that was."""
    typed = text[word.start : word.stop]
    if len(typed) > 1 and typed.isupper():
        by = by.upper()
    elif typed[:1].isupper():
        by = by[:1].upper() + by[1:]
    return text[: word.start] + by + text[word.stop :]


def drop_word(text: str, word: ReadWord) -> str:
    """The text without `word`, and without the space that would be left over."""
    before, behind = text[: word.start], text[word.stop :]
    if not before or (behind[:1].isspace() and before[-1:].isspace()):
        behind = behind[1:] if behind[:1].isspace() else behind
    elif not behind[:1].isalnum() and before.endswith(" "):
        before = before[:-1]
    return before + behind


def insert_before(text: str, word: ReadWord, inserted: str) -> str:
    """The text with another word before `word`."""
    return f"{text[: word.start]}{inserted} {text[word.start :]}"


def move_before(text: str, moved: ReadWord, word: ReadWord) -> str:
    """The text with the word `moved` taken from its place to that before `word`."""
    typed = text[moved.start : moved.stop].lower()
    if moved.start < word.start:  # the later place first, so that the earlier one stays where it is
        return drop_word(insert_before(text, word, typed), moved)
    return insert_before(drop_word(text, moved), word, typed)


def reverse_words(text: str, words: Sequence[ReadWord]) -> str:
    """The words of a text from the last to the first; signs between them are left out, for nobody reads them."""
    spans = dict.fromkeys((word.start, word.stop) for word in words)  # one written word may be read as several
    return " ".join(text[start:stop] for start, stop in reversed(spans))


# ---- both readings, word by word ----


def align(before: Sequence[str], after: Sequence[str]) -> tuple[Places, Places]:
    """Places of two sequences side by side, (columns,) each: −1 where one of them has nothing.

    What both have in the same order shares a column: what they begin and end with, and between these the longest common
    runs, as in difflib. So many words in the place of as many others share columns, too; other words have columns of
    their own, first those that are gone. Of the same words in quite another order each place is a column.
    """
    blocks = _common(before, after)
    if sum(size for _, _, size in blocks) < _REORDERED * len(before) and sorted(before) == sorted(after):
        return np.arange(len(before)), np.arange(len(after))
    columns: list[tuple[int, int]] = []
    left = right = 0
    for a, b, size in blocks:
        gone, new = range(left, a), range(right, b)
        if len(gone) == len(new) and not any(word.startswith(SIGN) for word in (*before[left:a], *after[right:b])):
            columns += zip(gone, new, strict=True)
        else:
            columns += [*((place, -1) for place in gone), *((-1, place) for place in new)]
        columns += ((a + place, b + place) for place in range(size))
        left, right = a + size, b + size
    both = np.array(columns, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _common(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs that both have: place in each, and length; the last one ends both and may be empty."""
    shortest = min(len(before), len(after))
    head = next((place for place in range(shortest) if before[place] != after[place]), shortest)
    rest = shortest - head
    tail = next((place for place in range(rest) if before[-1 - place] != after[-1 - place]), rest)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    matcher = SequenceMatcher(None, *middle, autojunk=max(map(len, middle)) > _EXACT)
    inside = [(head + block.a, head + block.b, block.size) for block in matcher.get_matching_blocks()[:-1]]
    return [(0, 0, head), *inside, (len(before) - tail, len(after) - tail, tail)]


@dataclass(frozen=True, kw_only=True, eq=False)
class EditedReading:
    """Two readings of one network, a review and what was made of it, word beside word.

    A step of a recording is a timestep of `Recording.folded_timesteps`.

    Parameters
    ----------
    before, after
        Both recordings.
    steps_before, steps_after
        Which step of each stands in a column, (columns,); −1 where it has none there.
    logit_before, logit_after
        Running logit of each after every column, (columns,); where one has no word it stays where it was.
    """

    before: Recording
    after: Recording
    steps_before: Places
    steps_after: Places
    logit_before: Floats
    logit_after: Floats

    @property
    def difference(self) -> Floats:
        """How far the edit has moved the running logit, (columns,); the last entry is what it does to the verdict."""
        return self.logit_after - self.logit_before

    @property
    def differs(self) -> Bools:
        """Columns that do not hold the same word twice, (columns,)."""
        before, after = _tokens(self.before), _tokens(self.after)
        pairs = zip(self.steps_before.tolist(), self.steps_after.tolist(), strict=True)
        return np.array([a < 0 or b < 0 or before[a] != after[b] for a, b in pairs], dtype=bool)

    @property
    def reordered(self) -> bool:
        """Whether the words are the same in quite another order, so that a column is a place."""
        one, other = (_tokens(recording) for recording in (self.before, self.after))
        in_place = bool((self.steps_before >= 0).all() and (self.steps_after >= 0).all())
        return in_place and one != other and sorted(one) == sorted(other)


def compare_edit(network: Network, before: Review, after: Review) -> EditedReading:
    """Read a review and an edited one, and hold them side by side.

    Raises
    ------
    DataError, ConfigurationError
        As `record`.
    """
    return compare_recordings(record(network, before), record(network, after))


def compare_recordings(before: Recording, after: Recording) -> EditedReading:
    """Hold two recordings of one network side by side."""
    left, right = align(_tokens(before), _tokens(after))
    return EditedReading(
        before=before,
        after=after,
        steps_before=left,
        steps_after=right,
        logit_before=_running(before, left),
        logit_after=_running(after, right),
    )


def _tokens(recording: Recording) -> list[str]:
    """What each step reads: its word, or a sign that no word holds for padding and the start."""
    kinds, words = recording.kinds, recording.words
    return [
        SIGN + kinds[t] if kinds[t] in {"padding", "start"} else words[t] for t in recording.folded_timesteps.tolist()
    ]


def _running(recording: Recording, steps: Places) -> Floats:
    logit = np.append(recording.logit[recording.folded_timesteps], recording.initial_logit)
    latest = np.maximum.accumulate(steps)  # −1, nothing read yet, leads to the initial state
    return np.asarray(logit[latest], dtype=np.float64)
