"""A text that the address holds while it is short: when it is another one, and when that is a step back."""

import time
from dataclasses import dataclass

import streamlit as st

__all__ = ["LATE_SECONDS", "HeldText"]

LATE_SECONDS = 3.0
"""For so long after the address was written, an older one is not taken for Back."""


@dataclass(frozen=True, kw_only=True)
class HeldText:
    """What the address holds of one text.

    Parameters
    ----------
    key
        In the address; notes of it are in Session State.
    """

    key: str

    @property
    def asked(self) -> str | None:
        """The text of the address; None where it holds none."""
        return st.query_params.get(self.key)

    @property
    def is_late(self) -> bool:
        """Whether the address that came with this run may be older than the one that was written last.

        What a browser sent before it heard of the new address still brings the old one; taken for Back, it would undo
        what was done since.
        """
        written = st.session_state.get(self._at)
        return written is not None and time.monotonic() - float(written) < LATE_SECONDS

    @property
    def is_new(self) -> bool:
        """Whether the address holds another text, or none, because the visitor went back or forward."""
        return self.asked != st.session_state.get(self._noted) and not self.is_late

    def note(self, text: str | None) -> None:
        """Take what the address holds, or will hold by another way, for known."""
        st.session_state[self._noted] = text

    def forget(self) -> None:
        """Know of no address: the page was come to by a way that brings none."""
        st.session_state[self._noted] = st.session_state[self._at] = None

    def write(self, text: str | None) -> None:
        """Have the address hold this text, or none."""
        # Written once: Streamlit writes the whole address, and what it knows of the other choices may be late, too.
        written = self.is_late and st.session_state.get(self._noted) == text
        self.note(text)
        if written or self.asked == text:
            return
        st.session_state[self._at] = time.monotonic()
        if text is None:
            del st.query_params[self.key]
        else:
            st.query_params[self.key] = text

    @property
    def _noted(self) -> str:
        return f"{self.key}-shared"

    @property
    def _at(self) -> str:
        return f"{self.key}-shared-at"
