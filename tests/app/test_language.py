"""What Streamlit's own elements show is said through the language: in a pseudo-language no text is left over."""

from collections.abc import Iterator, Set
from itertools import chain
from typing import Any

import pytest

from rnnviz.explanation import OPPOSITES
from rnnviz.runs import list_runs
from rnnviz.ui.frame.pages import PAGES
from rnnviz.ui.instruments.words import questions
from rnnviz.ui.language import speaking
from tests.app.driving import visit
from tests.pseudo import plain_words, pseudo

# Fields of Streamlit's messages that a person reads or hears.
READ = {"body", "caption", "content", "help", "label", "options", "placeholder", "text", "title"}
CODE = {"Code", "Html"}

# Names that are the same in every language: Keras's, and those of data sets and people.
NAMES = {
    *("SimpleRNN", "LSTM", "GRU", "Bidirectional", "Embedding", "Dense", "Keras", "TensorBoard", "IMDB", "CSV", "HTML"),
    *("timesteps", "input_features", "output_features", "units", "seed", "num_words", "maxlen", "padding"),
    *("truncating", "pre", "post", "None", "rmsprop", "adam", "sgd", "Glorot", "tanh", "sigmoid", "softmax"),
}

# Words of reviews that the sentence of a page names at first.
OF_REVIEWS = {"across": {"worst", "excellent"}}


def texts(message: Any) -> Iterator[str]:
    """What a person reads of a message and those within it."""
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for one in values:
            if field.message_type is not None and not field.message_type.GetOptions().map_entry:
                yield from texts(one)
            elif isinstance(one, str) and field.name in READ:
                yield one


def left_over(app: Any, known: Set[str] = frozenset()) -> list[str]:
    """Texts that no message said, data and names left out."""
    data = {word for run in list_runs() for word in plain_words(run.name)} | NAMES | known
    found = []
    for element in app:
        proto = getattr(element, "proto", None)
        if proto is None or type(proto).__name__ in CODE:
            continue
        found += [text for text in texts(proto) if set(plain_words(text)) - data]
    return found


@pytest.mark.parametrize("page", [page.path for page in PAGES])
def test_nothing_is_said_but_through_the_language(page: str) -> None:
    """Labels, options, help, sentences and captions of a page are messages."""
    with speaking(pseudo):
        app = visit() if page == PAGES[0].path else visit(page)
        assert left_over(app, OF_REVIEWS.get(page, set())) == []
        assert not app.exception


@pytest.mark.parametrize("question", [question for question in questions() if question != "none"])
def test_questions_are_asked_and_answered_through_the_language(question: str) -> None:
    """So is what the instruments below a reading say, in Streamlit's elements."""
    with speaking(pseudo):
        app = visit(ask=question, text="qq zz")
        assert (
            left_over(app, {"imdb", "_test", "test", *chain(*OPPOSITES)}) == []
        )  # a corpus, and words that are looked for in reviews
        assert not app.exception


def test_a_text_that_stands_elsewhere_is_found() -> None:
    """A label that is written into the code is left over, one that is said is not."""
    assert plain_words(pseudo("The {word} is said :green[so], with `code`.")) == ["word", "code"]
    assert plain_words("The label") == ["The", "label"]
