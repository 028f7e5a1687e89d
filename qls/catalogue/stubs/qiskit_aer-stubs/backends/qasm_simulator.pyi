from qiskit_aer import QasmSimulator as QasmSimulator
