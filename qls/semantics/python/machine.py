"""The machine that reads a program, as its parts see it, and what they are given of a call."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qls.semantics.python.frames import Definition, Frame
from qls.semantics.python.memory import Memory
from qls.semantics.python.order import UNORDERED, Order
from qls.semantics.python.values import NOTHING, Atom, Instance, NodeId, Sym, Value

Saved = tuple[Any, dict[str, Value] | None]


@dataclass
class Arguments:
    """The evaluated arguments of a call. ``loose``: some came through ``*`` or ``**``."""

    positional: list[Value]
    keywords: dict[str, Value]
    loose: bool

    def get(self, index: int, *names: str) -> Value:
        """The argument at ``index`` or under one of ``names``; nothing where it is not given."""
        if index < len(self.positional):
            return self.positional[index]
        return next((self.keywords[name] for name in names if name in self.keywords), NOTHING)

    def all(self) -> list[Value]:
        return [*self.positional, *self.keywords.values()]


def argument_node(node: ast.Call, index: int, *names: str) -> ast.expr | None:
    """The expression of the argument at ``index`` or under one of ``names``."""
    if index < len(node.args):
        return None if any(isinstance(a, ast.Starred) for a in node.args[: index + 1]) else node.args[index]
    return next((k.value for k in node.keywords if k.arg in names), None)


class Over(NamedTuple):
    """A loop goes over a list of circuits: its variable, the one that counts along, the list's root, is it that."""

    frame: Frame
    variable: str
    counter: str
    root: Any
    own: bool


class Machine:
    """Reads a program, one top-level statement after the other.

    Attributes:
        memory: what the statements have bound and made.
        frame: the names of the call, or of the class's body, that it is in.
        definitions: the functions and classes of the program.
        context: the calls around, that tell apart what one place makes.
        stack: the functions that are being run.
        fuel: how many calls it may still follow.
        iterations: the loops, in whose current round this is.
        fresh: the names of circuits that each round of the innermost loop meets only once.
        over: what the loops go over.
        round: which time the body of a loop is read, from 0.
        receivers: what the method that is called now is one of.
        nowhere: stands for no place in the text.
    """

    memory: Memory
    frame: Frame
    definitions: dict[NodeId, Definition]
    context: tuple[NodeId, ...]
    stack: list[NodeId]
    fuel: int
    iterations: tuple[NodeId, ...]
    fresh: frozenset[Any]
    over: tuple[Over, ...]
    round: int
    receivers: Value
    nowhere = ast.Pass(lineno=0, col_offset=0, end_lineno=0, end_col_offset=0)

    def id(self, node: Any) -> NodeId:
        return (self.frame.serial, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)

    @staticmethod
    def call_id(node: Any, serial: int) -> NodeId:
        return (serial, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)

    def note(self, event: object) -> None:
        """Note what a model saw."""
        self.memory.record.events.append(event)

    if TYPE_CHECKING:  # what its parts do, which stand above

        def assign(self, target: ast.expr, value: Value, node: ast.AST) -> None: ...
        def attribute(self, atom: Atom, node: ast.Attribute) -> Value: ...
        def back_to(self, saved: Saved) -> None: ...
        def bind(self, value: Value, owner: Atom, node: ast.AST) -> Value: ...
        def block(self, body: list[ast.stmt]) -> bool: ...
        def call_atom(self, atom: Atom, node: ast.Call, arguments: Arguments) -> Value: ...
        def call_frame(self, definition: Definition, id: NodeId, names: dict[str, Value]) -> Frame: ...
        def class_member(self, id: NodeId, name: str) -> Value: ...
        def copied(
            self, value: Value, node: ast.AST, any_value: bool = False, named: bool = True, many: bool = False
        ) -> Value: ...
        def define_lambda(self, node: ast.Lambda) -> NodeId: ...
        def escape(self, value: Value, node: ast.AST, how: str, seen: set[int] | None = None) -> None: ...
        def evaluate(self, node: ast.expr) -> Value: ...
        def hand_over(self, arguments: Arguments, node: ast.AST, to: str, *, spoil: bool) -> None: ...
        def inner_frame(self) -> Frame: ...
        def items_of(self, value: Value) -> tuple[Value, ...] | None: ...
        def iterate(self, value: Value, node: ast.AST) -> Value: ...
        def load(self, name: str) -> Value: ...
        def member(self, atom: Sym, node: ast.Attribute) -> Value: ...
        def merge(self, saved: Saved) -> None: ...
        def new_list(
            self,
            node: ast.AST,
            item: Value,
            items: tuple[Value, ...] | None,
            kind: str = "list",
            order: Order = UNORDERED,
            part: bool = False,
        ) -> Value: ...
        def new_order(self, node: ast.AST) -> Order: ...
        def order_of(self, value: Value) -> Order: ...
        def save(self) -> Saved: ...
        def site(
            self,
            node: ast.Call,
            form: str,
            backend: Value,
            arguments: Arguments,
            backend_node: ast.expr | None,
            guarded: bool = False,
            made: NodeId | None = None,
        ) -> Value: ...
        def spoil(self, value: Value, seen: set[int] | None = None) -> None: ...
        def standing_instance(self, id: NodeId) -> Instance: ...
        def state_of(self, atom: Any) -> Any: ...
        def store(self, name: str, value: Value) -> None: ...
        def unknown_circuit(self, node: ast.AST) -> Value: ...
        def use(self, atom: Any, how: str, node: ast.AST) -> None: ...
