"""The table of pages."""

from dataclasses import dataclass
from pathlib import Path

from rnnviz.ui.language import say

__all__ = ["PAGES", "PageEntry", "page_after", "page_at"]

_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One line of the table of pages.

    Parameters
    ----------
    path
        Of the page's address; its script is the file of that name in `pages/`.
    terms
        What the page speaks of, as the glossary calls it.
    lesson
        File of `docs/classroom` with a script for class; "" where there is none.
    """

    path: str
    terms: tuple[str, ...]
    lesson: str = ""

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


PAGES = (
    PageEntry(
        path="read", terms=("Hidden state", "Unit", "Readout", "Probability", "Logit", "Delta logit", "Gate", "Padding")
    ),
    PageEntry(
        path="loop",
        terms=(
            "Timesteps",
            "Input features",
            "Kernel",
            "Recurrent kernel",
            "Saturation",
            "Gain",
            "Vanishing gradient",
            "Gate",
        ),
        lesson="the-loop-by-hand.md",
    ),
    PageEntry(
        path="layers",
        terms=("Embedding", "Timesteps", "Parameter", "Bidirectional", "Kernel", "Recurrent kernel", "Mask"),
        lesson="keras-layers.md",
    ),
    PageEntry(path="data", terms=("Vocabulary", "Unknown word", "Padding", "Truncating", "Mask", "Coverage")),
    PageEntry(
        path="train", terms=("Epoch", "Batch", "Loss", "Validation", "Overfitting", "Held-out accuracy", "Seed", "Run")
    ),
    PageEntry(path="clinic", terms=("Epoch", "Validation", "Forgotten example", "Probability", "Overfitting")),
    PageEntry(
        path="across",
        terms=("Hidden state", "Unit", "Saturation", "Logit", "Validation", "Unknown word"),
        lesson="units-and-words.md",
    ),
    PageEntry(
        path="tasks",
        terms=("Vanishing gradient", "Gate", "Hidden state", "Recurrent kernel", "Epoch", "Held-out accuracy", "Seed"),
        lesson="small-tasks.md",
    ),
    PageEntry(
        path="dynamics",
        terms=(
            "Hidden state",
            "Trajectory",
            "Logit",
            "Fixed point",
            "Saddle",
            "Eigenvalue",
            "Time constant",
            "Readout",
        ),
        lesson="dynamics.md",
    ),
    PageEntry(
        path="beside",
        terms=("Logit", "Validation", "CKA", "Participation ratio", "McNemar's test", "Hidden state", "Epoch", "Seed"),
        lesson="two-networks.md",
    ),
)
"""The pages in the order in which a newcomer reads them, the start page first."""


def page_after(page: PageEntry) -> PageEntry | None:
    """Page that comes next for a newcomer; None behind the last."""
    place = PAGES.index(page) + 1
    return PAGES[place] if place < len(PAGES) else None


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
        "data": (say("Data"), say("How does a review become a row of numbers, and what is lost on the way?")),
        "train": (
            say("Train"),
            say("How does a network learn, and why does its validation accuracy do what it does?"),
        ),
        "clinic": (
            say("Clinic"),
            say("Which reviews does a network learn, and which does it lose, epoch by epoch?"),
        ),
        "across": (
            say("Units and words"),
            say("What does a unit, or a word, do over all of the reviews, and is that the rule?"),
        ),
        "tasks": (
            say("Small tasks"),
            say("What must a network remember to answer, how far back, and does it learn to?"),
        ),
        "dynamics": (say("Dynamics"), say("Where does the state of a network move, and where does it rest?")),
        "beside": (
            say("Two networks"),
            say("Do two networks see the same reviews alike, and where do their verdicts part?"),
        ),
    }
