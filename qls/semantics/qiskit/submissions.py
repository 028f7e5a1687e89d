"""What an execution runs: the circuits that it is given, one by one, in lists, or assembled; the site that it is."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import Any

from qls.semantics.python.machine import Arguments, Machine, method_called
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Atom,
    Const,
    Listing,
    ListState,
    NodeId,
    Number,
    Sym,
    Tuple,
    Unknown,
    Value,
    only,
)
from qls.semantics.qiskit import wiring
from qls.semantics.qiskit.facts import POINTS, SWEEP, Asked, Binds, Called, SiteSeen, Submission
from qls.semantics.qiskit.heap import state_of
from qls.semantics.qiskit.names import one_name
from qls.semantics.qiskit.naming import Name
from qls.semantics.qiskit.outcomes import submitted_outcome
from qls.semantics.qiskit.values import (
    Backend,
    Circuit,
    CircuitOutcome,
    CircuitState,
    Job,
    Qobj,
    Registers,
    SubmittedList,
    Wiring,
)

_EXECUTED = ("experiments", "circuits")  # what `execute` calls that which it runs
_RUN = ("circuits", "run_input", "circuit", "qobj")  # what a method `run` does
_ARRAYS = {f"numpy.{name}()" for name in ("array", "linspace", "arange", "zeros", "ones", "asarray")}
_PI = {"numpy.pi", "math.pi"}
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
    outcomes: frozenset[CircuitOutcome] = frozenset()
    binds: Binds | None = None
    wirings: set[Wiring | None] = field(default_factory=set)


def submission(machine: Machine, value: Value) -> Submission:
    """What running ``value`` runs."""
    found = _Found()
    for atom in value:
        if isinstance(atom, Circuit):
            found.many.add(False)
            _add(found, _of_circuit(state_of(machine, atom)))
        elif isinstance(atom, (Listing, Tuple)):
            _add_list(machine, found, atom)
        elif isinstance(atom, Qobj):
            _add_assembled(machine, found, atom)
        else:
            found.many.add(None)
            found.registers |= {None}
            found.outcomes |= {None}
            found.measured = True
    shape = next(iter(found.many)) if len(found.many) == 1 else None
    order = machine.order_of(value)
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
        wiring=wiring.only_one(found.wirings, many=shape),
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


def _add_list(machine: Machine, found: _Found, atom: Listing | Tuple) -> None:
    found.many.add(True)
    found.lists = found.lists and isinstance(atom, Listing) and atom.place[0] == "list"
    items = machine.items_of(frozenset({atom}))
    found.length = None if items is None else len(items)
    if items is not None:
        found.names = tuple(one_name(machine, item) for item in items)
    parts: list[Submission] = []
    if items is not None and len(items) <= _MOST_CIRCUITS:
        parts = [submission(machine, item) for item in items]
    if parts:
        found.each = tuple(part.registers for part in parts)
    for part in parts or [submission(machine, machine.iterate(frozenset({atom}), machine.nowhere))]:
        _add(found, part)
        if part.many is not False:
            found.many.add(None)


def _add_assembled(machine: Machine, found: _Found, atom: Qobj) -> None:
    """What ``assemble`` was given; which qubits it ends by measuring is not followed through it."""
    inner: Any = machine.memory.look(("qobj", atom.call))
    if isinstance(inner, Submission):
        found.many.add(inner.many)
        found.length, found.each, found.names, found.binds = inner.length, inner.each, inner.names, inner.binds
        _add(found, replace(inner, outcomes=frozenset()))


def assembled(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """What ``assemble`` gives for circuits."""
    place = ("qobj", machine.id(node))
    binds = binds_of(machine, arguments, single=True)
    run = replace(submission(machine, arguments.get(0, "experiments")), binds=binds)
    machine.memory.put(place, run)
    submitted(machine, machine.id(node), node.args[0] if node.args else None, arguments.get(0, "experiments"))
    machine.note(Called(machine.id(node), node, "qiskit.assemble", (arguments.get(0, "experiments"),), guarded=False))
    return frozenset({Qobj(machine.id(node))})


def is_circuit_like(machine: Machine, value: Value) -> bool:
    """True for circuits, what was assembled of them, and lists that may hold some."""
    for atom in value:
        if isinstance(atom, (Circuit, Qobj)):
            return True
        if isinstance(atom, (Listing, Tuple)):
            state = machine.memory.look(atom.place) if isinstance(atom, Listing) else None
            parts = state.item if isinstance(state, ListState) else NOTHING
            items = atom.items if isinstance(atom, Tuple) else (parts,)
            if any(isinstance(a, (Circuit, Qobj)) for item in items for a in item):
                return True
    return False


def site_of_unknown(machine: Machine, atom: Unknown | Sym, node: ast.Call, arguments: Arguments) -> Value | None:
    """``x.run(circuit)`` of an ``x`` that is not known: a site, until its reads tell (see ``program``)."""
    value = arguments.get(0, *_RUN)
    if not is_circuit_like(machine, value):
        return None
    func = node.func
    assert isinstance(func, ast.Attribute)
    name = atom.name if isinstance(atom, Sym) else ""
    guarded = isinstance(atom, Sym) and atom.guarded
    backend: Value = frozenset({Backend("unknown", name, machine.id(func.value), guarded)})
    return site(machine, node, "run", backend, arguments, func.value, guarded=guarded)


def site(
    machine: Machine,
    node: ast.Call,
    form: str,
    backend: Value,
    arguments: Arguments,
    backend_node: ast.expr | None,
    *,
    guarded: bool = False,
    made: NodeId | None = None,
) -> Value:
    """The job of a site, which is noted with what it runs, and on what."""
    names = _EXECUTED if form == "execute" else _RUN
    value, circuits = arguments.get(0, *names), _written(node, names)
    qobjs = [atom for atom in value if isinstance(atom, Qobj)]
    guarded = guarded or machine.frame.guarded or any(isinstance(a, Backend) and a.guarded for a in backend)
    site = machine.id(node)
    submitted(machine, site, circuits, value)
    run = submission(machine, value)
    if "parameter_binds" in arguments.keywords:
        single = bool(backend) and all(isinstance(a, Backend) and a.family == "basicaer" for a in backend)
        run = replace(run, binds=binds_of(machine, arguments, single=single))
    qobj = made or (qobjs[0].call if len(qobjs) == 1 == len(value) else None)
    told = tuple(sorted(arguments.keywords.items()))
    asked = (run, circuits, backend_node, qobj, machine.frame.function, guarded, told)
    machine.note(SiteSeen(site, node, form, backend, *asked))
    return frozenset({Job(site)})


def binds_of(machine: Machine, arguments: Arguments, *, single: bool = False) -> Binds | None:
    """What ``parameter_binds`` binds; ``single``: to one value for each parameter, whatever they are.

    V (0.45): Aer takes lists of values, one dict for each circuit; BasicAer and ``assemble`` take one value for
    each parameter, any number of dicts, as Aer once did.
    """
    value = arguments.keywords.get("parameter_binds", NONE)
    if value == NONE:
        return None
    atom = only(value)
    state = machine.memory.look(atom.place) if isinstance(atom, Listing) else None
    if not isinstance(state, ListState):
        return Binds(POINTS if single else "", None)
    count = None if state.items is None else len(state.items)
    if single:
        return Binds(POINTS, count)
    kinds = {_kind_of_binds(machine, one) for one in state.item}
    if kinds == {POINTS} or (kinds == {""} and count != 1 and state.item):
        return Binds(POINTS, count)
    return Binds(SWEEP, _points(machine, state.item)) if kinds == {SWEEP} and count == 1 else Binds("", None)


def _values_bound(machine: Machine, atom: Atom) -> Value:
    state = machine.memory.look(atom.place) if isinstance(atom, Listing) and atom.place[0] == "dict" else None
    return state.item if isinstance(state, ListState) else NOTHING


def _kind_of_binds(machine: Machine, atom: Atom) -> str:
    values = _values_bound(machine, atom)
    if values and all(isinstance(v, (Number, Const)) or (isinstance(v, Sym) and v.name in _PI) for v in values):
        return POINTS
    arrays = [isinstance(v, (Listing, Tuple)) or (isinstance(v, Sym) and v.name in _ARRAYS) for v in values]
    return SWEEP if arrays and all(arrays) else ""


def _points(machine: Machine, dicts: Value) -> int | None:
    counts = set()
    for atom in dicts:
        for value in _values_bound(machine, atom):
            items = machine.items_of(frozenset({value}))
            counts.add(None if items is None else len(items))
    return counts.pop() if len(counts) == 1 else None


def submitted(machine: Machine, site: NodeId, circuits: ast.expr | None, value: Value) -> None:
    """Remember which name the program has for what a site runs."""
    atom = only(value)
    state = machine.memory.look(("site", atom.call)) if isinstance(atom, Qobj) else None
    if not isinstance(state, SubmittedList):
        state = SubmittedList(variable_of(circuits), machine.order_of(value).root)
    machine.memory.put(("site", site), state)


def qobj_attribute(machine: Machine, atom: Qobj, node: ast.Attribute) -> Value:
    """The attribute of what was assembled."""
    machine.note(Asked(atom.call, node.attr, machine.id(node)))
    return OPAQUE


def _written(node: ast.Call, names: tuple[str, ...]) -> ast.expr | None:
    """The expression of what is run; None where it comes through ``*``, or out of sight."""
    written = (keyword.value for keyword in node.keywords if keyword.arg in names)
    circuits = node.args[0] if node.args else next(written, None)
    return None if isinstance(circuits, ast.Starred) else circuits


def variable_of(node: ast.expr | None) -> str:
    """The variable, or attribute of one, that holds the circuits; through ``transpile``, ``assemble`` and ``list``."""
    while isinstance(node, ast.Call) and node.args:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in ("transpile", "assemble", "list"):
            return ""
        node = node.args[0]
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def qobj_method(machine: Machine, atom: Qobj, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of what was assembled: as any attribute of it."""
    return machine.attribute(atom, method_called(node))


def qobj_escapes(machine: Machine, atom: Qobj, node: ast.AST, how: str) -> None:
    """What was assembled goes out of sight."""
    machine.note(Asked(atom.call, how, machine.id(node)))
