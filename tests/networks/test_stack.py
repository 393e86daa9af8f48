"""What a stack of Keras layers is, before it is built: held against the stack that Keras builds, or refuses."""

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.networks import (
    LayerSpec,
    NetworkSpec,
    StackLayer,
    StackSpec,
    UntrainedStack,
    build_keras_model,
    read_stack,
    write_stack,
)
from rnnviz.networks.untrained import MOST_RUN_WEIGHTS
from tests.networks.drawing import layers, specs

CELLS = ["simple_rnn", "lstm", "gru"]


@st.composite
def stacks(draw: st.DrawFn, *, valid: bool | None = None) -> StackSpec:
    """Draw a stack that Keras builds (valid=True), one that it refuses (False), or any."""
    drawn = draw(st.lists(layers, min_size=1 if valid is not False else 2, max_size=4))
    inner = [draw(st.booleans()) if valid is None else True for _ in drawn[1:]]
    if valid is False:
        inner[draw(st.integers(0, len(inner) - 1))] = False
    num_words = draw(st.none() | st.integers(5, 30))
    return StackSpec(
        num_words=num_words,
        input_features=draw(st.integers(1, 5)),
        mask_zero=num_words is not None and draw(st.booleans()),
        layers=tuple(
            StackLayer(layer=layer, return_sequences=sequence)
            for layer, sequence in zip(drawn, [*inner, draw(st.booleans())], strict=True)
        ),
        readout_units=draw(st.none() | st.integers(1, 4)),
    )


# ---- the chapter's tables ----


@pytest.mark.parametrize(
    ("line", "counts", "shapes"),
    [
        ("emb-10000-32.rnn-32", [320_000, 2_080], [(None, None, 32), (None, 32)]),
        ("emb-10000-32.rnn-32-seq", [320_000, 2_080], [(None, None, 32), (None, None, 32)]),
        (
            "emb-10000-32.rnn-32-seq.rnn-32-seq.rnn-32-seq.rnn-32",
            [320_000, 2_080, 2_080, 2_080, 2_080],
            [(None, None, 32)] * 4 + [(None, 32)],
        ),
        ("emb-10000-32.rnn-32.dense-1", [320_000, 2_080, 33], [(None, None, 32), (None, 32), (None, 1)]),
    ],
)
def test_the_chapters_tables(line: str, counts: list[int], shapes: list[tuple[int | None, ...]]) -> None:
    """The chapter's four summaries: 322,080; 322,080; 328,320; 322,113 weights, with their output shapes."""
    stack = read_stack(line)
    assert [row.parameter_count for row in stack.summary] == counts
    assert [row.output_shape for row in stack.summary] == shapes
    assert stack.parameter_count == sum(counts)
    assert stack.parameter_count in {322_080, 328_320, 322_113}


# ---- against Keras ----


@settings(max_examples=8, deadline=None)
@given(stack=stacks(valid=True))
def test_a_stack_is_what_keras_builds(keras: ModuleType, stack: StackSpec) -> None:
    """Names, output shapes, weights, counts and total equal Keras's, and so does the model that its source builds."""
    keras.backend.clear_session()
    model = build_keras_model(stack)
    rows = stack.summary
    assert [row.name for row in rows] == [layer.name for layer in model.layers]
    assert [row.keras_class for row in rows] == [type(layer).__name__ for layer in model.layers]
    assert [row.output_shape for row in rows] == [tuple(layer.output.shape) for layer in model.layers]
    assert [row.parameter_count for row in rows] == [layer.count_params() for layer in model.layers]
    weights = [[(weight.name, weight.shape) for weight in row.weights] for row in rows]
    assert weights == [[(weight.name, tuple(weight.shape)) for weight in layer.weights] for layer in model.layers]
    assert stack.parameter_count == model.count_params()
    assert stack.input_shape == model.input_shape

    built = _built(keras, stack)
    assert [layer.name for layer in built.layers] == [row.name for row in rows]
    assert [tuple(layer.output.shape) for layer in built.layers] == [row.output_shape for row in rows]
    assert _activations(built) == _activations(model)
    assert built.count_params() == stack.parameter_count


@settings(max_examples=8, deadline=None)
@given(stack=stacks(valid=False))
def test_a_stack_is_refused_where_keras_refuses_it(keras: ModuleType, stack: StackSpec) -> None:
    """The place and the sentence are Keras's own, and the rows of the summary are the layers that stood by then."""
    problem = stack.problem
    assert problem is not None
    keras.backend.clear_session()
    with pytest.raises(ValueError, match="incompatible with the layer") as refused:
        build_keras_model(stack)
    assert str(refused.value) == problem.sentence
    before = StackSpec(
        num_words=stack.num_words, input_features=stack.input_features, layers=stack.layers[: problem.layer]
    )
    assert stack.summary == before.summary
    with pytest.raises(ValueError, match=re.escape(problem.sentence)):
        _built(keras, stack)


