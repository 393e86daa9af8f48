"""Files between whoever watches a training and the process that trains: whole, hostile, or not there."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec, first_weights
from rnnviz.runs import (
    Change,
    Control,
    LayerLine,
    LayerNorms,
    Moment,
    add_change,
    begin_watching,
    end_watching,
    is_watched,
    keep_changes,
    keep_layer_lines,
    layer_line,
    layers_file,
    read_changes,
    read_control,
    read_layer_lines,
    read_snapshot,
    watch,
    write_control,
    write_snapshot,
)

SPEC = NetworkSpec(num_words=20, input_features=3, layers=(LayerSpec(units=4), LayerSpec(cell="gru", units=2)))
HOSTILE = [
    b"",
    b"{",
    b"null",
    b"[1]",
    b'{"pause_at": -1}',
    b'{"pause_at": true}',
    b'{"pause_at": 1.5}',
    b'{"wait": 1e9}',
    b'{"wait": NaN}',
    b'{"learning_rate": 0}',
    b'{"learning_rate": "1"}',
    b'{"global_clipnorm": -1}',
    b'{"unknown": 1}',
    b"[" * 900,
    b" " * 5_000,
    b"\xff\xfe",
]


def test_a_wish_is_read_as_it_was_written(tmp_path: Path) -> None:
    """What is asked of a training comes back; without a file nothing is asked."""
    wish = Control(pause_at=7, wait=0.5, learning_rate=0.003, global_clipnorm=0)
    write_control(tmp_path, wish)
    assert read_control(tmp_path) == wish
    write_control(tmp_path, None)
    assert list(tmp_path.iterdir()) == []
    assert read_control(tmp_path) == Control()


@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_wish_asks_nothing(tmp_path: Path, content: bytes) -> None:
    """A file that is damaged, hostile or of another version is passed over."""
    (tmp_path / "control.json").write_bytes(content)
    assert read_control(tmp_path) == Control()


def test_a_wish_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A folder that is gone is named."""
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_control(tmp_path / "gone", Control())


def test_weights_are_shown_as_they_are(tmp_path: Path) -> None:
    """Weights of a stack come back to the bit, one list a layer, with when they were; nothing is left of them."""
    begin_watching(tmp_path)
    assert not is_watched(tmp_path)
    watch(tmp_path)
    assert is_watched(tmp_path)
    arrays = first_weights(SPEC, 3)
    moment = Moment(epoch=2, batch=5, batches=8, loss=0.6, accuracy=0.75)
    write_snapshot(tmp_path, "now", moment, arrays)
    found = read_snapshot(tmp_path, "now", SPEC)
    assert found is not None
    assert found.moment == moment
    assert moment.step == 13
    for ours, theirs in zip([array for layer in found.weights for array in layer], arrays, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert [len(layer) for layer in found.weights] == [1, 3, 3, 2]
    end_watching(tmp_path)
    assert list(tmp_path.iterdir()) == []
    watch(tmp_path)
    assert not is_watched(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content + b"0",
        lambda content: content.replace(b'"epoch": 2', b'"epoch": 0'),
        lambda content: content.replace(b'"batch": 5', b'"batch": 9'),
        lambda content: content.replace(b'"loss": 0.6', b'"loss": "x"'),
        lambda content: content.replace(b'"epoch"', b'"other"'),
        lambda content: content[:-4] + np.float32(np.nan).tobytes(),
        lambda content: content.split(b"\n", 1)[1],
    ],
)
def test_damaged_weights_are_not_shown(tmp_path: Path, damage: object) -> None:
    """A file that was cut off, is of another network, or holds what is no number is none."""
    begin_watching(tmp_path)
    write_snapshot(tmp_path, "now", Moment(epoch=2, batch=5, batches=8, loss=0.6), first_weights(SPEC, 0))
    file = tmp_path / "live" / "now.weights"
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert read_snapshot(tmp_path, "now", SPEC) is None
    assert read_snapshot(tmp_path, "first", SPEC) is None


def test_changes_are_kept_up_to_a_batch(tmp_path: Path) -> None:
    """Changes come back in order, without lines of others, and without those of what is trained anew."""
    made = [Change(epoch=1, batch=3, learning_rate=0.1), Change(epoch=2, batch=0, global_clipnorm=0.0)]
    for change in made:
        add_change(tmp_path, change)
    with (tmp_path / "changes.jsonl").open("a") as file:
        file.write('{"epoch": 1, "batch": 0}\n5\n{"epoch": 3, "batch": 1, "learning_rate": -1}\n{"epoch"')
    assert read_changes(tmp_path) == tuple(made)
    keep_changes(tmp_path, 2, 0)
    assert read_changes(tmp_path) == (made[0],)
    assert read_changes(tmp_path / "gone") == ()


norms = st.floats(0, 1e6).map(lambda value: float(f"{value:.5g}"))
layers = st.builds(
    LayerNorms, weights=norms, gradients=norms, updates=norms, saturated=st.none() | st.sampled_from([0.0, 0.25, 1.0])
)


@given(of=st.lists(layers, min_size=1, max_size=4), clip=st.none() | st.sampled_from([0.5, 2.0]))
def test_a_line_on_layers_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, of: list[LayerNorms], clip: float | None
) -> None:
    """Norms come back to five digits, with the norm of all gradients and whether it was limited."""
    path = tmp_path_factory.mktemp("run")
    line = LayerLine(epoch=1, batch=0, clip=clip, layers=tuple(of))
    layers_file(path).write_text(layer_line(line))
    (read,) = read_layer_lines(path)
    assert read == line
    assert read.norm == pytest.approx(math.sqrt(sum(layer.gradients**2 for layer in of)))
    assert read.is_clipped == (clip is not None and read.norm > clip)


def test_lines_on_layers_that_are_none_are_left_out(tmp_path: Path) -> None:
    """Lines of others, of another number of layers, or out of order are passed over; what is trained anew goes."""
    layer = LayerNorms(weights=1, gradients=math.nan, updates=0.1)
    good = [LayerLine(epoch=1, batch=at, clip=None, layers=(layer,)) for at in (0, 10, 20)]
    other = LayerLine(epoch=1, batch=15, clip=None, layers=(layer, layer))
    foreign = ["5", "[]", json.dumps({"epoch": 1, "batch": 12, "clip": None, "layers": [[1, -2, 3, None]]}), "{"]
    texts = [layer_line(good[0]), layer_line(good[1]), layer_line(other), layer_line(good[0]), layer_line(good[2])]
    layers_file(tmp_path).write_text("".join(texts) + "\n".join(foreign))
    assert [line.batch for line in read_layer_lines(tmp_path)] == [0, 10, 20]
    assert math.isnan(read_layer_lines(tmp_path)[0].layers[0].gradients)
    keep_layer_lines(tmp_path, 1, 20)
    assert [line.batch for line in read_layer_lines(tmp_path)] == [0, 10]
