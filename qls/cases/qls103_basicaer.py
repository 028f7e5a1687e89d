"""What QLS103 shows of BasicAer's exact simulators where `quantum_info` cannot take their place: those of Aer do."""

from __future__ import annotations

from qls.cases import Example

EXAMPLES = (
    Example(
        "a state after a measurement in the middle of a circuit is computed by Aer's simulator",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

qc = QuantumCircuit(2, 1)
qc.h(0)
qc.measure(0, 0)
qc.cx(0, 1)
backend = BasicAer.get_backend("statevector_simulator")
job = execute(qc, backend, shots=100)
result = job.result()
state_vector = result.get_statevector(qc, decimals=3)
counts = result.get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer

qc = QuantumCircuit(2, 1)
qc.h(0)
qc.measure(0, 0)
qc.cx(0, 1)
backend = Aer.get_backend("statevector_simulator")
job = backend.run(transpile(qc, backend, optimization_level=1))
result = job.result()
state_vector = result.get_statevector(qc, decimals=3).data
counts = result.get_counts()
"""
        },
    ),
    Example(
        "gates that depend on a measurement run on Aer's simulator",
        """\
from qiskit import BasicAer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute

qubits, bits = QuantumRegister(2), ClassicalRegister(1, "bits")
qc = QuantumCircuit(qubits, bits)
qc.x(0)
qc.measure(0, 0)
qc.ry(0.3, 1).c_if(bits, 1)
simulator = BasicAer.get_backend("statevector_simulator")
state = execute(qc, simulator).result().get_statevector()
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import Aer, AerSimulator

qubits, bits = QuantumRegister(2), ClassicalRegister(1, "bits")
qc = QuantumCircuit(qubits, bits)
qc.x(0)
qc.measure(0, 0)
with qc.if_test((bits, 1)):
    qc.ry(0.3, 1)
simulator = Aer.get_backend("statevector_simulator")
isa_circuit = transpile(qc, AerSimulator(), optimization_level=1)
state = simulator.run(isa_circuit).result().get_statevector().data
"""
        },
    ),
    Example(
        "several circuits, and what a helper is given from out of sight",
        """\
from qiskit import BasicAer, QuantumCircuit, execute


def states_of(circuits):
    simulator = BasicAer.get_backend("statevector_simulator")
    result = execute(circuits, simulator).result()
    return [result.get_statevector(circuit) for circuit in circuits]


one, other = QuantumCircuit(1), QuantumCircuit(1)
one.h(0)
other.ry(0.3, 0)
states = states_of([one, other])
probabilities = [abs(state) ** 2 for state in states]
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer


def states_of(circuits):
    simulator = Aer.get_backend("statevector_simulator")
    isa_circuits = transpile(circuits, simulator, optimization_level=1)
    result = simulator.run(isa_circuits).result()
    return [result.get_statevector(circuit).data for circuit in circuits]


one, other = QuantumCircuit(1), QuantumCircuit(1)
one.h(0)
other.ry(0.3, 0)
states = states_of([one, other])
probabilities = [abs(state) ** 2 for state in states]
"""
        },
    ),
    Example(
        "the state and the probabilities of a circuit that measures nothing",
        """\
from qiskit import BasicAer, QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
backend = BasicAer.get_backend("statevector_simulator")
result = backend.run(qc).result()
state, chances = result.get_statevector(), result.get_counts()
half = round(chances["01"], 3)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

qc = QuantumCircuit(2)
qc.h(0)
backend = Aer.get_backend("statevector_simulator")
result = backend.run(qc).result()
state, chances = result.get_statevector().data, result.get_counts()
half = round(chances["01"], 3)
"""
        },
    ),
    Example(
        "the simulators of a dictionary go together",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
from qiskit.providers.basicaer import UnitarySimulatorPy

simulators = {"state": BasicAer.get_backend("statevector_simulator"), "unitary": UnitarySimulatorPy()}
qc = QuantumCircuit(1)
qc.ry(0.3, 0)
for kind, simulator in simulators.items():
    result = execute([qc], simulator).result()
    answer = result.get_statevector() if kind == "state" else result.get_unitary(qc)
first = complex(answer[0][0])
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer

simulators = {
    "state": Aer.get_backend("statevector_simulator"),
    "unitary": Aer.get_backend("unitary_simulator"),
}
qc = QuantumCircuit(1)
qc.ry(0.3, 0)
for kind, simulator in simulators.items():
    isa_circuits = transpile([qc], simulator, optimization_level=1)
    result = simulator.run(isa_circuits).result()
    answer = result.get_statevector().data if kind == "state" else result.get_unitary(qc).data
first = complex(answer[0][0])
"""
        },
    ),
    Example(
        "a measurement with a seed may give another outcome",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.measure(0, 0)
qc.h(1)
backend = BasicAer.get_backend("statevector_simulator")
job = execute(qc, backend, seed_simulator=3)
print(f"{job.result().get_counts()}")
state = job.result().get_statevector()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.measure(0, 0)
qc.h(1)
backend = Aer.get_backend("statevector_simulator")
job = backend.run(transpile(qc, backend, optimization_level=1), seed_simulator=3)
print(f"{job.result().get_counts()}")
state = job.result().get_statevector().data
"""
        },
        unsafe=True,
    ),
)
