"""Messages as bytes: framed and read one by one, the first before anything heavy is imported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_LONGEST_LINE = 4096  # bytes of a header's line; a longer one is noise
_LARGEST = 512 << 20  # bytes of a message; a larger one is passed over
_AT_ONCE = 1 << 20

_ID = re.compile(rb'"id"\s*:\s*(-?\d{1,15}|"[^"\\\\]{0,200}")')
_METHOD = re.compile(rb'"method"\s*:\s*"')


@dataclass(frozen=True)
class Prepared:
    """What a message carries, already JSON."""

    text: str


class NoClient(Exception):
    """Whoever is at the other end speaks another language, as a browser does."""


def messages(stream: BinaryIO, *, strict: bool = False) -> Iterator[bytes]:
    """The bodies of the messages, until the stream ends. What is no message is passed over.

    Args:
        strict: take nothing before the first message.

    Raises:
        NoClient: the first line is no header of a message; only if ``strict``.
    """
    length: int | None = None
    while line := stream.readline(_LONGEST_LINE):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            value = value.strip()
            length = int(value) if value.isdigit() and len(value) < 16 else None
        elif strict and name.lower() != b"content-type":
            raise NoClient
        elif not line.strip() and length is not None:
            if (body := _body(stream, length)) is not None:
                yield body
            length = None
        strict = False


def _body(stream: BinaryIO, length: int) -> bytes | None:
    """None where the stream ends early, and for a body that is larger than any client sends."""
    kept, rest = bytearray(), length
    while rest:
        part = stream.read(min(rest, _AT_ONCE))
        if not part:
            return None
        rest -= len(part)
        if length <= _LARGEST:
            kept += part
    return bytes(kept) if 0 < length <= _LARGEST else None


def content_of(body: bytes) -> object:
    """The JSON of a message.

    Raises:
        ValueError: it is none, or nested too deeply to be read.
    """
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def id_of(body: bytes) -> str | int | None:
    """The id of a request that is not read; None where it seems to be none."""
    found = _ID.search(body) if _METHOD.search(body) else None
    return None if found is None else json.loads(found[1])


def framed(content: dict[str, object]) -> bytes:
    body = json.dumps(content).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body
