"""Reviews of a corpus as rows, each with buttons that open it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.reviews.words import Class, class_labels

__all__ = ["OpenedReview", "ReviewLine", "ReviewsPayload", "RightHistory", "readable", "reviews_view"]


class RightHistory(TypedDict):
    """Whether a review was right after each epoch; `shown` is the place of the one that is looked at."""

    right: list[bool]
    shown: int
    told: str


class ReviewLine(TypedDict):
    """One review; `parts` are pieces of its text, every second one what was searched for."""

    number: int
    number_label: str
    label: Class
    note: str
    parts: list[str]
    history: NotRequired[RightHistory]


class ReviewsPayload(TypedDict):
    """Everything that is drawn; without a label "here" there is no button for it."""

    found: str
    reviews: list[ReviewLine]
    labels: dict[Literal["here", "read", "here_name", "read_name"], str]
    colours: dict[Literal["light", "dark"], Colours]


@dataclass(frozen=True, kw_only=True)
class OpenedReview:
    """A review that was opened, by its number from 1, on this page ("here") or on "Read a review" ("read")."""

    number: int
    to: str


class _Drawn(ReviewsPayload):
    """The rows with what their labels are called."""

    classes: Mapping[Class, str]


_mount = component("reviews/rows")

_BREAKS = re.compile(r"(?:\s*<br\s*/?>\s*)+|\s*<(?:b(?:r\s*/?)?)?(?= …$)|(?<=^… )(?:b?r?\s?/)?>\s*", re.IGNORECASE)
"""Line breaks as the reviews of IMDB write them, and what a cut leaves of one at either end of an excerpt."""


def reviews_view(
    payload: ReviewsPayload, *, key: str, on_open: Callable[[OpenedReview], None] | None = None
) -> OpenedReview | None:
    """Draw the rows; `on_open` gets an opened review before the script runs again, the return value in that run."""

    def announce() -> None:
        opened = _opened(st.session_state.get(key, {}), payload)
        if opened is not None and on_open is not None:
            on_open(opened)

    lines: list[ReviewLine] = [{**review, "parts": readable(review["parts"])} for review in payload["reviews"]]
    drawn: _Drawn = {**payload, "reviews": lines, "classes": class_labels()}
    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    return _opened(_mount(key=key, data=[drawn], on_open_change=announce), payload)


def readable(parts: list[str]) -> list[str]:
    """Pieces of an excerpt with a space for every line break; what was searched for, every second piece, stays."""
    return [part if at % 2 else _BREAKS.sub(" ", part) for at, part in enumerate(parts)]


def _opened(state: Mapping[str, Any], payload: ReviewsPayload) -> OpenedReview | None:
    """The browser sends it, so it may be anything; only a review of these rows counts."""
    found = state.get("open")
    if not isinstance(found, Mapping):
        return None
    number, to = found.get("number"), found.get("to")
    if type(number) is not int or all(review["number"] != number for review in payload["reviews"]):
        return None
    return OpenedReview(number=number, to=to) if to in ("here", "read") else None
