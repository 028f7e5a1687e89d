from qiskit.circuit import ClassicalRegister as ClassicalRegister
from qiskit.circuit import Clbit as Clbit
