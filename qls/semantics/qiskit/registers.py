"""Registers: what one is called, as far as that can be seen, and which of them a circuit has."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from qls.catalogue.roles import DATA_BIN
from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import Atom, Const, Listing, Number, Tuple, Value, constant, only
from qls.semantics.qiskit.heap import is_unitary, state_of
from qls.semantics.qiskit.values import ANY_NAME, LOOSE, Circuit, Classical, Register, Registers, few


def _name_of(node: ast.Call, value: Value, *, loose: bool) -> str | None:
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


def new_register(machine: Machine, node: ast.Call, kind: str, arguments: Arguments) -> Value:
    """The register that a call of a class of registers makes."""
    size = constant(arguments.get(0, "size"))
    name = _name_of(node, arguments.get(1, "name"), loose=arguments.loose)
    classical = "classical" if kind == "ClassicalRegister" else "quantum"
    register = Register(
        classical,
        name,
        size if type(size) is int else None,
        machine.id(node),
        not machine.stack and not machine.iterations,
    )
    return frozenset({register})


def registers_of(machine: Machine, value: Value, index: int) -> tuple[list[Classical] | None, int | None]:
    """The classical registers that the constructor's argument brings, and its number of qubits."""
    if value and all(isinstance(atom, Register) for atom in value):
        return _given([atom for atom in value if isinstance(atom, Register)])
    if value and all(isinstance(atom, (Number, Const)) for atom in value):
        return _numbered(constant(value), index)
    if isinstance(only(value), (Listing, Tuple)):
        return ([LOOSE] if index else []), None
    # What is not known is by convention qubits first, then one classical register or its size.
    if index == 0:
        return [], None
    if index == 1:
        return [Classical(None, None)], 0
    return None, None


def _given(alternatives: list[Register]) -> tuple[list[Classical] | None, int | None]:
    """What one of these registers brings."""
    kinds = {register.kind for register in alternatives}
    if len(alternatives) > 1:
        if kinds == {"classical"}:
            return [Classical(None, None)], 0
        return ([], None) if kinds == {"quantum"} else (None, None)
    one = alternatives[0]
    if one.kind == "classical":
        return [Classical(one.name, one.size, one.made)], 0
    return [], one.size


def _numbered(given: Any, index: int) -> tuple[list[Classical], int | None]:
    """What a number brings: of qubits first, then of bits; ``given``: the number, where it is known."""
    number = given if type(given) is int else None
    if index == 0:
        return [], number
    return ([] if number is not None and number <= 0 else [Classical("c", number)]), 0


def registers_in(machine: Machine, value: Iterable[Atom]) -> Registers:
    """The classical registers that the circuits in ``value`` can have."""
    found: Registers = frozenset()
    for atom in value:
        found |= state_of(machine, atom).registers if isinstance(atom, Circuit) else frozenset({None})
    return found or frozenset({None})


def onto(machine: Machine, mine: Registers, other: Value) -> Registers:
    """The registers of a circuit that others are composed onto: one without any takes theirs (V: 0.45.3, 2.6.2)."""
    if () not in mine:
        return mine
    theirs: Registers = frozenset()
    for atom in other:
        if isinstance(atom, Circuit):
            theirs |= state_of(machine, atom).registers
        else:
            theirs |= {() if is_unitary(machine, frozenset({atom})) else None}
    return (mine - {()}) | (theirs or frozenset({None}))


def united(one: Registers, two: Registers) -> Registers:
    """The registers of one circuit, and those of another that the first has not."""
    answer: set[tuple[Classical, ...] | None] = set()
    for a in one:
        for b in two:
            if a is None or b is None:
                answer.add(None)
            else:
                names = {r.name for r in a if r.name is not None} | {None}
                same = {r.made for r in a if r.made is not None}
                extra = tuple(r for r in b if r.name not in names or (r.name is None and r.made not in same))
                answer.add(a + extra)
    return few(answer)