@pytest.mark.parametrize("wrapped", [False, True], ids=["forward", "bidirectional"])
@pytest.mark.parametrize("cell", CELLS)
def test_each_kind_of_layer_is_refused_in_keras_own_words(keras: ModuleType, cell: str, wrapped: bool) -> None:
    """The second of two equal layers is refused, for every cell, in one direction and in two."""
    layer = StackLayer(layer=LayerSpec(cell=cell, units=32, bidirectional=wrapped))
    stack = StackSpec(num_words=100, layers=(layer, layer))
    keras.backend.clear_session()
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2") as refused:
        build_keras_model(stack)
    assert stack.problem
    assert stack.problem.layer == 1
    assert str(refused.value) == stack.problem.sentence


def _built(keras: ModuleType, stack: StackSpec) -> Any:
    """The model that the source builds in a fresh process."""
    keras.backend.clear_session()
    names: dict[str, Any] = {}
    exec(stack.keras_source(), names)
    return names["model"]


def _activations(model: Any) -> list[str]:
    return [layer.activation.__name__ for layer in model.layers if type(layer).__name__ == "Dense"]


# ---- as a network that rnnviz trains ----


@given(specs)
def test_a_network_is_one_of_the_stacks(spec: NetworkSpec) -> None:
    """Every network is a stack without a problem, and is found again from it."""
    assert spec.stack.problem is None
    assert NetworkSpec.of_stack(spec.stack) == spec


@given(stacks())
def test_a_stack_is_a_network_only_if_it_gives_a_verdict_on_words(stack: StackSpec) -> None:
    """Only words, sequences in the middle, one last output and one sigmoid unit make a network that is trained."""
    sequences = [one.return_sequences for one in stack.layers]
    fits = stack.num_words is not None and stack.readout_units == 1 and not sequences[-1] and all(sequences[:-1])
    assert (NetworkSpec.of_stack(stack) is not None) == fits


# ---- as a line ----


@given(stacks())
def test_a_stack_survives_its_line(stack: StackSpec) -> None:
    """The line of any stack gives it back, and holds only signs that an address shows as they are."""
    line = write_stack(stack)
    assert read_stack(line) == stack
    assert re.fullmatch(r"[a-z0-9.-]+", line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "A stack begins with emb-<num_words>-<features> or in-<features>, not with ''"),
        ("rnn-32", "begins with .*, not with 'rnn-32'"),
        ("emb-10000.rnn-32", "not with 'emb-10000'"),
        ("in-3-mask.rnn-2", "not with 'in-3-mask'"),
        ("in-3", "A network has 1 to 16 recurrent layers, not 0"),
        ("in-3.dense-1", "not 0"),
        ("in-3" + ".rnn-1-seq" * 17, "not 17"),
        ("emb-4-32.rnn-32", "num_words is a whole number from 5 to 1,000,000, not 4"),
        ("emb-100-0.rnn-32", "input_features is a whole number from 1 to 4,096, not 0"),
        ("in-3.rnn-0", "units is a whole number from 1 to 4,096, not 0"),
        ("in-3.rnn--5", "not -5"),
        ("in-3.rnn-1000000000", "not 1000000000"),
        ("in-3.rnn-" + "9" * 5_000, "up to 1,000 characters, not 5,009"),
        ("in-3.rnn-" + "9" * 500, "units is a whole number such as 32, not '9+…'"),
        ("in-3.rnn-٣", "units is a whole number such as 32"),
        ("in-3.rnn-many", "units is a whole number such as 32, not 'many'"),
        ("in-3.rnn-2.5", "A recurrent layer is rnn, lstm or gru with its units, .*, not '5'"),
        ("in-3.rnn-2-mask", "not 'rnn-2-mask'"),
        ("in-3.transformer-2", "not 'transformer-2'"),
        ("in-3.dense-1.rnn-2", "not 'dense-1'"),
        ("in-3.rnn-2.dense", "The end of a stack is dense with its units, such as dense-1, not 'dense'"),
        ("in-3.rnn-2.dense-0", "units is a whole number from 1 to 4,096, not 0"),
    ],
)
def test_a_line_that_is_none_is_refused_in_a_sentence(line: str, message: str) -> None:
    """The sentence says what was expected, what came, and what a line looks like."""
    with pytest.raises(ConfigurationError, match=message) as refused:
        read_stack(line)
    assert len(str(refused.value)) < 250


@given(st.text(st.sampled_from("embinrnlstgu-.0123456789 densqéé\n"), max_size=60))
def test_any_line_is_a_stack_or_a_sentence(line: str) -> None:
    """Whatever stands in the address, the answer is a stack or one sentence."""
    try:
        stack = read_stack(line)
    except ConfigurationError:
        return
    assert read_stack(write_stack(stack)) == stack


def test_plain_features_have_no_mask() -> None:
    """mask_zero without an Embedding is refused."""
    with pytest.raises(ConfigurationError, match="mask_zero is a setting of the Embedding"):
        StackSpec(num_words=None, mask_zero=True)


# ---- with untrained weights ----


