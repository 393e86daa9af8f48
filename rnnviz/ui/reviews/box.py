"""A box for a review on any page: an example, a text of one's own, or one that was handed over."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.errors import DataError
from rnnviz.recording import MOST_CHARACTERS
from rnnviz.ui.frame.held_text import HeldText
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.reviews import words
from rnnviz.ui.reviews.examples import EXAMPLES

__all__ = ["DYNAMICS_BOX", "LONGEST_SHARED", "READ_BOX", "ReviewBox"]

LONGEST_SHARED = 2_000
"""Characters of a text that the address still holds."""


@dataclass(frozen=True, kw_only=True)
class ReviewBox:
    """The box of one page, and the pills beside it.

    Parameters
    ----------
    text, example
        Keys of the box and of the pills: in the address, and in Session State.
    """

    text: str
    example: str

    def pick_example(self, *, linked: bool = False, place: DeltaGenerator | None = None) -> None:
        """Let the visitor pick one of the reviews that come with rnnviz.

        Parameters
        ----------
        linked
            As in `read`.
        place
            Where it is said that the address asks for an example that there is not; here if None.
        """
        self._restore(place)
        st.pills(
            words.box_labels()["example"],
            list(EXAMPLES),
            key=self.example,
            format_func=words.example_labels().__getitem__,
            bind="query-params",
            on_change=self._pick,
        )
        if not linked and self.text not in st.query_params and not self._held.is_late:
            self._take_example()  # Back chooses an example without a change that is called back

    @property
    def button(self) -> str:
        """Key of the button below the box."""
        return f"{self.text}-read"

    def read(self, *, button: str, part: str, linked: bool = False) -> str:
        """Let the visitor paste a review; return the text.

        Parameters
        ----------
        button
            What the button below the box says.
        part
            What the folded part is called in which the box stands.
        linked
            Whether the address leads to this text in another way.

        Raises
        ------
        DataError
            The text is empty or too long.
        """
        st.text_area(
            words.box_labels()["text"],
            key=self.text,
            height=130,
            on_change=self._leave_example,
            placeholder=words.placeholder(),
            persist_state="session",
        )
        st.button(button, icon=":material/play_arrow:", key=self.button)
        text = str(st.session_state[self.text])
        self._share(text, linked=linked)
        if not text.strip():
            raise DataError(
                "There is nothing to read yet: paste a film review under “{part}”, or pick one there.", part=part
            )
        if len(text) > MOST_CHARACTERS:
            raise DataError(
                "A review may have up to {most:,} characters; this text has {count:,}. It stays in the box: shorten "
                "it there.",
                most=MOST_CHARACTERS,
                count=len(text),
            )
        return text

    def put(self, text: str) -> None:
        """Put a text into the box, on its own page and before it is drawn."""
        self._fill(text)
        self._held.note(self._held.asked)  # what it holds now is not taken for Back

    def hand_over(self, text: str) -> dict[str, str]:
        """Put a text into the box from another page; return what the address of the box's page should hold of it."""
        shared = text if _is_shared(text) else None
        self._fill(text)
        self._held.note(shared)
        return {} if shared is None else {self.text: shared}

    def _fill(self, text: str) -> None:
        st.session_state[self.text] = text
        st.session_state[self.example] = next((name for name, known in EXAMPLES.items() if known == text), None)

    @property
    def _held(self) -> HeldText:
        return HeldText(key=self.text)

    @property
    def _touched(self) -> str:
        return f"{self.text}-touched"

    @property
    def _left(self) -> str:
        return f"{self.text}-left"

    def _restore(self, place: DeltaGenerator | None) -> None:
        """Fill the box from the address's text, its example, or the first example: at first, and after Back."""
        shared = self._held.asked
        known = self.text in st.session_state
        if known and st.session_state.get("page_changed") and shared is None and self.example not in st.query_params:
            self._fill(st.session_state[self.text])  # come back to by the navigation, which knows no address
            self._held.forget()
            return
        if known and (self._is_used() or not self._held.is_new):
            return
        name = self._asked(place) or next(iter(EXAMPLES))
        st.session_state[self.text] = EXAMPLES[name] if shared is None else shared
        st.session_state[self.example] = name if shared is None else None

    def _asked(self, place: DeltaGenerator | None) -> str | None:
        """Example that the address asks for, by its label or its id; None, and said so, where there is no such one."""
        came, labels = st.query_params.get(self.example), words.example_labels()
        name = next((name for name, label in labels.items() if came in (label, name)), None)
        if name is not None and came != labels[name]:
            st.query_params[self.example] = labels[name]
        if name is None and came and self.text not in st.query_params:
            first = next(iter(EXAMPLES))
            with place or st.container():
                warn(words.no_example(came[:80], labels[first]))
        return name

    def _is_used(self) -> bool:
        """Whether this run answers to the box, its pills or its button: whoever goes back touches none of them.

        However old the address is that came with it, it is not taken for Back.
        """
        touched = st.session_state.pop(self._touched, False)
        return bool(touched or st.session_state.get(self.button, False))

    def _pick(self) -> None:
        """Take the example that was picked, unless it is the one that a typed text has just left.

        Typing sends one message and the press of the button another, which still names the example: the browser hears
        later that it was left. Whoever picks presses no button.
        """
        st.session_state[self._touched] = True
        picked = st.session_state.get(self.example)
        if st.session_state.get(self.button, False) and picked == st.session_state.get(self._left):
            st.session_state[self.example] = None
            return
        st.session_state[self._left] = None
        self._take_example()

    def _take_example(self) -> None:
        if st.session_state.get(self.example):
            st.session_state[self.text] = EXAMPLES[st.session_state[self.example]]

    def _leave_example(self) -> None:
        st.session_state[self._touched] = True
        st.session_state[self._left] = st.session_state.get(self.example) or st.session_state.get(self._left)
        st.session_state[self.example] = None

    def _share(self, text: str, *, linked: bool) -> None:
        """Keep a text of one's own in the address while it is short enough."""
        self._held.write(text if _is_shared(text) and not linked else None)
        if len(text) > LONGEST_SHARED and text not in EXAMPLES.values() and not linked:
            st.caption(words.too_long_to_link(LONGEST_SHARED))


def _is_shared(text: str) -> bool:
    return text not in EXAMPLES.values() and len(text) <= LONGEST_SHARED


READ_BOX = ReviewBox(text="text", example="example")
"""The box of "Read a review", which other pages fill, too."""

DYNAMICS_BOX = ReviewBox(text="dy_text", example="dy_example")
"""The box of "Dynamics", which "Read a review" fills."""
