"""What a word changes is what the review without it shows, read by itself."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import DataError
from rnnviz.explanation import Influence, Reading, Without, influence, read_review
from rnnviz.networks import LayerSpec, Network, NetworkSpec
from rnnviz.recording import Recording, record
from rnnviz.shapes import Floats, Ids
from rnnviz.text import UNKNOWN_ID, Padding
from tests.networks.drawing import paddings, random_network, specs

methods = st.sampled_from(["unknown", "left_out"])


class Parts(NamedTuple):
    """States of the last layer over a whole row, by name: of the forward cell, and of the backward one if there is."""

    forward: dict[str, Floats]
    backward: dict[str, Floats] | None


def drawn_reading(data: st.DataObject, spec: NetworkSpec, padding: Padding) -> tuple[Network, Ids, Reading]:
    """A random network, ids, and their reading."""
    network = random_network(spec, padding=padding, seed=data.draw(st.integers(0, 50), label="weights"))
    word = st.integers(2, spec.num_words - 1)
    ids = np.array([1, *data.draw(st.lists(word, max_size=13), label="ids")], dtype=np.int32)
    return network, ids, read_review(network, ids)


def parts(recording: Recording) -> Parts:
    layer = recording.layers[-1]
    names = [name for name in ("hidden_states", "cell_states") if name in layer.names]
    if layer.backward_part is not None:
        return Parts(*({name: part[name] for name in names} for part in (layer.forward_part, layer.backward_part)))
    return Parts({name: layer.values(name) for name in names}, None)


def without_word(reading: Reading, t: int, how: Without) -> tuple[Parts, list[int], int]:
    """The review without the word at `t`: its states, where each timestep stands in it, and where a state came from.

    The last is the place of the state that arrives at the word's own place from the front; from the end it is one
    further. -1 and the length are the initial state.
    """
    network, length = reading.network, len(reading.recording.ids)
    real = reading.recording.ids[reading.recording.ids > 0]
    row, before = np.arange(length), int((reading.recording.ids[:t] > 0).sum())
    if how == "unknown":
        changed = real.copy()
        changed[before] = UNKNOWN_ID
        return parts(record(network, changed)), row.tolist(), t
    read = parts(record(network, np.delete(real, before)))
    if network.spec.mask_zero:
        return read, (row - (row > t)).tolist(), t - 1
    if network.padding.padding == "pre":
        return read, (row + (row < t)).tolist(), t
    return read, (row - ((row > t) & (row < len(real)))).tolist(), t - 1


def at(states: Floats, place: int) -> Floats:
    return states[place] if 0 <= place < len(states) else np.zeros_like(states[0])


def expected(reading: Reading, t: int, how: Without) -> dict[str, list[Floats]]:
    """Differences of every timestep, (timesteps, features), for each state by name, cell by cell."""
    was, (read, places, front) = parts(reading.recording), without_word(reading, t, how)
    found: dict[str, list[Floats]] = {}
    for before, after, own in zip(was, read, (front, front + (how != "unknown")), strict=True):
        if before is None or after is None:
            continue
        for name, states in before.items():
            there = [own if step == t else place for step, place in enumerate(places)]
            differences = states - np.array([at(after[name], place) for place in there])
            found.setdefault(name, []).append(differences)
    return found


@settings(max_examples=120, deadline=None)
@given(spec=specs, padding=paddings, how=methods, data=st.data())
def test_a_words_difference_is_that_of_the_review_without_it(
    spec: NetworkSpec, padding: Padding, how: Without, data: st.DataObject
) -> None:
    """For any stack, direction, mask and padding, every entry is what recording the changed row gives to 1e-10."""
    _, _, reading = drawn_reading(data, spec, padding)
    if how == "left_out" and reading.words.sum() == len(reading.recording.ids) == 1:
        return  # a recording of nothing at all
    found = influence(reading, how)
    assert found.words.tolist() == np.flatnonzero(reading.words).tolist()
    for row, t in enumerate(found.words.tolist()):
        for name, cells in expected(reading, t + reading.pads, how).items():
            norms = np.linalg.norm(np.concatenate(cells, axis=-1), axis=-1)[reading.pads :]
            np.testing.assert_allclose(found.differences[name][row], norms, atol=1e-10)
        check_logits(reading, found, row, expected(reading, t + reading.pads, how)["hidden_states"])


def check_logits(reading: Reading, found: Influence, row: int, differences: list[Floats]) -> None:
    """What the readout hears of the forward cell's difference, and of the backward cell's at its end."""
    kernel, units = reading.network.readout_kernel, differences[0].shape[1]
    heard = differences[0][reading.pads :] @ kernel[:units]
    if len(differences) > 1:
        begins = found.words[row] > 0 or found.without == "unknown"
        if not begins:
            return  # the state at the word's own place is that of the next one: its end lies there
        heard = heard + ends_of(reading, found, row) @ kernel[units:]
    np.testing.assert_allclose(found.logits[row], heard, atol=1e-10)


def ends_of(reading: Reading, found: Influence, row: int) -> Floats:
    """Difference of the backward cell's last state."""
    t = int(found.words[row]) + reading.pads
    was, (read, _, _) = parts(reading.recording), without_word(reading, t, found.without)
    assert was.backward is not None
    assert read.backward is not None
    return was.backward["hidden_states"][0] - read.backward["hidden_states"][0]


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("how", ["unknown", "left_out"])
def test_what_a_gate_kept_is_weighted_by_the_difference(cell: str, bidirectional: bool, how: Without) -> None:
    """Behind a word it is the forward gate at where the difference stood before, in front the backward one."""
    layer = LayerSpec(cell=cell, units=4, bidirectional=bidirectional)
    spec = NetworkSpec(num_words=12, input_features=3, layers=(layer,), mask_zero=True)
    reading = read_review(random_network(spec), np.array([1, 5, 3, 7, 9, 4], dtype=np.int32))
    found = influence(reading, how)
    state, gate = {"lstm": ("cell_states", "forget_gate"), "gru": ("hidden_states", "update_gate")}[cell]
    recorded = reading.recording.layers[-1]
    for row, t in enumerate(found.words.tolist()):
        cells = expected(reading, t, how)[state]
        for step in range(6):
            back = step < t
            if step == t or (back and not bidirectional):
                assert np.isnan(found.kept[state][row, step])
                continue
            gates = recorded.backward_part[gate] if back and recorded.backward_part else recorded.forward_part[gate]
            sizes = np.abs(cells[-1 if back else 0][step + 1 if back else step - 1])
            assert found.kept[state][row, step] == pytest.approx((gates[step] * sizes).sum() / sizes.sum())


