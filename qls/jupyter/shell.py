"""What is asked of IPython: as much of it as is used here, so that qls runs without it."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Protocol


class Info(Protocol):
    """What was to be run."""

    raw_cell: str


class Result(Protocol):
    """What came of running a cell."""

    info: Info
    error_in_exec: BaseException | None
    error_before_exec: BaseException | None


class Events(Protocol):
    """The moments that one can wait for."""

    def register(self, event: str, function: Callable[[Result], None]) -> None: ...
    def unregister(self, event: str, function: Callable[[Result], None]) -> None: ...


class History(Protocol):
    """The cells that were run, as they were typed; the one at 0 is none."""

    input_hist_raw: list[str]


class Shell(Protocol):
    """An ``InteractiveShell``."""

    user_ns: dict[str, object]
    events: Events
    history_manager: History

    def register_magic_function(
        self, func: Callable[[str], None], magic_kind: str = "line", magic_name: str | None = None
    ) -> None: ...
    def set_next_input(self, text: str, replace: bool = False) -> None: ...


def line_of(error: BaseException, cell: str) -> int | None:
    """The line of ``cell``, from 0, that an error came through last; None where it did not."""
    found, trace = None, error.__traceback__
    lines = cell.splitlines()
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if _is_cell(trace, name) and trace.tb_lineno <= len(lines):
            found = trace.tb_lineno - 1
        trace = trace.tb_next
    return found


def _is_cell(trace: TracebackType, name: str) -> bool:
    """Code of a cell has a name of its own (`<ipython-input-…>`, or a file of ipykernel's), and is the program's."""
    return trace.tb_frame.f_globals.get("__name__") == "__main__" and ("ipython" in name or "ipykernel" in name)
