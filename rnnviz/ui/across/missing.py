"""What is shown where a run's states are not recorded: the questions, and what another run answers."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.ui.across import errors, missing_words, unit, word
from rnnviz.ui.across.recording import offer_recording
from rnnviz.ui.across.run import Opened, first_overview
from rnnviz.ui.across.words import Part
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import run_of

__all__ = ["offer_all", "offer_states"]

_COLUMNS = 3
_SENTENCES: dict[Part, Callable[[Opened], str]] = {
    "unit": unit.first_sentence,
    "word": word.first_sentence,
    "errors": errors.first_sentence,
}


def offer_all(name: str) -> None:
    """Offer a recording, and show what it will answer, by what is known of a run that came with its answers."""
    offer_recording(name, missing_words.not_recorded(run_of(name).record.corpus.validation))
    answers = _answers()
    st.subheader(missing_words.questions_title(), anchor=False)
    questions = list(missing_words.part_questions().items())
    for first in range(0, len(questions), _COLUMNS):
        for column, (part, question) in zip(st.columns(_COLUMNS), questions[first : first + _COLUMNS], strict=True):
            with column, st.container(border=True, key=f"question-{part}", height="stretch"):
                st.markdown(f"**{plain(question)}**")
                if part in answers:
                    st.caption(plain(answers[part]))


def _answers() -> dict[Part, str]:
    """What another run answers; nothing where that cannot be had, which is no matter of the run that is looked at."""
    with suppress(RnnvizError):
        other = first_overview()
        if other is not None:
            return {part: missing_words.answer_of(other.name, say_it(other)) for part, say_it in _SENTENCES.items()}
    return {}


def offer_states(name: str, part: Part) -> None:
    """Offer a recording to somebody who asks what only all states can answer."""
    reviews = run_of(name).record.corpus.validation
    offer_recording(name, missing_words.only_of_states(missing_words.part_questions()[part], reviews))
