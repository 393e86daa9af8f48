"""The words of the controls for reviews of one's own."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.language import say

__all__ = ["controls", "file_rules", "kept_help", "new_file", "no_kept_file", "own_corpus", "reading", "still_here"]


def own_corpus() -> str:
    """What the choice is called on every page that has it."""
    return say("a CSV of your own")


def controls() -> Mapping[Literal["kept", "file", "text", "label"], str]:
    """What the controls are called."""
    return {
        "kept": say("File"),
        "file": say("CSV file"),
        "text": say("Column of the reviews"),
        "label": say("Column of the labels"),
    }


def new_file() -> str:
    """The choice of a file that is not kept yet."""
    return say("a new file")


def kept_help() -> str:
    """What the kept files are."""
    return say("A new file, or one that somebody has trained on with this app.")


def no_kept_file() -> str:
    """For an address with a file that is not kept; the place is filled where it is said."""
    return say("No file {came} is kept; choose another.")


def file_rules(megabytes: int, rows: int, stays: str) -> str:
    """What a file has to be, and `stays`, the page's sentence on where it stays."""
    return say(
        "A UTF-8 CSV file with a header: one column of reviews, one of labels (0, 1, negative, positive, neg or pos). "
        "Up to {megabytes} MB, {rows:,} rows and 100 columns. {stays}",
        megabytes=megabytes,
        rows=rows,
        stays=stays,
    )


def still_here(title: str) -> str:
    """For a file that was uploaded before."""
    return say("Still in this session: {title}.", title=title)


def reading() -> str:
    """While a file is read."""
    return say("Reading the file …")
