from qiskit.circuit import Gate as Gate
