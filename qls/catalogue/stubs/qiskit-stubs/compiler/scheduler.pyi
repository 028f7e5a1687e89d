from qiskit.compiler import schedule as schedule
