"""Expectation values of opflow

What it does
    `(StateFn(operator, is_measurement=True) @ StateFn(circuit)).eval()`, `(~psi @ operator @ psi).eval()` and the
    like compute an expectation value, with `PauliExpectation`, `AerPauliExpectation` or `MatrixExpectation` in
    between. Opflow was deprecated in Qiskit 0.43 and removed in 1.0.

What replaces it
    `StatevectorEstimator().run([(circuit, SparsePauliOp(...))])`, which is exact as well; overlaps of basis states, as
    in `(~One @ Zero).eval()`, are those of `Statevector`. All of a program's expressions move together, for they share
    their operators and states. What `CircuitSampler` samples on a backend is only explained.

What changes in your results
    Nothing but the last digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context, Outcome, Refusal
from qls.migrations.findings import Page, fix_of, hover
from qls.migrations.opflow import Chain, chains, used_elsewhere
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan

CODE = "QLS702"
NAME = "opflow-expectation"
SINCE = "deprecated in Qiskit 0.43, removed in 1.0"
LINK = links.OPFLOW
DESTINATIONS = ("auto",)
_PAGE = Page(CODE, NAME, LINK, "nothing but the last digits.")


def find(context: Context) -> Iterator[Finding]:
    found = chains(context)
    gone = context.environment.at_least("qiskit", "1.0")
    severity = Severity.ERROR if gone else Severity.WARNING
    spans = [context.span(chain.serial, chain.node) for chain in found]
    outcome = _together(context, found) if found else None
    for chain, span in zip(found, spans, strict=True):
        instead = "Statevector" if chain.kind == "statevector" else "StatevectorEstimator"
        if chain.reason:
            instead = "an EstimatorV2"
        message = f"opflow was removed in Qiskit 1.0: `{instead}` computes this value."
        offered = outcome is not None and outcome.verdict.offered
        title = "Compute with StatevectorEstimator and quantum_info"
        removes = tuple((CODE, other) for other in spans)
        fixes = (fix_of(context, outcome, title, "exact", removes),) if outcome is not None and offered else ()
        reason = chain.reason or (outcome.verdict.reason if outcome is not None else "")
        words = hover(context, _PAGE, message, fixes, reason, why=_why(chain) if offered else "")
        yield Finding(CODE, NAME, message, severity, span, severity is Severity.WARNING, LINK, fixes, (), words)


def _why(chain: Chain) -> str:
    if chain.kind == "statevector":
        return "Statevector, because this is the overlap of two states that are written out."
    return "StatevectorEstimator, because no backend samples the value: it is exact, and stays so."


def _together(context: Context, found: list[Chain]) -> Outcome:
    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        now = chains(context)  # where they stand now
        for chain in now:
            if chain.reason:
                raise Refusal(chain.reason)
            plan.add(chain.plan)
        for name in used_elsewhere(context, now):
            raise Refusal(f"{name} is used for something else too")
        return plan, "statevector", ""

    return context.once(("opflow",), make)


EXAMPLES = (
    Example(
        "a measurement of a Pauli sum on a circuit, across its statements",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliExpectation, StateFn, X, Z, I

qc = QuantumCircuit(2)
qc.ry(0.3, 0)
qc.cx(0, 1)
operator = 0.5 * (Z ^ Z) + (X ^ I) - 2 * (I ^ Z)
measurable = StateFn(operator, is_measurement=True) @ StateFn(qc)
expectation = PauliExpectation().convert(measurable)
value = expectation.eval().real
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.3, 0)
qc.cx(0, 1)
value = float(StatevectorEstimator().run([(qc, SparsePauliOp.from_list([("ZZ", 0.5), ("XI", 1.0), ("IZ", -2.0)]))]).result()[0].data.evs)
""",
        },
    ),
    Example(
        "a list of Paulis, the adjoint of its function, and a circuit's state in between",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import CircuitStateFn, MatrixExpectation, PauliSumOp, StateFn

qc = QuantumCircuit(2)
qc.rx(1.1, 0)
qc.cx(0, 1)
weights = [("ZI", 1.5), ("YY", 0.25)]
hamiltonian = PauliSumOp.from_list(weights)
psi = CircuitStateFn(qc)
energy = MatrixExpectation().convert(~StateFn(hamiltonian) @ psi).eval()
again = (~psi @ hamiltonian @ psi).eval()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.rx(1.1, 0)
qc.cx(0, 1)
weights = [("ZI", 1.5), ("YY", 0.25)]
energy = complex(StatevectorEstimator().run([(qc, SparsePauliOp.from_list(weights))]).result()[0].data.evs)
again = complex(StatevectorEstimator().run([(qc, SparsePauliOp.from_list(weights))]).result()[0].data.evs)
""",
        },
    ),
    Example(
        "the overlap of basis states",
        """\
from qiskit.opflow import One, Plus, Zero

same = (~One @ One).eval()
other = (~(Zero ^ One) @ (One ^ One)).eval()
half = (~Plus @ Zero).eval()
""",
        {
            "auto": """\
from qiskit.quantum_info import Statevector

same = float(Statevector.from_label("1").inner(Statevector.from_label("1")).real)
other = float(Statevector.from_label("01").inner(Statevector.from_label("11")).real)
half = float(Statevector.from_label("+").inner(Statevector.from_label("0")).real)
""",
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a model of torch is put in evaluation mode",
        "import qiskit\nimport torch\n\nmodel = torch.nn.Linear(1, 1)\nmodel.eval()\n",
    ),
    LeaveAlone(
        "a data frame evaluates an expression beside opflow",
        "import pandas as pd\nfrom qiskit.opflow import X\n\ntable = pd.DataFrame({'a': [1]})\ntable.eval()\n",
    ),
    LeaveAlone(
        "a V2 estimator",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator\n\n"
        "value = StatevectorEstimator().run([(QuantumCircuit(1), 'Z')]).result()[0].data.evs\n",
    ),
    LeaveAlone(
        "what a sampler runs on a backend is only explained",
        "from qiskit import Aer, QuantumCircuit\nfrom qiskit.opflow import CircuitSampler, PauliExpectation, StateFn, Z\n\n"
        "qc = QuantumCircuit(1)\nmeasured = PauliExpectation().convert(StateFn(Z, is_measurement=True) @ StateFn(qc))\n"
        "value = CircuitSampler(Aer.get_backend('qasm_simulator')).convert(measured).eval().real\n",
        finding=True,
    ),
    LeaveAlone(
        "a gradient has no counterpart",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import Gradient, StateFn, Z\n\nqc = QuantumCircuit(1)\n"
        "value = Gradient().convert(~StateFn(Z) @ StateFn(qc)).eval()\n",
        finding=True,
    ),
    LeaveAlone(
        "the circuit changes before the expression is evaluated",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import StateFn, Z\n\nqc = QuantumCircuit(1)\n"
        "expression = ~StateFn(Z) @ StateFn(qc)\nqc.x(0)\nvalue = expression.eval()\n",
        finding=True,
    ),
    LeaveAlone(
        "the operator is printed too",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import StateFn, Z\n\nqc = QuantumCircuit(1)\noperator = Z ^ Z\n"
        "print(operator)\nvalue = (~StateFn(operator) @ StateFn(qc)).eval()\n",
        finding=True,
    ),
    LeaveAlone(
        "a factor of the operator is no number in sight",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import StateFn, Z\n\nqc = QuantumCircuit(1)\n"
        "value = (~StateFn(float(input()) * Z) @ StateFn(qc)).eval()\n",
        finding=True,
    ),
    LeaveAlone(
        "what StateFn is given may be no circuit",
        "from qiskit.opflow import StateFn, Z\n\n\ndef value(state):\n    return (~StateFn(Z) @ StateFn(state)).eval()\n",
        finding=True,
    ),
)
