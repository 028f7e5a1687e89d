"""The V1 sampler gives way to SamplerV2

What it does
    `Sampler` of `qiskit.primitives` was deprecated in Qiskit 1.2 and removed in 2.0. Its result holds `quasi_dists`: a
    probability for every outcome, by its number.

What replaces it
    `StatevectorSampler`, whose result holds the samples of each circuit by classical register; without shots V1
    computed exact probabilities, and so does `Statevector(circuit).probabilities_dict()`. Algorithms that are given a
    sampler take `StatevectorSampler` since qiskit-algorithms 0.4 and qiskit-machine-learning 0.9.

What changes in your results
    Nothing: an exact distribution stays exact, a sampled one is sampled with the same number of shots. An algorithm
    gets samples, where it got exact probabilities.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.cases.qls301_algorithms import ALGORITHMS
from qls.cases.qls301_life import LEFT, LIFE
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.v1.handed import handed
from qls.planning.v1.run import primitive_findings
from qls.planning.v1.sampler import exact_distribution, sampled
from qls.planning.workbench import Context, Outcome
from qls.report import Finding

PAGE = Page(
    "QLS301",
    "sampler-v1",
    since="deprecated in Qiskit 1.2, removed in 2.0",
    link=f"{links.FEATURES}#migrate-to-v2",
    changes="nothing: exact probabilities stay exact, sampled ones keep their number of shots.",
)


def find(context: Context) -> Iterator[Finding]:
    yield from primitive_findings(context, PAGE, {"sampler"}, {"reference"}, _choose, handed=handed)


def _choose(context: Context, group: Group) -> list[tuple[Outcome, str]]:
    return [(exact_distribution(context, group), "exact"), (sampled(context, group), "primitive")]


EXAMPLES = (
    Example(
        "a distribution whose class is asked for stays one",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
dist = Sampler().run(qc, shots=200).result().quasi_dists[0]
kind = type(dist).__name__
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler
from qiskit.result import QuasiDistribution

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
dist = QuasiDistribution(
    {
        outcome: count / 200
        for outcome, count in sorted(
            StatevectorSampler().run([qc], shots=200).result()[0].data.meas.get_counts().items()
        )
    },
    shots=200,
)
kind = type(dist).__name__
"""
        },
        old="1.4",
    ),
    Example(
        "exact probabilities stay exact",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
sampler = Sampler()
job = sampler.run(qc)
result = job.result()
print(result.quasi_dists)
by_number = result.quasi_dists[0]
by_bits = result.quasi_dists[0].binary_probabilities()
most_probable = max(by_number, key=by_number.get)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector
from qiskit.result import QuasiDistribution

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
job = QuasiDistribution(
    Statevector(qc.remove_final_measurements(inplace=False)).probabilities_dict(decimals=16)
)
result = job
print([result])
by_number = result
by_bits = result.binary_probabilities()
most_probable = max(by_number, key=by_number.get)
""",
        },
    ),
    Example(
        "bits that hold other qubits keep them",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(3, 2)
qc.x(0)
qc.ry(0.4, 2)
qc.measure([2, 0], [0, 1])
dist = Sampler().run(qc).result().quasi_dists[0]
probability = dist.get(2, 0)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector
from qiskit.result import QuasiDistribution

qc = QuantumCircuit(3, 2)
qc.x(0)
qc.ry(0.4, 2)
qc.measure([2, 0], [0, 1])
dist = QuasiDistribution(
    Statevector(qc.remove_final_measurements(inplace=False)).probabilities_dict([2, 0], decimals=16)
)
probability = dist.get(2, 0)
""",
        },
    ),
    Example(
        "several circuits give a list, as they did",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

circuits = []
for angle in (0.1, 0.2, 0.3):
    qc = QuantumCircuit(2, 2)
    qc.ry(angle, range(2))
    for qubit in range(2):
        qc.measure(qubit, qubit)
    circuits.append(qc)
sampler = Sampler()
probability_dists = sampler.run(circuits).result().quasi_dists
ones = [dist.get(3, 0) for dist in probability_dists]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector
from qiskit.result import QuasiDistribution

circuits = []
for angle in (0.1, 0.2, 0.3):
    qc = QuantumCircuit(2, 2)
    qc.ry(angle, range(2))
    for qubit in range(2):
        qc.measure(qubit, qubit)
    circuits.append(qc)
probability_dists = [
    QuasiDistribution(
        Statevector(
            circuit.remove_final_measurements(inplace=False)
        ).probabilities_dict(decimals=16)
    )
    for circuit in circuits
]
ones = [dist.get(3, 0) for dist in probability_dists]
""",
        },
        old="1.4",
    ),
    Example(
        "one circuit is run with each row of parameter values",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Sampler

phase = Parameter("phase")
qc = QuantumCircuit(1)
qc.h(0)
qc.p(phase, 0)
qc.h(0)
qc.measure_all()
phases = [[0.1 * step] for step in range(5)]
result = Sampler().run(circuits=[qc] * len(phases), parameter_values=phases).result()
zeros = [dist[0] for dist in result.quasi_dists]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.quantum_info import Statevector
from qiskit.result import QuasiDistribution

phase = Parameter("phase")
qc = QuantumCircuit(1)
qc.h(0)
qc.p(phase, 0)
qc.h(0)
qc.measure_all()
phases = [[0.1 * step] for step in range(5)]
result = [
    QuasiDistribution(
        Statevector(
            qc.remove_final_measurements(inplace=False).assign_parameters(values)
        ).probabilities_dict(decimals=16)
    )
    for values in phases
]
zeros = [dist[0] for dist in result]
""",
        },
        old="1.4",
    ),
    Example(
        "what only a QuasiDistribution has is asked of one",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(3)
qc.h(0)
qc.measure_all()
result = Sampler().run(qc, shots=500).result()
by_bits = result.quasi_dists[0].binary_probabilities(4)
shots = result.quasi_dists[0].shots
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler
from qiskit.result import QuasiDistribution

qc = QuantumCircuit(3)
qc.h(0)
qc.measure_all()
result = StatevectorSampler().run([qc], shots=500).result()
by_bits = QuasiDistribution(
    {outcome: count / 500 for outcome, count in sorted(result[0].data.meas.get_counts().items())},
    shots=500,
).binary_probabilities(4)
shots = QuasiDistribution(
    {outcome: count / 500 for outcome, count in sorted(result[0].data.meas.get_counts().items())},
    shots=500,
).shots
""",
        },
    ),
    Example(
        "given shots are sampled",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
sampler = Sampler(options={"shots": 500, "seed": 7})
result = sampler.run([qc, qc]).result()
first = result.quasi_dists[0]
second = result.quasi_dists[1].binary_probabilities()
shots = result.metadata[0]["shots"]
alone = Sampler().run(qc, shots=1).result().quasi_dists[0].popitem()[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
sampler = StatevectorSampler(default_shots=500, seed=7)
result = sampler.run([qc, qc]).result()
first = {
    outcome: count / 500 for outcome, count in sorted(result[0].data.meas.get_int_counts().items())
}
second = {
    outcome: count / 500 for outcome, count in sorted(result[1].data.meas.get_counts().items())
}
shots = result[0].metadata["shots"]
alone = {
    outcome: count / 1
    for outcome, count in sorted(
        StatevectorSampler().run([qc], shots=1).result()[0].data.meas.get_int_counts().items()
    )
}.popitem()[0]
""",
        },
    ),
    Example(
        "sampled rows of parameter values are PUBs",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Sampler

a, b = Parameter("a"), Parameter("b")
one = QuantumCircuit(1)
one.ry(a, 0)
one.measure_all()
two = QuantumCircuit(2, 2)
two.rx(a, 0)
two.ry(b, 1)
two.measure([0, 1], [0, 1])
sampler = Sampler()
shots = 2000
job = sampler.run([one, two], [[0.3], [0.4, 0.5]], shots=shots)
dists = [dist.nearest_probability_distribution() for dist in job.result().quasi_dists]
kernel = []
for index in range(2):
    kernel += [sampler.run([one] * 2, [[0.3], [0.6]], shots=shots).result().quasi_dists[index][0]]
single = sampler.run(two, [0.4, 0.5], shots=shots).result().quasi_dists[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorSampler
from qiskit.result import QuasiDistribution

a, b = Parameter("a"), Parameter("b")
one = QuantumCircuit(1)
one.ry(a, 0)
one.measure_all()
two = QuantumCircuit(2, 2)
two.rx(a, 0)
two.ry(b, 1)
two.measure([0, 1], [0, 1])
sampler = StatevectorSampler()
shots = 2000
job = sampler.run([(one, [0.3]), (two, [0.4, 0.5])], shots=shots)
dists = [
    dist.nearest_probability_distribution()
    for dist in [
        QuasiDistribution(
            {
                outcome: count / bits.num_shots
                for bits in [pub.join_data()]
                for outcome, count in sorted(bits.get_counts().items())
            }
        )
        for pub in job.result()
    ]
]
kernel = []
for index in range(2):
    kernel += [
        {
            outcome: count / bits.num_shots
            for bits in [
                sampler.run(
                    [(one, values) for values in [[0.3], [0.6]]], shots=shots
                ).result()[index].data.meas
            ]
            for outcome, count in sorted(bits.get_int_counts().items())
        }[0]
    ]
single = {
    outcome: count / bits.num_shots
    for bits in [sampler.run([(two, [0.4, 0.5])], shots=shots).result()[0].data.c]
    for outcome, count in sorted(bits.get_int_counts().items())
}
""",
        },
        old="1.4",
    ),
    Example(
        "where the measured qubits cannot be seen, the exact probabilities are sampled",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(3, 3)
qc.h(0)
for qubit in [0, 1, 2]:
    qc.measure(qubit, 2 - qubit)
result = Sampler().run(qc).result()
dist = result.quasi_dists[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(3, 3)
qc.h(0)
for qubit in [0, 1, 2]:
    qc.measure(qubit, 2 - qubit)
result = StatevectorSampler().run([qc]).result()
dist = {
    outcome: count / result[0].data.c.num_shots
    for outcome, count in sorted(result[0].data.c.get_int_counts().items())
}
""",
        },
        unsafe=True,
    ),
    *ALGORITHMS,
    *LIFE,
)

