"""What is said is translated when it is said, and its places are filled with what was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.ui.drawing.sentence import say_parts
from rnnviz.ui.language import say, say_count, speaking

WORDS = st.text(min_size=1)


@given(WORDS, st.integers())
def test_places_are_filled_with_what_was_given(word: str, number: int) -> None:
    """Braces and signs in a value stay what they are: a value is never read as a message."""
    assert say("{word} is word {number:,}", word=word, number=number) == f"{word} is word {number:,}"


def test_without_values_the_places_stay() -> None:
    """The browser fills the places of a message that is sent as it stands."""
    assert say("step {t} of {count}") == "step {t} of {count}"


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 reviews"), (1, "1 review"), (2, "2 reviews"), (1234, "1,234 reviews")]
)
def test_a_count_chooses_its_message(count: int, told: str) -> None:
    """One is one, all others are many."""
    assert say_count(count, "{count:,} review", "{count:,} reviews") == told


def test_another_language_is_spoken_for_a_while() -> None:
    """A catalogue translates messages, also those said by parts, and ends with its block."""
    german = {"{n} steps": "{n} Schritte", "at {word}, step {n}": "in Schritt {n} bei {word}"}
    with speaking(german.__getitem__):
        assert say("{n} steps", n=3) == "3 Schritte"
        parts = say_parts("at {word}, step {n}", word={"t": "good", "s": 4}, n=5)
    assert parts == [{"t": "in Schritt 5 bei "}, {"t": "good", "s": 4}]
    assert say("{n} steps", n=3) == "3 steps"


def test_parts_stand_in_their_places() -> None:
    """A place that holds parts becomes them; text that follows text is one part."""
    movers = say_parts("; moved by {a}", a={"t": "so", "s": 1})
    assert say_parts("It turns {side}{rest}.", side="positive", rest=movers) == [
        {"t": "It turns positive; moved by "},
        {"t": "so", "s": 1},
        {"t": "."},
    ]


@given(st.lists(WORDS, min_size=1, max_size=3), WORDS)
def test_parts_read_as_the_sentence_reads(words: list[str], side: str) -> None:
    """The text of all parts in a row is the text of the sentence, whatever the words."""
    parts = [{"t": word, "s": place} for place, word in enumerate(words)]
    told = "".join(part["t"] for part in say_parts("To {side} at {words}!", side=side, words=parts))
    assert told == f"To {side} at {''.join(words)}!"
