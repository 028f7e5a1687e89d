"""The atlas: what every release of Qiskit's packages had, read from their wheels, against what the newest has."""
