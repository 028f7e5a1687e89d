"""Expectation values of opflow

What it does
    `(StateFn(operator, is_measurement=True) @ StateFn(circuit)).eval()`, `(~psi @ operator @ psi).eval()` and the
    like compute an expectation value, with `PauliExpectation`, `AerPauliExpectation` or `MatrixExpectation` in
    between, and `CircuitSampler(backend).convert(...)` samples it. Opflow was deprecated in Qiskit 0.43 and removed in
    1.0.

What replaces it
    `StatevectorEstimator().run([(circuit, SparsePauliOp(...))])` where the value is exact: without a sampler, on a
    simulator of the state, and with `AerPauliExpectation`. `EstimatorV2.from_backend(backend).run(...)` at the precision
    of the shots where `CircuitSampler` samples it. Overlaps of basis states, as in `(~One @ Zero).eval()`, are those of
    `Statevector`. All of a program's expressions move together, for they share their operators and states.

What changes in your results
    An exact value keeps all but its last digits. A sampled one has the statistical error of EstimatorV2, 1 / √shots,
    in the place of that of opflow's samples.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import LeaveAlone
from qls.cases.qls702_examples import OF_ONE
from qls.cases.qls702_others import OTHERS
from qls.cases.qls702_values import VALUES
from qls.catalogue import links
from qls.planning.findings import Offer, Page
from qls.planning.opflow.expressions import chains
from qls.planning.opflow.together import together
from qls.planning.workbench import Context
from qls.report import Finding

PAGE = Page(
    "QLS702",
    "opflow-expectation",
    since="deprecated in Qiskit 0.43, removed in 1.0",
    link=links.OPFLOW,
    changes="nothing but the last digits of what is exact.",
    gone=("qiskit", "1.0"),
    destinations=("auto", "backend", "runtime"),
)


def find(context: Context) -> Iterator[Finding]:
    found = chains(context)
    spans = [context.span(chain.serial, chain.node) for chain in found]
    outcome = together(context, found) if found else None
    offered = outcome is not None and outcome.verdict.offered
    sampled = any(chain.kind == "sampled" for chain in found)
    title = "Estimate with EstimatorV2" if sampled else "Compute with StatevectorEstimator and quantum_info"
    kind = "estimator" if sampled else "exact"
    offers = [] if outcome is None else [Offer(title, kind, outcome)]
    for chain, span in zip(found, spans, strict=True):
        message = f"opflow was removed in Qiskit 1.0: `{_INSTEAD[chain.kind]}` computes this value."
        why = _WHY[chain.kind] if offered else ""
        yield PAGE.finding(
            context, span, message, *offers, removes=PAGE.at(*spans), why=why, reason=chain.reason or None
        )


_INSTEAD = {
    "statevector": "Statevector",
    "estimator": "StatevectorEstimator",
    "sampled": "EstimatorV2",
    "": "EstimatorV2",
}
_WHY = {
    "statevector": "Statevector, because this is the overlap of two states that are written out.",
    "estimator": "StatevectorEstimator, because no backend samples the value: it is exact, and stays so.",
    "sampled": "EstimatorV2 at a precision of 1 / √shots, because CircuitSampler samples the value on a backend.",
    "": "",
}


_HEAD = (
    "from qiskit import Aer, QuantumCircuit\nfrom qiskit.opflow import *\nfrom qiskit.utils import QuantumInstance\n\n"
)
_ONE = _HEAD + "qc = QuantumCircuit(1)\nmeasured = PauliExpectation().convert(~StateFn(Z) @ StateFn(qc))\n"
_BACKEND = "backend = Aer.get_backend('qasm_simulator')\n"

EXAMPLES = (*OF_ONE, *VALUES, *OTHERS)

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
        "a gradient has no counterpart",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import Gradient, StateFn, Z\n\nqc = QuantumCircuit(1)\n"
        "value = Gradient().convert(~StateFn(Z) @ StateFn(qc)).eval()\n",
        finding=True,
        because="a gradient of opflow has no counterpart: use `ParamShiftEstimatorGradient(estimator)"
        ".run([circuit], [observable], [values]).result().gradients[0]` of qiskit_algorithms.gradients",
    ),
    LeaveAlone(
        "the circuit changes before the expression is evaluated",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import StateFn, Z\n\nqc = QuantumCircuit(1)\n"
        "expression = ~StateFn(Z) @ StateFn(qc)\nqc.x(0)\nvalue = expression.eval()\n",
        finding=True,
        because="the circuit may change before the expression is evaluated",
    ),
    LeaveAlone(
        "the operator is printed too",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import StateFn, Z\n\nqc = QuantumCircuit(1)\noperator = Z ^ Z\n"
        "print(operator)\nvalue = (~StateFn(operator) @ StateFn(qc)).eval()\n",
        finding=True,
        because="operator is used for something else too",
    ),
    LeaveAlone(
        "a factor of the operator is no number in sight",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import StateFn, Z\n\nqc = QuantumCircuit(1)\n"
        "value = (~StateFn(float(input()) * Z) @ StateFn(qc)).eval()\n",
        finding=True,
        because="a factor of the operator is no number in sight",
    ),
    LeaveAlone(
        "what StateFn is given may be no circuit",
        "from qiskit.opflow import StateFn, Z\n\n\ndef value(state):\n    return (~StateFn(Z) @ StateFn(state)).eval()\n",
        finding=True,
        because="what StateFn is given may be no circuit",
    ),
    LeaveAlone(
        "a module of torch is evaluated beside a product of matrices",
        "import qiskit\nimport torch\nfrom qiskit.opflow import Z\n\nlayer = torch.nn.Linear(1, 1)\n"
        "weights = torch.eye(2) @ torch.eye(2)\nlayer.eval()\n(weights @ weights).eval()\n",
    ),
    LeaveAlone(
        "a product of matrices of numpy beside opflow",
        "import numpy as np\nfrom qiskit.opflow import Z\n\nvalue = ~np.eye(2, dtype=int) @ np.eye(2, dtype=int)\n",
    ),
    LeaveAlone(
        "StateFn is a class of the program",
        "import qiskit\nfrom qiskit.opflow import Z\n\n\nclass StateFn:\n    def __init__(self, state):\n        self.state = state\n\n"
        "    def __invert__(self):\n        return self\n\n    def __matmul__(self, other):\n        return self\n\n"
        "    def eval(self):\n        return 1.0\n\n\nvalue = (~StateFn(1) @ StateFn(2)).eval()\n",
    ),
    LeaveAlone(
        "convert and eval of something else",
        "from qiskit.opflow import Z\nfrom converters import Sampler\n\nvalue = Sampler().convert('x').eval()\n",
    ),
    LeaveAlone(
        "a table is asked for an expression",
        "import sympy\nfrom qiskit.opflow import Z\n\nx = sympy.Symbol('x')\nvalue = (x + 1).evalf()\nother = eval('1 + 1')\n",
    ),
    LeaveAlone(
        "what is sampled once is evaluated twice",
        _ONE
        + _BACKEND
        + "sampled = CircuitSampler(backend).convert(measured)\nprint(sampled.eval())\nvalue = sampled.eval()\n",
        finding=True,
        because="what is sampled once is evaluated twice",
    ),
    LeaveAlone(
        "what is sampled once is evaluated in a loop",
        _ONE + _BACKEND + "sampled = CircuitSampler(backend).convert(measured)\nvalues = []\nfor i in range(3):\n"
        "    values.append(sampled.eval())\n",
        finding=True,
        because="what is sampled once is evaluated many times",
    ),
    LeaveAlone(
        "the simulator has noise",
        _ONE + "from qiskit.providers.aer import AerSimulator\nfrom noise import model\n\n"
        "backend = AerSimulator(noise_model=model)\nvalue = CircuitSampler(backend).convert(measured).eval()\n",
        finding=True,
        because="the backend has noise or qubits of its own, which an estimator treats otherwise",
    ),
    LeaveAlone(
        "the QuantumInstance mitigates errors",
        _ONE + _BACKEND + "from qiskit.utils.mitigation import CompleteMeasFitter\n\n"
        "qi = QuantumInstance(backend, measurement_error_mitigation_cls=CompleteMeasFitter)\n"
        "value = CircuitSampler(qi).convert(measured).eval()\n",
        finding=True,
        because="the QuantumInstance has settings that have no counterpart",
    ),
    LeaveAlone(
        "the QuantumInstance goes to an algorithm too",
        _ONE + _BACKEND + "from algorithms import solve\n\nqi = QuantumInstance(backend)\nsolve(qi)\n"
        "value = CircuitSampler(qi).convert(measured).eval()\n",
        finding=True,
        because="qi is used for something else too",
    ),
    LeaveAlone(
        "a computer of IBM moves the qubits",
        _ONE + "from qiskit import IBMQ\n\nbackend = IBMQ.load_account().get_backend('ibmq_manila')\n"
        "value = CircuitSampler(backend).convert(measured).eval()\n",
        finding=True,
        because="on a computer the observable has to follow the circuit's layout: transpile it first",
    ),
    LeaveAlone(
        "the backend is a parameter that nobody gives",
        _HEAD + "def estimate(backend):\n    qc = QuantumCircuit(1)\n"
        "    return CircuitSampler(backend).convert(PauliExpectation().convert(~StateFn(Z) @ StateFn(qc))).eval()\n",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
    LeaveAlone(
        "the weighted tail of the samples is another mean",
        _HEAD
        + _BACKEND
        + "qc = QuantumCircuit(1)\nmeasured = CVaRExpectation(0.1).convert(~StateFn(Z) @ StateFn(qc))\n"
        "value = CircuitSampler(backend).convert(measured).eval()\n",
        finding=True,
        because="CVaRExpectation has no counterpart",
    ),
    LeaveAlone(
        "CircuitSampler samples no operator between two states",
        _HEAD
        + _BACKEND
        + "psi = CircuitStateFn(QuantumCircuit(1))\nvalue = CircuitSampler(backend).convert(~psi @ Z @ psi).eval()\n",
        finding=True,
        because="CircuitSampler does not sample an operator between two states",
    ),
    LeaveAlone(
        "a function prints the operator that it evaluates",
        _HEAD + "def estimate():\n    qc = QuantumCircuit(1)\n    op = Z ^ Z\n    print(op)\n"
        "    return (~StateFn(op) @ StateFn(qc)).eval()\n",
        finding=True,
        because="op is used for something else too",
    ),
    LeaveAlone(
        "the operator is the variable of a loop",
        _HEAD + "qc = QuantumCircuit(1)\nop = X\nvalues = []\nfor op in [X, Z]:\n"
        "    values.append((~StateFn(op) @ StateFn(qc)).eval())\n",
        finding=True,
        because="the operator is no sum of strings of Paulis with numbers in sight",
    ),
    LeaveAlone(
        "a lambda evaluates when it is called",
        _HEAD + "qc = QuantumCircuit(1)\nvalue = lambda: (~StateFn(Z) @ StateFn(qc)).eval()\nqc.x(0)\n",
        finding=True,
        because="it is evaluated later than its statement",
    ),
    LeaveAlone(
        "the circuit grows in the loop that evaluates it",
        _HEAD + "qc = QuantumCircuit(1)\nexpression = ~StateFn(Z) @ StateFn(qc)\nvalues = []\nfor i in range(3):\n"
        "    values.append(expression.eval())\n    qc = QuantumCircuit(1)\n",
        finding=True,
        because="the circuit may change before the expression is evaluated",
    ),
    LeaveAlone(
        "the time evolution of an operator is no circuit",
        _HEAD + "H = (X ^ X) + (Y ^ Y)\nvalue = (~(One ^ Zero) @ (0.5 * H).exp_i() @ (One ^ Zero)).eval()\n",
        finding=True,
        because="the state is no circuit that can be seen",
    ),
)
