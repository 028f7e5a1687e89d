"""What leaves our sight: values that go to code that cannot be seen, which may ask them anything and change them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from qls.catalogue import roles
from qls.semantics.python.machine import Machine
from qls.semantics.python.order import UNORDERED
from qls.semantics.python.values import Atom, Function, Instance, InstanceState, Listing, ListState, Sym, Tuple, Value
from qls.semantics.qiskit import settings
from qls.semantics.qiskit.facts import Asked, Named
from qls.semantics.qiskit.values import (
    Backend,
    Circuit,
    CircuitState,
    Counts,
    Job,
    Options,
    Primitive,
    Qobj,
    Result,
    State,
)


class Escapes(Machine):
    """Notes what goes to code that cannot be seen."""

    def escape(self, value: Value, node: ast.AST, how: str, seen: set[int] | None = None) -> None:
        """``value`` goes to code that cannot be seen, with all that it holds."""
        seen = set() if seen is None else seen
        if id(value) in seen:
            return
        seen.add(id(value))
        for atom in value:
            self._note_escape(atom, node, how)
            for part in self._held(atom, how):
                self.escape(part, node, how, seen)

    def _note_escape(self, atom: Atom, node: ast.AST, how: str) -> None:
        if isinstance(atom, (Job, Result, Counts)) or (isinstance(atom, State) and how.startswith("argument:")):
            self.use(atom, how, node)
        elif isinstance(atom, Primitive) or (isinstance(atom, Backend) and how in roles.SAYS_WHAT_IT_IS):
            self.note(Asked(atom.made, how, self.id(node)))
        elif isinstance(atom, Qobj):
            self.note(Asked(atom.call, how, self.id(node)))
        elif isinstance(atom, Sym):
            if atom.name.startswith(roles.RUNTIME_JOBS) and ".data" not in atom.name:
                self.note(Named(self.id(node), node, f"{atom.name}.escapes", atom.guarded))  # type: ignore[arg-type]
        elif isinstance(atom, Options) and how != "printed":
            settings.changed(self, frozenset({atom}), node)
        elif isinstance(atom, Function):
            self.memory.record.handed.add(atom.node)

    def _held(self, atom: Atom, how: str) -> Iterable[Value]:
        """What ``atom`` holds and takes along: of an instance, the attributes with jobs and results."""
        if isinstance(atom, Tuple):
            return atom.items
        if isinstance(atom, Listing):
            state = self.memory.look(atom.place)
            return (state.item,) if isinstance(state, ListState) else ()
        if isinstance(atom, Instance) and how != "returned":
            state = self.memory.look(atom.place)
            parts = [part for _, part in state.attributes] if isinstance(state, InstanceState) else []
            return [part for part in parts if any(isinstance(a, (Job, Result)) for a in part)]
        return ()

    def spoil(self, value: Value, seen: set[int] | None = None) -> None:
        """Code that cannot be seen may change the circuits and lists in ``value``."""
        seen = set() if seen is None else seen
        if id(value) in seen:
            return
        seen.add(id(value))
        for atom in value:
            if isinstance(atom, Circuit):
                state = self.memory.look(atom.place)
                if isinstance(state, CircuitState):
                    registers = state.registers | {None}
                    spoilt = CircuitState(registers, state.qubits, True, state.saves, state.conditional)
                    spoilt = replace(spoilt, loops=state.loops, mixed=state.mixed)
                    self.memory.put(atom.place, spoilt)
            elif isinstance(atom, Listing):
                state = self.memory.look(atom.place)
                if isinstance(state, ListState):
                    self.memory.put(atom.place, replace(state, order=UNORDERED))
                    self.spoil(state.item, seen)
            elif isinstance(atom, Tuple):
                for part in atom.items:
                    self.spoil(part, seen)
