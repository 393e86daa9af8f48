"""What the view of both readings needs, as one JSON-ready dict."""

import numpy as np

from rnnviz.analysis import ShownSteps, shown_steps
from rnnviz.explanation import EditedReading, opposite_of
from rnnviz.text import ReadWord, Vocabulary
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.panels import named_steps
from rnnviz.ui.instruments.views.edited import EditedColumn, EditedPayload
from rnnviz.ui.instruments.what_if import draft, words
from rnnviz.ui.instruments.what_if.edit_words import what_happened

__all__ = ["columns_of", "edited_payload"]

_LONGEST_WORD = 60


def edited_payload(
    edited: EditedReading, read: list[ReadWord], vocabulary: Vocabulary, *, word: int | None = None
) -> EditedPayload:
    """Data of the component `edited`.

    Parameters
    ----------
    edited
        Both readings.
    read
        The words of the edited text.
    vocabulary
        Of the network.
    word
        Number of the word that is acted on; the one that invites to it most if None or gone.
    """
    columns = columns_of(edited, read, vocabulary)
    low, high = round_range(
        min(0.0, float(edited.logit_before.min()), float(edited.logit_after.min())),
        max(0.0, float(edited.logit_before.max()), float(edited.logit_after.max())),
    )
    return {
        "columns": columns,
        "before": as_float32(edited.logit_before),
        "after": as_float32(edited.logit_after),
        "low": low,
        "high": high,
        "ticks": ticks(low, high),
        "chosen": _chosen(columns, edited, word),
        "steps": int(edited.steps_before.max()) + 1,
        "changed": draft.edited() != draft.original(),
        "undo": draft.can_undo(),
        "sentence": what_happened(edited, columns),
        "titles": words.edited_titles(),
        "help": words.edited_help(edited.reordered),
        "colours": both_inks(),
        "labels": words.edited_labels(),
    }


def columns_of(edited: EditedReading, read: list[ReadWord], vocabulary: Vocabulary) -> list[EditedColumn]:
    """The columns of both texts, with what can be done to the word of the edited one."""
    before, after = shown_steps(edited.before), shown_steps(edited.after)
    names = [_names(before), _names(after)]
    latest = np.maximum.accumulate(edited.steps_before).tolist()
    places = zip(
        edited.steps_before.tolist(), edited.steps_after.tolist(), latest, edited.differs.tolist(), strict=True
    )
    negations = draft.negations(read)
    columns: list[EditedColumn] = []
    for one, other, step, differs in places:
        kind = after.kinds[other] if other >= 0 else before.kinds[one]
        number = int(after.numbers[other]) if other >= 0 else 0
        negation = draft.nearest_negation(negations, number - 1) if number else None
        columns.append(
            {
                "one": names[0][one] if one >= 0 else "",
                "other": names[1][other] if differs and other >= 0 else names[0][one] if one >= 0 else "",
                "sign": kind in {"padding", "start"},
                "unknown": kind == "unknown",
                "step": step,
                "number": number,
                "opposite": opposite_of(read[number - 1].text, vocabulary) or "" if number else "",
                "move": "" if negation is None else read[negation].text,
            }
        )
        if one >= 0 and other < 0:
            columns[-1]["other"] = ""
    return columns


def _names(steps: ShownSteps) -> list[str]:
    return [name if len(name) <= _LONGEST_WORD else name[: _LONGEST_WORD - 1] + "…" for name in named_steps(steps)]


def _chosen(columns: list[EditedColumn], edited: EditedReading, word: int | None) -> int:
    """The column of that word, or the word with an opposite that moved the logit most, or any word that did."""
    numbers = [column["number"] for column in columns]
    if word in numbers and word:
        return numbers.index(word)
    pushes = np.abs(np.diff(edited.logit_after, prepend=edited.logit_after[:1]))
    for wanted in ("opposite", "number"):
        fitting = [at for at, column in enumerate(columns) if column[wanted]]
        if fitting:
            return max(fitting, key=lambda at: pushes[at])
    return len(columns) - 1
