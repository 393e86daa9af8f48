"""The page "The loop by hand" as AppTest builds it."""

import base64
import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.cells import CELLS
from rnnviz.loops import FAULTS, MOST_NUMBERS, LoopSpec, fault_of_case, run_loop
from rnnviz.ui.loop.bench import AGREE
from rnnviz.ui.loop.bench_words import faults
from rnnviz.ui.loop.fact_words import fact_titles
from rnnviz.ui.loop.presets import PRESETS
from tests.app.driving import sentences, trainers_loaded_by, visit

Floats = np.ndarray[Any, Any]


def views(app: AppTest) -> list[dict[str, Any]]:
    """What the components of the page were given, on a page that shows no error."""
    assert sentences(app) == []
    return [json.loads(view.proto.json)[0] for view in app.get("bidi_component")]


def numbers(view: dict[str, Any], encoded: str, *shape: int) -> Floats:
    """The numbers that the browser decodes."""
    return np.frombuffer(base64.b64decode(encoded), dtype="<f8" if view["wide"] else "<f4").reshape(shape)


def outputs(view: dict[str, Any]) -> Floats:
    """The output sequence that is drawn, (timesteps, units)."""
    return numbers(view, view["states"][0]["values"], view["timesteps"], view["units"])


def facts_markup(app: AppTest) -> str:
    """What stands below the loop, as it is sent."""
    (markup,) = (shown.proto.body for shown in app.get("html") if 'class="facts"' in shown.proto.body)
    return str(markup)


def facts(app: AppTest) -> dict[str, str]:
    """The numbers that stand below the loop, by their names."""
    facts = dict(re.findall(r'<dt>(.+?)</dt><dd class="value">(.+?)</dd>', facts_markup(app)))
    assert tuple(facts) == fact_titles()
    return facts


# ---- the chapter's loop ----


def test_a_first_visit_draws_the_chapters_loop() -> None:
    """100 steps, 32 features, 64 units, everything from 0 to 1: the picture holds that program's numbers."""
    app = visit("loop")
    (view,) = views(app)
    loop = run_loop(LoopSpec())
    assert (view["timesteps"], view["features"], view["units"]) == (100, 32, 64)
    assert np.array_equal(outputs(view), loop.hidden_states.astype(np.float32))
    assert app.button_group(key="begin").value == "chapter"


def test_the_program_is_one_click_away() -> None:
    """The program that is shown is the one whose numbers are drawn."""
    assert visit("loop", look="program").code[0].value == run_loop(LoopSpec()).source.rstrip()


def test_the_chapters_loop_is_said_to_be_saturated() -> None:
    """The page gives the range of the first sums, and says that every output is saturated and step 1 forgotten."""
    app = visit("loop")
    (view,) = views(app)
    said = "".join(part["t"] for part in view["sentence"])
    first = run_loop(LoopSpec())
    sums = first.cell.project(first.inputs[0])
    assert f"between {sums.min():.2f} and {sums.max():.2f}" in said
    assert "all 64 outputs are saturated, beyond ±0.99 at every step" in said
    assert facts(app) == {
        "Saturated": "100%",
        "Spectral radius of U": f"{np.abs(np.linalg.eigvals(first.cell.recurrent_kernel)).max():.2f}",
        "Gain from the first step to the last": "0",
    }


def test_the_drawn_terms_add_up() -> None:
    """W·input, U·state and b of every step and unit add up to the drawn sum, and tanh of it is the drawn output."""
    (view,) = views(visit("loop", weights="Glorot", inputs="normal"))
    (block,) = view["blocks"]
    sums = numbers(view, block["pre_activation"], 100, 64)
    kernel, recurrent, bias = (numbers(view, term["values"], -1, 64) for term in block["terms"])
    np.testing.assert_allclose(kernel + recurrent + bias, sums, atol=1e-5)
    np.testing.assert_allclose(np.tanh(sums), outputs(view), atol=1e-6)
    x = numbers(view, view["inputs"], 100, 32)
    np.testing.assert_allclose(x @ numbers(view, view["kernel"], 64, 32).T, kernel, atol=1e-5)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_sets_every_control(name: str) -> None:
    """Choosing a preset draws its loop, marks it, and puts into the address what a cold visit needs."""
    app = visit("loop", weights="Glorot", seed="3")
    app.button_group(key="begin").set_value(name).run()
    assert app.button_group(key="begin").value == name
    for key, value in PRESETS[name].choices().items():
        assert app.session_state[key] == value
    assert {"radius", "kernel", "recurrent_kernel", "bias", "x"} & set(app.query_params) == (
        set(PRESETS[name].choices()) & {"radius", "kernel", "recurrent_kernel", "bias", "x"}
    ) - ({"radius"} if PRESETS[name].radius == 1 else set())


