"""What QLS102 shows of ``assemble`` and its Qobj, and of a simulator that runs transpiled circuits only."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "the sites of a block, and of the blocks inside it, have one sampler",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

simulator = AerSimulator()


def flipped(times):
    qc = QuantumCircuit(1, 1)
    for _ in range(times):
        qc.x(0)
    qc.measure(0, 0)
    return transpile(qc, simulator)


def compared(few, many):
    if few is many:
        return simulator.run(few, shots=5).result().get_counts()
    first = simulator.run(few, shots=5).result().get_counts()
    for circuit in (few, many):
        last = simulator.run(circuit, shots=7).result().get_counts()
    return first, last


one = simulator.run(flipped(1), shots=10).result().get_counts()
seeded = simulator.run(flipped(1), shots=10, seed_simulator=4).result().get_counts()
each = [simulator.run(flipped(times), shots=10).result().get_counts() for times in range(3)]
two = compared(flipped(1), flipped(2))
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

simulator = AerSimulator()


def flipped(times):
    qc = QuantumCircuit(1, 1)
    for _ in range(times):
        qc.x(0)
    qc.measure(0, 0)
    return transpile(qc, simulator)


def compared(few, many):
    if few is many:
        sampler = SamplerV2.from_backend(simulator)
        return sampler.run([few], shots=5).result()[0].data.c.get_counts()
    sampler = SamplerV2.from_backend(simulator)
    first = sampler.run([few], shots=5).result()[0].data.c.get_counts()
    for circuit in (few, many):
        last = sampler.run([circuit], shots=7).result()[0].data.c.get_counts()
    return first, last


sampler = SamplerV2.from_backend(simulator)
one = sampler.run([flipped(1)], shots=10).result()[0].data.c.get_counts()
sampler_2 = SamplerV2.from_backend(simulator, seed=4)
seeded = sampler_2.run([flipped(1)], shots=10).result()[0].data.c.get_counts()
each = [
    sampler.run([flipped(times)], shots=10).result()[0].data.c.get_counts() for times in range(3)
]
two = compared(flipped(1), flipped(2))
"""
        },
    ),
    Example(
        "a circuit that nothing transpiles is transpiled for the device that AerSimulator imitates",
        """\
from qiskit import QuantumCircuit
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
simulator = AerSimulator.from_backend(GenericBackendV2(2))
shots = sum(simulator.run(qc, shots=2000).result().get_counts().values())
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
simulator = AerSimulator.from_backend(GenericBackendV2(2))
isa_circuit = transpile(qc, simulator, optimization_level=1)
sampler = SamplerV2.from_backend(simulator)
shots = sum(sampler.run([isa_circuit], shots=2000).result()[0].data.meas.get_counts().values())
"""
        },
        old="",  # that of 1.4 refuses it too, and 0.45 has no GenericBackendV2
        unsafe=True,
    ),
    Example(
        "assemble gives way to its circuits, and its shots go to the primitive",
        """\
from qiskit import QuantumCircuit, Aer, assemble

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
aer_sim = Aer.get_backend("aer_simulator")
qobj = assemble(qc, shots=1, memory=True)
bit = aer_sim.run(qobj).result().get_memory()[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
aer_sim = AerSimulator()
qobj = qc
sampler = SamplerV2.from_backend(aer_sim)
bit = sampler.run([qobj], shots=1).result()[0].data.c.get_bitstrings()[0]
"""
        },
    ),
    Example(
        "an assemble whose Qobj nothing reads goes with the others",
        """\
from qiskit import QuantumCircuit, Aer, assemble

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
sim = Aer.get_backend("aer_simulator")
if qc.num_qubits:
    tried = assemble(qc, sim, shots=5)
counts = sim.run(assemble(qc, shots=7)).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
sim = AerSimulator()
if qc.num_qubits:
    pass
sampler = SamplerV2.from_backend(sim)
counts = sampler.run([qc], shots=7).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "a circuit that changes between assemble and run is copied, as the Qobj was",
        """\
from qiskit import QuantumCircuit, Aer, assemble

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
aer_sim = Aer.get_backend("aer_simulator")
qobj = assemble(qc)
qc.x(0)
qc.measure(0, 0)
counts = aer_sim.run(qobj).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
aer_sim = AerSimulator()
qobj = qc.copy()
qc.x(0)
qc.measure(0, 0)
counts = SamplerV2.from_backend(aer_sim).run([qobj]).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "options that IBM's primitives have not are left out",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService

backend = QiskitRuntimeService().backend("ibm_fez")
qc = QuantumCircuit(1)
qc.measure_all()
job = backend.run(transpile(qc, backend), shots=100, memory_slots=2, meas_level=2, meas_return="single")
counts = job.result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

backend = QiskitRuntimeService().backend("ibm_fez")
qc = QuantumCircuit(1)
qc.measure_all()
job = SamplerV2(mode=backend).run([transpile(qc, backend)], shots=100)
counts = job.result()[0].data.meas.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "kerneled measurements are options of another place",
        "from qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n\n"
        "backend = QiskitRuntimeService().backend('ibm_fez')\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
        "counts = backend.run(qc, meas_level=1).result().get_counts()\n",
        finding=True,
        because="meas_level has another place in the options of qiskit_ibm_runtime",
    ),
    LeaveAlone(
        "a Qobj is asked for its experiments, which a circuit has not",
        "from qiskit import Aer, QuantumCircuit, assemble\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "qobj = assemble(qc, shots=10)\nnumber = len(qobj.experiments)\n"
        'counts = Aer.get_backend("qasm_simulator").run(qobj).result().get_counts()\n',
        finding=True,
        because="the Qobj is read beside its run (experiments), and a circuit is none",
    ),
    LeaveAlone(
        "a Qobj is written as a dict",
        "from qiskit import Aer, QuantumCircuit, assemble\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        'qobj = assemble(qc, shots=10)\ntext = str(qobj.to_dict()["config"]["shots"])\n'
        'counts = Aer.get_backend("qasm_simulator").run(qobj).result().get_counts()\n',
        finding=True,
        because="the Qobj is read beside its run (to_dict), and a circuit is none",
    ),
    LeaveAlone(
        "the shots that assemble was given are another number by the time the circuits run",
        "from qiskit import QuantumCircuit, assemble\nfrom qiskit_aer import AerSimulator\n\n"
        "def prepared(circuit, shots):\n    return assemble(circuit, shots=shots)\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\nshots = 5\ncounts = AerSimulator().run(prepared(qc, 9)).result().get_counts()\n",
        finding=True,
        because="`shots` means something else, or nothing, where it would be written",
    ),
)
