"""What QLS201 shows: passes of the transpiler that are gone."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

PASSES = (
    Example(
        "two passes of today do what Unroller did, wherever a pass manager takes it",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Decompose, Unroller

qc = QuantumCircuit(3)
qc.h(0)
qc.ccx(0, 1, 2)
basis = ["u", "cx"]
pass_ = Unroller(basis)
new = PassManager(pass_).run(qc)
depth = PassManager([Decompose("ccx"), pass_]).run(qc).depth()
passes = PassManager(passes=[Unroller(["u3", "cx"])])
passes.append(Unroller(basis=["u3", "cx"]))
gates = sorted(passes.run(qc).count_ops())
same = Operator(new).equiv(qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Decompose, BasisTranslator, UnrollCustomDefinitions
from qiskit.circuit.equivalence_library import SessionEquivalenceLibrary

qc = QuantumCircuit(3)
qc.h(0)
qc.ccx(0, 1, 2)
basis = ["u", "cx"]
pass_ = [
    UnrollCustomDefinitions(SessionEquivalenceLibrary, basis),
    BasisTranslator(SessionEquivalenceLibrary, basis),
]
new = PassManager(pass_).run(qc)
depth = PassManager([Decompose("ccx"), *pass_]).run(qc).depth()
passes = PassManager(
    passes=[
        UnrollCustomDefinitions(SessionEquivalenceLibrary, ["u3", "cx"]),
        BasisTranslator(SessionEquivalenceLibrary, ["u3", "cx"]),
    ]
)
passes.append(
    [
        UnrollCustomDefinitions(SessionEquivalenceLibrary, ["u3", "cx"]),
        BasisTranslator(SessionEquivalenceLibrary, ["u3", "cx"]),
    ]
)
gates = sorted(passes.run(qc).count_ops())
same = Operator(new).equiv(qc)
"""
        },
        unsafe=True,
    ),
    Example(
        "pairs of CX cancel as they did",
        """\
from qiskit import QuantumCircuit
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import CXCancellation

qc = QuantumCircuit(3)
qc.cx(0, 1)
qc.cx(0, 1)
qc.cx(1, 2)
passes = PassManager()
passes.append(CXCancellation())
gates = dict(passes.run(qc).count_ops())
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import InverseCancellation
from qiskit.circuit.library import CXGate

qc = QuantumCircuit(3)
qc.cx(0, 1)
qc.cx(0, 1)
qc.cx(1, 2)
passes = PassManager()
passes.append(InverseCancellation([CXGate()]))
gates = dict(passes.run(qc).count_ops())
"""
        },
    ),
    Example(
        "SabreSwap routes where StochasticSwap did",
        """\
from qiskit import QuantumCircuit
from qiskit.transpiler import CouplingMap, PassManager
from qiskit.transpiler.passes import CheckMap, StochasticSwap

qc = QuantumCircuit(3)
qc.cx(0, 2)
line = CouplingMap.from_line(3)
passes = PassManager([StochasticSwap(line, seed=4), CheckMap(line)])
passes.run(qc)
fits = passes.property_set["is_swap_mapped"]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.transpiler import CouplingMap, PassManager
from qiskit.transpiler.passes import CheckMap, SabreSwap

qc = QuantumCircuit(3)
qc.cx(0, 2)
line = CouplingMap.from_line(3)
passes = PassManager([SabreSwap(line, seed=4), CheckMap(line)])
passes.run(qc)
fits = passes.property_set["is_swap_mapped"]
"""
        },
        unsafe=True,
    ),
    Example(
        "scheduling is one pass that times the gates and one that fills the time between them",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import XGate
from qiskit.transpiler import InstructionDurations, PassManager
from qiskit.transpiler.passes import ALAPSchedule, ASAPSchedule, DynamicalDecoupling

qc = QuantumCircuit(2)
qc.h(0)
qc.x(1)
qc.cx(0, 1)
qc.x(1)
durations = InstructionDurations([("h", None, 50), ("x", None, 40), ("cx", [0, 1], 700)])
late = PassManager([ALAPSchedule(durations)]).run(qc)
early = PassManager(ASAPSchedule(durations)).run(qc).count_ops()
passes = PassManager([ALAPSchedule(durations), DynamicalDecoupling(durations, [XGate(), XGate()], qubits=[0])])
echoed = [each.operation.name for each in passes.run(qc).data]
pauses = [each.operation.duration for each in late.data if each.operation.name == "delay"]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import XGate
from qiskit.transpiler import InstructionDurations, PassManager
from qiskit.transpiler.passes import (
    ALAPScheduleAnalysis, ASAPScheduleAnalysis, PadDelay, PadDynamicalDecoupling
)

qc = QuantumCircuit(2)
qc.h(0)
qc.x(1)
qc.cx(0, 1)
qc.x(1)
durations = InstructionDurations([("h", None, 50), ("x", None, 40), ("cx", [0, 1], 700)], dt=1)
late = PassManager([ALAPScheduleAnalysis(durations), PadDelay(durations=durations)]).run(qc)
early = PassManager(
    [ASAPScheduleAnalysis(durations), PadDelay(durations=durations)]
).run(qc).count_ops()
passes = PassManager(
    [
        ALAPScheduleAnalysis(durations),
        PadDelay(durations=durations),
        ALAPScheduleAnalysis(durations),
        PadDynamicalDecoupling(durations, [XGate(), XGate()], qubits=[0]),
    ]
)
echoed = [each.operation.name for each in passes.run(qc).data]
pauses = [each.operation.duration for each in late.data if each.operation.name == "delay"]
"""
        },
        unsafe=True,
    ),
)
LEFT = (
    LeaveAlone(
        "two passes would ask the backend twice how long its gates take",
        "from qiskit.transpiler import InstructionDurations, PassManager\n"
        "from qiskit.transpiler.passes import ALAPSchedule\n\n\n"
        "def scheduled(circuit, backend):\n"
        "    return PassManager([ALAPSchedule(InstructionDurations.from_backend(backend))]).run(circuit)\n",
        finding=True,
        because="the durations of the gates would be computed twice, or are not given",
    ),
    LeaveAlone(
        "a pass that is run by itself is one",
        "from qiskit.transpiler.passes import Unroller\n\n\ndef unrolled(dag):\n"
        '    return Unroller(["u", "cx"]).run(dag)\n',
        finding=True,
        because="where the pass goes cannot be seen",
    ),
    LeaveAlone(
        "a class of the program has its name",
        "from qiskit.transpiler import PassManager\n\n\nclass Unroller:\n    pass\n\n\nprint(PassManager, Unroller())\n",
    ),
    LeaveAlone(
        "the passes of today do not know how often it tried",
        "from qiskit.transpiler import CouplingMap, PassManager\nfrom qiskit.transpiler.passes import StochasticSwap\n\n"
        "passes = PassManager(StochasticSwap(CouplingMap.from_line(3), trials=30))\n",
        finding=True,
        because="it is given more than what takes its place can be told",
    ),
)
