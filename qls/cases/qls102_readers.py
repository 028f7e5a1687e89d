"""What QLS102 shows of functions: of Qiskit, that are given results and counts, and of programs, that run circuits."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "a simulator that is asked for by several names stays what it is, and shots of a division are whole",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer


def counts_of(circuit, name, shots):
    simulator = Aer.get_backend(name)
    return simulator.run(circuit, shots=shots).result().get_counts()


qc = QuantumCircuit(2, 2)
qc.h(0)
qc.measure([0, 1], [0, 1])
small = counts_of(qc, "aer_simulator_matrix_product_state", 1000 / 4)
large = counts_of(qc, "qasm_simulator", 500)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import Aer


def counts_of(circuit, name, shots):
    simulator = Aer.get_backend(name)
    sampler = BackendSamplerV2(backend=simulator)
    return sampler.run([circuit], shots=int(shots)).result()[0].data.c.get_counts()


qc = QuantumCircuit(2, 2)
qc.h(0)
qc.measure([0, 1], [0, 1])
small = counts_of(qc, "aer_simulator_matrix_product_state", 1000 / 4)
large = counts_of(qc, "qasm_simulator", 500)
"""
        },
    ),
    Example(
        "marginal_counts of a whole result becomes that of its counts",
        """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator

qc = QuantumCircuit(3, 3)
qc.h(0)
qc.cx(0, 2)
qc.measure([0, 1, 2], [0, 1, 2])
result = AerSimulator().run(qc, shots=500).result()
two = marginal_counts(result, [0, 2]).get_counts()
most = marginal_counts(result, indices=[1]).get_counts(qc).most_frequent()
reduced = marginal_counts(result, indices=[2])
last = reduced.get_counts()
first = marginal_counts(result, [0], inplace=False)
counts, again = first.get_counts(), first.get_counts(0)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts, Counts
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(3, 3)
qc.h(0)
qc.cx(0, 2)
qc.measure([0, 1, 2], [0, 1, 2])
result = SamplerV2().run([qc], shots=500).result()
two = marginal_counts(result[0].data.c.get_counts(), indices=[0, 2])
most = Counts(marginal_counts(result[0].data.c.get_counts(), indices=[1])).most_frequent()
reduced = marginal_counts(result[0].data.c.get_counts(), indices=[2])
last = reduced
first = marginal_counts(result[0].data.c.get_counts(), indices=[0])
counts, again = dict(first), dict(first)
"""
        },
    ),
    Example(
        "marginal_counts of one of several circuits, in a loop over them too",
        """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator

circuits = []
for flips in range(3):
    qc = QuantumCircuit(2, 2)
    for _ in range(flips):
        qc.x(1)
    qc.measure([0, 1], [0, 1])
    circuits.append(qc)
result = AerSimulator().run(circuits, shots=100).result()
second = marginal_counts(result, [1]).get_counts(1)
each = [marginal_counts(result, [1]).get_counts(circuit) for circuit in circuits]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

circuits = []
for flips in range(3):
    qc = QuantumCircuit(2, 2)
    for _ in range(flips):
        qc.x(1)
    qc.measure([0, 1], [0, 1])
    circuits.append(qc)
result = SamplerV2().run(circuits, shots=100).result()
second = marginal_counts(result[1].data.c.get_counts(), indices=[1])
each = [marginal_counts(pub.data.c.get_counts(), indices=[1]) for pub in result]
"""
        },
    ),
    Example(
        "counts of several registers keep the spaces that marginal functions format by",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.result import marginal_counts, marginal_distribution
from qiskit_aer import AerSimulator

qc = QuantumCircuit(QuantumRegister(3), ClassicalRegister(1, "first"), ClassicalRegister(2, "second"))
qc.h(0)
qc.x(2)
qc.measure([0, 1, 2], [0, 1, 2])
counts = AerSimulator().run(qc, shots=500).result().get_counts()
plain = marginal_counts(counts, [2, 0])
whole = marginal_counts(counts)
formatted = marginal_counts(counts, indices=[2, 0], format_marginal=True)
swapped = marginal_distribution(counts, indices=[0, 2])
spaced = marginal_distribution(counts, indices=[2], format_marginal=True)
""",
        {
            "auto": """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.result import marginal_counts, marginal_distribution
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(QuantumRegister(3), ClassicalRegister(1, "first"), ClassicalRegister(2, "second"))
qc.h(0)
qc.x(2)
qc.measure([0, 1, 2], [0, 1, 2])
counts = {
    f"{key[:2]} {key[2:3]}": n
    for key, n in SamplerV2().run([qc], shots=500).result()[0].join_data().get_counts().items()
}
plain = marginal_counts(counts, [2, 0])
whole = marginal_counts(counts)
formatted = marginal_counts(counts, indices=[2, 0], format_marginal=True)
swapped = marginal_distribution(counts, indices=[0, 2])
spaced = marginal_distribution(counts, indices=[2], format_marginal=True)
"""
        },
    ),
    Example(
        "a fake backend of qiskit_ibm_runtime is sampled with the noise that it had",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime.fake_provider import FakeManilaV2

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
backend = FakeManilaV2()
layout = [3, 4]
counts = backend.run(transpile(qc, backend, initial_layout=layout), shots=2000).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit_ibm_runtime.fake_provider import FakeManilaV2

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
backend = FakeManilaV2()
layout = [3, 4]
sampler = BackendSamplerV2(backend=backend)
counts = sampler.run(
    [transpile(qc, backend, initial_layout=layout)], shots=2000
).result()[0].data.meas.get_counts()
"""
        },
        old="current",
    ),
    Example(
        "a backend that is None where none is given is the one that the function makes then",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator


def share(circuit, backend=None, shots=1000):
    if backend is None:
        backend = AerSimulator()
    return backend.run(circuit, shots=shots).result().get_counts().get("1", 0) / shots


def counts_of(circuit, backend=None):
    simulator = backend if backend is not None else AerSimulator(method="statevector")
    return simulator.run(circuit).result().get_counts()


qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
ones, counts = share(qc), counts_of(qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def share(circuit, backend=None, shots=1000):
    if backend is None:
        backend = AerSimulator()
    sampler = SamplerV2.from_backend(backend)
    return sampler.run([circuit], shots=shots).result()[0].data.c.get_counts().get("1", 0) / shots


def counts_of(circuit, backend=None):
    simulator = backend if backend is not None else AerSimulator(method="statevector")
    return SamplerV2.from_backend(simulator).run([circuit]).result()[0].data.c.get_counts()


qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
ones, counts = share(qc), counts_of(qc)
"""
        },
    ),
    Example(
        "an annotation says whether callers out of sight give one circuit or a list",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator


def each_of(circuits: list[QuantumCircuit]):
    result = AerSimulator().run(circuits, shots=100).result()
    return [sorted(result.get_counts(number)) for number in range(len(circuits))]


def shots_of(circuit: "QuantumCircuit"):
    return sum(AerSimulator().run(circuit, shots=100).result().get_counts().values())


qc = QuantumCircuit(2)
qc.x(1)
qc.measure_all()
keys, shots = globals()["each_of"]([qc, qc]), globals()["shots_of"](qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from collections import Counter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def each_of(circuits: list[QuantumCircuit]):
    result = SamplerV2().run(circuits, shots=100).result()
    return [
        sorted(
            dict(
                Counter(
                    " ".join(shot)
                    for shot in zip(
                        *[bits.get_bitstrings() for bits in reversed(result[number].data.values())]
                    )
                )
            )
        )
        for number in range(len(circuits))
    ]


def shots_of(circuit: "QuantumCircuit"):
    pub_result = SamplerV2().run([circuit], shots=100).result()[0]
    bitstrings = zip(*[bits.get_bitstrings() for bits in reversed(pub_result.data.values())])
    return sum(dict(Counter(" ".join(shot) for shot in bitstrings)).values())


qc = QuantumCircuit(2)
qc.x(1)
qc.measure_all()
keys, shots = globals()["each_of"]([qc, qc]), globals()["shots_of"](qc)
"""
        },
    ),
    Example(
        "the outcome at a fixed place in the counts is another one where there are several",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
counts = AerSimulator().run(qc).result().get_counts()
share = list(counts.values())[0] / 1024
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
counts = SamplerV2().run([qc]).result()[0].data.meas.get_counts()
share = list(counts.values())[0] / 1024
"""
        },
        unsafe=True,
    ),
    Example(
        "the order of the counts changes nothing where one shot has one outcome, or where only the length is read",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2)
qc.h(0)
qc.measure_all()
bit = next(iter(AerSimulator().run(qc, shots=1).result().get_counts()))
width = len(list(AerSimulator().run(qc, shots=1).result().get_counts().keys())[0])
counts = AerSimulator().run(qc).result().get_counts()
size = len(list(counts)[0])
keys, values = list(counts.keys()), list(counts.values())
most = keys[values.index(max(values))] in keys
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2)
qc.h(0)
qc.measure_all()
bit = next(iter(SamplerV2().run([qc], shots=1).result()[0].data.meas.get_counts()))
width = len(list(SamplerV2().run([qc], shots=1).result()[0].data.meas.get_counts().keys())[0])
counts = SamplerV2().run([qc]).result()[0].data.meas.get_counts()
size = len(list(counts)[0])
keys, values = list(counts.keys()), list(counts.values())
most = keys[values.index(max(values))] in keys
"""
        },
    ),
    Example(
        "a method or an attribute that only circuits have says that one circuit is run, whoever made it",
        """\
from operator import itemgetter

from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator


def size_of(circuit):
    if not circuit.cregs:
        circuit.measure_all()
    return len(next(iter(AerSimulator().run(circuit, shots=1).result().get_counts())))


qc = itemgetter("two")({"two": QuantumCircuit(2)})
qc.measure_all()
counts = AerSimulator().run(qc, shots=100).result().get_counts()
size = globals()["size_of"](QuantumCircuit(3))
""",
        {
            "auto": """\
from operator import itemgetter

from qiskit import QuantumCircuit
from collections import Counter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def size_of(circuit):
    if not circuit.cregs:
        circuit.measure_all()
    pub_result = SamplerV2().run([circuit], shots=1).result()[0]
    bitstrings = zip(*[bits.get_bitstrings() for bits in reversed(pub_result.data.values())])
    return len(next(iter(dict(Counter(" ".join(shot) for shot in bitstrings)))))


qc = itemgetter("two")({"two": QuantumCircuit(2)})
qc.measure_all()
pub_result = SamplerV2().run([qc], shots=100).result()[0]
bitstrings = zip(*[bits.get_bitstrings() for bits in reversed(pub_result.data.values())])
counts = dict(Counter(" ".join(shot) for shot in bitstrings))
size = globals()["size_of"](QuantumCircuit(3))
"""
        },
    ),
)

