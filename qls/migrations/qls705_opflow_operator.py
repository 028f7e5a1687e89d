"""Operators and states of opflow's algebra

What it does
    `X ^ Z`, `0.5 * (Z ^ I) + (X ^ X)`, `PauliSumOp.from_list([...])`, `SummedOp([...])` make operators that are added,
    scaled, multiplied and handed on; `Zero ^ One` and `CircuitStateFn(circuit)` make states, `(t * H).exp_i()` evolves
    them, and `(~psi @ H @ psi).eval()` gives their values. Opflow was deprecated in Qiskit 0.43 and removed in 1.0.

What replaces it
    `SparsePauliOp`, `Statevector` and `Operator` of `qiskit.quantum_info`, with the same algebra: `SparsePauliOp("XZ")`,
    `SparsePauliOp.from_list([("ZI", 0.5), ("XX", 1.0)])`, `Statevector.from_label("01")`,
    `psi.expectation_value(H)`. The objects are followed through names, functions, lists and attributes; all that meet
    move together, where everything that is done with them is known to be the same. Expectation values with
    `StateFn(..., is_measurement=True)` and `CircuitSampler` are QLS702's, algorithms on a `QuantumInstance` QLS703's.

What changes in your results
    Nothing, but for what is printed: an object of `quantum_info` shows itself in another form.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import LeaveAlone
from qls.cases.qls705_classes import CLASSES, LEFT
from qls.cases.qls705_examples import EXAMPLES as OF_OPERATORS
from qls.cases.qls705_others import OTHERS
from qls.catalogue import links
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
_MESSAGE = "opflow was removed in Qiskit 1.0: use `SparsePauliOp` of qiskit.quantum_info."


def find(context: Context) -> Iterator[Finding]:
    known = found(context)
    for number, group in enumerate(known.own):
        outcome = carried(context, number, known)
        offers = Offer("Make it a SparsePauliOp", "operator", outcome)
        spans = [context.span(*place) for place in group.made]
        for span in spans[:1] if group.reason else spans:
            yield PAGE.finding(context, span, _MESSAGE, offers, removes=PAGE.at(*spans))


_X = "from qiskit.opflow import X, Y, Z\n\n"

EXAMPLES = (*OF_OPERATORS, *OTHERS, *CLASSES)

LEAVE_ALONE = (
    *LEFT,
    LeaveAlone("exclusive or of numbers", "import qiskit\n\nX, Z = 3, 5\nvalue = X ^ Z\n"),
    LeaveAlone(
        "names of the program that opflow has too",
        "import numpy as np\nimport qiskit.opflow\n\nX, Z = np.eye(2), np.eye(2)\nvalue = X @ Z + X\n",
    ),
    LeaveAlone(
        "SparsePauliOp has no opflow in it",
        "from qiskit.quantum_info import SparsePauliOp\n\noperator = SparsePauliOp('X') ^ SparsePauliOp('Z')\n",
    ),
    LeaveAlone(
        "an operator of sympy beside opflow",
        "import sympy\nimport qiskit.opflow\n\nx = sympy.Symbol('x')\nvalue = (x + 1) ** 2\n",
    ),
    LeaveAlone(
        "a measurement takes the operator: another page's",
        "from qiskit.opflow import StateFn, X, Z\n\nmeasured = StateFn((X ^ Z) + (Z ^ X), is_measurement=True)\n",
    ),
    LeaveAlone(
        "operators that a class of opflow takes in a list: nothing is known of it",
        _X + "from qiskit.opflow import TensoredOp\n\ntotal = TensoredOp([X ^ X, Z ^ Z])\n",
    ),
    LeaveAlone(
        "a version of Qiskit without opflow is provided for",
        "try:\n    from qiskit.opflow import X\nexcept ImportError:\n    from operators import X\n\nmatrix = (X ^ X).to_matrix()\n",
    ),
    LeaveAlone(
        "the operator is handed to code that is not seen",
        _X + "from models import solve\n\nanswer = solve(X ^ Z)\n",
        finding=True,
        because="`solve(X ^ Z)` may need an operator of opflow",
    ),
    LeaveAlone(
        "what it is added to is not known to be an operator",
        _X + "from models import mapped\n\ntotal = mapped() + (X ^ Z)\n",
        finding=True,
        because="`mapped() + (X ^ Z)` may need an operator of opflow",
    ),
    LeaveAlone(
        "a circuit is made of the operator",
        _X + "circuit = (X ^ Z).to_circuit()\n",
        finding=True,
        because="quantum_info has no `to_circuit` that is known to do the same",
    ),
    LeaveAlone(
        "how many terms there are depends on opflow's adding up",
        _X + "terms = []\nfor pauli in [X, Y]:\n    total = pauli + pauli\n    terms.append((total + Z).coeffs)\n",
        finding=True,
        because="quantum_info has no `coeffs` that is known to do the same",
    ),
    LeaveAlone(
        "one name stands for an operator of opflow, or for another",
        "import sys\nfrom qiskit.opflow import X, Z\n\nif len(sys.argv) > 1:\n    from operators import X\nmatrix = X.to_matrix()\n",
        finding=True,
        because="`X` stands for something else too",
    ),
    LeaveAlone(
        "who calls the function is not in sight",
        _X + "from models import register\n\n\ndef hamiltonian():\n    return X ^ Z\n\n\nregister(hamiltonian)\n",
        finding=True,
        because="who calls `hamiltonian` is not in sight",
    ),
    LeaveAlone(
        "of an identity alone, opflow forgot the phase",
        "from qiskit.opflow import I, One\n\nvalue = (~One @ (0.3 * I).exp_i() @ One).eval()\n",
        finding=True,
        because="quantum_info has no `exp_i` that is known to do the same",
    ),
    LeaveAlone(
        "a state without its other half",
        "from qiskit.opflow import One, X\n\nhalf = ~One @ X\nvalue = (half @ One).eval()\n",
        finding=True,
        because="`~One @ X` may need an operator of opflow",
    ),
    LeaveAlone(
        "the circuit of the state changes before it is evaluated: QLS702 says so",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import CircuitStateFn\n\nqc = QuantumCircuit(1)\n"
        "psi = CircuitStateFn(qc)\nqc.x(0)\nmatrix = psi.to_matrix()\n",
    ),
    LeaveAlone(
        "operators are keys, which a SparsePauliOp cannot be",
        _X + "signs = {X: 1, Z: -1}\n",
        finding=True,
        because="`{X: 1, Z: -1}` may need an operator of opflow",
    ),
    LeaveAlone(
        "the coefficients are written to, which were a copy",
        _X + "total = X + Z\ntotal.coeffs[0] = 2\nmatrix = total.to_matrix()\n",
        finding=True,
        because="quantum_info has no `coeffs` that is known to do the same",
    ),
    LeaveAlone(
        "the class that takes the operator is not in sight",
        _X + "from models import Model\n\n\nclass Ising(Model):\n    pass\n\n\nmodel = Ising(X ^ Z)\n",
        finding=True,
        because="`Ising(X ^ Z)` may need an operator of opflow",
    ),
    LeaveAlone(
        "the terms of a sum that is not reduced are counted otherwise",
        _X + "from qiskit.opflow import SummedOp\n\nnumber = len(SummedOp([X + Z, Z]))\n",
        finding=True,
        because="`len(SummedOp([X + Z, Z]))` may need an operator of opflow",
    ),
    LeaveAlone(
        "the factor of a state that opflow counted twice",
        "from qiskit.opflow import One, X\n\nvalue = (~(2 * One) @ (X @ One)).eval()\n",
        finding=True,
        because="`~(2 * One) @ (X @ One)` may need an operator of opflow",
    ),
)
