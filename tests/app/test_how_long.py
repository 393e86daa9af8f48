"""The instrument "How long" below a reading."""

import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.explanation import read_review, word_memory
from tests.app.driving import sentences, visit

TEXT = "a truly wonderful film that is not boring at all"


def view(app: AppTest) -> dict[str, Any]:
    """What the view was given to draw."""
    assert sentences(app) == []
    (one,) = (one for one in app.get("bidi_component") if one.proto.component_name.endswith("influence"))
    return json.loads(one.proto.json)[0]


def told(payload: dict[str, Any]) -> str:
    return "".join(part["t"] for part in payload["sentence"])


@pytest.mark.parametrize("model", [run.name for run in rnnviz.list_runs()])
def test_the_question_is_answered_for_every_model(model: str) -> None:
    """A title for every word, a matrix for every state, and a sentence with the median half-life."""
    payload = view(visit(ask="How long", model=model, text=TEXT))
    memory = word_memory(read_review(rnnviz.load(model), TEXT))
    assert len(payload["titles"]) == len(payload["rows"]) == 10
    assert len(payload["measures"]) == len(memory.influence.differences) + 1
    median = memory.measured.quantile(0.5)
    assert f"{median:.0f} word" in told(payload) if np.isfinite(median) else "as far as the review" in told(payload)


def test_the_address_restores_what_is_followed_and_compared() -> None:
    """Ids of the address choose the cell state and the review without the word."""
    app = visit(ask="how_long", model="imdb-lstm", text=TEXT, hl_shown="cell_states", hl_without="left_out")
    payload = view(app)
    assert [measure["shown"] for measure in payload["measures"]] == [False, True, False]
    memory = word_memory(read_review(rnnviz.load("imdb-lstm"), TEXT), "left_out")
    first = memory.half_lives("cell_states").first
    for title, half_life in zip(payload["titles"], first, strict=True):
        if np.isfinite(half_life):
            assert re.search(rf"in the cell state c is gone after {half_life:.0f} word", title)


@pytest.mark.parametrize("came", ["cell_states", "x", "<b>", "9" * 300])
def test_what_cannot_be_followed_is_told(came: str) -> None:
    """A SimpleRNN has no cell state, and nothing is called so: a warning says what there is."""
    app = visit(ask="how_long", model="imdb-simple-rnn", text=TEXT, hl_shown=came)
    assert any("What is followed is one of hidden state h, running logit" in one.value for one in app.warning)
    assert view(app)["measures"][0]["shown"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("zorgblat zorgblax", "all are unknown to this network"),
        ("great", "nothing follows that could make the network forget it"),
        ("?!", "no word"),
    ],
)
def test_where_there_is_nothing_to_forget_a_sentence_says_why(text: str, says: str) -> None:
    """Unknown words alone, one word, and none at all give one sentence and no picture."""
    app = visit(ask="how_long", text=text)
    assert sentences(app) == [] or says == "no word"
    assert says in " ".join(one.value for one in [*app.info, *app.error, *app.warning])
    assert not [one for one in app.get("bidi_component") if one.proto.component_name.endswith("influence")]
