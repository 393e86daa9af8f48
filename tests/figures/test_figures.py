"""Figures hold the numbers of their results, and nothing that a user wrote is markup in them."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import CellClimb, shown_steps, unit_order
from rnnviz.errors import ConfigurationError
from rnnviz.explanation import (
    UnitEffects,
    compare_edit,
    negation_pairs,
    omission,
    push,
    read_pairs,
    read_review,
    shuffle_words,
)
from rnnviz.figures import (
    attribution_strips,
    edited_lines,
    memory_ladder,
    pairs_by_fillers,
    running_probability,
    shuffle_band,
    state_heatmap,
    unit_effects_ranked,
    unit_lines,
)
from rnnviz.figures.theme import plain_text
from rnnviz.networks import Network
from rnnviz.palette import PALETTES
from rnnviz.recording import Recording, record
from rnnviz.text import Padding, Vocabulary
from tests.networks.drawing import network_spec, random_network, random_weights

TEXT = "a great film, not BAD really"


@pytest.fixture(scope="module")
def network() -> Network:
    """Two layers that read five timesteps of padding before TEXT."""
    return random_network(network_spec("simple_rnn", "lstm"))


@pytest.fixture(scope="module")
def recording(network: Network) -> Recording:
    """The network reading TEXT."""
    return record(network, TEXT)


def numbers(values: Any) -> np.ndarray:
    """Return the numbers of a trace."""
    return np.asarray(values, dtype=float)


def test_a_heatmap_holds_the_states(recording: Recording) -> None:
    """One row a unit and one column a step: z is the states of the shown timesteps."""
    heatmap = state_heatmap(recording).data[0]
    states = recording.hidden_states[shown_steps(recording).timesteps]
    np.testing.assert_array_equal(numbers(heatmap.z), states.T)
    assert list(heatmap.y) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("order", ["index", "readout", "variance", "similarity"])
def test_a_heatmaps_rows_follow_the_order(network: Network, recording: Recording, order: str) -> None:
    """Rows and their names are sorted together, by the order asked for."""
    heatmap = state_heatmap(recording, order=order, readout_kernel=network.readout_kernel).data[0]
    states = recording.hidden_states[shown_steps(recording).timesteps]
    rows = unit_order(states, order, readout_kernel=network.readout_kernel)
    assert [int(unit) for unit in heatmap.y] == rows.tolist()
    np.testing.assert_array_equal(numbers(heatmap.z), states.T[rows])


def test_colours_are_symmetric_about_zero(recording: Recording) -> None:
    """The scale reaches as far below zero as above, to the largest state, and its middle is white."""
    heatmap = state_heatmap(recording).data[0]
    assert heatmap.zmin == -heatmap.zmax
    assert heatmap.zmax == pytest.approx(np.abs(numbers(heatmap.z)).max())
    assert dict(heatmap.colorscale)[0.5] == PALETTES["light"].diverging[4] == "#ffffff"


def test_a_gate_is_drawn_from_shut_to_open(recording: Recording) -> None:
    """A gate's scale is 0 to 1 in one hue, as on the page, and the help line says so; its line has the same ends."""
    figure = state_heatmap(recording, layer=1, state="forget_gate")
    heatmap = figure.data[0]
    assert (heatmap.zmin, heatmap.zmax) == (0, 1)
    assert tuple(colour for _, colour in heatmap.colorscale) == PALETTES["light"].sequential
    assert figure.layout.title.subtitle.text.endswith("the wider it is open, from 0 to 1.")
    lines = unit_lines(recording, [0], layer=1, state="forget_gate")
    assert lines.layout.yaxis.range == (-0.05, 1.05)


def test_states_of_zero_leave_a_scale(recording: Recording) -> None:
    """A layer that never moved is drawn white, not divided by zero."""
    silent = replace(recording.layers[0], padding_part={}, forward_part={"hidden_states": np.zeros((12, 4))})
    heatmap = state_heatmap(replace(recording, layers=(silent,))).data[0]
    assert (heatmap.zmin, heatmap.zmax) == (-1, 1)


def test_the_axis_names_steps_and_words(recording: Recording) -> None:
    """Every column is called by its number and its word as typed; padding says how much it folds."""
    for figure in (state_heatmap(recording), running_probability(recording), unit_lines(recording, [0])):
        assert list(figure.data[0].x) == [
            *("0 5 × padding", "1 start", "2 a", "3 great", "4 film", "5 not", "6 BAD", "7 really"),
        ]


