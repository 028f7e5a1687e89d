from qiskit.providers.ibmq import IBMQFactory as IBMQFactory
