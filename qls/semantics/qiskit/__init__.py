"""Models of Qiskit: what its circuits, backends, jobs and results are to the machine that reads Python."""
