from qiskit_ibm_runtime import RuntimeJob
from qiskit_ibm_runtime import RuntimeDecoder as RuntimeDecoder
from qiskit_ibm_runtime import RuntimeEncoder as RuntimeEncoder

class IBMRuntimeService:
    def run(self, program_id, options, inputs, **arguments) -> RuntimeJob: ...