LEAVE_ALONE = (
    LeaveAlone(
        "an attribute that something elsewhere may run",
        "from qiskit.primitives import Sampler\n\n\nclass Solver:\n    def __init__(self):\n        self.sampler = Sampler()\n",
        finding=True,
        because="no call of its run is seen",
    ),
    LeaveAlone(
        "a name that a loop reads",
        "from qiskit.primitives import Sampler\n\nsampler = Sampler()\nsampler = None\nfor i in range(2):\n    print(sampler)\n",
        finding=True,
        because="no call of its run is seen",
    ),
    *LEFT,
    LeaveAlone("a sampler of torch", "import qiskit\nfrom torch.utils.data import Sampler\n\nsampler = Sampler([1])\n"),
    LeaveAlone(
        "a V2 sampler under the old name",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorSampler as Sampler\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\ncounts = Sampler().run([qc]).result()[0].data.meas.get_counts()\n",
    ),
    LeaveAlone(
        "a V2 sampler of the runtime, which has the name of its V1 sampler",
        "from qiskit_ibm_runtime import Sampler\n\n\ndef run(circuit, backend):\n"
        "    return Sampler(mode=backend).run([circuit]).result()[0].data.meas.get_counts()\n",
    ),
    LeaveAlone(
        "a class of the program is called Sampler",
        "import qiskit\n\n\nclass Sampler:\n    def run(self, circuit):\n        return circuit\n\n\n"
        "Sampler().run(qiskit.QuantumCircuit(1))\n",
    ),
    LeaveAlone(
        "the import is guarded for both versions",
        "try:\n    from qiskit.primitives import Sampler\nexcept ImportError:\n"
        "    from qiskit.primitives import StatevectorSampler as Sampler\n\nsampler = Sampler()\n",
    ),
    LeaveAlone(
        "another library is given the sampler",
        "from qiskit.primitives import Sampler\nfrom qiskit_dynamics import Fit\n\nfit = Fit(Sampler(), None, None)\n",
        finding=True,
        because="the primitive is passed to qiskit_dynamics.Fit, whose code cannot be seen",
    ),
    LeaveAlone(
        "a sampler of today is given to an algorithm",
        "from qiskit.primitives import StatevectorSampler\nfrom qiskit_algorithms import Grover\n\n"
        "grover = Grover(sampler=StatevectorSampler())\n",
    ),
    LeaveAlone(
        "the options of a fidelity have another form",
        "from qiskit.primitives import Sampler\nfrom qiskit_algorithms.state_fidelities import ComputeUncompute\n\n"
        "fidelity = ComputeUncompute(Sampler(), options={'shots': 10})\n",
        finding=True,
        because="ComputeUncompute takes no options any more",
    ),
    LeaveAlone(
        "an algorithm of qiskit.algorithms took a QuantumInstance in the place of the sampler",
        "from qiskit.algorithms import PhaseEstimation\nfrom qiskit.primitives import Sampler\n\n"
        "estimation = PhaseEstimation(3, Sampler())\n",
        finding=True,
        because="PhaseEstimation takes its arguments in another order now",
    ),
    LeaveAlone(
        "the sampler is shown too",
        "from qiskit.primitives import Sampler\nfrom qiskit_algorithms import Grover\n\nsampler = Sampler()\n"
        "print(sampler)\ngrover = Grover(sampler=sampler)\n",
        finding=True,
        because="the whole primitive is printed, and prints otherwise",
    ),
    LeaveAlone(
        "the whole result is printed",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Sampler\n\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\nprint(Sampler().run(qc).result())\n",
        finding=True,
        because="the whole result is printed, and prints otherwise",
    ),
    LeaveAlone(
        "the options are changed later",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Sampler\n\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\nsampler = Sampler()\nfirst = sampler.run(qc).result().quasi_dists[0]\n"
        "sampler.set_options(shots=10)\ndist = sampler.run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="the primitive's options are changed after it is made",
    ),
    LeaveAlone(
        "the shots may be None, for exact probabilities, where others are usual",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Sampler\n\n\ndef dist(shots=None):\n"
        "    qc = QuantumCircuit(1)\n    qc.measure_all()\n"
        "    sampler = Sampler(options={'shots': 5})\n"
        "    return sampler.run(qc, shots=shots).result().quasi_dists[0]\n\n\ndists = [dist(), dist(10)]\n",
        finding=True,
        because="shots is None on one path and something else on another",
    ),
    LeaveAlone(
        "whether one circuit or a list is run is not known",
        "from qiskit.primitives import Sampler\n\n\ndef dists(circuits):\n"
        "    return Sampler().run(circuits).result().quasi_dists\n",
        finding=True,
        because="whether one circuit or a list is run is not known",
    ),
    LeaveAlone(
        "the result may be that of another call",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Sampler\n\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\n\n\ndef best(result):\n    return max(result.quasi_dists[0])\n\n\n"
        "first = best(Sampler().run(qc).result())\nsecond = best(open)\n",
        finding=True,
        because="a reader of the result may also read something else",
    ),
)
