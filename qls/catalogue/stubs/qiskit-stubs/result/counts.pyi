from qiskit.result import Counts as Counts
