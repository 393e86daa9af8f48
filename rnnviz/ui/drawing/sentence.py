"""Sentences whose words lead somewhere."""

from typing import NotRequired, TypedDict

__all__ = ["SentencePart"]


class SentencePart(TypedDict):
    """Plain text, or with `s` a button that moves the cursor to that step."""

    t: str
    s: NotRequired[int]
