from qiskit_aer.backends import *
