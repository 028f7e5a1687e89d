"""What a register is called, as far as its name can be seen."""

from __future__ import annotations

import ast

from qls.catalogue.roles import DATA_BIN
from qls.semantics.python.values import Const, Value
from qls.semantics.qiskit.values import ANY_NAME


def name_of(node: ast.Call, value: Value, loose: bool) -> str | None:
    """What the register is called that ``node`` makes; None where Qiskit numbers it, or where any name is as good.

    Args:
        value: the name that it is given.
        loose: some arguments come through ``*`` or ``**``.
    """
    names = [atom.value if isinstance(atom, Const) else 0 for atom in value]
    if not names:
        return ANY_NAME if loose else None
    if len(names) == 1 and isinstance(names[0], str):
        return names[0]
    if all(map(_fits_data_bin, names)):
        return None
    given = node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg == "name"), None)
    start = None if given is None else _start(given)
    return None if start and not any(name.startswith(start) for name in DATA_BIN) else ANY_NAME


def _fits_data_bin(name: object) -> bool:
    """True for a name that a DataBin takes; for no name too, as Qiskit then gives one that it takes."""
    return name is None or (isinstance(name, str) and name not in DATA_BIN)


def _start(node: ast.expr) -> str | None:
    """What the text that ``node`` gives begins with; None where that is not written."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[first, *_]):
            return _start(first)
        case ast.BinOp(left=left, op=ast.Add()):
            return _start(left)
        case ast.BinOp(left=text, op=ast.Mod()):
            return _start_before("%", text)
        case ast.Call(func=ast.Attribute(value=text, attr="format")):
            return _start_before("{", text)
        case _:
            return None


def _start_before(mark: str, text: ast.expr) -> str | None:
    """What ``text`` begins with, up to the first ``mark``, behind which it is filled in."""
    start = _start(text)
    return None if start is None else start.partition(mark)[0]
