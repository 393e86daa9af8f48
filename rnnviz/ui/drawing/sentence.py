"""Sentences whose words lead somewhere."""

import string
from typing import NotRequired, TypedDict, cast

from rnnviz.ui.language import say

__all__ = ["SentencePart", "say_parts"]


class SentencePart(TypedDict):
    """Plain text, or with `s` a button that moves the cursor to that step."""

    t: str
    s: NotRequired[int]


def say_parts(message: str, /, **values: object) -> list[SentencePart]:
    """Parts of a message, translated; a place that holds parts becomes these, every other one text.

    Parameters
    ----------
    message
        As for `rnnviz.ui.language.say`.
    values
        What stands in the places.
    """
    parts: list[SentencePart] = []
    for text, name, form, _ in string.Formatter().parse(say(message)):
        _append(parts, {"t": text})
        if name is None:
            continue
        value = values[name]
        if isinstance(value, list):
            for part in value:
                _append(parts, part)
        elif isinstance(value, dict):
            _append(parts, cast(SentencePart, value))
        else:
            _append(parts, {"t": format(value, form or "")})
    return parts


def _append(parts: list[SentencePart], part: SentencePart) -> None:
    """Add a part; text that follows text is one part with it."""
    if not part["t"]:
        return
    if parts and "s" not in parts[-1] and "s" not in part:
        parts[-1] = {"t": parts[-1]["t"] + part["t"]}
    else:
        parts.append(part)
