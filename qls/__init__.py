"""qls: a language server that migrates legacy Qiskit programs to the V2 primitives."""

__version__ = "0.1.0"
