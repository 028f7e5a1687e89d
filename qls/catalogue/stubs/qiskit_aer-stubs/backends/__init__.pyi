from qiskit_aer import AerBackend as AerBackend
from qiskit_aer import AerSimulator as AerSimulator
from qiskit_aer import PulseSimulator as PulseSimulator
from qiskit_aer import QasmSimulator as QasmSimulator
from qiskit_aer import StatevectorSimulator as StatevectorSimulator
from qiskit_aer import UnitarySimulator as UnitarySimulator
