"""Labelled reviews from files of one's own."""

import codecs
import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.corpora import csv_columns, load_corpus, read_csv, read_table
from rnnviz.errors import DataError

GOOD = 'text,label\n"A great film, really",1\n"He said ""no""\nand left",0\n'

cells = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_characters="\0"), st.sampled_from('\r\n",')), max_size=20
)


def write(folder: Path, content: str | bytes, name: str = "reviews.csv") -> Path:
    """Return the path of a file with this content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_csv_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Quoted commas, quotes and line breaks belong to the text; the corpus is called by the file."""
    corpus = read_table(write(tmp_path, GOOD))
    assert corpus.texts == ("A great film, really", 'He said "no"\nand left')
    assert corpus.labels.tolist() == [1, 0]
    assert corpus.name == "reviews"


@settings(max_examples=50)
@given(rows=st.lists(st.tuples(cells, st.integers(0, 1)), min_size=1, max_size=5))
def test_what_pandas_writes_is_read_back(rows: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Texts of any signs, line ends and quotes come back from pandas' CSV as they were."""
    file = tmp_path_factory.getbasetemp() / "round-trip.csv"
    pd.DataFrame(rows, columns=["text", "label"]).to_csv(file, index=False, quoting=csv.QUOTE_NONNUMERIC)
    corpus = read_csv(file)
    assert list(zip(corpus.texts, corpus.labels.tolist(), strict=True)) == rows


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + GOOD.encode(),
        GOOD.replace("text,label", " Text ,LABEL").encode(),
        GOOD.replace("\n", "\r\n").replace('"\r\nand', '"\nand').encode(),
        b'id,label,text\n7,1,"A great film, really"\n8,0,"He said ""no""\nand left"\n',
    ],
    ids=["byte order mark", "spelling of the header", "line ends of Windows", "other columns"],
)
def test_a_csv_of_other_habits_reads_the_same(tmp_path: Path, content: bytes) -> None:
    """A byte order mark, another spelling of the header, CRLF or more columns change nothing."""
    corpus = read_csv(write(tmp_path, content))
    assert corpus.texts == ("A great film, really", 'He said "no"\nand left')
    assert corpus.labels.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("label", "value"),
    [("0", 0), ("1", 1), ("0.0", 0), ("1.0", 1), (" 1 ", 1)]
    + [(spelled, 0) for spelled in ("negative", "neg", "Negative", "NEG")]
    + [(spelled, 1) for spelled in ("positive", "pos", "Positive", " POS")],
)
def test_labels_may_be_spelled_in_many_ways(tmp_path: Path, label: str, value: int) -> None:
    """0, 1, negative, positive, neg and pos are labels in any case, with spaces, and as floats."""
    assert read_csv(write(tmp_path, f"text,label\na,{label}\n")).labels.tolist() == [value]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"reviews\.csv is empty: a header with the names of its columns was expected"),
        (b"text,label\n", "reviews holds no review"),
        (b"text,sentiment\na,1\n", r"needs a header with the columns text and label; it has text, sentiment"),
        (b"review,label\na,1\n", "it has review, label"),
        (b'text,label\n"a,1\nb,0\n', r"reviews\.csv is not a well-formed CSV file .* quote that is not closed"),
        (b'text,label\n"a"b,1\n', "is not a well-formed CSV file"),
        (b"text,label\na,1\nb,c,0\n", r"a row has 3 cells where the header has 2: 'b, c, 0'"),
        (b"text,label\na,1\nb\n", "a row has 1 cells where the header has 2"),
        (b"text,label\na,1\nb,2\n", "reviews, row 2: a label is 0, 1, negative or positive, not '2'"),
        (b"text,label\na,1\nb,\n", "row 2: .* not ''"),
        (b"text,label\na,nan\n", "row 1: .* not 'nan'"),
        (b"text,label\n" + b"a,x\nb,1\n" * 7, r"row 1: .* The same holds for row 3, 5, 7, 9, 11 and 1 more\."),
        (b"\x1f\x8b\x08\x00" + bytes(50), "is a gzip archive, not a CSV file: unpack it"),
        (b"PK\x03\x04" + bytes(50), "is a zip archive or a spreadsheet, not a CSV file"),
        (b"PAR1" + bytes(50), "is a Parquet file, not a CSV file"),
        (b"text,label\n" + b"x" * 1_000_001 + b",1\n", "holds a cell of more than 1,000,000 characters"),
        (b"text,label,Text\na,1,b\n", "two columns that are called 'text': each name may stand once"),
        (b"text,label\na,1\nb\x00c,0\n", "row 2: its text holds a NUL"),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """The sentence names the file, what was expected and what came."""
    with pytest.raises(DataError, match=message):
        read_csv(write(tmp_path, content))


