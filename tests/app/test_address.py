"""The address restores what was seen, and never more than it can hold."""

import functools

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.ui.reviews.box import LONGEST_SHARED
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import drawn, paste, sentences, visit, words
from tests.shipped import held_out


def test_an_address_restores_the_view() -> None:
    """Model, colouring, order, unit and text come back cold."""
    app = visit(model="imdb-simple-rnn", colour="push", sort="variance", unit="7", text="a good one", layer="1")
    view = drawn(app)
    assert (view["colouring"], view["order_label"], view["unit"]) == ("delta_logit", "sorted by variance", 7)
    assert words(app) == ["a", "good", "one"]
    assert app.session_state["model"] == "imdb-simple-rnn"


def test_an_address_restores_the_cell_state() -> None:
    """The quantity that is drawn is in the address."""
    assert drawn(visit(model="imdb-lstm", state="cell state c"))["state_name"] == "cell state c of layer 1"


def test_an_address_restores_the_layer() -> None:
    """The layer that is drawn is in the address."""
    view = drawn(visit(model="imdb-simple-rnn-stacked", layer="2"))
    assert view["state_name"] == "hidden state h of layer 2"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_address_restores_an_example(name: str) -> None:
    """An example's name is enough to bring its text back."""
    app = visit(example=name)
    assert app.text_area(key="text").value == EXAMPLES[name]
    assert app.button_group(key="example").value == name


def test_a_text_in_the_address_beats_an_example() -> None:
    """Where both stand in the address, the text is what is read."""
    app = visit(example="negated", text="a good one")
    assert words(app) == ["a", "good", "one"]


@pytest.mark.parametrize(
    "address",
    [
        {"model": "no-such-model"},
        {"model": "../../etc"},
        {"layer": "99"},
        {"layer": "one"},
        {"state": "cell state c", "model": "imdb-simple-rnn"},
        {"sort": "beauty"},
        {"unit": "-1"},
        {"unit": "1e9"},
        {"colour": "mauve"},
        {"example": "no such example"},
        {"nonsense": "x"},
    ],
    ids=lambda address: " ".join(address.values()),
)
def test_a_nonsense_address_falls_back(address: dict[str, str]) -> None:
    """A value that the page does not know is replaced by what a new visitor sees."""
    expected = visit(**({"model": address["model"]} if address.get("model") == "imdb-simple-rnn" else {}))
    assert drawn(visit(**address)) == drawn(expected)


COLOURINGS = "probability, push, one unit, change of state"
STATES = "hidden state h, cell state c, input gate, forget gate, cell candidate, output gate"
IN_VAIN = [
    ({"unit": "99"}, "Unit is one of 0, 1, 2, …, 31, not 99; 0 is shown."),
    ({"state": "mood"}, f"State is one of {STATES}, not mood; hidden state h is shown."),
    ({"layer": "2", "model": "imdb-simple-rnn"}, "Layer is one of 1, not 2; 1 is shown."),
    ({"colour": "mauve"}, f"Colour the words by is one of {COLOURINGS}, not mauve; probability is shown."),
    ({"sort": "b"}, "Sort units by is one of index, readout, variance, similarity, not b; index is shown."),
    ({"model": "none"}, f"There is no trained model none to read with; LSTM, {held_out('imdb-lstm')} is shown."),
    (
        {"epoch": "77", "model": "imdb-simple-rnn"},
        "imdb-simple-rnn kept no weights of an epoch 77; its best epoch is shown.",
    ),
]


@pytest.mark.parametrize(("address", "told"), IN_VAIN)
def test_what_an_address_asks_in_vain_is_told(address: dict[str, str], told: str) -> None:
    """A value that cannot be shown is named, with what was expected and what is shown instead."""
    assert [warning.value.replace("\\", "") for warning in visit(**address).warning] == [told]


def test_an_empty_text_in_the_address_is_an_empty_box() -> None:
    """An address that holds an empty text shows the sentence, not an example."""
    assert len(sentences(visit(text=""))) == 1


@pytest.mark.parametrize("text", ["a good one", "정말 재미있는 영화", "<b>&amp;</b> %20 + #", "x" * LONGEST_SHARED])
def test_a_short_text_is_in_the_address(text: str) -> None:
    """A text of one's own that is short enough is shared as it is."""
    assert paste(visit(), text).query_params["text"] == text


