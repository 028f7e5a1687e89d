from qiskit_aer import AerProvider as AerProvider