def test_a_preset_that_was_changed_is_no_longer_marked() -> None:
    """A control that is moved takes the mark off the preset."""
    app = visit("loop")
    app.slider(key="timesteps").set_value(50).run()
    assert app.button_group(key="begin").value is None


def test_memory_fades_lasts_and_explodes() -> None:
    """The three presets on memory do what they are called: less than 1e-3, between, more than 1e3."""
    gains = {}
    for name in ("fades", "lasts", "explodes"):
        app = visit("loop")
        app.button_group(key="begin").set_value(name).run()
        (view,) = views(app)
        gains[name] = numbers(view, view["memory"][0]["values"], 100)[0]
    assert gains["fades"] < 1e-3 < gains["lasts"] < 1e3 < gains["explodes"]


@pytest.mark.parametrize("cell", ["LSTM", "GRU"])
def test_a_gated_cell_shows_its_gates(cell: str) -> None:
    """Every block of the cell is drawn with its formula, and the rows that mix the state name them all."""
    (view,) = views(visit("loop", cell=cell, weights="Glorot"))
    symbols = {block["symbol"] for block in view["blocks"]}
    assert len(symbols) == len(CELLS[cell.lower()].blocks)
    assert all(block["symbol"] in block["formula"] for block in view["blocks"])
    states = {state["symbol"] for state in view["states"]}
    assert {row["of"] for row in view["mix"]} <= symbols | states
    assert {row["of"] for row in view["mix"]} >= states


def test_a_second_sequence_is_seen_to_begin_anew() -> None:
    """With two sequences the page says where and why the state is zeros again, and the program resets it."""
    app = visit("loop", sequences="two, one after the other", timesteps="6", weights="Glorot", look="program")
    (view,) = views(app)
    assert (view["timesteps"], view["length"]) == (12, 6)
    said = "".join(part["t"] for part in view["sentence"])
    assert said.startswith("At step 7 a second sequence begins, and the state is zeros again")
    assert [part["s"] for part in view["sentence"] if part.get("s")] == [6]
    recurrent = numbers(view, view["blocks"][0]["terms"][1]["values"], 12, 64)
    assert not recurrent[[0, 6]].any()
    assert recurrent[1:6].any(axis=1).all()
    assert "for sequence in np.split(inputs, 2):" in app.code[0].value


# ---- the address ----


@pytest.mark.keras
def test_an_address_restores_every_control() -> None:
    """Cell, schemes, sizes, seed, radius and the bench come back cold."""
    address = {
        "cell": "GRU",
        "weights": "orthogonal",
        "inputs": "one push at step 1",
        "timesteps": "20",
        "input_features": "4",
        "output_features": "6",
        "seed": "7",
        "radius": "0.7",
        "look": "find the bug",
        "case": "5",
    }
    app = visit("loop", **address)
    view = views(app)[0]
    loop = run_loop(
        LoopSpec(
            cell="gru",
            timesteps=20,
            input_features=4,
            units=6,
            seed=7,
            weights="orthogonal",
            inputs="impulse",
            radius=0.7,
        )
    )
    assert np.array_equal(outputs(view), loop.hidden_states.astype(np.float32))
    assert app.number_input(key="case").value == 5


def test_an_address_restores_typed_numbers() -> None:
    """Numbers of one's own come back cold, and the program holds them."""
    small = PRESETS["small"].choices()
    app = visit("loop", **{name: str(value) for name, value in small.items()})
    (view,) = views(app)
    assert numbers(view, view["kernel"], 2, 3).tolist() == [[1, 0, 0], [0, 1, -1]]
    assert view["editable"]
    np.testing.assert_allclose(outputs(view)[0], np.tanh([1, 0]), atol=1e-7)
    assert app.button_group(key="begin").value == "small"


def test_an_address_restores_the_place() -> None:
    """The pinned step, from 1, and the chosen unit come back cold; what the loop does not have is told."""
    (view,) = views(visit("loop", step="7", unit="3"))
    assert view["place"] == {"step": 6, "unit": 3}
    app = visit("loop", step="101", unit="x")
    assert views(app)[0]["place"] == {"step": None, "unit": 0}
    told = [warning.value.replace("\\", "") for warning in app.warning]
    assert ["step is a whole number from 1 to 100, not 101" in told[0], "not x; 0 is shown" in told[1]] == [True, True]


