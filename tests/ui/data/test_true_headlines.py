"""What is said of zeros and cuts is read back and computed again by a loop of NumPy over real reviews."""

import re
from collections import Counter
from typing import Any

import numpy as np
import pytest

from rnnviz.analysis import TwoRows, padding_drift, two_rows
from rnnviz.corpora import Corpus
from rnnviz.networks import Network
from rnnviz.recording import record
from rnnviz.runs import load
from rnnviz.text import Padding, Side, read_words
from rnnviz.ui.data import corpus_words, padding_words
from tests.ui.data.claims import MANY, SIDES, N, P, row_by_hand, some, some_padding, whole


def read_by_hand(network: Network, row: list[int]) -> tuple[Any, Any]:
    """All states of a SimpleRNN, step by step, (timesteps, all units), and the probability after each step."""
    below = network.embedding[row]
    states = []
    for layer in network.layers:
        kernel, recurrent, bias = (getattr(layer.forward, name) for name in ("kernel", "recurrent_kernel", "bias"))
        state, read = np.zeros(recurrent.shape[0]), []
        for inputs in below @ kernel + bias:
            state = np.tanh(inputs + state @ recurrent)
            read.append(state)
        below = np.array(read)
        states.append(below)
    logit = below @ network.readout_kernel + network.readout_bias
    return np.concatenate(states, axis=-1), 1 / (1 + np.exp(-logit))


@pytest.mark.parametrize(("name", "share"), [("imdb-simple-rnn", 1), ("imdb-simple-rnn-stacked", 0.1)])
def test_the_headline_is_true(imdb: Corpus, name: str, share: float) -> None:
    """How much of the words is left behind zeros, and how both rows end, is what a loop of NumPy computes."""
    network, kinds = load(name), Counter[str]()
    assert network.vocabulary is not None
    for text, draw in some(imdb, max(int(MANY * share), 5), seed=2):
        words = read_words(text, network.vocabulary)
        padding = some_padding(draw, len(words)) if draw.random() < 0.5 else Padding()
        ids = [1, *(word.id for word in words)]
        found = two_rows(network, text, padding)
        too_long = len(ids) > padding.maxlen
        rows = {}
        for side in SIDES:
            changed = {"truncating": side} if too_long else {"padding": side}
            rows[side] = row_by_hand(ids, Padding(**{**vars(padding), **changed}))[0]
        kinds[_check_headline(network, found, rows, len(words))] += 1
    assert len(kinds) >= 2


def _check_headline(network: Network, found: TwoRows, rows: dict[Side, list[int]], words: int) -> str:
    told = padding_words.headline(found)
    (_, before), (states, behind) = (read_by_hand(network, rows[side]) for side in SIDES)
    zero_states, alone = read_by_hand(network, [0] * len(rows["pre"]))
    pads = rows["post"].count(0)
    last = len(rows["post"]) - pads - 1
    apart = np.linalg.norm(states - zero_states, axis=-1)
    left = apart[-1] / apart[last]
    ends = {"before": before[-1], "behind": behind[-1], "alone": alone[-1], "last": behind[last]}
    for side, probability in zip(SIDES, (before, behind), strict=True):
        np.testing.assert_allclose(found.rows[side].probability, probability, atol=1e-8)
        assert padding_words.row_told(found, side).endswith(f": {probability[-1]:.3f}")

    def same(text: str, name: str) -> bool:
        return bool(abs(float(text) - ends[name]) <= 0.0005 + 1e-9)

    if gone := re.fullmatch(
        rf"{N} zeros? behind the words wipes? them out: the probability ends at {P}, on zeros alone at {P}\. "
        rf"With the zeros? before the words it ends at {P}\.",
        told,
    ):
        assert whole(gone[1]) == pads > 0
        assert left < 0.01
        assert abs(behind[-1] - alone[-1]) < 0.01
        assert same(gone[2], "behind")
        assert same(gone[3], "alone")
        assert same(gone[4], "before")
        return "gone"
    if fades := re.fullmatch(
        rf"After {N} zeros? behind the words (.+) of their trace is left in the state: the probability goes from {P} "
        rf"to {P}\. With the zeros? before the words it ends at {P}\.",
        told,
    ):
        assert whole(fades[1]) == pads > 0
        assert fades[2] == corpus_words.percent(float(left))
        assert 0.01 <= left < 0.5 or abs(behind[-1] - alone[-1]) >= 0.01
        assert same(fades[3], "last")
        assert same(fades[4], "behind")
        assert same(fades[5], "before")
        return "fades"
    if stays := re.fullmatch(
        rf"{N} zeros? behind the words (leaves? most of their trace in the state \((.+)\)|does not fade their trace in "
        rf"the state|do not fade their trace in the state): the probability goes from {P} to {P}\. With the zeros? "
        rf"before the words it ends at {P}\.",
        told,
    ):
        assert whole(stays[1]) == pads > 0
        assert (left > 1) == ("fade" in stays[2])
        assert left >= 0.5
        assert same(stays[4], "last")
        assert same(stays[5], "behind")
        assert same(stays[6], "before")
        return "stays"
    return _check_headline_without_zeros(told, found, rows, words, same)


