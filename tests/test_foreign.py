"""Foreign files: whatever a parser raises is one error of ours, and what would cost too much is looked at before."""

import io
import lzma
import tokenize
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError, DamagedFileError, DataError
from rnnviz.foreign import MOST_JSON_DEPTH, MOST_JSON_VALUES, listed_zip, parsing, read_json


@pytest.mark.parametrize(
    "raised",
    [
        lzma.LZMAError("corrupt\ninput data"),
        tokenize.TokenError("EOF in multi-line statement", (2, 0)),
        OverflowError("Python int too large to convert to C long"),
        RecursionError("maximum recursion depth exceeded"),
        zipfile.BadZipFile("x" * 500),
        MemoryError(),
        KeyError("\ud800"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_a_parser_raises_is_damage(raised: Exception) -> None:
    """The sentence has the kind and one short line of what was raised, and can be shown."""
    with pytest.raises(DamagedFileError) as caught, parsing():
        raise raised
    sentence = str(caught.value)
    assert sentence.startswith(f"{type(raised).__name__}: ")
    assert "\n" not in sentence
    assert len(sentence) < 200
    assert sentence.encode("utf-8")
    assert caught.value.__cause__ is raised


def test_what_is_refused_in_a_sentence_stays_that() -> None:
    """An error of ours passes, and so does what ends a script."""
    for wanted in (ConfigurationError("units"), SystemExit()):
        with pytest.raises(type(wanted)) as caught, parsing():
            raise wanted
        assert caught.value is wanted


def test_a_missing_file_is_told_without_its_path() -> None:
    """What the system says names no folder of this machine."""
    with pytest.raises(DamagedFileError) as caught, parsing(), open("/no/such/file"):  # noqa: PTH123
        pass
    assert str(caught.value) == "FileNotFoundError: No such file or directory"


@given(st.text(st.characters(categories=["Cs", "L"])))
def test_every_sentence_can_be_shown(text: str) -> None:
    """Half of a surrogate pair in a value, of a foreign name or file system, is written as its number."""
    sentence = str(DataError("{name} and {name!r}", name=text))
    assert sentence.encode("utf-8")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_json_within_the_bounds_is_read_as_it_is(value: object) -> None:
    """Nothing that JSON has is changed or refused."""
    import json

    assert read_json(json.dumps(value).encode()) == value


def test_the_bounds_of_json() -> None:
    """So many values and levels are read, and one more is not."""
    assert len(read_json(b"[" + b"0," * (MOST_JSON_VALUES - 1) + b"0]")) == MOST_JSON_VALUES
    with pytest.raises(DataError, match="more than 50,000 values"):
        read_json(b"[" + b"0," * MOST_JSON_VALUES + b"0]")
    assert read_json(b"[" * MOST_JSON_DEPTH + b"]" * MOST_JSON_DEPTH)
    with pytest.raises(DataError, match="deeper than 40 levels"):
        read_json(b"[" * (MOST_JSON_DEPTH + 1) + b"]" * (MOST_JSON_DEPTH + 1))


def test_the_list_of_a_zip_file_is_bounded_and_its_files_are_not() -> None:
    """A file may be longer than the list of files may be."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("long", bytes(10_000))
    refusal = DataError("too long")
    with listed_zip(packed, most_list_bytes=100, refusal=refusal) as archive:
        assert archive.read("long") == bytes(10_000)
    with pytest.raises(DataError, match="too long"), listed_zip(packed, most_list_bytes=10, refusal=refusal):
        pass