@pytest.mark.thorough
def test_an_address_may_hold_ids() -> None:
    """What is called by its id is found as by its label."""
    app = visit("loop", cell="gru", weights="glorot", inputs="impulse", look="hunt", case="2")
    assert len(views(app)) == 2
    assert not app.warning
    state = app.session_state
    assert (state.cell, state.weights, state.inputs, state.look) == ("gru", "glorot", "impulse", "hunt")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"timesteps": "0"}, "timesteps is a whole number from 1 to 500, not 0; 100 is shown"),
        ({"timesteps": "-3"}, "not -3"),
        ({"timesteps": "1000000000"}, "not 1000000000"),
        ({"input_features": "many"}, "input_features is a whole number from 1 to 128, not many; 32 is shown"),
        ({"output_features": "1e9"}, "not 1e9"),
        ({"seed": "4294967296"}, "seed is a whole number"),
        ({"seed": "9" * 400}, "seed is a whole number"),
        pytest.param(
            {"case": "9" * 400, "look": "find the bug"},
            "Case is a whole number from 1 to 999",
            marks=pytest.mark.keras,
        ),
        ({"cell": "Transformer"}, "cell is one of SimpleRNN, LSTM, GRU, not Transformer; SimpleRNN is shown"),
        ({"weights": "**bold**"}, "not **bold**"),
        ({"look": "moon"}, "not moon; what it teaches is shown"),
        ({"radius": "nan", "weights": "orthogonal"}, "spectral radius of U is a number from 0 to 3, not nan"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_nonsense_address_is_said_and_replaced(address: dict[str, str], said: str) -> None:
    """One sentence says what was expected, what came and what is shown instead."""
    app = visit("loop", **address)
    views(app)
    (warning,) = (warning.value.replace("\\", "") for warning in app.warning)
    assert said in warning


# ---- what cannot be drawn ----


def test_a_size_beyond_the_budget_is_cut_down() -> None:
    """A loop with too many numbers is drawn as far as it goes, with a sentence that says so."""
    app = visit("loop", timesteps="500", output_features="128", cell="LSTM")
    (view,) = views(app)
    (warning,) = app.warning
    assert f"timesteps 500 is too large beside the other sizes: one picture holds {MOST_NUMBERS:,} numbers" in (
        warning.value.replace("\\", "")
    )
    assert view["timesteps"] == app.slider(key="timesteps").value < 500


@pytest.mark.parametrize("cell", ["SimpleRNN", "LSTM", "GRU"])
def test_no_slider_reaches_a_size_that_is_refused(cell: str) -> None:
    """At its end each slider gives a loop that is drawn, without a warning."""
    for name in ("timesteps", "input_features", "output_features"):
        app = visit("loop", cell=cell)
        slider = app.slider(key=name)
        slider.set_value(slider.max).run()
        views(app)
        assert not app.warning


def test_own_numbers_make_the_loop_small() -> None:
    """Own numbers are typed one by one: a larger loop is cut down, and each cut is said."""
    app = visit("loop")
    app.selectbox(key="weights").set_value("own").run()
    (view,) = views(app)
    assert (view["features"], view["units"]) == (12, 12)
    assert all("too large for own numbers" in warning.value for warning in app.warning)
    assert len(app.warning) == 2
    assert (app.slider(key="input_features").max, app.slider(key="output_features").max) == (12, 12)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_the_small_loop_has_weights_for_every_cell(cell: str) -> None:
    """With another cell the small loop keeps its sizes and inputs and takes weights of that cell's shape."""
    app = visit("loop")
    app.button_group(key="begin").set_value("small").run()
    app.button_group(key="cell").set_value(cell).run()
    view = views(app)[0]
    blocks = len(CELLS[cell].blocks)
    assert np.abs(numbers(view, view["kernel"], blocks, 2, 3)).max(axis=(1, 2)).min() >= 0
    assert not any("should have" in caption.value for caption in app.caption)
    assert np.abs(outputs(view)[-1]).max() > 0.1


@pytest.mark.parametrize(
    ("text", "said"),
    [("1 0 x\n0 1 0", "x"), ("1 0 nan\n0 1 0", "nan"), ("1 0 inf\n0 1 0", "inf"), ("1 0\n0 1 0", "row")],
)
def test_a_bad_number_is_one_sentence_and_is_kept(text: str, said: str) -> None:
    """What is no number is named in a sentence; the text stays in its box."""
    app = visit("loop")
    app.button_group(key="begin").set_value("small").run()
    app.text_area(key="kernel").set_value(text).run()
    (sentence,) = sentences(app)
    assert said in sentence
    assert app.text_area(key="kernel").value == text
    app.text_area(key="kernel").set_value("1 0 0\n0 1 0").run()
    views(app)


def test_numbers_that_are_missing_stand_at_zero() -> None:
    """A matrix that is smaller than the loop is filled with zeros, a larger one is used in part and kept."""
    app = visit("loop")
    app.button_group(key="begin").set_value("small").run()
    app.slider(key="output_features").set_value(3).run()
    view, _ = views(app)
    assert numbers(view, view["kernel"], 3, 3).tolist() == [[1, 0, 0], [0, 1, -1], [0, 0, 0]]
    assert any("W should have 3 × 3 numbers here and has 2 × 3" in caption.value for caption in app.caption)
    app.slider(key="output_features").set_value(1).run()
    assert app.text_area(key="kernel").value == "1 0 0\n0 1 -1"


def test_an_overflow_is_shown_as_what_it_is() -> None:
    """Weights near the largest float give sums of infinity: drawn as infinity, said, and no error."""
    app = visit("loop")
    app.button_group(key="begin").set_value("small").run()
    app.text_area(key="kernel").set_value("1e308 0 0\n1e308 1e308 0").run()
    app.text_area(key="x").set_value("10 10 0\n-10 10 0").run()
    view, _ = views(app)
    assert view["wide"]
    sums = numbers(view, view["blocks"][0]["pre_activation"], 5, 2)
    assert np.isinf(sums).any()


# ---- the proof bench ----


@pytest.mark.keras
def test_an_old_address_of_the_bench_is_understood() -> None:
    """What is open was called `bench` once."""
    app = visit("loop", bench="find the bug", case="2", timesteps="5")
    assert len(views(app)) == 2
    assert app.session_state.look == "hunt"


@pytest.mark.keras
def test_keras_agrees_with_the_loop() -> None:
    """Held against Keras, a loop that is not chaotic differs by rounding at every step, and the page says so."""
    app = visit("loop", look="compare with Keras", weights="Glorot", inputs="normal", timesteps="30")
    _, bench = views(app)
    for line in bench["lines"]:
        assert numbers(bench, line["values"], 30).max() <= AGREE
    assert "agree at every step" in bench["title"]


@pytest.mark.keras
def test_chaos_is_told_from_a_mistake() -> None:
    """In a chaotic loop rounding grows beyond 1e-5 while each step by itself agrees, and the title says which it is."""
    app = visit("loop", look="compare with Keras", weights="orthogonal", radius="2.5", inputs="one push at step 1")
    _, bench = views(app)
    running, single = (numbers(bench, line["values"], 100) for line in bench["lines"])
    assert single.max() <= AGREE < running.max()
    assert "rounding grows" in bench["title"]


@pytest.mark.keras
@pytest.mark.parametrize("case", range(1, 7))
def test_a_planted_fault_is_found_by_its_answer(case: int) -> None:
    """Each wrong answer is refused, the right one accepted; the evidence never names the fault."""
    app = visit("loop", look="find the bug", case=str(case), weights="Glorot", inputs="normal", timesteps="20")
    _, bench = views(app)
    fault, known = fault_of_case(case), faults()
    assert list(known) == list(FAULTS)
    assert numbers(bench, bench["lines"][0]["values"], 20).max() > AGREE
    assert known[fault].label not in bench["title"]
    for name in FAULTS:
        app.radio(key=f"answer-{case}").set_value(name).run()
        assert len(app.success) == (name == fault)
        assert [warning for warning in app.warning if "Not this one" in warning.value] == [
            *([] if name == fault else [app.warning[0]])
        ]
    assert not any(fault in str(value) or known[fault].label in str(value) for value in app.query_params.values())


@pytest.mark.keras
def test_a_saturated_loop_hides_a_fault() -> None:
    """With the chapter's weights a forgotten bias cannot be seen, and the page says why; with Glorot weights it can."""
    case = next(case for case in range(1, 100) if fault_of_case(case) == "forgotten_bias")
    hidden = visit("loop", look="find the bug", case=str(case))
    assert "no difference to Keras at any step" in views(hidden)[1]["title"]
    assert "does not show" in hidden.info[0].value
    shown = visit("loop", look="find the bug", case=str(case), weights="Glorot")
    assert "different from step 1 on" in views(shown)[1]["title"]
    assert not shown.info


_SESSION = """
from tests.app.driving import visit
from tests.app.test_loop import views
for cell in ("SimpleRNN", "LSTM", "GRU"):
    views(visit("loop", cell=cell))
assert len(views(visit("loop", look="compare with Keras", timesteps="5"))) == 2
assert len(views(visit("loop", look="find the bug", timesteps="5"))) == 2
"""


@pytest.mark.keras
def test_a_session_with_keras_loads_no_tensorflow() -> None:
    """After every cell and both benches neither TensorFlow nor Keras is in the process that serves the page."""
    assert trainers_loaded_by(_SESSION) == []
