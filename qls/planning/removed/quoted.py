"""Names that are gone and that a string reaches."""

from __future__ import annotations

from collections.abc import Iterator

from qls.planning.removed.names import Removed, removed
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Plan
from qls.syntax.text import Range


def in_quotes(context: Context) -> Iterator[tuple[Range, Removed, Outcome]]:
    """``getattr(qiskit, "Aer")``, ``import_module("qiskit.opflow")``, with what is known of the name."""
    for event in context.facts.quoted.values():
        fact = None if event.guarded else removed(event.name)
        if fact is None or fact.severity(context.environment) is None:
            continue
        if event.module or removed(event.name.rpartition(".")[0]) is None:  # else said where the module is reached
            yield context.program.range(event.id), fact, context.once(("quoted", event.id), _refused)


def _refused() -> tuple[Plan, str, str]:
    raise Refusal("the name stands in quotes")