def _check_headline_without_zeros(told: str, found: TwoRows, rows: dict[Side, list[int]], words: int, same: Any) -> str:
    cut = {side: words - sum(number > 1 for number in rows[side]) for side in SIDES}
    if full := re.fullmatch(
        rf"The review fills (?:all|the) {N} places? of its row: there is no zero in it, and the probability is {P} "
        r"with either padding\.",
        told,
    ):
        assert rows["pre"] == rows["post"]
        assert 0 not in rows["pre"]
        assert whole(full[1]) == len(rows["pre"])
        assert same(full[2], "before")
        return "full"
    if none := re.fullmatch(
        rf"There is no word in this row: the probability is {P} with the zeros before the start sign and {P} with the "
        r"zeros behind it\.",
        told,
    ):
        assert max(rows["pre"]) == 1
        assert same(none[1], "before")
        assert same(none[2], "behind")
        return "none"
    if one := re.fullmatch(
        rf"One place is missing: without the start sign the probability is {P}, without the last word it is {P}\.", told
    ):
        assert (cut["pre"], cut["post"]) == (0, 1)
        assert 1 not in rows["pre"]
        assert same(one[1], "before")
        assert same(one[2], "behind")
        return "one"
    either = re.fullmatch(
        rf"Either cut leaves the verdict (positive|negative): without the first {N} of its {N} words the probability "
        rf"is {P}, without the last {N} it is {P}\.",
        told,
    )
    decides = re.fullmatch(
        rf"What is cut decides: without the first {N} of its {N} words the verdict is (positive|negative) \({P}\), "
        rf"without the last {N} it is (positive|negative) \({P}\)\.",
        told,
    )
    verdict = {side: "positive" if found.rows[side].verdict >= 0.5 else "negative" for side in SIDES}
    if either:
        assert (either[1], either[1]) == (verdict["pre"], verdict["post"])
        assert [whole(either[at]) for at in (2, 3, 5)] == [cut["pre"], words, cut["post"]]
        assert same(either[4], "before")
        assert same(either[6], "behind")
        return "either"
    assert decides is not None, told
    assert (decides[3], decides[6]) == (verdict["pre"], verdict["post"])
    assert verdict["pre"] != verdict["post"]
    assert [whole(decides[at]) for at in (1, 2, 5)] == [cut["pre"], words, cut["post"]]
    assert same(decides[4], "before")
    assert same(decides[7], "behind")
    return "decides"


@pytest.mark.parametrize("name", ["imdb-lstm", "imdb-gru"])
def test_a_network_that_masks_gives_what_the_words_alone_give(imdb: Corpus, name: str) -> None:
    """Zeros on either side change nothing, to the last digit that is told."""
    network = load(name)
    for text, _ in some(imdb, max(MANY // 4, 5), seed=3):
        found = two_rows(network, text, Padding())
        told = padding_words.headline(found)
        masks = re.fullmatch(
            rf"This network masks the zeros: it skips them, so the probability is {P} with the zeros before the words "
            rf"and {P} with the zeros behind them\.",
            told,
        )
        if masks:
            alone = float(record(network, text).probability[-1])
            assert masks[1] == masks[2] == f"{alone:.3f}"
        else:
            assert found.by == "truncating" or not any(found.rows["pre"].words) or not found.pads


def test_what_is_said_of_the_state_over_the_zeros_is_true(imdb: Corpus) -> None:
    """How many zeros, the last norm, and from which logit to which."""
    network = load("imdb-simple-rnn")
    assert network.vocabulary is not None
    for text, draw in some(imdb, max(MANY // 2, 5), seed=4):
        words = read_words(text, network.vocabulary)
        padding = some_padding(draw, len(words))
        drift = padding_drift(network, text, padding)
        row, _, _ = row_by_hand([1, *(word.id for word in words)], padding)
        states, probability = read_by_hand(network, row)
        zeros = [at for at, number in enumerate(row) if number == 0]
        assert len(drift.norms) == len(zeros)
        if not zeros:
            continue
        logit = np.log(probability / (1 - probability))
        norm = padding_words.chart_words("norm", drift, padding.padding)["title"]
        where = "before the first" if padding.padding == "pre" else "behind the last"
        assert re.fullmatch(
            rf"{N} zeros? {where} word brings? the state to ‖h‖ = {np.linalg.norm(states[zeros[-1]]):.2f}", norm
        )
        assert whole(norm.split(" ")[0]) == len(zeros)
        begin = float(network.readout_bias) if zeros[0] == 0 else float(logit[zeros[0] - 1])
        drifts = padding_words.chart_words("logit", drift, padding.padding)["title"].replace("−", "-")
        ends = re.fullmatch(r"The logit drifts from ([+-]?[\d.]+) to ([+-]?[\d.]+), without a word", drifts)
        assert ends is not None, drifts
        assert float(ends[1]) == pytest.approx(begin, abs=0.0051)
        assert float(ends[2]) == pytest.approx(float(logit[zeros[-1]]), abs=0.0051)


@pytest.mark.parametrize("name", ["imdb-simple-rnn", "imdb-lstm"])
def test_what_is_said_of_the_network_is_true(imdb: Corpus, name: str) -> None:
    """On which rows it was trained, and whether those that are drawn are among them."""
    network = load(name)
    for text, draw in some(imdb, max(MANY // 4, 8), seed=5):
        padding = some_padding(draw, len(text.split())) if draw.random() < 0.5 else Padding()
        found = two_rows(network, text, padding)
        told = padding_words.who_reads(name, network.padding, padding, found)
        assert told.startswith(f"{name} ")
        if "rows of" in told:
            assert f"It was trained on rows of 500: rows of {padding.maxlen:,} are new to it." in told
        assert ("rows of" in told) == (padding.maxlen != 500)
        other = "the other row is new to it" in told
        assert other == (padding.maxlen == 500 and found.by == "padding" and not found.masked and found.pads > 0)
        if other:
            assert "was trained with padding pre" in told
        how = padding_words.how_to_read(found)
        assert ("dashed" in how) == (found.zeros is not None and found.pads > 0)
