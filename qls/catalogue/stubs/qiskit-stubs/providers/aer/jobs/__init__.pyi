from qiskit_aer.jobs import *
