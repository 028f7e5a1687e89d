from qiskit import Aer, QuantumCircuit, execute

bell = QuantumCircuit(2, 2)
bell.h(0)
bell.cx(0, 1)
bell.measure([0, 1], [0, 1])

backend = Aer.get_backend("qasm_simulator")
job = execute(bell, backend, shots=1000)  # a comment that stays
counts = job.result().get_counts()
print("ψ", counts)
