from qiskit.circuit import AncillaRegister as AncillaRegister
from qiskit.circuit import QuantumRegister as QuantumRegister
from qiskit.circuit import Qubit as Qubit
