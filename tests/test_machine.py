"""The machine that reads Python, by itself: with no model of a library, and with one of a library that is made up."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from qls.semantics.python.frames import Definitions
from qls.semantics.python.machine import Arguments, Kind, Machine, Models
from qls.semantics.python.statements import Interpreter
from qls.semantics.python.values import NONE, OPAQUE, Atom, Const, Sym, Value
from qls.syntax.statements import Source


def read(program: str, models: Models | None = None) -> Interpreter:
    """The machine, after it has read a program."""
    machine = Interpreter(Definitions(), models or Models())
    for statement in Source(program).statements:
        machine.run(statement)
    return machine


def constants(*values: object) -> Value:
    return frozenset(map(Const, values))


def test_it_reads_functions_and_branches():
    machine = read("def f(x, y=2):\n    if x:\n        return x\n    return y\n\n\nz = f(unknown)\nw = f(1)\n")
    assert machine.memory.names["z"] == OPAQUE | constants(2)
    assert machine.memory.names["w"] == constants(1, 2)


def test_it_reads_classes():
    machine = read(
        "class A:\n    rate = 3\n\n    def __init__(self, size):\n        self.size = size\n\n"
        "    @property\n    def double(self):\n        return self.size * 2\n\n\n"
        "a = A(4)\nx, y, z = a.size, a.rate, a.double\n"
    )
    assert [machine.memory.names[name] for name in "xyz"] == [constants(4), constants(3), constants(8)]


def test_it_reads_lists_loops_and_narrowing():
    machine = read(
        "items = [1, 2]\nitems.append(3)\ncount = len(items)\nfor item in items:\n    last = item\n"
        "thing = None\nif thing is None:\n    thing = 'made'\n"
    )
    assert machine.memory.names["count"] == constants(3)
    assert machine.memory.names["last"] >= constants(1, 2, 3)
    assert machine.memory.names["thing"] == constants("made")


def test_it_knows_no_library():
    machine = read(
        "from qiskit import QuantumCircuit, execute\ncircuit = QuantumCircuit(2)\njob = execute(circuit, None)\n"
    )
    assert machine.memory.names["circuit"] == {Sym("qiskit.QuantumCircuit()")}
    assert machine.memory.names["job"] == {Sym("qiskit.execute()")}
    assert machine.memory.finish().events == []


@dataclass(frozen=True, slots=True)
class Account(Atom):
    """An account of the library ``bank``."""


def called(machine: Machine, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return frozenset({Account()}) if atom.name == "bank.account" else OPAQUE


def paid(machine: Machine, atom: Account, name: str, node: ast.Call, arguments: Arguments) -> Value:
    machine.note((name, arguments.get(0, "sum")))
    return NONE


def goes(machine: Machine, atom: Account, node: ast.AST, how: str) -> None:
    machine.note(("goes", how))


BANK = Models(kinds={Account: Kind(method=paid, escape=goes)}, symbol=called)


def test_a_model_tells_what_becomes_of_its_atoms():
    machine = read(
        "import bank\n\n\ndef pay(account, sum):\n    account.pay(sum=sum)\n    return account\n\n\n"
        "mine = pay(bank.account(), 5)\nprint([mine])\nelsewhere.keep(mine)\n",
        BANK,
    )
    assert machine.memory.names["mine"] == {Account()}
    assert machine.memory.finish().events == [
        ("pay", constants(5)),
        ("goes", "printed"),
        ("goes", "argument:.keep"),
    ]
