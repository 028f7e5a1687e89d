"""A notebook's cells for the tests of ``qls/jupyter``."""

IMPORTS = "from qiskit import Aer, QuantumCircuit, execute"
CIRCUIT = "bell = QuantumCircuit(2, 2)\nbell.h(0)\nbell.cx(0, 1)\nbell.measure([0, 1], [0, 1])"
RUN = 'job = execute(bell, Aer.get_backend("qasm_simulator"), shots=100)\ncounts = job.result().get_counts()'
MIGRATED = "job = SamplerV2().run([isa_circuit], shots=100)\ncounts = job.result()[0].data.c.get_counts()"
