"""Reading a zip file that somebody else made: its names are checked, and its sizes while it is read.

Whatever is wrong with it is one `DataError`.
"""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from rnnviz.errors import DataError

__all__ = ["MOST_FILES", "MOST_UNPACKED_BYTES", "MOST_ZIP_BYTES", "ZipReader", "open_zip"]

MOST_ZIP_BYTES = 200_000_000
"""Size of a zip file."""

MOST_UNPACKED_BYTES = 500_000_000
"""Size of everything in it, unpacked."""

MOST_FILES = 2_000
"""Files and folders in it; a run of a thousand epochs has about as many."""

_ENTRY, _ZIP = b"PK\x01\x02", b"PK"
_MOST_SIGNATURES = 200_000  # those of zip files inside are seen too: a model and the weights of every epoch are zips
_CHUNK = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UTF8, _ENCRYPTED = 0x800, 0x1

_EXPECTED = "Nothing was imported: a zip file as rnnviz writes it was expected."


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

    def refusal(self, what: str) -> DataError:
        """The error that says what is wrong with the file; `what` follows its name."""
        return DataError(f"{self.called} {what}. Nothing was imported: take a zip file as rnnviz writes it.")

    def _too_large(self) -> DataError:
        return self.refusal(f"holds more than {MOST_UNPACKED_BYTES // 1_000_000:,} MB when it is unpacked")

    def _checked(self) -> list[zipfile.ZipInfo]:
        infos = self.archive.infolist()
        if len(infos) > MOST_FILES:
            raise self.refusal(f"holds {len(infos):,} files; at most {MOST_FILES:,} are read")
        if sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
            raise self._too_large()
        seen: set[str] = set()
        for info in infos:
            wrong = _wrong_with(info)
            if wrong:
                raise self.refusal(f"holds {info.orig_filename[:80]!r}, {wrong}")
            if info.filename.rstrip("/") in seen:
                raise self.refusal(f"holds {info.filename[:80]!r} twice")
            seen.add(info.filename.rstrip("/"))
        return infos


def _wrong_with(info: zipfile.ZipInfo) -> str | None:
    """What makes an entry one that is not unpacked; None for an ordinary one."""
    name, raw = info.filename, info.orig_filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    checks = {
        "a name that is not in printable UTF-8": not raw.isprintable() or not (info.flag_bits & _UTF8 or raw.isascii()),
        "a path that does not begin in the zip file's folder": name.startswith("/") or re.match("[A-Za-z]:", name),
        "a path with a backslash": "\\" in raw,
        "a path that leads out of the zip file's folder": not name or ".." in PurePosixPath(name).parts,
        "which is a link or a device and no ordinary file": kind not in {0, stat.S_IFREG, stat.S_IFDIR},
        "which is encrypted": info.flag_bits & _ENCRYPTED,
        "which is packed in another way than stored or deflated": info.compress_type not in _METHODS,
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
        raise DataError(f"{called} is larger than {MOST_ZIP_BYTES // 1_000_000} MB. {_EXPECTED}")
    if content.count(_ENTRY) > _MOST_SIGNATURES:  # the list of its files alone would fill the memory
        raise DataError(f"{called} holds more than {MOST_FILES:,} files. {_EXPECTED}")
    if not content.startswith(_ZIP):
        raise DataError(f"{called} is no zip file. {_EXPECTED}")
    with _telling_damage(called):
        archive = zipfile.ZipFile(io.BytesIO(content))
    with archive:
        if min((info.header_offset for info in archive.infolist()), default=0) > 0:
            raise _damaged(called)  # what was found at the end is the list of a zip file inside the one that is cut off
        yield ZipReader(archive, called)


@contextmanager
def _telling_damage(called: str) -> Iterator[None]:
    """Turn what `zipfile` raises on damaged files, and lets through from below, into one sentence."""
    try:
        yield
    except DataError:
        raise
    except UnicodeDecodeError:
        raise DataError(f"{called} holds a name that is not in UTF-8. {_EXPECTED}") from None
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ArithmeticError, LookupError, ValueError) as error:
        raise _damaged(called) from error
    except RuntimeError as error:  # a way of packing that Python does not know, a password
        raise _damaged(called) from error


def _damaged(called: str) -> DataError:
    return DataError(f"{called} is cut off or damaged. Nothing was imported: download it again.")
