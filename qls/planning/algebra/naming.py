"""Names of Qiskit as a program imports and reaches them."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from qls.catalogue import opflow, roles
from qls.planning.algebra.values import Named
from qls.planning.opflow.names import MODULE


def brought(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Iterable[tuple[str, str, bool]]:
    """What an import binds: the local name, the dotted one, whether that is a module."""
    if isinstance(node, ast.Import):
        bound = alias.asname or alias.name.partition(".")[0]
        if alias.name.partition(".")[0] == "qiskit":
            yield bound, alias.name if alias.asname else bound, True
        return
    module = node.module or ""
    if module.split(".")[0] != "qiskit" or node.level:
        return
    if alias.name == "*":
        for each in sorted(roles.STAR[MODULE]) if module == MODULE else ():
            yield each, short(f"{MODULE}.{each}"), False
        return
    name = f"{module}.{alias.name}"
    if f"{name}.".startswith(f"{MODULE}."):
        is_module = alias.name.islower()
        yield alias.asname or alias.name, name if is_module else short(name), is_module
    else:
        yield alias.asname or alias.name, name, alias.name.islower()


def label(node: ast.Call) -> str:
    """The string in ``PauliOp(Pauli("XZ"))``; empty where it is not written there."""
    match node.args:
        case [ast.Call(_, [ast.Constant(str(label))], []), *_] if {*label} <= opflow.PAULIS:
            return label
    return ""


def qubits(node: ast.Call) -> int | None:
    """Of how many qubits the matrix is that a call is given; None where it is not written there."""
    match node.args:
        case [ast.List(rows) | ast.Tuple(rows)] if len(rows) > 1 and not len(rows) & (len(rows) - 1):
            return len(rows).bit_length() - 1
    return None


def short(name: str) -> str:
    """A Pauli or a state is called by its name alone, wherever it is imported from; anything else keeps its path."""
    last = name.rpartition(".")[2]
    return last if last in opflow.PAULIS or last in opflow.STATES else f"{MODULE}.{last}"


def gate(atom: Named) -> int:
    """How many qubits a gate of opflow has; 0 for what is none."""
    package, _, last = atom.name.rpartition(".")
    return opflow.GATES.get(last, 0) if package == MODULE else 0


def reached(atom: Named, name: str) -> Named:
    path = f"{atom.name}.{name}"
    inside = f"{path}.".startswith(f"{MODULE}.")
    module = atom.module and name.islower()
    return Named(short(path) if inside and not module and atom.module else path, module)


def is_static(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(each, ast.Name) and each.id == "staticmethod" for each in decorators)
