"""What V1 estimators become: the shapes of the migration guides, and every form of argument."""

from __future__ import annotations

from qls.cases import Example

GUIDE = (
    Example(
        "four observables and two rows of values of one circuit are zipped into one PUB",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

angle = Parameter("a")
circuit = QuantumCircuit(1)
circuit.ry(angle, 0)
one, x, y, z = SparsePauliOp("I"), SparsePauliOp("X"), SparsePauliOp("Y"), SparsePauliOp("Z")
low, high = [0.4], [1.1]
estimator = Estimator()
job = estimator.run([circuit] * 8, [one, x, y, z] * 2, [low, high] * 4)
evs = job.result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

angle = Parameter("a")
circuit = QuantumCircuit(1)
circuit.ry(angle, 0)
one, x, y, z = SparsePauliOp("I"), SparsePauliOp("X"), SparsePauliOp("Y"), SparsePauliOp("Z")
low, high = [0.4], [1.1]
estimator = StatevectorEstimator()
job = estimator.run([(circuit, [one, x, y, z] * 2, [low, high] * 4)])
evs = job.result()[0].data.evs
""",
        },
    ),
    Example(
        "two circuits with an observable each are two PUBs",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

flat, tilted = QuantumCircuit(1), QuantumCircuit(1)
tilted.rx(0.6, 0)
up, side = SparsePauliOp("Z"), SparsePauliOp("Y")
job = Estimator().run([flat, tilted], [up, side])
evs1 = job.result().values[0]
evs2 = job.result().values[1]
print(f"{job.result().values} of {len(job.result().values)} circuits")
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from numpy import concatenate
from qiskit.quantum_info import SparsePauliOp

flat, tilted = QuantumCircuit(1), QuantumCircuit(1)
tilted.rx(0.6, 0)
up, side = SparsePauliOp("Z"), SparsePauliOp("Y")
job = StatevectorEstimator().run([(flat, [up]), (tilted, [side])])
evs1 = job.result()[0].data.evs[0]
evs2 = job.result()[1].data.evs[0]
print(
    f"{concatenate([pub.data.evs for pub in job.result()])} of {len(concatenate([pub.data.evs for pub in job.result()]))} circuits"
)
""",
        },
    ),
    Example(
        "options that are set later are given at once",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator

state = QuantumCircuit(1)
state.ry(0.3, 0)
estimator = Estimator()
estimator.set_options(shots=4000, seed=7)
expectation_value = estimator.run(state, "X").result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator

state = QuantumCircuit(1)
state.ry(0.3, 0)
estimator = StatevectorEstimator(default_precision=4000**-0.5, seed=7)
expectation_value = estimator.run([(state, ["X"])]).result()[0].data.evs
""",
        },
        unsafe=True,
        estimates=("expectation_value",),
    ),
    Example(
        "keywords in any order, and tuples of circuits and observables",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
estimator = Estimator()
estimator.set_options(shots=None)  # exact
single = estimator.run(observables=SparsePauliOp("XX"), circuits=qc, shots=None).result().values
both = estimator.run((qc, qc), (SparsePauliOp("ZZ"), SparsePauliOp("IZ"))).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from numpy import concatenate
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
estimator = StatevectorEstimator()
# exact
single = estimator.run([(qc, [SparsePauliOp("XX")])]).result()[0].data.evs
both = concatenate(
    [
        pub.data.evs
        for pub in estimator.run(
            [(qc, [SparsePauliOp("ZZ")]), (qc, [SparsePauliOp("IZ")])]
        ).result()
    ]
)
""",
        },
    ),
    Example(
        "dense operators and lists of Paulis become SparsePauliOp one by one",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import Operator, PauliList, SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.7, 0)
estimator = Estimator()
dense = estimator.run([qc], [Operator([[1, 0], [0, -1]])]).result().values
mixed = estimator.run([qc, qc], [PauliList(["X", "Z"]), SparsePauliOp("Z")]).result().values
operators = [Operator([[0, 1], [1, 0]]), Operator([[2, 0], [0, 1]])]
listed = estimator.run([qc] * 2, operators).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import Operator, PauliList, SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.7, 0)
estimator = StatevectorEstimator()
dense = estimator.run(
    [(qc, [SparsePauliOp.from_operator(Operator([[1, 0], [0, -1]]))])]
).result()[0].data.evs
mixed = estimator.run(
    [(qc, [SparsePauliOp(PauliList(["X", "Z"])), SparsePauliOp(SparsePauliOp("Z"))])]
).result()[0].data.evs
operators = [Operator([[0, 1], [1, 0]]), Operator([[2, 0], [0, 1]])]
listed = estimator.run(
    [(qc, [SparsePauliOp.from_operator(observable) for observable in operators])]
).result()[0].data.evs
""",
        },
    ),
    Example(
        "an operator of opflow is the SparsePauliOp that it holds",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliSumOp
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.9, 0)
qc.cx(0, 1)
hamiltonian = PauliSumOp.from_list([("ZZ", 1.0), ("XI", 0.5)])
estimator = Estimator()
energy = estimator.run(qc, hamiltonian).result().values[0]
parity = estimator.run([qc], [PauliSumOp(SparsePauliOp("ZZ"))]).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.9, 0)
qc.cx(0, 1)
hamiltonian = SparsePauliOp.from_list([("ZZ", 1.0), ("XI", 0.5)])
estimator = StatevectorEstimator()
energy = estimator.run([(qc, [hamiltonian])]).result()[0].data.evs[0]
parity = estimator.run([(qc, [SparsePauliOp("ZZ")])]).result()[0].data.evs[0]
""",
        },
    ),
    Example(
        "coefficients that are computed may be zero",
        """\
import numpy as np
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
field = np.cos(0.4)
observable = SparsePauliOp.from_list([("Z", field), ("X", field / 2)])
energy = Estimator().run(qc, observable).result().values[0]
""",
        {
            "auto": """\
import numpy as np
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
field = np.cos(0.4)
observable = SparsePauliOp.from_list([("Z", field), ("X", field / 2)])
energy = StatevectorEstimator().run([(qc, [observable])]).result()[0].data.evs[0]
""",
        },
        unsafe=True,
        estimates=("energy",),
    ),
)
