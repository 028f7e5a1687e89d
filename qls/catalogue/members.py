"""Members and parameters that classes and functions of today have lost: which of the atlas's are reported.

The atlas knows a class by its source. What an object has only once it is made is not there, so members are reported of
classes alone of which a test makes an object and looks.
"""

from __future__ import annotations

from functools import cache

from qls.catalogue import atlas, roles
from qls.catalogue.atlas import Gone
from qls.catalogue.symbols import SYMBOLS

# By class, an expression of today that makes an object of it; names as ``from M import N`` of the class's own module.
MADE = {
    "qiskit.ClassicalRegister": "ClassicalRegister(1)",
    "qiskit.QuantumCircuit": "QuantumCircuit(1)",
    "qiskit.QuantumRegister": "QuantumRegister(1)",
    "qiskit.circuit.CommutationChecker": "CommutationChecker()",
    "qiskit.circuit.Instruction": "Instruction('one', 1, 0, [])",
    "qiskit.circuit.InstructionSet": "InstructionSet()",
    "qiskit.circuit.library.AND": "AND(2)",
    "qiskit.circuit.library.IntegerComparator": "IntegerComparator(2, 1)",
    "qiskit.circuit.library.MCMT": "MCMT('x', 1, 1)",
    "qiskit.circuit.library.OR": "OR(2)",
    "qiskit.circuit.library.PolynomialPauliRotations": "PolynomialPauliRotations(2)",
    "qiskit.circuit.library.WeightedAdder": "WeightedAdder(2)",
    "qiskit.dagcircuit.DAGCircuit": "DAGCircuit()",
    "qiskit.dagcircuit.DAGDepNode": "DAGDepNode()",
    "qiskit.dagcircuit.DAGDependency": "DAGDependency()",
    "qiskit.passmanager.FlowControllerLinear": "FlowControllerLinear()",
    "qiskit.primitives.EstimatorResult": "EstimatorResult([1.0], [{}])",
    "qiskit.primitives.SamplerResult": "SamplerResult([{}], [{}])",
    "qiskit.providers.BackendV2": (
        "__import__('qiskit.providers.fake_provider').providers.fake_provider.GenericBackendV2(2)"
    ),
    "qiskit.qasm3.Exporter": "Exporter()",
    "qiskit.quantum_info.CNOTDihedral": "CNOTDihedral(num_qubits=1)",
    "qiskit.quantum_info.Chi": "Chi([[1]])",
    "qiskit.quantum_info.Choi": "Choi([[1]])",
    "qiskit.quantum_info.Clifford": "Clifford([[1, 0], [0, 1]])",
    "qiskit.quantum_info.DensityMatrix": "DensityMatrix([[1, 0], [0, 0]])",
    "qiskit.quantum_info.Kraus": "Kraus([[1]])",
    "qiskit.quantum_info.Operator": "Operator([[1, 0], [0, 1]])",
    "qiskit.quantum_info.PTM": "PTM([[1]])",
    "qiskit.quantum_info.Pauli": "Pauli('X')",
    "qiskit.quantum_info.ScalarOp": "ScalarOp(2)",
    "qiskit.quantum_info.SparsePauliOp": "SparsePauliOp('X')",
    "qiskit.quantum_info.Statevector": "Statevector([1, 0])",
    "qiskit.quantum_info.Stinespring": "Stinespring([[1]])",
    "qiskit.quantum_info.SuperOp": "SuperOp([[1]])",
    "qiskit.synthesis.SolovayKitaevDecomposition": "SolovayKitaevDecomposition()",
    "qiskit.synthesis.TwoQubitBasisDecomposer": (
        "TwoQubitBasisDecomposer(__import__('qiskit').circuit.library.CXGate())"
    ),
    "qiskit.transpiler.ConditionalController": "ConditionalController([], condition=lambda _: True)",
    "qiskit.transpiler.CouplingMap": "CouplingMap([[0, 1]])",
    "qiskit.transpiler.DoWhileController": "DoWhileController([], do_while=lambda _: False)",
    "qiskit.transpiler.InstructionProperties": "InstructionProperties()",
    "qiskit.transpiler.PassManager": "PassManager()",
    "qiskit.transpiler.PassManagerConfig": "PassManagerConfig()",
    "qiskit.transpiler.Target": "Target()",
    "qiskit.transpiler.passes.CheckMap": "CheckMap(None)",
    "qiskit.transpiler.passes.CommutationAnalysis": "CommutationAnalysis()",
    "qiskit.transpiler.passes.Decompose": "Decompose()",
    "qiskit.transpiler.passes.DenseLayout": "DenseLayout(None)",
    "qiskit.transpiler.passes.HighLevelSynthesis": "HighLevelSynthesis()",
    "qiskit.transpiler.passes.Optimize1qGatesDecomposition": "Optimize1qGatesDecomposition()",
    "qiskit.transpiler.passes.SabreLayout": "SabreLayout(None)",
    "qiskit.transpiler.passes.SabreSwap": "SabreSwap(None)",
    "qiskit.transpiler.passes.VF2Layout": "VF2Layout(None)",
    "qiskit.transpiler.passes.VF2PostLayout": "VF2PostLayout()",
    "qiskit_aer.noise.NoiseModel": "NoiseModel()",
    "qiskit_aer.noise.QuantumError": "QuantumError([(__import__('qiskit').quantum_info.Pauli('X'), 1)])",
    "qiskit_ibm_runtime.EstimatorV2": "EstimatorV2(__import__('qiskit_ibm_runtime').fake_provider.FakeManilaV2())",
    "qiskit_ibm_runtime.Options": "Options()",
    "qiskit_ibm_runtime.QiskitRuntimeService": "QiskitRuntimeService.__new__(QiskitRuntimeService)",
    "qiskit_ibm_runtime.RuntimeJobV2": "RuntimeJobV2(None, None, 'id', 'sampler', None)",
    "qiskit_ibm_runtime.RuntimeOptions": "RuntimeOptions()",
    "qiskit_ibm_runtime.SamplerV2": "SamplerV2(__import__('qiskit_ibm_runtime').fake_provider.FakeManilaV2())",
    "qiskit_ibm_runtime.Session": "Session(__import__('qiskit_ibm_runtime').fake_provider.FakeManilaV2())",
    "qiskit_ibm_runtime.options.EnvironmentOptions": "EnvironmentOptions()",
    "qiskit_ibm_runtime.options.SimulatorOptions": "SimulatorOptions()",
}
# What a function, or an attribute of what is made, gives: a class in ``MADE``, or a step on the way to one.
GIVES = {
    "qiskit.converters.circuit_to_dag()": "qiskit.dagcircuit.DAGCircuit()",
    "qiskit.circuit.QuantumCircuitData()[]": "qiskit.circuit.CircuitInstruction()",
    "qiskit.circuit.CircuitInstruction()[]": "qiskit.circuit.Instruction()",
    "qiskit.circuit.CircuitInstruction().operation": "qiskit.circuit.Instruction()",
    "qiskit_ibm_runtime.QiskitRuntimeService().job()": "qiskit_ibm_runtime.RuntimeJobV2()",
    "qiskit_ibm_runtime.QiskitRuntimeService().jobs()": "qiskit_ibm_runtime.RuntimeJobV2()",
}
CIRCUIT_DATA = "qiskit.circuit.QuantumCircuitData()"  # what ``circuit.data`` is
# What the atlas does not see: an operator between objects is no name.
# Of the runtime's jobs: what RuntimeJob had and RuntimeJobV2 never (V: 0.41.1, 0.42.0).
JOB = "qiskit_ibm_runtime.RuntimeJobV2"
_RUNTIME = "qiskit_ibm_runtime"
_MORE = {
    ("qiskit.QuantumCircuit", "__add__"): Gone("qiskit", "0.36", "0.40"),
    (f"{_RUNTIME}.SamplerV2", "session"): Gone("qiskit-ibm-runtime", "", "0.30"),
    (f"{_RUNTIME}.EstimatorV2", "session"): Gone("qiskit-ibm-runtime", "", "0.30"),
    (JOB, "queue_position"): Gone("qiskit-ibm-runtime", "", "0.42"),
    (JOB, "queue_info"): Gone("qiskit-ibm-runtime", "", "0.42"),
    (JOB, "submit"): Gone("qiskit-ibm-runtime", "", "0.42"),
}
# Of ``**flow_controller_conditions``, which the signature named no longer: what Qiskit itself took (V: 0.45.3, 1.0).
_PASS_MANAGER = "qiskit.transpiler.PassManager"
CONTROLLERS = {
    "condition": "qiskit.passmanager.ConditionalController",
    "do_while": "qiskit.passmanager.DoWhileController",
}
_MORE_PARAMETERS = {
    f"{_PASS_MANAGER}.{method}": dict.fromkeys(CONTROLLERS, Gone("qiskit", "0.45", "1.0"))
    for method in ("append", "replace")
}
_INSTRUCTION, _BACKEND = "qiskit.circuit.Instruction", "qiskit.providers.BackendV2"
_GATES = {"qiskit.circuit.Gate", "qiskit.circuit.ControlledGate"}

