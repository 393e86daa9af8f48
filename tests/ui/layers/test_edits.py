"""What the buttons and boxes of "Keras layers" do to a stack, and what may come from the browser."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.networks import StackSpec, read_stack, write_stack
from rnnviz.ui.layers.edits import MOST_DRAWN_LAYERS, PRESETS, edit_stack
from rnnviz.ui.layers.views.stack import StackEdit, _edit

STACK = "emb-100-8.rnn-2-seq.lstm-3.dense-1"


@pytest.mark.parametrize(
    ("do", "layer", "value", "line"),
    [
        ("cell", 0, "gru", "emb-100-8.gru-2-seq.lstm-3.dense-1"),
        ("units", 1, "64", "emb-100-8.rnn-2-seq.lstm-64.dense-1"),
        ("bidirectional", 1, "true", "emb-100-8.rnn-2-seq.lstm-3-bi.dense-1"),
        ("sequences", 0, "false", "emb-100-8.rnn-2.lstm-3.dense-1"),
        ("sequences", 1, "true", "emb-100-8.rnn-2-seq.lstm-3-seq.dense-1"),
        ("earlier", 1, "", "emb-100-8.lstm-3.rnn-2-seq.dense-1"),
        ("earlier", 0, "", STACK),
        ("later", 0, "", "emb-100-8.lstm-3.rnn-2-seq.dense-1"),
        ("later", 1, "", STACK),
        ("remove", 0, "", "emb-100-8.lstm-3.dense-1"),
        ("add", -1, "gru", "emb-100-8.rnn-2-seq.lstm-3.gru-3.dense-1"),
        ("input", -1, "features", "in-32.rnn-2-seq.lstm-3.dense-1"),
        ("input", -1, "words", "emb-10000-32.rnn-2-seq.lstm-3.dense-1"),
        ("num_words", -1, "500", "emb-500-8.rnn-2-seq.lstm-3.dense-1"),
        ("input_features", -1, "4", "emb-100-4.rnn-2-seq.lstm-3.dense-1"),
        ("mask", -1, "true", "emb-100-8-mask.rnn-2-seq.lstm-3.dense-1"),
        ("readout", -1, "3", "emb-100-8.rnn-2-seq.lstm-3.dense-3"),
        ("readout", -1, "", "emb-100-8.rnn-2-seq.lstm-3"),
    ],
)
def test_an_edit_changes_one_thing(do: str, layer: int, value: str, line: str) -> None:
    """Each control changes what it is for and leaves the rest as it was."""
    assert write_stack(edit_stack(read_stack(STACK), do, layer, value)) == line


@pytest.mark.parametrize(
    ("do", "layer", "value", "message"),
    [
        ("units", 0, "0", "units is a whole number from 1 to 4,096, not 0"),
        ("units", 0, "-3", "not -3"),
        ("units", 0, "1000000000", "not 1000000000"),
        ("units", 0, "", "units is a whole number such as 32, not ''"),
        ("units", 0, "1e9", "not '1e9'"),
        ("units", 0, "2.5", "not '2.5'"),
        ("num_words", -1, "4", "num_words is a whole number from 5"),
        ("readout", -1, "0", "units is a whole number from 1"),
        ("cell", 0, "transformer", "A cell is one of"),
        ("add", -1, "transformer", "A cell is one of"),
        ("units", 2, "5", "There is no layer 3 for that; the stack has 2"),
        ("explode", 0, "", "There is no layer 1 for that"),
    ],
)
def test_an_edit_that_leads_to_no_stack_is_a_sentence(do: str, layer: int, value: str, message: str) -> None:
    """Sizes of 0, below it, of 10⁹ and of no number are refused, and so is what the page does not know."""
    with pytest.raises(ConfigurationError, match=message):
        edit_stack(read_stack(STACK), do, layer, value)


def test_layers_have_an_end_on_both_sides() -> None:
    """The last layer cannot be removed, and no more than eight can be added."""
    one = read_stack("in-3.rnn-2")
    with pytest.raises(ConfigurationError, match="1 to 16 recurrent layers, not 0"):
        edit_stack(one, "remove", 0, "")
    stack: StackSpec = one
    for _ in range(MOST_DRAWN_LAYERS - 1):
        stack = edit_stack(stack, "add", -1, "lstm")
    with pytest.raises(ConfigurationError, match="Up to 8 recurrent layers are drawn"):
        edit_stack(stack, "add", -1, "lstm")


def test_the_chapters_stacks_come_first() -> None:
    """The first four presets are the chapter's tables; exactly the one that says so is refused by Keras."""
    totals = [read_stack(line).parameter_count for line in PRESETS.values()]
    assert totals[:4] == [322_080, 322_080, 328_320, 322_113]
    assert [name for name, line in PRESETS.items() if read_stack(line).problem] == ["not_valid"]


@given(
    st.none()
    | st.integers()
    | st.dictionaries(st.sampled_from(["do", "layer", "value"]), st.none() | st.integers() | st.text() | st.booleans())
)
def test_whatever_the_browser_sends_is_an_edit_or_nothing(sent: Any) -> None:
    """Only an edit of the right types counts, and its value is cut to what a size can be."""
    edit = _edit({"edit": sent})
    assert edit is None or isinstance(edit, StackEdit)
    assert _edit({}) is None
    assert _edit({"edit": {"do": "units", "layer": True, "value": "3"}}) is None
    cut = _edit({"edit": {"do": "units", "layer": 0, "value": "9" * 10_000}})
    assert cut is not None
    assert len(cut.value) == 40
