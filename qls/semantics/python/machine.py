"""The machine that reads a program, as its parts see it; what they are given of a call, and of models of libraries."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, TypeVar

from qls.semantics.python.frames import Definition, Frame
from qls.semantics.python.memory import Memory, Snapshot
from qls.semantics.python.order import UNORDERED, Key, Label, Order
from qls.semantics.python.places import Loops, Place
from qls.semantics.python.values import NOTHING, OPAQUE, Atom, Function, Instance, NodeId, Sym, Value

LONGEST_NAME = 160  # of what is reached from something imported
Saved = tuple[Snapshot, dict[str, Value] | None]
_Atom = TypeVar("_Atom", bound=Atom)
_Of = TypeVar("_Of", bound=Atom, contravariant=True)


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
        """Every argument, the positional ones first."""
        return [*self.positional, *self.keywords.values()]


def argument_node(node: ast.Call, index: int, *names: str) -> ast.expr | None:
    """The expression of the argument at ``index`` or under one of ``names``."""
    if index < len(node.args):
        return None if any(isinstance(a, ast.Starred) for a in node.args[: index + 1]) else node.args[index]
    return next((k.value for k in node.keywords if k.arg in names), None)


def method_called(node: ast.Call) -> ast.Attribute:
    """The attribute that the call of a method calls."""
    assert isinstance(node.func, ast.Attribute)
    return node.func


class Over(NamedTuple):
    """A loop goes over a list of what has labels: its variable, what counts along, the list's root, is it that."""

    frame: Frame
    variable: str
    counter: str
    root: Place | None
    own: bool


class Machine:
    """Reads a program, one top-level statement after the other.

    Attributes:
        models: what is known of libraries.
        kinds: what becomes of each kind of atom: those of Python, and those of the models.
        memory: what the statements have bound and made.
        frame: the names of the call, or of the class's body, that it is in.
        definitions: the functions and classes of the program.
        context: the calls around, that tell apart what one place makes.
        stack: the functions that are being run.
        fuel: how many calls it may still follow.
        iterations: the loops, in whose current round this is.
        fresh: the labels that each round of the innermost loop meets only once.
        over: what the loops go over.
        round: which time the body of a loop is read, from 0.
        receivers: what the method that is called now is one of.
        nowhere: stands for no place in the text.
    """

    models: Models
    kinds: dict[type[Atom], KindOfSome]
    memory: Memory
    frame: Frame
    definitions: dict[NodeId, Definition]
    context: tuple[NodeId, ...]
    stack: list[NodeId]
    fuel: int
    iterations: tuple[NodeId, ...]
    fresh: frozenset[Key]
    over: tuple[Over, ...]
    round: int
    receivers: Value
    nowhere = ast.Pass(lineno=0, col_offset=0, end_lineno=0, end_col_offset=0)

    def id(self, node: ast.AST) -> NodeId:
        """The place of a node of the statement that is being read."""
        at: Any = node  # as ``node_id``, whose call would be felt here
        return (self.frame.serial, at.lineno, at.col_offset, at.end_lineno, at.end_col_offset)

    def note(self, event: object) -> None:
        """Note what a model saw."""
        self.memory.record.events.append(event)

    def kind(self, atom: _Atom) -> Kind[_Atom]:
        """What becomes of ``atom``; a subclass of an atom is a kind of its own."""
        found: Kind[Any] = self.kinds.get(type(atom), ANYTHING)  # the table's keys say of which atoms
        return found

    if TYPE_CHECKING:  # what its parts do, which stand above

        def assign(self, target: ast.expr, value: Value, node: ast.AST) -> None: ...
        def attribute(self, atom: Atom, node: ast.Attribute) -> Value: ...
        def back_to(self, saved: Saved) -> None: ...
        def bind(self, value: Value, owner: Atom, node: ast.AST) -> Value: ...
        def block(self, body: list[ast.stmt]) -> bool: ...
        def call_atom(self, atom: Atom, node: ast.Call, arguments: Arguments) -> Value: ...
        def call_frame(self, definition: Definition, id: NodeId, names: dict[str, Value]) -> Frame: ...
        def call_function(
            self,
            function: Function,
            positional: list[Value],
            keywords: dict[str, Value],
            node: ast.AST,
            *,
            unknown: bool = False,
        ) -> Value: ...
        def class_member(self, id: NodeId, name: str) -> Value: ...
        def define_lambda(self, node: ast.Lambda) -> NodeId: ...
        def escape(self, value: Value, node: ast.AST, how: str, seen: set[int] | None = None) -> None: ...
        def evaluate(self, node: ast.expr) -> Value: ...
        def hand_over(self, arguments: Arguments, node: ast.AST, to: str, *, spoil: bool) -> None: ...
        def inner_frame(self) -> Frame: ...
        def items_of(self, value: Value) -> tuple[Value, ...] | None: ...
        def iterate(self, value: Value, node: ast.AST) -> Value: ...
        def load(self, name: str) -> Value: ...
        def merge(self, saved: Saved) -> None: ...
        def new_list(
            self,
            node: ast.AST,
            item: Value,
            items: tuple[Value, ...] | None,
            *,
            kind: str = "list",
            order: Order = UNORDERED,
            part: bool = False,
        ) -> Value: ...
        def new_order(self, node: ast.AST) -> Order: ...
        def order_with(self, order: Order, value: Value, node: ast.AST) -> Order: ...
        def order_of(self, value: Value) -> Order: ...
        def save(self) -> Saved: ...
        def spoil(self, value: Value, seen: set[int] | None = None) -> None: ...
        def standing_instance(self, id: NodeId) -> Instance: ...
        def stack_is_constructor(self) -> bool: ...
        def store(self, name: str, value: Value) -> None: ...


