from qiskit.compiler import sequence as sequence
