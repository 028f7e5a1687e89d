"""What a register is called, as far as its name can be seen."""

from __future__ import annotations

import ast

from qls.catalogue.roles import DATA_BIN
from qls.semantics.values import ANY_NAME, Const, Value


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
    if all(name is None or (isinstance(name, str) and name not in DATA_BIN) for name in names):
        return None
    given = node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg == "name"), None)
    start = None if given is None else _start(given)
    return None if start and not any(name.startswith(start) for name in DATA_BIN) else ANY_NAME


def _start(node: ast.expr) -> str | None:
    """What the text that ``node`` gives begins with; None where that is not written."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return _start(node.values[0]) if node.values else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _start(node.left)
    formatted = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
    text = node.left if isinstance(node, ast.BinOp) and formatted else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text = node.func.value
    start = None if text is None else _start(text)
    return None if start is None else start.partition("%" if formatted else "{")[0]
