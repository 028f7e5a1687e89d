"""What an execution runs: the circuits that it is given, one by one, in lists, or assembled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from qls.semantics.listings import Listings
from qls.semantics.python.values import Listing, NodeId, Tuple, Value
from qls.semantics.qiskit import wiring
from qls.semantics.qiskit.facts import Binds, Submission
from qls.semantics.qiskit.naming import Name
from qls.semantics.qiskit.outcomes import submitted_outcome
from qls.semantics.qiskit.values import Circuit, CircuitState, Outcome, Qobj, Registers, Wiring

_MOST_CIRCUITS = 64  # of a list, that are looked at one by one


@dataclass(slots=True)
class _Found:
    """What is found so far of what is run: ``many`` and ``wirings`` with their alternatives, the rest as it will be
    in the ``Submission``."""

    many: set[bool | None] = field(default_factory=set)
    length: int | None = None
    registers: Registers = frozenset()
    each: tuple[Registers, ...] | None = None
    measured: bool = False
    saves: bool = False
    places: frozenset[NodeId] = frozenset()
    lists: bool = True
    conditional: bool = False
    names: tuple[Name | None, ...] | None = None
    outcomes: frozenset[Outcome] = frozenset()
    binds: Binds | None = None
    wirings: set[Wiring | None] = field(default_factory=set)


def submission(interpreter: Listings, value: Value) -> Submission:
    """What running ``value`` runs."""
    found = _Found()
    for atom in value:
        if isinstance(atom, Circuit):
            found.many.add(False)
            _add(found, _of_circuit(interpreter.state_of(atom)))
        elif isinstance(atom, (Listing, Tuple)):
            _add_list(interpreter, found, atom)
        elif isinstance(atom, Qobj):
            _add_assembled(interpreter, found, atom)
        else:
            found.many.add(None)
            found.registers |= {None}
            found.outcomes |= {None}
            found.measured = True
    shape = next(iter(found.many)) if len(found.many) == 1 else None
    order = interpreter.order_of(value)
    return Submission(
        many=shape,
        length=found.length,
        registers=found.registers or frozenset({None}),
        each=found.each,
        measured=found.measured,
        saves=found.saves,
        places=found.places,
        lists=found.lists,
        conditional=found.conditional,
        names=found.names,
        root=order.root,
        repeats=order.repeats,
        outcomes=found.outcomes,
        binds=found.binds,
        wiring=wiring.only_one(found.wirings, shape),
    )


def _add(found: _Found, part: Submission) -> None:
    """What can be of any circuit that is run is found of ``part`` too."""
    found.registers |= part.registers
    found.measured = found.measured or part.measured
    found.saves = found.saves or part.saves
    found.conditional = found.conditional or part.conditional
    found.places |= part.places
    found.outcomes |= part.outcomes
    found.wirings.add(part.wiring)


def _of_circuit(state: CircuitState) -> Submission:
    return Submission(
        many=False,
        length=None,
        registers=state.registers,
        each=None,
        measured=state.measured,
        saves=state.saves,
        places=state.transpiled,
        conditional=state.conditional,
        outcomes=frozenset({submitted_outcome(state)}),
        wiring=state.wiring,
    )


def _add_list(interpreter: Listings, found: _Found, atom: Listing | Tuple) -> None:
    found.many.add(True)
    found.lists = found.lists and isinstance(atom, Listing) and atom.place[0] == "list"
    items = interpreter.items_of(frozenset({atom}))
    found.length = None if items is None else len(items)
    if items is not None:
        found.names = tuple(interpreter.one_name(item) for item in items)
    parts: list[Submission] = []
    if items is not None and len(items) <= _MOST_CIRCUITS:
        parts = [submission(interpreter, item) for item in items]
    if parts:
        found.each = tuple(part.registers for part in parts)
    for part in parts or [submission(interpreter, interpreter.iterate(frozenset({atom}), interpreter.nowhere))]:
        _add(found, part)
        if part.many is not False:
            found.many.add(None)


def _add_assembled(interpreter: Listings, found: _Found, atom: Qobj) -> None:
    """What ``assemble`` was given; which qubits it ends by measuring is not followed through it."""
    inner: Any = interpreter.memory.look(("qobj", atom.call))
    if isinstance(inner, Submission):
        found.many.add(inner.many)
        found.length, found.each, found.names, found.binds = inner.length, inner.each, inner.names, inner.binds
        _add(found, replace(inner, outcomes=frozenset()))
