from qiskit.circuit import Instruction as Instruction
