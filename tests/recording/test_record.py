"""Recordings: what a network went through, word by word, equals what Keras and the network itself say."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import Network, NetworkSpec, build_keras_model
from rnnviz.recording import MOST_CHARACTERS, Recording, record
from rnnviz.text import Padding
from tests.networks.drawing import VOCABULARY, WORDS, network_spec, paddings, random_network, random_weights, specs

big_specs = specs.map(lambda spec: NetworkSpec(**{**vars(spec), "num_words": len(VOCABULARY)}))
reviews = st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=20).map(" ".join)


def encoded(text: str) -> list[int]:
    """Ids of a review as training has them."""
    return [1, *(VOCABULARY.id_of(word) for word in text.split())]


@settings(max_examples=20, deadline=None)
@given(spec=big_specs, padding=paddings, texts=st.lists(reviews, min_size=1, max_size=3))
def test_verdicts_equal_keras_on_padded_rows(
    keras: ModuleType, spec: NetworkSpec, padding: Padding, texts: list[str]
) -> None:
    """The last probability is Keras's for the padded row within 1e-5: any stack, direction, mask, padding and cut."""
    network = random_network(spec, padding=padding)
    model = build_keras_model(spec)
    model.set_weights([array for layer in random_weights(spec) for array in layer])
    rows = keras.utils.pad_sequences(
        [encoded(text) for text in texts],
        maxlen=padding.maxlen,
        padding=padding.padding,
        truncating=padding.truncating,
    )
    ours = np.array([recording.probability[-1] for recording in record(network, texts)])
    assert np.abs(ours - np.asarray(model(rows))[:, 0]).max() <= 1e-5


def assert_equal_recordings(ours: Recording, theirs: Recording) -> None:
    """Expect two float64 recordings to agree in everything that both recorded."""
    assert (ours.words, ours.kinds, ours.text, ours.words_cut) == (
        theirs.words,
        theirs.kinds,
        theirs.text,
        theirs.words_cut,
    )
    np.testing.assert_array_equal(ours.ids, theirs.ids)
    np.testing.assert_array_equal(ours.spans, theirs.spans)
    np.testing.assert_allclose(ours.logit, theirs.logit, atol=1e-10)
    assert ours.initial_logit == pytest.approx(theirs.initial_logit, abs=1e-10)
    for layer, other in zip(ours.layers, theirs.layers, strict=True):
        for name in set(layer.names) & set(other.names):
            np.testing.assert_allclose(layer.values(name), other.values(name), atol=1e-10)


@settings(max_examples=60, deadline=None)
@given(spec=big_specs, padding=paddings, texts=st.lists(reviews, max_size=4))
def test_several_reviews_are_recorded_as_each_alone(spec: NetworkSpec, padding: Padding, texts: list[str]) -> None:
    """A recording does not depend on the company that its review was in, and the order is that of the reviews."""
    network = random_network(spec, padding=padding).astype("float64")
    together = record(network, texts)
    assert len(together) == len(texts)
    for text, recording in zip(texts, together, strict=True):
        assert_equal_recordings(recording, record(network, text))


@settings(max_examples=60, deadline=None)
@given(spec=big_specs, padding=paddings, text=reviews)
def test_ids_are_read_as_their_text(spec: NetworkSpec, padding: Padding, text: str) -> None:
    """The ids of a review, with or without padding around them, give the recording of its text."""
    network = random_network(spec, padding=padding).astype("float64")
    from_text = record(network, text)
    ids = np.array([0, 0, *encoded(text), 0])
    from_ids = record(network, ids)
    np.testing.assert_array_equal(from_ids.ids, from_text.ids)
    np.testing.assert_allclose(from_ids.logit, from_text.logit, atol=1e-12)
    assert from_ids.kinds == from_text.kinds
    assert from_ids.words_read == from_text.words_read
    assert from_ids.text == ""
    known = [word for word in from_ids.words if word in VOCABULARY]
    assert known == [word for word in from_text.words if word in VOCABULARY]


@settings(max_examples=60, deadline=None)
@given(spec=big_specs, padding=paddings, text=reviews)
def test_words_cut_are_counted_alike_for_ids_and_text(spec: NetworkSpec, padding: Padding, text: str) -> None:
    """The start id is no word: cutting it away does not count, however the review was given."""
    network = random_network(spec, padding=padding)
    expected = len(text.split()) - record(network, text).words_read
    assert record(network, text).words_cut == expected
    assert record(network, np.array(encoded(text))).words_cut == expected


