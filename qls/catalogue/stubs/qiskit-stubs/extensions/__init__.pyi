from qiskit.circuit.library import *
from qiskit.circuit.library import Initialize as Initialize
from qiskit.circuit.library import UnitaryGate as UnitaryGate
