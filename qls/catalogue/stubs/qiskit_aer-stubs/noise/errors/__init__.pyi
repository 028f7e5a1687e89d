from qiskit_aer.noise import *
