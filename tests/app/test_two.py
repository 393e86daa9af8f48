"""The instrument "Two at once" below a reading."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.explanation import compare_readings
from tests.app.driving import sentences, visit

TEXT = "a truly wonderful film that is not boring at all"


def view(app: AppTest) -> dict[str, Any]:
    """What the view was given to draw."""
    assert sentences(app) == []
    (one,) = (one for one in app.get("bidi_component") if one.proto.component_name.endswith("pair"))
    return json.loads(one.proto.json)[0]


def told(payload: dict[str, Any]) -> str:
    return "".join(part["t"] for part in payload["sentence"])


def test_two_networks_stand_side_by_side() -> None:
    """The address names the other network; word stands beside word, and the ends are those of both recordings."""
    payload = view(visit(ask="two", model="imdb-lstm", text=TEXT, tw_model="imdb-simple-rnn"))
    pair = compare_readings(*(rnnviz.record(rnnviz.load(name), TEXT) for name in ("imdb-lstm", "imdb-simple-rnn")))
    assert [column["one"] for column in payload["columns"]][-10:] == TEXT.split()
    assert [column["other"] for column in payload["columns"]][-10:] == TEXT.split()
    for values in pair.probabilities:
        assert f" at {values[-1]:.2f}" in told(payload)
    assert [one["units"] for one in payload["states"]] == [32, 32]


def test_two_epochs_have_a_difference_of_states() -> None:
    """The first epoch beside the best one: three pictures, of which the last is the difference unit by unit."""
    payload = view(visit(ask="two", model="imdb-gru", text=TEXT, tw_what="epoch"))
    assert payload["names"] == ["the best epoch", "epoch 1"]
    assert len(payload["states"]) == 3
    app = visit(ask="two", model="imdb-gru", text=TEXT, tw_what="epoch", tw_epoch="3", epoch="2")
    assert view(app)["names"] == ["epoch 2", "epoch 3"]


def test_two_reviews_are_read_by_one_network() -> None:
    """Another review comes from the address, is aligned where it shares words, and changes with the box."""
    other = TEXT.replace("wonderful", "terrible")
    app = visit(ask="two", text=TEXT, tw_what="review", tw_text=other)
    words = [(column["one"], column["other"]) for column in view(app)["columns"]]
    assert ("wonderful", "terrible") in words
    assert sum(one != other for one, other in words) == 1
    app.text_area(key="tw_text").set_value("boring").run()
    assert [column["other"] for column in view(app)["columns"] if column["other"]][-1] == "boring"


def test_a_new_visitor_finds_another_review() -> None:
    """Without an address the other review is an example that is not the one above."""
    payload = view(visit(ask="two", tw_what="review"))
    assert payload["columns"][-1]["one"] != payload["columns"][-1]["other"]
    assert np.unique([column["step"] for column in payload["columns"] if column["step"] >= 0]).size > 20


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"tw_model": "imdb-lstm", "model": "imdb-lstm"}, "There is no other network imdb-lstm"),
        ({"tw_model": "<b>"}, "There is no other network <b>"),
        ({"tw_what": "weather"}, "This reading cannot be compared with weather"),
        ({"tw_what": "epoch", "tw_epoch": "999"}, "There is no other epoch 999"),
    ],
)
def test_what_is_not_there_is_told(address: dict[str, str], says: str) -> None:
    """A warning says what the address asked for, and something that is there is shown."""
    app = visit(ask="two", text=TEXT, **address)
    assert any(says in warning.value.replace("\\", "") for warning in app.warning)
    assert view(app)["columns"]


def test_an_empty_other_review_is_a_sentence() -> None:
    """The error names the box, and no picture is drawn from nothing."""
    app = visit(ask="two", text=TEXT, tw_what="review", tw_text=TEXT)
    app.text_area(key="tw_text").set_value("   ").run()
    assert any("There is nothing to read yet" in one for one in sentences(app))
