from qiskit.providers.ibmq import IBMQBackend as IBMQBackend
from qiskit.providers.ibmq import IBMQSimulator as IBMQSimulator
