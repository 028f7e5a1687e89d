from qiskit.primitives import BackendSampler as BackendSampler
