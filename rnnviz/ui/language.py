"""The language of the screen: every text that a person reads goes through here.

A message is an English sentence with named places, and the key of its translation, as in gettext. It is translated
when it is said, never when a module is imported, so that one server can speak several languages.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["say", "say_count", "speaking"]

Catalogue = Callable[[str], str]


def _english(message: str) -> str:
    return message


_catalogue: Catalogue = _english


def say(message: str, /, **values: object) -> str:
    """Text of a message, translated, with its places filled.

    Parameters
    ----------
    message
        A whole sentence or label, such as "{shown:,} of {total:,} reviews". Written out where it is said, so that a
        catalogue of all messages can be collected.
    values
        What stands in the places. Without any, the message is left as it is, places included: the browser fills them.
    """
    text = _catalogue(message)
    return text.format(**values) if values else text


def say_count(count: int, one: str, many: str, /, **values: object) -> str:
    """Text of the message for this count: `one` for 1, else `many`; both may hold {count}, written as {count:,}."""
    return say(one if count == 1 else many, count=count, **values)


@contextmanager
def speaking(catalogue: Catalogue) -> Iterator[None]:
    """Speak another language for a while; `catalogue` gives a message's translation, its places kept."""
    global _catalogue  # noqa: PLW0603  (the one place that knows the language)
    before, _catalogue = _catalogue, catalogue
    try:
        yield
    finally:
        _catalogue = before
