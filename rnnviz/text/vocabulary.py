"""Words and their ids."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.foreign import read_bytes
from rnnviz.text.words import plain_words

__all__ = ["PADDING_ID", "START_ID", "UNKNOWN_ID", "Vocabulary"]

PADDING_ID = 0
START_ID = 1
UNKNOWN_ID = 2

# No word holds < or >: the word rule splits there. Keras numbers words from rank 1 + 3, so id 3 is never used.
_MOST_BYTES, _MOST_WORDS = 8_000_000, 600_000
_RESERVED = ("<padding>", "<start>", "<unknown>", "<unused>")


class Vocabulary:
    """The words that a network knows; a word's id is its place.

    Ids are those of Keras's IMDB data: 0, 1 and 2 stand for padding, the start of a review and an unknown word,
    3 is not used, and the most frequent word has id 4 (rank + 3).

    Parameters
    ----------
    words
        The known words, most frequent first, without the four reserved entries.

    Raises
    ------
    ConfigurationError
        A word stands twice, is empty or holds a line break.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words: tuple[str, ...] = (*_RESERVED, *words)
        if len(self._ids) != len(self.words):
            raise ConfigurationError("A vocabulary lists every word once, but one stands twice in this list.")
        if "" in self._ids or any("\n" in word for word in self._ids):
            raise ConfigurationError("A vocabulary's words are not empty and hold no line break.")

    def __len__(self) -> int:
        """Count the ids, the four reserved ones included."""
        return len(self.words)

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._ids and word not in _RESERVED

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    def id_of(self, word: str) -> int:
        """Id of `word`; `UNKNOWN_ID` when the vocabulary lacks it."""
        return self._ids.get(word, UNKNOWN_ID)

    def ids_of(self, words: Iterable[str]) -> list[int]:
        """Id of each word, `UNKNOWN_ID` for those that the vocabulary lacks."""
        get = self._ids.get
        return [get(word, UNKNOWN_ID) for word in words]

    @classmethod
    def from_texts(cls, texts: Iterable[str], *, num_words: int) -> "Vocabulary":
        """Vocabulary of the most frequent words of `texts`.

        Words rank by falling count, ties by first appearance.

        Parameters
        ----------
        texts
            The reviews to count.
        num_words
            How many ids there will be at most, the four reserved ones included, as Keras counts.
        """
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(plain_words(text))
        return cls.from_ranking((word for word, _ in counts.most_common()), num_words=num_words)  # stable for ties

    @classmethod
    def from_ranking(cls, ranking: Iterable[str], *, num_words: int) -> "Vocabulary":
        """Vocabulary of the first words of `ranking`, so that every id is below `num_words`."""
        if num_words <= len(_RESERVED):
            raise ConfigurationError(
                "num_words is at least {least} ({reserved} ids are reserved), not {num_words}.",
                least=len(_RESERVED) + 1,
                reserved=len(_RESERVED),
                num_words=num_words,
            )
        return cls(islice(ranking, num_words - len(_RESERVED)))

    def to_text(self) -> str:
        """Content of a ``vocabulary.txt``: one word a line, line number (from 0) = id."""
        return "\n".join(self.words) + "\n"

    @classmethod
    def from_file(cls, path: Path) -> "Vocabulary":
        """Vocabulary of a ``vocabulary.txt``.

        Raises
        ------
        DataError
            The file is missing, is not UTF-8 or does not begin with the four reserved lines.
        """
        text = _read(path)
        if text.count("\n") > _MOST_WORDS:
            raise DataError(
                "{file} in {folder} has more than {most:,} words.",
                file=path.name,
                folder=path.parent.name,
                most=_MOST_WORDS,
            )
        lines = text.removesuffix("\n").split("\n")
        if tuple(lines[:4]) != _RESERVED:
            raise DataError(
                "{file} in {folder} should begin with the lines {lines}.",
                file=path.name,
                folder=path.parent.name,
                lines=", ".join(_RESERVED),
            )
        if not text.endswith("\n"):
            raise DataError(
                "{file} in {folder} is damaged: its end is missing.", file=path.name, folder=path.parent.name
            )
        try:
            return cls(lines[4:])
        except ConfigurationError as error:
            raise DataError(
                "{file} in {folder} is damaged: {error}", file=path.name, folder=path.parent.name, error=error
            ) from None


def _read(path: Path) -> str:
    try:
        content = read_bytes(path, _MOST_BYTES)
        return content.decode("utf-8")
    except FileNotFoundError:
        raise DataError(
            "The run needs its vocabulary, but {file} is missing in {folder}.", file=path.name, folder=path.parent.name
        ) from None
    except (OSError, UnicodeDecodeError, DataError) as error:
        raise DataError(
            "{file} in {folder} is not a readable UTF-8 text file ({error}).",
            file=path.name,
            folder=path.parent.name,
            error=error,
        ) from None
