"""The page "Two networks" as AppTest builds it, on shipped networks."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.runs import Run, find_run
from rnnviz.training.reviews import reviews_of
from rnnviz.ui.beside import compare
from tests.app.classroom import screen
from tests.app.driving import sentences, visit
from tests.runs.small import small_run

FAST = {"be_a": "imdb-simple-rnn", "be_b": "imdb-simple-rnn-stacked"}


def views(app: AppTest) -> dict[str, dict[str, Any]]:
    """What the views were given to draw, the last of each kind."""
    assert sentences(app) == []
    return {
        view.proto.component_name.rsplit(".", 1)[-1]: json.loads(view.proto.json)[0]
        for view in app.get("bidi_component")
    }


def test_a_network_beside_itself_parts_nowhere() -> None:
    """The same weights on both sides: no list, CKA 1 with itself, and no invented test."""
    app = visit("beside", be_a="imdb-simple-rnn", be_b="imdb-simple-rnn")
    drawn = views(app)
    assert "part on 0 of 1,000" in drawn["parting"]["title"]
    assert drawn["rows"]["reviews"] == []
    assert drawn["intervals"]["rows"][0]["values"][0]["mean"] == pytest.approx(1)
    assert "McNemar's exact test" not in screen(app).split("How it can mislead")[0]


def test_epochs_and_untrained_weights_can_be_chosen() -> None:
    """Labels and ids in the address; the table of all epochs where it is asked for."""
    address = {"be_a": "imdb-simple-rnn", "be_a_at": "3", "be_b": "imdb-simple-rnn", "be_b_at": "untrained"}
    app = visit("beside", **address, be_every="true")
    assert app.selectbox(key="be_a_at").value == "3"
    assert app.selectbox(key="be_b_at").value == "untrained"
    assert app.query_params["be_a_at"] == "epoch 3"
    assert "A and A after epoch 2" in screen(app)
    assert "After its first epoch A changes most from" in views(app)["likeness"]["title"]


def test_without_kept_epochs_that_is_said() -> None:
    """The stack kept none: the rest of the page stands."""
    app = visit("beside", be_a="imdb-simple-rnn-stacked", be_b="imdb-simple-rnn")
    assert "A kept no weights" in app.info[0].value
    assert "lines" not in views(app)
    assert [len(views(app)["likeness"]["cells"]), app.selectbox(key="be_a_at").options] == [5, ["trained", "untrained"]]


@pytest.mark.parametrize("key", ["be_a", "be_a_at", "be_b", "be_b_at"])
def test_what_there_is_not_is_told(key: str) -> None:
    """An address with nonsense is answered by a sentence, and something is shown."""
    app = visit("beside", **{key: "<b>nonsense</b>"})
    (warning,) = app.warning
    assert "nonsense" in warning.value
    assert "parting" in views(app)


def test_only_networks_with_the_same_reviews_stand_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run with other validation reviews is offered as A, alone as B, and refused as B of another in a sentence."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    small_run(tmp_path / "runs" / "few")
    app = visit("beside", be_a="imdb-simple-rnn", be_b="few")
    assert "few" in app.selectbox(key="be_a").options
    assert "few" not in app.selectbox(key="be_b").options
    assert "validated with the reviews of network A" in app.warning[0].value.replace("\\", "")
    app = visit("beside", be_a="few")
    assert app.selectbox(key="be_b").options == ["few"]
    assert "of 50 reviews" in views(app)["parting"]["title"]


def test_reviews_that_are_gone_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run whose corpus is not there any more has nothing to be compared on."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    run = small_run(tmp_path / "runs" / "gone")
    record = run.record
    corpus = {**record.corpus.__dict__, "name": str(tmp_path / "gone.csv"), "fingerprint": "0" * 64}
    run.write_record(corpus=type(record.corpus)(**corpus))
    (told,) = sentences(visit("beside", be_a="gone"))
    assert "cannot be read" in told
    assert str(tmp_path) not in told


def test_a_review_that_parts_opens_and_leads_back() -> None:
    """The list, and a dot: "Read a review" with A, the label and the way back to the same pair."""
    app = visit("beside", **FAST, be_a_at="3", be_page="2")
    number = views(app)["rows"]["reviews"][0]["number"]
    _, reviews = reviews_of(Run(find_run("imdb-simple-rnn").path))
    app.session_state["beside-reviews"] = {"open": {"number": number, "to": "read"}}
    app.run()
    assert app.text_area(key="text").value == reviews.texts[number - 1]
    assert app.selectbox(key="model").value == "imdb-simple-rnn"
    assert app.query_params["label"] == ("positive" if reviews.labels[number - 1] else "negative")
    app.button(key="back-button").click().run()
    assert app.selectbox(key="be_b").value == "imdb-simple-rnn-stacked"
    assert views(app)["rows"]["reviews"][0]["number"] == number


def test_it_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second visitor reads no review again."""
    first = views(visit("beside", **FAST))
    monkeypatch.setattr(compare, "final_states", None)
    monkeypatch.setattr(compare, "state_facts", None)
    assert views(visit("beside", **FAST)) == first