@settings(max_examples=10, deadline=None)
@given(stack=stacks(valid=True), seed=st.integers(0, 2**32 - 1), timesteps=st.integers(1, 6))
def test_what_goes_through_is_what_keras_returns(
    keras: ModuleType, stack: StackSpec, seed: int, timesteps: int
) -> None:
    """With the same weights Keras returns the same: the stack's output, and both return modes of every layer."""
    untrained = UntrainedStack(spec=stack, seed=seed)
    ids = np.random.default_rng(seed).integers(1, stack.num_words or 2, timesteps).astype(np.int32)
    inputs = untrained.features(timesteps) if stack.num_words is None else untrained.embedding_rows(ids)
    model = build_keras_model(stack)
    model.set_weights(_weights(untrained))
    run = untrained.run(inputs)
    entering = (inputs if stack.num_words is None else ids)[None]
    np.testing.assert_allclose(run.output, np.asarray(model(entering))[0], atol=1e-5)

    for number, layer_run in enumerate(run.layers):
        for sequences, expected in ((True, layer_run.sequence), (False, layer_run.last_output)):
            below = inputs if number == 0 else run.layers[number - 1].sequence
            alone = StackSpec(
                num_words=None,
                input_features=stack.layer_inputs[number],
                layers=(StackLayer(layer=stack.layers[number].layer, return_sequences=sequences),),
            )
            layer = build_keras_model(alone)
            layer.set_weights([array for cell in untrained.layers[number].cells for array in _arrays(cell)])
            np.testing.assert_allclose(expected, np.asarray(layer(below[None]))[0], atol=1e-5)


@given(stack=stacks(valid=True), seed=st.integers(0, 2**32 - 1))
def test_the_last_output_is_a_row_of_the_sequence(stack: StackSpec, seed: int) -> None:
    """The forward half is the last row's; a backward half is the first row's, where the backward cell ends."""
    untrained = UntrainedStack(spec=stack, seed=seed)
    for one, run in zip(stack.layers, untrained.run(untrained.features(5)).layers, strict=True):
        units = one.layer.units
        assert np.array_equal(run.last_output[:units], run.sequence[-1, :units])
        assert np.array_equal(run.last_output[units:], run.sequence[0, units:])


@pytest.mark.parametrize("cell", CELLS)
def test_weights_begin_as_keras_begins_them(keras: ModuleType, cell: str) -> None:
    """Bounds of Embedding and kernels, orthonormal recurrent rows, and the very biases that Keras starts with."""
    spec = StackSpec(
        num_words=500, input_features=20, layers=(StackLayer(layer=LayerSpec(cell=cell, units=24)),), readout_units=3
    )
    model = build_keras_model(spec, seed=1)
    ours = _weights(UntrainedStack(spec=spec, seed=1))
    for mine, weight in zip(ours, model.weights, strict=True):
        theirs = np.asarray(weight)
        assert mine.shape == theirs.shape
        if weight.name == "bias":
            assert np.array_equal(mine, theirs)
        elif weight.name == "recurrent_kernel":
            for matrix in (mine, theirs):
                np.testing.assert_allclose(matrix @ matrix.T, np.eye(len(matrix)), atol=1e-5)
        else:
            limit = 0.05 if weight.name == "embeddings" else np.sqrt(6 / sum(mine.shape))
            for matrix in (mine, theirs):
                assert 0.9 * limit < np.abs(matrix).max() <= limit
                assert abs(matrix.std() - limit / np.sqrt(3)) < 0.15 * limit


def test_a_seed_gives_the_same_numbers_again() -> None:
    """Equal seeds give equal weights, other seeds others; a change of one layer leaves the others' weights alone."""
    spec, other = read_stack("in-3.rnn-4-seq.lstm-2"), read_stack("in-3.rnn-4-seq.gru-9")
    first, again, changed = (UntrainedStack(spec=one, seed=7) for one in (spec, spec, other))
    assert all(np.array_equal(one, two) for one, two in zip(_weights(first), _weights(again), strict=True))
    assert np.array_equal(first.layers[0].forward.kernel, changed.layers[0].forward.kernel)
    assert not np.array_equal(_weights(first)[0], _weights(UntrainedStack(spec=spec, seed=8))[0])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("in-3.rnn-4.rnn-4", "Nothing goes through this stack: Input 0 .*expected ndim=3, found ndim=2"),
        ("in-3.lstm-4096", f"has 67,174,400 weights besides its Embedding, and up to {MOST_RUN_WEIGHTS:,} are given"),
    ],
)
def test_a_stack_without_numbers_says_why(line: str, message: str) -> None:
    """A stack that Keras refuses and one that is too large are given no numbers, and a sentence."""
    with pytest.raises(ConfigurationError, match=message):
        UntrainedStack(spec=read_stack(line))


def _weights(untrained: UntrainedStack) -> list[Any]:
    """Every array in the order of Keras's `get_weights()`."""
    words = untrained.spec.num_words
    table = [] if words is None else [untrained.embedding_rows(np.arange(words, dtype=np.int32))]
    return [
        *table,
        *(array for layer in untrained.layers for cell in layer.cells for array in _arrays(cell)),
        *(untrained.readout or ()),
    ]


def _arrays(cell: Any) -> tuple[Any, ...]:
    return cell.kernel, cell.recurrent_kernel, cell.bias
