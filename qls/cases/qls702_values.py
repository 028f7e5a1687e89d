"""What QLS702 shows: what is bound to an expression, lists of them, and backends that an object keeps."""

from __future__ import annotations

from qls.cases import Example
from qls.cases.qls702_examples import sampled

VALUES = (
    Example(
        "values bound to the expression",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.opflow import CircuitStateFn, StateFn, Y, Z

theta = Parameter("theta")
qc = QuantumCircuit(1)
qc.rx(theta, 0)
expression = ~StateFn(Y - Z) @ CircuitStateFn(qc)
value = [expression.bind_parameters({theta: angle / 5}).eval().real for angle in range(3)]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

theta = Parameter("theta")
qc = QuantumCircuit(1)
qc.rx(theta, 0)
value = [
    float(
        StatevectorEstimator().run(
            [(qc, SparsePauliOp.from_list([("Y", 1.0), ("Z", -1.0)]), {theta: angle / 5})]
        ).result()[0].data.evs
    )
    for angle in range(3)
]
"""
        },
        unsafe=True,
        estimates=("value",),
    ),
    Example(
        "factors that have names",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import CircuitStateFn, StateFn, X, Z

qc = QuantumCircuit(2)
qc.ry(0.6, [0, 1])
energies = []
for coupling in [0.0, 0.5, 1.0]:
    field = 1 - coupling
    hamiltonian = -coupling * (Z ^ Z) + (field + 1) * (X ^ X)
    energies.append((~StateFn(hamiltonian) @ CircuitStateFn(qc)).eval().real)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.6, [0, 1])
energies = []
for coupling in [0.0, 0.5, 1.0]:
    field = 1 - coupling
    energies.append(
        float(
            StatevectorEstimator().run(
                [(qc, SparsePauliOp.from_list([("ZZ", -coupling), ("XX", field + 1)]))]
            ).result()[0].data.evs
        )
    )
"""
        },
    ),
    Example(
        "a list of expressions gives the list of their values",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import ListOp, StateFn, X, Z

qc = QuantumCircuit(1)
qc.ry(0.7, 0)
psi = StateFn(qc)
both = ListOp([~StateFn(Z) @ psi, ~StateFn(X) @ psi])
values = both.eval()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.7, 0)
values = [
    complex(StatevectorEstimator().run([(qc, SparsePauliOp("Z"))]).result()[0].data.evs),
    complex(StatevectorEstimator().run([(qc, SparsePauliOp("X"))]).result()[0].data.evs),
]
""",
        },
    ),
    Example(
        "what a PauliSumOp holds, on a backend that an object keeps",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, PauliExpectation, PauliSumOp, StateFn
from qiskit.quantum_info import SparsePauliOp


class Solver:
    def __init__(self):
        self.backend = Aer.get_backend("statevector_simulator")

    def energy(self, angle):
        qc = QuantumCircuit(2)
        qc.ry(angle, 0)
        qc.cx(0, 1)
        operator = PauliSumOp(SparsePauliOp.from_list([("ZZ", 0.5), ("XX", 0.2)]))
        expression = PauliExpectation().convert(~StateFn(operator) @ StateFn(qc))
        return CircuitSampler(self.backend).convert(expression).eval().real


energy = Solver().energy(0.3)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit_aer import Aer
from qiskit.quantum_info import SparsePauliOp


class Solver:
    def __init__(self):
        self.backend = Aer.get_backend("statevector_simulator")

    def energy(self, angle):
        qc = QuantumCircuit(2)
        qc.ry(angle, 0)
        qc.cx(0, 1)
        return float(
            StatevectorEstimator().run(
                [(qc, SparsePauliOp.from_list([("ZZ", 0.5), ("XX", 0.2)]))]
            ).result()[0].data.evs
        )


energy = Solver().energy(0.3)
""",
        },
    ),
    sampled(
        "samples on a backend that an object keeps",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, PauliExpectation, StateFn, X, Z


class Solver:
    def __init__(self):
        self.backend = Aer.get_backend("qasm_simulator")

    def energy(self, angle):
        qc = QuantumCircuit(1)
        qc.ry(angle, 0)
        expression = PauliExpectation().convert(~StateFn(Z + 0.5 * X) @ StateFn(qc))
        return CircuitSampler(self.backend).convert(expression).eval().real


value = Solver().energy(0.3)
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2


class Solver:
    def __init__(self):
        self.backend = AerSimulator()

    def energy(self, angle):
        qc = QuantumCircuit(1)
        qc.ry(angle, 0)
        return float(
            EstimatorV2.from_backend(self.backend).run(
                [
                    (
                        transpile(qc, target=self.backend.target, optimization_level=1),
                        SparsePauliOp.from_list([("Z", 1.0), ("X", 0.5)]),
                    )
                ],
                precision=1 / 1024**0.5,
            ).result()[0].data.evs
        )


value = Solver().energy(0.3)
""",
        },
    ),
)
