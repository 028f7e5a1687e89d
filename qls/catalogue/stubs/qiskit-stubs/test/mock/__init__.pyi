from qiskit.providers.fake_provider import *
