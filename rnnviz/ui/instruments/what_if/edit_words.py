"""What an edit did, in a sentence that is computed from both readings."""

import numpy as np

from rnnviz.explanation import NEGATIONS, EditedReading, side_of_word
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.instruments.views.edited import EditedColumn
from rnnviz.ui.language import say

__all__ = ["what_happened"]

_NEAR = 4  # words behind a negation that it is taken to speak of
_LEAST = 0.005  # of the logit: less is 0.00 where it is written


def what_happened(edited: EditedReading, columns: list[EditedColumn]) -> list[SentencePart]:
    """What was changed, what it did to the verdict, what a reader would expect, and where the readings part most."""
    changed = np.flatnonzero(edited.differs)
    if not len(changed):
        return say_parts(
            "This is the review as it is. Choose a word and replace, negate or drop it: what the network makes of the "
            "change is drawn beside it."
        )
    told = say_parts("{change} {verdict}", change=_change(changed, columns, edited), verdict=_verdict(edited))
    if len(changed) == 1:
        told = say_parts("{told}{expected}", told=told, expected=_expected(int(changed[0]), columns, edited))
    return told if edited.reordered else say_parts("{told} {apart}", told=told, apart=_apart(edited, columns))


def _part(column: int, word: str) -> SentencePart:
    return {"t": word, "s": column}


def _change(changed: np.ndarray, columns: list[EditedColumn], edited: EditedReading) -> list[SentencePart]:
    if edited.reordered:
        return say_parts("The same words stand in another order.")
    if len(changed) > 1:
        return say_parts("The texts differ at {count:,} places.", count=len(changed))
    at = int(changed[0])
    one, other = columns[at]["one"], columns[at]["other"]
    if one and other:
        return say_parts("“{one}” became “{other}”.", one=_part(at, one), other=_part(at, other))
    if other:
        return say_parts("“{other}” is new.", other=_part(at, other))
    return say_parts("“{one}” is gone.", one=_part(at, one))


def _verdict(edited: EditedReading) -> list[SentencePart]:
    before, after = float(edited.logit_before[-1]), float(edited.logit_after[-1])
    sides = [say("positive") if logit >= 0 else say("negative") for logit in (before, after)]
    told = {"before": signed(before), "after": signed(after), "side": sides[1], "by": signed(_by(edited, -1))}
    if abs(after - before) < _LEAST and sides[0] == sides[1]:
        return say_parts("The verdict does not move: {side}, logit {before}.", **told)
    if sides[0] == sides[1]:
        return say_parts("The verdict stays {side}; its logit goes from {before} to {after} ({by}).", **told)
    return say_parts("The verdict turns {side}: its logit goes from {before} to {after} ({by}).", **told)


def _by(edited: EditedReading, column: int) -> float:
    """How far apart the readings are, as their numbers are written."""
    return round(round(float(edited.logit_after[column]), 2) - round(float(edited.logit_before[column]), 2), 2)


def _expected(at: int, columns: list[EditedColumn], edited: EditedReading) -> list[SentencePart]:
    """What a reader would expect of one changed word, where our list of opposites knows it, and what came."""
    one, other = columns[at]["one"].lower(), columns[at]["other"].lower()
    by = float(edited.difference[-1])
    moved = 0 if abs(by) < _LEAST else 1 if by > 0 else -1
    if one and side_of_word(other) and side_of_word(one) != side_of_word(other):
        return _compared(side_of_word(other), moved)
    if not one and other in NEGATIONS:
        near = [column for column in range(at + 1, len(columns)) if columns[column]["other"]][:_NEAR]
        spoken = next((column for column in near if side_of_word(columns[column]["other"].lower())), None)
        if spoken is not None:
            word = columns[spoken]["other"]
            return _negated(-side_of_word(word.lower()), moved, _part(spoken, word))
    return []


def _compared(expected: int, moved: int) -> list[SentencePart]:
    side = say(_SIDES[expected])
    if not moved:
        return say_parts(" A reader expects it to move to the {side} side.", side=side)
    if moved == expected:
        return say_parts(" A reader expects that: to the {side} side.", side=side)
    return say_parts(" A reader expects the opposite: to the {side} side.", side=side)


_SIDES = {1: "positive", -1: "negative"}


def _negated(expected: int, moved: int, word: SentencePart) -> list[SentencePart]:
    told = {"word": word, "side": say(_SIDES[expected])}
    if not moved:
        return say_parts(" Of a negation of “{word}” a reader expects that it moves to the {side} side.", **told)
    if moved == expected:
        return say_parts(
            " Of a negation of “{word}” a reader expects that: to the {side} side. One more {side} word would do the "
            "same; the card tells these two apart.",
            **told,
        )
    return say_parts(" Of a negation of “{word}” a reader expects the opposite: to the {side} side.", **told)


def _apart(edited: EditedReading, columns: list[EditedColumn]) -> list[SentencePart]:
    difference = edited.difference
    at = int(np.abs(difference).argmax())
    peak, end = _by(edited, at), _by(edited, -1)
    told = {"peak": signed(peak), "end": signed(end), "word": _part(at, columns[at]["other"] or columns[at]["one"])}
    if not peak:
        return say_parts("Both readings run together all the way.")
    if abs(peak) <= abs(end):
        return say_parts("The readings are furthest apart at the end.")
    return say_parts("They are furthest apart at “{word}” ({peak}); {end} of it is left at the end.", **told)
