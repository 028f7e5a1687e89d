"""The machine's statements and control flow: a small abstract interpreter.

It follows values, not types: which object, made where. It executes nothing of the program. What libraries give is told
by models, which are handed to it: by itself it knows none.
"""

from __future__ import annotations

import ast
from functools import cached_property

from qls.semantics.python import exports, narrowing, parts
from qls.semantics.python.annotations import read_annotation, read_annotations
from qls.semantics.python.dispatch import Handlers
from qls.semantics.python.expressions import Expressions
from qls.semantics.python.frames import Definition, Frame
from qls.semantics.python.kinds import KINDS
from qls.semantics.python.machine import Models, Saved
from qls.semantics.python.memory import Memory
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Class,
    Const,
    Function,
    InstanceState,
    Listing,
    ListState,
    NodeId,
    Sym,
    Tuple,
    Value,
    join,
)
from qls.syntax import guards
from qls.syntax.statement import Statement

_LOOP_ROUNDS = 3
_MOST_ROUNDS = 8  # of a loop that is read round by round


def _brought(star: Sym, name: str) -> Sym:
    """What ``from module import *`` binds to ``name``; a package that imports itself gives its own name, too."""
    return star if name == star.name else Sym(f"{star.name}.{name}", star.guarded)


class Interpreter(Expressions):
    """Evaluates statements against a memory; what models note of them is in the memory's record."""

    def __init__(self, definitions: dict[NodeId, Definition], models: Models) -> None:
        self.models, self.kinds = models, {**KINDS, **models.kinds}
        self.memory = Memory()
        self.definitions = definitions
        self.frame = Frame(None, 0)
        self.stack: list[NodeId] = []
        self.fuel = 0
        self.context: tuple[NodeId, ...] = ()
        self.round = 0
        self.start()

    # --- one top-level statement -------------------------------------------------------------------------------

    def run(self, statement: Statement, fuel: int = 6000) -> None:
        """Evaluate one top-level statement."""
        self.fuel = fuel
        self.frame = Frame(None, statement.serial)
        self.start()
        if statement.meant.module is not None:
            try:
                self.block(statement.meant.module.body)
            except RecursionError:
                self.fuel = 0

    def start(self) -> None:
        """Stand outside of all functions and loops."""
        self.stack, self.context, self.round, self.receivers = [], (), 0, NOTHING
        self.iterations, self.fresh, self.over = (), frozenset(), ()

    def run_uncalled(self, id: NodeId) -> None:
        """Evaluate a function that nothing in the program calls: its parameters can be anything."""
        definition = self.definitions[id]
        self.fuel = 3000
        self.frame = Frame(None, definition.serial)
        self.start()
        bound = None
        if definition.owner is not None:
            bound = self.standing_instance(definition.owner)
        try:
            value = self.call_function(Function(id, bound), [], {}, definition.node, unknown=True)
        except RecursionError:
            return
        self.escape(value, definition.node, "returned")

    # --- frames -----------------------------------------------------------------------------------------------

    def inner_frame(self) -> Frame:
        """The frame of a comprehension."""
        outer = self.frame
        parent = outer if outer.names is not None else None
        return Frame({}, outer.serial, parent, outer.function, guarded=outer.guarded, loops=outer.loops)

    def call_frame(self, definition: Definition, id: NodeId, names: dict[str, Value]) -> Frame:
        """The frame of a call, with ``names`` for its parameters."""
        loops = list(self.frame.loops)
        return Frame(names, definition.serial, definition.frame, id, guarded=self.frame.guarded, loops=loops)

    def define_lambda(self, node: ast.Lambda) -> NodeId:
        """Note a lambda's definition; its place."""
        id = self.id(node)
        self.definitions[id] = Definition(node, self.frame.serial, self.frame.closure)
        self.memory.record.defined.add(id)
        self.define(id, node.args)
        return id

    # --- names ------------------------------------------------------------------------------------------------

    def load(self, name: str) -> Value:
        """What a name means here: a local one, one of the module, or what a star import or Python brings."""
        frame: Frame | None = self.frame
        while frame is not None and frame.names is not None:
            if name in frame.names and name not in frame.globals:
                return frame.names[name]
            frame = frame.parent
        value = self.memory.get(name)
        if value is not None:
            return value
        return self.from_star(name)

    def from_star(self, name: str) -> Value:
        """What a name means that nothing binds: by a star import, or as a built-in one."""
        stars = self.memory.get("*")
        for atom in sorted(stars or (), key=str):
            if isinstance(atom, Sym) and name in self.models.stars.get(atom.name, ()):
                return frozenset({_brought(atom, name)})
        return frozenset({Sym(f"builtins.{name}")}) if name in _BUILTINS else OPAQUE

    def store(self, name: str, value: Value) -> None:
        """Bind a name here."""
        frame = self.frame
        if name in frame.outer:
            self.store_outside(name, value)
        elif frame.names is None or name in frame.globals:
            self.memory.set(name, value)
        else:
            frame.names[name] = value

    def store_outside(self, name: str, value: Value) -> None:
        """Bind a nonlocal name; what it was may survive: when this runs is not known to the function around."""
        frame = self.frame.parent
        while frame is not None and frame.names is not None and name not in frame.names:
            frame = frame.parent
        if frame is not None and frame.names is not None:
            frame.names[name] = join(frame.names[name], value)

    # --- blocks -----------------------------------------------------------------------------------------------

    @cached_property
    def _do(self) -> Handlers[bool | None]:
        return Handlers(self, "do_")

    def block(self, body: list[ast.stmt]) -> bool:
        """Run statements in order; False when control cannot reach their end."""
        for node in body:
            self.fuel -= 1
            if self.fuel < 0:
                return True
            handler = self._do.get(type(node))
            if handler is None:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.evaluate(child)
                continue
            if handler(node) is False:
                return False
        return True

    def save(self) -> Saved:
        """Where the reading stands: the memory, and the names of the frame."""
        names = self.frame.names
        return self.memory.snapshot(), None if names is None else names.copy()

    def back_to(self, saved: Saved) -> None:
        """Go back to where it stood."""
        self.memory.restore(saved[0])
        if saved[1] is not None:
            self.frame.names = saved[1].copy()

    def merge(self, saved: Saved) -> None:
        """Join with another path through the program."""
        self.memory.merge(saved[0])
        if saved[1] is not None and self.frame.names is not None:
            mine = self.frame.names
            for name, value in saved[1].items():
                mine[name] = join(mine[name], value) if name in mine else value

    # --- statements -------------------------------------------------------------------------------------------

    def do_Expr(self, node: ast.Expr) -> None:
        value = self.evaluate(node.value)
        if isinstance(node.value, (ast.Name, ast.Attribute, ast.Subscript)):
            self.show(value, node.value)

    def do_Assign(self, node: ast.Assign) -> None:
        value = self.evaluate(node.value)
        for target in node.targets:
            self.assign(target, value, node)
        exports.listed(self, node)

    def do_AnnAssign(self, node: ast.AnnAssign) -> None:
        read_annotation(self, node.annotation)
        if node.value is not None:
            self.assign(node.target, self.evaluate(node.value), node)

    def do_AugAssign(self, node: ast.AugAssign) -> None:
        old = self.evaluate(node.target)
        new = self.evaluate(node.value)
        self.assign(node.target, self.augmented(old, new, node), node)

    def do_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                self.set_item(target, NOTHING)
            elif not isinstance(target, ast.Name):
                self.evaluate(target)

    def do_Return(self, node: ast.Return) -> bool:
        value = self.evaluate(node.value) if node.value is not None else NONE
        self.frame.returned = join(self.frame.returned, value)
        return False

    def do_Raise(self, node: ast.Raise) -> bool:
        if node.exc is not None:
            self.evaluate(node.exc)
        return False

    def do_Continue(self, node: ast.Continue) -> None:
        return None

    def do_Break(self, node: ast.Break) -> None:
        return None

    def do_Global(self, node: ast.Global) -> None:
        self.frame.globals.update(node.names)

    def do_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.frame.outer.update(node.names)

    def do_If(self, node: ast.If) -> bool:
        self.evaluate(node.test)
        before = self.frame.guarded
        if guards.asks_version(node.test):
            self.frame.guarded = True
        saved = self.save()
        self.memory.branches += 1
        comes = narrowing.within(self, node.test, holds=True)
        falls = self.block(node.body) and comes
        after = self.save()
        self.back_to(saved)
        comes = narrowing.within(self, node.test, holds=False)
        falls_else = self.block(node.orelse) and comes
        self.memory.branches -= 1
        self.frame.guarded = before
        if falls and falls_else:
            self.merge(after)
        elif falls:
            self.back_to(after)
        return falls or falls_else

    def do_While(self, node: ast.While) -> None:
        self.evaluate(node.test)
        self.loop(node, node.body, None)
        self.block(node.orelse)

    def do_For(self, node: ast.For) -> None:
        items = self.evaluate(node.iter)
        rounds = self.unrolled(node, self.items_of(items))
        if rounds:
            for number in rounds:
                self.assign(node.target, frozenset({Const(number)}), node)
                self.block(node.body)
            return
        self.loop(node, node.body, (node.target, items, node.iter))
        self.block(node.orelse)

    do_AsyncFor = do_For

    def unrolled(self, node: ast.For, items: tuple[Value, ...] | None) -> range | None:
        """The indices of a short loop over ``range`` whose rounds are worth reading one by one."""
        call = node.iter
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "range":
            return None
        single = len(call.args) == 1 and isinstance(node.target, ast.Name) and not node.orelse
        if not single or items is None or len(items) > _MOST_ROUNDS or not all(map(self.models.stepwise, node.body)):
            return None
        return range(len(items))

    def loop(self, node: ast.AST, body: list[ast.stmt], over: tuple[ast.expr, Value, ast.expr] | None) -> None:
        """Read a loop's body until nothing changes; ``over``: its target, what it goes over, the expression of that."""
        before = self.save()
        outer = self.round
        around = self.iterations, self.fresh, self.over
        elements: Value = NOTHING
        if over is not None:
            elements = self.iterate(over[1], over[2])
        self.memory.branches += 1
        for number in range(_LOOP_ROUNDS):
            self.round = outer if number == 0 else outer + 1
            seen = self.save()
            self.iterations, self.fresh, self.over = around
            self.enter_loop(node, *(over or (None, NOTHING, None)))
            self.frame.loops.append(parts.entered(self, over, elements))
            if over is not None:
                self.assign(over[0], elements, node)
            self.block(body)
            self.frame.loops.pop()
            self.merge(seen)
            if self.save() == seen:
                break
        self.memory.branches -= 1
        self.round = outer
        self.iterations, self.fresh, self.over = around
        self.merge(before)

    def do_With(self, node: ast.With) -> bool:
        for item in node.items:
            value = self.evaluate(item.context_expr)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value, node)
        return self.block(node.body)

    do_AsyncWith = do_With

    def do_Try(self, node: ast.Try) -> bool:
        before = self.frame.guarded
        if guards.expects_missing_import(node):
            self.frame.guarded = True
        saved = self.save()
        self.memory.branches += 1
        falls = self.block(node.body)
        done = self.save()
        ends = [done] if falls and self.block(node.orelse) else []
        if ends:
            ends = [self.save()]
        for handler in node.handlers:
            self.back_to(saved)
            self.merge(done)
            if handler.type is not None:
                self.evaluate(handler.type)
            if self.block(handler.body):
                ends.append(self.save())
        self.memory.branches -= 1
        self.frame.guarded = before
        if ends:
            self.back_to(ends[0])
            for end in ends[1:]:
                self.merge(end)
        else:
            self.back_to(done)
        return self.block(node.finalbody) and bool(ends)

    do_TryStar = do_Try

    def do_Match(self, node: ast.Match) -> None:
        self.evaluate(node.subject)
        saved = self.save()
        self.memory.branches += 1
        ends = []
        for case in node.cases:
            self.back_to(saved)
            for part in ast.walk(case.pattern):
                for child in ast.iter_child_nodes(part):
                    if isinstance(child, ast.expr):
                        self.evaluate(child)
                name = getattr(part, "name", None) or getattr(part, "rest", None)
                if isinstance(name, str):
                    self.store(name, OPAQUE)
            if case.guard is not None:
                self.evaluate(case.guard)
            self.block(case.body)
            ends.append(self.save())
        self.memory.branches -= 1
        self.back_to(saved)
        for end in ends:
            self.merge(end)

    # --- definitions ------------------------------------------------------------------------------------------

    def do_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.evaluate(decorator)
        read_annotations(self, node)
        id, owner = self.id(node), self.frame.owner
        self.definitions[id] = Definition(node, self.frame.serial, self.frame.closure, owner)
        self.memory.record.defined.add(id)
        self.define(id, node.args)
        if owner is not None:
            self.store(node.name, frozenset({Function(id)}))
            return
        plain = not node.decorator_list
        exports.decorated(self, node, id)
        self.store(node.name, frozenset({Function(id)}) | (NOTHING if plain else OPAQUE))
        exports.defined(self, node.name, id)

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)):
            self.evaluate(part)
        id, outer = self.id(node), self.frame
        self.definitions[id] = Definition(node, outer.serial, outer.closure)
        self.frame = Frame(
            {}, outer.serial, outer.closure, outer.function, guarded=outer.guarded, loops=outer.loops, owner=id
        )
        self.block(node.body)
        attributes = InstanceState(tuple(sorted((self.frame.names or {}).items(), key=lambda pair: pair[0])))
        self.frame = outer
        self.memory.put(("class", id), attributes)
        self.store(node.name, frozenset({Class(id)}))
        exports.defined(self, node.name, id)

    # --- imports ----------------------------------------------------------------------------------------------

    def do_Import(self, node: ast.Import) -> None:
        guarded = self.frame.guarded
        for alias in node.names:
            self.models.imported(self, node, alias, alias.name, alias.asname or alias.name.split(".")[0])
            target = alias.name if alias.asname else alias.name.split(".")[0]
            self.store(alias.asname or target, frozenset({Sym(target, guarded)}))

    def do_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.models.imported(self, node, alias, module, "*")
                star = Sym(module, self.frame.guarded)
                self.memory.set("*", (self.memory.get("*") or NOTHING) | {star})
                for name in self.models.stars.get(module, ()):
                    self.store(name, frozenset({_brought(star, name)}))
                continue
            name = f"{module}.{alias.name}"
            self.models.imported(self, node, alias, name, alias.asname or alias.name)
            self.store(alias.asname or alias.name, frozenset({Sym(name, self.frame.guarded)}))

    # --- assignment -------------------------------------------------------------------------------------------

    def assign(self, target: ast.expr, value: Value, node: ast.AST) -> None:
        """Bind a target of any form to a value."""
        if isinstance(target, ast.Name):
            self.store(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self.unpack(target.elts, value, node)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, self.new_list(target, value, None, part=True), node)
        elif isinstance(target, ast.Attribute):
            self.set_attribute(target, value)
        elif isinstance(target, ast.Subscript):
            self.set_item(target, value)

    def unpack(self, targets: list[ast.expr], value: Value, node: ast.AST) -> None:
        """Bind several targets to the items of a value."""
        parts: list[Value] = [NOTHING] * len(targets)
        if len(targets) > 1:
            self.models.first(self, value | self.models.kept("iter", value), node)
        known = False
        for atom in value:
            items: tuple[Value, ...] | None = None
            if isinstance(atom, Tuple):
                items = atom.items
            elif isinstance(atom, Listing):
                state = self.memory.look(atom.place)
                items = state.items if isinstance(state, ListState) else None
            if items is not None and len(items) == len(targets) and not _starred(targets):
                parts = [join(a, b) for a, b in zip(parts, items, strict=True)]
                known = True
        if not known:
            parts = [self.iterate(value, node) or OPAQUE] * len(targets)
        for target, part in zip(targets, parts, strict=True):
            self.assign(target, part, node)

    def set_attribute(self, target: ast.Attribute, value: Value) -> None:
        """Assign an attribute of all that its owner can be."""
        for atom in self.evaluate(target.value):
            self.kind(atom).set_attribute(self, atom, target, value)

    def set_item(self, target: ast.Subscript, value: Value) -> None:
        """Assign an item of all that its owner can be, or delete it: then the value is nothing."""
        owner = self.evaluate(target.value)
        self.evaluate(target.slice)
        kept = False
        for atom in owner:
            kept = self.kind(atom).set_item(self, atom, target, value) or kept
        if not kept:
            self.escape(value, target, "stored")

    def stack_is_constructor(self) -> bool:
        """True where a constructor of the program runs, and no loop of it comes by again."""
        if not self.stack:
            return False
        node = self.definitions[self.stack[-1]].node
        return isinstance(node, ast.FunctionDef) and node.name == "__init__" and self.round == 0

    def show(self, value: Value, node: ast.AST) -> None:
        """A bare expression: a notebook displays it."""
        for atom in value:
            self.kind(atom).show(self, atom, node)


_BUILTINS = frozenset(dir(__builtins__) if not isinstance(__builtins__, dict) else __builtins__)


def _starred(targets: list[ast.expr]) -> bool:
    return any(isinstance(target, ast.Starred) for target in targets)
