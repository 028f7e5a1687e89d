"""Names in quotes: ``getattr(qiskit, "Aer")``, ``import_module("qiskit.opflow")``.

That they are reached is noted, and no more: what comes of it is as of anything that is out of sight.
"""

from __future__ import annotations

import ast

from qls.semantics.python.machine import LONGEST_NAME, Arguments, Machine
from qls.semantics.python.values import Sym, Value, constant
from qls.semantics.qiskit import lost, settings
from qls.semantics.qiskit.facts import Quoted

_PACKAGES = "qiskit"


def by_name(machine: Machine, builtin: str, node: ast.Call, arguments: Arguments) -> Value | None:
    """What a built-in function gives for a name in quotes; None where that is of nothing known."""
    if builtin == "__import__":
        imported(machine, node, arguments)
    elif builtin == "getattr":
        _member(machine, node, arguments)
    return settings.by_name(machine, builtin, node, arguments)


def _member(machine: Machine, node: ast.Call, arguments: Arguments) -> None:
    """``getattr(owner, "name")``: with a default, the program is ready for what is gone."""
    owner, name = arguments.get(0), constant(arguments.get(1))
    if len(arguments.positional) != 2 or not isinstance(name, str):
        return
    lost.member(machine, owner, name, node)
    for atom in owner:
        if isinstance(atom, Sym) and atom.name.startswith(_PACKAGES) and len(atom.name) < LONGEST_NAME:
            guarded = atom.guarded or machine.frame.guarded
            machine.note(Quoted(machine.id(node), node, f"{atom.name}.{name}", guarded))


def imported(machine: Machine, node: ast.Call, arguments: Arguments) -> None:
    """``import_module("qiskit.opflow")``, ``import_module(".opflow", "qiskit")``, and ``__import__`` of a package."""
    name, package = constant(arguments.get(0, "name")), constant(arguments.get(1, "package"))
    if isinstance(name, str) and name.startswith(".") and isinstance(package, str):
        name = package + name
    if isinstance(name, str) and name.startswith(_PACKAGES) and len(name) < LONGEST_NAME:
        machine.note(Quoted(machine.id(node), node, name, machine.frame.guarded, module=True))
