from qiskit_aer import AerSimulator as AerSimulator
