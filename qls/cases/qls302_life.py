"""What V1 estimators become: options that may be None, seeds of a run, results that are shown."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

LIFE = (
    Example(
        "the number of shots may be None, for exact values",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)


class Energy:
    def __init__(self, shots=None):
        self.shots = shots

    def of(self, observable):
        return Estimator().run(qc, observable, shots=self.shots).result().values[0]


exact = Energy().of(SparsePauliOp("Z"))
drawn = Energy(1000).of(SparsePauliOp("Z"))
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)


class Energy:
    def __init__(self, shots=None):
        self.shots = shots

    def of(self, observable):
        return StatevectorEstimator().run(
            [(qc, [observable])], precision=0.0 if self.shots is None else self.shots**-0.5
        ).result()[0].data.evs[0]


exact = Energy().of(SparsePauliOp("Z"))
drawn = Energy(1000).of(SparsePauliOp("Z"))
"""
        },
        unsafe=True,
        estimates=("drawn",),
    ),
    Example(
        "an option may be None, and is then what V1 did without it",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)


def energy(shots=None, seed=None):
    estimator = Estimator(options={"shots": shots, "seed": seed})
    return estimator.run(qc, SparsePauliOp("Z")).result().values[0]


exact = energy()
drawn = energy(1000, 3)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)


def energy(shots=None, seed=None):
    estimator = StatevectorEstimator(
        default_precision=0.0 if shots is None else shots**-0.5, seed=seed
    )
    return estimator.run([(qc, [SparsePauliOp("Z")])]).result()[0].data.evs[0]


exact = energy()
drawn = energy(1000, 3)
"""
        },
        unsafe=True,
        estimates=("drawn",),
    ),
    Example(
        "the seed that a run is given is that of the estimator",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
value = Estimator().run(qc, SparsePauliOp("Z"), shots=1000, seed=5).result().values[0]
estimator = Estimator()
values = [estimator.run(qc, SparsePauliOp(label), shots=1000, seed=7).result().values[0] for label in ("X", "Z")]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
value = StatevectorEstimator(seed=5).run(
    [(qc, [SparsePauliOp("Z")])], precision=1000**-0.5
).result()[0].data.evs[0]
estimator = StatevectorEstimator(seed=7)
values = [
    estimator.run([(qc, [SparsePauliOp(label)])], precision=1000**-0.5).result()[0].data.evs[0]
    for label in ("X", "Z")
]
"""
        },
        unsafe=True,
        estimates=("value", "values"),
    ),
    Example(
        "without shots a seed changes nothing",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
value = Estimator().run(qc, SparsePauliOp("Z"), seed=5).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
value = StatevectorEstimator(seed=5).run([(qc, [SparsePauliOp("Z")])]).result()[0].data.evs[0]
"""
        },
    ),
    Example(
        "the whole result is printed too",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
job = Estimator().run(qc, SparsePauliOp("Z"))
print(f">>> {job.result()}")
value = job.result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
job = StatevectorEstimator().run([(qc, [SparsePauliOp("Z")])])
print(f">>> {job.result()}")
value = job.result()[0].data.evs[0]
"""
        },
        unsafe=True,
    ),
    Example(
        "it is run inside an f-string",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

angle = Parameter("angle")
qc = QuantumCircuit(1)
qc.ry(angle, 0)
print(f"{Estimator().run(qc, SparsePauliOp('Z'), [0.1]).result().values[0]:.4f}")
estimator = Estimator()
for value in (0.2, 0.3):
    print(f"at {value}: {estimator.run(qc, SparsePauliOp('Z'), [value]).result().values[0]:>8.4f}")
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

angle = Parameter("angle")
qc = QuantumCircuit(1)
qc.ry(angle, 0)
print(
    f"{StatevectorEstimator().run([(qc, [SparsePauliOp('Z')], [0.1])]).result()[0].data.evs[0]:.4f}"
)
estimator = StatevectorEstimator()
for value in (0.2, 0.3):
    print(
        f"at {value}: {estimator.run([(qc, [SparsePauliOp('Z')], [value])]).result()[0].data.evs[0]:>8.4f}"
    )
"""
        },
    ),
)

_HEAD = "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\n"
LEFT = (
    LeaveAlone(
        "the number of shots may be None, and is drawn anew each time that it is asked for",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\n\ndef energy(shots=None):\n"
        "    return Estimator().run(QuantumCircuit(1), 'Z', shots=shots or None).result().values[0]\n\n\n"
        "values = [energy(), energy(10)]\n",
        finding=True,
        because="the number of shots may be None, and is worked out where it is given",
    ),
    LeaveAlone(
        "two runs of one estimator have different seeds",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\nestimator = Estimator()\n"
        "first = estimator.run(QuantumCircuit(1), 'X', shots=10, seed=1).result().values[0]\n"
        "second = estimator.run(QuantumCircuit(1), 'X', shots=10, seed=2).result().values[0]\n",
        finding=True,
        because="its runs are given different seeds, and V2 has one for all",
    ),
    LeaveAlone(
        "the value is read in the format of an f-string",
        _HEAD
        + "result = Estimator().run(QuantumCircuit(1), 'Z').result()\nprint(f'{3.14159:.{int(result.values[0])}f}')\n",
        finding=True,
        because="`int(result.values[0])` stands inside an f-string",
    ),
    LeaveAlone(
        "the whole primitive is shown in an f-string",
        _HEAD
        + "estimator = Estimator()\nprint(f'{estimator}: {estimator.run(QuantumCircuit(1), op).result().values}')\n",
        finding=True,
        because="the whole primitive is printed, and prints otherwise",
    ),
    LeaveAlone(
        "an f-string has the word in its text",
        "from qiskit import QuantumCircuit\n\nprint(f'Estimator().run({QuantumCircuit(1)}).result().values')\n",
    ),
    LeaveAlone(
        "a V2 estimator is given a seed and a precision that may be None",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator\n\n\n"
        "def energy(precision=None):\n    job = StatevectorEstimator(seed=5).run([(QuantumCircuit(1), 'Z')], precision=precision)\n"
        "    return job.result()[0].data.evs\n\n\nprint(energy())\n",
    ),
    LeaveAlone(
        "the metadata of sampled values are read item by item",
        _HEAD + "result = Estimator().run([QuantumCircuit(1)], ['Z'], shots=10, seed=1).result()\n"
        "error = (result.metadata[0]['variance'] / result.metadata[0]['shots']) ** 0.5\n",
        finding=True,
        because="the metadata of a V2 result have other entries",
    ),
)