def test_a_heatmap_shows_the_layer_and_state_asked_for(recording: Recording) -> None:
    """Layer and state choose the numbers, and the title says which they are."""
    steps = shown_steps(recording).timesteps
    first = state_heatmap(recording, layer=0)
    cells = state_heatmap(recording, layer=1, state="cell_states")
    np.testing.assert_array_equal(numbers(first.data[0].z), recording.layers[0].values()[steps].T)
    np.testing.assert_array_equal(numbers(cells.data[0].z), recording.layers[1].values("cell_states")[steps].T)
    assert first.layout.title.text == "Hidden states of layer 1 while random reads 6 words"
    assert cells.layout.title.text == "Cell states of layer 2 while random reads 6 words"


def test_what_cannot_be_drawn_is_refused(recording: Recording) -> None:
    """A state that was not recorded, an unknown order, and readout weights that are missing give a sentence."""
    with pytest.raises(ConfigurationError, match="there is no 'cell_states'"):
        state_heatmap(recording, layer=0, state="cell_states")
    with pytest.raises(ConfigurationError, match="not by 'colour'"):
        state_heatmap(recording, order="colour")
    with pytest.raises(ConfigurationError, match="have no readout weight"):
        state_heatmap(recording, order="readout")


def test_only_the_last_hidden_states_are_sorted_by_readout(network: Network, recording: Recording) -> None:
    """A lower layer of the same width, and cell states, meet no readout: sorting them by it is refused."""
    for choice in ({"layer": 0}, {"state": "cell_states"}):
        with pytest.raises(ConfigurationError, match="only the last layer's hidden states meet the readout"):
            state_heatmap(recording, order="readout", readout_kernel=network.readout_kernel, **choice)  # type: ignore[arg-type]


@pytest.mark.parametrize("layer", [2, -3])
def test_a_layer_that_is_not_there_is_refused(recording: Recording, layer: int) -> None:
    """A layer beyond the network's gives a sentence, in every figure that takes one."""
    with pytest.raises(ConfigurationError, match="layer"):
        state_heatmap(recording, layer=layer)
    with pytest.raises(ConfigurationError, match="layer"):
        unit_lines(recording, [0], layer=layer)


def with_nan(recording: Recording) -> Recording:
    """Return the recording with a state that is no number."""
    states = recording.hidden_states.copy()
    states[-2, 1] = np.nan
    broken = replace(recording.layers[-1], padding_part={}, forward_part={"hidden_states": states})
    return replace(recording, layers=(broken,))


@pytest.mark.parametrize("order", ["index", "variance", "similarity"])
def test_a_state_that_is_no_number_leaves_a_gap(recording: Recording, order: str) -> None:
    """A nan is drawn as nothing, and the scale is that of the other states."""
    figure = state_heatmap(with_nan(recording), order=order)
    assert np.isnan(numbers(figure.data[0].z)).sum() == 1
    assert np.isfinite([figure.data[0].zmin, figure.data[0].zmax]).all()
    assert "NaN" not in figure.to_json()


def test_a_line_that_is_no_number_leaves_a_gap(recording: Recording) -> None:
    """Lines with a nan keep a range that can be drawn."""
    figure = unit_lines(with_nan(recording), [0, 1])
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_the_running_probability_is_drawn_from_zero_to_one(recording: Recording) -> None:
    """The line is the probability of every shown step, on the whole scale, and the title has the verdict."""
    figure = running_probability(recording)
    np.testing.assert_array_equal(numbers(figure.data[0].y), recording.probability[shown_steps(recording).timesteps])
    assert list(figure.layout.yaxis.range) == [0, 1]
    verdict = "positive" if recording.probability[-1] >= 0.5 else "negative"
    assert figure.layout.title.text == f"random ends at {recording.probability[-1]:.2f}: {verdict}"


def test_unit_lines_hold_the_units_asked_for(recording: Recording) -> None:
    """One named line a unit, with its states and a colour of its own, about a zero in the middle."""
    figure = unit_lines(recording, [2, 0])
    states = recording.hidden_states[shown_steps(recording).timesteps]
    assert [line.name for line in figure.data] == ["unit 2", "unit 0"]
    for line, unit in zip(figure.data, (2, 0), strict=True):
        np.testing.assert_array_equal(numbers(line.y), states[:, unit])
    low, high = figure.layout.yaxis.range
    assert low == -high
    assert high >= np.abs(states[:, [2, 0]]).max()
    assert len({line.line.color for line in figure.data}) == 2


