"""What "Keras layers" says of a stack: formulas, Keras's table, sentences, and the command that trains it."""

import re
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from rnnviz.__main__ import app as command_line
from rnnviz.networks import LayerSpec, NetworkSpec, StackSpec, build_keras_model, read_stack
from rnnviz.ui.layers import stack_words
from rnnviz.ui.layers.keras_texts import memory_of, training_command
from rnnviz.ui.layers.payload import stack_payload
from rnnviz.ui.layers.sentence_words import what_goes_through
from rnnviz.ui.layers.words import why_not_trained

layers = st.builds(
    LayerSpec,
    cell=st.sampled_from(["simple_rnn", "lstm", "gru"]),
    units=st.integers(1, 4_096),
    bidirectional=st.booleans(),
)


def worked_out(text: str) -> int:
    """What a formula with its numbers comes to."""
    assert re.fullmatch(r"[0-9,·+() ]+", text)
    return int(eval(text.replace(",", "").replace("·", "*")))


@given(layer=layers, features=st.integers(1, 4_096))
def test_a_formula_comes_to_the_count(layer: LayerSpec, features: int) -> None:
    """The formula with its numbers filled in gives the layer's parameters, and so do its names."""
    names, filled = stack_words.formula(layer, features)
    assert worked_out(filled) == layer.parameter_count(features)
    written = names.replace("units", str(layer.units)).replace("features", str(features))
    assert worked_out(written) == layer.parameter_count(features)


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("in-32.rnn-32", "32 · (32 + 32 + 1)"),
        ("in-32.lstm-32", "4 · 32 · (32 + 32 + 1)"),
        ("in-32.gru-32", "3 · 32 · (32 + 32 + 2)"),
        ("in-32.lstm-32-bi", "2 · 4 · 32 · (32 + 32 + 1)"),
    ],
)
def test_the_formulas_of_the_cells(line: str, filled: str) -> None:
    """One block for a SimpleRNN, four for an LSTM, three with two biases for a GRU, twice for two directions."""
    assert stack_words.formula(read_stack(line).layers[0].layer, 32)[1] == filled


def test_a_gru_says_why_two_biases() -> None:
    """The GRU's reason names reset_after, which has a bias for the input and one for the recurrence."""
    assert "2 biases, because with reset_after=True" in stack_words.reason(LayerSpec(cell="gru"))


@pytest.mark.parametrize(
    "line",
    [
        "emb-10000-32.rnn-32",
        "emb-10000-32.rnn-32-seq.rnn-32-seq.rnn-32-seq.rnn-32",
        "emb-50-4.lstm-3-bi-seq.gru-2-bi.dense-1",
        "in-1.rnn-1",
        "in-300.lstm-300.dense-3",
    ],
)
def test_the_table_is_the_one_that_keras_prints(keras: ModuleType, line: str) -> None:
    """Layer, output shape, count and the three lines below are, sign by sign, those of `model.summary()`."""
    stack = read_stack(line)
    keras.backend.clear_session()
    printed: list[str] = []
    build_keras_model(stack).summary(line_length=78, print_fn=printed.append)
    rows = re.findall(r"│ (\S+ \(\w+\)) +│ (\([^)]*\)) +│ +([\d,]+) │", printed[0])
    payload = stack_payload(stack)
    assert [(row["layer"], row["shape"], row["count"]) for row in payload["summary"]] == rows
    assert payload["totals"] == [row.strip() for row in printed[0].splitlines() if "params:" in row]


@settings(max_examples=60)
@given(st.integers(0, 2**31))
def test_memory_is_written_as_keras_writes_it(keras: ModuleType, parameters: int) -> None:
    """Bytes of float32 numbers in the units and the rounding of Keras's summary."""
    from keras.src.utils.summary_utils import readable_memory_size

    assert memory_of(parameters) == readable_memory_size(4 * parameters)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("emb-10000-32.rnn-32", "The recurrent layer returns one vector of 32 numbers a review; its 2,080 parameters"),
        ("emb-10000-32.rnn-32", "do not depend on the number of timesteps. What it computed at the earlier timesteps"),
        ("emb-10000-32.rnn-32", "In all there are 322,080 parameters, the numbers that training sets."),
        ("emb-10000-32.rnn-32-seq", "A recurrent layer on top would read just that: one vector for every timestep."),
        ("in-3.rnn-1", "one vector of 1 number a sample"),
        ("in-3.rnn-2-seq", "one vector of 2 numbers for every timestep"),
        ("in-3.rnn-2-seq.rnn-4", "Layer 1 returns its whole sequence, because the layer above reads a vector"),
        ("in-3.rnn-2-seq.rnn-4-seq.rnn-4", "Layers 1 to 2 return their whole sequence"),
        ("in-3.rnn-2.dense-1", "The Dense layer makes one number between 0 and 1 of it, with 3 parameters."),
        ("in-3.rnn-2-seq.dense-5", "makes 5 shares of 1 of each of them, with 15 parameters."),
        (
            "in-3.rnn-2.rnn-2",
            "Keras does not build this stack: layer 2 reads one vector for every timestep, but layer 1",
        ),
        ("in-3.rnn-2-seq.rnn-2.rnn-2", "Set return_sequences=True in layer 2."),
    ],
)
def test_the_sentence_says_what_happens_here(line: str, said: str) -> None:
    """The sentence holds this stack's numbers and names its layers."""
    assert said in what_goes_through(read_stack(line))


@pytest.mark.parametrize(
    "line",
    [
        "emb-10000-32.rnn-32.dense-1",
        "emb-500-16-mask.lstm-8-seq.lstm-8.dense-1",
        "emb-500-16.lstm-8-d2-r25-seq.lstm-8-d2-r25.dense-1",
        "emb-500-16.gru-8-bi-seq.gru-8-bi-seq.gru-8-bi.dense-1",
    ],
)
def test_the_command_trains_this_very_network(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """The command line, given to rnnviz, asks for the training of this stack and no other."""
    asked: list[NetworkSpec] = []

    def train(spec: NetworkSpec, *_: Any, **__: Any) -> Any:
        asked.append(spec)
        raise SystemExit(0)

    monkeypatch.setattr("rnnviz.training.train", train)
    command = training_command(read_stack(line))
    assert command is not None
    assert command.startswith("python -m rnnviz train ")
    result = CliRunner().invoke(command_line, command.split()[3:])
    assert result.exit_code == 0, result.output
    assert [spec.stack for spec in asked] == [read_stack(line)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("in-3.rnn-2.dense-1", "it reads plain features"),
        ("emb-500-16.rnn-2", "a verdict is one number: end with Dense(1)"),
        ("emb-500-16.rnn-2.dense-2", "a verdict is one number"),
        ("emb-500-16.rnn-2-seq.dense-1", "it answers at every timestep"),
        ("emb-500-16.rnn-2.rnn-2.dense-1", "Keras does not build it"),
    ],
)
def test_a_stack_that_is_not_trained_says_why(line: str, why: str) -> None:
    """There is no command line, and the sentence names what is in the way."""
    stack: StackSpec = read_stack(line)
    assert training_command(stack) is None
    assert why in why_not_trained(stack)


def test_a_stack_of_unlike_layers_is_trained_without_a_command_line() -> None:
    """The command line cannot name it, the page Train can: no reason is given against it."""
    stack = read_stack("emb-500-16.rnn-2-seq.lstm-2.dense-1")
    assert training_command(stack) is None
    assert why_not_trained(stack) == ""
