from qiskit.compiler import transpile as transpile
