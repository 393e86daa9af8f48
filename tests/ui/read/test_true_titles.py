"""Titles of gates, of the change of state and of the epochs, read back and recomputed from the arrays alone.

``RNNVIZ_SENTENCES=500`` takes so many reviews for each network; the suite takes a few.
"""

import base64
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.analysis import shown_steps, tell_story
from rnnviz.cells import GATES
from rnnviz.corpora import Corpus
from rnnviz.networks import Network
from rnnviz.recording import Recording, record
from rnnviz.runs import find_run
from rnnviz.ui.read.learning_words import learning_title, of_read
from rnnviz.ui.read.payload import readable_states, reader_payload
from rnnviz.ui.read.title_words import titles
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import Words, state_label
from tests.ui.read.test_true_sentences import SHIPPED, made_up, some

UNIT = 7


def view_of(state: str, colouring: str = "unit", unit: int = UNIT) -> View:
    return View(layer=1, state=state, order="index", unit=unit, colouring=colouring)  # type: ignore[arg-type]


def titled(recording: Recording, view: View) -> dict[str, str]:
    """Titles as the page says them."""
    steps = shown_steps(recording)
    states = recording.layers[0].values(view.state)[steps.timesteps]
    directions = 2 if recording.spec.layers[0].bidirectional else 1
    named = Words(steps, recording.initial_probability)
    return dict(titles(named, tell_story(steps), states, view, directions))


def drawn_timesteps(recording: Recording) -> np.ndarray:
    """Every word, the start sign, and the last zero of the padding on either side."""
    zero = recording.ids == 0
    last_of_padding = zero & np.append(~zero[1:], True)
    return np.flatnonzero(~zero | last_of_padding)


def check_unit_title(recording: Recording, view: View) -> None:
    """The value is the largest of the row, and the word that is named has it."""
    title = titled(recording, view)["unit"]
    row = recording.layers[0].values(view.state)[:, view.unit].astype(np.float64)
    drawn = drawn_timesteps(recording)
    gate = view.state in GATES
    told = re.fullmatch(rf"The {state_label(view.state)} of unit {view.unit} (.*?) at (.*): ([+−]?\d\.\d\d)", title)
    assert told, title
    assert told[1] == ("is open furthest" if gate else "goes furthest from 0"), title
    value = float(told[3].replace("−", "-"))
    largest = row[drawn][np.abs(row[drawn]).argmax()]
    assert abs(value - largest) < 0.00501, title
    number = re.search(r", word ([\d,]+)$", told[2])
    words = np.flatnonzero(recording.ids > 1)
    front = recording.words_cut if recording.ids[0] > 1 else 0
    if number:
        timestep = words[int(number[1].replace(",", "")) - 1 - front]
        assert abs(row[timestep]) == pytest.approx(abs(largest), abs=1e-6), title
    else:
        sign = 0 if told[2] == "the padding" else 1
        assert abs(largest) == pytest.approx(np.abs(row[drawn][recording.ids[drawn] == sign]).max()), title


def check_names(recording: Recording, view: View) -> None:
    """Every title names the quantity that is drawn, and the heatmap's counts its units."""
    told, units = titled(recording, view), recording.layers[0].values(view.state).shape[1]
    assert told["heatmap"].startswith(f"{units} units of layer 1: {state_label(view.state)} "), told["heatmap"]
    check_change(recording, view, told["heatmap"])
    carried = view.state in {"hidden_states", "cell_states"}
    assert (state_label(view.state) in told["strip"]) == (not carried), told["strip"]
    assert ("state" in told["strip"]) == (carried or "state" in state_label(view.state)), told["strip"]


def check_change(recording: Recording, view: View, title: str) -> None:
    """The word that is named moved the vector of all units further than any other word."""
    drawn = drawn_timesteps(recording)
    values = recording.layers[0].values(view.state)[drawn].astype(np.float64)
    moved = np.sqrt((np.diff(values, axis=0, prepend=0 * values[:1]) ** 2).sum(axis=1))
    words = recording.ids[drawn] > 1
    number = re.search(r"changing most at “.*”, word ([\d,]+)$", title)
    assert (number is not None) == words.any(), title
    if number:
        front = recording.words_cut if recording.ids[0] > 1 else 0
        named = np.flatnonzero(words)[int(number[1].replace(",", "")) - 1 - front]
        assert moved[named] == pytest.approx(moved[words].max(), rel=1e-5), title


