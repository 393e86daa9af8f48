"""The states that a store holds are the same whoever reads them: the glass box in NumPy, or the compiled engine."""

from itertools import product

import numpy as np
import pytest

from rnnviz.engine.taking import round_to_halves
from rnnviz.errors import RnnvizError
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import record
from rnnviz.runs import find_run
from rnnviz.shapes import Ids
from rnnviz.states import reading
from rnnviz.states.reading import engine_is_sooner, read_by_engine, read_by_numpy, reader_of, state_names
from rnnviz.text import Padding
from rnnviz.training.live_reading import LiveReader
from tests.networks.drawing import network_spec, random_weights

MAXLEN = 12
CELLS = ["simple_rnn", "lstm", "gru"]
CASES = list(product([1, 2], [False, True], [False, True], ["pre", "post"], ["pre", "post"]))


def _network(spec: NetworkSpec, padding: Padding) -> tuple[Network, LiveReader]:
    weights = random_weights(spec, seed=len(spec.layers))
    return Network.from_weights(spec, weights, padding=padding), LiveReader(spec, weights, padding)


def _reviews(seed: int) -> list[Ids]:
    """Nineteen: of the start sign alone, of a full row, and of more than a row holds among them."""
    rng = np.random.default_rng(seed)
    lengths = [1, MAXLEN, MAXLEN + 7, *rng.integers(1, MAXLEN + 4, 16)]
    return [np.r_[1, rng.integers(1, 12, length - 1)].astype(np.int32) for length in lengths]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("depth", "bidirectional", "mask", "padding", "truncating"), CASES)
def test_the_engine_reads_what_the_glass_box_reads(
    cell: str, depth: int, bidirectional: bool, mask: bool, padding: str, truncating: str
) -> None:
    """Words are the same, states and logits to 2e-5 in float32, before they are rounded; so is what stands before."""
    spec = network_spec(*[cell] * depth, units=5, mask=mask, bidirectional=bidirectional)
    network, live = _network(spec, Padding(maxlen=MAXLEN, padding=padding, truncating=truncating))
    reviews = _reviews(depth)
    expected = read_by_numpy(network, reviews, rounded=False)
    found = read_by_engine(live, network, reviews, rounded=False)
    np.testing.assert_array_equal(found.starts, expected.starts)
    np.testing.assert_array_equal(found.ids, expected.ids)
    np.testing.assert_allclose(found.states, expected.states, rtol=0, atol=2e-5)
    np.testing.assert_allclose(found.logits, expected.logits, rtol=0, atol=1e-4)


@pytest.mark.parametrize("bidirectional", [False, True])
def test_both_say_what_a_recording_says(bidirectional: bool) -> None:
    """Of a network that reads its padding: the states of every word, and of the last timestep of padding before it."""
    spec = network_spec("lstm", bidirectional=bidirectional)
    network, live = _network(spec, Padding(maxlen=MAXLEN))
    review = np.array([1, 4, 2, 7], dtype=np.int32)
    told = record(network, review)
    every = np.concatenate([told.layers[-1].values(name) for name in state_names(spec)], axis=1)
    for read in (
        read_by_numpy(network, [review], rounded=False),
        read_by_engine(live, network, [review], rounded=False),
    ):
        np.testing.assert_array_equal(read.ids, [0, *review])
        np.testing.assert_allclose(read.states.T, every[-5:], rtol=0, atol=1e-5)
        np.testing.assert_allclose(read.logits, told.logit[-5:], rtol=0, atol=1e-5)


def test_both_round_to_halves() -> None:
    """Numbers of every size, subnormal and infinite ones and ties among them, as NumPy rounds them."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
    halves = np.sort(halves[np.isfinite(halves)])
    between = ((halves[1:].astype(np.float64) + halves[:-1]) / 2).astype(np.float32)
    numbers = np.concatenate(
        [halves, between, np.nextafter(between, np.float32(0)), np.float32([65_519, 65_520, -1e9])]
    )
    found = np.concatenate([numbers, np.zeros(-len(numbers) % 16)]).astype(np.float32)
    round_to_halves(found)
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(found[: len(numbers)], numbers.astype(np.float16))


def test_what_a_review_went_through_does_not_hang_on_its_company() -> None:
    """Read alone or among others, in any order, its states are the same to the last digit."""
    spec = network_spec("gru", "lstm", mask=True)
    network, live = _network(spec, Padding(maxlen=MAXLEN))
    reviews = _reviews(3)
    whole = read_by_engine(live, network, reviews, rounded=False)
    back = read_by_engine(live, network, reviews[::-1], rounded=False)
    for number, review in enumerate(reviews):
        here = slice(whole.starts[number], whole.starts[number + 1])
        there = slice(*back.starts[len(reviews) - 1 - number :][:2])
        alone = read_by_engine(live, network, [review], rounded=False)
        np.testing.assert_array_equal(whole.states[:, here], alone.states)
        np.testing.assert_array_equal(whole.states[:, here], back.states[:, there])


@pytest.mark.parametrize("ids", [[], [0, 0], [1, 2, 12], [1, -3]])
def test_ids_that_no_word_has_are_refused_by_both(ids: list[int]) -> None:
    """The engine, which looks up whatever it is told to, is not asked."""
    network, live = _network(network_spec("lstm"), Padding(maxlen=MAXLEN))
    review = np.array(ids, dtype=np.int32)
    with pytest.raises(RnnvizError):
        read_by_numpy(network, [review])
    with pytest.raises(RnnvizError, match="The ids of a review are from 1 to 11"):
        read_by_engine(live, network, [review])


def test_the_engine_is_asked_where_it_is_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """For many reviews always; for some thousands where it was compiled before; for few never."""
    spec = network_spec("lstm")
    for kept, sooner in ((True, [False, True, True]), (False, [False, False, True])):
        monkeypatch.setattr(reading, "is_kept", lambda _cells, kept=kept: kept)
        assert [engine_is_sooner(spec, reviews) for reviews in (500, 5_000, 25_000)] == sooner


def test_numpy_reads_where_the_engine_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba, or for a network whose rows would fill the memory."""
    run = find_run("imdb-lstm")
    network, review = run.network().astype(np.float32), np.array([1, 14, 20], dtype=np.int32)
    expected = read_by_numpy(network, [review]).states
    monkeypatch.setattr(reading, "LiveReader", None)
    with monkeypatch.context() as patched:
        patched.setattr(reading, "_MOST_LIVE", 10)
        np.testing.assert_array_equal(reader_of(run, network, by_engine=True)([review]).states, expected)
    monkeypatch.setattr(reading, "can_read_live", lambda _spec: False)
    np.testing.assert_array_equal(reader_of(run, network, by_engine=True)([review]).states, expected)
