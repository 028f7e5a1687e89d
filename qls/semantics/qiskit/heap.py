"""Circuits in the heap: what is known of one, and where a new one is put."""

from __future__ import annotations

import ast
from dataclasses import replace

from qls.catalogue import roles
from qls.semantics.python.machine import Machine
from qls.semantics.python.places import Place
from qls.semantics.python.values import NOTHING, HeapState, Sym, Value, join_states
from qls.semantics.qiskit.names import given_name
from qls.semantics.qiskit.values import UNKNOWN_CIRCUIT, Circuit, CircuitState

MANY = ("many",)  # beside the loops that a circuit was made in: a list's copies that share one place


def place_circuit(machine: Machine, node: ast.AST, state: HeapState, *, many: bool = False) -> Value:
    """A circuit with this state, made at ``node``; ``many``: it stands for several."""
    place = (machine.id(node), machine.context)
    machine.memory.put(place, placed(machine, place, state, many=many))
    return frozenset({Circuit(place)})


def unknown_circuit(machine: Machine, node: ast.AST) -> Value:
    """A circuit of which nothing is known."""
    return place_circuit(machine, node, UNKNOWN_CIRCUIT)


def library_circuit(machine: Machine, node: ast.Call, cls: str) -> Value:
    """An object of the class ``cls`` of the circuit library."""
    name = given_name(machine, node, NOTHING)
    return place_circuit(machine, node, CircuitState(frozenset({()}), name=name, outcome="", of=cls))


def state_of(machine: Machine, atom: Circuit) -> CircuitState:
    """What is known of a circuit."""
    state = machine.memory.look(atom.place)
    return state if isinstance(state, CircuitState) else UNKNOWN_CIRCUIT


def is_unitary(machine: Machine, value: Value) -> bool:
    """True for gates, and circuits that measure nothing."""
    gates = [atom.name for atom in value if isinstance(atom, Sym) and atom.name.startswith(roles.GATES)]
    circuits = [atom for atom in value if isinstance(atom, Circuit) and not state_of(machine, atom).measured]
    return 0 < len(value) == len(gates) + len(circuits) and not any(n.startswith(roles.NO_GATES) for n in gates)


def ends_unmeasured(machine: Machine, value: Value) -> bool:
    """True for circuits that are known to measure nothing, and for gates."""
    circuits = [atom for atom in value if isinstance(atom, Circuit)]
    return is_unitary(machine, value) and all(state_of(machine, circuit).outcome == "" for circuit in circuits)


def placed(machine: Machine, place: Place, state: HeapState, *, many: bool = False) -> HeapState:
    """The state of ``place`` where a circuit is made there: of those made before, some may be as they were."""
    if not isinstance(state, CircuitState):
        return state
    loops = (*machine.iterations, MANY) if many else machine.iterations
    state = replace(state, loops=loops, mixed=False)
    before = machine.memory.look(place)
    return join_states(state, before) if isinstance(before, CircuitState) and before.mixed else state
