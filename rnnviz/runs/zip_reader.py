"""Reading a zip file that somebody else made: its names are checked, and its sizes while it is read.

Whatever is wrong with it is one `DataError`.
"""

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from rnnviz.errors import DamagedFileError, DataError
from rnnviz.foreign import listed_zip, parsing

__all__ = ["MOST_FILES", "MOST_UNPACKED_BYTES", "MOST_ZIP_BYTES", "ZipReader", "open_zip"]

MOST_ZIP_BYTES = 200_000_000
"""Size of a zip file."""

MOST_UNPACKED_BYTES = 500_000_000
"""Size of everything in it, unpacked."""

MOST_FILES = 2_000
"""Files and folders in it; a run of a thousand epochs has about as many."""

_ZIP = b"PK"
_MOST_LIST_BYTES = 1_000_000  # of MOST_FILES names with what other programs add to them
_CHUNK = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UTF8, _ENCRYPTED = 0x800, 0x1

_WRONG_ENTRIES = {
    "unprintable": "{file} holds {name!r}, a name that is not in printable UTF-8.",
    "absolute": "{file} holds {name!r}, a path that does not begin in the zip file's folder.",
    "backslash": "{file} holds {name!r}, a path with a backslash.",
    "outside": "{file} holds {name!r}, a path that leads out of the zip file's folder.",
    "no file": "{file} holds {name!r}, which is a link or a device and no ordinary file.",
    "encrypted": "{file} holds {name!r}, which is encrypted.",
    "method": "{file} holds {name!r}, which is packed in another way than stored or deflated.",
}
"""What is said of an entry that is not unpacked."""


class ZipReader:
    """A zip file whose names have been checked.

    Parameters
    ----------
    archive
        The open file.
    called
        Its name, for sentences.
    """

    def __init__(self, archive: zipfile.ZipFile, called: str) -> None:
        self.archive, self.called = archive, called
        self._left = MOST_UNPACKED_BYTES
        self._files = {info.filename: info for info in self._checked() if not info.is_dir()}

    @property
    def names(self) -> list[str]:
        """Paths of its files, with ``/`` between the parts."""
        return list(self._files)

    def unpack(self, name: str, path: Path) -> None:
        """Write one of its files to `path`.

        Raises
        ------
        DataError
            It is damaged, or everything that was unpacked so far is too large.
        """
        with path.open("xb") as file:
            for chunk in self._chunks(name):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def _chunks(self, name: str) -> Iterator[bytes]:
        with _telling_damage(self.called), self.archive.open(self._files[name]) as packed:
            while chunk := packed.read(_CHUNK):
                self._left -= len(chunk)  # what is declared may be a lie
                if self._left < 0:
                    raise self._too_large()
                yield chunk

    def refusal(self, message: str, **values: object) -> DataError:
        """The error that says what is wrong with the file, whose name stands at the place ``file`` of the message."""
        wrong = DataError(message, file=self.called, **values)
        return DataError("{wrong} Nothing was imported: take a zip file as rnnviz writes it.", wrong=wrong)

    def _too_large(self) -> DataError:
        most = MOST_UNPACKED_BYTES // 1_000_000
        return self.refusal("{file} holds more than {most:,} MB when it is unpacked.", most=most)

    def _checked(self) -> list[zipfile.ZipInfo]:
        infos = self.archive.infolist()
        if len(infos) > MOST_FILES:
            raise self.refusal(
                "{file} holds {count:,} files; at most {most:,} are read.", count=len(infos), most=MOST_FILES
            )
        if sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
            raise self._too_large()
        seen: set[str] = set()
        for info in infos:
            wrong = _wrong_with(info)
            if wrong:
                raise self.refusal(_WRONG_ENTRIES[wrong], name=info.orig_filename[:80])
            if info.filename.rstrip("/") in seen:
                raise self.refusal("{file} holds {name!r} twice.", name=info.filename[:80])
            seen.add(info.filename.rstrip("/"))
        return infos


def _wrong_with(info: zipfile.ZipInfo) -> str | None:
    """What makes an entry one that is not unpacked, one of `_WRONG_ENTRIES`; None for an ordinary one."""
    name, raw = info.filename, info.orig_filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    checks = {
        "unprintable": not raw.isprintable() or not (info.flag_bits & _UTF8 or raw.isascii()),
        "absolute": name.startswith("/") or re.match("[A-Za-z]:", name),
        "backslash": "\\" in raw,
        "outside": not name or ".." in PurePosixPath(name).parts,
        "no file": kind not in {0, stat.S_IFREG, stat.S_IFDIR},
        "encrypted": info.flag_bits & _ENCRYPTED,
        "method": info.compress_type not in _METHODS,
    }
    return next((what for what, wrong in checks.items() if wrong), None)


@contextmanager
def open_zip(content: bytes, *, called: str) -> Iterator[ZipReader]:
    """Reader of a zip file, which is closed in the end.

    Parameters
    ----------
    content
        The file.
    called
        Its name, for sentences.

    Raises
    ------
    DataError
        It is no zip file, damaged, too large, or holds what an honest one does not: paths that lead elsewhere, links,
        a name twice, encrypted files.
    """
    called = called[:80] or "The file"
    if len(content) > MOST_ZIP_BYTES:
        raise _unexpected("{file} is larger than {most} MB.", file=called, most=MOST_ZIP_BYTES // 1_000_000)
    if not content.startswith(_ZIP):
        raise _unexpected("{file} is no zip file.", file=called)
    too_long = _unexpected("{file} holds more than {most:,} files.", file=called, most=MOST_FILES)
    with ExitStack() as stack:
        with _telling_damage(called):
            listed = listed_zip(io.BytesIO(content), most_list_bytes=_MOST_LIST_BYTES, refusal=too_long)
            archive = stack.enter_context(listed)
        if min((info.header_offset for info in archive.infolist()), default=0) > 0:
            raise _damaged(called)  # what was found at the end is the list of a zip file inside the one that is cut off
        yield ZipReader(archive, called)


@contextmanager
def _telling_damage(called: str) -> Iterator[None]:
    """Turn what `zipfile` raises on damaged files, and lets through from below, into one sentence."""
    try:
        with parsing():
            yield
    except DamagedFileError as error:
        if isinstance(error.__cause__, UnicodeDecodeError):
            raise _unexpected("{file} holds a name that is not in UTF-8.", file=called) from None
        raise _damaged(called) from error


def _unexpected(message: str, **values: object) -> DataError:
    """The error that says what came instead of a zip file of ours."""
    wrong = DataError(message, **values)
    return DataError("{wrong} Nothing was imported: a zip file as rnnviz writes it was expected.", wrong=wrong)


def _damaged(called: str) -> DataError:
    return DataError("{file} is cut off or damaged. Nothing was imported: download it again.", file=called)
