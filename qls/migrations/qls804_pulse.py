"""Control by pulses is gone

What it does
    `qiskit.pulse` and `qiskit.scheduler` described what a computer does to its qubits pulse by pulse. They were
    deprecated in Qiskit 1.3 and removed in 2.0; IBM's computers run circuits alone.

What replaces it
    Nothing does the same. Where pulses made a rotation shorter than two gates do, fractional gates give it:
    `service.backend(name, use_fractional_gates=True)` has `rx` and `rzz` by any angle. What only simulated pulses runs
    on, where Qiskit is older than 2.0.

What changes in your results
    Nothing is edited.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.workbench import Context
from qls.report import Finding

PAGE = Page(
    "QLS804",
    "pulse-removed",
    since="deprecated in Qiskit 1.3, removed in 2.0",
    link=links.PULSE,
    changes="nothing is edited.",
    gone=("qiskit", "2.0"),
    destinations=(),
)
_MODULES = ("qiskit.pulse", "qiskit.scheduler")
_FUNCTIONS = ("qiskit.schedule", "qiskit.sequence", "qiskit.compiler.schedule", "qiskit.compiler.sequence")
_WHY = "IBM's computers run circuits alone, and no gate stands for a pulse"


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "1.3"):
        return
    for event in context.facts.imports.values():
        # What is imported for nothing is left out by QLS201.
        if not event.guarded and _is_of_pulses(event.name) and context.is_read(event.bound):
            said = f"`{event.name}` was removed in Qiskit 2.0 and has no successor: use fractional gates for short rotations."
            yield PAGE.finding(context, context.program.range(event.id), said, reason=_WHY)


def _is_of_pulses(name: str) -> bool:
    return name in _MODULES + _FUNCTIONS or name.startswith(tuple(f"{module}." for module in _MODULES))


EXAMPLES: tuple[Example, ...] = ()

LEAVE_ALONE = (
    LeaveAlone("a module of the program is called pulse", "import qiskit\nfrom lab import pulse\n\npulse.play(1)\n"),
    LeaveAlone(
        "an import that may fail",
        "try:\n    from qiskit import pulse\nexcept ImportError:\n    pulse = None\n\nprint(pulse)\n",
    ),
    LeaveAlone(
        "a pass of the transpiler that lays out delays",
        "from qiskit.transpiler.passes import ALAPScheduleAnalysis\n\nprint(ALAPScheduleAnalysis)\n",
    ),
    LeaveAlone(
        "a schedule of pulses",
        "from qiskit import pulse\n\nwith pulse.build() as program:\n    pulse.delay(100, pulse.DriveChannel(0))\n",
        finding=True,
        because=_WHY,
    ),
    LeaveAlone(
        "a pulse by its name",
        "from qiskit.pulse import Gaussian\n\nshape = Gaussian(duration=160, amp=0.1, sigma=40)\n",
        finding=True,
        because=_WHY,
    ),
    LeaveAlone(
        "a circuit is laid out in time",
        "from qiskit import QuantumCircuit, schedule\n\nprogram = schedule(QuantumCircuit(1), None)\n",
        finding=True,
        because=_WHY,
    ),
)
