from qiskit.providers import Job as Job
from qiskit.providers import JobV1 as JobV1
