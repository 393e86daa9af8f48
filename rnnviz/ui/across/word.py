"""A word over the corpus: a sentence, its uses, their distribution, and the units that it moves."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.errors import DataError
from rnnviz.shapes import Floats
from rnnviz.states import word_effects, word_uses
from rnnviz.states.index import Rows
from rnnviz.text import START_ID, UNKNOWN_ID, read_words
from rnnviz.ui.across import unit_words, word_words, words
from rnnviz.ui.across.contexts import Place, contexts_of, show_contexts
from rnnviz.ui.across.leaving import go_to_unit, read_review
from rnnviz.ui.across.run import Opened
from rnnviz.ui.across.views.contexts import ContextList
from rnnviz.ui.across.views.effects import effects_view
from rnnviz.ui.across.word_facts import WordFacts, first_word, word_facts
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.frame.address import HELD
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.lines import LinePanel, lines_view

__all__ = ["first_sentence", "show_word"]

_USES, _UNITS = 6, 8
_BINS = 60
_LONGEST = 60
_RESERVED = max(START_ID, UNKNOWN_ID) + 2  # id 3 is never used either


def show_word(opened: Opened, controls: DeltaGenerator, warnings: DeltaGenerator) -> None:
    """Let the visitor choose a word; say and show what it does.

    Raises
    ------
    DataError
        What was typed is no word, or does not occur.
    """
    with controls:
        first = opened.vocabulary.words[first_word(opened.index, _RESERVED)]
        typed = st.text_input(words.controls()["w_word"], first, key="w_word", max_chars=_LONGEST, width=200, **HELD)
    number, word = _asked(opened, str(typed), warnings)
    facts, pushes = _facts(opened, number, word)
    lesson(_sentence(word, facts), key="word")
    _show_uses(opened, number, word, facts)
    _show_units(opened, number, word)
    lines_view({"panels": [_histogram(word, pushes, facts)], "colours": both_inks()}, key="word-histogram")
    misleads(word_words.mislead())


def first_sentence(opened: Opened) -> str:
    """What the word does that is shown first."""
    number = first_word(opened.index, _RESERVED)
    word = opened.vocabulary.words[number]
    return _sentence(word, _facts(opened, number, word)[0])


def _sentence(word: str, facts: WordFacts) -> str:
    return f"{word_words.rule_sentence(word, facts)} {word_words.bag_sentence(facts)}"


def _facts(opened: Opened, number: int, word: str) -> tuple[WordFacts, Floats]:
    """What is known of a word, and its pushes."""
    index, bag = opened.index, opened.bag_of_words
    rows = index.rows_of_word(number)
    if not len(rows):
        raise DataError(
            "“{word}” does not occur in these {reviews:,} reviews: type another word.",
            word=word,
            reviews=opened.reviews,
        )
    pushes, reviews = index.pushes_of(rows), index.review_of(rows.astype(np.int64))
    return word_facts(pushes, reviews, None if bag is None else float(bag.weights[number])), pushes


def _asked(opened: Opened, typed: str, warnings: DeltaGenerator) -> tuple[int, str]:
    """The id of the word that was typed, and what it is called."""
    read = read_words(typed[:_LONGEST], opened.vocabulary)
    if not read:
        raise DataError("There is no word to look at: type one word, such as “not”.")
    if len(read) > 1:
        raise DataError(
            "One word is looked at at a time, and “{typed}” is {count}: type one of them.",
            typed=typed[:_LONGEST],
            count=len(read),
        )
    if read[0].id != UNKNOWN_ID:
        return read[0].id, read[0].text
    with warnings:
        warn(word_words.is_unknown(read[0].text, len(opened.vocabulary)))
    return UNKNOWN_ID, word_words.unknown_words()


def _show_uses(opened: Opened, number: int, word: str, facts: WordFacts) -> None:
    index = opened.index

    def pushes(rows: Rows) -> Floats:
        return index.pushes_of(rows)  # type: ignore[arg-type]

    lists: list[ContextList] = []
    usual = 1 if facts.mean >= 0 else -1
    for name, sign in (("usual", usual), ("other", -usual)):
        uses = word_uses(index, number, sign=sign, most=_USES)
        places = [
            Place(review=one.review, first=one.position, last=one.position, note=signed(one.value)) for one in uses
        ]
        against = sign != usual
        lists.append(
            {
                "name": name,
                "title": word_words.uses_title(word, sign, against=against),
                "help": word_words.uses_help(against=against) if uses else word_words.no_uses(),
                "rows": contexts_of(opened, places, pushes),
            }
        )
    opened_number = show_contexts(lists, "push", word_words.push_ends(), key="word-contexts")
    if opened_number is not None:
        read_review(opened, opened_number - 1, {"w_part": "word", "w_word": str(st.session_state.w_word)})


def _show_units(opened: Opened, number: int, word: str) -> None:
    effects = word_effects(opened.index, number).take(range(min(_UNITS, opened.index.units)))
    known = np.isfinite(effects.low)
    low, high = round_range(
        min(0.0, float(np.where(known, effects.low, effects.means).min())),
        max(0.0, float(np.where(known, effects.high, effects.means).max())),
    )
    effects_view(
        {
            "lists": [
                {
                    "name": "units",
                    "title": word_words.moved_title(word),
                    "help": word_words.moved_help(),
                    "rows": [
                        {
                            "name": str(unit),
                            "label": words.unit_label(unit),
                            "mean": float(effects.means[at]),
                            "low": float(max(effects.low[at], low)),
                            "high": float(min(effects.high[at], high)),
                            "uses": words.uses(int(effects.counts[at])),
                        }
                        for at, unit in enumerate(effects.what.tolist())
                    ],
                }
            ],
            "scale": "state",
            "words": False,
            "low": low,
            "high": high,
            "ticks": ticks(low, high),
            "axis": unit_words.change_axis(),
            "labels": words.effect_labels(of_words=False),
            "colours": both_inks(),
        },
        key="word-units",
        on_pick=go_to_unit,
    )


def _histogram(word: str, pushes: Floats, facts: WordFacts) -> LinePanel:
    called = word_words.histogram_labels()
    low, high = round_range(min(0.0, float(pushes.min())), max(0.0, float(pushes.max())))
    counts, edges = np.histogram(pushes, bins=_BINS, range=(low, high))
    title = word_words.histogram_title(word, facts)
    _, most = round_range(0.0, float(counts.max()))
    values = as_float32(counts.astype(np.float64))
    return {
        "name": "word-histogram",
        "title": title,
        "help": word_words.histogram_help(),
        "told": title,
        "x": ((edges[:-1] + edges[1:]) / 2).tolist(),
        "lines": [{"label": called["line"], "values": values, "ink": "accent"}],
        "bands": [{"label": "", "low": as_float32(np.zeros(_BINS)), "high": values, "ink": "accent"}],
        "marks": [{"x": facts.mean, "label": called["mean"]}],
        "x_low": low,
        "x_high": high,
        "x_ticks": ticks(low, high),
        "y_low": 0.0,
        "y_high": most,
        "y_ticks": ticks(0, most),
        "x_axis": called["x"],
        "y_axis": called["y"],
        "tip": called["tip"],
        "digits": 0,
        "wide": True,
        "tall": 200,
    }
