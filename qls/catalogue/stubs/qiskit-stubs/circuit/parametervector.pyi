from qiskit.circuit import ParameterVector as ParameterVector
