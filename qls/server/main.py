"""``qls server``: answers ``initialize`` at once, then brings in everything that takes time to import."""

from __future__ import annotations

import gc
import itertools
import logging
import os
import socket
import sys
from collections.abc import Iterator
from typing import BinaryIO

from qls.server.capabilities import answer
from qls.server.transport import NoClient, content_of, framed, messages

_FIRST_WORD = 30.0  # seconds that somebody who has connected to a port may take to say something


def serve_stdio() -> None:
    """Speak with the client that started this process, until it says ``exit`` or closes the pipe. Does not return."""
    _log_to_stderr()
    stdin, stdout = _own_streams()
    _serve(messages(stdin), stdout)


def _serve(incoming: Iterator[bytes], stdout: BinaryIO) -> None:
    first = next(incoming, None)
    if first is None:
        _end(0)
        return
    answered = _answer_at_once(first, stdout)
    gc.disable()  # nothing of what is imported is garbage: looking for some would cost a quarter of the start
    from qls.server.app import make_server

    server = make_server()
    sys.setswitchinterval(0.0005)  # a keystroke waits that long, in seconds, for a scan beside it to let go
    gc.freeze()
    gc.enable()
    server.protocol.answered = answered
    server.serve(itertools.chain([first], incoming), stdout)
    _end(server.protocol.exit_status)


def _answer_at_once(first: bytes, stdout: BinaryIO) -> str | int | None:
    """The id of an ``initialize``, once it is answered; None for anything else, which the server answers."""
    try:
        request = content_of(first)
    except ValueError:
        return None
    if not isinstance(request, dict) or request.get("method") != "initialize":
        return None
    number = request.get("id")
    if not isinstance(number, int | str) or isinstance(number, bool) or request.get("jsonrpc") != "2.0":
        return None
    stdout.write(framed({"jsonrpc": "2.0", "id": number, "result": answer(request.get("params"))}))
    stdout.flush()
    return number


def _end(status: int) -> None:
    """At once: what is still being worked out has nobody to be told to."""
    logging.shutdown()
    sys.stderr.flush()
    os._exit(status)


def serve_tcp(host: str, port: int) -> None:
    """Wait for one client on a port; port 0 takes a free one. Standard error says which, in one line.

    Who connects and does not begin as a client does, a browser for instance, is sent away. Does not return.

    Raises:
        OSError: the port cannot be listened on.
    """
    _log_to_stderr()
    with socket.create_server((host, port)) as listening:
        print(f"qls: listening on {host}:{listening.getsockname()[1]}", file=sys.stderr, flush=True)
        while True:
            connection, _ = listening.accept()
            try:
                connection.settimeout(_FIRST_WORD)
                incoming = messages(connection.makefile("rb"), strict=True)
                first = next(incoming, None)
            except (NoClient, OSError):
                first = None
            if first is not None:
                break
            connection.close()
    connection.settimeout(None)
    _serve(itertools.chain([first], incoming), connection.makefile("wb"))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for the protocol alone: a stray ``print`` goes to standard error."""
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, stdout


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], format="qls: %(levelname)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # each error is answered or logged in our own words