def test_other_encodings_are_refused_with_the_place(tmp_path: Path) -> None:
    """Text that is not UTF-8 is not guessed at; the sentence says at which byte of the file it fails."""
    with pytest.raises(DataError, match=r"reviews\.csv is not UTF-8 text .* at byte 14\): save it as UTF-8"):
        read_csv(write(tmp_path, "text,label\ncaf\u00e9,1\n".encode("latin-1")))
    far = b"text,label\n" + b"fine,1\n" * 20_000
    with pytest.raises(DataError, match=f"at byte {len(far) + 3:,}"):
        read_csv(write(tmp_path, far + "caf\u00e9,1\n".encode("latin-1")))


def test_a_header_of_300_000_columns_is_refused(tmp_path: Path) -> None:
    """A header that would keep pandas busy for minutes is counted and refused."""
    header = "text,label" + ",text" * 299_998
    with pytest.raises(DataError, match="has 300,000 columns; a file of reviews has at most 100"):
        read_csv(write(tmp_path, header + "\na,1\n"))


def test_a_million_rows_are_enough(tmp_path: Path) -> None:
    """A file of more rows than are read is refused, not cut."""
    with pytest.raises(DataError, match="has more than 1,000,000 rows"):
        read_csv(write(tmp_path, b"text,label\n" + b"a,1\n" * 1_000_001))


def test_columns_may_be_chosen(tmp_path: Path) -> None:
    """The columns are listed as they are chosen, and any two of them are the texts and the labels."""
    file = write(tmp_path, "Id, Review ,Sentiment\n1,fine,pos\n2,dull,neg\n")
    assert csv_columns(file) == ("id", "review", "sentiment")
    corpus = read_csv(file, text="review", label="sentiment")
    assert (corpus.texts, corpus.labels.tolist()) == (("fine", "dull"), [1, 0])


def test_a_csv_may_be_given_as_its_content() -> None:
    """Bytes are read as their file is, under the name that they are given; faults have the same sentence."""
    corpus = read_csv(GOOD.encode(), name="mine")
    assert (corpus.name, corpus.labels.tolist()) == ("mine", [1, 0])
    assert csv_columns(GOOD.encode()) == ("text", "label")
    with pytest.raises(DataError, match=r"mine is not UTF-8 text .* at byte 14"):
        read_csv("text,label\ncaf\u00e9,1\n".encode("latin-1"), name="mine")


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08\x00", b"text" + b",text" * 299_999, b'"text,label\na,1\n'])
def test_columns_of_a_hostile_file_are_refused(content: bytes) -> None:
    """An empty file, an archive, 300,000 columns and an unclosed quote are refused at the header."""
    with pytest.raises(DataError):
        csv_columns(content)


def test_a_parquet_file_is_read(tmp_path: Path) -> None:
    """Texts and labels, whole or float, come from the columns text and label."""
    for labels in ([1, 0], [1.0, 0.0], ["pos", "neg"]):
        frame = pd.DataFrame({"rating": [9, 2], "text": ["good", "bad\nfilm"], "label": labels})
        frame.to_parquet(tmp_path / "reviews.parquet")
        corpus = read_table(tmp_path / "reviews.parquet")
        assert (corpus.texts, corpus.labels.tolist()) == (("good", "bad\nfilm"), [1, 0])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": ["a"]}, "is not a Parquet file with the columns text and label"),
        ({"text": ["a", "b"], "label": [1, 5]}, "row 2: .* not '5'"),
        ({"text": ["a", "b"], "label": [1, None]}, "row 2: "),
        ({"text": ["a", "b"], "label": ["pos", None]}, "row 2: "),
        ({"text": [], "label": []}, "holds no review"),
    ],
)
def test_a_parquet_file_without_usable_labels_is_refused(
    tmp_path: Path, columns: dict[str, list[Any]], message: str
) -> None:
    """A missing column, a bad label, a missing label and no rows each give a sentence."""
    file = tmp_path / "reviews.parquet"
    pd.DataFrame(columns).to_parquet(file)
    with pytest.raises(DataError, match=message):
        read_table(file)


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    """Bytes that are no Parquet file give a sentence with the file's name."""
    file = write(tmp_path, b"PAR1 but nothing else", "reviews.parquet")
    with pytest.raises(DataError, match=r"reviews\.parquet is not a Parquet file with the columns text and label"):
        read_table(file)


def test_a_parquet_review_without_text_is_refused(tmp_path: Path) -> None:
    """A missing text is no review called "None" or "nan"."""
    file = tmp_path / "reviews.parquet"
    pd.DataFrame({"text": ["good", None], "label": [1, 0]}).to_parquet(file)
    with pytest.raises(DataError, match="row 2"):
        read_table(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A wrong path, a folder and an impossible name give a sentence with the path in it."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError, match=f"was expected at {path}, but there is none"):
            load_corpus(str(path))


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    """A path that is too long for the system gives the same sentence."""
    with pytest.raises(DataError, match="was expected at"):
        load_corpus(str(tmp_path / ("x" * 300)))