# What some kinds of instruction still have (V: 2.6.2), by words of programs that make these kinds, or ask for them.
_DELAYS = ("Delay", "delay", "BoxOp", "box", "scheduling_method", "PadDelay", "PadDynamicalDecoupling")
STILL = {
    "condition": ("IfElseOp", "WhileLoopOp", "ControlFlowOp", "if_else", "if_test", "while_loop"),
    "duration": _DELAYS,
    "unit": _DELAYS,
}

# What to do instead, as words or a name that is called so.
_COMPOSE, _TARGET = "`compose`", "a `Target` or a backend that has them"
_ARITHMETIC = {"add": "`+`", "subtract": "`-`", "multiply": "`*`"}
INSTEAD = {
    "qiskit.QuantumCircuit.__add__": _COMPOSE,
    "qiskit.QuantumCircuit.combine": _COMPOSE,
    "qiskit.QuantumCircuit.extend": _COMPOSE,
    "qiskit.QuantumCircuit.mirror": "`reverse_ops`",
    "qiskit.circuit.Instruction.mirror": "`reverse_ops`",
    "qiskit.circuit.Instruction.condition": "the `condition` of an `IfElseOp`",
    "qiskit.circuit.Instruction.condition_bits": "the `condition` of an `IfElseOp`",
    "qiskit.dagcircuit.DAGCircuit.twoQ_gates": "`two_qubit_ops`",
    "qiskit.dagcircuit.DAGCircuit.threeQ_or_more_gates": "`multi_qubit_ops`",
    f"{JOB}.program_id": "`primitive_id`",
    f"{JOB}.queue_position": "`backend.status().pending_jobs`, for the whole queue",
    f"{JOB}.queue_info": "`metrics()`",
    f"{JOB}.interim_results": "`result()`",
    f"{JOB}.stream_results": "`result()`",
    f"{_RUNTIME}.SamplerV2.session": "`mode`",
    f"{_RUNTIME}.EstimatorV2.session": "`mode`",
    f"{_RUNTIME}.QiskitRuntimeService.run": "a primitive's `run`: programs of one's own are no more",
    f"{_RUNTIME}.QiskitRuntimeService.check_pending_jobs": "`jobs(pending=True)`",
    f"{_RUNTIME}.QiskitRuntimeService.program": "Sampler or Estimator: programs of one's own are no more",
    f"{_PASS_MANAGER}.passes": "`to_flow_controller`",
    **{
        f"{method}.{name}": f"`{controller.rpartition('.')[2]}`"
        for method in _MORE_PARAMETERS
        for name, controller in CONTROLLERS.items()
    },
    **{
        f"{method}.max_iteration": "`max_iteration` in the `options` of a `DoWhileController`"
        for method in _MORE_PARAMETERS
    },
    "qiskit.transpile.backend_properties": _TARGET,
    "qiskit.transpile.instruction_durations": _TARGET,
    "qiskit.transpile.timing_constraints": _TARGET,
    "qiskit.generate_preset_pass_manager.backend_properties": _TARGET,
    "qiskit.generate_preset_pass_manager.instruction_durations": _TARGET,
    "qiskit.generate_preset_pass_manager.timing_constraints": _TARGET,
}
# Parameters whose calls have migrations of their own, which may speak for them.
ELSEWHERE = ("qiskit_ibm_runtime.", "qiskit_aer.primitives.", "qiskit_algorithms.")