def test_an_unknown_word_replaced_by_unknown_changes_nothing() -> None:
    """Its row is 0, not the rounding of two ways to multiply; left out, it may well change something."""
    spec = NetworkSpec(num_words=12, input_features=3, layers=(LayerSpec(cell="lstm", units=4),))
    reading = read_review(random_network(spec), np.array([1, UNKNOWN_ID, 5, UNKNOWN_ID], dtype=np.int32))
    found = influence(reading)
    assert not found.differences["hidden_states"][[0, 2]].any()
    assert found.differences["hidden_states"][1].any()
    assert influence(reading, "left_out").differences["hidden_states"].any(axis=1).all()


def test_a_review_without_words_has_no_rows() -> None:
    """The start sign alone is no word: there is nothing to leave out."""
    spec = NetworkSpec(num_words=12, input_features=3, layers=(LayerSpec(cell="gru", units=4),))
    reading = read_review(random_network(spec), np.array([1], dtype=np.int32))
    assert influence(reading).differences["hidden_states"].shape == (0, 1)


def test_what_takes_too_long_is_refused() -> None:
    """A review that would be read for minutes gives a sentence."""
    spec = NetworkSpec(num_words=12, input_features=3, layers=(LayerSpec(cell="lstm", units=256),), mask_zero=True)
    network = random_network(spec, padding=Padding(maxlen=3000))
    with pytest.raises(DataError, match="Paste a part of the review"):
        influence(read_review(network, np.full(3000, 5, dtype=np.int32)))
