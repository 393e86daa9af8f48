"""The table of pages."""

from dataclasses import dataclass
from pathlib import Path

from rnnviz.ui.language import say

__all__ = ["PAGES", "PageEntry", "page_at"]

_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One line of the table of pages.

    Parameters
    ----------
    path
        Of the page's address; its script is the file of that name in `pages/`.
    """

    path: str

    @property
    def script(self) -> Path:
        """File that Streamlit runs."""
        return _ROOT / "pages" / f"{self.path}.py"

    @property
    def title(self) -> str:
        """What the page is called."""
        return _words()[self.path][0]

    @property
    def question(self) -> str:
        """The one question that the page answers."""
        return _words()[self.path][1]


PAGES = tuple(PageEntry(path=path) for path in ("read", "loop", "layers", "data", "train", "clinic"))
"""The pages, the start page first."""


def page_at(path: str) -> PageEntry:
    """Page of an address's path."""
    (entry,) = (entry for entry in PAGES if entry.path == path)
    return entry


def _words() -> dict[str, tuple[str, str]]:
    return {
        "read": (
            say("Read a review"),
            say("What happens inside a recurrent network while it reads, word by word?"),
        ),
        "loop": (
            say("The loop by hand"),
            say("What does a recurrent network compute, one step after the other?"),
        ),
        "layers": (
            say("Keras layers"),
            say("What goes through a stack of recurrent layers, and what does every parameter belong to?"),
        ),
        "data": (
            say("Data"),
            say("How does a review become a row of numbers, and what is lost on the way?"),
        ),
        "train": (
            say("Train"),
            say("How does a network learn, and why does its validation accuracy do what it does?"),
        ),
        "clinic": (
            say("Clinic"),
            say("Which reviews does a network learn, and which does it lose, epoch by epoch?"),
        ),
    }
