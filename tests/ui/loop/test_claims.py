"""Every sentence on a loop is true of it: random loops, each claim computed again from the arrays."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS, unroll
from rnnviz.loops import Loop, LoopSpec, memory, run_loop
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.loop import compared_words, fact_words, lesson_words
from rnnviz.ui.loop.compared import compare_cells
from rnnviz.ui.loop.lessons import Lesson, learn
from rnnviz.ui.loop.presets import PRESETS
from tests.loops.drawing import own_spec, rows_of

Floats = np.ndarray[Any, Any]
FIGURE = re.compile(r"−?\d[\d,]*(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def drawn(count: int) -> Iterator[LoopSpec]:
    """Random loops: every cell, weights and inputs, sizes from 1, radii from 0 to 3, and own numbers of any scale."""
    rng = np.random.default_rng(7)
    for at in range(count):
        cell = tuple(CELLS)[at % len(CELLS)]
        sizes = {"timesteps": int(rng.choice([1, 2, 5, 30, 80])), "input_features": int(rng.integers(1, 9))}
        sizes |= {"units": int(rng.choice([1, 2, 8, 20])), "seed": int(rng.integers(1000))}
        if at % 4 == 3:
            yield own_spec(cell, **sizes, scale=float(rng.choice([0.1, 1, 3, 30])))
        else:
            yield LoopSpec(
                cell=cell,
                **sizes,
                weights=str(rng.choice(["uniform", "glorot", "orthogonal", "keras"])),
                inputs=str(rng.choice(["uniform", "normal", "impulse"])),
                radius=float(rng.uniform(0, 3)),
                forget_bias=[None, float(rng.uniform(-2, 8))][int(rng.integers(2))],
            )


def figures(text: str) -> list[float]:
    """The numbers in a sentence, as they can be read there."""
    return [read(found) for found in FIGURE.findall(text)]


def read(text: str) -> float:
    plain = text.replace("−", "-").replace(",", "")
    mantissa, _, power = plain.partition("·10")
    return float(mantissa) * 10.0 ** int(power.translate(_LOWERED) or 0)


def near(said: str, true: float) -> bool:
    """Whether a number is said as it is."""
    return number(true) in said


def rms(values: Floats) -> float:
    return float(np.sqrt(np.mean(values**2)))


def without_the_first(loop: Loop) -> Floats:
    """Outputs, (timesteps, units), of a loop that hears zeros at step 1."""
    inputs = np.concatenate([np.zeros((1, loop.spec.input_features)), loop.inputs[1:]])
    return unroll(loop.cell, inputs).hidden_states


def check_sentence(loop: Loop, said: str) -> None:
    hidden, gains = loop.hidden_states, memory(loop)
    if "no finite numbers" in said:
        step = int(figures(said)[0])
        assert not np.isfinite(hidden[step - 1]).all()
        assert np.isfinite(hidden[: step - 1]).all()
        return
    if "beyond ±0.99 at every step" in said:
        assert (np.abs(hidden) >= 0.99).all()
        assert near(said, float((hidden.max(axis=0) - hidden.min(axis=0)).max()))
    if "then silence" in said:
        assert not loop.inputs[1:].any()
        differences = np.array([rms(row) for row in hidden - without_the_first(loop)])
        if "less than half as much" in said:
            step = int(figures(said)[1])
            assert (differences[step - 1 :] < differences[0] / 2).all()
            assert step == 1 or differences[step - 2] >= differences[0] / 2
        if "at least half as much" in said:
            assert differences[-1] >= differences[0] / 2
        if "explodes" in said:
            assert any(near(said, float(values[0])) for values in gains.states.values()) or "infinity" in said
            assert max(float(values[0]) for values in gains.states.values() if not np.isnan(values[0])) > 1e3
        else:
            assert near(said, float(differences[-1])) or (
                "by no more than rounding" in said and differences[-1] < 1e-14
            )
    if "slope of tanh is at least" in said:
        sums = loop.cell.project(loop.inputs[0])
        assert near(said, float((1 - np.tanh(sums) ** 2).min()))
        share = re.search(r"([\d.]+)% of the outputs", said)
        assert share
        assert float(share[1]) == pytest.approx(100 * float((np.abs(hidden) >= 0.99).mean()), abs=0.051)
    for gate, name in {"forget gate keeps": "forget_gate", "update gate keeps": "update_gate"}.items():
        if gate in said:
            share = re.search(rf"{gate} ([\d.]+)%", said)
            assert share
            assert 0 <= 100 * loop.values[name].mean() - float(share[1]) < 0.1 + 1e-9


def check_facts(loop: Loop, lesson: Lesson) -> None:
    gains, last = memory(loop), len(loop.inputs)
    text, title = fact_words.memory_text(loop, lesson), lesson_words.titles(loop, lesson)["memory"]
    if last == 1:
        return
    firsts = {name: float(values[0]) for name, values in gains.states.items()}
    best = max(firsts, key=lambda name: math.inf if math.isnan(firsts[name]) else firsts[name])
    for said in (text, title):
        if "next to nothing" in said or "is lost by" in said:
            assert max(firsts.values()) < 1e-3  # also of the cell state, where an LSTM keeps what it keeps
        if "from each step" in said or "arrives at step" in said:
            assert 1e-3 <= firsts[best] <= 1e3
        if "far away" in said or "explodes" in said:
            assert firsts[best] > 1e3
        if "beyond every number" in said or "overflows" in said:
            assert not math.isfinite(firsts[best])
        else:
            assert near(said, firsts[best])
            assert {"hidden_states": "the output", "cell_states": "the cell state c"}[best] in said
    kept = rms(loop.hidden_states[-1] - without_the_first(loop)[-1])
    if "no value to remember" in text:
        assert not loop.inputs[0].any()
    elif "no finite number" not in text:
        assert ("is held:" in text and "a little" not in text) == (kept >= 0.1) or kept == pytest.approx(0.1, abs=1e-9)
        assert ("a little is held" in text) == (1e-3 <= kept < 0.1) or kept == pytest.approx(1e-3, rel=1e-6)
        assert near(text, kept) or ("no more than rounding" in text and kept < 1e-14)


def check_radius(loop: Loop, lesson: Lesson) -> None:
    text = fact_words.radius_text(loop, lesson)
    if loop.cell.gates:
        return
    stretch = max(float(np.linalg.norm(block, 2)) for block in loop.cell.split(loop.cell.recurrent_kernel))
    assert ("can only fade" in text) == (stretch < 1) or not math.isfinite(stretch)
    if stretch < 1:
        differences = np.array([rms(row) for row in loop.hidden_states - without_the_first(loop)])
        assert (differences[1:] <= stretch * differences[:-1] + 1e-12).all()
    recurrent = loop.cell.recurrent_kernel
    radius = float(np.abs(np.linalg.eigvals(recurrent)).max())
    assert text.startswith("In the long run")
    if "shrink by" in text:
        assert radius < 1
    if "doubles" in text:
        assert radius > 1
    assert near(text, float(np.linalg.svd(recurrent, compute_uv=False).max()))
    hidden = memory(loop).states["hidden_states"]
    if "largest gain that is measured" in text:
        assert near(text, float(np.nanmax(hidden)))
        assert figures(text)[-1] == len(hidden) - 1 - int(np.nanargmax(hidden))


def check_saturation(loop: Loop, lesson: Lesson) -> None:
    text = fact_words.saturation_text(loop, lesson)
    if "No wonder" in text:
        assert near(text, float((loop.inputs @ loop.cell.kernel).mean()))
    assert "2 %" in text  # the slope of tanh at 0.99
    assert 1 - 0.99**2 < 0.02


def check(spec: LoopSpec) -> None:
    loop = run_loop(spec)
    lesson = learn(loop, memory(loop))
    check_sentence(loop, "".join(part["t"] for part in lesson_words.first_sentence(loop, lesson)))
    if np.isfinite(loop.hidden_states).all():
        check_facts(loop, lesson)
    check_radius(loop, lesson)
    check_saturation(loop, lesson)


@pytest.mark.parametrize("part", range(4))
def test_every_sentence_is_true_of_random_loops(part: int) -> None:
    """400 loops of every cell, kind of weights and inputs, size and radius: each claim follows from the arrays."""
    for at, spec in enumerate(drawn(400)):
        if at % 4 == part:
            check(spec)


@pytest.mark.parametrize("name", PRESETS)
def test_every_sentence_is_true_of_a_preset(name: str) -> None:
    """What the page says of the loops that it offers is true of them."""
    preset = PRESETS[name]
    if preset.weights != "own":
        check(
            LoopSpec(
                cell=preset.cell,
                timesteps=preset.timesteps,
                input_features=preset.input_features,
                units=preset.output_features,
                seed=preset.seed,
                weights=preset.weights,
                inputs=preset.inputs,
                radius=preset.radius,
                forget_bias=preset.forget_bias,
            )
        )


def test_the_cells_are_compared_as_they_are() -> None:
    """The cell that is named keeps most, and each number is the gain of that cell's own loop."""
    for spec in (*drawn(24), LoopSpec(weights="keras", inputs="impulse", timesteps=51)):
        compared = compare_cells(spec)
        title = compared_words.title(compared.gains)
        lesson = compared_words.lesson(compared.gains, compared.opened, compared.new_layers, compared.bias)
        scheme = "keras" if spec.weights == "own" else spec.weights
        loops = {cell: run_loop(replace(spec, cell=cell, weights=scheme)) for cell in CELLS}
        firsts = {cell: math.hypot(*(v[0] for v in memory(loop).states.values())) for cell, loop in loops.items()}
        if spec.timesteps > 1 and any(firsts.values()) and all(map(math.isfinite, firsts.values())):
            best = max(firsts, key=lambda cell: firsts[cell])
            assert f"in {CELLS[best].keras_class}:" in title
            assert all(number(gain) in title for gain in firsts.values())
            new = [run_loop(replace(spec, cell=cell, weights="keras", forget_bias=None)) for cell in CELLS]
            assert all(near(lesson, math.hypot(*(v[0] for v in memory(loop).states.values()))) for loop in new)


