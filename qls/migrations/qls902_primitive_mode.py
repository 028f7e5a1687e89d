"""Where V2 primitives of the runtime and their sessions run

What it does
    `SamplerV2(backend=...)`, `EstimatorV2(session=...)` and `Session(service=..., backend="name")` were how
    qiskit-ibm-runtime was told where to run until 0.30 and 0.34. Today they fail with a TypeError or a ValueError.

What replaces it
    `mode=`, for a backend, a session or a batch alike; and `Session(backend=service.backend("name"))`.

What changes in your results
    Nothing, but a primitive on a backend that is made inside a session's block joins that session, where it used to
    run beside it. No version that still takes the old form runs beside today's Qiskit, so the fix is an unsafe one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.catalogue.primitives import SESSIONS
from qls.planning.findings import Offer, Page
from qls.planning.scopes import module_bindings
from qls.planning.v1.on_backend import runs_v1
from qls.planning.workbench import Context, Refusal, is_simple
from qls.report import Finding, Severity
from qls.rewriting.plan import Piece, Plan
from qls.semantics.qiskit.facts import Called

_CHANGES = "It runs where it was told to; made inside a session's block, a primitive joins that session."
PAGE = Page(
    "QLS902",
    "primitive-mode",
    since="removed in qiskit-ibm-runtime 0.30; of sessions in 0.34",
    link=links.PRIMITIVES,
    changes=_CHANGES,
)
_OLD = ("session", "backend")


def find(context: Context) -> Iterator[Finding]:
    runtime = context.environment.at_least("qiskit-ibm-runtime", "0.30")
    v1 = runs_v1(context)
    for events in context.facts.called.values():
        event = events[0]
        given = {str(keyword.arg): keyword.value for keyword in event.node.keywords}
        if event.guarded or not runtime:
            continue
        if event.name in roles.RUNTIME_PRIMITIVES and any(name in given for name in _OLD):
            name = next(name for name in _OLD if name in given)
            message = f"`{name}=` was removed in qiskit-ibm-runtime 0.30: use `mode=`."
            yield _finding(context, event, message, lambda event=event, given=given: _mode(context, event, given))  # type: ignore[misc]  # a default binds the loop's name, and mypy infers no type for it
        elif event.name in SESSIONS and not v1 and ("service" in given or _is_text(given.get("backend"))):
            # With V1 primitives it moves as they do: see QLS304.
            last = event.name.rpartition(".")[2]
            message = f"`{last}` takes no service since qiskit-ibm-runtime 0.34: use `{last}(backend=backend)`."
            yield _finding(context, event, message, lambda event=event, given=given: _session(context, event, given))  # type: ignore[misc]  # a default binds the loop's name, and mypy infers no type for it


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _finding(context: Context, event: Called, message: str, make: Callable[[], Plan]) -> Finding:
    span = context.program.range(event.id)
    outcome = context.once(("mode", event.id), lambda: (make(), "", _CHANGES))
    offer = Offer("Say where to run as V2 takes it", "mode", outcome)
    return PAGE.finding(context, span, message, offer, severity=Severity.ERROR)


def _mode(context: Context, event: Called, given: dict[str, ast.expr]) -> Plan:
    told = [keyword for keyword in event.node.keywords if keyword.arg in _OLD]
    if len(told) != 1 or "mode" in given or "None" in given or event.node.args:
        raise Refusal("where it runs is said twice, or cannot be seen")
    value = told[0].value
    if isinstance(value, ast.Constant):
        raise Refusal("a backend by its name has to be asked of the service: `mode=service.backend(...)`")
    plan = Plan()
    plan.replace(context.span(event.id[0], told[0]), "mode=", context.span(event.id[0], value))
    return plan


def _session(context: Context, event: Called, given: dict[str, ast.expr]) -> Plan:
    service, backend = given.get("service"), given.get("backend")
    if backend is None or event.node.args or not given.keys() <= {"service", "backend", "max_time"}:
        raise Refusal("the session's backend is not in sight")
    serial = event.id[0]
    pieces: list[Piece] = [context.span(serial, backend)]
    if _names_a_backend(context, backend):
        if isinstance(backend, ast.Constant) and backend.value in roles.CLOUD_SIMULATORS:
            raise Refusal("the simulator that it runs on was retired: open it on `AerSimulator()`")
        if service is None or not is_simple(service):
            raise Refusal("the backend is named by a string, and which service has it is not in sight")
        pieces = [context.span(serial, service), ".backend(", *pieces, ")"]
    if "max_time" in given:
        pieces += [", max_time=", context.span(serial, given["max_time"])]
    plan = Plan()
    plan.replace(context.span(serial, event.node), context.span(serial, event.node.func), "(backend=", *pieces, ")")
    return plan


def _names_a_backend(context: Context, node: ast.expr) -> bool:
    """True for a string, and for a variable of the module that is one; False for what is made by a call.

    Raises:
        Refusal: it may be either.
    """
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, ast.Name):
        return False
    given = [each.value for _, each in module_bindings(context, node.id) if isinstance(each, ast.Assign)]
    texts = [isinstance(value, ast.Constant) for value in given]
    if not given or any(texts) != all(texts) or len(given) != context.binds(node.id):
        raise Refusal("whether the session's backend is an object or a name cannot be seen")
    return all(texts)


EXAMPLES = (
    Example(
        "a backend and a session are modes",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2 as Sampler, Session

service = QiskitRuntimeService()
qc = QuantumCircuit(1)
qc.measure_all()
sampler = Sampler(backend=AerSimulator())
counts = sampler.run([qc], shots=100).result()[0].data.meas.get_counts()
with Session(service=service, backend="ibm_brisbane", max_time="1h") as session:
    other = Sampler(session=session)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import QiskitRuntimeService, Session
from qiskit_ibm_runtime.executor_sampler import SamplerV2 as Sampler

service = QiskitRuntimeService()
qc = QuantumCircuit(1)
qc.measure_all()
sampler = Sampler(mode=AerSimulator())
counts = sampler.run([qc], shots=100).result()[0].data.meas.get_counts()
with Session(backend=service.backend("ibm_brisbane"), max_time="1h") as session:
    other = Sampler(mode=session)
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a session around an algorithm, whose primitive finds it by itself",
        """\
