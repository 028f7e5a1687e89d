"""All that the machine is told of Qiskit: what becomes of each kind of atom, and what it asks a model for besides."""

from __future__ import annotations

import ast
from dataclasses import replace

from qls.catalogue import families, members, roles
from qls.catalogue.primitives import ALL_FIELDS
from qls.semantics.python.kinds import KINDS
from qls.semantics.python.machine import Kind, KindOfSome, Machine, Models
from qls.semantics.python.values import OPAQUE, Atom, Sym, Unknown, Value
from qls.semantics.qiskit import (
    backends,
    circuits,
    counted,
    lost,
    observables,
    primitives,
    quoted,
    results,
    submissions,
    sums,
    symbols,
    wiring,
)
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.heap import unknown_circuit
from qls.semantics.qiskit.names import names_in
from qls.semantics.qiskit.observables import SUMS, Observable, observable_kind
from qls.semantics.qiskit.values import (
    Backend,
    BackendOptions,
    Circuit,
    Counts,
    CountsView,
    Executor,
    Job,
    Marginal,
    PassManager,
    Primitive,
    Provider,
    Qobj,
    Result,
    State,
    Wiring,
)

_SYMBOL = replace(
    KINDS[Sym],
    method=symbols.symbol_method,
    attribute=symbols.symbol_attribute,
    iterate=symbols.any_of_symbol,
    escape=symbols.symbol_escapes,
)
_RESULT: KindOfSome = Kind(
    call=results.outcome_called,
    method=results.result_method,
    attribute=results.outcome_attribute,
    item=results.outcome_item,
    iterate=results.outcome_items,
    escape=results.outcome_escapes,
    show=results.outcome_shown,
)
_KINDS: dict[type[Atom], KindOfSome] = {
    Unknown: Kind(method=symbols.unknown_method, attribute=symbols.unknown_attribute),
    Sym: _SYMBOL,
    Observable: _SYMBOL,
    Provider: Kind(
        method=backends.provider_method,
        attribute=backends.provider_attribute,
        item=backends.provider_item,
    ),
    Backend: Kind(
        method=backends.backend_method,
        attribute=backends.backend_attribute,
        escape=backends.backend_escapes,
        set_attribute=backends.backend_set,
    ),
    BackendOptions: Kind(
        method=backends.options_method,
        attribute=backends.options_attribute,
        escape=backends.options_escape,
        set_attribute=backends.options_set,
        set_item=backends.options_item_set,
    ),
    Circuit: Kind(
        method=circuits.circuit_method,
        attribute=circuits.circuit_attribute,
        iterate=circuits.circuit_items,
        spoil=circuits.spoil_circuit,
        set_attribute=circuits.circuit_set,
        loops=circuits.circuit_loops,
    ),
    PassManager: Kind(method=symbols.pass_manager_method),
    Qobj: Kind(
        method=submissions.qobj_method,
        attribute=submissions.qobj_attribute,
        escape=submissions.qobj_escapes,
    ),
    Executor: Kind(method=results.executed),
    Primitive: Kind(
        method=primitives.primitive_method,
        attribute=primitives.primitive_attribute,
        escape=primitives.primitive_escapes,
        set_attribute=primitives.primitive_set,
    ),
    Job: replace(_RESULT, method=results.job_method),
    Result: _RESULT,
    Marginal: _RESULT,
    Counts: Kind(
        method=results.counts_method,
        attribute=results.outcome_attribute,
        item=results.counts_item,
        iterate=results.counts_items,
        escape=results.outcome_escapes,
    ),
    State: Kind(
        method=results.state_method,
        attribute=results.outcome_attribute,
        item=results.outcome_item,
        iterate=results.outcome_items,
        escape=results.state_escapes,
        length=results.state_length,
    ),
    CountsView: Kind(item=results.place_item),
}


def _before_call(machine: Machine, callee: Value, node: ast.Call) -> None:
    lost.arguments(machine, callee, "", node)


def _before_method(machine: Machine, owner: Value, name: str, node: ast.Call) -> set[Wiring | None]:
    """Note what is asked of ``owner``, whatever it is; how its circuits are wired before one of them changes."""
    lost.member(machine, owner, name, node.func)
    lost.arguments(machine, owner, name, node)
    if name in roles.TELLING:
        machine.note(Called(machine.id(node), node, f"tells.{name}", (), machine.frame.guarded))
    counted.read_of_strangers(machine, name, owner, node)
    return wiring.wirings(machine, owner)


def _binary(machine: Machine, left: Value, right: Value, node: ast.BinOp | ast.AugAssign) -> Value | None:
    """``left op right`` of circuits, observables and states."""
    added = [atom for atom in left if isinstance(atom, Circuit)]
    if added and len(added) == len(left):
        return circuits.combined(machine, added, right, node)
    if isinstance(node.op, ast.Add):
        sums.of_others(machine, left, right, node)
    operator = observables.algebra(left, right, node.op, exact=machine.round == 0)
    if operator is not None:
        return frozenset({operator})
    states = frozenset(atom for atom in left | right if isinstance(atom, State))
    return states | OPAQUE if states else None


def _unary(value: Value, op: ast.unaryop) -> Value | None:
    """``-value`` of observables, and of states."""
    if isinstance(op, ast.USub) and value and all(observable_kind(atom) in SUMS for atom in value):
        return observables.negated(value)
    states = frozenset(atom for atom in value if isinstance(atom, State))
    return states | OPAQUE if states and not isinstance(op, ast.Not) else None


def _annotated(machine: Machine, atom: Sym, parameter: ast.arg) -> Value | None:
    """The circuit or backend that a parameter is, or an object of a class that has lost members."""
    name = roles.canonical(atom.name)
    if name == "qiskit.QuantumCircuit":
        return unknown_circuit(machine, parameter)
    family = families.BACKEND_CLASSES.get(name)
    if family is None and members.atlas_path("members", name) in members.MADE and name not in lost.REGISTERS.values():
        return frozenset({Sym(f"{atom.name}()", atom.guarded)})
    return None if family is None else frozenset({Backend(family, name.rpartition(".")[2], machine.id(parameter))})


QISKIT = Models(
    kinds=_KINDS,
    fields=dict.fromkeys(ALL_FIELDS, primitives.primitive_field),
    paths={"counts": counted.of_results},
    stars=roles.STAR,
    labelled=(Circuit,),
    taken=(Job, Result),
    symbol=symbols.called,
    derived=observables.derived,
    reached=symbols.reached,
    imported=symbols.name_imported,
    unary=_unary,
    binary=_binary,
    asked=lost.member,
    before_call=_before_call,
    before_method=_before_method,
    after_method=wiring.of_several,
    annotated=_annotated,
    by_name=quoted.by_name,
    kept=counted.kept,
    first=counted.item_taken,
    stepwise=wiring.is_gate,
    labels=names_in,
)
