"""What QLS702 shows: expectation values of opflow, exact and sampled."""

from __future__ import annotations

from qls.cases import Example


def sampled(title: str, before: str, after: dict[str, str]) -> Example:
    return Example(title, before, after, unsafe=True, estimates=("value",))


OF_ONE = (
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
value = float(
    StatevectorEstimator().run(
        [(qc, SparsePauliOp.from_list([("ZZ", 0.5), ("XI", 1.0), ("IZ", -2.0)]))]
    ).result()[0].data.evs
)
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
energy = complex(
    StatevectorEstimator().run([(qc, SparsePauliOp.from_list(weights))]).result()[0].data.evs
)
again = complex(
    StatevectorEstimator().run([(qc, SparsePauliOp.from_list(weights))]).result()[0].data.evs
)
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
    sampled(
        "sampled on a simulator with so many shots, across its statements",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, CircuitStateFn, PauliExpectation, StateFn, X, Z, I
from qiskit.utils import QuantumInstance

shots = 2000
backend = Aer.get_backend("qasm_simulator")
quantum_instance = QuantumInstance(backend, shots=shots, seed_transpiler=3)
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
psi = CircuitStateFn(qc)
operator = (Z ^ I) + 0.5 * (X ^ X)
measurable = StateFn(operator, is_measurement=True).compose(psi)
expectation = PauliExpectation().convert(measurable)
sampler = CircuitSampler(quantum_instance).convert(expectation)
value = sampler.eval().real
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

shots = 2000
backend = AerSimulator()
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
value = float(
    EstimatorV2.from_backend(backend).run(
        [
            (
                transpile(qc, backend, optimization_level=1, seed_transpiler=3),
                SparsePauliOp.from_list([("ZI", 1.0), ("XX", 0.5)]),
            )
        ],
        precision=1 / shots**0.5,
    ).result()[0].data.evs
)
""",
            "backend": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendEstimatorV2
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import Aer

shots = 2000
backend = Aer.get_backend("qasm_simulator")
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
value = float(
    BackendEstimatorV2(backend=backend).run(
        [
            (
                transpile(qc, backend, optimization_level=1, seed_transpiler=3),
                SparsePauliOp.from_list([("ZI", 1.0), ("XX", 0.5)]),
            )
        ],
        precision=1 / shots**0.5,
    ).result()[0].data.evs
)
""",
            "runtime": """\
from qiskit import transpile, QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

shots = 2000
backend = AerSimulator()
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
value = float(
    EstimatorV2(mode=backend).run(
        [
            (
                transpile(qc, backend, optimization_level=1, seed_transpiler=3),
                SparsePauliOp.from_list([("ZI", 1.0), ("XX", 0.5)]),
            )
        ],
        precision=1 / shots**0.5,
    ).result()[0].data.evs
)
""",
        },
    ),
    sampled(
        "a sampler that is given another value in each round of a loop",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.opflow import CircuitSampler, PauliExpectation, PauliSumOp, StateFn

theta = Parameter("theta")
qc = QuantumCircuit(2)
qc.ry(theta, 0)
qc.cx(0, 1)
backend = Aer.get_backend("qasm_simulator")
op = ~StateFn(PauliSumOp.from_list([("ZI", 1.0), ("XX", 0.5)])) @ StateFn(qc)
op = PauliExpectation().convert(op)
sampler = CircuitSampler(backend)
value = []
for angle in [0.1, 0.8, 1.3]:
    value.append(sampler.convert(op, params={theta: angle}).eval().real)
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2
from qiskit.circuit import Parameter

theta = Parameter("theta")
qc = QuantumCircuit(2)
qc.ry(theta, 0)
qc.cx(0, 1)
backend = AerSimulator()
value = []
for angle in [0.1, 0.8, 1.3]:
    value.append(
        float(
            EstimatorV2.from_backend(backend).run(
                [
                    (
                        transpile(qc, target=backend.target, optimization_level=1),
                        SparsePauliOp.from_list([("ZI", 1.0), ("XX", 0.5)]),
                        {theta: angle},
                    )
                ],
                precision=1 / 1024**0.5,
            ).result()[0].data.evs
        )
    )
"""
        },
    ),
    sampled(
        "an objective function, and an operator of Zs alone that needs no change of basis",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import CircuitSampler, StateFn, Z
from qiskit.providers.aer import AerSimulator

simulator = AerSimulator(seed_simulator=7)
cost = 0.5 * (Z ^ Z)


def ansatz(beta, gamma):
    qc = QuantumCircuit(2)
    qc.h([0, 1])
    qc.rzz(2 * gamma, 0, 1)
    qc.rx(2 * beta, [0, 1])
    return qc


def objective(angles):
    beta, gamma = angles
    expectation = StateFn(cost, is_measurement=True) @ StateFn(ansatz(beta, gamma))
    return CircuitSampler(simulator).convert(expectation).eval().real


value = objective([0.4, 0.9])
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import EstimatorV2
from qiskit_aer import AerSimulator

simulator = AerSimulator(seed_simulator=7)


def ansatz(beta, gamma):
    qc = QuantumCircuit(2)
    qc.h([0, 1])
    qc.rzz(2 * gamma, 0, 1)
    qc.rx(2 * beta, [0, 1])
    return qc


def objective(angles):
    beta, gamma = angles
    return float(
        EstimatorV2.from_backend(simulator, options={"run_options": {"seed_simulator": 7}}).run(
            [
                (
                    transpile(ansatz(beta, gamma), target=simulator.target, optimization_level=1),
                    SparsePauliOp.from_list([("ZZ", 0.5)]),
                )
            ],
            precision=1 / 1024**0.5,
        ).result()[0].data.evs
    )


value = objective([0.4, 0.9])
"""
        },
    ),
    sampled(
        "a simulator of BasicAer, made on the spot",
        """\
from qiskit import BasicAer, QuantumCircuit
from qiskit.opflow import *

qc = QuantumCircuit(1)
qc.ry(0.8, 0)
measured = PauliExpectation().convert(~StateFn(X + Z) @ CircuitStateFn(qc))
value = CircuitSampler(BasicAer.get_backend("qasm_simulator")).convert(measured).eval().real
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendEstimatorV2
from qiskit.providers.basic_provider import BasicSimulator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.8, 0)
value = float(
    BackendEstimatorV2(backend=BasicSimulator()).run(
        [
            (
                transpile(qc, BasicSimulator(), optimization_level=1),
                SparsePauliOp.from_list([("X", 1.0), ("Z", 1.0)]),
            )
        ],
        precision=1 / 1024**0.5,
    ).result()[0].data.evs
)
"""
        },
    ),
    sampled(
        "lists of values, one answer for each",
        """\
import numpy as np
from qiskit import Aer, QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.opflow import CircuitSampler, PauliExpectation, StateFn, Z

theta = Parameter("theta")
qc = QuantumCircuit(1)
qc.rx(theta, 0)
backend = Aer.get_backend("aer_simulator")
expectation = PauliExpectation().convert(StateFn(Z, is_measurement=True) @ StateFn(qc))
value = np.real(CircuitSampler(backend).convert(expectation, params={theta: [0.3, 0.9]}).eval())
""",
        {
            "auto": """\
import numpy as np
from qiskit import transpile, QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2
from qiskit.circuit import Parameter

theta = Parameter("theta")
qc = QuantumCircuit(1)
qc.rx(theta, 0)
backend = AerSimulator()
value = np.real(
    list(
        map(
            complex,
            EstimatorV2.from_backend(backend).run(
                [
                    (
                        transpile(qc, backend, optimization_level=1),
                        SparsePauliOp("Z"),
                        {theta: [0.3, 0.9]},
                    )
                ],
                precision=1 / 1024**0.5,
            ).result()[0].data.evs,
        )
    )
)
"""
        },
    ),
    Example(
        "the state of a statevector simulator, in a function",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, StateFn, X, Z
from qiskit.utils import QuantumInstance


def energy(angle):
    backend = Aer.get_backend("statevector_simulator")
    qi = QuantumInstance(backend)
    qc = QuantumCircuit(2)
    qc.rx(angle, [0, 1])
    qc.cz(0, 1)
    op = (X ^ Z) + (Z ^ 2)
    expectation = StateFn(op, is_measurement=True) @ StateFn(qc)
    sampler = CircuitSampler(qi).convert(expectation)
    value = sampler.eval().real
    return value


energies = [energy(angle / 4) for angle in range(4)]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp


def energy(angle):
    qc = QuantumCircuit(2)
    qc.rx(angle, [0, 1])
    qc.cz(0, 1)
    value = float(
        StatevectorEstimator().run(
            [(qc, SparsePauliOp.from_list([("XZ", 1.0), ("ZZ", 1.0)]))]
        ).result()[0].data.evs
    )
    return value


energies = [energy(angle / 4) for angle in range(4)]
"""
        },
    ),
    Example(
        "AerPauliExpectation, which is exact on a simulator of Aer",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import AerPauliExpectation, CircuitSampler, CircuitStateFn, PauliOp, StateFn
from qiskit.quantum_info import Pauli

qc = QuantumCircuit(2)
qc.ry(0.4, 0)
qc.cx(0, 1)
backend = Aer.get_backend("qasm_simulator")
hamiltonian = PauliOp(Pauli("XX"), 0.5)
expression = StateFn(hamiltonian).adjoint().compose(CircuitStateFn(qc))
value = CircuitSampler(backend).convert(AerPauliExpectation().convert(expression)).eval()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.4, 0)
qc.cx(0, 1)
value = float(
    StatevectorEstimator().run([(qc, SparsePauliOp.from_list([("XX", 0.5)]))]).result()[0].data.evs
)
"""
        },
    ),
)
