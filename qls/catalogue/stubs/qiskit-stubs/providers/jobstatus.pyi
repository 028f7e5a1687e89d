from qiskit.providers import JobStatus as JobStatus