@settings(max_examples=60, deadline=None)
@given(spec=big_specs, padding=paddings, text=reviews)
def test_the_words_account_for_the_whole_verdict(spec: NetworkSpec, padding: Padding, text: str) -> None:
    """In float64 the Δlogits sum to the last logit minus the initial one, to 1e-10."""
    recording = record(random_network(spec, padding=padding).astype("float64"), text)
    assert recording.logit.dtype == np.float64
    assert recording.delta_logit.shape == recording.logit.shape
    assert abs(recording.delta_logit.sum() - (recording.logit[-1] - recording.initial_logit)) <= 1e-10


@settings(max_examples=60, deadline=None)
@given(spec=big_specs, padding=paddings, text=reviews)
def test_a_recording_is_in_step_with_itself(spec: NetworkSpec, padding: Padding, text: str) -> None:
    """Ids, words, spans, states and logits have one entry a timestep, and a span holds its word."""
    recording = record(random_network(spec, padding=padding), text)
    timesteps = len(recording.ids)
    assert timesteps == (len(recording.words) if spec.mask_zero else padding.maxlen)
    assert {len(recording.words), len(recording.spans), len(recording.logit), len(recording.kinds)} == {timesteps}
    for layer, made in zip(recording.layers, spec.layers, strict=True):
        assert layer.values().shape == (timesteps, made.output_features)
    for word, kind, (start, stop) in zip(recording.words, recording.kinds, recording.spans.tolist(), strict=True):
        assert text[start:stop] == word if kind in {"word", "unknown"} else (start, stop, word) == (-1, -1, "")
    np.testing.assert_allclose(recording.probability, 1 / (1 + np.exp(-recording.logit)), atol=1e-6)
    assert 0 < recording.initial_probability < 1


@pytest.mark.parametrize(
    ("mask", "side", "kinds"),
    [
        (False, "pre", ("padding", "padding", "start", "word", "unknown")),
        (False, "post", ("start", "word", "unknown", "padding", "padding")),
        (True, "pre", ("start", "word", "unknown")),
        (True, "post", ("start", "word", "unknown")),
    ],
)
@pytest.mark.parametrize("bidirectional", [False, True])
def test_padding_is_recorded_where_it_is_read(
    mask: bool, side: str, kinds: tuple[str, ...], bidirectional: bool
) -> None:
    """A network without a mask is recorded with its padding, where it stands; one with a mask without any."""
    spec = network_spec("lstm", mask=mask, bidirectional=bidirectional)
    recording = record(random_network(spec, padding=Padding(maxlen=5, padding=side)), "great blah")  # type: ignore[arg-type]
    assert recording.kinds == kinds
    assert recording.mask.tolist() == [kind != "padding" for kind in kinds]
    assert (recording.words_read, recording.words_unknown, recording.words_cut) == (2, 1, 0)


@pytest.mark.parametrize(
    ("side", "words", "cut"),
    [("pre", ("film", "not", "bad"), 2), ("post", ("", "the", "great"), 3)],
)
def test_a_long_review_is_cut_as_it_was_trained(side: str, words: tuple[str, ...], cut: int) -> None:
    """Truncating "pre" keeps the end of a review, "post" its beginning, and the words cut are counted."""
    network = random_network(network_spec("gru"), padding=Padding(maxlen=3, truncating=side))  # type: ignore[arg-type]
    recording = record(network, "the great film not bad")
    assert recording.words == words
    assert recording.words_cut == cut


def test_states_are_those_of_the_network() -> None:
    """States, cell states and gates are what the network went through on the row, forward units first."""
    network = random_network(network_spec("lstm", "gru", mask=True, bidirectional=True)).astype("float64")
    recording = record(network, "not a great film")
    for layer, read in zip(recording.layers, network.read(recording.ids), strict=True):
        np.testing.assert_allclose(layer.values(), read.hidden_states, atol=1e-12)
        assert read.backward is not None
        assert set(layer.names) == set(read.forward.values)
        for name in layer.names:
            both = np.concatenate([read.forward.values[name], read.backward.values[name]], axis=-1)
            np.testing.assert_allclose(layer.values(name), both, atol=1e-12)
    np.testing.assert_array_equal(recording.hidden_states, recording.layers[-1].values())