from qiskit_algorithms import Grover
from qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session

service = QiskitRuntimeService()
with Session(service=service, backend="ibm_brisbane"):
    grover = Grover(sampler=Sampler(), iterations=3)
""",
        {
            "auto": """\
from qiskit_algorithms import Grover
from qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session

service = QiskitRuntimeService()
with Session(backend=service.backend("ibm_brisbane")):
    grover = Grover(sampler=Sampler(), iterations=3)
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a variable that is given the backend elsewhere may hold its name",
        "from qiskit_ibm_runtime import QiskitRuntimeService, Session\n\nservice = QiskitRuntimeService()\n\n\n"
        "def opened(device):\n    return Session(service=service, backend=device)\n",
        finding=True,
        because="whether the session's backend is an object or a name cannot be seen",
    ),
    LeaveAlone(
        "a mode of today",
        "from qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime import SamplerV2, Session\n\n"
        "with Session(backend=AerSimulator()) as session:\n    sampler = SamplerV2(mode=session)\n",
    ),
    LeaveAlone(
        "BackendSamplerV2 takes a backend",
        "from qiskit.primitives import BackendSamplerV2\nfrom qiskit_aer import AerSimulator\n\n"
        "sampler = BackendSamplerV2(backend=AerSimulator())\n",
    ),
    LeaveAlone(
        "which service has the backend is not known",
        "from qiskit_ibm_runtime import SamplerV2, Session\n\nwith Session(backend='ibm_fez') as session:\n"
        "    sampler = SamplerV2(mode=session)\n",
        finding=True,
        because="the backend is named by a string, and which service has it is not in sight",
    ),
    LeaveAlone(
        "nothing says where it runs",
        "from qiskit_ibm_runtime import EstimatorV2\n\nestimator = EstimatorV2(session=None)\n",
        finding=True,
        because="a backend by its name has to be asked of the service: `mode=service.backend(...)`",
    ),
)
