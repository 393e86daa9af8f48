"""Reading .keras files: what Keras wrote is read whole, and anything else is refused in one sentence."""

import dataclasses
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import IncompatibleModelError, ModelNotFoundError
from rnnviz.networks import Network, NetworkSpec, build_keras_model, read_keras_file
from tests.networks.drawing import network_spec, random_weights, specs

Damaged = Callable[..., Path]


def assert_refused(path: Path, message: str) -> None:
    """Expect one line that names the file and its folder and says this, by regular expression."""
    with pytest.raises(IncompatibleModelError, match=message) as raised:
        read_keras_file(path)
    sentence = str(raised.value)
    assert path.name in sentence
    assert path.parent.name in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 500


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs)
def test_what_keras_saved_is_read_whole(keras: ModuleType, spec: NetworkSpec, tmp_path: Path) -> None:
    """Spec and weights of any network come back exactly, layer by layer in the order of get_weights()."""
    model = build_keras_model(spec)
    weights = random_weights(spec)
    model.set_weights([array for layer in weights for array in layer])
    model.save(tmp_path / "model.keras")
    read, arrays = read_keras_file(tmp_path / "model.keras")
    assert read == spec
    for ours, layer in zip(arrays, model.layers, strict=True):
        for array, theirs in zip(ours, layer.get_weights(), strict=True):
            np.testing.assert_array_equal(array, theirs)


def test_a_named_and_compiled_model_is_read(keras: ModuleType, tmp_path: Path) -> None:
    """Layers with names of their own, an input length and an optimizer in the file change nothing; dropout is told."""
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((20,)),
            layers.Embedding(12, 3, name="words"),
            layers.LSTM(4, return_sequences=True, name="first", dropout=0.2, recurrent_dropout=0.1),
            layers.LSTM(4, name="second"),
            layers.Dense(1, activation="sigmoid", name="verdict"),
        ],
        name="mine",
    )
    model.compile("adam", "binary_crossentropy")
    model.optimizer.build(model.trainable_variables)
    model.save(tmp_path / "mine.keras")
    spec, weights = read_keras_file(tmp_path / "mine.keras")
    first, second = network_spec("lstm", "lstm").layers
    dropping = dataclasses.replace(first, dropout=0.2, recurrent_dropout=0.1)
    assert spec == dataclasses.replace(network_spec("lstm", "lstm"), layers=(dropping, second))
    for array, theirs in zip([a for layer in weights for a in layer], model.get_weights(), strict=True):
        np.testing.assert_array_equal(array, theirs)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    """Where no file is, and where a folder is, the sentence has the path."""
    for path in (tmp_path / "none.keras", tmp_path):
        with pytest.raises(ModelNotFoundError, match=f"A model file was expected at {path}"):
            read_keras_file(path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"not a zip at all", b"\x89HDF\r\n\x1a\n" + bytes(200)], ids=repr
)
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, a text and an old .h5 file are no .keras files."""
    path = tmp_path / "foreign.keras"
    path.write_bytes(content)
    assert_refused(path, "is not a whole .keras file: save it again with model.save()")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_refused(good_file: Path, tmp_path: Path, share: float) -> None:
    """However much of its end a file lost, it is refused."""
    path = tmp_path / "short.keras"
    content = good_file.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert_refused(path, "is not a whole .keras file")


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damage_in_the_middle_is_refused(damaged: Damaged, compression: int) -> None:
    """Bytes that were overwritten are found, however the archive is packed."""
    path = damaged(compression=compression)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("model.weights.h5")
    middle = member.header_offset + member.compress_size // 2
    content[middle : middle + 200] = bytes(range(200))
    path.write_bytes(content)
    assert_refused(path, "is not a whole .keras file")


def test_damage_at_the_front_of_a_packed_member_is_refused(damaged: Damaged) -> None:
    """A deflated member whose first bytes make no stream is refused like any other damage."""
    path = damaged(compression=zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("config.json")
    front = member.header_offset + 30 + len("config.json")
    content[front : front + 20] = b"\xff" * 20
    path.write_bytes(content)
    assert_refused(path, "is not a whole .keras file")


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_unpacks_any_amount_at_a_time_is_refused(damaged: Damaged, compression: int) -> None:
    """Of bzip2 a kilobyte is 20 MB before anybody can look; nobody's model is packed so."""
    assert_refused(damaged(compression=compression), "is packed in another way than stored or deflated")


def test_a_packed_archive_is_read(damaged: Damaged, good_file: Path) -> None:
    """A file that somebody packed again, with compression, is the same network."""
    spec, weights = read_keras_file(damaged(compression=zipfile.ZIP_DEFLATED))
    expected_spec, expected = read_keras_file(good_file)
    assert spec == expected_spec
    for layer, theirs in zip(weights, expected, strict=True):
        for array, other in zip(layer, theirs, strict=True):
            np.testing.assert_array_equal(array, other)