def test_padding_that_reviews_share_is_what_each_would_read() -> None:
    """Reading the common padding once gives, for every review, the states and gates of its whole row."""
    network = random_network(network_spec("lstm", "simple_rnn"), padding=Padding(maxlen=9)).astype("float64")
    for recording in record(network, ["bad", "not a great film", "the"], gates=True):
        for layer, read in zip(recording.layers, network.read(recording.ids), strict=True):
            assert set(layer.names) == set(read.forward.values)
            for name in layer.names:
                np.testing.assert_allclose(layer.values(name), read.forward.values[name], atol=1e-12)


def test_a_running_readout_holds_the_backward_half_at_its_end() -> None:
    """The logit after t reads the forward state at t and the final backward state; before all, a forward zero."""
    network = random_network(network_spec("simple_rnn", mask=True, bidirectional=True)).astype("float64")
    recording = record(network, "a great film")
    forward, backward = np.split(recording.hidden_states, 2, axis=1)
    kernel, bias = network.readout_kernel, network.readout_bias
    np.testing.assert_allclose(recording.logit, forward @ kernel[:4] + backward[0] @ kernel[4:] + bias, atol=1e-12)
    assert recording.initial_logit == pytest.approx(backward[0] @ kernel[4:] + bias, abs=1e-12)


def test_gates_are_kept_for_one_review_or_on_demand() -> None:
    """One review is recorded with its gates, several with their states alone, unless it is asked for."""
    network = random_network(network_spec("lstm"))
    states = {"hidden_states", "cell_states"}
    gates = {"input_gate", "forget_gate", "output_gate", "cell_candidate"}
    assert states | gates <= set(record(network, "a").layers[0].names)
    assert set(record(network, ["a"])[0].layers[0].names) == states
    assert set(record(network, "a", gates=False).layers[0].names) == states
    assert states | gates <= set(record(network, ["a"], gates=True)[0].layers[0].names)


@pytest.mark.parametrize("text", ["", "   ", "...", "\u200b\x00"])
def test_a_review_without_words_gives_the_start_alone(text: str) -> None:
    """Text without a word is read like any other: the start id, and a verdict."""
    recording = record(random_network(network_spec("lstm", mask=True)), text)
    assert recording.kinds == ("start",)
    assert recording.ids.tolist() == [1]
    assert (recording.words_read, recording.words_cut) == (0, 0)
    assert recording.text == text


def test_no_reviews_give_no_recordings() -> None:
    """An empty sequence is no error."""
    assert record(random_network(network_spec("lstm")), []) == ()


def test_the_length_of_a_text_is_limited() -> None:
    """A text at the limit is read; one sign more is refused with both numbers in the sentence."""
    network = random_network(network_spec("simple_rnn"))
    assert record(network, "x" * MOST_CHARACTERS).words_read == 1
    with pytest.raises(DataError, match=r"up to 200,000 characters; this one has 200,001\. Paste a part of it"):
        record(network, "x" * (MOST_CHARACTERS + 1))


def test_text_needs_a_vocabulary_and_ids_do_not() -> None:
    """A bare network refuses text by a sentence and reads ids, which it shows as numbers."""
    spec = network_spec("lstm", mask=True)
    bare = Network.from_weights(spec, random_weights(spec))
    with pytest.raises(ConfigurationError, match="network has no vocabulary, so it cannot read text"):
        record(bare, "a film")
    assert record(bare, np.array([1, 5])).words == ("", "id 5")


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (np.array([], dtype=int), "not an array"),
        (np.array([0, 0]), "one row with an id above 0"),
        (np.array([[1, 4]]), r"not an array \(1, 2\)"),
        (np.array([1, 12]), "Ids lie between 0 and 11"),
        (np.array([1, -3]), "Ids lie between 0 and 11"),
        (np.array([1, 2**32 + 5]), "Ids lie between 0 and 11"),
    ],
)
def test_ids_that_are_no_review_are_refused(ids: np.ndarray, message: str) -> None:
    """Nothing but padding, more than one row, and ids without a word vector each give a sentence."""
    with pytest.raises(DataError, match=message):
        record(random_network(network_spec("lstm")), ids)


def test_a_list_of_ids_is_refused_in_a_sentence() -> None:
    """Ids come as an array; a list of them would be several reviews, and numbers are none."""
    with pytest.raises((ConfigurationError, DataError)):
        record(random_network(network_spec("lstm")), [1, 4, 5])  # type: ignore[list-item]
