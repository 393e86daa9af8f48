"""What "How long" says of a review is recomputed from the reviews without each word."""

import base64
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import Without, influence, saturation, word_memory
from rnnviz.figures import influence_matrix, memory_lines
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import Recording, record
from rnnviz.shapes import Floats
from rnnviz.text import Padding, Vocabulary
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.how_long import told, view_words, words
from rnnviz.ui.instruments.how_long.payload import LOG_HIGH, LOG_LOW, as_logs16, influence_payload
from rnnviz.ui.instruments.views.influence import InfluencePayload
from tests.networks.drawing import paddings, random_weights, specs

KNOWN = [f"w{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn(Asked):
    """A reading by a network that is no run's."""

    drawn: Network

    @property
    def network(self) -> Network:
        return self.drawn

    @cached_property
    def recording(self) -> Recording:
        return record(self.drawn, self.text)


def drawn(data: st.DataObject, spec: NetworkSpec, padding: Padding) -> Asked:
    """A reading of known and unknown words by a random network."""
    network = Network.from_weights(
        spec,
        random_weights(spec, data.draw(st.integers(0, 99), label="weights")),
        vocabulary=Vocabulary(KNOWN[: spec.num_words - 4]),
        padding=padding,
    )
    text = " ".join(data.draw(st.lists(st.sampled_from(KNOWN), min_size=2, max_size=12), label="words"))
    return Drawn(name="drawn", epoch=None, text=text, drawn=network)


def counted(rows: Floats) -> list[tuple[float, float, int, int]]:
    """First and last crossing of a half, crossings, and how many words follow, row by row."""
    found = []
    for i in range(len(rows)):
        row = rows[i, i:]
        if not row[0] > 0 or len(row) == 1:
            found.append((np.inf, np.inf, 0, 0))
            continue
        above = row > row[0] / 2
        first = float(np.argmin(above)) if not above.all() else np.inf
        last = np.inf if above[-1] else float(np.flatnonzero(above)[-1] + 1)
        found.append((first, last, int((above[1:] != above[:-1]).sum()), len(row) - 1))
    return found


def product_limit(lives: list[tuple[float, float, int, int]], share: float, which: int = 0) -> float:
    """Kaplan and Meier's quantile, by going through the words one by one."""
    left = 1.0
    for n in range(1, 600):
        risk = [one for one in lives if (one[which] if np.isfinite(one[which]) else one[3]) >= n]
        gone = [one for one in risk if one[which] == n]
        left *= 1 - len(gone) / len(risk) if risk else 1
        if gone and 1 - left >= share - 1e-9:
            return n
    return np.inf


def count_of(text: str) -> float:
    """The words of "11 words", infinite for a text without a number."""
    found = re.fullmatch(r"([\d,]+) words?", text)
    assert found or text == "longer than this review"
    return float(found[1].replace(",", "")) if found else np.inf


def sentence_of(payload: InfluencePayload) -> str:
    return "".join(part["t"] for part in payload["sentence"])


@settings(max_examples=60, deadline=None)
@given(spec=specs, padding=paddings, without=st.sampled_from(["unknown", "left_out"]), data=st.data())
def test_what_is_said_of_a_review_is_so(
    spec: NetworkSpec, padding: Padding, without: Without, data: st.DataObject
) -> None:
    """Median, quartiles, the word kept longest, what the verdict hears, gradient and spectrum: all counted again."""
    asked = drawn(data, spec, padding)
    memory = word_memory(asked.reading, without)
    if words.nothing_to_forget(memory) is not None:
        return
    payload = influence_payload(asked, memory, saturation(asked.reading), "hidden_states")
    found = influence(asked.reading, without)
    states = counted(found.differences["hidden_states"][:, found.words])
    check_typical(sentence_of(payload), states)
    check_longest(payload, states)
    check_heard(payload["more"], counted(np.abs(found.logits[:, found.words])))
    logs = [-np.log(memory.forward.gradient), np.cumsum(np.log(memory.forward.radius))]
    said = [product_limit(counted(np.exp(one[None] - one[:, None])), 0.5) for one in (one[found.words] for one in logs)]
    check_predicted(payload["more"], product_limit(states, 0.5), *said)


def check_typical(text: str, lives: list[tuple[float, float, int, int]]) -> None:
    median, last = product_limit(lives, 0.5), product_limit(lives, 0.5, which=1)
    if np.isinf(median):
        assert text.startswith("Of what a typical word of this review changes in the state, more than half is still")
        return
    quarters = product_limit(lives, 0.25), product_limit(lives, 0.75)
    if "and so it is for the middle half of the words" in text:
        assert quarters == (median, median)
        text = text.replace(", and so it is", f" ({median:.0f} to {median:.0f} word{'s' * (median != 1)}").replace(
            "for the middle half of the words.", "for the middle half of the words)."
        )
    plain = re.match(r"Half of what .* is gone after (.+?) \((.+?)\)\.", text)
    assert plain
    assert count_of(plain[1]) == median
    if np.isinf(quarters[1]):
        assert plain[2] == f"a quarter of the words within {quarters[0]:.0f}, a quarter not within this review"
    else:
        among = re.fullmatch(r"([\d,]+) to ([\d,]+ words?) for the middle half of the words", plain[2])
        assert among
        assert (float(among[1]), count_of(among[2])) == quarters
    for_good = re.search(r"For good it is gone after (.+?)\.", text)
    assert ("for good it is not gone" in text) == bool(np.isinf(last))
    assert count_of(for_good[1]) == last != median if for_good else np.isinf(last) or last == median


def check_longest(payload: InfluencePayload, lives: list[tuple[float, float, int, int]]) -> None:
    row = payload["rows"].index(next(part["s"] for part in payload["sentence"] if "s" in part))
    reach = [one[0] if np.isfinite(one[0]) else one[3] + 0.5 for one in lives]
    assert reach[row] == max(reach)
    text = sentence_of(payload)
    alone = sum(one == reach[row] for one in reach) == 1 or np.isinf(lives[row][0])
    assert ("is kept longest" in text) == alone
    text = re.sub(r"No word is kept longer than (.*?), word ([\d,]+):", r"\1, word \2, is kept longest:", text)
    number = re.search(r"word ([\d,]+), is kept longest: (?:more than half .*ends, )?(.+?)(?: later)?\.", text)
    assert number
    assert int(number[1]) == payload["numbers"][payload["rows"][row]]
    assert count_of(number[2]) == np.floor(reach[row])
    assert ("when the review ends" in text) == np.isinf(lives[row][0])


def check_heard(text: str, lives: list[tuple[float, float, int, int]]) -> None:
    median = product_limit(lives, 0.5)
    followed = [one for one in lives if one[3]]
    again = 100 * np.mean([one[2] > 1 for one in followed]) if followed else 0
    if np.isinf(median):
        assert text.startswith("What a typical word changes in the running logit is not down to half")
        return
    found = re.match(r"What a typical word changes in the running logit is down to half after ([\d,]+ words?)", text)
    assert found
    assert count_of(found[1]) == median
    back = re.search(r"for (\d+) % of the words it comes back", text)
    assert float(back[1]) == pytest.approx(again, abs=0.501) if back else again < 0.5


def near(one: float, other: float) -> bool:
    return one == other or (np.isfinite(one + other) and 0.5 <= one / other <= 2)


def check_predicted(text: str, measured: float, gradient: float, spectrum: float) -> None:
    for name, value in (("gradient", gradient), ("spectrum", spectrum)):
        found = re.search(rf"([\d,]+ words?|longer than this review) by the {name}", text)
        assert found
        assert count_of(found[1]) == value
    agree = (near(measured, gradient), near(measured, spectrum))
    assert ("Both are within" in text) == (agree == (True, True))
    assert ("Neither is within" in text) == (agree == (False, False))
    assert ("Only the gradient is within" in text) == (agree == (True, False))
    assert ("Only the spectrum is within" in text) == (agree == (False, True))


@settings(max_examples=40, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_what_is_said_of_a_word_is_so(spec: NetworkSpec, padding: Padding, data: st.DataObject) -> None:
    """Every title names its word, when half is gone, and whether it comes back; the gate's mean is right."""
    asked = drawn(data, spec, padding)
    memory = word_memory(asked.reading)
    if words.nothing_to_forget(memory) is not None:
        return
    shown = data.draw(st.sampled_from([*memory.influence.differences, "logit"]))
    payload = influence_payload(asked, memory, saturation(asked.reading), shown)
    found = memory.influence
    values = np.abs(found.logits) if shown == "logit" else found.differences[shown]
    lives = counted(values[:, found.words])
    for row, (title, (first, last, _, followed)) in enumerate(zip(payload["titles"], lives, strict=True)):
        step = payload["rows"][row]
        assert f"“{payload['words'][step]}”, word {payload['numbers'][step]}," in title
        if not values[row, found.words[row]]:
            assert "changes nothing" in title
        elif not followed:
            assert "is the last one" in title
        elif np.isinf(first):
            assert title.startswith("More than half")
            assert title.endswith(f"{followed} word{'s' * (followed != 1)} later")
        else:
            assert f"is gone after {first:.0f} word" in title
            assert ("back at the end" in title) == np.isinf(last)
            assert ("for good" in title) == (np.isfinite(last) and last != first)
    check_gates(asked, payload)


def check_gates(asked: Asked, payload: InfluencePayload) -> None:
    memory, cell = word_memory(asked.reading), asked.network.layers[-1].forward
    assert (payload["kept"] is None) == (not cell.keeping_gates)
    if payload["kept"] is None:
        return
    ((state, _),) = cell.keeping_gates.items()
    found = memory.influence
    lives = counted(found.differences[state][:, found.words])
    for row, title in enumerate(payload["kept"]["titles"]):
        first, _, _, followed = lives[row]
        until = int(min(first, followed))
        shares = found.kept[state][row, found.words[row + 1 : row + 1 + until]]
        if not until or not np.isfinite(shares).any():
            assert title.startswith("No word follows")
            continue
        assert f"{100 * np.nanmean(shares):.0f} % of the difference" in title
        alone = re.search(r"halve it in ([\d.]+) words", title)
        if alone:
            assert float(alone[1]) == pytest.approx(np.log(0.5) / np.log(np.nanmean(shares)), abs=0.0501)


@settings(max_examples=30, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_the_matrix_arrives_as_it_was_measured(spec: NetworkSpec, padding: Padding, data: st.DataObject) -> None:
    """Rows of the steps, each from its word on, or whole where a cell reads from the end; figures hold the same."""
    asked = drawn(data, spec, padding)
    memory = word_memory(asked.reading)
    if words.nothing_to_forget(memory) is not None:
        return
    payload = influence_payload(asked, memory, saturation(asked.reading), "logit")
    codes = np.frombuffer(base64.b64decode(payload["measures"][0]["values"]), "<u2")
    values = np.where(codes == 65_535, np.nan, 10 ** (LOG_LOW + codes / 65_534 * (LOG_HIGH - LOG_LOW)))
    left, at = memory.left("hidden_states"), 0
    for row, begin in enumerate(payload["begins"]):
        for step in range(begin, len(payload["words"])):
            timestep = int(asked.steps.timesteps[step]) - asked.reading.pads
            wanted = left[row, timestep] if timestep >= 0 else np.nan
            assert np.isnan(values[at]) == np.isnan(wanted)
            assert np.isnan(wanted) or values[at] == pytest.approx(wanted, rel=1e-3, abs=2e-9)
            at += 1
    assert at == len(values)
    np.testing.assert_array_equal(np.asarray(influence_matrix(asked.reading, memory).data[0].z, float), left)
    lines = {line.name: np.asarray(line.y, float) for line in memory_lines(asked.reading, memory, 0).data}
    np.testing.assert_array_equal(lines["hidden state h"], left[0])
    own = memory.influence.words[0]
    assert lines["gradient"][own] == lines["spectrum"][own] == 1


def test_what_is_no_number_and_what_is_nothing_keep_their_codes() -> None:
    """Infinity and nan are one code, zero and what is tiny another, and an overflow stays at the top."""
    codes = np.frombuffer(base64.b64decode(as_logs16(np.array([np.nan, np.inf, 0, 1e-30, 1, 1e9, 1e30]))), "<u2")
    assert codes.tolist() == [65_535, 65_535, 0, 0, 32_767, 65_534, 65_534]


@given(st.integers(1, 9), st.integers(0, 99))
def test_the_unit_that_is_saturated_most_is_named(units: int, seed: int) -> None:
    """Unit, row and share are those of the largest number; below the limit nothing is named."""
    rng = np.random.default_rng(seed)
    rows = [(f"row {at}", rng.random(units)) for at in range(3)]
    found = re.fullmatch(
        r"Unit (\d+) is saturated most: row (\d), at (\d+) % of the steps", view_words.saturation_title(rows)
    )
    assert found
    largest = max(values.max() for _, values in rows)
    assert rows[int(found[2])][1][int(found[1])] == largest
    assert float(found[3]) == pytest.approx(100 * largest, abs=0.51)
    assert view_words.saturation_title([]).startswith("No unit is saturated at more than 5 %")
    assert told.short("x" * 60) == "x" * 23 + "…"
