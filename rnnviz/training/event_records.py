"""TensorFlow's event files, byte by byte: protocol buffers of a few fields, in records with checksums.

A record is the length of its content, a checksum of the length, the content, a checksum of the content. A field of a
protocol buffer is its number with its kind, then its value.

References
----------
tensorflow/core/lib/io/record_writer.h; tensorflow/core/util/event.proto; RFC 3720, appendix B.4 (CRC-32C).
"""

import struct
from collections.abc import Mapping

__all__ = ["as_record", "first_event", "scalar_event"]

_POLYNOMIAL = 0x82F63B78  # CRC-32C, its bits in reverse
_MASK = 0xA282EAD8
_VERSION = b"brain.Event:2"
_WHOLE, _DOUBLE, _BYTES, _SINGLE = 0, 1, 2, 5


def first_event(time: float) -> bytes:
    """Event with which a file begins: it tells the version."""
    return _field(1, _DOUBLE, struct.pack("<d", time)) + _sized(3, _VERSION)


def scalar_event(time: float, step: int, values: Mapping[str, float]) -> bytes:
    """Event of a step's figures, each under its tag."""
    told = (
        _sized(1, _sized(1, tag.encode()) + _field(2, _SINGLE, struct.pack("<f", value)))
        for tag, value in values.items()
    )
    return _field(1, _DOUBLE, struct.pack("<d", time)) + _field(2, _WHOLE, _varint(step)) + _sized(5, b"".join(told))


def as_record(content: bytes) -> bytes:
    """Content as a record of a file."""
    length = struct.pack("<Q", len(content))
    return length + _checksum(length) + content + _checksum(content)


def _field(number: int, kind: int, value: bytes) -> bytes:
    return _varint(number << 3 | kind) + value


def _sized(number: int, content: bytes) -> bytes:
    return _field(number, _BYTES, _varint(len(content)) + content)


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    parts = []
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def _remainder(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ (_POLYNOMIAL if number & 1 else 0)
    return number


_TABLE = tuple(map(_remainder, range(256)))


def _checksum(content: bytes) -> bytes:
    """CRC-32C, rotated and shifted: data that hold checksums would have weak ones otherwise."""
    rest = 0xFFFFFFFF
    for byte in content:
        rest = rest >> 8 ^ _TABLE[(rest ^ byte) & 0xFF]
    rest ^= 0xFFFFFFFF
    return struct.pack("<I", ((rest >> 15 | rest << 17) + _MASK) & 0xFFFFFFFF)