def test_untrained_a_simple_rnn_may_keep_more_than_the_gated_cells() -> None:
    """At Keras's first weights and in silence the SimpleRNN's gain is the largest, and an open gate turns it."""
    compared = compare_cells(LoopSpec(weights="keras", inputs="impulse", timesteps=51))
    rnn, lstm, gru = (float(compared.gains[cell][0]) for cell in ("simple_rnn", "lstm", "gru"))
    assert rnn > 1000 * lstm > 1000 * gru
    assert compared.opened[0] > rnn


def test_the_lstm_keeps_with_an_open_forget_gate() -> None:
    """In the preset on the LSTM the value of step 1 is still there at step 100, and the gain arrives through c."""
    loop = run_loop(LoopSpec(cell="lstm", weights="keras", inputs="impulse", forget_bias=PRESETS["keeps"].forget_bias))
    lesson = learn(loop, memory(loop))
    assert (lesson.state, lesson.fate) == ("cell_states", "lasts")
    assert "The value itself is held" in fact_words.memory_text(loop, lesson)
    assert lesson.keeps is not None
    assert lesson.keeps > 0.95


def test_zero_gain_is_not_forgetting() -> None:
    """A latch with U = 10 holds the sign of its first input while a push of it moves nothing: both are said."""
    latch = LoopSpec(
        timesteps=60,
        input_features=1,
        units=1,
        weights="own",
        inputs="own",
        own_kernel=rows_of(np.array([[5.0]])),
        own_recurrent_kernel=rows_of(np.array([[10.0]])),
        own_bias=rows_of(np.array([[0.0]])),
        own_inputs=rows_of(np.array([[1.0]] + [[0.0]] * 59)),
    )
    loop = run_loop(latch)
    lesson = learn(loop, memory(loop))
    text = fact_words.memory_text(loop, lesson)
    assert lesson.fate == "vanishes"
    assert "next to nothing" in text
    assert "The value itself is held: with zeros at step 1, the outputs of step 60 differ by 1.00." in text


def test_a_u_that_is_not_normal_is_not_said_to_shrink_at_once() -> None:
    """With a spectral radius of 0.5 a state may first grow hundredfold: the stretch and the gain are told."""
    loop = run_loop(
        LoopSpec(
            timesteps=12,
            input_features=1,
            units=2,
            weights="own",
            inputs="own",
            own_kernel=((1e-6,), (1e-6,)),
            own_recurrent_kernel=((0.5, 100.0), (0.0, 0.5)),
            own_bias=((0.0, 0.0),),
            own_inputs=((1e-3,),) * 12,
        )
    )
    text = fact_words.radius_text(loop, learn(loop, memory(loop)))
    assert text.startswith("In the long run, and without the bend of the activation, a state would shrink")
    assert "In one step U can stretch a state by up to 100.00; the largest gain that is measured here is 70." in text
