"""Reading epochs/NN.npz: what training kept is read whole, and anything else is refused in one sentence."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import IncompatibleModelError, ModelNotFoundError
from rnnviz.networks import NetworkSpec, read_epoch_file
from tests.networks.drawing import network_spec, random_weights, specs

SPEC = network_spec("simple_rnn")
within_a_test = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, arrays: Sequence[Any]) -> Path:
    """File of these arrays, named as training names them, in a run's folder."""
    path = folder / "run" / "epochs" / "03.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **{f"{number:02d}/array": array for number, array in enumerate(arrays)})
    return path


def kept(spec: NetworkSpec = SPEC) -> list[Any]:
    """Weights as training keeps them, in one list."""
    return [array.astype(np.float16) for layer in random_weights(spec) for array in layer]


def assert_refused(path: Path, message: str, spec: NetworkSpec = SPEC) -> None:
    """Expect one sentence that names the file and its run."""
    with pytest.raises(IncompatibleModelError, match=message) as raised:
        read_epoch_file(path, spec)
    sentence = str(raised.value)
    assert sentence.startswith("03.npz (run) ")
    assert "\n" not in sentence
    assert len(sentence) < 500


@within_a_test
@given(spec=specs)
def test_what_was_kept_is_read_whole(tmp_path: Path, spec: NetworkSpec) -> None:
    """The weights of any network come back layer by layer, as float32 with the precision of float16."""
    read = read_epoch_file(write(tmp_path, kept(spec)), spec)
    for ours, layer in zip(read, random_weights(spec), strict=True):
        for array, theirs in zip(ours, layer, strict=True):
            assert array.dtype == np.float32
            np.testing.assert_array_equal(array, theirs.astype(np.float16))


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    """The sentence has the path."""
    with pytest.raises(
        ModelNotFoundError, match=r"The weights of an epoch were expected at .*04\.npz, but there is no"
    ):
        read_epoch_file(tmp_path / "04.npz", SPEC)


@within_a_test
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    """However much of its end a file lost, it is refused."""
    path = write(tmp_path, kept())
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert_refused(path, "is not a whole file of weights")


def replaced(place: int, array: Any) -> list[Any]:
    """Good weights with one array replaced."""
    arrays = kept()
    arrays[place] = array
    return arrays


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        (kept()[:-1], "it should hold 6 arrays; it holds 5"),
        ([*kept(), kept()[0]], "it should hold 6 arrays; it holds 7"),
        (replaced(1, np.zeros((4, 3), np.float16)), r"shape \(3, 4\) in float16; it has \(4, 3\) in float16"),
        (replaced(1, np.zeros((3, 2), np.float32)), r"shape \(3, 4\) in float16; it has \(3, 2\) in float32"),
        (replaced(1, np.asfortranarray(kept()[1])), r"shape \(3, 4\) in float16"),
        (replaced(1, np.zeros((3_000, 4), np.float16)), "bytes; at most"),
        (replaced(1, np.full((3, 4), np.nan, np.float16)), "holds inf or nan: the training diverged"),
        (replaced(5, np.array([{"a": 1}], dtype=object)), "in object"),
        (kept(network_spec("lstm")), r"it has \(3, 16\) in float16"),
    ],
)
def test_the_weights_of_another_network_are_refused(tmp_path: Path, arrays: list[Any], message: str) -> None:
    """Arrays too many or too few, of another shape, size, type or order, and those that are no numbers."""
    assert_refused(write(tmp_path, arrays), message)


def test_a_header_that_declares_more_than_there_is_is_refused(tmp_path: Path) -> None:
    """An array whose bytes are missing is damage, and no memory is taken for it."""
    path = write(tmp_path, kept())
    hollow = io.BytesIO()
    np.lib.format.write_array_header_1_0(hollow, {"descr": "<f2", "fortran_order": False, "shape": (12, 3)})
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents["00/array.npy"] = hollow.getvalue()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    assert_refused(path, "is not a whole file of weights")


def test_names_without_a_number_are_refused(tmp_path: Path) -> None:
    """A file of arrays that somebody else wrote says so."""
    path = write(tmp_path, kept())
    np.savez(path, *kept())
    assert_refused(path, "is not a whole file of weights")


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_unpacks_any_amount_at_a_time_is_refused(tmp_path: Path, compression: int) -> None:
    """Epochs are deflated; what lzma and bzip2 make of bytes that are none of theirs is never asked."""
    path = write(tmp_path, kept())
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    assert_refused(path, "is packed in another way than stored or deflated")


@pytest.mark.parametrize("header", ["{'descr': '<f2', (", "(" * 100, "{'descr': '''", "\\\\", "{1: 2}", "\\0" * 9])
def test_a_header_that_is_no_python_is_damage(tmp_path: Path, header: str) -> None:
    """NumPy reads an array's header with Python's own tokenizer; what that raises is a sentence."""
    path = write(tmp_path, kept())
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, member in members.items():
            text = header.encode().ljust(118) + b"\n"
            archive.writestr(name, member[:8] + len(text).to_bytes(2, "little") + text + member[128:])
    assert_refused(path, "is not a whole file of weights|should have the shape")
