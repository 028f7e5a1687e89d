"""Functions and classes of a program, and the names of one call."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from qls.semantics.python.values import NOTHING, NodeId, Value


@dataclass
class Definition:
    """A function or class of the program."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
    serial: int
    frame: Frame | None  # where it was defined, for closures; None at module level
    owner: NodeId | None = None  # the class that it is a method of


class Definitions(dict[NodeId, Definition]):
    """The functions and classes of a program, by place."""

    def __init__(self) -> None:
        super().__init__()
        self._of: dict[int, set[NodeId]] = defaultdict(set)

    def __setitem__(self, id: NodeId, definition: Definition) -> None:
        super().__setitem__(id, definition)
        self._of[id[0]].add(id)

    def forget(self, serial: int) -> None:
        """Those of the statement with ``serial`` are no longer there."""
        for id in self._of.pop(serial, ()):
            self.pop(id, None)


@dataclass
class Frame:
    """The local names of one call, of a class's body, or of the module (``names`` None: they are in the memory)."""

    names: dict[str, Value] | None
    serial: int
    parent: Frame | None = None
    function: NodeId | None = None
    returned: Value = NOTHING
    globals: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)  # names that are nonlocal here
    guarded: bool = False
    loops: list[Each] = field(default_factory=list)
    owner: NodeId | None = None  # the class whose body it is

    @property
    def closure(self) -> Frame | None:
        """What a function that is defined here sees of it: a method does not see the names of its class."""
        return None if self.names is None else self.parent if self.owner is not None else self


class Each(NamedTuple):
    """A loop that the machine is in.

    Attributes:
        elements: what it goes over, one by one; nothing where it may leave some out.
        some: the same, where it may.
        round: which time its body is evaluated, with those around it.
        variable: what it calls each; empty where that is no plain name.
        frame: where it stands.
        branches: how many branches deep its body is.
    """

    elements: Value
    some: Value
    round: int
    variable: str
    frame: Frame
    branches: int
