from qiskit_aer.primitives import *
