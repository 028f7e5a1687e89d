from qiskit_ibm_provider import IBMBackend as IBMBackend
