from qiskit.providers import Backend as Backend
from qiskit.providers import BackendV1 as BackendV1
from qiskit.providers import BackendV2 as BackendV2
