"""Gradients of opflow

What it does
    `Gradient().convert(expression, parameters)` made an expression of the derivatives of an expectation value, which
    was given values with `assign_parameters` and evaluated or sampled like any other; `NaturalGradient` divided it by
    the quantum Fisher information that `QFI` gives. Opflow was deprecated in Qiskit 0.43 and removed in 1.0.

What replaces it
    `qiskit_algorithms.gradients`, on a V2 Estimator: `ParamShiftEstimatorGradient(estimator).run([circuit],
    [observable], [values]).result().gradients`, of the circuit and the observable themselves instead of an expression.
    `QFI(LinCombQGT(estimator))` gives the quantum Fisher information, and a natural gradient is
    `np.linalg.solve(qfi / 4, gradient)`. The derivatives are then numbers at given values and no expression that
    circuits can be made of, so the call is only explained.

What changes in your results
    Nothing is edited. With `StatevectorEstimator` the new gradients are the numbers that the old ones gave.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.opflow.gradients import CLASSES, instead_of
from qls.planning.workbench import Context
from qls.report import Finding
from qls.semantics.qiskit.facts import Called

PAGE = Page(
    "QLS704",
    "opflow-gradient",
    since="deprecated in Qiskit 0.43, removed in 1.0",
    link=links.OPFLOW,
    changes="nothing is edited.",
    gone=("qiskit", "1.0"),
    destinations=(),
)
_NUMBERS = "what takes its place gives numbers for given values, not an expression of opflow"
_MODULES = ("qiskit.opflow", "qiskit.opflow.gradients")


def find(context: Context) -> Iterator[Finding]:
    for events in context.facts.called.values():
        event = events[0]
        name = _class_of(event)
        if name and not event.guarded:
            instead = instead_of(name, event.node)
            said = f"`{name}` of opflow was removed in Qiskit 1.0: {instead}."
            yield PAGE.finding(context, context.program.range(event.id), said, reason=_NUMBERS)


def _class_of(event: Called) -> str:
    """The class that a call makes a gradient of; empty for any other call."""
    module, _, name = event.name.rpartition(".")
    return name if name in CLASSES and (module in _MODULES or module.startswith(f"{_MODULES[1]}.")) else ""


EXAMPLES: tuple[Example, ...] = ()

_OPFLOW = "from qiskit.opflow import {0}\n\ngradient = {0}({1})\n"

LEAVE_ALONE = (
    LeaveAlone(
        "the gradient of qiskit_algorithms",
        "from qiskit.primitives import StatevectorEstimator\nfrom qiskit_algorithms.gradients import QFI, LinCombQGT\n\n"
        "qfi = QFI(LinCombQGT(StatevectorEstimator()))\n",
    ),
    LeaveAlone(
        "a class of the program is called Gradient",
        "import qiskit.opflow\n\n\nclass Gradient:\n    pass\n\n\ngradient = Gradient()\n",
    ),
    LeaveAlone("the gradient of numpy", "import numpy as np\nimport qiskit\n\nslope = np.gradient([1.0, 2.0, 4.0])\n"),
    LeaveAlone(
        "torch computes a gradient",
        "import qiskit\nimport torch\n\nx = torch.ones(1, requires_grad=True)\n(x * x).backward()\nslope = x.grad\n",
    ),
    LeaveAlone(
        "a gradient that may not be there",
        "try:\n    from qiskit.opflow import Gradient\nexcept ImportError:\n    Gradient = None\n\n"
        "gradient = Gradient() if Gradient else None\n",
    ),
    LeaveAlone(
        "a gradient is explained",
        _OPFLOW.format("Gradient", "grad_method='fin_diff'"),
        finding=True,
        because="what takes its place gives numbers for given values, not an expression of opflow",
    ),
    LeaveAlone(
        "a natural gradient is explained",
        _OPFLOW.format("NaturalGradient", ""),
        finding=True,
        because="what takes its place gives numbers for given values, not an expression of opflow",
    ),
    LeaveAlone(
        "the quantum Fisher information is explained",
        _OPFLOW.format("QFI", "'lin_comb_full'"),
        finding=True,
        because="what takes its place gives numbers for given values, not an expression of opflow",
    ),
    LeaveAlone(
        "a second derivative is explained",
        _OPFLOW.format("Hessian", ""),
        finding=True,
        because="what takes its place gives numbers for given values, not an expression of opflow",
    ),
)
