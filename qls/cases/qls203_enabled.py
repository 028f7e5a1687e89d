"""What QLS203 shows of accounts that are enabled for one session, and of the choice among backends."""

from __future__ import annotations

from qls.cases import Example

EXAMPLES = (
    Example(
        "an account that is enabled is the service's that is made of it, and the fewest jobs are counted",
        """\
from qiskit import IBMQ
from qiskit.providers.ibmq import least_busy

TOKEN = "secret"
IBMQ.enable_account(TOKEN)
provider = IBMQ.get_provider(hub="ibm-q")
small = [each for each in provider.backends() if each.configuration().n_qubits < 8]
backend = least_busy(small)
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

TOKEN = "secret"
provider = QiskitRuntimeService(token=TOKEN, instance="YOUR-INSTANCE-CRN")
small = [each for each in provider.backends() if each.configuration().n_qubits < 8]
backend = min(small, key=lambda backend: backend.status().pending_jobs)
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "IBMProvider saved accounts too",
        """\
from qiskit_ibm_provider import IBMProvider

IBMProvider.save_account(token="secret", overwrite=True)
provider = IBMProvider()
backend = provider.get_backend("ibmq_lima")
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

QiskitRuntimeService.save_account(token="secret", overwrite=True)
provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
"""
        },
        old="",
        unsafe=True,
    ),
)
