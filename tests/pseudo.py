"""A pseudo-language: every message with accents on its letters, so that a text that is no message stands out."""

import re
import unicodedata

__all__ = ["plain_words", "pseudo"]

_ACCENT = "\u0301"
# Places, Streamlit's icons and colours, code, and LaTeX stay what they are.
_KEPT = re.compile(r"\{[^}]*\}|:material/\w+:|:\w+(?=\[)|`[^`]*`|\$[^$]*\$")
_NO_WORDS = re.compile(r":material/\w+:|:[\w-]+(?=\[)|(?<!\w)(?:/[\w.-]+){2,}")  # Streamlit's signs, and paths
_WORD = re.compile(r"[A-Za-z_]{3,}")


def pseudo(message: str) -> str:
    """Translation of a message: an accent on every letter outside its places."""
    kept = [match.span() for match in _KEPT.finditer(message)]
    inside = {place for start, end in kept for place in range(start, end)}
    return "".join(
        letter + _ACCENT if place not in inside and letter.isascii() and letter.isalpha() else letter
        for place, letter in enumerate(message)
    )


def plain_words(text: str) -> list[str]:
    """Words of three letters or more that carry no accent: they were not said through the language."""
    spread = unicodedata.normalize("NFD", _NO_WORDS.sub("", text))
    return [match.group() for match in _WORD.finditer(re.sub(rf"\w{_ACCENT}", "", spread))]
