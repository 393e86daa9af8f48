"""Reviews of one's own that are kept as files, so that a worker reads them later and a run can go on with them.

They lie beside the runs, as CSV files with the columns text and label, called by the name that they came with and by
the beginning of their fingerprint::

    corpora/my-reviews-3fa9c2d1a0b4.csv
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from rnnviz.corpora import Corpus
from rnnviz.errors import ConfigurationError
from rnnviz.runs import runs_folder, write_bytes

__all__ = ["KeptCorpus", "corpora_folder", "keep", "list_kept", "short_name"]

_LONGEST_NAME = 40
_SIGNS = 12  # of the fingerprint


@dataclass(frozen=True, kw_only=True)
class KeptCorpus:
    """A file of reviews.

    Parameters
    ----------
    title
        What it is called, other than all others.
    path
        Where it lies.
    """

    title: str
    path: Path


def corpora_folder() -> Path:
    """Folder of the kept files."""
    return runs_folder().parent / "corpora"


def list_kept() -> list[KeptCorpus]:
    """Every kept file, by name."""
    try:
        paths = sorted(path for path in corpora_folder().iterdir() if _PATTERN.fullmatch(path.name))
    except OSError:
        return []
    stems = [path.stem[: -_SIGNS - 1] for path in paths]
    return [
        KeptCorpus(title=stem if stems.count(stem) == 1 else path.stem, path=path)
        for stem, path in zip(stems, paths, strict=True)
    ]


def keep(corpus: Corpus) -> Path:
    """Write a corpus to a file, in one step, and return its path; one that is kept already is only found.

    Raises
    ------
    ConfigurationError
        The folder cannot be written.
    """
    sign = corpus.fingerprint[:_SIGNS]
    found = next((kept.path for kept in list_kept() if kept.path.stem.endswith(f"-{sign}")), None)
    if found is not None:
        return found
    path = corpora_folder() / f"{short_name(corpus.name)}-{sign}.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, _to_csv(corpus).encode("utf-8"))
    except OSError as error:
        raise ConfigurationError(
            "{corpus} cannot be kept in {folder} ({reason}): nothing can be trained on it.",
            corpus=corpus.name,
            folder=path.parent,
            reason=error.strerror or error,
        ) from None
    return path


def short_name(name: str) -> str:
    """Part of a file's name that tells what `name` is: letters and digits of any language, joined by hyphens."""
    words = re.findall(r"\w+", name.removesuffix(".csv").replace("_", "-"))
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "reviews"


_PATTERN = re.compile(rf"[^.].*-[0-9a-f]{{{_SIGNS}}}\.csv")


def _to_csv(corpus: Corpus) -> str:
    table = io.StringIO(newline="")
    # Every text in quotes: whatever is in it, line ends of all kinds too, comes back as it was.
    writer = csv.writer(table, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(("text", "label"))
    writer.writerows(zip(corpus.texts, corpus.labels.tolist(), strict=True))
    return table.getvalue()