@pytest.mark.parametrize("name", SHIPPED)
def test_the_titles_of_every_gate_and_state_are_true(imdb: Corpus, name: str) -> None:
    """Of a gate its widest opening is told, of everything else how far it goes from 0, at the word where it does."""
    for recording in record(rnnviz.load(name), some(imdb, 5)):
        for state in readable_states(recording, 1):
            check_unit_title(recording, view_of(state))
            for colouring in ("unit", "speed"):
                check_names(recording, view_of(state, colouring))


def test_a_bidirectional_heatmap_says_which_rows_read_backwards(imdb: Corpus) -> None:
    """The first half of the units are those of the forward cell, the others have read from the end."""
    network = made_up("both")
    for recording in record(network, some(imdb, 6)[:10]):
        title = titled(recording, view_of("hidden_states", unit=1))["heatmap"]
        last, first, end = map(
            int, re.search(r"units 0 to (\d+) read forwards, (\d+) to (\d+) backwards", title).groups()
        )  # type: ignore[union-attr]
        forward = recording.layers[0].forward_part["hidden_states"]
        both = recording.layers[0].values()
        assert (last + 1, first, end) == (forward.shape[1], forward.shape[1], both.shape[1] - 1)
        np.testing.assert_array_equal(both[:, : last + 1][-len(forward) :], forward)


def check_speed(recording: Recording, network: Network, state: str) -> None:
    """How far every drawn step moved the vector of all units, from 0 before the first."""
    payload = reader_payload(recording, network, view_of(state, "speed"))
    sent = np.frombuffer(base64.b64decode(payload["speed"]), dtype="<f4")
    values = recording.layers[0].values(state)[drawn_timesteps(recording)].astype(np.float64)
    before = np.vstack([np.zeros(values.shape[1]), values[:-1]])
    np.testing.assert_allclose(sent, np.sqrt(((values - before) ** 2).sum(axis=1)), rtol=1e-4, atol=1e-6)
    letter = {"hidden_states": "h", "cell_states": "c"}.get(state, "g")
    help_ = payload["helps"]["strip"]
    assert help_.startswith(f"‖{letter}[t] − {letter}[t−1]‖"), help_
    assert (f"g being the {state_label(state)}" in help_) == (letter == "g"), help_
    assert payload["word_ends"] == ["no change", "largest change"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_change_of_state_is_what_its_caption_says(imdb: Corpus, name: str) -> None:
    """The colours are ‖h[t] − h[t−1]‖ of the quantity that the help names."""
    network = rnnviz.load(name)
    for recording in record(network, some(imdb, 7)):
        for state in readable_states(recording, 1):
            check_speed(recording, network, state)


# ---- the epochs ----


def check_learning(title: str, epochs: list[int], verdicts: list[float]) -> None:
    """The sides that are told, and the epochs with which they change."""
    sides = ["positive" if verdict >= 0.5 else "negative" for verdict in verdicts]
    turns = [epoch for epoch, one, other in zip(epochs[1:], sides, sides[1:], strict=False) if one != other]
    named = [int(number) for number in re.findall(r"\d+", title)]
    if "after every epoch" in title:
        assert (turns, named) == ([], [])
        assert set(sides) == set(re.findall("positive|negative", title))
    elif "stays so" in title:
        assert named == turns
        assert re.findall("positive|negative", title) == [sides[-1]]
    elif "times" in title:
        assert named == [len(turns), turns[-1]]
    else:
        assert named == turns
        assert len(turns) > 1


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30), st.integers(1, 4))
def test_the_title_of_the_epochs_is_true_of_any_verdicts(verdicts: list[float], every: int) -> None:
    """Whatever the verdicts are, also where only some of the epochs were read."""
    epochs = [1 + every * place for place in range(len(verdicts))]
    check_learning(learning_title(epochs, verdicts), epochs, verdicts)


def test_the_title_of_the_epochs_is_true_of_real_reviews(imdb: Corpus) -> None:
    """Reviews that were read with the weights after each epoch of the chapter's network."""
    run = find_run("imdb-simple-rnn")
    texts = some(imdb, 8)
    logits = np.array([[one.logit[-1] for one in record(run.network(epoch), texts)] for epoch in run.kept_epochs])
    for column in logits.T:
        verdicts = (1 / (1 + np.exp(-column.astype(np.float64)))).tolist()
        check_learning(learning_title(run.kept_epochs, verdicts), run.kept_epochs, verdicts)


@given(st.integers(1, 99), st.integers(0, 99))
def test_it_is_told_of_how_many_epochs_the_title_holds(read: int, others: int) -> None:
    """Where some epochs were not read, the title says of how many it speaks."""
    told = of_read("The verdict is positive after every epoch", read, read + others)
    assert [int(number) for number in re.findall(r"\d+", told)] == ([read, read + others] if others else [])
