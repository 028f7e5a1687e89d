"""Which operators of a program move, and by what plan."""

from __future__ import annotations

from qls.planning.algebra.moving import Edit, Group, groups
from qls.planning.opflow.leaving import Leaving, retire_imports
from qls.planning.opflow.names import MODULE
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting import names
from qls.rewriting.plan import Plan


def found(context: Context) -> list[Group]:
    """The operators of a program by who meets whom, in their order; none of those that another migration takes."""
    if not any(event.name.startswith("qiskit") and _is_opflow(context) for event in context.facts.imports.values()):
        return []
    context.watch(names.ANY)
    return [group for group in _all(context)[0] if not group.left]


def _is_opflow(context: Context) -> bool:
    return context.mentions(MODULE.rpartition(".")[2])


def _all(context: Context) -> tuple[list[Group], list[Edit]]:
    return groups(context)


def carried(context: Context, number: int, first: Group) -> Outcome:
    """The outcome for the operators that are found at ``number``.

    Args:
        first: as they stand now; later they are looked for again.
    """
    fresh = [first]

    def make() -> tuple[Plan, str, str]:
        everything, mentions = _all(context)
        here = [group for group in everything if not group.left]
        group = fresh.pop() if fresh else here[number]
        if group.reason:
            raise Refusal(group.reason)
        plan = Plan()
        whole = all(not each.left and not each.reason for each in everything)
        for edit in (*group.edits, *(mentions if whole else ())):
            plan.replace(edit.span, *edit.pieces)
            context.release(plan, edit.node)
        retire_imports(context, plan, Leaving(plan))
        return plan, "quantum_info", " ".join(group.changes)

    return context.once(("operators", number), make)
