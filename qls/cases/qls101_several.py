"""What QLS101 shows of several circuits that are made in one place."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone, qls101_beside

EXAMPLES = (
    Example(
        "a simulator of BasicAer that runs a conditional gate anywhere is AerSimulator everywhere",
        """\
from qiskit import BasicAer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute

backend = BasicAer.get_backend("qasm_simulator")
q = QuantumRegister(2)
c = ClassicalRegister(2)
plain = QuantumCircuit(q, c)
plain.h(q[0])
plain.measure(q, c)
first = execute(plain, backend).result().get_counts(plain)
qc = QuantumCircuit(q, c)
qc.x(q[0])
qc.measure(q[0], c[0])
qc.x(q[1]).c_if(c, 1)
qc.measure(q, c)
job = execute(qc, backend, shots=10)
counts = job.result().get_counts()
success = execute(qc, backend, shots=10).result().success
kept = execute(plain, backend, shots=20).result().success
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

backend = AerSimulator()
q = QuantumRegister(2)
c = ClassicalRegister(2)
plain = QuantumCircuit(q, c)
plain.h(q[0])
plain.measure(q, c)
sampler = SamplerV2.from_backend(backend)
isa_circuit = transpile(plain, backend, optimization_level=1)
first = sampler.run([isa_circuit]).result()[0].join_data().get_counts()
qc = QuantumCircuit(q, c)
qc.x(q[0])
qc.measure(q[0], c[0])
with qc.if_test((c, 1)):
    qc.x(q[1])
qc.measure(q, c)
job = sampler.run([transpile(qc, backend, optimization_level=1)], shots=10)
counts = job.result()[0].join_data().get_counts()
isa_circuit = transpile(qc, backend, optimization_level=1)
success = backend.run(isa_circuit, shots=10).result().success
isa_circuit = transpile(plain, backend, optimization_level=1)
kept = backend.run(isa_circuit, shots=20).result().success
"""
        },
    ),
    Example(
        "a register that Qiskit numbers is read without its name",
        """\
from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister, BasicAer, execute
from qiskit.tools.monitor import job_monitor

qr = QuantumRegister(2)
cr = ClassicalRegister(2)
qc = QuantumCircuit(qr, cr)
qc.h(qr)
qc.measure(qr, cr)
backend = BasicAer.get_backend("qasm_simulator")
job = execute(qc, backend, shots=500, seed_simulator=7, memory=True)
job_monitor(job)
memory = job.result().get_memory()
length = len(memory)
most = sorted(memory)[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit.providers.basic_provider import BasicSimulator

qr = QuantumRegister(2)
cr = ClassicalRegister(2)
qc = QuantumCircuit(qr, cr)
qc.h(qr)
qc.measure(qr, cr)
backend = BasicSimulator()
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = BackendSamplerV2(backend=backend, options={"seed_simulator": 7})
job = sampler.run([isa_circuit], shots=500)
memory = job.result()[0].join_data().get_bitstrings()
length = len(memory)
most = sorted(memory)[0]
"""
        },
    ),
    *qls101_beside.EXAMPLES,
    Example(
        "a register that is added to one of a list's circuits is in the keys of that one alone",
        """\
from qiskit import Aer, QuantumCircuit, execute

circuits = [QuantumCircuit(1, 1) for _ in range(3)]
for circuit in circuits:
    circuit.measure(0, 0)
circuits[2].measure_all()
simulator = Aer.get_backend("qasm_simulator")
counts = [execute(circuit, simulator, shots=20).result().get_counts() for circuit in circuits]
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from collections import Counter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

circuits = [QuantumCircuit(1, 1) for _ in range(3)]
for circuit in circuits:
    circuit.measure(0, 0)
circuits[2].measure_all()
simulator = AerSimulator()
sampler = SamplerV2.from_backend(simulator)
counts = [
    dict(
        Counter(
            " ".join(shot)
            for shot in zip(
                *[
                    bits.get_bitstrings()
                    for bits in reversed(
                        sampler.run(
                            [transpile(circuit, target=simulator.target, optimization_level=1)],
                            shots=20,
                        ).result()[0].data.values()
                    )
                ]
            )
        )
    )
    for circuit in circuits
]
"""
        },
    ),
    Example(
        "some of the circuits that a loop made are measured once more",
        """\
from qiskit import Aer, ClassicalRegister, QuantumCircuit, execute

kept = {}
for number in range(3):
    kept[number] = QuantumCircuit(1, 1)
    kept[number].measure(0, 0)
later = [kept[1], kept[2]]
for circuit in later:
    circuit.add_register(ClassicalRegister(2, "flag"))
simulator = Aer.get_backend("aer_simulator")
counts = {number: execute(circuit, simulator, shots=20).result().get_counts() for number, circuit in kept.items()}
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit
from collections import Counter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

kept = {}
for number in range(3):
    kept[number] = QuantumCircuit(1, 1)
    kept[number].measure(0, 0)
later = [kept[1], kept[2]]
for circuit in later:
    circuit.add_register(ClassicalRegister(2, "flag"))
simulator = AerSimulator()
sampler = SamplerV2.from_backend(simulator)
counts = {
    number: dict(
        Counter(
            " ".join(shot)
            for shot in zip(
                *[
                    bits.get_bitstrings()
                    for bits in reversed(
                        sampler.run(
                            [transpile(circuit, target=simulator.target, optimization_level=1)],
                            shots=20,
                        ).result()[0].data.values()
                    )
                ]
            )
        )
    )
    for number, circuit in kept.items()
}
"""
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "the simulator in BasicAer's place is asked what AerSimulator answers otherwise",
        "from qiskit import BasicAer, QuantumCircuit, execute\n\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\nqc.x(0).c_if(0, 1)\n"
        'backend = BasicAer.get_backend("qasm_simulator")\n'
        "print(backend.status(), execute(qc, backend).result().get_counts())\n",
        finding=True,
        because="the backend's status is read, which BasicSimulator answers otherwise or not at all",
    ),
    *qls101_beside.LEAVE_ALONE,
    LeaveAlone(
        "which simulator the branches leave is not known, and one of them takes one shot where none are given",
        """\
import sys

from qiskit import QuantumCircuit, execute
from qiskit_aer import Aer, AerSimulator

if len(sys.argv) > 100:
    backend = Aer.get_backend("statevector_simulator")
else:
    backend = Aer.get_backend(sys.argv[-1])
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
result = execute(qc, backend).result()
worked, counts = result.results[0].header.name, result.get_counts()
""",
        finding=True,
        because="the backend computes an exact state and is no sampler",
    ),
    LeaveAlone(
        "a circuit of several is run by a backend that is not in sight",
        """\
from elsewhere import backend
from qiskit import QuantumCircuit, execute

circuits = [QuantumCircuit(1, 1) for _ in range(2)]
circuits[0].measure(0, 0)
circuits[1].measure_all()
counts = [execute(circuit, backend).result().get_counts() for circuit in circuits]
""",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
)
