from qiskit.utils import QuantumInstance as QuantumInstance
