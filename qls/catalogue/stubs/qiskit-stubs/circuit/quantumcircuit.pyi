from qiskit.circuit import QuantumCircuit as QuantumCircuit
