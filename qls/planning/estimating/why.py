"""Why Sampler, why Estimator, why neither: from what the program does with the result."""

from __future__ import annotations

from qls.planning.estimating.by_hand import by_hand
from qls.planning.groups import Group
from qls.planning.workbench import Context

_READ = {
    "get_counts": "the counts are read",
    "get_memory": "the outcome of every shot is read",
    "get_statevector": "the exact state is read",
    "get_unitary": "the exact unitary is read",
}


def reason_of_choice(context: Context, group: Group, kind: str) -> str:
    """What decides between the primitives, in a sentence.

    Args:
        kind: of the fix that is offered first; empty where there is none.
    """
    read = [said for method, said in _READ.items() if group.reads_of(method)]
    if not read:
        return ""
    because = f"because {' and '.join(read)}"
    if kind == "exact":
        return f"No primitive, {because}."
    lines = sorted({value.shown.start.line + 1 for found in by_hand(context, group) for value in found.values})
    if not lines:
        return f"SamplerV2, {because}." if kind == "primitive" else ""
    values = f"the expectation value{'s' if len(lines) > 1 else ''} at line {' and '.join(map(str, lines))}"
    sampler = f"SamplerV2, {because}; " if kind == "primitive" else ""
    return f"{sampler}{values} can be had from EstimatorV2 (QLS701)."
