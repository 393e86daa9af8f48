"""Pairs that differ in one thing only, and networks of which it is known what they make of them."""

from collections import Counter

import numpy as np
import pytest

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.explanation import CONTROL, MOST_FILLERS, negation_pairs, order_pairs, read_pairs
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import record
from rnnviz.shapes import Floats
from rnnviz.text import Vocabulary
from tests.networks.drawing import network_spec, random_network, random_weights

NEGATION, ORDER = negation_pairs(), order_pairs()
KNOWN = Vocabulary(
    sorted({word for pair in (*NEGATION, *ORDER) for word in f"{pair.one} {pair.other} {pair.control or ''}".split()})
)
PRAISE = ("good", "great", "wonderful", "excellent", "funny", "beautiful", "interesting", "brilliant", "perfect")
PRAISE = (*PRAISE, "enjoyable")
BLAME = ("bad", "terrible", "awful", "horrible", "boring", "ugly", "dull", "stupid", "poor", "disappointing")


def adding(values: dict[str, float], *, leak: float = 1.0) -> Network:
    """A network whose logit is the sum of its words' values, those of long ago less so by `leak` a word."""
    spec = NetworkSpec(
        num_words=len(KNOWN), input_features=1, layers=network_spec("simple_rnn", units=1).layers, mask_zero=True
    )
    vectors = np.array([[1e-6 * values.get(word, 0.0)] for word in KNOWN.words])
    one, zero = np.ones((1, 1)), np.zeros(1)
    weights: list[list[Floats]] = [[vectors], [one, leak * one, zero], [1e6 * one, zero]]
    return Network.from_weights(spec, weights, name="adding", vocabulary=KNOWN).astype("float64")


SENTIMENT = dict.fromkeys(PRAISE, 1.0) | dict.fromkeys(BLAME, -1.0)


def test_negation_pairs_differ_in_one_word() -> None:
    """The second text is the first with one more word, so many words before its adjective; so is the control."""
    assert len(NEGATION) == 6 * 20 * (MOST_FILLERS + 1)
    assert Counter(pair.fillers for pair in NEGATION) == dict.fromkeys(range(MOST_FILLERS + 1), 120)
    assert len(set(NEGATION)) == len(NEGATION)
    for pair in NEGATION:
        one, other = pair.one.split(), pair.other.split()
        place = other.index("not")
        assert other[:place] + other[place + 1 :] == one
        assert pair.control == " ".join([*one[:place], CONTROL, *one[place:]])
        adjective = other[place + pair.fillers + 1]
        assert (adjective in PRAISE, adjective in BLAME) == (pair.kind == 1, pair.kind == 0)
        assert pair.right == (-1 if adjective in PRAISE else 1)


def test_order_pairs_are_the_same_words() -> None:
    """Both texts have every word as often, mean the opposite, and deny the adjective after "not"."""
    assert len(ORDER) == 6 * 10 * 2 * (MOST_FILLERS + 1)
    for pair in ORDER:
        one, other = pair.one.split(), pair.other.split()
        assert Counter(one) == Counter(other)
        denied = [text[text.index("not") + pair.fillers + 1] for text in (one, other)]
        assert (denied[0] in PRAISE, denied[1] in BLAME) == (True, True)
        last = [next(word for word in reversed(text) if word in {*PRAISE, *BLAME}) for text in (one, other)]
        assert (last[1] in PRAISE) == (pair.kind == 0)


def test_a_bag_of_words_has_no_order() -> None:
    """Adding up moves no order pair; where "not" is one more blaming word, half of the negated pairs seem right."""
    network = adding(SENTIMENT | {"not": -0.5})
    order = read_pairs(network, ORDER, bag_of_words=np.linspace(-1, 1, len(KNOWN)))
    assert order.share().hits == 0
    assert order.bag_moved is not None
    assert not order.bag_moved.any()
    negation = read_pairs(network, NEGATION)
    assert [negation.share(kind=kind).share for kind in (0, 1)] == [0, 1]
    assert negation.share().share == 0.5
    assert not np.any(negation.turned)


def test_what_comes_last_counts_is_found() -> None:
    """A network that forgets goes by the last adjective: right of all order pairs of one kind, of none of the other."""
    order = read_pairs(adding(SENTIMENT, leak=0.8), ORDER)
    assert [order.share(kind=kind).share for kind in (0, 1)] == [1, 0]


def test_the_bag_of_words_is_its_weights() -> None:
    """It moves by the weight of the modifier, wherever that stands."""
    weights = np.zeros(len(KNOWN))
    weights[KNOWN.id_of("not")] = -0.25
    read = read_pairs(adding(SENTIMENT), NEGATION, bag_of_words=weights)
    np.testing.assert_allclose(read.bag_moved, [-0.25 * pair.right for pair in NEGATION])
    assert read.share(read.bag_moved, kind=1).share == 1


def test_logits_are_those_of_the_texts() -> None:
    """What is read of a pair is what a recording of its texts says, and what moved is their difference."""
    spec = NetworkSpec(num_words=len(KNOWN), input_features=3, layers=network_spec("gru").layers)
    network = Network.from_weights(spec, random_weights(spec), vocabulary=KNOWN).astype("float64")
    pairs = NEGATION[::97]
    read = read_pairs(network, pairs)
    for place, pair in enumerate(pairs):
        texts = [pair.one, pair.other, str(pair.control)]
        one, other, control = (record(network, text).logit[-1] for text in texts)
        assert read.control is not None
        assert [read.one[place], read.other[place], read.control[place]] == pytest.approx([one, other, control])
        assert read.moved[place] == pytest.approx((other - one) * pair.right)
        assert read.turned[place] == ((other * pair.right > 0) and (one * pair.right <= 0))
    right = [(read.other[i] - read.one[i]) * pair.right > 1e-9 for i, pair in enumerate(pairs)]
    assert read.share().hits == sum(right)
    some = [place for place, pair in enumerate(pairs) if pair.fillers == 3 and pair.kind == 1]
    assert read.share(fillers=3, kind=1).n == len(some)


def test_pairs_with_unknown_words_are_left_out() -> None:
    """A vocabulary without some adjectives leaves fewer pairs, one without any says what is missing."""
    fewer = Vocabulary([word for word in KNOWN.words[4:] if word != "good"])
    spec = NetworkSpec(num_words=len(fewer), input_features=2, mask_zero=True)
    read = read_pairs(Network.from_weights(spec, random_weights(spec), vocabulary=fewer), NEGATION)
    assert len(read.pairs) == len(NEGATION) - 6 * (MOST_FILLERS + 1)
    with pytest.raises(DataError, match="does not know the words of these test sentences"):
        read_pairs(random_network(network_spec("lstm")), NEGATION)
    with pytest.raises(ConfigurationError, match="has no vocabulary"):
        read_pairs(random_network(NetworkSpec(num_words=5, input_features=2)), NEGATION)


def test_a_network_that_is_too_slow_is_refused() -> None:
    """How long it would take is said before anything is read."""
    spec = NetworkSpec(num_words=len(KNOWN), input_features=2, layers=network_spec("lstm", units=900).layers)
    network = Network.from_weights(spec, random_weights(spec), vocabulary=KNOWN)
    with pytest.raises(DataError, match=r"would take about [\d,]+ s to read 3,240 test sentences"):
        read_pairs(network, NEGATION)
