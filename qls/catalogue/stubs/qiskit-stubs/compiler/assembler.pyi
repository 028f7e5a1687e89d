from qiskit.compiler import assemble as assemble
