"""Plans for the import of a module that is gone: what is used of it, from where it is now."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.catalogue import atlas
from qls.planning.removed.algorithms import today
from qls.planning.removed.names import SAME_MODULE, SUCCESSORS
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Own, Plan, Symbol
from qls.semantics.qiskit.facts import Imported, Named
from qls.syntax.text import Range

_UNKNOWN = "nothing is known to replace it"
_IN_FSTRING = "the name stands inside an f-string"


def root_of(node: ast.expr) -> ast.Name | None:
    """The name that a chain of attributes begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node if isinstance(node, ast.Name) else None


def uses(context: Context, event: Imported) -> Iterator[Named]:
    """Where something of the imported module is reached through the name that the import binds."""
    for named in context.facts.named.values():
        root = root_of(named.node)
        if root is not None and root.id == event.bound and f"{named.name}.".startswith(f"{event.name}."):
            yield named


def plan_for(context: Context, events: list[Imported]) -> Plan:
    """The plan for one ``import`` statement that imports the modules of ``events``, which are gone.

    Raises:
        Refusal: something that is used of one of them is nowhere today.
    """
    statement = events[0].statement
    plan, aliases = Plan(), list[str]()
    gone = {(event.name, event.bound): event for event in events}
    for alias in statement.names:
        event = gone.get((alias.name, alias.asname or alias.name.split(".")[0]))
        if event is None:
            aliases.append(f"{alias.name} as {alias.asname}" if alias.asname else alias.name)
        else:
            aliases += [name for name in _instead(context, event, alias, plan) if name not in aliases]
    span = context.span(events[0].id[0], statement)
    if aliases:
        plan.replace(span, Own(f"import {', '.join(aliases)}"))
    else:
        plan.deleted.add(span)
    return plan


def _instead(context: Context, event: Imported, alias: ast.alias, plan: Plan) -> list[str]:
    """What is imported in the place of one module, with the edits of its uses in ``plan``."""
    found = [] if alias.asname or not _still_needed(context, event) else ["qiskit"]
    target = _renamed_to(context, event)
    if target:
        if not alias.asname:
            _rename(context, event, target, plan)
        elif not context.is_read(alias.asname) and target != SUCCESSORS.get(event.name):
            return found
        return [*found, f"{target} as {alias.asname}" if alias.asname else target]
    if alias.asname and _handed_on(context, event):
        raise Refusal("the module is handed on as a whole")
    _by_name(context, event, plan)
    return found


def _renamed_to(context: Context, event: Imported) -> str:
    """The module that has all that is used of the one that is gone; empty where there is none."""
    target = today(event.name)
    if not target or not keeps_uses(context, event, target):
        return ""
    same = f"{event.name}.".startswith(f"{SAME_MODULE}.")
    return target if same or (any(_inside(context, event)) and not _handed_on(context, event)) else ""


def keeps_uses(context: Context, event: Imported, target: str) -> bool:
    """True where all that is reached through an imported name is under ``target`` today, if it is a module at all."""
    return all(today(named.name) == f"{target}.{named.node.attr}" for named in _inside(context, event))


def _inside(context: Context, event: Imported) -> Iterator[Named]:
    return (named for named in uses(context, event) if named.name.rpartition(".")[0] == event.name)


def _handed_on(context: Context, event: Imported) -> bool:
    """True where the name that the import binds is read other than to reach something of the module."""
    roots = {span for named in uses(context, event) if (span := _root_span(context, named)) is not None}
    return any(load not in roots for load in context.loads(event.bound))


def _root_span(context: Context, named: Named) -> Range | None:
    root = root_of(named.node)
    return None if root is None else context.program.range_of(named.id[0], root)


def _still_needed(context: Context, event: Imported) -> bool:
    """True where something else needs the name of the package, and no other import binds it."""
    if not _handed_on(context, event):
        return False
    others = context.imported.get(event.bound, ())
    return not any(isinstance(o.statement, ast.Import) and not o.guarded and atlas.gone(o.name) is None for o in others)


def _rename(context: Context, event: Imported, target: str, plan: Plan) -> None:
    """``qiskit.providers.aer`` is ``qiskit_aer`` wherever it is read."""
    for named in uses(context, event):
        if named.name == event.name:
            _refuse_fstring(context, named)
            plan.replace(context.span(named.id[0], named.node), Own(target))


def _by_name(context: Context, event: Imported, plan: Plan) -> None:
    """Every name that is used of the module is imported from where it is now.

    Raises:
        Refusal: one of them is nowhere.
    """
    done: set[Range] = set()
    left: set[Range] = set()
    for named in uses(context, event):
        root = _root_span(context, named)
        module, _, name = today(named.name).rpartition(".")
        if root is None or not module or named.name == event.name:
            left |= {root} if root is not None else set()
            continue
        _refuse_fstring(context, named)
        plan.replace(context.span(named.id[0], named.node), Symbol(module, name))
        context.release(plan, named.node)
        done.add(root)
    if left - done:
        raise Refusal(_UNKNOWN)


def renamed(context: Context, event: Imported, target: str) -> Plan:
    """The plan for ``from package import module``, where the module is ``target`` today.

    Raises:
        Refusal: something that is used of it is nowhere.
    """
    plan = Plan()
    statement = event.statement
    if _renamed_to(context, event) and len(statement.names) == 1:
        span = context.span(event.id[0], statement)
        plan.replace(span, Own(f"import {target} as {event.bound}" if event.bound != target else f"import {target}"))
        return plan
    if _handed_on(context, event):
        raise Refusal("the module is handed on as a whole")
    _by_name(context, event, plan)
    plan.released.add(event.bound)
    return plan


def star(context: Context, event: Imported) -> Plan:
    """The plan for ``from module import *`` of a module that is gone: its names that are read, one by one.

    Raises:
        Refusal: one of them is nowhere today, or what it brought is not known.
    """
    brought = atlas.star(event.name)
    used = [
        name
        for name in sorted(brought)
        if context.is_read(name) and not context.binds(name) and name not in context.imported
    ]
    if not brought:
        raise Refusal("what it brought is not known")
    if any(context.in_broken(name) for name in used):
        raise Refusal("a statement that may use it is half typed")
    lines: dict[str, list[str]] = {}
    for name in used:
        module = today(f"{event.name}.{name}").rpartition(".")[0]
        if not module:
            raise Refusal(f"no module of today has `{name}`")
        lines.setdefault(module, []).append(name)
    plan, span = Plan(), context.span(event.id[0], event.statement)
    if not lines:
        plan.deleted.add(span)
        return plan
    *first, last = [f"from {module} import {', '.join(names)}" for module, names in sorted(lines.items())]
    if first:
        plan.inserted[span] = tuple(first)
    plan.replace(span, Own(last))
    return plan


def _refuse_fstring(context: Context, named: Named) -> None:
    if context.program.in_fstring(named.id, named.node) is not None:
        raise Refusal(_IN_FSTRING)
