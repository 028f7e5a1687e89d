"""Which operators of a program move, and by what plan."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from qls.planning.algebra.grouping import Edit, Group
from qls.planning.algebra.moving import groups
from qls.planning.opflow.algorithms import moved
from qls.planning.opflow.expressions import chains
from qls.planning.opflow.leaving import Leaving, retire_imports
from qls.planning.opflow.names import MODULE
from qls.planning.opflow.together import together
from qls.planning.solving import name_of
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Plan, Symbol


@dataclass
class Found:
    """The operators of a program.

    Attributes:
        everything: by who meets whom.
        own: of these, in their order, those that no other migration takes.
        mentions: where their classes are named without a call.
    """

    everything: list[Group]
    own: list[Group]
    mentions: list[Edit]


def found(context: Context) -> Found:
    """The operators of a program as they stand now."""
    if not context.mentions(MODULE.rpartition(".")[2]):
        return Found([], [], [])
    everything, mentions = groups(context)
    return Found(everything, _own(context, everything), mentions)


def _own(context: Context, everything: list[Group]) -> list[Group]:
    solved = any(group.solved for group in everything) and _algorithms_move(context)
    valued = any(group.states for group in everything) and _expectations_move(context)
    taken = [group.left or (group.solved and solved) or (group.states and valued) for group in everything]
    return [group for group, elsewhere in zip(everything, taken, strict=True) if not elsewhere]


def _expectations_move(context: Context) -> bool:
    """True where the expectation values of the program move to an estimator, and take operators and states along."""
    found = chains(context)
    return bool(found) and _moves(together(context, found))


def _algorithms_move(context: Context) -> bool:
    """True where the algorithms of the program move to another primitive, and take their operators along."""
    events = [calls[0] for calls in context.facts.called.values() if name_of(calls[0]) and not calls[0].guarded]
    if not events:
        return False

    def make() -> tuple[Plan, str, str]:
        plan, changes = moved(
            context, [c[0] for c in context.facts.called.values() if name_of(c[0]) and not c[0].guarded]
        )
        return plan, "algorithms", changes

    return _moves(context.once(("algorithms",), make))


def _moves(outcome: Outcome) -> bool:
    """True where it is offered, or would be if no statement were half typed."""
    return outcome.verdict.offered or "half typed" in outcome.verdict.reason


def carried(context: Context, number: int, known: Found) -> Outcome:
    """The outcome for the operators at ``number`` of its own.

    Args:
        known: all of them as they stand now; later they are looked for again.
    """
    fresh = [known]

    def make() -> tuple[Plan, str, str]:
        here = fresh.pop() if fresh else found(context)
        group = here.own[number]
        if group.reason:
            raise Refusal(group.reason)
        plan = Plan()
        whole = _all_move(here.everything)
        for edit in (*group.edits, *(here.mentions if whole else ())):
            if _keeps_its_name(edit):
                if not whole:
                    raise Refusal("another operator needs what the same name was imported for")
                _move(plan, edit)
                continue
            if edit.pieces:
                plan.replace(edit.span, *edit.pieces)
            else:
                plan.deleted.add(edit.span)
            context.release(plan, edit.node)
        retire_imports(context, plan, Leaving(plan))
        return plan, "quantum_info", " ".join(group.changes)

    return context.once(("operators", number), make)


def _keeps_its_name(edit: Edit) -> bool:
    """True for a name whose place another of the same name takes: only its import changes."""
    match edit:
        case Edit(node=ast.Name(name), pieces=[Symbol(name=other)]):
            return name == other
    return False


def _move(plan: Plan, edit: Edit) -> None:
    for piece in edit.pieces:
        if isinstance(piece, Symbol):
            plan.moved[piece.name] = (piece.module, piece.name)


def _all_move(everything: list[Group]) -> bool:
    """True where nothing is left of what the classes of opflow make, so that their names can go too."""
    return not any(group.left or group.reason for group in everything)
