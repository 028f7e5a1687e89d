from qiskit.providers import Provider as Provider
from qiskit.providers import ProviderV1 as ProviderV1
