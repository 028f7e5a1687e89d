"""An abstract machine for Python: it reads a program, and knows no Qiskit."""