_ONE = (
    "from qiskit import QuantumCircuit\nfrom qiskit.result import marginal_counts\nfrom qiskit_aer import AerSimulator\n\n"
    "qc = QuantumCircuit(2, 2)\nqc.measure([0, 1], [0, 1])\nresult = AerSimulator().run(qc).result()\n"
)
LEAVE_ALONE = (
    LeaveAlone(
        "of what a Counts knows of its registers, a dict knows nothing",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\ncounts = AerSimulator().run(qc).result().get_counts()\nsizes = counts.creg_sizes\n",
        finding=True,
        because="the counts's attribute creg_sizes has no counterpart",
    ),
    LeaveAlone(
        "a simulator whose name is not in sight may be one that takes one shot where none are given",
        "import os\n\nfrom qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\nsimulator = Aer.get_backend(os.environ['SIMULATOR'])\n"
        "counts = simulator.run(qc).result().get_counts()\n",
        finding=True,
        because="which simulator this is is not in sight, and some take one shot where none are given",
    ),
    LeaveAlone(
        "a simulator that is asked for by several names computes states for one of them",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\n\ndef counts_of(circuit, name):\n"
        "    return Aer.get_backend(name).run(circuit, shots=9).result().get_counts()\n\n\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\none = counts_of(qc, 'statevector_simulator')\n"
        "two = counts_of(qc, 'qasm_simulator')\n",
        finding=True,
        because="the backend computes an exact state and is no sampler",
    ),
    LeaveAlone(
        "qasm_simulator takes no control flow from transpile, and AerSimulator says another name",
        "from qiskit import QuantumCircuit\nfrom qiskit.providers.aer import Aer\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "with qc.if_test((0, 1)):\n    qc.x(0)\nbackend = Aer.get_backend('qasm_simulator')\nname = backend.name\n"
        "result = backend.run(qc).result()\nworked, counts = result.success, result.get_counts()\n",
        finding=True,
        because="the circuit has gates that depend on a measurement, which transpile refuses for this simulator",
    ),
    LeaveAlone(
        "a composed condition on a register adds one more register of bits that the circuit has already",
        "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\nfrom qiskit_aer import AerSimulator\n\n"
        "part = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, 'flag'))\n"
        "with part.if_test((part.cregs[0], 1)):\n    part.x(0)\nqc = QuantumCircuit(1, 3)\n"
        "qc.compose(part, [0], [1], inplace=True)\nqc.measure(0, 0)\n"
        "counts = AerSimulator().run(qc).result().get_counts()\n",
        finding=True,
        because="the circuit has classical bits outside registers or in two of them",
    ),
    LeaveAlone(
        "marginal counts of a result have spaces where it has several registers, and those of counts have none",
        "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\n"
        "from qiskit.result import marginal_counts\nfrom qiskit_aer import AerSimulator\n\n"
        "qc = QuantumCircuit(QuantumRegister(2), ClassicalRegister(1), ClassicalRegister(1))\n"
        "qc.measure([0, 1], [0, 1])\n"
        "counts = marginal_counts(AerSimulator().run(qc).result(), [0, 1]).get_counts()\n",
        finding=True,
        because="marginal_counts is given the result of several classical registers, or of some out of sight",
    ),
    LeaveAlone(
        "marginal_counts changes the result in place",
        f"{_ONE}marginal_counts(result, [0], inplace=True)\ncounts = result.get_counts()\n",
        finding=True,
        because="marginal_counts is given the whole result, and nothing reads the counts of what it gives",
    ),
    LeaveAlone(
        "of marginal counts, the whole result goes out of sight",
        f"{_ONE}from somewhere import keep\nkeep(marginal_counts(result, [0]))\n",
        finding=True,
        because="the result is passed to somewhere.keep, whose code cannot be seen",
    ),
    LeaveAlone(
        "a fake backend that Qiskit itself had came with other noise",
        "from qiskit import QuantumCircuit, transpile\nfrom qiskit.providers.fake_provider import FakeManila\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\nbackend = FakeManila()\n"
        "counts = backend.run(transpile(qc, backend)).result().get_counts()\n",
        finding=True,
        because="a fake backend of qiskit_ibm_runtime gives other noise than the one it replaces",
    ),
    LeaveAlone(
        "callers out of sight may give another backend than the one that is made where none is given",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\n\n"
        "def counts_of(circuit: QuantumCircuit, backend=None):\n    if backend is None:\n"
        "        backend = AerSimulator()\n    return backend.run(circuit).result().get_counts()\n",
        finding=True,
        because="where the backend comes from is not in sight: callers out of sight give `backend`",
    ),
    LeaveAlone(
        "callers out of sight may give one circuit as well as a list",
        "from qiskit_aer import AerSimulator\n\n\ndef counts_of(circuits):\n"
        "    return AerSimulator().run(circuits).result().get_counts()\n",
        finding=True,
        because="whether one circuit or a list is run is not known: callers out of "
        "sight give `circuits`, which no annotation says to be a QuantumCircuit or a list",
    ),
    LeaveAlone(
        "a function that __all__ names returns its result to modules out of sight too",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\n__all__ = ['result_of']\n\n\n"
        "def result_of(circuit: QuantumCircuit):\n    return AerSimulator().run(circuit).result()\n\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\ncounts = result_of(qc).get_counts()\n",
        finding=True,
        because="the result is returned to callers that cannot be seen",
    ),
    LeaveAlone(
        "a decorator of the program's own is given the job that the function returns",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\n\ndef counted(function):\n"
        "    def run(*given):\n        return function(*given).result().get_counts()\n\n    return run\n\n\n"
        "@counted\ndef job_of(circuit: QuantumCircuit):\n    return AerSimulator().run(circuit)\n\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\ncounts = job_of(qc)\n",
        finding=True,
        because="the job is returned to callers that cannot be seen",
    ),
    LeaveAlone(
        "a text that is run as code reads the result",
        f'{_ONE}exec("counts = result.get_counts()")\n',
        finding=True,
        because="the result is passed to exec, whose code cannot be seen",
    ),
    LeaveAlone(
        "the result is reached through globals()",
        f'{_ONE}counts = globals()["result"].get_counts()\n',
        finding=True,
        because="the result is passed to globals, whose code cannot be seen",
    ),
    LeaveAlone(
        "what another module gives is transpiled and run, and may be one circuit or a list",
        "from elsewhere import made\nfrom qiskit import transpile\nfrom qiskit_aer import AerSimulator\n\n"
        "backend = AerSimulator()\ncounts = backend.run(transpile(made(3), backend)).result().get_counts()\n",
        finding=True,
        because="whether one circuit or a list is run is not known",
    ),
)
