from qiskit.result import Result as Result