@pytest.mark.parametrize("member", ["config.json", "model.weights.h5"])
def test_a_missing_member_is_named(damaged: Damaged, member: str) -> None:
    """A zip without config or weights was not written by model.save(), and the sentence says so."""
    assert_refused(damaged(without=member), f"it holds no {member}, so it was not written by Keras 3")


def with_layers(*made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that builds a Sequential of these layers, each made from keras.layers."""
    return lambda keras: keras.Sequential([keras.Input((8,)), *(make(keras.layers) for make in made)])


def functional(keras: Any) -> Any:
    """Return a functional model of layers that rnnviz knows."""
    ids = keras.Input((8,))
    states = keras.layers.LSTM(4)(keras.layers.Embedding(12, 3)(ids))
    return keras.Model(ids, keras.layers.Dense(1, activation="sigmoid")(states))


def reads(layers: Any) -> Any:
    return layers.Embedding(12, 3)


def tells(layers: Any) -> Any:
    return layers.Dense(1, activation="sigmoid")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (functional, "it is a Functional model; rnnviz shows Sequential models"),
        (with_layers(reads, lambda k: k.Conv1D(4, 3), lambda k: k.LSTM(4), tells), "does not know the layer Conv1D"),
        (with_layers(reads, lambda k: k.GlobalMaxPooling1D(), tells), "does not know the layer GlobalMaxPooling1D"),
        (
            with_layers(reads, lambda k: k.SimpleRNN(4, activation="relu"), tells),
            "activation='relu'; rnnviz shows activation='tanh'",
        ),
        (with_layers(reads, lambda k: k.LSTM(4, recurrent_activation="hard_sigmoid"), tells), "recurrent_activation="),
        (with_layers(reads, lambda k: k.LSTM(4, use_bias=False), tells), "use_bias=False"),
        (with_layers(reads, lambda k: k.GRU(4, reset_after=False), tells), "GRU layer has reset_after=False"),
        (with_layers(reads, lambda k: k.SimpleRNN(4, go_backwards=True), tells), "go_backwards=True"),
        (with_layers(reads, lambda k: k.LSTM(4), lambda k: k.Dense(2, activation="sigmoid")), "it has 2 units"),
        (with_layers(reads, lambda k: k.LSTM(4), lambda k: k.Dense(1)), "the activation linear"),
        (with_layers(reads, lambda k: k.LSTM(4), lambda k: k.Dense(1, "sigmoid", use_bias=False)), "with a bias"),
        (with_layers(reads, lambda k: k.Bidirectional(k.LSTM(4), merge_mode="sum"), tells), "merges by 'sum'"),
        (
            with_layers(
                reads,
                lambda k: k.Bidirectional(k.LSTM(4), backward_layer=k.LSTM(3, go_backwards=True)),
                tells,
            ),
            "two different cells",
        ),
        (with_layers(reads, lambda k: k.LSTM(4, return_sequences=True), tells), "layer 1 has return_sequences=True"),
        (with_layers(reads, lambda k: k.Flatten(), tells), "does not know the layer Flatten"),
        (with_layers(reads, tells), "its layers are Embedding, Dense"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_networks_that_cannot_be_shown_are_refused_by_name(
    keras: ModuleType, tmp_path: Path, build: Callable[[Any], Any], message: str
) -> None:
    """A layer, setting or readout that rnnviz does not show is named, never computed as another."""
    path = tmp_path / "other.keras"
    build(keras).save(path)
    assert_refused(path, message)


def layer_config(config: dict[str, Any], number: int) -> dict[str, Any]:
    """Config of the layer of this number, the input layer being 0."""
    inner: dict[str, Any] = config["config"]["layers"][number]["config"]
    return inner


@pytest.mark.parametrize(
    ("number", "setting", "value", "message"),
    [
        (2, "units", 10**9, "units is a whole number from 1 to 4,096, not 1000000000"),
        (2, "units", -1, "units is a whole number"),
        (2, "units", "32", "units is a whole number"),
        (1, "input_dim", 10**9, "num_words is a whole number from 5 to 1,000,000, not 1000000000"),
        (1, "output_dim", 10**9, "input_features is a whole number from 1 to 4,096"),
        (2, "units", 5, r"its weight layers/simple_rnn/cell/vars/0 should have the shape \(3, 5\); it has \(3, 4\)"),
        (1, "input_dim", 13, r"should have the shape \(13, 3\); it has \(12, 3\)"),
        (2, "activation", {"module": "os", "class_name": "system"}, "activation="),
    ],
)
def test_a_config_that_lies_is_refused(damaged: Damaged, number: int, setting: str, value: Any, message: str) -> None:
    """Sizes out of bounds, or others than those of the weights, are refused before memory is taken."""
    assert_refused(damaged(config=lambda config: layer_config(config, number).update({setting: value})), message)


def test_sizes_within_bounds_that_need_too_much_memory_are_refused(damaged: Damaged) -> None:
    """A small file that declares a 330 MB array, which HDF5 would fill with zeros, is refused."""

    def declare(config: dict[str, Any]) -> None:
        layer_config(config, 1).update(input_dim=20_000, output_dim=4_096)

    def hollow(file: h5py.File) -> None:
        del file["layers/embedding/vars/0"]
        file.create_dataset("layers/embedding/vars/0", (20_000, 4_096), "float32", chunks=(1_000, 4_096))
        del file["layers/simple_rnn/cell/vars/0"]
        file.create_dataset("layers/simple_rnn/cell/vars/0", (4_096, 4), "float32")

    path = damaged(config=declare, weights=hollow)
    assert path.stat().st_size < 1_000_000
    assert_refused(path, "bytes; at most")


@pytest.mark.parametrize("config", [b"", b"{", b"[]", b"null", b"\xff", b'{"class_name": "Sequential"}', b"[" * 10**4])
def test_a_config_that_is_none_is_refused(damaged: Damaged, config: bytes) -> None:
    """Bytes that are no JSON, or JSON that is no model, are damage."""
    assert_refused(damaged(config=lambda _: config), "is not a whole .keras file")


def nested(levels: int) -> dict[str, Any]:
    """Config of a recurrent layer wrapped in so many Bidirectional layers."""
    layer = {"class_name": "SimpleRNN", "config": {"units": 4}}
    for _ in range(levels):
        layer = {"class_name": "Bidirectional", "config": {"merge_mode": "concat", "layer": layer}}
    return layer


def test_a_wrapper_in_a_wrapper_is_refused_at_once(damaged: Damaged) -> None:
    """Twelve levels of Bidirectional, each of which would be read twice, are refused at the first."""
    path = damaged(config=lambda config: config["config"]["layers"].__setitem__(2, nested(12)))
    assert_refused(path, "a Bidirectional layer wraps another one; rnnviz shows a cell in it")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (nested(30), "it goes deeper than 40 levels"),
        ([0] * 60_000, "it holds more than 50,000 values"),
        ("\ud800", r"it holds half of a character: \\ud800"),
        (float("nan"), "it holds NaN, which is no number"),
    ],
    ids=["deep", "many", "surrogate", "nan"],
)
def test_a_config_out_of_bounds_is_not_looked_into(damaged: Damaged, wrong: Any, message: str) -> None:
    """Depth, number of values and what is no text or number are looked at before anything is read from them."""
    assert_refused(damaged(config=lambda config: config.update(build_config=wrong)), message)


def test_many_layers_are_counted_first(damaged: Damaged) -> None:
    """A model of hundreds of layers is refused by their number."""
    path = damaged(config=lambda config: config["config"]["layers"].extend([config["config"]["layers"][2]] * 300))
    assert_refused(path, "it has 304 layers; rnnviz shows up to 16 between Embedding and readout")


def test_a_long_list_of_files_is_not_read(tmp_path: Path) -> None:
    """A zip file that lists 100,000 files in 5 MB is refused by the size of the list."""
    entry = b"PK\x01\x02" + bytes(42)
    path = tmp_path / "list.keras"
    path.write_bytes(
        entry * 100_000 + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 100_000 * len(entry), 0, 0)
    )
    assert_refused(path, "its list of files is longer than 100,000 bytes")


def test_a_huge_config_is_refused(damaged: Damaged) -> None:
    """A config of 10 MB is not parsed, though it be packed into a few kilobytes."""
    path = damaged(config=lambda _: b" " * 10_000_000, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 100_000
    assert_refused(path, "its config.json has 10,000,000 bytes; at most 2,000,000 are read")


def test_a_layer_with_a_name_of_a_megabyte_gets_a_short_sentence(damaged: Damaged) -> None:
    """The sentence quotes the beginning of a long name, not all of it."""

    def rename(config: dict[str, Any]) -> None:
        config["config"]["layers"][2]["class_name"] = "X" * 1_000_000

    assert_refused(damaged(config=rename), "does not know the layer X")


def declare_size(path: Path, name: str, size: int) -> None:
    """Write another unpacked size into the archive's index."""
    content = bytearray(path.read_bytes())
    entry = content.rindex(name.encode()) - 46  # the fixed part of an index entry stands before its name
    assert content[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<L", content, entry + 24, size)
    path.write_bytes(content)


def test_weights_that_declare_a_huge_size_are_refused(damaged: Damaged) -> None:
    """A member that would unpack to 4 GB is not unpacked."""
    path = damaged(compression=zipfile.ZIP_DEFLATED)
    declare_size(path, "model.weights.h5", 4_000_000_000)
    assert_refused(path, "its model.weights.h5 has 4,000,000,000 bytes; at most 400,000,000 are read")


def test_weights_that_declare_less_than_they_hold_are_refused(damaged: Damaged) -> None:
    """A size in the archive's index that is a lie is found."""
    path = damaged(compression=zipfile.ZIP_DEFLATED)
    declare_size(path, "model.weights.h5", 100)
    assert_refused(path, "is not a whole .keras file")


WEIGHT = "layers/simple_rnn/cell/vars/0"


def put(value: float) -> Callable[[h5py.File], None]:
    """Return a change that puts one value into a weight."""

    def change(file: h5py.File) -> None:
        file[WEIGHT][1, 2] = value

    return change


def replace(make: Callable[[h5py.File], Any]) -> Callable[[h5py.File], None]:
    """Return a change that replaces a weight by what `make` returns, or by what it makes itself."""

    def change(file: h5py.File) -> None:
        del file[WEIGHT]
        made = make(file)
        if made is not None:
            file[WEIGHT] = made

    return change


def outside(file: h5py.File) -> None:
    """Make the weight an array whose bytes lie in another file."""
    file.create_dataset(WEIGHT, (3, 4), "float32", external=[("/etc/hostname", 0, 48)])


def in_pieces(file: h5py.File) -> None:
    """Make the weight an array whose one piece is 3.6 GB, of which the file holds nothing."""
    file.create_dataset(WEIGHT, (3, 4), "float32", maxshape=(None, None), chunks=(30_000, 30_000))


def squeezed(file: h5py.File) -> None:
    """Make the weight an array that is unpacked by a filter, which gives as much as it likes."""
    file.create_dataset(WEIGHT, (3, 4), "float32", compression="gzip")


def virtual(file: h5py.File) -> None:
    """Make the weight an array that is put together from another file."""
    layout = h5py.VirtualLayout((3, 4), "float32")
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", shape=(3, 4))
    file.create_virtual_dataset(WEIGHT, layout)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put(np.nan), f"its weight {WEIGHT} holds inf or nan: the training diverged"),
        (put(np.inf), "holds inf or nan"),
        (replace(lambda _: np.zeros((4, 3), "float32")), r"should have the shape \(3, 4\); it has \(4, 3\)"),
        (replace(lambda _: np.float32(1)), r"should have the shape \(3, 4\); it has \(\)"),
        (replace(lambda _: np.zeros((3, 4), "float64")), "should be float32; it is float64"),
        (replace(lambda _: np.full((3, 4), "x", "S3")), "should be float32"),
        (replace(lambda _: None), f"its weights lack {WEIGHT}"),
        (replace(lambda file: file.create_group(WEIGHT)["."] and None), "is not an ordinary array"),
        (replace(lambda _: h5py.ExternalLink("/etc/hostname", "/x")), f"its weights lack {WEIGHT}"),
        (replace(lambda _: h5py.SoftLink("/layers/embedding/vars/0")), f"its weights lack {WEIGHT}"),
        (replace(outside), "is not an ordinary array"),
        (replace(virtual), "is not an ordinary array"),
        (replace(in_pieces), "is not an ordinary array"),
        (replace(squeezed), "is not an ordinary array"),
    ],
    ids=[
        *("nan", "inf", "turned", "a number", "float64", "text", "none", "a group"),
        *("external link", "soft link", "external storage", "virtual", "in pieces", "squeezed"),
    ],
)
def test_weights_that_are_no_ordinary_arrays_are_refused(
    damaged: Damaged, change: Callable[[h5py.File], None], message: str
) -> None:
    """Weights that are not finite, of another shape or type, or that point elsewhere are named and refused."""
    assert_refused(damaged(weights=change), message)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_config_is_read_or_refused(damaged: Damaged, data: st.DataObject) -> None:
    """Whatever stands at whatever place of a config, the file is read or refused in a sentence."""

    def corrupt(config: dict[str, Any]) -> None:
        node: Any = config
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = data.draw(st.sampled_from(keys))
            deeper = isinstance(node[key], (dict, list)) and node[key]
            if not deeper or data.draw(st.integers(0, 4)) == 0:
                node[key] = data.draw(json_values)
                return
            node = node[key]

    path = damaged(config=corrupt)
    try:
        read_keras_file(path)
    except IncompatibleModelError as error:
        assert path.name in str(error)  # noqa: PT017 (both outcomes are right)


def test_a_bare_file_makes_a_network_without_words(good_file: Path) -> None:
    """`Network.from_keras_file` is called by the file and has no vocabulary."""
    network = Network.from_keras_file(good_file)
    assert Network.from_keras_file(str(good_file)).name == network.name
    assert (network.name, network.vocabulary) == ("good", None)
    assert network.spec == network_spec("simple_rnn", "gru")
