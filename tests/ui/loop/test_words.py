"""What "The loop by hand" says of cells, steps, faults and Keras."""

import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from rnnviz.cells import CELLS
from rnnviz.loops import FAULTS, LoopSpec, memory, run_loop
from rnnviz.ui.loop import bench_words, lesson_words, view_words, words
from rnnviz.ui.loop.cell_words import cell_words
from rnnviz.ui.loop.lessons import learn
from rnnviz.ui.loop.presets import PRESETS


def title(name: str, **changes: Any) -> str:
    """A title of a small loop."""
    loop = run_loop(LoopSpec(**{"timesteps": 5, "input_features": 3, "units": 2} | changes))
    return lesson_words.titles(loop, learn(loop, memory(loop)))[name]  # type: ignore[index]


def said(loop: Any) -> str:
    """The first sentence on a loop."""
    return "".join(part["t"] for part in lesson_words.first_sentence(loop, learn(loop, memory(loop))))


def texts(labels: Mapping[str, Any]) -> Iterator[str]:
    """All texts of labels that may stand in groups."""
    for label in labels.values():
        if isinstance(label, str):
            yield label
        else:
            yield from texts(label)


# ---- choices ----


def test_every_preset_has_a_label_and_sets_what_can_be_chosen() -> None:
    """Presets and their labels go by the same ids, in one order; what a preset sets is among the choices."""
    assert list(words.presets()) == list(PRESETS)
    for preset in PRESETS.values():
        assert preset.cell in CELLS
        assert preset.weights in words.weight_schemes()
        assert preset.inputs in words.input_schemes()


def test_every_fault_has_its_words() -> None:
    """Each fault has a short label of its own and whole sentences, in the order of the faults."""
    known = bench_words.faults()
    assert list(known) == list(FAULTS)
    assert len({fault.label for fault in known.values()}) == len(FAULTS)
    assert all(len(fault.label) <= 45 for fault in known.values())
    assert all(text.endswith(".") for fault in known.values() for text in (fault.right, fault.wrong))


# ---- titles and sentences ----


def test_one_step_and_one_product_are_not_many() -> None:
    """A count of one stands with the singular."""
    assert title("unrolled", timesteps=1) == "The loop, unrolled: 1 step through the same SimpleRNN"
    assert title("unrolled") == "The loop, unrolled: 5 steps through the same SimpleRNN"
    labels = view_words.loop_labels(LoopSpec(timesteps=5, input_features=1, units=2))["equation"]
    assert labels["kernel"] == "{matrix}·{vector}, unit {unit}: a sum of 1 product"
    assert labels["recurrent_kernel"] == "{matrix}·{vector}, unit {unit}: a sum of 2 products"
    assert bench_words.evidence(3, 5, 1, 1) == "Case 3: different from step 1 on, at 1 step of 5"


def test_the_weights_of_a_gated_cell_are_counted_by_blocks() -> None:
    """The shapes in the title say how many blocks there are, where there are several."""
    assert title("weights") == "The weights: (2 × 3) in W, (2 × 2) in U, 12 in all"
    assert title("weights", cell="lstm") == "The weights: 4 × (2 × 3) in W, 4 × (2 × 2) in U, 48 in all"


def test_one_output_is_not_said_to_be_all() -> None:
    """A saturated loop of one unit has one output."""
    loop = run_loop(LoopSpec(timesteps=3, input_features=40, units=1))
    assert "the one output is saturated, beyond ±0.99 at every step, and varies by" in said(loop)


def test_keras_and_a_loop_agree_part_or_differ() -> None:
    """Rounding is agreement; rounding that grows is told from a step that differs."""
    agree = 1e-5
    assert bench_words.agreement(2e-7, 1e-7, parts=None, agree=agree).endswith("they differ by at most 2.0·10⁻⁷")
    assert "from step 9 on the two loops part" in bench_words.agreement(1.0, 1e-7, parts=9, agree=agree)
    assert bench_words.agreement(1.0, 0.5, parts=1, agree=agree).endswith("by up to 0.50 in a single step")


# ---- what the browser fills ----


@pytest.mark.parametrize("cell", CELLS)
def test_labels_have_only_places_that_the_browser_fills(cell: str) -> None:
    """Each place of a label is one of the names that the scripts know."""
    known = {
        *("t", "count", "unit", "units", "sum", "output", "row", "column", "columns", "rows", "name", "text", "label"),
        *("value", "one", "more", "term", "activation", "matrix", "vector", "differences"),
    }
    spec = LoopSpec(cell=cell)
    labels = [*texts(view_words.loop_labels(spec)), *texts(view_words.bench_labels())]
    assert all(labels)
    assert {name for text in labels for _, name, _, _ in string.Formatter().parse(text) if name is not None} <= known


@pytest.mark.parametrize("cell", CELLS)
def test_every_part_of_a_cell_has_a_sign_of_its_own(cell: str) -> None:
    """Blocks and states have different signs, and a row of the mix shows one of them."""
    own = cell_words(cell)
    signs = {**{name: part.symbol for name, part in own.states.items()}, **{n: p.symbol for n, p in own.blocks.items()}}
    assert len(set(signs.values())) == len(signs)
    assert {line[1] for line in own.mix} <= set(signs.values())
    assert all("{" not in part.label for part in own.blocks.values())
