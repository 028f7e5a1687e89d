from qiskit import Aer, QuantumCircuit, execute

die = QuantumCircuit(3)
die.h([0, 1, 2])
die.measure_all()
backend = Aer.get_backend("aer_simulator")
print("🎲🎲", execute(die, backend, shots=6).result().get_counts())
