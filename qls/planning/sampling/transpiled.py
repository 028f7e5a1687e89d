"""The level of optimisation that ``transpile`` took by default when a program was written.

It was 1, and is 2 since 1.3: that permutes qubits and says so only in the circuit's layout (V: 2.6.2, a swap). Counts
follow the layout; a state or a unitary that is computed of the circuit does not.
"""

from __future__ import annotations

import ast

from qls.catalogue import options
from qls.planning.workbench import Context
from qls.rewriting.plan import Piece, Plan
from qls.semantics.program import Site
from qls.semantics.python.values import NodeId
from qls.syntax.arguments import names_given, unpacks, unpacks_names

_TRANSPILES = ("transpile", "PassManager", "generate_preset_pass_manager")
CHANGES = (
    "The circuit is transpiled, and since Qiskit 1.3 that may permute its qubits: the state is then one of permuted"
    " qubits."
)

# V: qiskit-aer 0.13 ran gates that a device has not, without noise; 0.17 and 0.18 raise AerError, unknown instruction.
DEVICE = (
    "The circuit is transpiled for the device, as qiskit-aer of today needs it to be; the device's noise then acts on"
    " every gate."
)


def is_untranspiled(context: Context, site: Site) -> bool:
    """True for ``AerSimulator.from_backend(device).run(circuit)`` where nothing in the program transpiles a circuit."""
    made = [context.facts.made.get(backend.made) for backend in site.backends]
    if site.form != "run" or not any(each is not None and each.through.endswith(".from_backend") for each in made):
        return False
    return not site.submission.places and not any(_is_called(context, name) for name in _TRANSPILES)


def runs_as_it_is(context: Context, site: Site) -> bool:
    """True where what it runs is certainly not transpiled: Aer's own run takes control flow (V: 0.18.2)."""
    parts = ast.walk(site.circuits) if site.circuits is not None else ()
    funcs = [part.func for part in parts if isinstance(part, ast.Call)]
    calls = any((getattr(func, "id", "") or getattr(func, "attr", "")) != "assemble" for func in funcs)
    told = context.mentions("optimization_level")  # that of 0 or 1 leaves no trace in the circuit
    return site.form == "run" and not site.submission.places and not calls and not told


def _is_called(context: Context, name: str) -> bool:
    """True where the program reads ``name``, a function by whatever path; what does not parse may do so."""
    for statement in context.having(name):
        parts = ast.walk(statement.meant.module) if statement.meant.module is not None else ()
        if statement.meant.module is None or any(name in (getattr(p, "id", ""), getattr(p, "attr", "")) for p in parts):
            return True
    return False


def transpilations(context: Context, site: Site) -> dict[NodeId, ast.Call | None]:
    """The calls of ``transpile`` that may permute the qubits of what the site runs; None for any other call."""
    context.watch("transpile")
    return {id: _call_at(context, id) for id in sorted(site.submission.places)}


def _call_at(context: Context, id: NodeId) -> ast.Call | None:
    module = context.program.tree(id[0]).module
    for node in ast.walk(module) if module is not None else ():
        if isinstance(node, ast.Call) and _place(node) == id[1:]:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            whole = not unpacks(node) and not unpacks_names(node)
            return node if name == "transpile" and whole and "optimization_level" not in names_given(node) else None
    return None


def _place(node: ast.Call) -> tuple[int | None, ...]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def keep_level(context: Context, id: NodeId, call: ast.Call, plan: Plan) -> None:
    """``transpile`` is told the level that it took by default."""
    pieces: list[Piece] = [context.span(id[0], call.func), "("]
    pieces += [piece for argument in call.args for piece in (context.span(id[0], argument), ", ")]
    for keyword in call.keywords:
        pieces += [f"{keyword.arg}=", context.span(id[0], keyword.value), ", "]
    level = f"optimization_level={options.EXECUTE_OPTIMIZATION_LEVEL})"
    plan.replace(context.span(id[0], call), *pieces, level)


def keep_levels(context: Context, site: Site, plan: Plan) -> str:
    """Every ``transpile`` of what the site runs is told its level; what changes where one cannot be."""
    calls = transpilations(context, site)
    for id, call in calls.items():
        if call is not None:
            keep_level(context, id, call, plan)
    return CHANGES if None in calls.values() else ""
