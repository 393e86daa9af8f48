"""What "Read a review" claims of real reviews, read back and recomputed from the arrays of the recording alone.

``RNNVIZ_SENTENCES=500`` takes so many reviews for each network; the suite takes a few.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import rnnviz
from rnnviz.analysis import shown_steps, tell_story
from rnnviz.corpora import Corpus
from rnnviz.networks import Network
from rnnviz.recording import Recording, record
from rnnviz.text import Padding
from rnnviz.ui.read import reading_words
from rnnviz.ui.read.help_words import ends_here
from rnnviz.ui.read.title_words import titles
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import Words, what_happened
from tests.networks.drawing import network_spec, random_network

MANY = int(os.environ.get("RNNVIZ_SENTENCES", "25"))
SHIPPED = ("imdb-lstm", "imdb-gru", "imdb-simple-rnn", "imdb-simple-rnn-stacked")
VIEW = View(layer=1, state="hidden_states", order="index", unit=3, colouring="readout")
P = r"(\d\.\d\d)"


def some(imdb: Corpus, seed: int) -> list[str]:
    """Reviews of every length, some cut short, one without a word."""
    draw = np.random.default_rng(seed)
    texts = [imdb.texts[number] for number in draw.choice(len(imdb), MANY, replace=False)]
    short = [" ".join(text.split()[: draw.integers(0, 6)]) for text in texts[:: max(MANY // 20, 4)]]
    return [*texts, *short, "."]


def made_up(kind: str) -> Network:
    """A network as nobody ships it: its zeros behind the words, or a layer that reads backwards."""
    base = rnnviz.load("imdb-simple-rnn")
    if kind == "post":
        return replace(base, padding=Padding(maxlen=120, padding="post"))
    spec = network_spec("gru", bidirectional=True)
    return replace(random_network(spec), padding=Padding(maxlen=60))


def probabilities(recording: Recording) -> np.ndarray:
    return 1 / (1 + np.exp(-recording.logit.astype(np.float64)))


def check_sentence(recording: Recording) -> None:
    """Every claim of the sentence, from the ids and logits."""
    steps = shown_steps(recording)
    parts = what_happened(Words(steps, recording.initial_probability), tell_story(steps))
    text = "".join(part["t"] for part in parts).replace("\N{NO-BREAK SPACE}", " ")
    curve = probabilities(recording)
    at = np.flatnonzero(recording.ids > 1)  # timesteps of words
    verdict = "positive" if curve[-1] >= 0.5 else "negative"
    if not len(at):
        assert text == f"Without a word the verdict is {verdict}."
        return
    side = curve[at] >= 0.5
    held = "positive" if side[-1] else "negative"
    turns = np.flatnonzero(side[1:] != side[:-1]) + 1
    mentions = [steps.timesteps[part["s"]] for part in parts if part.get("s") is not None]
    turned = "and the padding behind" in text
    assert turned == (held != verdict), text
    assert re.search(f"makes the verdict {verdict}", text) or not turned
    if len(turns):
        number = int(re.search(r", word ([\d,]+)", text)[1].replace(",", ""))  # type: ignore[index]
        front = recording.words_cut if recording.ids[0] > 1 else 0
        assert re.search(f"crosses to {held} at ", text), text
        assert (mentions.pop(0), number) == (at[turns[-1]], turns[-1] + 1 + front), text
        check_times(text, len(turns) - 1, turned)
    else:
        assert text.startswith(f"The probability is on the {held} side after every word"), text
    check_pushes(recording, text, at, mentions)


def check_times(text: str, before: int, turned: bool) -> None:
    if turned or not before:
        assert "changing sides" not in text
        return
    told = re.search(r"changing sides (.*?) before", text)[1]  # type: ignore[index]
    counted = {"once": 1, "twice": 2}.get(told) or int(re.search(r"\d+", told)[0])  # type: ignore[index]
    assert counted == before, text


def check_pushes(recording: Recording, text: str, at: np.ndarray, mentions: Sequence[int]) -> None:
    """The words that are named push furthest, and their probabilities are those before and after them."""
    curve = probabilities(recording)
    logit = np.concatenate([[recording.initial_logit], recording.logit]).astype(np.float64)
    pushes = np.abs(np.diff(logit))
    told = re.findall(rf"\({P} → {P}\)", text)
    assert len(told) == len(mentions) == min(len(at), 3), text
    for (before, after), timestep in zip(told, mentions, strict=True):
        start = curve[timestep - 1] if timestep else recording.initial_probability
        assert abs(float(before) - start) < 0.00501, text
        assert abs(float(after) - curve[timestep]) < 0.00501, text
    rest = np.setdiff1d(at, mentions)
    assert not len(rest) or pushes[list(mentions)].min() >= pushes[rest].max() - 1e-4, text


def check_titles(recording: Recording) -> None:
    """The titles name the last turn, the end of the curve and the furthest state."""
    steps = shown_steps(recording)
    states = recording.layers[0].values()[steps.timesteps]
    told = titles(Words(steps, recording.initial_probability), tell_story(steps), states, VIEW)
    curve = probabilities(recording)
    verdict = "positive" if curve[-1] >= 0.5 else "negative"
    assert verdict in told["probability"]
    ending = re.search(rf"ending at {P}", told["probability"])
    assert ending is None or abs(float(ending[1]) - curve[-1]) < 0.00501
    value = float(re.search(r": ([+−]\d\.\d\d)$", told["unit"])[1].replace("−", "-"))  # type: ignore[index]
    assert abs(value - states[np.abs(states[:, 3]).argmax(), 3]) < 0.00501


def check_reading(recording: Recording, network: Network) -> None:
    """How far the padding in front moves the probability."""
    steps = shown_steps(recording)
    lines = " ".join(reading_words.what_was_read(recording, network, tell_story(steps).padding_shift))
    moved = re.search(rf"move the probability from {P} to {P}", lines)
    zeros = int((recording.ids == 0).sum())
    assert (moved is not None) == (zeros > 0 and network.padding.padding == "pre")
    if moved:
        assert abs(float(moved[1]) - recording.initial_probability) < 0.00501
        assert abs(float(moved[2]) - probabilities(recording)[zeros - 1]) < 0.00501


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_said_of_real_reviews_is_true(imdb: Corpus, name: str) -> None:
    """Sentence, titles and the note on the padding hold for a shipped network."""
    network = rnnviz.load(name)
    for recording in record(network, some(imdb, 1)):
        check_sentence(recording)
        check_titles(recording)
        check_reading(recording, network)


def test_padding_behind_the_words_is_held_apart(imdb: Corpus) -> None:
    """Of a network that reads its zeros last, the side after the words and the verdict are both told."""
    network = made_up("post")
    recordings = record(network, some(imdb, 2))
    for recording in recordings:
        check_sentence(recording)
        check_titles(recording)
        check_reading(recording, network)
    curves = [(probabilities(one), np.flatnonzero(one.ids > 1)) for one in recordings]
    assert any((curve[at[-1]] >= 0.5) != (curve[-1] >= 0.5) for curve, at in curves if len(at))


def test_a_network_that_reads_backwards_is_told_truly(imdb: Corpus) -> None:
    """Its sentences hold as well, and it is never said to answer so if the review ended at a word."""
    network = made_up("both")
    for recording in record(network, some(imdb, 3)[:40]):
        check_sentence(recording)
        assert ends_here(recording) == "backwards"


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_shorter_review_would_get_is_told_only_where_it_is_so(imdb: Corpus, name: str) -> None:
    """Where the help says so, the review that ends at a word gets exactly the probability that is shown there."""
    network = rnnviz.load(name)
    for text in some(imdb, 4)[:6]:
        recording = record(network, text)
        at = np.flatnonzero(recording.ids > 1)
        if ends_here(recording) != "so" or len(at) < 4:
            continue
        middle = at[len(at) // 2]
        shorter = record(network, text[: recording.spans[middle, 1]])
        assert shorter.logit[-1] == pytest.approx(recording.logit[middle], abs=1e-4)
