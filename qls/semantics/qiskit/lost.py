"""Members and arguments that what is used has lost: noted where all that a value can be has lost them."""

from __future__ import annotations

import ast

from qls.catalogue import members, roles
from qls.semantics.python.machine import Machine
from qls.semantics.python.values import Atom, Sym, Value
from qls.semantics.qiskit.facts import Lost
from qls.semantics.qiskit.heap import state_of
from qls.semantics.qiskit.values import Backend, Circuit, PassManager, Provider, Register

_CIRCUIT = "qiskit.QuantumCircuit"
_BACKEND = "qiskit.providers.BackendV2"
_PASS_MANAGER = "qiskit.transpiler.PassManager"
REGISTERS = {"classical": "qiskit.ClassicalRegister", "quantum": "qiskit.QuantumRegister"}


def member(machine: Machine, owner: Value, name: str, node: ast.AST) -> None:
    """Note that ``name`` of ``owner`` is gone, where it is."""
    if name not in members.lost_names() or not owner:
        return
    classes = {_class_of(machine, atom) for atom in owner}
    lost = {members.lost_member(cls, name) for cls in classes}
    if "" not in lost:
        guarded = machine.frame.guarded or any(isinstance(atom, Sym) and atom.guarded for atom in owner)
        machine.note(Lost(machine.id(node), node, min(lost), name, "member", guarded))


def arguments(machine: Machine, owner: Value, method: str, node: ast.Call) -> None:
    """Note the keywords of ``owner.method(…)``, or of a symbol that is called, that it has lost."""
    if not any(keyword.arg for keyword in node.keywords):
        return
    for atom in owner:
        function = _class_of(machine, atom) if method else atom.name if isinstance(atom, Sym) else ""
        function = f"{function}.{method}" if method and function else function
        lost = members.lost_parameters(function) if function.startswith("qiskit") else ()
        for keyword in node.keywords:
            if keyword.arg is not None and keyword.arg in lost:
                guarded = machine.frame.guarded or (isinstance(atom, Sym) and atom.guarded)
                name = members.atlas_path("parameters", function)
                machine.note(Lost(machine.id(keyword), keyword, name, keyword.arg, "parameter", guarded))


def _class_of(machine: Machine, atom: Atom) -> str:
    if isinstance(atom, Circuit):
        return state_of(machine, atom).of or _CIRCUIT
    if isinstance(atom, Sym) and atom.name.endswith(".run()") and atom.name in roles.COMPUTER_JOBS:
        return members.JOB
    if isinstance(atom, Provider):
        return atom.of
    if isinstance(atom, Sym) and atom.name.startswith("qiskit"):
        return roles.canonical(atom.name.removesuffix("()"))  # of a class, methods are called as well
    if isinstance(atom, PassManager):
        return _PASS_MANAGER
    if isinstance(atom, Backend):
        return _BACKEND if atom.family == "generic" else ""
    return REGISTERS[atom.kind] if isinstance(atom, Register) else ""