def _called(machine: Machine, atom: Atom, node: ast.Call, arguments: Arguments) -> Value:
    machine.hand_over(arguments, node, "a function", spoil=True)
    return OPAQUE


def _method_called(machine: Machine, atom: Atom, name: str, node: ast.Call, arguments: Arguments) -> Value:
    machine.hand_over(arguments, node, f".{name}", spoil=False)
    return OPAQUE


def _anything(machine: Machine, atom: Atom, *_: object) -> Value:
    return OPAQUE


def _nothing(machine: Machine, atom: Atom, *_: object) -> None:
    return None


def _holds_nothing(machine: Machine, atom: Atom, how: str) -> Iterable[Value]:
    return ()


def _attribute_set(machine: Machine, atom: Atom, target: ast.Attribute, value: Value) -> None:
    machine.escape(value, target, "stored")


def _item_set(machine: Machine, atom: Atom, target: ast.Subscript, value: Value) -> bool:
    return False


def _made_once(machine: Machine, atom: Atom) -> Loops:
    return ()


@dataclass(frozen=True, slots=True)
class Kind(Generic[_Of]):
    """What becomes of one kind of atom: a function for each thing that a program does with it.

    Without more, it is one of which nothing is known.

    Attributes:
        call: what a call of it gives.
        method: what the call of the method ``name`` gives; ``node.func`` is an attribute.
        attribute: what its attribute is, where that is not called at once.
        item: what its item at a position is; the position is None where it is no constant.
        iterate: any of its items.
        escape: it goes to code that cannot be seen, and is told how.
        holds: what it holds and takes along there.
        spoil: code that cannot be seen may change it; the values that were spoiled with it are told.
        set_attribute: an attribute of it is assigned.
        set_item: an item of it is assigned, or deleted; True where it keeps what it is given.
        show: it stands as a bare expression, which a notebook displays.
        length: its length is asked.
        loops: the loops in whose current round it was made; none where it stands for one object.
    """

    call: Callable[[Machine, _Of, ast.Call, Arguments], Value] = _called
    method: Callable[[Machine, _Of, str, ast.Call, Arguments], Value] = _method_called
    attribute: Callable[[Machine, _Of, ast.Attribute], Value] = _anything
    item: Callable[[Machine, _Of, object, ast.Subscript], Value] = _anything
    iterate: Callable[[Machine, _Of, ast.AST], Value] = _anything
    escape: Callable[[Machine, _Of, ast.AST, str], None] = _nothing
    holds: Callable[[Machine, _Of, str], Iterable[Value]] = _holds_nothing
    spoil: Callable[[Machine, _Of, set[int]], None] = _nothing
    set_attribute: Callable[[Machine, _Of, ast.Attribute, Value], None] = _attribute_set
    set_item: Callable[[Machine, _Of, ast.Subscript, Value], bool] = _item_set
    show: Callable[[Machine, _Of, ast.AST], None] = _nothing
    length: Callable[[Machine, _Of, ast.AST], None] = _nothing
    loops: Callable[[Machine, _Of], Loops] = _made_once


