"""The page "Dynamics" as AppTest builds it, on shipped networks."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.dynamics import under_constant_input
from rnnviz.networks import Network
from rnnviz.recording import record
from rnnviz.runs import find_run
from rnnviz.shapes import Floats, Ids
from rnnviz.ui.dynamics import frames, look
from rnnviz.ui.dynamics.look import look_at, model_changed
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import sentences, trainers_loaded_by, visit
from tests.runs.small import small_run

RUN = {"dy_run": "imdb-simple-rnn"}


def views(app: AppTest) -> dict[str, dict[str, Any]]:
    """What the plane, the curve and the words were given to draw."""
    assert sentences(app) == []
    return {
        view.proto.component_name.rsplit(".", 1)[-1]: json.loads(view.proto.json)[0]
        for view in app.get("bidi_component")
    }


def lesson(app: AppTest) -> str:
    return next(one.value for one in app.markdown if one.value.startswith("**")).replace("\\", "")


def test_the_first_sentence_is_the_lesson_and_the_review_walks() -> None:
    """Two verdicts and a saddle of the chapter's network; the first example's words, one place each."""
    app = visit("dynamics", **RUN)
    drawn = views(app)
    assert "holds some verdicts and loses others: 55 of 64" in lesson(app)
    plane = drawn["plane"]
    (frame,) = plane["frames"]
    assert "Either verdict has its place" in frame["rest"]
    assert "line attractor" not in json.dumps(drawn)
    assert plane["words"][:3] == ["start", "the", "first"]
    assert " ".join(plane["words"]).endswith("truly lovely one")
    assert [len(plane["frames"]), len(plane["frames"][0]["walks"])] == [1, 10]
    assert {point["kind"] for point in frame["points"]} == {"stable", "saddle", "turning"}
    assert [panel["name"] for panel in drawn["lines"]["panels"]] == ["drift", "speed", "half-life"]
    assert len(drawn["pushes"]["rows"]) == 20


def test_the_training_is_a_movie_on_the_same_axes() -> None:
    """Untrained, every kept epoch and trained; the axes are those of the trained network alone."""
    alone, movie = (views(visit("dynamics", **RUN, dy_weights=weights))["plane"] for weights in ("trained", "epochs"))
    assert movie["axes"] == alone["axes"]
    labels = [frame["label"] for frame in movie["frames"]]
    epochs = find_run("imdb-simple-rnn").kept_epochs
    assert labels == ["untrained", *(f"epoch {epoch}" for epoch in epochs), "trained"]
    assert movie["frames"][-1]["places"] == alone["frames"][0]["places"]
    assert movie["shown"] == 0
    assert f"of {len(epochs)} shown epochs both have one" in movie["help"]
    assert all(frame["points"] for frame in movie["frames"])
    assert movie["frames"][-1]["points"] == alone["frames"][0]["points"]


def test_the_points_of_an_epoch_are_those_of_its_weights() -> None:
    """After epoch 3, every exact point stays where it is for one step of the network with these weights."""
    moments = frames.moments_of("imdb-simple-rnn", model_changed("imdb-simple-rnn"), shipped())
    (moment,) = [one for one in moments if one.epoch == 3]
    points = frames.points_at("imdb-simple-rnn", 1, look.Alone(kind="zero"), moment)
    map_ = under_constant_input(find_run("imdb-simple-rnn").network(3))
    exact = np.array([point.state for point in points if point.exact])
    assert len(exact)
    np.testing.assert_allclose(map_.step(exact), exact, atol=1e-9)


def test_a_moment_of_the_training_is_told_as_it_is() -> None:
    """Share of the own first direction, spread beside the trained states, and accuracy, recomputed after epoch 3."""
    drawn_frames = views(visit("dynamics", **RUN, dy_weights="epochs"))["plane"]["frames"]
    (told,) = [frame["told"] for frame in drawn_frames if frame["label"] == "epoch 3"]
    run, known = find_run("imdb-simple-rnn"), shipped()
    drawn = [known.reviews[review] for review in (*known.shown[:4], *known.shown[5:9])]
    states = [read(run.network(3).astype("float64"), ids) for ids in drawn]
    variances = np.linalg.eigvalsh(np.cov(np.concatenate(states).T))
    trained = np.trace(np.cov(np.concatenate([read(known.network, ids) for ids in known.reviews]).T))
    claimed = [float(one) for one in re.findall(r"\d+\.\d+", told)]
    accuracy = next(row.val_accuracy for row in run.history if row.epoch == 3)
    expected = [100 * variances[-1] / variances.sum(), np.sqrt(variances.sum() / trained), 100 * accuracy]
    np.testing.assert_allclose(claimed, expected, atol=0.051)


def shipped() -> look.Look:
    return look_at("imdb-simple-rnn", model_changed("imdb-simple-rnn"))


def read(network: Network, ids: Ids) -> Floats:
    """States at the words of one review."""
    recording = record(network, ids)
    return recording.hidden_states[recording.mask]


@pytest.mark.parametrize("key", ["dy_run", "dy_input", "dy_weights"])
def test_what_there_is_not_is_told(key: str) -> None:
    """An address with nonsense is answered by a sentence, and something is shown."""
    app = visit("dynamics", **{**RUN, key: "<b>nonsense</b>"})
    (warning,) = app.warning
    assert "nonsense" in warning.value
    assert "plane" in views(app)


def test_a_word_can_be_read_for_ever() -> None:
    """A word of the vocabulary has resting places of its own; another one is told in a sentence."""
    app = visit("dynamics", **RUN, dy_input="word", dy_word="excellent")
    assert "that word" in lesson(app)
    (frame,) = views(app)["plane"]["frames"]
    assert all(point["x"] > 0 for point in frame["points"] if point["kind"] == "stable")
    axes = views(app)["plane"]["axes"]
    assert all(
        axes["low"][0] <= point["x"] <= axes["high"][0] for point in frame["points"] if point["kind"] == "stable"
    )
    (told,) = sentences(visit("dynamics", **RUN, dy_input="word", dy_word="zorblax"))
    assert "no vector for the word 'zorblax'" in told


def test_padding_that_is_masked_is_not_offered() -> None:
    """A network that skips its padding never reads it."""
    app = visit("dynamics", dy_run="imdb-gru")
    assert "padding" not in app.selectbox(key="dy_input").options
    assert "padding" in visit("dynamics", **RUN).selectbox(key="dy_input").options


def test_the_way_from_a_reading_and_back_keeps_review_and_network() -> None:
    """The button below "Read a review" leads here with its text and model, and the one here leads back."""
    app = visit(text="a truly wonderful film", model="imdb-simple-rnn")
    app.button(key="read-dynamics").click().run()
    assert views(app)["plane"]["words"] == ["start", "a", "truly", "wonderful", "film"]
    assert app.selectbox(key="dy_run").value == "imdb-simple-rnn"
    app.button(key="dynamics-read").click().run()
    assert app.text_area(key="text").value == "a truly wonderful film"
    assert app.selectbox(key="model").value == "imdb-simple-rnn"


def test_the_word_that_pushes_furthest_leads_to_units_and_words() -> None:
    """Its button opens the page with the run."""
    app = visit("dynamics", **RUN)
    app.button(key="dy-up").click().run()
    assert app.selectbox(key="w_run").value == "imdb-simple-rnn"


def test_without_the_runs_reviews_those_of_rnnviz_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run whose corpus is gone shows the examples, and says so."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    run = small_run(tmp_path / "runs" / "gone")
    record = run.record
    run.write_record(corpus=type(record.corpus)(**{**record.corpus.__dict__, "name": str(tmp_path / "gone.csv")}))
    app = visit("dynamics", dy_run="gone")
    plane = views(app)["plane"]
    assert any("reviews that come with rnnviz" in key["told"] for key in plane["keys"])
    assert f"in {len(EXAMPLES)} reviews" in plane["help"]


def test_a_network_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another review walks without another search."""
    visit("dynamics", **RUN)
    monkeypatch.setattr(look, "find_points", None)
    monkeypatch.setattr(look, "visit", None)
    assert views(visit("dynamics", **RUN, dy_text="an awful film"))["plane"]["words"][1:] == ["an", "awful", "film"]


def test_the_page_loads_no_trainer() -> None:
    """Neither TensorFlow nor Keras."""
    session = "from tests.app.driving import visit\nassert not visit('dynamics', dy_run='imdb-simple-rnn').exception"
    assert trainers_loaded_by(session) == []
