from qiskit_ibm_runtime import Session as Session
