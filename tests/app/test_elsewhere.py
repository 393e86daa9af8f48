"""From a word of a review to all reviews: the ways are those of the word, its state and the unit that is followed."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.analysis import shown_steps
from rnnviz.ui.across.elsewhere_facts import state_of
from rnnviz.ui.frame.doors import ACROSS_BACK_KEY, Door, door_of
from tests.app.driving import captions, visit

TEXT = "a truly zorblax film"


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Door]:
    """The ways to "Units and words" that were offered, by the part that they lead to."""
    found: dict[str, Door] = {}

    def offer(door: Door, label: str, **_: object) -> None:
        if door.path == "across":
            assert label
            found[door.address["w_part"]] = door

    monkeypatch.setattr(Door, "offer", offer)
    return found


def asked(step: int, *, unit: int = 5, **address: str) -> AppTest:
    """The page after it was asked where else the place is."""
    app = visit(text=TEXT, **address)
    app.session_state["read-elsewhere"] = (unit, step)
    return app.run()


@pytest.mark.parametrize("model", ["imdb-lstm", "imdb-simple-rnn-stacked"])
def test_a_word_leads_to_its_state_to_itself_and_to_the_unit(offered: dict[str, Door], model: str) -> None:
    """The state is that of the last layer after the word, and every way leads back to the word."""
    recording = rnnviz.record(rnnviz.load(model), TEXT)
    steps = shown_steps(recording)
    step = steps.words.index("truly")
    asked(step, model=model)
    assert list(offered) == ["state", "word", "unit"]
    state = recording.hidden_states[steps.timesteps[step]]
    found = state_of(offered["state"].address["w_state"], len(state))
    assert found is not None
    np.testing.assert_allclose(found, state, atol=1e-3)
    assert (offered["state"].address["w_said"], offered["word"].address["w_word"]) == ("truly", "truly")
    assert offered["unit"].address["w_unit"] == "5"
    for door in offered.values():
        assert door.address["w_run"] == model
        back = door_of(door.address[ACROSS_BACK_KEY])
        assert back is not None
        assert back.address == {"model": model, "word": str(step + 1)}


@pytest.mark.parametrize(
    ("step", "address", "ways", "said"),
    [
        (0, {"model": "imdb-lstm"}, ["unit"], ""),
        (3, {"model": "imdb-lstm"}, ["state", "unit"], "The network does not know this word"),
        (3, {"model": "imdb-simple-rnn-stacked", "layer": "1"}, ["word"], "choose layer 4 under “View options”"),
        (2, {"model": "imdb-lstm", "epoch": "1"}, [], ""),
        (99, {"model": "imdb-lstm"}, [], ""),
    ],
    ids=["the start sign", "an unknown word", "a lower layer", "another epoch", "no step"],
)
def test_only_what_is_recorded_over_all_reviews_leads_there(
    offered: dict[str, Door], step: int, address: dict[str, str], ways: list[str], said: str
) -> None:
    """Recorded are words that are known, and states and units of the last layer at the best epoch."""
    app = asked(step, **address)
    assert list(offered) == ways
    assert said in captions(app).replace("\\", "")


def test_the_ways_are_told_once(offered: dict[str, Door]) -> None:
    """The next run of the page shows its stage without them."""
    app = asked(2, model="imdb-lstm")
    offered.clear()
    app.run()
    assert not offered