ANYTHING: Kind[Atom] = Kind()
KindOfSome = Kind[NoReturn]  # of the atoms of a class that is not told here


def _imported_called(machine: Machine, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """The call of something imported of which nothing is known: a symbol of what it gives."""
    machine.hand_over(arguments, node, atom.name, spoil=True)
    made = f"{atom.name}()"
    return OPAQUE if len(made) > LONGEST_NAME else frozenset({Sym(made, atom.guarded)})


def _no_labels(machine: Machine, value: Value) -> frozenset[Label | None]:
    return frozenset({None})


@dataclass(frozen=True, slots=True)
class Models:
    """What is known of libraries, for a machine that knows only Python.

    Attributes:
        kinds: the kinds of atoms that the models bring, and those of Python of which they know more.
        fields: by its name, what an attribute of anything is; None where the kind of its owner decides.
        paths: by its name, what an attribute is before its owner is looked at; None where that decides.
        stars: what ``from module import *`` binds, by the module.
        labelled: the kinds of atoms that have a label.
        taken: the kinds of atoms that an instance takes along where it goes out of sight.
        symbol: what the call of something imported gives.
        derived: what an attribute, a call or an item of something imported is, under its name.
        reached: a member of something imported is reached, under its name.
        imported: a name is imported, and bound.
        unary: what an operator gives of a value; None where it is as for any other.
        binary: what an operator gives of two; None likewise.
        asked: a member of ``owner`` is asked for, by its name.
        before_call: something is called that is no method.
        before_method: a method of ``owner`` is called; what it gives is handed to ``after_method``, with the answer.
        annotated: what a parameter is that something imported annotates; None where that is not known.
        by_name: what ``getattr``, ``setattr`` and their like give; None where they are as for any other.
        kept: what a built-in function keeps of its argument besides the items.
        first: the program takes the items at fixed places of what it goes through.
        stepwise: a statement of a short loop for whose sake each round is read on its own.
        labels: the labels of what a value can be.
    """

    kinds: Mapping[type[Atom], KindOfSome] = field(default_factory=dict)
    fields: Mapping[str, Callable[[Machine, Atom, ast.Attribute], Value | None]] = field(default_factory=dict)
    paths: Mapping[str, Callable[[Machine, ast.Attribute], Value | None]] = field(default_factory=dict)
    stars: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labelled: tuple[type[Atom], ...] = ()
    taken: tuple[type[Atom], ...] = ()
    symbol: Callable[[Machine, Sym, ast.Call, Arguments], Value] = _imported_called
    derived: Callable[[Sym, str], Sym] = lambda atom, name: Sym(name, atom.guarded)
    reached: Callable[[Machine, Sym, str, ast.Attribute], None] = lambda *_: None
    imported: Callable[[Machine, ast.Import | ast.ImportFrom, ast.alias, str, str], None] = lambda *_: None
    unary: Callable[[Value, ast.unaryop], Value | None] = lambda *_: None
    binary: Callable[[Machine, Value, Value, ast.BinOp | ast.AugAssign], Value | None] = lambda *_: None
    asked: Callable[[Machine, Value, str, ast.AST], None] = lambda *_: None
    before_call: Callable[[Machine, Value, ast.Call], None] = lambda *_: None
    before_method: Callable[[Machine, Value, str, ast.Call], object] = lambda *_: None
    after_method: Callable[[Machine, object, Value, Value], Value] = lambda machine, before, answer, owner: answer
    annotated: Callable[[Machine, Sym, ast.arg], Value | None] = lambda *_: None
    by_name: Callable[[Machine, str, ast.Call, Arguments], Value | None] = lambda *_: None
    kept: Callable[[str, Value], Value] = lambda *_: NOTHING
    first: Callable[[Machine, Value, ast.AST], None] = lambda *_: None
    stepwise: Callable[[ast.stmt], bool] = lambda *_: False
    labels: Callable[[Machine, Value], frozenset[Label | None]] = _no_labels
