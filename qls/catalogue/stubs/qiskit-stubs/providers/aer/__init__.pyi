from qiskit_aer import *
