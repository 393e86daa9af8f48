"""What a spec says about a network before it is built."""

import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec, build_keras_model
from tests.networks.drawing import network_spec, specs

CHAPTER = NetworkSpec()
STACKED = NetworkSpec(layers=(LayerSpec(),) * 4)


def test_the_chapters_network_has_its_parameters() -> None:
    """Embedding(10000, 32), SimpleRNN(32) and Dense(1) have 320,000 + 2,080 + 33 = 322,113 weights."""
    assert [row.parameter_count for row in CHAPTER.summary] == [320_000, 32 * (32 + 32 + 1), 33]
    assert CHAPTER.parameter_count == 322_113


def test_the_chapters_stack_has_its_parameters() -> None:
    """Four SimpleRNN(32) have 328,320 weights before the readout and 328,353 with it."""
    counts = [row.parameter_count for row in STACKED.summary]
    assert counts == [320_000, 2_080, 2_080, 2_080, 2_080, 33]
    assert sum(counts[:-1]) == 328_320
    assert STACKED.parameter_count == 328_353


@pytest.mark.parametrize(
    ("cell", "count"),
    [("simple_rnn", 32 * 65), ("lstm", 4 * 32 * 65), ("gru", 3 * 32 * 66)],
)
def test_a_layers_parameters_term_by_term(cell: str, count: int) -> None:
    """Blocks times units times (inputs + units + biases); a GRU has two biases; two directions count twice."""
    assert LayerSpec(cell=cell).parameter_count(32) == count
    assert LayerSpec(cell=cell, bidirectional=True).parameter_count(32) == 2 * count


@settings(max_examples=15, deadline=None)
@given(spec=specs)
def test_counts_shapes_and_source_equal_keras(keras: ModuleType, spec: NetworkSpec) -> None:
    """For any spec the table equals the built model's, layer by layer, and the source builds the same model."""
    model = build_keras_model(spec)
    assert [row.parameter_count for row in spec.summary] == [layer.count_params() for layer in model.layers]
    assert [row.keras_class for row in spec.summary] == [type(layer).__name__ for layer in model.layers]
    assert [row.output_shape for row in spec.summary] == [tuple(layer.output.shape) for layer in model.layers]
    assert spec.parameter_count == model.count_params()

    names: dict[str, Any] = {}
    exec(spec.keras_source(), names)
    assert _settings(names["model"]) == _settings(model)
    assert [w.shape for w in names["model"].get_weights()] == [w.shape for w in model.get_weights()]


def _settings(model: Any) -> list[Any]:
    """Config of every layer, without the names, which Keras numbers."""

    def nameless(config: Any) -> Any:
        if isinstance(config, dict):
            return {key: nameless(value) for key, value in config.items() if key != "name"}
        return config

    return [(type(layer).__name__, nameless(layer.get_config())) for layer in model.layers]


@given(specs)
def test_a_spec_survives_json(spec: NetworkSpec) -> None:
    """The JSON form gives back the same spec."""
    assert NetworkSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec


def test_equal_layers_are_counted_in_the_title() -> None:
    """A title counts layers that are all alike and lists those that are not."""
    assert STACKED.title == "4 × SimpleRNN(32)"
    assert network_spec("lstm", "gru").title == "LSTM(4) → GRU(4)"
    assert network_spec("lstm", bidirectional=True).title == "Bidirectional(LSTM(4))"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"num_words": 4}, "num_words is a whole number from 5 to 1,000,000, not 4"),
        ({"num_words": 1_000_001}, "not 1000001"),
        ({"num_words": 5.0}, "not 5.0"),
        ({"input_features": 0}, "input_features is a whole number from 1 to 4,096, not 0"),
        ({"input_features": True}, "not True"),
        ({"layers": ()}, "A network has 1 to 16 recurrent layers, not 0"),
        ({"layers": (LayerSpec(),) * 17}, "not 17"),
    ],
)
def test_networks_out_of_bounds_are_refused(settings: dict[str, Any], message: str) -> None:
    """The sentence names the setting, its bounds and what came."""
    with pytest.raises(ConfigurationError, match=message):
        NetworkSpec(**settings)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"units": 0}, "units is a whole number from 1 to 4,096, not 0"),
        ({"units": 1_000_000_000}, "not 1000000000"),
        ({"units": "32"}, "not '32'"),
        ({"units": float("nan")}, "not nan"),
        ({"cell": "rnn"}, "A cell is one of simple_rnn, lstm, gru, not 'rnn'"),
    ],
)
def test_layers_out_of_bounds_are_refused(settings: dict[str, Any], message: str) -> None:
    """The sentence names the setting, its bounds and what came."""
    with pytest.raises(ConfigurationError, match=message):
        LayerSpec(**settings)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"layers": None},
        {"layers": "lstm"},
        {"layers": [{"cell": "lstm", "colour": "red"}]},
        {"layers": [{"cell": ["lstm"]}]},
        {"layers": [{}], "depth": 3},
        {"layers": [{"units": -1}]},
        [],
        None,
    ],
)
def test_a_damaged_record_of_a_network_is_refused(data: Any) -> None:
    """A field that is missing, unknown or out of range is a ConfigurationError."""
    with pytest.raises(ConfigurationError):
        NetworkSpec.from_dict(data)


@pytest.mark.parametrize("share", [-0.1, 1, 1.0, float("nan"), "0.2", True])
@pytest.mark.parametrize("name", ["dropout", "recurrent_dropout"])
def test_a_share_that_nothing_can_drop_is_refused(name: str, share: object) -> None:
    """What is dropped is a share from 0 to below 1."""
    with pytest.raises(ConfigurationError, match=f"{name} is a share from 0 to below 1"):
        LayerSpec(**{name: share})


def test_keras_source_names_what_is_dropped() -> None:
    """Only where something is."""
    dropping = NetworkSpec(layers=(LayerSpec(cell="lstm", dropout=0.2, recurrent_dropout=0.25),))
    assert "LSTM(32, dropout=0.2, recurrent_dropout=0.25)" in dropping.keras_source()
    assert "dropout" not in NetworkSpec().keras_source()
