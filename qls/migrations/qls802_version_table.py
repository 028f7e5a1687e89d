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
from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.page import Example, LeaveAlone
from qls.planning.findings import Page, fix_of, hover
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.semantics.facts import Named
from qls.syntax.text import Position, Range

CODE = "QLS802"
NAME = "version-table-removed"
SINCE = "deprecated in Qiskit 0.46, removed in 1.0"
LINK = links.FEATURES
DESTINATIONS = ("auto",)
_CHANGES = "The version of Qiskit alone is shown, not a table of its packages."
_PAGE = Page(CODE, NAME, LINK, _CHANGES)


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "0.46"):
        return
    gone = context.environment.at_least("qiskit", "1.0")
    message = "`__qiskit_version__` was removed in Qiskit 1.0: use `__version__`."
    for event in context.facts.named.values():
        if event.name == "qiskit.__qiskit_version__" and not event.guarded:
            key = ("version", event.id)
            outcome = context.once(key, lambda event=event: _plan(context, event))  # type: ignore[misc]
            span = context.program.range(event.id)
            removes = ((CODE, span),)
            fixes = [fix_of(context, outcome, "Use __version__", "import", removes)] if outcome.verdict.offered else []
            severity = Severity.ERROR if gone else Severity.WARNING
            words = hover(context, _PAGE, message, fixes, outcome.verdict.reason)
            yield Finding(CODE, NAME, message, severity, span, not gone, LINK, tuple(fixes), (), words)


def _plan(context: Context, event: Named) -> tuple[Plan, str, str]:
    parent = context.program.parents(event.id[0]).get(event.node)
    alone = isinstance(parent, ast.Expr)  # at most a notebook displays it, and other versions anyway
    printed = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "print"
    if not (alone or printed):
        raise Refusal("it is used as a dict")
    plan = Plan()
    end = context.program.range(event.id).end
    plan.replace(Range(Position(end.line, end.column - len(event.node.attr)), end), "__version__")
    return plan, "", "" if alone else _CHANGES


EXAMPLES = (
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
    LeaveAlone("another package has a table of versions", "import qiskit\nimport tool\n\ntool.__qiskit_version__\n"),
    LeaveAlone("the version of Qiskit itself", "import qiskit\n\nprint(qiskit.__version__)\n"),
    LeaveAlone(
        "one package's version is looked up",
        "import qiskit\n\naer = qiskit.__qiskit_version__['qiskit-aer']\n",
        finding=True,
        because="it is used as a dict",
    ),
)
