"""The instrument "Units" below a reading."""

import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.analysis import shown_steps
from tests.app.driving import sentences, visit

TEXT = "a truly wonderful film that is not boring at all"


def view(app: AppTest, name: str) -> dict[str, Any]:
    """What a component of the instrument was given to draw."""
    assert sentences(app) == []
    views = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(name)]
    return json.loads(views[0].proto.json)[0]


def lesson(app: AppTest) -> str:
    """The first sentence of the instrument, as it is read."""
    bold = [text.value for text in app.markdown if text.value.startswith("**") and text.value.endswith("**")]
    return re.sub(r"\\(.)", r"\1", bold[0]).strip("*")


@pytest.mark.parametrize("model", [run.name for run in rnnviz.list_runs()])
@pytest.mark.parametrize("look", ["span", "surgery", "build"])
def test_every_question_is_answered_for_every_model(model: str, look: str) -> None:
    """An address leads to a sentence and a picture."""
    app = visit(ask="Units", u_look=look, model=model, text=TEXT, u_span="2-4", u_level="0.05")
    assert lesson(app).endswith((".", ")."))
    assert view(app, "lines")["panels"]


def test_a_span_in_the_address_is_the_one_that_is_shown() -> None:
    """The span, the threshold and the units that are drawn are those of the address."""
    app = visit(ask="units", u_look="span", model="imdb-lstm", text=TEXT, u_span="4-5", u_level="0.05")
    assert [view(app, "span")[end] for end in ("first", "last")] == [3, 4]
    recording = rnnviz.record(rnnviz.load("imdb-lstm"), TEXT)
    states = recording.hidden_states[shown_steps(recording).timesteps]
    on = int((np.abs(states[3:5]) > 0.05).all(axis=0).sum())
    assert f" {on} of 32 units are on" in lesson(app)


@pytest.mark.parametrize("came", ["0-3", "1-99", "x", "3", "1-2-3", "-1-2", "9" * 400 + "-1"])
def test_a_span_that_there_is_not_is_told(came: str) -> None:
    """A warning says what a span is, and the last word is chosen."""
    app = visit(ask="units", text=TEXT, u_span=came)
    assert any(warning.value.startswith("A span is two steps of the review from 1 to") for warning in app.warning)
    assert view(app, "span")["first"] == view(app, "span")["last"]


def test_surgery_in_the_address_is_the_one_that_is_shown() -> None:
    """The curve is that of the unit, the operation and the word of the address."""
    app = visit(ask="units", u_look="surgery", text=TEXT, u_do="clamp", u_value="0.5", u_from="5", u_unit="7")
    panel = view(app, "lines")["panels"][0]
    assert panel["title"].startswith("With unit 7 changed the verdict is ")
    assert [mark["x"] for mark in panel["marks"]] == [5]
    assert "set to a value from word 5 on" in lesson(app)


def test_a_review_without_words_is_answered_too() -> None:
    """Where only the start sign is read, every look has a sentence and no error."""
    for look in ("span", "surgery", "build"):
        app = visit(ask="units", u_look=look, text="...", model="imdb-lstm")
        assert not app.exception
