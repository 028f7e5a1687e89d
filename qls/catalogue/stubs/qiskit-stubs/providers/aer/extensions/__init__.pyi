from qiskit_aer.library import *
