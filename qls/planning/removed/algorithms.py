"""What ``qiskit.algorithms`` became: its names, imported from the package of today."""

from __future__ import annotations

import ast

from qls.catalogue.algorithms import MODULES, NEW, OLD, PACKAGE
from qls.planning.removed.names import Removed, removed
from qls.planning.solving import name_of
from qls.planning.workbench import Context
from qls.rewriting.plan import Plan, Symbol

_OTHER = "The name is that of another package, qiskit-algorithms, whose releases go on without Qiskit's."
_NEEDS = "It needs qiskit-algorithms: `pip install qiskit-algorithms`."


def is_there(fact: Removed | None) -> bool:
    """True for a name that the package of today has, with the same use but for its primitive."""
    if fact is None or fact.target or fact.name.startswith("qiskit.aqua"):  # that took other arguments
        return False
    same = fact.instead.rpartition(".")[2] == fact.name.rpartition(".")[2]
    return fact.instead.startswith(f"{NEW}.") and same and fact.name not in MODULES


def today(name: str) -> str:
    """Where a name, or a module, that is gone is today, be it in another package; empty where it is nowhere."""
    fact = removed(name)
    if fact is None:
        return ""
    return fact.target or MODULES.get(name, "") or (fact.instead if is_there(fact) else "")


def is_old(name: str) -> bool:
    """True for ``qiskit.algorithms`` and a dotted name in it."""
    return name == OLD or name.startswith(f"{OLD}.")


def other_package(context: Context) -> str:
    """What changes where a name comes from another package."""
    return _OTHER if context.environment.has(PACKAGE) else f"{_OTHER} {_NEEDS}"


def on_instances(context: Context) -> set[str]:
    """The names through which the program makes algorithms on a ``QuantumInstance``, which none of today takes."""
    calls = [calls[0].node for calls in context.facts.called.values() if name_of(calls[0])]
    return {name.id for call in calls for name in ast.walk(call.func) if isinstance(name, ast.Name)}


def move_all(context: Context, plan: Plan) -> None:
    """Every name of ``qiskit.algorithms`` that the package of today has is imported from there."""
    for event in context.facts.imports.values():
        fact = removed(event.name)
        if fact is None or not is_there(fact) or event.guarded or not isinstance(event.statement, ast.ImportFrom):
            continue
        plan.moved[event.bound] = _parts(fact)
    for named in context.facts.named.values():
        fact = removed(named.name) if is_old(named.name) and not named.guarded else None
        if fact is not None and is_there(fact) and "(" not in named.name:
            plan.replace(context.span(named.id[0], named.node), Symbol(*_parts(fact)))
            context.release(plan, named.node)


def _parts(fact: Removed) -> tuple[str, str]:
    module, _, name = fact.instead.rpartition(".")
    return module, name
