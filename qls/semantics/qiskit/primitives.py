"""V1 primitives: how they are made, what they run, what is read of their results."""

from __future__ import annotations

import ast

from qls.catalogue.primitives import CALLS_BACK, FIELDS, RUN, V1_PRIMITIVES
from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Atom,
    Const,
    Function,
    Listing,
    ListState,
    Number,
    Sym,
    Tuple,
    Value,
    only,
)
from qls.semantics.qiskit.facts import Asked, Field, Operands, PrimitiveMade, SiteSeen, Tuned
from qls.semantics.qiskit.half import is_of_v2
from qls.semantics.qiskit.observables import is_sound, observable_kind
from qls.semantics.qiskit.submissions import submission
from qls.semantics.qiskit.values import Counts, Job, Primitive, Result


def new_primitive(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """The V1 primitive that a call of its class makes."""
    kind, origin = V1_PRIMITIVES[name]
    guarded = atom.guarded or machine.frame.guarded
    backend = arguments.get(0, "backend", "session")
    unset = any(_entries(machine, atom) >= NONE for atom in arguments.keywords.get("options", NOTHING))
    machine.note(PrimitiveMade(machine.id(node), node, kind, origin, name, backend, guarded, unset))
    for value in arguments.all():
        machine.escape(value, node, f"argument:{name}")
    return frozenset({Primitive(kind, origin, machine.id(node), guarded)})


def _entries(machine: Machine, atom: Atom) -> Value:
    """What a dictionary may hold."""
    state = machine.memory.look(atom.place) if isinstance(atom, Listing) else None
    return state.item if isinstance(state, ListState) else NOTHING


def primitive_method(machine: Machine, atom: Primitive, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a V1 primitive: ``run`` is a site."""
    if name == "run":
        return primitive_run(machine, atom, node, arguments)
    if name == "set_options":
        unset = any(value >= NONE for value in arguments.keywords.values())
        machine.note(Tuned(atom.made, machine.id(node), node, unset=unset))
        return NONE
    machine.note(Asked(atom.made, name, machine.id(node)))
    machine.hand_over(arguments, node, f".{name}", spoil=False)
    return OPAQUE


def primitive_run(machine: Machine, atom: Primitive, node: ast.Call, arguments: Arguments) -> Value:
    """The site that ``run`` of a V1 primitive is."""
    names = RUN[atom.kind]
    given = {**dict(zip(names, arguments.positional, strict=False)), **arguments.keywords}
    given_operands = tuple(
        (name, operands(machine, given[name], observables=name == "observables")) for name in names[1:] if name in given
    )
    circuits = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == names[0]), None)
    site = machine.id(node)
    assert isinstance(node.func, ast.Attribute)
    machine.note(
        SiteSeen(
            site,
            node,
            form=atom.kind,
            backend=frozenset({atom}),
            submission=submission(machine, given.get(names[0], NOTHING)),
            circuits=None if isinstance(circuits, ast.Starred) else circuits,
            backend_node=node.func.value,
            qobj=None,
            function=machine.frame.function,
            guarded=machine.frame.guarded or atom.guarded,
            keywords=tuple(sorted(given.items())),
            operands=given_operands,
        )
    )
    return frozenset({Job(site, atom.kind)})


def operands(machine: Machine, value: Value, *, observables: bool) -> Operands:
    """What a primitive is given beside its circuits."""
    many: set[bool | None] = set()
    kinds: set[str] = set()
    length: int | None = None
    tell = observable_kind if observables else _number_kind
    for atom in value:
        if _is_sequence(atom):
            many.add(True)
            items = machine.items_of(frozenset({atom}))
            length = None if items is None else len(items)
            parts = machine.iterate(frozenset({atom}), machine.nowhere) or OPAQUE
        else:
            many.add(False if _is_one(atom, observables=observables) else None)
            parts = frozenset({atom})
        kinds |= set(map(tell, parts))
        if observables and not all(map(is_sound, parts)):
            kinds.add("unsure")
    shape = next(iter(many)) if len(many) == 1 else None
    return Operands(shape, length if len(value) == 1 else None, frozenset(kinds), any(map(_may_be_tuple, value)))


def primitive_field(machine: Machine, atom: Atom, node: ast.Attribute) -> Value | None:
    """A field of a V1 result; None, and a note of it, where it is that of something else."""
    if not isinstance(atom, Result) or node.attr not in FIELDS.get(atom.kind, ()):
        of_v2 = isinstance(atom, Sym) and is_of_v2(atom)
        machine.note(Field(machine.id(node), node, node.attr, frozenset({atom}) if of_v2 else OPAQUE))
        return None
    machine.note(Field(machine.id(node), node, node.attr, frozenset({atom})))
    if node.attr != "quasi_dists":
        return OPAQUE
    place = ("list", machine.id(node), machine.context)
    machine.memory.put(place, ListState(frozenset({Counts(atom.site, machine.id(node))})))
    return frozenset({Listing(place)})


def called_back(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> bool:
    """``minimize(cost, start, args=(…))``: the program's function is called with a point and those arguments."""
    at, extra, keyword = CALLS_BACK[name]
    rest = machine.items_of(arguments.get(extra, "args") or frozenset({Tuple(())}))
    function = only(arguments.get(at, keyword))
    if rest is None or not isinstance(function, Function):
        return False
    machine.call_function(function, [OPAQUE, *rest], {}, node)
    for value in arguments.all():
        if function not in value:
            machine.escape(frozenset(a for a in value if not isinstance(a, Tuple)), node, f"argument:{name}")
    return True


def primitive_attribute(machine: Machine, atom: Primitive, node: ast.Attribute) -> Value:
    """The attribute of a V1 primitive."""
    machine.note(Asked(atom.made, node.attr, machine.id(node)))
    return OPAQUE


def _is_sequence(atom: Atom) -> bool:
    return isinstance(atom, Tuple) or (isinstance(atom, Listing) and atom.place[0] != "dict")


def _may_be_tuple(atom: Atom) -> bool:
    return isinstance(atom, Tuple) or (isinstance(atom, Listing) and atom.place[0] != "list")


def _is_one(atom: Atom, *, observables: bool) -> bool:
    """True for what is known to be one observable, or one parameter value."""
    if observables:
        return observable_kind(atom) != "unknown"
    return isinstance(atom, Const) or _number_kind(atom) == "number"


def _number_kind(atom: Atom) -> str:
    if isinstance(atom, (Listing, Tuple)):
        return "row"
    if isinstance(atom, Number) or (isinstance(atom, Const) and isinstance(atom.value, (int, float))):
        return "number"
    return "unknown"


def primitive_escapes(machine: Machine, atom: Primitive, node: ast.AST, how: str) -> None:
    """A V1 primitive goes out of sight."""
    machine.note(Asked(atom.made, how, machine.id(node)))


def primitive_set(machine: Machine, atom: Primitive, target: ast.Attribute, value: Value) -> None:
    """An attribute of a V1 primitive is assigned: its options may be others."""
    machine.escape(value, target, "stored")
    machine.note(Tuned(atom.made, machine.id(target), target))
