from qiskit.visualization import *