@pytest.mark.parametrize("units", [[], [4], [-1], [0] * 9])
def test_units_that_cannot_be_drawn_are_refused(recording: Recording, units: list[int]) -> None:
    """No unit, more than eight, and a number that the layer lacks give a sentence with the bounds."""
    with pytest.raises(ConfigurationError, match="Choose 1 to 8 units between 0 and 3"):
        unit_lines(recording, units)


HOSTILE = ("<b>bold</b>", "<a_href='javascript:x'>y</a>", "&lt;i&gt;", "<script>", "$\\frac{1}{2}$")


def strings_of(value: Any) -> list[str]:
    """Return every string of parsed JSON."""
    if isinstance(value, dict):
        return [string for item in value.values() for string in strings_of(item)]
    if isinstance(value, list):
        return [string for item in value for string in strings_of(item)]
    return [value] if isinstance(value, str) else []


def drawn_strings(figure: go.Figure) -> list[str]:
    """Return every string of a figure that the browser draws, the template and our own hover texts aside."""
    data = json.loads(figure.to_json())
    data["layout"].pop("template", None)
    for trace in data["data"]:
        trace.pop("hovertemplate", None)
    return strings_of(data)


def hostile_recording(name: str = "random") -> Recording:
    """Return a recording of ids whose words, from a vocabulary file, are markup."""
    network = random_network(network_spec("gru", mask=True))
    vocabulary = Vocabulary([*HOSTILE, "x", "y", "z"])
    return record(replace(network, vocabulary=vocabulary, name=name), np.array([1, 2, 4, 5, 6, 7, 8]))


@pytest.mark.parametrize("draw", [state_heatmap, running_probability, lambda recording: unit_lines(recording, [0])])
def test_words_are_never_markup(draw: Any) -> None:
    """Words that look like HTML reach the figure with their signs disarmed, and can still be read."""
    strings = drawn_strings(draw(hostile_recording()))
    assert not [string for string in strings if "<" in string]
    assert any("&lt;b&gt;bold&lt;/b&gt;" in string for string in strings)
    assert any("&amp;lt;i&amp;gt;" in string for string in strings)


@pytest.mark.parametrize("draw", [state_heatmap, running_probability, lambda recording: unit_lines(recording, [0])])
def test_the_name_of_a_network_is_never_markup(draw: Any) -> None:
    """A folder called like HTML does not format a title."""
    strings = drawn_strings(draw(hostile_recording(name="<b>mine</b>")))
    assert not [string for string in strings if "<b>" in string]


def test_pasted_markup_is_never_markup() -> None:
    """A review with tags in it is drawn as its words."""
    network = random_network(network_spec("gru", mask=True))
    recording = record(network, "<b>great</b> <script>alert(1)</script> ＜i＞film＜/i＞ %{x} $x$")
    strings = drawn_strings(state_heatmap(recording))
    assert not [string for string in strings if "<" in string or "＜" in string]


@given(st.text())
def test_plain_text_is_short_and_has_no_signs_of_markup(text: str) -> None:
    """Whatever a word is, at most 40 signs of it are shown, and none of them opens a tag."""
    shown = plain_text(text)
    assert "<" not in shown
    assert ">" not in shown
    restored = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert restored == text if len(text) <= 40 else restored == text[:39] + "…"


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 12), st.booleans(), st.sampled_from(["pre", "post"]))
def test_any_reading_can_be_drawn(words: int, mask: bool, side: str) -> None:
    """From no word to a row that overflows, all three figures are valid and have one entry a step."""
    network = Network.from_weights(
        network_spec("lstm", mask=mask),
        random_weights(network_spec("lstm")),
        vocabulary=random_network(network_spec("lstm")).vocabulary,
        padding=Padding(maxlen=8, padding=side),  # type: ignore[arg-type]
    )
    recording = record(network, "great " * words)
    for figure in (state_heatmap(recording), running_probability(recording), unit_lines(recording, [0, 1, 2])):
        assert len(figure.data[0].x) == len(shown_steps(recording))
        assert len(set(figure.data[0].x)) == len(figure.data[0].x)
        assert figure.to_plotly_json()["layout"]["title"]["text"]


# ---- what if ----


