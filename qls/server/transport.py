"""Messages as bytes: a client's first, read before anything heavy is imported, and JSON that is ready to be sent."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True)
class Prepared:
    """What a message carries, already JSON."""

    text: str


def read_message(stream: BinaryIO) -> bytes:
    """One message with its headers as sent; what there was of it where the stream ends early."""
    head = b""
    length = 0
    while line := stream.readline():
        head += line
        if line.lower().startswith(b"content-length:"):
            value = line.split(b":", 1)[1].strip()
            length = int(value) if value.isdigit() else 0
        elif not line.strip():
            break
    return head + (stream.read(length) if length else b"")


def body_of(message: bytes) -> object:
    """The JSON of a message; None where it has none that can be read."""
    _, _, body = message.partition(b"\r\n\r\n")
    try:
        return json.loads(body)
    except ValueError:
        return None


def framed(content: dict[str, object]) -> bytes:
    body = json.dumps(content).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Replayed(io.RawIOBase):
    """A stream that begins with bytes that were already read from it."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = io.BytesIO(first), rest

    def readline(self, size: int | None = -1) -> bytes:
        return self._first.readline() or self._rest.readline()

    def read(self, size: int = -1) -> bytes:
        return self._first.read(size) or self._rest.read(size)
