"""A Bell pair, written for Qiskit 0.45: it no longer runs on the current Qiskit."""

from qiskit import Aer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute

qubits = QuantumRegister(2, "q")
bits = ClassicalRegister(2, "bell")
circuit = QuantumCircuit(qubits, bits)
circuit.h(qubits[0])
circuit.cx(qubits[0], qubits[1])
circuit.measure(qubits, bits)

simulator = Aer.get_backend("qasm_simulator")
job = execute(circuit, simulator, shots=1000)
counts = job.result().get_counts(circuit)

print("outcomes:", sorted(counts))
print("shots:", sum(counts.values()))
