"""Two readings stand beside each other as their words do, and what is said of them follows from both recordings."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import TwoReadings, compare_readings
from rnnviz.figures import reading_pair
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import Recording, record
from rnnviz.text import Padding, Vocabulary
from tests.networks.drawing import paddings, random_weights, specs

KNOWN = [f"w{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
texts = st.lists(st.sampled_from(KNOWN), max_size=14).map(" ".join)


def drawn_network(spec: NetworkSpec, padding: Padding, seed: int) -> Network:
    """A network that knows as many of the words as it has room for."""
    vocabulary = Vocabulary(KNOWN[: spec.num_words - 4])
    return Network.from_weights(spec, random_weights(spec, seed), vocabulary=vocabulary, padding=padding)


def words_of(recording: Recording, steps: np.ndarray) -> list[str | None]:
    """The word in each column, None where there is none."""
    at = recording.folded_timesteps
    return [recording.words[at[step]] or None if step >= 0 else None for step in steps.tolist()]


def check(pair: TwoReadings) -> None:
    """Every step stands once and in order, and running logits stay where they were in a column without a step."""
    for recording, steps, logit in (
        (pair.one, pair.steps_one, pair.logit_one),
        (pair.other, pair.steps_other, pair.logit_other),
    ):
        assert steps[steps >= 0].tolist() == list(range(len(recording.folded_timesteps)))
        latest = recording.initial_logit
        for step, value in zip(steps.tolist(), logit.tolist(), strict=True):
            latest = latest if step < 0 else recording.logit[recording.folded_timesteps[step]]
            assert value == np.float64(latest)
    signs = np.sign(pair.logit_one) >= 0, np.sign(pair.logit_other) >= 0
    apart = signs[0] != signs[1]
    assert (pair.parting is None) == (not apart[-1])
    if pair.parting is not None:
        assert apart[pair.parting :].all()
        assert pair.parting == 0 or not apart[pair.parting - 1]


@settings(max_examples=60, deadline=None)
@given(spec=specs, other=specs, padding=paddings, text=texts, seed=st.integers(0, 99))
def test_two_networks_on_one_review_share_its_words(
    spec: NetworkSpec, other: NetworkSpec, padding: Padding, text: str, seed: int
) -> None:
    """Whatever their vocabularies, masks and layers, equal words share a column where both read the whole review."""
    long = Padding(maxlen=40)
    pair = compare_readings(
        record(drawn_network(spec, long, seed), text), record(drawn_network(other, padding, seed + 1), text)
    )
    check(pair)
    if not pair.one.words_cut and not pair.other.words_cut:
        assert words_of(pair.one, pair.steps_one) == words_of(pair.other, pair.steps_other)
    if text:
        words = np.flatnonzero(pair.is_word)
        size = np.abs(pair.difference)
        assert size[pair.furthest] == size[words].max() if words.size else True


@settings(max_examples=60, deadline=None)
@given(spec=specs, padding=paddings, one=texts, other=texts)
def test_any_two_reviews_can_be_compared(spec: NetworkSpec, padding: Padding, one: str, other: str) -> None:
    """Reviews with few words in common are paired by number; the figure has a place for every column."""
    network = drawn_network(spec, padding, 0)
    pair = compare_readings(record(network, one), record(network, other))
    check(pair)
    figure = reading_pair(pair)
    np.testing.assert_array_equal(np.asarray(figure.data[2].y, float), pair.difference)
    assert len(set(figure.data[0].x)) == len(pair.steps_one)
    if pair.by_number:
        first, second = (words_of(*both) for both in ((pair.one, pair.steps_one), (pair.other, pair.steps_other)))
        begins = [next(at for at, word in enumerate(words) if word) for words in (first, second)]
        assert begins[0] == begins[1]


def test_reviews_without_a_common_word_stand_word_beside_word() -> None:
    """The third word of the one shares a column with the third of the other, and the longer one goes on alone."""
    spec = NetworkSpec(num_words=30, input_features=2, mask_zero=True)
    network = drawn_network(spec, Padding(maxlen=40), 0)
    pair = compare_readings(record(network, "wa wb wc"), record(network, "wd we wf wg"))
    assert pair.by_number
    assert words_of(pair.one, pair.steps_one) == [None, "wa", "wb", "wc", None]
    assert words_of(pair.other, pair.steps_other) == [None, "wd", "we", "wf", "wg"]
