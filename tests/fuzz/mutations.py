"""Ways to make a valid file one that nobody has written: in its bytes, and in what it is made of."""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from random import Random
from typing import Any

import h5py
import numpy as np

from tests.fuzz.valid import packed

__all__ = ["in_bytes", "in_csv", "in_epoch", "in_keras", "in_lines", "in_run", "in_zip", "of_json"]

Mutate = Callable[[Random, bytes], bytes]

_NUMBERS = (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00", b"\x00\x00\x00\x80", b"\xff" * 8)
_PIECES = (b"\x00", b'"', b"\n", b",", b"PK\x01\x02", b"PK\x05\x06", b"\xed\xa0\x80", b"\xff\xfe", b"nan", b"[" * 2_000)


# ---- bytes ----


def in_bytes(rng: Random, content: bytes) -> bytes:
    """Bytes turned, cut, doubled, emptied, or numbers of them replaced by extreme ones."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        _change(rng, changed)
    return bytes(changed)


def _change(rng: Random, changed: bytearray) -> None:
    at = rng.randrange(len(changed) + 1)
    some = rng.randrange(1, 64)
    match rng.randrange(7):
        case 0 | 1 if changed:
            changed[min(at, len(changed) - 1)] ^= 1 << rng.randrange(8)
        case 2:
            changed[at : at + 4] = rng.choice(_NUMBERS)
        case 3:
            changed[at:at] = rng.choice(_PIECES)
        case 4:
            changed[at : at + some] = b""
        case 5:
            changed[at:at] = changed[max(at - some, 0) : at]
        case _:
            del changed[at if rng.random() < 0.5 else len(changed) :]


def in_csv(rng: Random, content: bytes) -> bytes:
    """A CSV file with strange bytes, cells and headers."""
    match rng.randrange(5):
        case 0:
            return content.replace(b"text,label", rng.choice([b"text", b"text,text,label", b"label,text", b",", b""]))
        case 1:
            return content.replace(b"number 3", b"x" * rng.choice([10, 1_000_001, 2_000_000]))
        case 2:
            return b"a," * rng.choice([99, 101, 100_000]) + content
        case _:
            return in_bytes(rng, content)


# ---- JSON ----

_VALUES: tuple[Callable[[Random], Any], ...] = (
    lambda _: None,
    lambda rng: rng.choice([-1, 0, 1, 2**31, 2**63, 10**30, 10**400, -(10**400), 4_097, True]),
    lambda rng: rng.choice([0.5, -0.0, 1e308, 5e-324, float("nan"), float("inf"), -1.5]),
    lambda rng: rng.choice(["", "\ud800", "x" * 20_000, "\x00", "../../etc/passwd", "{}", "\u202e", "lstm", "1"]),
    lambda rng: [[]] * rng.choice([0, 1, 60_000]),
    lambda rng: nested(rng.choice([2, 39, 60, 500])),
    lambda _: {"class_name": "Bidirectional", "config": {}},
)


def nested(levels: int) -> list[Any]:
    """Lists in lists."""
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def of_json(rng: Random, content: bytes) -> bytes:
    """JSON with another value, or without one, at some place."""
    try:
        value = json.loads(content)
    except ValueError:
        return in_bytes(rng, content)
    for _ in range(rng.choice((1, 1, 1, 3))):
        _replace(rng, value)
    return json.dumps(value).encode()


def _replace(rng: Random, value: Any) -> None:
    node = value
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(node[key], dict | list) and node[key] and rng.random() < 0.8:
            node = node[key]
            continue
        if rng.random() < 0.15:
            del node[key]
        else:
            node[key] = rng.choice(_VALUES)(rng)
        return


def in_lines(rng: Random, content: bytes) -> bytes:
    """Lines of JSON, some of them changed, repeated, or out of order."""
    lines = content.splitlines()
    for _ in range(rng.choice((1, 3))):
        at = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                lines.insert(at, rng.choice(lines))
            case 1:
                lines[at] = lines[at] * rng.choice((2, 40))
            case 2:
                lines[at] = in_bytes(rng, lines[at])
            case _:
                lines[at] = of_json(rng, lines[at])
    return b"\n".join(lines) + b"\n" * rng.randrange(2)


# ---- zip files ----


def in_zip(rng: Random, members: dict[str, bytes], how: Mapping[str, Mutate], compression: int) -> bytes:
    """A zip file with one member changed as its kind can be, or members swapped, lost, renamed or blown up."""
    members = dict(members)
    name = rng.choice(list(members))
    match rng.randrange(12):
        case 0:
            other = rng.choice(list(members))
            members[name], members[other] = members[other], members[name]
        case 1:
            del members[name]
        case 2:
            renamed = rng.choice(["../x", "/x", "a\\b", "", "x" * 300, "\u202e", "run.json", "0/a", "99999999999/a"])
            members[renamed] = members.pop(name)
        case 3:
            members[name] = bytes(rng.choice([0, 1, 30_000_000]))
            compression = zipfile.ZIP_DEFLATED
        case 4:
            compression = rng.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
        case 5:
            return _lying(rng, packed(members, compression))
        case 6:
            return in_bytes(rng, packed(members, compression))
        case _:
            kind = next((how[end] for end in how if name.endswith(end)), in_bytes)
            members[name] = kind(rng, members[name])
    return packed(members, compression)


def _lying(rng: Random, content: bytes) -> bytes:
    """A zip file whose list of files says something else than is there."""
    changed = bytearray(content)
    entries = [at for at in range(len(changed)) if changed.startswith(b"PK\x01\x02", at)]
    field = rng.choice([8, 10, 16, 20, 24, 28, 30, 32, 38, 42])  # flags, method, CRC, sizes, lengths, kind, offset
    struct.pack_into("<H", changed, rng.choice(entries) + field, rng.choice([0, 1, 8, 12, 14, 99, 0x4000, 0xFFFF]))
    return bytes(changed)


# ---- HDF5 ----


def in_weights(rng: Random, content: bytes) -> bytes:
    """A weight file with strange bytes, or a strange thing at the place of an array or a group."""
    if rng.random() < 0.6:
        return in_bytes(rng, content)
    file = io.BytesIO(content)
    with suppress(OSError, ValueError, TypeError, KeyError), h5py.File(file, "r+") as h5:
        places: list[str] = []
        h5.visit(places.append)
        place = rng.choice(places)
        del h5[place]
        rng.choice(_THINGS)(h5, place)
    return file.getvalue()


def _external(h5: h5py.File, place: str) -> None:
    h5.create_dataset(place, (3, 4), "float32", external=[("/etc/hostname", 0, 48)])


def _hollow(h5: h5py.File, place: str) -> None:
    h5.create_dataset(place, (10**9,), "float32")


def _loop(h5: h5py.File, place: str) -> None:
    h5[place] = h5["/"]


_THINGS: tuple[Callable[[h5py.File, str], object], ...] = (
    _external,
    _hollow,
    _loop,
    lambda _, __: None,
    lambda h5, place: h5.create_group(place),
    lambda h5, place: h5.__setitem__(place, h5py.SoftLink("/layers")),
    lambda h5, place: h5.__setitem__(place, h5py.ExternalLink("/etc/hostname", "/x")),
    lambda h5, place: h5.__setitem__(place, np.float32([np.nan])),
    lambda h5, place: h5.__setitem__(place, np.zeros((3, 16), ">f4")),
    lambda h5, place: h5.__setitem__(place, "text"),
    lambda h5, place: h5.__setitem__(place, h5py.Empty("f4")),
    lambda h5, place: h5.create_dataset(place, (3, 16), "f4", maxshape=(None, None), chunks=(20_000, 20_000)),
    lambda h5, place: h5.create_dataset(place, (3, 16), "f4", compression="gzip"),
    lambda h5, place: h5.create_dataset(place, (3, 16), h5py.special_dtype(vlen=np.float32)),
    lambda h5, place: h5.create_dataset(place, (3,), h5py.ref_dtype),
)


# ---- kinds of files ----


def members_of(content: bytes) -> dict[str, bytes]:
    """Content of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def in_keras(rng: Random, content: bytes) -> bytes:
    """A ``.keras`` file, changed."""
    return in_zip(rng, members_of(content), {".json": of_json, ".h5": in_weights}, zipfile.ZIP_STORED)


def in_epoch(rng: Random, content: bytes) -> bytes:
    """An ``.npz`` file, changed; the headers of its arrays most of all."""
    return in_zip(rng, members_of(content), {".npy": _in_array}, zipfile.ZIP_DEFLATED)


def _in_array(rng: Random, content: bytes) -> bytes:
    head, data = content[:128], content[128:]
    if rng.random() < 0.3:
        return head + in_bytes(rng, data)
    text = rng.choice(
        [in_bytes(rng, head[10:]), b"{'descr': '<f2', (", b"(" * 500, b"'''", b"{'shape': (" + b"9" * 600, b"\\\n"]
    )
    return head[:8] + struct.pack("<H", len(text) & 0xFFFF) + text + data


_OF_A_RUN: Mapping[str, Mutate] = {
    ".json": of_json,
    ".jsonl": in_lines,
    ".keras": in_keras,
    ".npz": in_epoch,
    ".csv": in_csv,
}


def in_run(rng: Random, files: Mapping[str, bytes]) -> bytes:
    """The zip file of a run, changed."""
    return in_zip(rng, {f"mine/{name}": one for name, one in files.items()}, _OF_A_RUN, zipfile.ZIP_DEFLATED)
