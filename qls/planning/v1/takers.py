"""Algorithms that are given a V1 primitive: whether they take V2 in its place, and what they give otherwise then."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qls.catalogue.takers import GONE, OUTCOMES, TELL, Taker, taker
from qls.planning.removed import algorithms
from qls.planning.solving import name_of, solving
from qls.planning.v1.outcomes import keep_outcomes
from qls.planning.v1.run import COEFFICIENTS, asked_reason
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan
from qls.semantics.python.values import NOTHING, NodeId, Value
from qls.semantics.qiskit.facts import Called, PrimitiveMade
from qls.semantics.qiskit.observables import is_sound, observable_kind
from qls.semantics.qiskit.values import Primitive
from qls.syntax.text import Range

DRAWN = "The algorithm's numbers come from samples that are drawn anew."
_AUXILIARY = "The metadata beside the values of the auxiliary operators have other entries."
_CALLBACK = {
    "VQE": "The callback gets the first of the parameters alone, and other metadata.",
    "": "The callback gets other metadata.",
}
_PRECISE = "{} asks V2 for the `default_precision` that it is given, where V1 was exact."
_UNREAD = {"VQE": (1, 3), "VQD": (3,), "QAOA": (3,), "SamplingVQE": (3,)}  # what a callback may get otherwise


@dataclass(frozen=True)
class Handed:
    """A call that is given the primitive."""

    event: Called
    taker: Taker
    stored: NodeId | None = None  # where it is given later, to what the call made

    def value(self, name: str) -> Value:
        """What is given for the parameter ``name``."""
        if name in self.taker.positional:
            place = self.taker.positional.index(name)
            if place < len(self.event.arguments):
                return self.event.arguments[place]
        return dict(self.event.keywords).get(name, NOTHING)

    def node(self, name: str) -> ast.expr | None:
        """The expression of what is given for the parameter ``name``."""
        given = self.event.node
        place = self.taker.positional.index(name) if name in self.taker.positional else len(given.args)
        if place < len(given.args):
            return given.args[place]
        return next((keyword.value for keyword in given.keywords if keyword.arg == name), None)


def takers_of(context: Context, made: PrimitiveMade) -> list[Handed]:
    """The calls that the primitive is handed to.

    Raises:
        Refusal: one of them does not take V2 where it took V1, or that cannot be seen.
    """
    found: dict[object, Handed] = {}
    for asked in context.facts.asked.get(made.id, ()):
        what, _, name = asked.what.partition(":")
        stored = _stored(context, asked.id) if what == "stored" else None
        if stored is not None:
            found[asked.id] = stored
            continue
        takes = taker(name) if what == "argument" else None
        last = name.rpartition(".")[2]
        if last in GONE:
            raise Refusal(f"{last} is gone: {GONE[last]}")
        events = [each for each in context.facts.called.get(asked.id, ()) if taker(each.name) is takes]
        if takes is None or not events:
            raise Refusal(asked_reason(asked.what))
        package = takes.distribution
        if context.environment.has(package) and not context.environment.at_least(package, takes.since):
            raise Refusal(f"{package} takes V2 primitives since {takes.since}, and an older one is installed")
        for event in events:
            each = Handed(event, takes)
            _refuse_others(context, each)
            found[asked.id] = each
    return list(found.values())


def _stored(context: Context, id: NodeId) -> Handed | None:
    """The algorithm whose attribute a primitive becomes, in the place of the one that it was made with."""
    target = context.node(id)
    if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
        return None
    name = target.value.id
    for calls in context.facts.called.values():
        takes = taker(calls[0].name)
        if takes is None or takes.parameter != target.attr or takes.name in TELL or context.binds(name) != 1:
            continue
        if name_given(context, calls[0]) == name:
            _refuse_others(context, each := Handed(calls[0], takes, id))
            return each
    return None


def name_given(context: Context, event: Called) -> str:
    """The name that what a call makes is given at once; empty for none."""
    made = context.program.parents(event.id[0]).get(event.node)
    target = made.targets[0] if isinstance(made, ast.Assign) and len(made.targets) == 1 else None
    return target.id if isinstance(target, ast.Name) else ""


def _refuse_others(context: Context, each: Handed) -> None:
    """
    Raises:
        Refusal: a call does not give what it gave to the same parameter, or gives more than the primitive there.
    """
    node, takes = each.event.node, each.taker
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        raise Refusal(f"what {takes.name} is given cannot all be seen")
    if len(node.args) > len(takes.positional):
        raise Refusal(f"{takes.name} takes its arguments in another order now")
    for keyword in node.keywords:
        if keyword.arg not in takes.keywords and keyword.arg not in takes.positional:
            raise Refusal(f"{takes.name} takes no {keyword.arg or '** that cannot be seen'} any more")
    given = each.value(takes.parameter)
    if each.stored is None and (not given or not all(isinstance(atom, Primitive) for atom in given)):
        raise Refusal(f"on another path {takes.name} is given something else than a primitive that is seen")
    old = algorithms.is_old(each.event.name)
    if old and any(name_of(calls[0]) for calls in context.facts.called.values()):
        raise Refusal("another algorithm has a quantum_instance still")


def handed_too(context: Context, plan: Plan, made: Iterable[PrimitiveMade], *, exact: bool) -> list[str]:
    """What changes in the algorithms that are given primitives beside what these run.

    Raises:
        Refusal: one of them does not take V2, or they go elsewhere.
    """
    changes = []
    for each in made:
        if each.id in context.facts.asked:
            changes += taken(context, plan, each, takers_of(context, each), exact=exact)
            changes += [DRAWN] if each.kind == "sampler" else []
    return changes


def taken(
    context: Context,
    plan: Plan,
    made: PrimitiveMade,
    found: Iterable[Handed],
    *,
    exact: bool,
    whole: bool = False,
) -> list[str]:
    """The algorithms take the V2 primitive that ``plan`` makes, from the package that they became; what changes.

    Args:
        exact: it is an estimator of the exact values.
        whole: it is a sampler in the place of one that gave exact distributions.
    """
    changes = []
    for each in found:
        if each.taker.changes == OUTCOMES:
            keep_outcomes(context, plan, each.event, whole=whole)
        changes += [*_changes(context, made, each), *_tell(context, plan, each, exact=exact)]
    if any(algorithms.is_old(each.event.name) for each in found):
        algorithms.move_all(context, plan)
        changes.append(algorithms.other_package(context))
    return changes


# --- what changes -------------------------------------------------------------------------------------------------


def _changes(context: Context, made: PrimitiveMade, each: Handed) -> list[str]:
    """What an algorithm gives otherwise, with a V2 primitive and in the release that takes it."""
    changes = [each.taker.changes] if each.taker.changes else []
    if _reads_callback(context, each):
        changes.append(_CALLBACK.get(each.taker.name, _CALLBACK[""]))
    if made.kind == "estimator":
        changes += _of_operators(context, each)
    return changes


def _of_operators(context: Context, each: Handed) -> list[str]:
    """What V2 may not take of the operators, and what it says of them otherwise."""
    if not each.taker.exact:
        return [COEFFICIENTS]
    if each.taker.name in TELL:
        given = each.value("observables")
        return [] if not given or _is_sound(given) else [COEFFICIENTS]
    solved = list(solving(context, each.event.name))
    sound = bool(solved) and all(_is_sound(_operator(call)) for call in solved) and _stays(context, each)
    more = any(len(call.arguments) > 1 or "aux_operators" in dict(call.keywords) for call in solved)
    return [*([] if sound else [COEFFICIENTS]), *([_AUXILIARY] if more else [])]


def _operator(call: Called) -> Value | None:
    return call.arguments[0] if call.arguments else dict(call.keywords).get("operator")


def _is_sound(value: Value | None) -> bool:
    return bool(value) and all(observable_kind(a) in {"sparse", "pauli"} and is_sound(a) for a in value or ())


def _stays(context: Context, each: Handed) -> bool:
    """True where all that is done with the algorithm is in sight: its methods are called, and it goes nowhere."""
    node, serial = each.event.node, each.event.id[0]
    parents = context.program.parents(serial)
    parent = parents.get(node)
    if isinstance(parent, ast.Attribute):
        return True
    target = parent.targets[0] if isinstance(parent, ast.Assign) and len(parent.targets) == 1 else None
    if not isinstance(target, ast.Name):
        return False
    for place in context.module.places(target.id):
        number, statement = context.module[place]
        above = context.program.parents(number)
        loads = (load for load in ast.walk(statement) if isinstance(load, ast.Name) and load.id == target.id)
        around = [above.get(load) for load in loads if isinstance(load.ctx, ast.Load)]
        if any(not isinstance(part, ast.Attribute) or part.attr == each.taker.parameter for part in around):
            return False
    return True


def _tell(context: Context, plan: Plan, each: Handed, *, exact: bool) -> list[str]:
    """An algorithm is told what keeps it exact; what changes where it is told something else."""
    if each.taker.name not in TELL:
        return []
    parameter, value = TELL[each.taker.name]
    if not exact or any(keyword.arg == parameter for keyword in each.event.node.keywords):
        return [_PRECISE.format(each.taker.name)]
    give(context, plan, each, f"{parameter}={value}")
    return []


def give(context: Context, plan: Plan, each: Handed, *pieces: Piece) -> None:
    """The call of an algorithm is given one more argument, by its keyword.

    Raises:
        Refusal: where it ends cannot be told.
    """
    node, serial = each.event.node, each.event.id[0]
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    last, call = max(context.span(serial, value) for value in values), context.span(serial, node)
    if not re.fullmatch(r"(?:\s|,|#[^\n]*\n)*\)", context.text(Range(last.end, call.end))):
        raise Refusal(f"where {each.taker.name} is given more cannot be told")
    known = plan.replaced.get(last)
    if known is not None:
        plan.replaced[last] = (*known, ", ", *pieces)
    else:
        plan.replace(Range(last.end, last.end), ", ", *pieces)


def _reads_callback(context: Context, each: Handed) -> bool:
    """True where the program's callback may read what it gets otherwise."""
    node = next((keyword.value for keyword in each.event.node.keywords if keyword.arg == "callback"), None)
    if node is None or each.taker.name not in _UNREAD:
        return False
    function = _function(context, node)
    if function is None:
        return True
    parameters = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    places = _UNREAD[each.taker.name]
    if len(parameters) <= max(places):
        return True
    unread = {parameters[place] for place in places}
    return any(isinstance(part, ast.Name) and part.id in unread for part in ast.walk(function))


def _function(context: Context, node: ast.expr) -> ast.FunctionDef | ast.Lambda | None:
    """The function that is given; None where it is not certain which."""
    if isinstance(node, ast.Lambda):
        return node
    if not isinstance(node, ast.Name) or context.binds(node.id) != 1:
        return None
    parts = [part for place in context.module.places(node.id) for part in ast.walk(context.module[place][1])]
    return next((part for part in parts if isinstance(part, ast.FunctionDef) and part.name == node.id), None)
