"""A review that can be varied is the review that was recorded."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import read_review, verdicts
from rnnviz.networks import NetworkSpec
from rnnviz.recording import record
from rnnviz.text import Padding
from tests.networks.drawing import paddings, random_network, specs


@settings(max_examples=60, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_the_logit_of_its_own_vectors_is_the_recorded_one(
    spec: NetworkSpec, padding: Padding, data: st.DataObject
) -> None:
    """For any network and padding, the vectors lead to the recorded verdict, and `verdicts` gives it as well."""
    network = random_network(spec, padding=padding)
    ids = np.array(data.draw(st.lists(st.integers(1, spec.num_words - 1), min_size=1, max_size=14)), dtype=np.int32)
    reading = read_review(network, ids)
    np.testing.assert_allclose(reading.logits(reading.vectors[None]), [reading.logit], atol=1e-12)
    np.testing.assert_allclose(verdicts(reading.network, [ids]), [reading.logit], atol=1e-12)
    assert len(reading.ids) + reading.pads == len(record(network, ids).ids)
    assert reading.words.sum() == reading.recording.words_read


def test_a_review_without_words_has_a_verdict() -> None:
    """Where nothing is left to read, the verdict is that of the padding, or of the state before anything is read."""
    for mask in (False, True):
        network = random_network(NetworkSpec(num_words=9, input_features=2, mask_zero=mask)).astype("float64")
        nothing = verdicts(network, [np.empty(0, dtype=np.int32)])
        zero = np.zeros(0 if mask else network.padding.maxlen, dtype=np.int32)
        np.testing.assert_allclose(nothing, [network.verdict(network.read(zero))])
