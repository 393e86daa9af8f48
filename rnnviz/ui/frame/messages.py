"""Sentences of the page itself: what was expected, what came, and what is done about it."""

import re
import sys
from pathlib import Path
from tempfile import gettempdir

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import models_folder, runs_folder
from rnnviz.ui.language import say

__all__ = ["plain", "said", "show_error", "show_refused", "warn", "without_places"]


def plain(text: str) -> str:
    """Text that Streamlit's markdown takes as text: no sign of it is markup."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:&\"'])", r"\\\1", text)


def said(error: RnnvizError) -> str:
    """An error in the language of the screen, without places of this machine; one that it quotes is said as well."""
    values = {name: said(value) if isinstance(value, RnnvizError) else value for name, value in error.values.items()}
    return without_places(say(error.message, **values))


def without_places(text: str) -> str:
    """A text in which no folder of this machine is named: who looks at a page need not have an account here.

    What lies in the runs folder, or among the models that ship, keeps the end of its path.
    """
    homes = (runs_folder().parent, models_folder().parent, Path.home(), Path(gettempdir()), Path(sys.prefix))
    for place in sorted({path for home in homes for path in (home, home.resolve())}, key=lambda path: -len(str(path))):
        if place.name:  # not the root of a drive
            begins = rf"(?<![\w./\\]){re.escape(str(place))}"
            text = re.sub(rf"{begins}[/\\]", "", text)
            text = re.sub(rf"{begins}(?!\.?[\w/\\-])", place.name.replace("\\", "/"), text)
    return text


def warn(sentence: str) -> None:
    """Say what was expected, what came, and what is shown instead."""
    st.warning(plain(sentence), icon=":material/warning:")


def show_error(sentence: str) -> None:
    """Say what stands in the way."""
    st.error(plain(sentence), icon=":material/error:")


def show_refused(key: str) -> None:
    """Show the sentence that a callback left in Session State, once."""
    sentence = st.session_state.pop(key, None)
    if sentence:
        show_error(sentence)
