from qiskit_aer import AerBackend as AerBackend
