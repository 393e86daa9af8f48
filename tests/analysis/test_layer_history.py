"""What looks at the layers show, recomputed look by look."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import layer_facts, layer_history
from rnnviz.runs import LayerLine, LayerNorms

norms = st.floats(1e-6, 1e3)
BATCHES = 7


@st.composite
def looks(draw: st.DrawFn) -> list[LayerLine]:
    """Lines of a training of one to three recurrent layers, with or without a limit."""
    inner, count = draw(st.integers(1, 3)), draw(st.integers(1, 20))
    lines = []
    for at in range(count):
        shares = [None, *(draw(st.floats(0, 1)) for _ in range(inner)), None]
        layers = tuple(
            LayerNorms(weights=draw(norms), gradients=draw(norms), updates=draw(norms), saturated=share)
            for share in shares
        )
        clip = draw(st.none() | st.floats(0.1, 100))
        lines.append(LayerLine(epoch=1 + at // BATCHES, batch=at % BATCHES, clip=clip, layers=layers))
    return lines


@given(lines=looks())
def test_every_fact_is_of_the_looks(lines: list[LayerLine]) -> None:
    """Medians and shares are those of the last quarter, extremes and limits those of all."""
    history = layer_history(lines, BATCHES)
    facts = layer_facts(history)
    assert facts is not None
    late = lines[len(lines) - -(-len(lines) // 4) :]
    every = [line.norm for line in lines]
    assert facts.norm == pytest.approx(statistics.median(line.norm for line in late))
    assert facts.largest == pytest.approx(max(every))
    assert facts.jump == pytest.approx(max(every) / statistics.median(every))
    limited = [line for line in lines if line.clip is not None]
    assert (facts.clip is None) == (not limited)
    if limited:
        assert facts.clip == limited[-1].clip
        assert facts.clipped == pytest.approx(sum(line.is_clipped for line in limited) / len(limited))
    ratios = [layer.updates / layer.weights for line in late for layer in line.layers]
    assert facts.ratio == pytest.approx(statistics.median(ratios))
    shares = [layer.saturated for line in late for layer in line.layers[1:-1] if layer.saturated is not None]
    assert facts.saturated == pytest.approx(statistics.fmean(shares), abs=1e-12)
    if len(lines[0].layers) == 3:
        assert facts.passed is None
    else:
        first = statistics.median(line.layers[1].gradients for line in late)
        last = statistics.median(line.layers[-2].gradients for line in late)
        assert facts.passed == pytest.approx(first / last)
    places = [line.epoch - 1 + (line.batch + 1) / BATCHES for line in lines]
    assert history.epochs.tolist() == pytest.approx(places)


def test_looks_without_a_gradient_show_nothing() -> None:
    """Where no norm is a number, or all are zero, there is nothing to say."""
    for gradient in (np.nan, 0.0):
        layer = LayerNorms(weights=1.0, gradients=gradient, updates=np.nan)
        assert layer_facts(layer_history([LayerLine(epoch=1, batch=0, clip=None, layers=(layer,) * 3)], 5)) is None
