"""The machine's expressions: what a name, an attribute, an item, a display gives."""

from __future__ import annotations

import ast
from functools import cached_property

from qls.semantics.python import exports, narrowing, parts
from qls.semantics.python.arithmetic import arithmetic, is_printed_real, number_of, repeated
from qls.semantics.python.calls import Calls
from qls.semantics.python.dispatch import Handlers
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
    InstanceState,
    Listing,
    ListState,
    NodeId,
    Number,
    Tuple,
    Unknown,
    Value,
    constant,
    in_order,
    join,
    only,
    union,
)

_DEEPEST = 3  # tuples inside tuples; a loop that wraps its own value would nest without end

_MOST_ITEMS = 1000  # of a list that is put together, each known by itself


class Expressions(Calls):
    """Evaluates expressions to values."""

    frame: Frame

    @cached_property
    def _on(self) -> Handlers[Value]:
        return Handlers(self, "on_")

    def evaluate(self, node: ast.expr) -> Value:
        """What an expression can be."""
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
        body = narrowing.part(self, node.test, node.body, holds=True)
        return join(body, narrowing.part(self, node.test, node.orelse, holds=False))

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
        known = self.models.unary(value, node.op)
        return known if known is not None else NUMBER if isinstance(node.op, ast.Not) else OPAQUE

    def on_BinOp(self, node: ast.BinOp) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        return left if is_printed_real(node, left) else self.augmented(left, right, node)

    def augmented(self, left: Value, right: Value, node: ast.BinOp | ast.AugAssign) -> Value:
        """``left op right``."""
        known = self.models.binary(self, left, right, node)
        if known is None and self.round == 0:
            known = _worked_out(left, right, node.op)
        if known is not None:
            return known
        if any(isinstance(a, (Listing, Tuple)) for a in left | right):
            return self.concatenated(left, right, node)
        if isinstance(node.op, ast.Mod) and isinstance(constant(left), str):
            self.escape(right, node, "printed")
        return _of_numbers(left, right, node.op)

    def concatenated(self, left: Value, right: Value, node: ast.AST) -> Value:
        """The list that ``left + right`` gives, or ``left * right`` of a list and a number."""
        items: list[Value] | None = []
        item: Value = NOTHING
        place = ("list", self.id(node), self.context)
        order = self.order_of(left).followed_by(self.order_of(right), place, self.iterations)
        for side in (left, right):
            known = self.items_of(side)
            item = join(item, self.iterate(side, node) if known is None else union(known))
            items = None if items is None or known is None else items + list(known)
        if items is not None and len(items) > _MOST_ITEMS:
            items = None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            items = None
            if not any(isinstance(atom, (Listing, Tuple)) for atom in left):
                left, right = right, left  # n * [item]
            count = constant(right)
            known = self.items_of(left)
            if known is not None and isinstance(count, int) and 0 <= count * len(known) <= 64:
                items = list(known) * count
            item, order = self.iterate(left, node), UNORDERED
        part = parts.is_part(self, left | right)
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
        """The list that a display makes of ``elements``."""
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
        part = any(parts.is_old(self, value) for value in values)
        return self.new_list(node, union(values), tuple(values) if exact else None, order=order, part=part)

    def on_Dict(self, node: ast.Dict) -> Value:
        values = []
        for key in node.keys:
            if key is not None:
                self.evaluate(key)
        values = [self.evaluate(value) for value in node.values]
        return self.new_list(node, union(values), None, kind="dict")

    def on_ListComp(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
        return self.comprehension(node, node.generators, node.elt)

    on_GeneratorExp = on_SetComp = on_ListComp

    def on_DictComp(self, node: ast.DictComp) -> Value:
        value = self.comprehension(node, node.generators, node.value, node.key)
        item = self.iterate(value, node)
        return self.new_list(node, item, None, kind="dict")

    def comprehension(
        self, node: ast.expr, generators: list[ast.comprehension], element: ast.expr, key: ast.expr | None = None
    ) -> Value:
        """The list that a comprehension makes of what ``element`` is in its loops."""
        inner = self.inner_frame()
        outer, self.frame = self.frame, inner
        around = self.iterations, self.fresh, self.over
        try:
            length: int | None = 1
            part = False
            for generator in generators:
                items = self.evaluate(generator.iter)
                part = part or bool(generator.ifs) or parts.is_part(self, items)
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
            some = part and parts.is_old(self, value)
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
                if part.format_spec is not None:
                    self.evaluate(part.format_spec)
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
        path = self.models.paths.get(node.attr)
        known = None if path is None else path(self, node)
        if known is not None:
            return known
        owner = self.evaluate(node.value)
        self.models.asked(self, owner, node.attr, node)
        value = NOTHING
        for atom in in_order(owner):
            value = join(value, self.attribute(atom, node))
        return value

    def attribute(self, atom: Atom, node: ast.Attribute) -> Value:
        """The attribute of one atom, where it is not called at once."""
        field = self.models.fields.get(node.attr)
        known = None if field is None else field(self, atom, node)
        return self.kind(atom).attribute(self, atom, node) if known is None else known

    def class_member(self, id: NodeId, name: str) -> Value:
        """What a class, or one of its bases, binds to a name in its body; nothing where none does."""
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
            value = join(value, self.kind(atom).item(self, atom, position, node))
        return value

    def iterate(self, value: Value, node: ast.AST) -> Value:
        """Any item of ``value``."""
        item = NOTHING
        for atom in value:
            item = join(item, self.kind(atom).iterate(self, atom, node))
        return item

    def new_list(
        self,
        node: ast.AST,
        item: Value,
        items: tuple[Value, ...] | None,
        *,
        kind: str = "list",
        order: Order = UNORDERED,
        part: bool = False,
    ) -> Value:
        """A new list in the heap: any item, and the items one by one where they are known."""
        place = (kind, self.id(node), self.context)
        self.memory.put(place, ListState(item, items, order, part))
        return frozenset({Listing(place)})


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
