from qiskit_ibm_runtime import Batch as Batch
