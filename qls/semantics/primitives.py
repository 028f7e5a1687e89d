"""The interpreter's V1 primitives: how they are made, what they run, what is read of their results."""

from __future__ import annotations

import ast

from qls.catalogue.primitives import CALLS_BACK, FIELDS, RUN, V1_PRIMITIVES
from qls.semantics.circuits import Circuits
from qls.semantics.python.machine import Arguments
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
from qls.semantics.qiskit.observables import is_sound, observable_kind
from qls.semantics.qiskit.values import Backend, Counts, Job, Options, Primitive, Result


class Primitives(Circuits):
    """Makes V1 primitives and notes what they run."""

    def new_primitive(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        kind, origin = V1_PRIMITIVES[name]
        guarded = atom.guarded or self.frame.guarded
        backend = arguments.get(0, "backend", "session")
        self.note(PrimitiveMade(self.id(node), node, kind, origin, name, backend, guarded))
        for value in arguments.all():
            self.escape(value, node, f"argument:{name}")
        return frozenset({Primitive(kind, origin, self.id(node), guarded)})

    def primitive_method(self, atom: Primitive, name: str, node: ast.Call, arguments: Arguments) -> Value:
        if name == "run":
            return self.primitive_run(atom, node, arguments)
        if name == "set_options":
            self.note(Tuned(atom.made, self.id(node), node))
            return NONE
        self.note(Asked(atom.made, name, self.id(node)))
        self.hand_over(arguments, node, f".{name}", spoil=False)
        return OPAQUE

    def tune(self, atom: Atom, node: ast.AST) -> None:
        if isinstance(atom, (Backend, Primitive)):
            self.note(Tuned(atom.made, self.id(node), node))
        elif isinstance(atom, Options):
            self.note(Tuned(atom.of, self.id(node), node, direct=True))

    def primitive_run(self, atom: Primitive, node: ast.Call, arguments: Arguments) -> Value:
        names = RUN[atom.kind]
        given = {**dict(zip(names, arguments.positional, strict=False)), **arguments.keywords}
        operands = tuple(
            (name, self.operands(given[name], name == "observables")) for name in names[1:] if name in given
        )
        circuits = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == names[0]), None)
        site = self.id(node)
        assert isinstance(node.func, ast.Attribute)
        self.note(
            SiteSeen(
                site,
                node,
                atom.kind,
                frozenset({atom}),
                self.submission(given.get(names[0], NOTHING)),
                None if isinstance(circuits, ast.Starred) else circuits,
                node.func.value,
                None,
                self.frame.function,
                self.frame.guarded or atom.guarded,
                tuple(sorted(given.items())),
                operands,
            )
        )
        return frozenset({Job(site, atom.kind)})

    def operands(self, value: Value, observables: bool) -> Operands:
        """What a primitive is given beside its circuits."""
        many: set[bool | None] = set()
        kinds: set[str] = set()
        length: int | None = None
        tell = observable_kind if observables else _number_kind
        for atom in value:
            if _is_sequence(atom):
                many.add(True)
                items = self.items_of(frozenset({atom}))
                length = None if items is None else len(items)
                parts = self.iterate(frozenset({atom}), self.nowhere) or OPAQUE
            else:
                many.add(False if _is_one(atom, observables) else None)
                parts = frozenset({atom})
            kinds |= set(map(tell, parts))
            if observables and not all(map(is_sound, parts)):
                kinds.add("unsure")
        shape = next(iter(many)) if len(many) == 1 else None
        return Operands(shape, length if len(value) == 1 else None, frozenset(kinds), any(map(_may_be_tuple, value)))

    def primitive_field(self, atom: Atom, node: ast.Attribute) -> Value | None:
        """A field of a V1 result; None, and a note of it, where it is that of something else."""
        if not isinstance(atom, Result) or node.attr not in FIELDS.get(atom.kind, ()):
            self.note(Field(self.id(node), node, node.attr, OPAQUE))
            return None
        self.note(Field(self.id(node), node, node.attr, frozenset({atom})))
        if node.attr != "quasi_dists":
            return OPAQUE
        place = ("list", self.id(node), self.context)
        self.memory.put(place, ListState(frozenset({Counts(atom.site, self.id(node))})))
        return frozenset({Listing(place)})

    def called_back(self, name: str, node: ast.Call, arguments: Arguments) -> bool:
        """``minimize(cost, start, args=(…))``: the program's function is called with a point and those arguments."""
        at, extra, keyword = CALLS_BACK[name]
        rest = self.items_of(arguments.get(extra, "args") or frozenset({Tuple(())}))
        function = only(arguments.get(at, keyword))
        if rest is None or not isinstance(function, Function):
            return False
        self.call_function(function, [OPAQUE, *rest], {}, node)  # type: ignore[attr-defined]
        for value in arguments.all():
            if function not in value:
                self.escape(frozenset(a for a in value if not isinstance(a, Tuple)), node, f"argument:{name}")
        return True


def _is_sequence(atom: Atom) -> bool:
    return isinstance(atom, Tuple) or (isinstance(atom, Listing) and atom.place[0] != "dict")


def _may_be_tuple(atom: Atom) -> bool:
    return isinstance(atom, Tuple) or (isinstance(atom, Listing) and atom.place[0] != "list")


def _is_one(atom: Atom, observables: bool) -> bool:
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
