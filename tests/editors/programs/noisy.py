from qiskit import QuantumCircuit
from qiskit.providers.fake_provider import FakeManila

bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
bell.measure_all()
device = FakeManila()
print(device.configuration().n_qubits)
