from qiskit.circuit import Parameter as Parameter
