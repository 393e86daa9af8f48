"""The instrument "Which words" below a reading."""

import base64
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.explanation import integrated_gradients, omission, read_review
from rnnviz.runs import models_folder
from tests.app.driving import captions, sentences, visit
from tests.app.test_units import view

TEXT = "a truly wonderful film that is not boring at all, only the zorgblat was terrible"


def values(app: AppTest) -> dict[str, np.ndarray]:
    """Values of every method that is drawn."""
    strips = view(app, "strips")["strips"]
    return {strip["name"]: np.frombuffer(base64.b64decode(strip["values"]), "<f4") for strip in strips}


@pytest.mark.parametrize("model", [run.name for run in rnnviz.list_runs()])
def test_every_model_is_explained_by_six_methods(model: str) -> None:
    """The strips are what the analyses say, the sentence names a word, and the sum is stated."""
    app = visit(ask="which", model=model, text=TEXT)
    drawn = view(app, "strips")
    reading = read_review(rnnviz.load(model), TEXT)
    folded = len(drawn["words"])
    assert list(values(app)) == [
        *("push", "gradient_input", "integrated_gradients", "occlusion", "omission", "bag_of_words")
    ]
    for name, found in (("integrated_gradients", integrated_gradients(reading)), ("omission", omission(reading))):
        np.testing.assert_allclose(values(app)[name], found.values[-folded:], rtol=1e-5, atol=1e-6)
    assert any("s" in part for part in drawn["sentence"])
    assert "With zeros in every word's place the logit would be " in drawn["more"][0]["t"]


def test_an_address_restores_the_choices() -> None:
    """Method and both baselines come from the address, by label or by id."""
    app = visit(
        ask="Which words", model="imdb-lstm", text=TEXT, ww_method="occlusion", ww_hidden="zeros", ww_baseline="mean"
    )
    drawn = view(app, "strips")
    assert drawn["chosen"] == "occlusion"
    assert "In the word's place stands: zeros." in drawn["more"][0]["t"]
    reading = read_review(rnnviz.load("imdb-lstm"), TEXT)
    np.testing.assert_allclose(
        values(app)["integrated_gradients"], integrated_gradients(reading, baseline="mean").values, rtol=1e-5, atol=1e-6
    )


def test_an_address_that_asks_for_what_there_is_not_is_told() -> None:
    """A method and a baseline that nobody knows are one sentence each, and the first is shown."""
    app = visit(ask="which", model="imdb-lstm", text=TEXT, ww_method="astrology", ww_baseline="<b>black</b>")
    told = " ".join(re.sub(r"\\(.)", r"\1", warning.value) for warning in app.warning)
    assert "There is no method astrology; integrated gradients is shown." in told
    assert "There is no baseline <b>black</b>; zeros is taken." in told
    assert view(app, "strips")["chosen"] == "integrated_gradients"


@pytest.mark.parametrize(
    "text", ["wonderful", "zorgblat " * 500, "word " * 30_000, "…", "<img src=x onerror=alert(1)>"]
)
def test_texts_that_break_things_are_answered(text: str) -> None:
    """One word, unknown words alone, a very long text, no word at all, and markup have a picture or a sentence."""
    app = visit(ask="which", model="imdb-simple-rnn", text=text)
    assert [error.value for error in app.exception] == []
    assert sentences(app) or view(app, "strips")["words"]


def test_a_run_without_a_bag_of_words_says_how_to_fit_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other five methods are drawn, and a sentence says when it is fitted."""
    home = tmp_path / "home"
    shutil.copytree(models_folder() / "imdb-gru", home / "runs" / "own", ignore=shutil.ignore_patterns("epochs"))
    (home / "runs" / "own" / "bag_of_words.npz").unlink()
    monkeypatch.setenv("RNNVIZ_HOME", str(home))
    app = visit(ask="which", model="own", text=TEXT)
    assert "bag_of_words" not in values(app)
    assert "A bag of words for own has not been fitted yet" in captions(app).replace("\\", "")


def test_trust_stands_beside_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Curves of this review and the measured figures; for a run without these, a button that has it measured."""
    app = visit(ask="which", model="imdb-lstm", text=TEXT)
    assert len(view(app, "lines")["panels"][0]["lines"]) == 7
    trust = next(run for run in rnnviz.list_runs() if run.name == "imdb-lstm").trust()
    assert trust is not None
    assert trust.faithfulness is not None
    assert trust.faithfulness.reviews >= 200
    rows = {row["name"]: row["values"][0]["mean"] for row in view(app, "intervals")["rows"]}
    assert rows == pytest.approx({name: one.mean for name, one in trust.faithfulness.comprehensiveness.items()})
    home = tmp_path / "home"
    shutil.copytree(models_folder() / "imdb-gru", home / "runs" / "own", ignore=shutil.ignore_patterns("epochs"))
    (home / "runs" / "own" / "measured.json").unlink()
    monkeypatch.setenv("RNNVIZ_HOME", str(home))
    app = visit(ask="which", model="own", text=TEXT)
    assert any("has not been measured yet" in told.value for told in app.info)
    assert app.button(key="measure")
