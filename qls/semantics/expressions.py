"""The interpreter's expressions: what a name, an attribute, an item, a display gives."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from qls.catalogue import families, roles
from qls.catalogue.members import DATA, GIVES
from qls.catalogue.primitives import ALL_FIELDS
from qls.semantics.calls import Calls
from qls.semantics.python import exports, narrowing
from qls.semantics.python.arithmetic import arithmetic, is_printed_real, number_of
from qls.semantics.python.dispatch import handlers
from qls.semantics.python.frames import Frame
from qls.semantics.python.order import UNORDERED, Order
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    NUMBER,
    OPAQUE,
    Atom,
    Class,
    Const,
    Function,
    Instance,
    InstanceState,
    Listing,
    ListState,
    NodeId,
    Number,
    Sym,
    Tuple,
    Unknown,
    Value,
    constant,
    in_order,
    join,
    only,
    union,
)
from qls.semantics.qiskit import counted, lost, observables, settings, several, sums
from qls.semantics.qiskit.facts import Asked, Named, Read
from qls.semantics.qiskit.observables import SUMS, Observable, observable_kind, repeated
from qls.semantics.qiskit.values import (
    Backend,
    Circuit,
    Counts,
    Job,
    Marginal,
    Options,
    Outcomes,
    Primitive,
    Provider,
    Qobj,
    Result,
    State,
)

_LONGEST_NAME = 160
_DEEPEST = 3  # tuples inside tuples; a loop that wraps its own value would nest without end


class Expressions(Calls):
    """Evaluates expressions to values."""

    frame: Frame

    @cached_property
    def _on(self) -> dict[type, Callable[[Any], Value]]:
        return handlers(self, "on_")

    def evaluate(self, node: ast.expr) -> Value:
        handler = self._on.get(type(node))
        if handler is not None:
            return handler(node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child)
        return OPAQUE

    def on_Constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, (str, int, float, bool, type(None))):
            return frozenset({Const(node.value)})
        return OPAQUE

    def on_Name(self, node: ast.Name) -> Value:
        return self.load(node.id)

    def on_Call(self, node: ast.Call) -> Value:
        return self.call(node)

    def on_Await(self, node: ast.Await) -> Value:
        return self.evaluate(node.value)

    def on_NamedExpr(self, node: ast.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self.assign(node.target, value, node)
        return value

    def on_IfExp(self, node: ast.IfExp) -> Value:
        self.evaluate(node.test)
        body = narrowing.part(self, node.test, node.body, True)
        return join(body, narrowing.part(self, node.test, node.orelse, False))

    def on_BoolOp(self, node: ast.BoolOp) -> Value:
        value = NOTHING
        for part in node.values:
            found = self.evaluate(part)
            kept = found - NONE if isinstance(node.op, ast.Or) and part is not node.values[-1] else found
            value = join(value, kept)
        return value

    def on_Compare(self, node: ast.Compare) -> Value:
        self.evaluate(node.left)
        for part in node.comparators:
            self.evaluate(part)
        return NUMBER

    def on_UnaryOp(self, node: ast.UnaryOp) -> Value:
        value = self.evaluate(node.operand)
        number = constant(value)
        if isinstance(node.op, ast.USub) and isinstance(number, (int, float)):
            return frozenset({Const(-number)})
        if isinstance(node.op, ast.USub) and value and all(observable_kind(a) in SUMS for a in value):
            return observables.negated(value)
        return NUMBER if isinstance(node.op, ast.Not) else frozenset(a for a in value if isinstance(a, State)) | OPAQUE

    def on_BinOp(self, node: ast.BinOp) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        return left if is_printed_real(node, left) else self.augmented(left, right, node)

    def augmented(self, left: Value, right: Value, node: ast.BinOp | ast.AugAssign) -> Value:
        """``left op right``."""
        circuits = [a for a in left if isinstance(a, Circuit)]
        if circuits and len(circuits) == len(left):
            return self.combined(circuits, right, node)
        if isinstance(node.op, ast.Add):
            sums.of_others(self, left, right, node)
        known = _worked_out(left, right, node.op) if self.round == 0 else None
        if known is not None:
            return known
        operator = observables.algebra(left, right, node.op, exact=self.round == 0)
        if operator is not None:
            return frozenset({operator})
        states = frozenset(a for a in left | right if isinstance(a, State))
        if states:
            return states | OPAQUE
        if any(isinstance(a, (Listing, Tuple)) for a in left | right):
            return self.concatenated(left, right, node)
        if isinstance(node.op, ast.Mod) and isinstance(constant(left), str):
            self.escape(right, node, "printed")
        return _of_numbers(left, right, node.op)

    def concatenated(self, left: Value, right: Value, node: ast.AST) -> Value:
        items: list[Value] | None = []
        item: Value = NOTHING
        place = ("list", self.id(node), self.context)
        order = self.order_of(left).followed_by(self.order_of(right), place, self.iterations)
        for side in (left, right):
            known = self.items_of(side)
            item = join(item, self.iterate(side, node) if known is None else union(known))
            items = None if items is None or known is None else items + list(known)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            items = None
            if not any(isinstance(atom, (Listing, Tuple)) for atom in left):
                left, right = right, left  # n * [circuit]
            count = constant(right)
            known = self.items_of(left)
            if known is not None and isinstance(count, int) and 0 <= count * len(known) <= 64:
                items = list(known) * count
            item, order = self.iterate(left, node), UNORDERED
        part = several.is_part(self, left | right)
        return self.new_list(node, item, None if items is None else tuple(items), order=order, part=part)

    def items_of(self, value: Value) -> tuple[Value, ...] | None:
        """The items one by one of a list or tuple whose length is known."""
        atom = only(value)
        if isinstance(atom, Tuple):
            return atom.items
        if isinstance(atom, Listing) and atom.place[0] != "dict":
            state = self.memory.look(atom.place)
            return state.items if isinstance(state, ListState) else None
        return None

    def on_List(self, node: ast.List) -> Value:
        return self.display(node, node.elts)

    def on_Set(self, node: ast.Set) -> Value:
        return self.display(node, node.elts)

    def on_Tuple(self, node: ast.Tuple) -> Value:
        if any(isinstance(item, ast.Starred) for item in node.elts) or len(node.elts) > 40:
            return self.display(node, node.elts)
        items = tuple(self.evaluate(item) for item in node.elts)
        if _depth(items) > _DEEPEST:
            return self.new_list(node, union(items), None)
        return frozenset({Tuple(items)})

    def display(self, node: ast.expr, elements: list[ast.expr]) -> Value:
        values, exact = [], len(elements) <= 64
        for item in elements:
            if isinstance(item, ast.Starred):
                values.append(self.iterate(self.evaluate(item.value), item))
                exact = False
            else:
                values.append(self.evaluate(item))
        order = self.new_order(node)
        for value, item in zip(values, elements, strict=True):
            order = self.order_with(order, value, item)
        if not exact:
            order = UNORDERED
        part = any(several.is_old(self, value) for value in values)
        return self.new_list(node, union(values), tuple(values) if exact else None, order=order, part=part)

    def on_Dict(self, node: ast.Dict) -> Value:
        values = []
        for key in node.keys:
            if key is not None:
                self.evaluate(key)
        values = [self.evaluate(value) for value in node.values]
        return self.new_list(node, union(values), None, "dict")

    def on_ListComp(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
        return self.comprehension(node, node.generators, node.elt)

    on_GeneratorExp = on_SetComp = on_ListComp

    def on_DictComp(self, node: ast.DictComp) -> Value:
        value = self.comprehension(node, node.generators, node.value, node.key)
        item = self.iterate(value, node)
        return self.new_list(node, item, None, "dict")

    def comprehension(
        self, node: ast.expr, generators: list[ast.comprehension], element: ast.expr, key: ast.expr | None = None
    ) -> Value:
        inner = self.inner_frame()
        outer, self.frame = self.frame, inner
        around = self.iterations, self.fresh, self.over
        try:
            length: int | None = 1
            part = False
            for generator in generators:
                items = self.evaluate(generator.iter)
                part = part or bool(generator.ifs) or several.is_part(self, items)
                self.enter_loop(node, generator.target, items, generator.iter)
                known = self.items_of(items)
                exact = known is not None and not generator.ifs and length is not None
                length = length * len(known) if exact and known is not None and length is not None else None
                self.assign(generator.target, self.iterate(items, generator.iter) or OPAQUE, node)
                for test in generator.ifs:
                    self.evaluate(test)
            if key is not None:
                self.evaluate(key)
            value = self.evaluate(element)
            order = self.comprehended(node, generators, value)
            some = part and several.is_old(self, value)
        finally:
            self.frame = outer
            self.iterations, self.fresh, self.over = around
        items_known = (value,) * length if length is not None and length <= 64 else None
        return self.new_list(node, value, items_known, order=order, part=some)

    def on_Lambda(self, node: ast.Lambda) -> Value:
        return frozenset({Function(self.define_lambda(node))})

    def on_JoinedStr(self, node: ast.JoinedStr) -> Value:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.escape(self.evaluate(part.value), part.value, "printed")
        return OPAQUE

    def on_Starred(self, node: ast.Starred) -> Value:
        return self.iterate(self.evaluate(node.value), node)

    def on_Yield(self, node: ast.Yield | ast.YieldFrom) -> Value:
        if node.value is not None:
            value = self.evaluate(node.value)
            if isinstance(node, ast.YieldFrom):
                value = self.iterate(value, node)
            self.frame.returned = join(self.frame.returned, self.new_list(node, value, None))
        return OPAQUE

    on_YieldFrom = on_Yield

    def on_Slice(self, node: ast.Slice) -> Value:
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                self.evaluate(part)
        return OPAQUE

    # --- attributes and items ---------------------------------------------------------------------------------

    def on_Attribute(self, node: ast.Attribute) -> Value:
        counts = counted.of_results(self, node)
        if counts is not None:
            return counts
        owner = self.evaluate(node.value)
        lost.member(self, owner, node.attr, node)
        value = NOTHING
        for atom in in_order(owner):
            value = join(value, self.attribute(atom, node))
        return value

    def attribute(self, atom: Atom, node: ast.Attribute) -> Value:
        """The attribute of one atom, where it is not called at once."""
        field = self.primitive_field(atom, node) if node.attr in ALL_FIELDS else None
        if field is not None:
            return field
        act = _ATTRIBUTES.get(type(atom))
        return OPAQUE if act is None else act(self, atom, node)

    def _attribute_of_instance(self, atom: Instance, node: ast.Attribute) -> Value:
        state = self.memory.look(atom.place)
        value = state.get(node.attr) if isinstance(state, InstanceState) else NOTHING
        value = value or self.class_member(atom.of, node.attr)
        return self.bind(value, atom, node) if value else OPAQUE

    def _attribute_of_class(self, atom: Class, node: ast.Attribute) -> Value:
        return self.class_member(atom.node, node.attr) or OPAQUE

    def _attribute_of_unknown(self, atom: Unknown, node: ast.Attribute) -> Value:
        if node.attr in roles.CIRCUIT_PARTS and isinstance(node.value, ast.Name):
            self.store(node.value.id, self.unknown_circuit(node))
        return OPAQUE

    def _attribute_of_circuit(self, atom: Circuit, node: ast.Attribute) -> Value:
        if node.attr == "data":  # a list that may be changed: what is measured where is no longer certain
            self.memory.put(atom.place, replace(self.state_of(atom), wiring=None))
            return frozenset({Sym(DATA)})
        return NUMBER if node.attr.startswith("num_") else OPAQUE

    def _attribute_of_backend(self, atom: Backend, node: ast.Attribute) -> Value:
        return settings.attribute(self, atom, node, node.attr)

    def _attribute_of_options(self, atom: Options, node: ast.Attribute) -> Value:
        if node.attr.startswith("_"):
            settings.changed(self, frozenset({atom}), node)
        return OPAQUE

    def _attribute_of_provider(self, atom: Provider, node: ast.Attribute) -> Value:
        if node.attr in ("backend", "backends", "service"):
            return frozenset({Provider(atom.family, atom.guarded)})
        if atom.family == "ibm":
            return frozenset({Backend("ibm", node.attr, self.id(node), atom.guarded)})
        return OPAQUE

    def _attribute_of_primitive(self, atom: Primitive, node: ast.Attribute) -> Value:
        self.note(Asked(atom.made, node.attr, self.id(node)))
        return OPAQUE

    def _attribute_of_qobj(self, atom: Qobj, node: ast.Attribute) -> Value:
        self.note(Asked(atom.call, node.attr, self.id(node)))
        return OPAQUE

    def _attribute_of_outcome(self, atom: Job | Result | Counts | State, node: ast.Attribute) -> Value:
        if not isinstance(atom, Counts) or node.attr in roles.COUNTS_ATTRIBUTES:
            self.use(atom, f"attribute:{node.attr}", node)
        return OPAQUE

    def member(self, atom: Sym, node: ast.Attribute) -> Value:
        name = f"{atom.name}.{node.attr}"
        if len(name) > _LONGEST_NAME:
            return OPAQUE
        detail = node.attr in roles.RUNTIME_DETAILS and name.startswith(roles.RUNTIME_JOBS)
        if detail or name.startswith(roles.RUNTIME_OPTIONS):
            self.note(Named(self.id(node), node, name, atom.guarded))
        if name.startswith("qiskit") and "()" not in name:
            self.note(Named(self.id(node), node, name, atom.guarded))
            family = families.PROVIDERS.get(roles.canonical(name))
            if family is not None:
                return frozenset({Provider(family, atom.guarded)})
        return frozenset({observables.derived(atom, name)})

    def class_member(self, id: NodeId, name: str) -> Value:
        state = self.memory.look(("class", id))
        value = state.get(name) if isinstance(state, InstanceState) else NOTHING
        if value:
            return value
        node = self.definitions[id].node if id in self.definitions else None
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                for atom in self.evaluate(base):
                    if isinstance(atom, Class) and atom.node != id:
                        value = join(value, self.class_member(atom.node, name))
        return value

    def bind(self, value: Value, owner: Atom, node: ast.AST) -> Value:
        """Make methods of ``owner`` out of functions found on its class."""
        bound = NOTHING
        for atom in value:
            if isinstance(atom, Function) and atom.bound is None and atom.node in self.definitions:
                definition = self.definitions[atom.node]
                names = exports.decorators(definition.node)
                if definition.owner is None or "staticmethod" in names:
                    bound |= {atom}
                elif "property" in names or "cached_property" in names:
                    method = Function(atom.node, owner)
                    bound = join(bound, self.call_function(method, [], {}, node))
                else:
                    bound |= {Function(atom.node, owner)}
            elif not (isinstance(atom, Unknown) and len(value) > 1):
                bound |= {atom}
        return bound or OPAQUE

    def on_Subscript(self, node: ast.Subscript) -> Value:
        owner = self.evaluate(node.value)
        index = self.evaluate(node.slice)
        position = constant(index)
        if isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in ("globals", "locals"):
            exports.named_in(self, index, node, "globals")
        value = NOTHING
        for atom in owner:
            value = join(value, self.item(atom, position, node))
        return value

    def item(self, atom: Atom, position: Any, node: ast.Subscript) -> Value:
        if isinstance(atom, (Listing, Tuple)):
            return self._item_of_list(atom, position, node)
        if isinstance(atom, (Job, Result, State)):
            self.use(atom, "item", node)
            return OPAQUE
        if isinstance(atom, Counts):
            if not isinstance(position, str):
                return frozenset({atom, *OPAQUE})  # one of several, perhaps
            self.note(Read(self.id(node), node, "counts.[]", frozenset({atom})))  # type: ignore[arg-type]
            return OPAQUE
        if isinstance(atom, Outcomes) and type(position) is int:
            counted.read_first(self, frozenset({atom}), node)
        if isinstance(atom, Provider):
            return frozenset({Backend(atom.family, "", self.id(node), atom.guarded)})
        if isinstance(atom, Sym):
            name = atom.name + "[]"
            return OPAQUE if len(name) > _LONGEST_NAME else frozenset({observables.derived(atom, name)})
        return OPAQUE

    def _item_of_list(self, atom: Listing | Tuple, position: Any, node: ast.Subscript) -> Value:
        items = self.items_of(frozenset({atom}))
        if isinstance(node.slice, ast.Slice):
            return self.new_list(node, self.iterate(frozenset({atom}), node), None, part=True)
        if items is not None and type(position) is int and -len(items) <= position < len(items):
            return items[position]
        if isinstance(atom, Tuple):
            return union(atom.items)
        state = self.memory.look(atom.place)
        return state.item if isinstance(state, ListState) and state.item else OPAQUE

    def iterate(self, value: Value, node: ast.AST) -> Value:
        """Any item of ``value``."""
        item = NOTHING
        for atom in value:
            if isinstance(atom, Listing):
                state = self.memory.look(atom.place)
                if atom.place[0] == "dict":
                    item = join(item, OPAQUE)
                elif isinstance(state, ListState):
                    item = join(item, state.item)
            elif isinstance(atom, Tuple):
                item = join(item, union(list(atom.items)))
            elif isinstance(atom, Counts):
                item = join(item, frozenset({atom, *OPAQUE}))
            elif isinstance(atom, Sym) and atom.name.startswith(roles.RUNTIME_JOBS) and len(atom.name) < _LONGEST_NAME:
                item = join(item, frozenset({Sym(f"{atom.name}[]", atom.guarded)}))
            elif isinstance(atom, Circuit):
                item = join(item, frozenset({Sym(GIVES[f"{DATA}[]"])}))
            elif isinstance(atom, (Job, Result, State)):
                self.use(atom, "iterated", node)
                item = join(item, OPAQUE)
            elif isinstance(atom, Sym) and (f"{atom.name}[]" in GIVES or observable_kind(atom) in (*SUMS, "paulis")):
                item = join(item, frozenset({observables.derived(atom, f"{atom.name}[]")}))
            else:
                item = join(item, OPAQUE)
        return item

    def new_list(
        self,
        node: ast.AST,
        item: Value,
        items: tuple[Value, ...] | None,
        kind: str = "list",
        order: Order = UNORDERED,
        part: bool = False,
    ) -> Value:
        place = (kind, self.id(node), self.context)
        self.memory.put(place, ListState(item, items, order, part))
        return frozenset({Listing(place)})


# What attributes are, by the kind of what has them; a subclass has a row of its own.
_Attribute = Callable[[Expressions, Any, ast.Attribute], Value]
_ATTRIBUTES: dict[type[Atom], _Attribute] = {
    Sym: Expressions.member,
    Observable: Expressions.member,
    Instance: Expressions._attribute_of_instance,
    Class: Expressions._attribute_of_class,
    Unknown: Expressions._attribute_of_unknown,
    Circuit: Expressions._attribute_of_circuit,
    Backend: Expressions._attribute_of_backend,
    Options: Expressions._attribute_of_options,
    Provider: Expressions._attribute_of_provider,
    Primitive: Expressions._attribute_of_primitive,
    Qobj: Expressions._attribute_of_qobj,
    **dict.fromkeys((Job, Result, Marginal, Counts, State), Expressions._attribute_of_outcome),
}


def _worked_out(left: Value, right: Value, op: ast.operator) -> Value | None:
    """What two whole numbers give, or a string that is repeated or lengthened; None for anything else."""
    one, two = constant(left), constant(right)
    if type(one) is int and type(two) is int:
        answer = arithmetic(op, one, two)
        return number_of(op, left, right) if answer is None else frozenset({Const(answer)})
    text = repeated(op, one, two) if isinstance(one, str) else None
    return None if text is None else frozenset({Const(text[:200])})


def _of_numbers(left: Value, right: Value, op: ast.operator) -> Value:
    """A number, where both sides are numbers or one of them is one that is not known; else anything."""
    both = all(isinstance(a, (Number, Const)) and not isinstance(getattr(a, "value", 0), str) for a in left | right)
    one = any(side and all(isinstance(a, Number) for a in side) for side in (left, right))
    return number_of(op, left, right) if both or one else OPAQUE


def _depth(items: tuple[Value, ...], depth: int = 1) -> int:
    if depth > _DEEPEST:
        return depth
    inner = [_depth(atom.items, depth + 1) for value in items for atom in value if isinstance(atom, Tuple)]
    return max(inner, default=depth)
