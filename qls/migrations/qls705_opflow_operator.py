"""Operators of opflow's algebra

What it does
    `X ^ Z`, `0.5 * (Z ^ I) + (X ^ X)`, `PauliSumOp.from_list([...])` and the like make operators that are added, scaled,
    multiplied and handed on. Opflow was deprecated in Qiskit 0.43 and removed in 1.0.

What replaces it
    `SparsePauliOp` of `qiskit.quantum_info`, with the same algebra: `SparsePauliOp("XZ")`,
    `SparsePauliOp.from_list([("ZI", 0.5), ("XX", 1.0)])`. The operators are followed through names, functions, lists and
    attributes; all that meet move together, where everything that is done with them is known to be the same.
    What builds states, expectations or circuits of opflow from them is another page's.

What changes in your results
    Nothing, but for what is printed: a `SparsePauliOp` shows itself in another form.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.examples.qls705_examples import EXAMPLES as EXAMPLES
from qls.migrations.page import LeaveAlone
from qls.planning.algebra.page import carried, found
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context
from qls.report import Finding

PAGE = Page(
    "QLS705",
    "opflow-operator",
    since="deprecated in Qiskit 0.43, removed in 1.0",
    link=links.OPFLOW,
    changes="nothing.",
    gone=("qiskit", "1.0"),
)
_MESSAGE = "opflow was removed in Qiskit 1.0: `SparsePauliOp` of qiskit.quantum_info takes the place of its operators."


def find(context: Context) -> Iterator[Finding]:
    for number, group in enumerate(found(context)):
        outcome = carried(context, number, group)
        offers = Offer("Make it a SparsePauliOp", "operator", outcome)
        spans = [context.span(*place) for place in group.made]
        for span in spans if outcome.verdict.offered else spans[:1]:
            yield PAGE.finding(context, span, _MESSAGE, offers, removes=PAGE.at(*spans))


LEAVE_ALONE: tuple[LeaveAlone, ...] = (
    LeaveAlone("exclusive or of numbers", "import qiskit\n\nX, Z = 3, 5\nvalue = X ^ Z\n"),
)
