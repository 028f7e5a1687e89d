"""``qls server``: answers ``initialize`` at once, then brings in everything that takes time to import."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from typing import BinaryIO

from qls.server.capabilities import answer
from qls.server.transport import Replayed, body_of, framed, read_message


def serve_stdio() -> None:
    """Speak with the client that started this process, until it says ``exit`` or closes the pipe."""
    _log_to_stderr()
    _serve(*_own_streams())


def _serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    first = read_message(stdin)
    request = body_of(first)
    answered = None
    if isinstance(request, dict) and request.get("method") == "initialize" and "id" in request:
        stdout.write(framed({"jsonrpc": "2.0", "id": request["id"], "result": answer(request.get("params"))}))
        stdout.flush()
        answered = request["id"]

    gc.disable()  # nothing of what is imported is garbage: looking for some would cost a quarter of the start
    from qls.server.app import make_server

    server = make_server()
    sys.setswitchinterval(0.0005)  # a keystroke waits that long, in seconds, for jedi beside it to let go
    gc.freeze()
    gc.enable()
    server.protocol.answered = answered
    server.start_io(Replayed(first, stdin), stdout)  # type: ignore[arg-type]  # pygls reads from it, no more


def serve_tcp(host: str, port: int) -> None:
    """Wait for one client on a port; port 0 takes a free one. Standard error says which, in one line.

    Raises:
        OSError: the port cannot be listened on.
    """
    _log_to_stderr()
    with socket.create_server((host, port)) as listening:
        print(f"qls: listening on {host}:{listening.getsockname()[1]}", file=sys.stderr, flush=True)
        connection, _ = listening.accept()
    with connection, connection.makefile("rb") as incoming, connection.makefile("wb") as outgoing:
        _serve(incoming, outgoing)


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
