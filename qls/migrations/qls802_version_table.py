"""The table of versions is gone

What it does
    `qiskit.__qiskit_version__`, a dict of the versions of Qiskit's old packages, was removed in Qiskit 1.0.

What replaces it
    `qiskit.__version__`, the version of Qiskit.

What changes in your results
    The version of Qiskit alone is shown, not a table of its packages: unsafe where it is printed. Where the table is
    used as a dict, it is only explained.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context, Refusal
from qls.report import Finding
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Imported, Named
from qls.syntax.text import Position, Range

_CHANGES = "The version of Qiskit alone is shown, not a table of its packages."
PAGE = Page(
    "QLS802",
    "version-table-removed",
    since="deprecated in Qiskit 0.46, removed in 1.0",
    link=links.FEATURES,
    changes=_CHANGES,
    gone=("qiskit", "1.0"),
)


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "0.46"):
        return
    message = "`__qiskit_version__` was removed in Qiskit 1.0: use `__version__`."
    plans: list[tuple[Named | Imported, Callable[[], tuple[Plan, str, str]]]] = [
        *((event, partial(_plan, context, event)) for event in context.facts.named.values()),
        *((event, partial(_plan_import, context, event)) for event in context.facts.imports.values()),
    ]
    for event, plan in plans:
        if event.name == "qiskit.__qiskit_version__" and not event.guarded:
            outcome = context.once(("version", event.id), plan)
            span = context.program.range(event.id)
            yield PAGE.finding(context, span, message, Offer("Use __version__", "import", outcome))


def _plan_import(context: Context, event: Imported) -> tuple[Plan, str, str]:
    """``from qiskit import __qiskit_version__``: the version by the name of the table, where that is only shown."""
    if context.in_broken(event.bound):
        raise Refusal("a statement that may use it is half typed")
    shown = False
    for statement in context.having(event.bound):
        for part in ast.walk(statement.meant.module) if statement.meant.module is not None else ():
            if isinstance(part, ast.Name) and part.id == event.bound:
                shown = not _is_alone(context, statement.serial, part) or shown
    plan = Plan()
    if context.is_read(event.bound):
        plan.moved[event.bound] = ("qiskit", "__version__")
    else:
        plan.released.add(event.bound)
    return plan, "", _CHANGES if shown else ""


def _is_alone(context: Context, serial: int, node: ast.AST) -> bool:
    """True for a statement of its own: at most a notebook displays it, and other versions anyway.

    Raises:
        Refusal: it is more than printed.
    """
    parent = context.program.parents(serial).get(node)
    printed = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "print"
    if not isinstance(parent, ast.Expr) and not printed:
        raise Refusal("it is used as a dict")
    return not printed


def _plan(context: Context, event: Named) -> tuple[Plan, str, str]:
    alone = _is_alone(context, event.id[0], event.node)
    plan = Plan()
    end = context.program.range(event.id).end
    plan.replace(Range(Position(end.line, end.column - len(event.node.attr)), end), "__version__")
    return plan, "", "" if alone else _CHANGES


EXAMPLES = (
    Example(
        "the table is imported by its name",
        "from qiskit import QuantumCircuit, __qiskit_version__\n\nqubits = QuantumCircuit(1).num_qubits\n__qiskit_version__\n",
        {
            "auto": "from qiskit import QuantumCircuit, __version__ as __qiskit_version__\n\n"
            "qubits = QuantumCircuit(1).num_qubits\n__qiskit_version__\n"
        },
    ),
    Example(
        "a notebook's last line displays the versions",
        "import qiskit\n\nanswer = 1\nqiskit.__qiskit_version__\n",
        {"auto": "import qiskit\n\nanswer = 1\nqiskit.__version__\n"},
    ),
    Example(
        "the versions are printed",
        "import qiskit\n\nprint(qiskit.__qiskit_version__)\nanswer = 1\n",
        {"auto": "import qiskit\n\nprint(qiskit.__version__)\nanswer = 1\n"},
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "the table is imported and looked into",
        "from qiskit import __qiskit_version__ as versions\n\nprint(versions['qiskit-aer'])\n",
        finding=True,
        because="it is used as a dict",
    ),
    LeaveAlone("another package has a table of versions", "import qiskit\nimport tool\n\ntool.__qiskit_version__\n"),
    LeaveAlone("the version of Qiskit itself", "import qiskit\n\nprint(qiskit.__version__)\n"),
    LeaveAlone(
        "one package's version is looked up",
        "import qiskit\n\naer = qiskit.__qiskit_version__['qiskit-aer']\n",
        finding=True,
        because="it is used as a dict",
    ),
)
