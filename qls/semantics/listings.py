"""The interpreter's lists: methods, names and order of circuits in them, which one a reader means; jobs and results."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from qls.semantics.escapes import Escapes
from qls.semantics.python.machine import Arguments, Over
from qls.semantics.python.order import UNORDERED, Order
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Atom,
    Const,
    Instance,
    InstanceState,
    Listing,
    ListState,
    NodeId,
    Number,
    Sym,
    Tuple,
    Value,
    constant,
    join,
    only,
)
from qls.semantics.qiskit import several
from qls.semantics.qiskit.facts import POINTS, SWEEP, Binds, Read, Told
from qls.semantics.qiskit.naming import Name
from qls.semantics.qiskit.values import (
    Circuit,
    CircuitState,
    Counts,
    Executor,
    Job,
    Marginal,
    Qobj,
    Result,
    State,
    Submitted,
)

_KEEPS_NAME = {"decompose", "to_circuit"}
_ARRAYS = {f"numpy.{name}()" for name in ("array", "linspace", "arange", "zeros", "ones", "asarray")}
_PI = {"numpy.pi", "math.pi"}
_NAMES_ANEW = {"assign_parameters", "bind_parameters"}  # V: "circuit-7" becomes "circuit-7-8"


class Listings(Escapes):
    """Follows the names of circuits through lists."""

    # --- methods of lists --------------------------------------------------------------------------------------

    def list_method(self, atom: Listing, name: str, node: ast.Call, arguments: Arguments) -> Value:
        state = self.memory.look(atom.place)
        if not isinstance(state, ListState):
            return OPAQUE
        act = _METHODS.get(name)
        return OPAQUE if act is None else act(self, atom, state, name, node, arguments)

    def _list_put(self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        value = arguments.get(1 if name == "insert" else 0)
        certain = name == "append" and state.items is not None and self.round == 0 and not self.frame.loops
        items = (*state.items, value) if certain and len(state.items or ()) < 64 else None  # type: ignore[misc]
        order = state.order.grown(atom.place) if name == "append" else state.order.shuffled()
        order = self.order_with(order, value, node)
        part = state.part or several.keeps_some(self, value)
        self.memory.put(atom.place, ListState(join(state.item, value), items, order, part))
        return NONE

    def _list_extend(self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        value = self.iterate(arguments.get(0), node)
        added = self.order_of(arguments.get(0))
        order = state.order.grown(atom.place)
        order = order.followed_by(added, order.root, self.iterations)
        part = state.part or several.is_part(self, arguments.get(0))
        self.memory.put(atom.place, ListState(join(state.item, value), None, order, part))
        return NONE

    def _list_setdefault(
        self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
    ) -> Value:
        self.memory.put(atom.place, ListState(join(state.item, arguments.get(1)), None, part=True))
        return state.item or OPAQUE

    def _list_copy(self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        return self.new_list(node, state.item, state.items, order=state.order, part=state.part)

    def _list_pairs(self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        return self.new_list(node, frozenset({Tuple((OPAQUE, state.item or OPAQUE))}), None)

    def _list_take(self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        self.memory.put(atom.place, ListState(state.item, None, part=True) if name != "get" else state)
        return state.item or OPAQUE

    def _list_disturb(self, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        part = state.part or name in ("clear", "remove")
        self.memory.put(atom.place, ListState(state.item, None, part=part))
        return OPAQUE

    # --- names ------------------------------------------------------------------------------------------------

    def given_name(self, node: ast.AST, value: Value) -> Name | None:
        """What a circuit is called that is made at ``node``, given ``value`` as its name."""
        made = (self.id(node), self.context)
        if not value or (constant(value) is None and len(value) == 1 and isinstance(only(value), Const)):
            return Name(None, made, self.iterations)
        text = constant(value)
        return Name(text, made, self.iterations) if isinstance(text, str) else None

    def copy_name(self, name: Name | None, method: str, node: ast.Call, arguments: Arguments) -> Name | None:
        """What a circuit is called that the method of a circuit called ``name`` gives."""
        if method == "copy":
            given = arguments.get(0, "name")
            return self.given_name(node, given) if given else name
        if method in _NAMES_ANEW:
            return self.given_name(node, NOTHING)
        return name if method in _KEEPS_NAME else None

    def names_in(self, value: Value) -> frozenset[Name | None]:
        """What the circuits in ``value`` can be called; a string means a circuit of that name."""
        found: set[Name | None] = set()
        for atom in value:
            if isinstance(atom, Circuit):
                state = self.memory.look(atom.place)
                found.add(state.name if isinstance(state, CircuitState) else None)
            elif isinstance(atom, Const) and isinstance(atom.value, str):
                found.add(Name(atom.value, None))
            else:
                found.add(None)
        return frozenset(found)

    def one_name(self, value: Value) -> Name | None:
        names = self.names_in(value)
        return next(iter(names)) if len(names) == 1 else None

    # --- lists ------------------------------------------------------------------------------------------------

    def new_order(self, node: ast.AST) -> Order:
        """The order of a list that is made empty at ``node``."""
        return Order(("list", self.id(node), self.context), frozenset(), False, self.iterations)

    def order_of(self, value: Value) -> Order:
        atom = only(value)
        state = self.memory.look(atom.place) if isinstance(atom, Listing) and atom.place[0] != "dict" else None
        return state.order if isinstance(state, ListState) else UNORDERED

    def order_with(self, order: Order, value: Value, node: ast.AST) -> Order:
        """``order`` with the circuit ``value``, put at its end at ``node``."""
        if not any(isinstance(atom, Circuit) for atom in value):
            return Order(order.root, order.entries, True, order.loops)
        place = (self.id(node), self.context)
        return order.with_(self.names_in(value), place, self.iterations, self.fresh)

    def enter_loop(self, node: ast.AST, target: ast.expr | None, items: Value, iterated: ast.expr | None) -> None:
        """A round of the loop ``node`` begins, which binds ``target`` to each of ``items``."""
        order = self.order_of(items)
        self.iterations = (*self.iterations, self.id(node))
        self.fresh = frozenset() if order.repeats else frozenset(entry.key for entry in order.entries)
        own = any(isinstance(atom, Listing) and atom.place == order.root for atom in items)
        counts = isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name) and len(iterated.args) == 1
        counts = counts and not iterated.keywords  # type: ignore[union-attr]
        if isinstance(target, ast.Name):
            self.over = (*self.over, Over(self.frame, target.id, "", order.root, own))
        elif isinstance(target, ast.Tuple) and counts and iterated.func.id == "enumerate":  # type: ignore[union-attr]
            names = [part.id for part in target.elts if isinstance(part, ast.Name)]
            if len(names) == len(target.elts) == 2:
                self.over = (*self.over, Over(self.frame, names[1], names[0], order.root, own))

    def comprehended(self, node: ast.expr, generators: list[ast.comprehension], value: Value) -> Order:
        """The order of the list that a comprehension makes of ``value``."""
        outer = self.iterations[: -len(generators)]
        order = Order(("list", self.id(node), self.context), frozenset(), False, outer)
        order = self.order_with(order, value, node)
        first = self.over[-1] if self.over and len(generators) == 1 and not generators[0].ifs else None
        names = {name.key for name in self.names_in(value) if name is not None}
        if first is not None and first.frame is self.frame and first.root is not None and names and names <= self.fresh:
            order = Order(first.root, order.entries, order.repeats, outer)  # circuit for circuit, in the same order
        return order

    # --- parameters -------------------------------------------------------------------------------------------

    def binds_of(self, arguments: Arguments, single: bool = False) -> Binds | None:
        """What ``parameter_binds`` binds; ``single``: to one value for each parameter, whatever they are.

        V (0.45): Aer takes lists of values, one dict for each circuit; BasicAer and ``assemble`` take one value for
        each parameter, any number of dicts, as Aer once did.
        """
        value = arguments.keywords.get("parameter_binds", NONE)
        if value == NONE:
            return None
        atom = only(value)
        state = self.memory.look(atom.place) if isinstance(atom, Listing) else None
        if not isinstance(state, ListState):
            return Binds(POINTS if single else "", None)
        count = None if state.items is None else len(state.items)
        if single:
            return Binds(POINTS, count)
        kinds = {self._kind_of_binds(one) for one in state.item}
        if kinds == {POINTS} or (kinds == {""} and count != 1 and state.item):
            return Binds(POINTS, count)
        return Binds(SWEEP, self._points(state.item)) if kinds == {SWEEP} and count == 1 else Binds("", None)

    def _values_bound(self, atom: Atom) -> Value:
        state = self.memory.look(atom.place) if isinstance(atom, Listing) and atom.place[0] == "dict" else None
        return state.item if isinstance(state, ListState) else NOTHING

    def _kind_of_binds(self, atom: Atom) -> str:
        values = self._values_bound(atom)
        if values and all(isinstance(v, (Number, Const)) or (isinstance(v, Sym) and v.name in _PI) for v in values):
            return POINTS
        arrays = [isinstance(v, (Listing, Tuple)) or (isinstance(v, Sym) and v.name in _ARRAYS) for v in values]
        return SWEEP if arrays and all(arrays) else ""

    def _points(self, dicts: Value) -> int | None:
        counts = set()
        for atom in dicts:
            for value in self._values_bound(atom):
                items = self.items_of(frozenset({value}))
                counts.add(None if items is None else len(items))
        return counts.pop() if len(counts) == 1 else None

    # --- sites and readers ------------------------------------------------------------------------------------

    def submitted(self, site: NodeId, circuits: ast.expr | None, value: Value) -> None:
        """Remember which name the program has for what a site runs."""
        atom = only(value)
        state = self.memory.look(("site", atom.call)) if isinstance(atom, Qobj) else None
        if not isinstance(state, Submitted):
            state = Submitted(_name_of(circuits), self.order_of(value).root)
        self.memory.put(("site", site), state)

    def told(self, site: NodeId, node: ast.Call) -> Told | None:
        """How the reader ``node`` of the site's result says which circuit it means."""
        argument = _argument(node)
        state = self.memory.look(("site", site))
        if argument is None or not isinstance(state, Submitted):
            return None
        value = self.evaluate(argument)
        names = self.names_in(value)
        at_hand = state.root is not None and self._order_now(state.text).root == state.root
        root, how, counter = self._place_in_list(argument)
        return Told(
            names,
            root if root is not None and root == state.root else None,
            how,
            counter,
            state.text if at_hand else "",
            bool(state.text) and _name_of(argument) == state.text,
            bool(value) and all(isinstance(atom, Circuit) for atom in value),
            _is_text(argument) or all(name is not None and name.made is None for name in names),
        )

    def executed(self, atom: Executor, name: str, node: ast.Call, arguments: Arguments) -> Value:
        """``QuantumInstance(...).execute(circuits)``: a site that gives its result at once."""
        if name != "execute":
            self.hand_over(arguments, node, f".{name}", spoil=False)
            return OPAQUE
        backend = atom.node
        if isinstance(backend, ast.Name) and self.load(backend.id) != atom.backend:
            backend = None  # the name means another backend by now
        jobs = self.site(node, "instance", atom.backend, arguments, backend, made=atom.made)
        return frozenset(Result(job.site) for job in jobs if isinstance(job, Job))

    def job_method(self, atom: Job, name: str, node: ast.Call) -> Value:
        if name == "result":
            self.note(Read(self.id(node), node, "job.result", frozenset({atom})))
            return frozenset({Result(atom.site, atom.kind)})
        self.note(Read(self.id(node), node, f"job.{name}", frozenset({atom})))
        return OPAQUE

    def result_method(self, atom: Result, name: str, node: ast.Call, arguments: Arguments) -> Value:
        index = arguments.get(0, "experiment")
        read = f"marginal.{name}" if isinstance(atom, Marginal) else name
        self.note(Read(self.id(node), node, read, frozenset({atom}), index, self.told(atom.site, node)))
        if name == "get_counts":
            return frozenset({Counts(atom.site, self.id(node))})
        return frozenset({State(atom.site)}) if name in ("get_statevector", "get_unitary") else OPAQUE

    def _place_in_list(self, argument: ast.expr) -> tuple[Any, str, str]:
        if isinstance(argument, ast.Subscript) and not isinstance(argument.slice, ast.Slice):
            return self.order_of(self.evaluate(argument.value)).root, "item", ""
        if isinstance(argument, ast.Name):
            for over in reversed(self.over):
                if argument.id == over.variable and over.frame is self.frame:
                    return over.root, "each" if over.own else "copy", over.counter
        return None, "", ""

    def _order_now(self, text: str) -> Order:
        """The order of the list that goes by the name ``text`` now."""
        name, _, attribute = text.partition(".")
        value = self.load(name) if name else NOTHING
        atom = only(value)
        if attribute and isinstance(atom, Instance):
            state = self.memory.look(atom.place)
            value = state.get(attribute) if isinstance(state, InstanceState) else NOTHING
        elif attribute:
            return UNORDERED
        return self.order_of(value)


_Method = Callable[[Listings, Listing, ListState, str, ast.Call, Arguments], Value]
_METHODS: dict[str, _Method] = {
    **dict.fromkeys(("append", "add", "insert", "appendleft", "put"), Listings._list_put),
    **dict.fromkeys(("extend", "update"), Listings._list_extend),
    "setdefault": Listings._list_setdefault,
    **dict.fromkeys(("copy", "values"), Listings._list_copy),
    "items": Listings._list_pairs,
    **dict.fromkeys(("pop", "get", "popleft"), Listings._list_take),
    **dict.fromkeys(("clear", "remove", "sort", "reverse"), Listings._list_disturb),
}


def _argument(node: ast.Call) -> ast.expr | None:
    arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
    return arguments[0] if len(arguments) == 1 and not isinstance(arguments[0], ast.Starred) else None


def _name_of(node: ast.expr | None) -> str:
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


def _is_text(node: ast.expr) -> bool:
    """True for an expression that is certainly a string."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.Call):
        return (isinstance(node.func, ast.Name) and node.func.id == "str") or (
            isinstance(node.func, ast.Attribute) and node.func.attr == "format" and _is_text(node.func.value)
        )
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)) and _is_text(node.left)
