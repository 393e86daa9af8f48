"""The reviews to begin with are what their names promise, to every shipped network."""

import pytest

import rnnviz
from rnnviz.errors import DataError
from rnnviz.recording import MOST_CHARACTERS
from rnnviz.text import Vocabulary, split_words
from rnnviz.ui.reviews.box import LONGEST_SHARED
from rnnviz.ui.reviews.examples import EXAMPLES

RUNS = [run.name for run in rnnviz.list_runs()]


@pytest.fixture(params=RUNS)
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    """The words that a shipped network knows."""
    found = rnnviz.load(request.param).vocabulary
    assert found is not None
    return found


def unknown(name: str, vocabulary: Vocabulary) -> float:
    """Share of an example's words that the vocabulary lacks."""
    words = [word.text for word in split_words(EXAMPLES[name])]
    return sum(word not in vocabulary for word in words) / len(words)


def test_there_is_an_example_of_every_sort() -> None:
    """There are at least eight, and each sort that teaches something is among them."""
    assert len(EXAMPLES) >= 8
    assert {
        "clearly positive",
        "clearly negative",
        "mixed",
        "negated",
        "sarcastic",
        "very long",
        "very short",
        "unknown words",
        "not English",
    } <= set(EXAMPLES)


def test_examples_have_ascii_names() -> None:
    """Names stand in the address, so they are plain ASCII."""
    assert all(name.isascii() for name in EXAMPLES)


def test_every_example_can_be_read() -> None:
    """No example is longer than what is read at once, and none is blank."""
    assert all(text.strip() and len(text) <= MOST_CHARACTERS for text in EXAMPLES.values())


def test_the_very_long_one_is_longer_than_most_reviews() -> None:
    """It has more than 350 words: about twice the median review of IMDB."""
    assert len(split_words(EXAMPLES["very long"])) > 350


def test_the_very_short_one_is_one_word() -> None:
    """It has a single word."""
    assert len(split_words(EXAMPLES["very short"])) == 1


def test_the_unknown_words_are_unknown(vocabulary: Vocabulary) -> None:
    """Each invented word is unknown to the network, and the one plain word of praise is known."""
    invented = ["flumbergasting", "zorblax", "quandoodles", "wibbled", "snorfulous", "glimmerwock", "vorpish"]
    words = {word.text for word in split_words(EXAMPLES["unknown words"])}
    assert [word for word in invented if word in vocabulary or word not in words] == []
    assert "good" in vocabulary


def test_the_one_that_is_not_english_is_mostly_unknown(vocabulary: Vocabulary) -> None:
    """More than a third of its words are unknown to a network that learnt English."""
    assert unknown("not English", vocabulary) > 1 / 3


@pytest.mark.parametrize("name", ["mixed", "clearly positive", "clearly negative", "negated", "sarcastic", "very long"])
def test_an_english_example_is_known(vocabulary: Vocabulary, name: str) -> None:
    """At most one word in twelve of a review in plain English is unknown."""
    assert unknown(name, vocabulary) <= 1 / 12


@pytest.mark.parametrize("run", RUNS)
def test_the_clear_ones_are_judged_rightly(run: str) -> None:
    """Every shipped network calls the clearly positive one positive and the clearly negative one negative."""
    network = rnnviz.load(run)
    verdicts = [rnnviz.record(network, EXAMPLES[name]).probability[-1] for name in EXAMPLES if "clearly" in name]
    assert verdicts[0] > 0.5 > verdicts[1]


def test_what_is_shared_is_shorter_than_what_is_read() -> None:
    """A text that fits into the address can always be read."""
    assert LONGEST_SHARED < MOST_CHARACTERS
    with pytest.raises(DataError):
        rnnviz.record(rnnviz.load("imdb-simple-rnn"), "x" * (MOST_CHARACTERS + 1))
