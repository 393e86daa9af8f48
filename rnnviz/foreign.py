"""Files that somebody else made: the one way in which what is wrong with them becomes a sentence.

Whatever a parser raises on damaged or hostile bytes leaves `parsing` as one error of ours. The other functions look at
what would cost memory or time before it does: how much there is, how deep it goes, how long a list of files is.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, NoReturn, cast

from rnnviz.errors import DamagedFileError, DataError, RnnvizError

__all__ = ["MOST_JSON_DEPTH", "MOST_JSON_VALUES", "listed_zip", "parsing", "quoted", "read_bytes", "read_json"]

MOST_JSON_VALUES = 50_000
"""Values of a JSON file, counted by the signs that part them; the config of 16 layers has about two thousand."""

MOST_JSON_DEPTH = 40
"""Objects and lists within each other; the config of a Keras model has about ten."""

_LONGEST_REASON, _LONGEST_QUOTED = 120, 400


@contextmanager
def parsing() -> Iterator[None]:
    """Raise whatever the parsers of a foreign file raise as one error of ours.

    Nobody knows all that zipfile, lzma, tokenize, h5py and NumPy raise on bytes that no program wrote; so within the
    block, which does nothing but read such a file, all of it is damage. What is refused in a sentence stays that.

    Raises
    ------
    DamagedFileError
        With the kind and the beginning of the text of what was raised.
    """
    try:
        yield
    except RnnvizError:
        raise
    except Exception as error:
        text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)  # without the path
        reason = " ".join(text.split())[:_LONGEST_REASON]
        raise DamagedFileError("{kind}: {error}", kind=type(error).__name__, error=reason) from error


def quoted(error: RnnvizError) -> RnnvizError | str:
    """An error for the place of a sentence: as it is, or its beginning where it quotes a file at length."""
    text = str(error)
    return error if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…."


def read_bytes(path: Path, most: int) -> bytes:
    """Content of a file of `most` bytes at most.

    Raises
    ------
    DataError
        It is longer.
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise DataError("it has more than {most:,} bytes", most=most)
    return content


def read_json(content: bytes) -> Any:
    """Value of a JSON file in UTF-8, within `MOST_JSON_VALUES` and `MOST_JSON_DEPTH`.

    Raises
    ------
    DataError
        There is more in it, it goes deeper, or it holds what JSON has not: nan, infinity, half of a character.
    ValueError, RecursionError
        It is no JSON.
    """
    if content.count(b",") + content.count(b"{") + content.count(b"[") > MOST_JSON_VALUES:
        raise DataError("it holds more than {most:,} values", most=MOST_JSON_VALUES)
    value = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
    _check(value)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise DataError("it holds {name}, which is no number", name=name)


def _finite(text: str) -> float:
    number = float(text)
    if abs(number) == float("inf"):
        raise DataError("it holds {number}, which is too large for a number", number=text[:20])
    return number


def _check(value: object) -> None:
    """Look at all that is in it, level by level, so that no depth can exhaust the stack."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MOST_JSON_DEPTH:
            raise DataError("it goes deeper than {most} levels", most=MOST_JSON_DEPTH)
        inside: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inside += [*one, *one.values()]
            elif isinstance(one, list):
                inside += one
            elif isinstance(one, str):
                _check_text(one)
        level = inside


def _check_text(text: str) -> None:
    """Refuse half of a surrogate pair: JSON can write it, and no file, address or screen can take it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise DataError("it holds half of a character: {text}", text=text[:40]) from None


class _Listed(io.BufferedIOBase):
    """A file in which the list of a zip file's content may take so many bytes at most.

    `zipfile` reads that list in one piece, as long as the file says, and makes an object of every 46 bytes.
    """

    def __init__(self, file: BinaryIO, most: int, refusal: RnnvizError) -> None:
        self._file, self._most, self._refusal = file, most, refusal
        self.opening = True

    def read(self, size: int | None = -1, /) -> bytes:
        if self.opening and size is not None and size > self._most:
            raise self._refusal
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


@contextmanager
def listed_zip(file: BinaryIO, *, most_list_bytes: int, refusal: RnnvizError) -> Iterator[zipfile.ZipFile]:
    """Zip file whose list of files has `most_list_bytes` at most; `refusal` is raised where it is longer."""
    guarded = _Listed(file, most_list_bytes, refusal)
    with zipfile.ZipFile(cast("IO[bytes]", guarded)) as archive:
        guarded.opening = False
        yield archive
