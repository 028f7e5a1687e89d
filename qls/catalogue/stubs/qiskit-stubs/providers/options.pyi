from qiskit.providers import Options as Options
