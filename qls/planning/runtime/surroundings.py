"""What surrounds the V1 primitives of qiskit-ibm-runtime in a program: sessions, services, options objects."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from qls.catalogue.primitives import SESSIONS
from qls.planning.workbench import Context, Refusal
from qls.semantics.python.values import NodeId, node_id
from qls.semantics.qiskit.facts import Called

_SERVICE = "qiskit_ibm_runtime.QiskitRuntimeService"
_SURE = (ast.Module, ast.withitem, ast.keyword, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Tuple, ast.Dict)


@dataclass(frozen=True)
class OptionsEvent:
    """What the program does with the name of an ``Options`` object, in the order of the text.

    Attributes:
        path: of the option that is set; empty where the object is made or handed over.
        value: what it is set to, or made by; None where it is handed over.
        home: the function that it happens in, None for the module.
        certain: it happens once, whenever its home runs.
    """

    serial: int
    node: ast.Name
    statement: ast.stmt
    path: tuple[str, ...]
    value: ast.expr | None
    home: ast.AST | None
    certain: bool


class Surroundings:
    """What one analysis looks up for every primitive, found once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._events: dict[str, list[OptionsEvent]] = {}

    @cached_property
    def sessions(self) -> list[Called]:
        """The calls that open sessions and batches, in the order of the text."""
        found = [event for event in self._called if event.name in SESSIONS]
        return sorted(found, key=lambda event: event.id)

    @cached_property
    def services(self) -> list[Called]:
        """The calls that make services."""
        return [event for event in self._called if event.name == _SERVICE]

    @cached_property
    def _called(self) -> list[Called]:
        return [events[0] for events in self.context.facts.called.values()]

    def events(self, name: str) -> list[OptionsEvent]:
        """Everything that the program does with the options called ``name``.

        Raises:
            Refusal: something else than to make them, to set them and to make primitives with them.
        """
        if name not in self._events:
            self._events[name] = events_of(self.context, name)
        return self._events[name]


def events_of(context: Context, name: str) -> list[OptionsEvent]:
    """Everything that the program does with the options called ``name``.

    Raises:
        Refusal: something else than to make them, to set them and to make primitives with them.
    """
    makers = {made.id for made in context.facts.primitives.values() if made.origin == "runtime"}
    found: list[OptionsEvent] = []
    for statement in context.having(name):
        module = statement.meant.module
        if module is None:
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Name) and node.id == name:
                found.append(_event(context, statement.serial, node, makers))
            elif isinstance(node, (ast.arg, ast.Global, ast.Nonlocal)) and name in (
                [node.arg] if isinstance(node, ast.arg) else node.names
            ):
                raise Refusal(f"{name} is a parameter or a global name too")
    return sorted(found, key=lambda event: place_of(context, event.serial, event.node))


def _event(context: Context, serial: int, node: ast.Name, makers: set[NodeId]) -> OptionsEvent:
    parents = context.program.parents(serial)
    statement = context.program.enclosing_statement(serial, node)
    home, certain = home_of(context, serial, statement)
    target: ast.AST = node
    path: list[str] = []
    while isinstance(around := parents[target], (ast.Attribute, ast.Subscript)) and around.value is target:
        step = around.attr if isinstance(around, ast.Attribute) else getattr(around.slice, "value", None)
        if not isinstance(step, str):
            raise Refusal(f"which option of {node.id} is set cannot be seen")
        path.append(step)
        target = around
    if isinstance(statement, ast.Assign) and statement.targets == [target]:
        return OptionsEvent(serial, node, statement, tuple(path), statement.value, home, certain)
    keyword = parents[node]
    if isinstance(keyword, ast.keyword) and keyword.arg == "options" and node_id(serial, parents[keyword]) in makers:
        return OptionsEvent(serial, node, statement, (), None, home, certain)
    raise Refusal(f"{node.id} is used for something else than to make primitives")


def place_of(context: Context, serial: int, node: ast.expr | ast.stmt) -> tuple[int, int, int]:
    return context.program.index(serial), node.lineno, node.col_offset


def home_of(context: Context, serial: int, node: ast.AST) -> tuple[ast.AST | None, bool]:
    """The function that a node is in, and whether it is reached once, whenever that runs."""
    certain = True
    for around in context.program.lineage(serial, node):
        if isinstance(around, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return around, certain
        sure = (ast.Assign, ast.Expr, ast.With, ast.AnnAssign) if isinstance(around, ast.stmt) else _SURE
        certain = certain and isinstance(around, sure)
    return None, certain