def test_a_long_text_is_not_in_the_address() -> None:
    """One sign too many, and the text is left out; a shorter one that stood there goes."""
    app = paste(visit(), "a good one")
    paste(app, "x" * (LONGEST_SHARED + 1))
    assert "text" not in app.query_params
    assert sentences(app) == []


def test_an_examples_text_is_not_in_the_address() -> None:
    """Picking an example takes a text of one's own out of the address."""
    app = paste(visit(), "a good one")
    app.button_group(key="example").set_value("negated").run()
    assert "text" not in app.query_params


def test_a_label_of_an_older_address_is_understood() -> None:
    """What a colouring was called once still chooses it, and nothing is told."""
    app = visit(colour="verdict so far")
    assert [warning.value for warning in app.warning] == []
    assert drawn(app)["colouring"] == "readout"


@pytest.mark.parametrize(
    ("page", "key"),
    [
        *(("", key) for key in ("model", "colour", "state", "layer", "sort", "unit", "epoch", "example")),
        *(("loop", key) for key in ("cell", "look", "weights", "inputs", "timesteps", "seed", "case")),
        *(("data", key) for key in ("d_corpus", "d_words", "d_show", "d_order", "d_page", "d_review")),
        *(("train", key) for key in ("run", "t_cell", "t_layers", "t_units", "t_rate", "t_beside", "t_epochs")),
        *(("clinic", key) for key in ("c_run", "c_epoch", "c_group", "c_order", "c_page")),
        *(("layers", key) for key in ("returns", "cell", "words")),
        *(("tasks", key) for key in ("k_part", "k_task", "k_cell", "k_units", "k_first-symbol")),
        *(("dynamics", key) for key in ("dy_run", "dy_input", "dy_word", "dy_weights", "dy_example")),
        *(("beside", key) for key in ("be_a", "be_a_at", "be_b", "be_b_at", "be_page", "be_every")),
    ],
)
def test_an_empty_value_asks_for_nothing(page: str, key: str) -> None:
    """A control whose value in the address is empty shows what a new visitor finds, and nothing is told."""
    empty = visit(page, **{key: ""})
    assert [error.value for error in empty.exception] == []
    assert _told(empty) == _told_to_a_new_visitor(page)


@functools.cache
def _told_to_a_new_visitor(page: str) -> list[str]:
    return _told(visit(page))


def _told(app: AppTest) -> list[str]:
    return [one.value for one in (*app.warning, *app.error)]


def test_a_press_that_brings_an_older_address_keeps_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """However late it comes: whoever presses the button has not gone back."""
    monkeypatch.setattr("rnnviz.ui.frame.held_text.LATE_SECONDS", 0.0)
    app = paste(visit(), "a good one")
    del app.query_params["text"]
    app.button(key="text-read").click().run()
    assert words(app) == ["a", "good", "one"]
    assert app.query_params["text"] == "a good one"


def test_a_text_that_brings_an_older_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types or picks has not gone back either."""
    monkeypatch.setattr("rnnviz.ui.frame.held_text.LATE_SECONDS", 0.0)
    app = paste(visit(text="a bad one"), "a good one")
    app.query_params["text"] = "a bad one"
    assert words(paste(app, "a third one")) == ["a", "third", "one"]
    app.query_params["text"] = "a bad one"
    app.button_group(key="example").set_value("very short").run()
    assert " ".join(words(app)) in EXAMPLES["very short"]


def test_a_press_that_still_names_the_example_keeps_the_text() -> None:
    """The message of the press was sent before the browser heard that the typed text had left the example."""
    app = paste(visit(), "a good one")
    app.button_group(key="example").set_value("mixed")
    app.button(key="text-read").click().run()
    assert words(app) == ["a", "good", "one"]
    assert app.button_group(key="example").value is None
    app.button_group(key="example").set_value("mixed").run()
    assert " ".join(words(app)).startswith("The first half")


def test_an_older_address_alone_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a press, an address of before brings what was read before."""
    monkeypatch.setattr("rnnviz.ui.frame.held_text.LATE_SECONDS", 0.0)
    app = paste(visit(text="a bad one"), "a good one")
    app.query_params["text"] = "a bad one"
    assert words(app.run()) == ["a", "bad", "one"]
