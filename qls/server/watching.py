"""The client's process: a server whose client is gone ends, whoever else holds its pipes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

_EVERY = 5.0  # seconds


def watch(process: object) -> None:
    """End this process once the client's has ended, where that can be seen from here."""
    if isinstance(process, int) and not isinstance(process, bool) and process > 0 and lives(process):
        threading.Thread(target=_follow, args=(process,), name="qls-client", daemon=True).start()


def lives(process: int) -> bool:
    """True where a process with this number is there; never on Windows, where asking for it could end it."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _follow(
    process: int,
    wait: Callable[[float], None] = time.sleep,
    end: Callable[[int], None] = os._exit,
) -> None:
    while lives(process):
        wait(_EVERY)
    end(1)
