"""What V1 samplers become: options that may be None, seeds of a run, distributions that are read inside f-strings."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

LIFE = (
    Example(
        "the number of shots may be None, for exact probabilities",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
qc.measure_all()


class Kernel:
    def __init__(self, shots=None):
        self.shots = shots

    def zero(self):
        return Sampler().run(qc, shots=self.shots).result().quasi_dists[0].get(0, 0)


exact = Kernel().zero()
drawn = Kernel(500).zero()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
qc.measure_all()


class Kernel:
    def __init__(self, shots=None):
        self.shots = shots

    def zero(self):
        return {
            outcome: count / bits.num_shots
            for bits in [StatevectorSampler().run([qc], shots=self.shots).result()[0].data.meas]
            for outcome, count in sorted(bits.get_int_counts().items())
        }.get(0, 0)


exact = Kernel().zero()
drawn = Kernel(500).zero()
"""
        },
        unsafe=True,
        estimates=("exact", "drawn"),
    ),
    Example(
        "an option may be None, and is then that of V2",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
qc.measure_all()


def zero(shots=None):
    sampler = Sampler(options={"shots": shots})
    return sampler.run(qc).result().quasi_dists[0].get(0, 0)


exact = zero()
drawn = zero(500)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
qc.measure_all()


def zero(shots=None):
    sampler = StatevectorSampler(default_shots=1024 if shots is None else shots)
    return {
        outcome: count / bits.num_shots
        for bits in [sampler.run([qc]).result()[0].data.meas]
        for outcome, count in sorted(bits.get_int_counts().items())
    }.get(0, 0)


exact = zero()
drawn = zero(500)
"""
        },
        unsafe=True,
        estimates=("exact", "drawn"),
    ),
    Example(
        "the seed that a run is given is that of the sampler",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
sampler = Sampler()
first = sampler.run(qc, shots=400, seed=5).result().quasi_dists[0]
second = sampler.run(qc, shots=400, seed=5).result().quasi_dists[0]
same = first == second
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
sampler = StatevectorSampler(seed=5)
first = {
    outcome: count / 400
    for outcome, count in sorted(
        sampler.run([qc], shots=400).result()[0].data.meas.get_int_counts().items()
    )
}
second = {
    outcome: count / 400
    for outcome, count in sorted(
        sampler.run([qc], shots=400).result()[0].data.meas.get_int_counts().items()
    )
}
same = first == second
"""
        },
    ),
    Example(
        "distributions are read inside f-strings",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
result = Sampler().run(qc, shots=400).result()
print(f"dists {result.quasi_dists}")
print(f'one: {result.quasi_dists[0][1]:.2f} of {result.metadata[0]["shots"]} in {result.quasi_dists[0]}')
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
result = StatevectorSampler().run([qc], shots=400).result()
print(
    f"dists {[{outcome: count / 400 for outcome, count in sorted(pub.data.meas.get_int_counts().items())} for pub in result]}"
)
print(
    f'one: {({outcome: count / 400 for outcome, count in sorted(result[0].data.meas.get_int_counts().items())})[1]:.2f} of {result[0].metadata["shots"]} in {({outcome: count / 400 for outcome, count in sorted(result[0].data.meas.get_int_counts().items())})}'
)
"""
        },
    ),
    Example(
        "one bare row, and two rows elsewhere",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Sampler

a, b = Parameter("a"), Parameter("b")
qc = QuantumCircuit(1)
qc.rx(a, 0)
qc.ry(b, 0)
qc.measure_all()
sampler = Sampler()


def run(circuits, values):
    return sampler.run(circuits, values).result().quasi_dists


one = run([qc], [0.1, 0.2])[0][0]
two = [found[0] for found in run([qc, qc], [[0.1, 0.2], [0.3, 0.4]])]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorSampler
from numpy import atleast_2d

a, b = Parameter("a"), Parameter("b")
qc = QuantumCircuit(1)
qc.rx(a, 0)
qc.ry(b, 0)
qc.measure_all()
sampler = StatevectorSampler()


def run(circuits, values):
    return [
        {
            outcome: count / pub.data.meas.num_shots
            for outcome, count in sorted(pub.data.meas.get_int_counts().items())
        }
        for pub in sampler.run(list(zip(circuits, atleast_2d(values)))).result()
    ]


one = run([qc], [0.1, 0.2])[0][0]
two = [found[0] for found in run([qc, qc], [[0.1, 0.2], [0.3, 0.4]])]
"""
        },
        unsafe=True,
        estimates=(
            "one",
            "two",
        ),
    ),
)

_HEAD = (
    "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Sampler\n\nqc = QuantumCircuit(1)\n"
    "qc.h(0)\nqc.measure_all()\n"
)
LEFT = (
    LeaveAlone(
        "the number of shots may be None, and is worked out where the sampler is made",
        _HEAD + "\n\ndef dist(shots=None):\n"
        "    sampler = Sampler(options={'shots': shots or None})\n    return sampler.run(qc).result().quasi_dists[0]\n\n\n"
        "dists = [dist(), dist(10)]\n",
        finding=True,
        because="the number of shots may be None, and is worked out where it is given",
    ),
    LeaveAlone(
        "two runs of one sampler have different seeds",
        _HEAD + "sampler = Sampler()\nfirst = sampler.run(qc, shots=10, seed=1).result().quasi_dists[0]\n"
        "second = sampler.run(qc, shots=10, seed=2).result().quasi_dists[0]\n",
        finding=True,
        because="its runs are given different seeds, and V2 has one for all",
    ),
    LeaveAlone(
        "the distribution is read in the format of an f-string",
        _HEAD + "result = Sampler().run(qc, shots=10).result()\nprint(f'{3.14159:.{result.quasi_dists[0][0]}}')\n",
        finding=True,
        because="`result.quasi_dists[0][0]` stands inside an f-string",
    ),
    LeaveAlone(
        "the whole primitive is shown in an f-string",
        _HEAD + "sampler = Sampler()\nprint(f'{sampler}: {sampler.run(qc, shots=10).result().quasi_dists[0]}')\n",
        finding=True,
        because="the whole primitive is printed, and prints otherwise",
    ),
    LeaveAlone(
        "an f-string has the word in its text",
        "from qiskit import QuantumCircuit\n\nprint(f'Sampler().run({QuantumCircuit(1)}).result().quasi_dists')\n",
    ),
)