def test_an_edit_is_drawn_as_both_readings(network: Network) -> None:
    """Two lines over the aligned words, each word that differs named twice."""
    edited = compare_edit(network, TEXT, TEXT.replace("great", "<b>"))
    before, after = edited_lines(edited).data
    np.testing.assert_array_equal(numbers(before.y), edited.logit_before)
    np.testing.assert_array_equal(numbers(after.y), edited.logit_after)
    assert "3 great → b" in before.x
    assert len(set(before.x)) == len(edited.difference)


def test_a_band_holds_the_quantiles_of_the_shuffles(network: Network) -> None:
    """The two edges, the median and the review's own line."""
    shuffled = shuffle_words(read_review(network, TEXT), shuffles=9)
    low, high, middle, own = shuffle_band(shuffled).data
    expected = np.quantile(shuffled.running, [0.05, 0.95, 0.5], axis=0)
    np.testing.assert_allclose([numbers(one.y) for one in (low, high, middle)], expected)
    np.testing.assert_array_equal(numbers(own.y), shuffled.reading.recording.logit[shuffled.reading.pads :])


def test_pairs_are_drawn_by_the_words_in_between() -> None:
    """A share and its interval for each number of fillers, for the network and for what it is held against."""
    pairs = negation_pairs()
    known = Vocabulary(sorted({word for pair in pairs for word in f"{pair.other} {pair.control}".split()}))
    spec = replace(network_spec("gru"), num_words=len(known))
    network = Network.from_weights(spec, random_weights(spec), vocabulary=known)
    read = read_pairs(network, pairs, bag_of_words=np.arange(len(known), dtype=float))
    traces = pairs_by_fillers(read).data
    assert [trace.name for trace in traces] == ["network", "a neutral word", "bag of words"]
    for trace, moved in zip(traces, (read.moved, read.control_moved, read.bag_moved), strict=True):
        shares = [read.share(moved, fillers=fillers) for fillers in range(9)]
        np.testing.assert_allclose(numbers(trace.y), [one.share for one in shares])
        ends = numbers(trace.y) - numbers(trace.error_y.arrayminus), numbers(trace.y) + numbers(trace.error_y.array)
        np.testing.assert_allclose(np.transpose(ends), [one.interval for one in shares])


def test_effects_of_units_are_ranked_by_size() -> None:
    """Bars are the effects, the largest first, in the ink of the side that a unit speaks for."""
    effects = UnitEffects(logit=1.0, without=np.array([0.9, -0.5, 1.4]), correlation=np.zeros(3))
    figure = unit_effects_ranked(effects)
    bars = figure.data[0]
    assert list(bars.x) == ["unit 1", "unit 2", "unit 0"]
    np.testing.assert_allclose(numbers(bars.y), [1.5, -0.4, 0.1])
    light = PALETTES["light"]
    assert list(bars.marker.color) == [light.positive, light.negative, light.positive]
    assert figure.layout.title.text.startswith("1 of 3 units turn the verdict")


def test_strips_hold_what_the_methods_say(network: Network) -> None:
    """A row is a method and a column a step, padding folded into one; values of another review are refused."""
    reading = read_review(network, TEXT)
    found = [push(reading), omission(reading)]
    heatmap = attribution_strips(reading.recording, found).data[0]
    steps = shown_steps(reading.recording)
    np.testing.assert_allclose(numbers(heatmap.z[0]), steps.delta_logit)
    np.testing.assert_allclose(numbers(heatmap.z[1])[1:], found[1].values[steps.timesteps[1:]])
    assert (list(heatmap.y), heatmap.zmin) == (["push", "omission"], -heatmap.zmax)
    for wrong in ([], [replace(found[0], values=found[0].values[1:])]):
        with pytest.raises(ConfigurationError, match="Strips need attributions of this review"):
            attribution_strips(reading.recording, wrong)


def test_the_ladder_has_a_line_and_a_dot_a_seed() -> None:
    """The line runs through the medians, every seed is a dot, and the title says what all seeds held."""
    climb = CellClimb(cell="gru", distances=(2, 5, 10), shares=((1.0, 1.0, 0.995), (0.5, 1.0, 0.97), (0.5, 0.48, 0.7)))
    line, dots = memory_ladder([climb]).data
    assert numbers(line.y).tolist() == [1.0, 0.97, 0.5]
    assert numbers(dots.y).tolist() == [share for row in climb.shares for share in row]
    assert memory_ladder([climb]).layout.title.text == "Distance that all seeds held: GRU 2"
    assert not memory_ladder([]).data
