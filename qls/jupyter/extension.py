"""What ``%load_ext qls`` does, and ``%unload_ext qls`` undoes."""

from __future__ import annotations

from qls.jupyter.hints import Hints
from qls.jupyter.magic import Magic
from qls.jupyter.shell import Shell

_EVENT = "post_run_cell"
_hints: dict[int, Hints] = {}


def load(shell: Shell) -> None:
    """Give a shell the command ``%qls``, and a hint under errors that legacy names cause."""
    unload(shell)
    hints = _hints[id(shell)] = Hints(shell)
    shell.register_magic_function(Magic(shell), "line", "qls")
    shell.events.register(_EVENT, hints)


def unload(shell: Shell) -> None:
    """No hints any more."""
    if (hints := _hints.pop(id(shell), None)) is not None:
        shell.events.unregister(_EVENT, hints)
