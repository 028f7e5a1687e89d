from qiskit_ibm_runtime import IBMBackend as IBMBackend