@cache
def lost_by(cls: str) -> frozenset[str]:
    """The members that a class in ``MADE`` has lost."""
    return frozenset(atlas.lost("members", cls)) | {name for owner, name in _MORE if owner == cls}


@cache
def lost_names() -> frozenset[str]:
    """Every name of a member that some class in ``MADE`` has lost."""
    return frozenset(name for cls in MADE for name in lost_by(cls))


def _tail(name: str) -> tuple[str, str]:
    """The package, and what a thing is called in it by whatever path: a function, a class, a method with its class."""
    *path, before, last = name.split(".")
    return (path or [before])[0], f"{before}.{last}" if before[:1].isupper() else last


@cache
def _by_tail(part: str) -> dict[tuple[str, str], list[str]]:
    """Of the classes that have lost members, or what has lost parameters, the paths by what they end with."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in MADE if part == "members" else atlas.functions_with_lost_parameters():
        found.setdefault(_tail(name), []).append(name)
    return found


@cache
def atlas_path(part: str, name: str) -> str:
    """The path by which the atlas knows a class (``members``) or a function (``parameters``) that has several."""
    name = roles.canonical(name)
    alike = _by_tail(part).get(_tail(name), []) if "." in name else []
    return alike[0] if len(alike) == 1 and name not in alike else name


def _classes(owner: str) -> tuple[str, ...]:
    if owner == "qiskit.providers.fake_provider.GenericBackendV2":
        return (owner, _BACKEND)
    gate = owner in _GATES or (owner.startswith("qiskit.circuit.library.") and owner.endswith("Gate"))
    return (owner, _INSTRUCTION) if gate else (owner,)


@cache
def lost_member(owner: str, name: str) -> str:
    """The class, ``owner`` or one above it, that has lost the member ``name``; empty where none has."""
    for cls in _classes(atlas_path("members", owner)):
        if cls in MADE and name in lost_by(cls):
            return cls
    return ""


def words_of_those_with(owner: str, name: str) -> tuple[str, ...]:
    """Words of programs whose instructions may be of a kind that has the member ``name``, lost by the others."""
    return STILL.get(name, ()) if owner == _INSTRUCTION else ()


def fact_of_member(owner: str, name: str) -> Gone:
    """What is known of a member that ``lost_member`` has found."""
    return _MORE.get((owner, name)) or atlas.lost("members", owner)[name]


@cache
def lost_parameters(function: str) -> frozenset[str]:
    """The parameters that a function, or a class where it is made, has lost."""
    function = atlas_path("parameters", function)
    return frozenset((*atlas.lost("parameters", function), *_MORE_PARAMETERS.get(function, ())))


def fact_of_parameter(function: str, name: str) -> Gone:
    """What is known of a parameter that ``lost_parameters`` has found."""
    more = _MORE_PARAMETERS.get(function, {})
    return more[name] if name in more else atlas.lost("parameters", function)[name]


def instead(owner: str, name: str) -> str:
    """What to do instead, in words; empty where that is not known."""
    if name in _ARITHMETIC and owner.startswith("qiskit.quantum_info."):
        return _ARITHMETIC[name]
    symbol = SYMBOLS.get(f"qiskit.circuit.QuantumCircuit.{name}") if owner == "qiskit.QuantumCircuit" else None
    replacement = "" if symbol is None else symbol.replacement.rpartition(".")[2]
    return INSTEAD.get(f"{owner}.{name}") or (f"`{replacement}`" if replacement else "")
