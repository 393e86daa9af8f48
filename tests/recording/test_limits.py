"""What one review may take: refused before it is read, with what would fit; a reading that nobody waits for ends."""

import time
from collections.abc import Callable
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import last_logits
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.interruption import interruptible, now_and_then
from rnnviz.networks import LayerSpec, Network, NetworkSpec, reading_work
from rnnviz.recording import record
from rnnviz.recording.limits import check_work
from rnnviz.runs import list_runs, load
from rnnviz.text import Padding
from tests.networks.drawing import random_network

CELLS = ("simple_rnn", "lstm", "gru")


def wide(units: int = 2048, *, maxlen: int = 10_000, mask: bool = False) -> Network:
    """A network that a file of a megabyte can ask for."""
    spec = NetworkSpec(num_words=20, input_features=8, layers=(LayerSpec(units=units),), mask_zero=mask)
    return random_network(spec, padding=Padding(maxlen=maxlen))


def test_rows_that_take_minutes_are_refused_before_they_are_read() -> None:
    """2,048 units and rows of 10,000 places are one sentence, at once, with the rows that would do; these are read."""
    network = wide()
    began = time.process_time()
    with pytest.raises(
        ConfigurationError, match=r"^random \(SimpleRNN\(2048\)\) would take about [\d.]+ s and"
    ) as said:
        record(network, np.array([1, 5, 6]))
    assert time.process_time() - began < 0.2
    fitting = said.value.values["fitting"]
    assert isinstance(fitting, int)
    assert f"Rows of {fitting:,} places could be read: train it with maxlen={fitting}." in str(said.value)
    check_work(wide(maxlen=fitting), longest=fitting)
    with pytest.raises(ConfigurationError):
        check_work(wide(maxlen=fitting + 20), longest=fitting + 20)


def test_a_review_that_takes_too_long_is_refused_with_what_fits() -> None:
    """A network that masks its padding reads as many words of a review as the sentence says."""
    network = wide(mask=True)
    ids = np.full(9_000, 7)
    with pytest.raises(DataError, match=r"to read these 8,999 words; up to 2 s and 100 MB go to one review") as said:
        record(network, ids)
    fitting = said.value.values["fitting"]
    assert isinstance(fitting, int)
    check_work(network, longest=fitting + 1)
    with pytest.raises(DataError):
        check_work(network, longest=fitting + 20)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("mask", [False, True])
def test_no_network_of_a_class_is_refused(cell: str, bidirectional: bool, mask: bool) -> None:
    """Four layers of 128 units over 500 places, and what is smaller, are read whole."""
    for units, layers, maxlen in ((128, 4, 500), (256, 2, 500), (512, 1, 500), (64, 2, 2_500), (32, 1, 10_000)):
        layer = LayerSpec(cell=cell, units=units, bidirectional=bidirectional)
        spec = NetworkSpec(input_features=128, layers=(layer,) * layers, mask_zero=mask)
        assert reading_work(spec, 2 * maxlen).share <= 1


def test_no_shipped_network_is_refused() -> None:
    """The longest row of every run that ships is read."""
    for run in list_runs():
        network = load(run.name)
        check_work(network, longest=network.padding.maxlen)


@given(units=st.integers(1, 4096), layers=st.integers(1, 16), cell=st.sampled_from(CELLS), both=st.booleans())
def test_what_fits_is_the_most_that_fits(units: int, layers: int, cell: str, both: bool) -> None:
    """The work grows with the timesteps, and the number of them that fits is within the bounds to one."""
    spec = NetworkSpec(layers=(LayerSpec(cell=cell, units=units, bidirectional=both),) * layers)
    fitting = reading_work(spec, 10_000).fitting
    assert reading_work(spec, fitting + 1).share > 0.999
    assert fitting == 0 or reading_work(spec, fitting).share <= 1.001


def test_reviews_that_take_hours_are_refused() -> None:
    """A clinic of 5,000 reviews with such a network is a sentence, at once."""
    rows = [np.array([1, 5, 6], dtype=np.int32)] * 5_000
    with pytest.raises(ConfigurationError, match=r"would take about [\d,]+ minutes to read 5,000 reviews; up to 2 min"):
        last_logits(wide(), rows)


# ---- nobody waits ----


class LeftError(Exception):
    """The visitor has gone."""


def leaving_after(looks: int) -> Callable[[], None]:
    """Return what ends a computation when it looks up for the nth time."""
    seen = count(1)

    def look() -> None:
        if next(seen) >= looks:
            raise LeftError

    return look


@pytest.mark.parametrize("mask", [False, True])
@pytest.mark.parametrize("looks", [1, 2, 5])
def test_a_reading_that_nobody_waits_for_ends(mask: bool, looks: int) -> None:
    """With or without a mask, the loop over the timesteps looks up many times, and ends where it is told to."""
    network = random_network(
        NetworkSpec(num_words=20, input_features=3, layers=(LayerSpec(units=300),), mask_zero=mask),
        padding=Padding(maxlen=2_000),
    )
    ids = np.full(1_500, 7)
    with pytest.raises(LeftError), interruptible(leaving_after(looks)):
        record(network, ids)
    whole = record(network, ids)
    with interruptible(lambda: None):
        np.testing.assert_array_equal(record(network, ids).logit, whole.logit)


def test_only_who_asked_is_asked() -> None:
    """Outside of the block, and in one within it, nobody else is called."""
    now_and_then()
    with interruptible(leaving_after(1)):
        with interruptible(lambda: None):
            now_and_then()
        with pytest.raises(LeftError):
            now_and_then()
    now_and_then()
