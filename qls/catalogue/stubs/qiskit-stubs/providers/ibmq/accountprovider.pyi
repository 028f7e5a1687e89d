from qiskit.providers.ibmq import AccountProvider as AccountProvider
