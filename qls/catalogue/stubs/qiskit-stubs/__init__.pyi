"""qiskit as legacy programs import it: the names of 0.x beside those of 1.x and 2.x."""

from qiskit.circuit import AncillaRegister as AncillaRegister
from qiskit.circuit import ClassicalRegister as ClassicalRegister
from qiskit.circuit import QuantumCircuit as QuantumCircuit
from qiskit.circuit import QuantumRegister as QuantumRegister
from qiskit.compiler import assemble as assemble
from qiskit.compiler import schedule as schedule
from qiskit.compiler import sequence as sequence
from qiskit.compiler import transpile as transpile
from qiskit.exceptions import QiskitError as QiskitError
from qiskit.execute_function import execute as execute
from qiskit.providers.basicaer import BasicAerProvider
from qiskit.providers.ibmq import IBMQFactory
from qiskit.transpiler import generate_preset_pass_manager as generate_preset_pass_manager
from qiskit_aer import AerProvider

Aer: AerProvider
BasicAer: BasicAerProvider
IBMQ: IBMQFactory
__version__: str
__qiskit_version__: dict[str, str]
