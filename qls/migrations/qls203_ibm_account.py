"""Accounts of IBM Quantum

What it does
    `IBMQ` went from Qiskit in 1.0, and `qiskit-ibm-provider` is no longer supported: `load_account`,
    `enable_account`, `get_provider`, `IBMProvider` and `least_busy` reach a platform that is closed.

What replaces it
    `service = QiskitRuntimeService()` of qiskit-ibm-runtime, with an account saved once by
    `QiskitRuntimeService.save_account(token=..., instance=...)`; `service.backend(name)` and `service.least_busy()`.

What changes in your results
    Another platform: tokens and instances of the old one do not work there, and its devices are others. So the fix is an
    unsafe one: it moves the whole program's account at once, and where hub, group and project stood it leaves a
    placeholder, for they have become an instance whose CRN only you know.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone, qls203_enabled
from qls.catalogue import links, roles
from qls.catalogue.symbols import SYMBOLS
from qls.planning.findings import Offer, Page
from qls.planning.runtime import account
from qls.planning.runtime.sessions import local_simulator
from qls.planning.sampling.backends import names_as_attributes
from qls.planning.workbench import Context, Refusal, is_simple, unused
from qls.report import Finding
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.qiskit.facts import Called, Made
from qls.syntax.arguments import names_given, unpacks, unpacks_names
from qls.syntax.text import Range

_CHANGES = (
    "It reaches IBM's current platform: the API key, the instance's CRN in the place of the placeholder and the names of"
    " today's devices are yours to give."
)
_LOCAL = "IBM's simulators in the cloud were retired: AerSimulator of qiskit-aer takes their place, on this machine."
PAGE = Page(
    "QLS203",
    "ibm-account",
    since="IBMQ removed in Qiskit 1.0; the platform closed",
    link=f"{links.IBMQ}#import-path",
    changes=_CHANGES,
    gone=("qiskit", SYMBOLS["qiskit.IBMQ"].removed),
)
_SERVICE = Symbol("qiskit_ibm_runtime", "QiskitRuntimeService")
_INSTANCE = 'instance="YOUR-INSTANCE-CRN"'  # V: hub, group and project have no counterpart (catalogue A4)
_OLD_INSTANCE = {"hub", "group", "project", "instance"}
_TITLE = "Move the account to QiskitRuntimeService"

# Of the account's methods, the ones that are asked without arguments, and what is asked today (catalogue A5).
_ASKED = {
    "providers": "().instances()",
    "active_account": "().active_account()",
    "active_accounts": "().active_account()",
    "stored_account": ".saved_accounts()",
    "stored_accounts": ".saved_accounts()",
    "delete_account": ".delete_account()",
}


def find(context: Context) -> Iterator[Finding]:
    calls = list(account.calls(context))
    if not calls:
        return
    outcome = context.once(("account",), lambda: (_plan(context, calls), "", _changes(context)))
    removes = PAGE.at(*(context.program.range(event.id) for event, _, _ in calls))
    for event, method, instead in calls:
        message = f"`{method}` reaches IBM's closed platform: use {instead} of qiskit-ibm-runtime."
        span = context.program.range(event.id)
        yield PAGE.finding(context, span, message, Offer(_TITLE, "account", outcome), removes=removes)


def _changes(context: Context) -> str:
    retired = any(made.family == "ibm" and made.name in roles.CLOUD_SIMULATORS for made in context.facts.made.values())
    asked = {each.name.removeprefix("backend.") for events in context.facts.called.values() for each in events}
    methods = " and ".join(f"`{name}()`" for name in sorted(asked & {"provider", "version"}))
    left = f"{methods} of a backend is no method any more, and yours to replace." if methods else ""
    return " ".join(filter(None, (_CHANGES, _LOCAL if retired else "", left)))


def _plan(context: Context, calls: list[tuple[Called, str, str]]) -> Plan:
    """The whole program's account, or nothing of it."""
    plan = Plan()
    provided = any(method == "get_provider" for _, method, _ in calls)
    enabled = _plan_enabled(context, calls, plan)
    for event, method, _ in calls:
        if not (enabled and method in ("enable_account", "get_provider")):
            _plan_call(context, event, method, plan, provided=provided)
    for made in context.facts.made.values():
        if made.family == "ibm" and made.through == "get_backend":
            _plan_backend(context, made, plan)
    names_as_attributes(context, plan, "ibm")
    _plan_listed(context, plan)
    _leave_no_ibmq(context, plan)
    return plan


def _plan_enabled(context: Context, calls: list[tuple[Called, str, str]], plan: Plan) -> bool:
    """``enable_account(token)`` goes, and ``get_provider`` becomes a service with the token; False where it is not so."""
    enabled = [event for event, method, _ in calls if method == "enable_account"]
    provided = [event for event, method, _ in calls if method == "get_provider"]
    if len(enabled) != 1 or not provided or not _is_plain(context, enabled[0]):
        return False
    if any(each.node.args or not _names_instance(each.node) for each in provided):
        return False
    serial, node = enabled[0].id[0], enabled[0].node
    plan.deleted.add(context.span(serial, context.statement(enabled[0].id, node)))
    for event in provided:
        instance = bool(node.keywords or event.node.keywords)
        given = _arguments(context, serial, node.args[0], instance=instance)
        plan.replace(context.span(event.id[0], event.node), _SERVICE, "(", *given, ")")
        context.release(plan, event.node.func)
    context.release(plan, node.func)
    return True


def _is_plain(context: Context, event: Called) -> bool:
    """True for ``IBMQ.enable_account(token)`` as a statement that nothing expects to fail."""
    node, statement = event.node, context.statement(event.id, event.node)
    alone = isinstance(statement, ast.Expr) and statement.value is node and not _may_fail(context, event)
    return alone and len(node.args) == 1 and is_simple(node.args[0]) and _names_instance(node)


def _names_instance(node: ast.Call) -> bool:
    """True for a call that is given nothing by name but what says which instance."""
    return not unpacks_names(node) and names_given(node).keys() <= _OLD_INSTANCE


def _plan_call(context: Context, event: Called, method: str, plan: Plan, *, provided: bool) -> None:
    node = event.node
    statement = context.statement(event.id, node)
    alone = isinstance(statement, ast.Expr) and statement.value is node
    context.release(plan, node.func)
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    if None in keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise Refusal(f"{method} is given arguments through * or **")
    if (
        method == "load_account"
        and not node.args
        and not keywords
        and alone
        and provided
        and not _may_fail(context, event)
    ):
        plan.deleted.add(context.span(event.id[0], statement))
    elif method == "least_busy":
        _plan_least_busy(context, event, plan)
    elif method == "backends" and not node.args and not keywords.keys() & _OLD_INSTANCE:
        plan.replace(context.span(event.id[0], node.func), _SERVICE, "().backends")
    elif method == "enable_account" and alone:
        raise Refusal(f"what {method} does with its arguments has no counterpart that is known")
    else:
        plan.replace(context.span(event.id[0], node), _SERVICE, *_asked_of_service(context, event, method, keywords))


def _asked_of_service(
    context: Context, event: Called, method: str, keywords: dict[str | None, ast.expr]
) -> list[Piece]:
    """What stands behind ``QiskitRuntimeService`` in the place of the call."""
    serial, given, names = event.id[0], event.node.args, keywords.keys()
    if not given and not keywords and method in {"load_account", *_ASKED}:
        return [_ASKED.get(method, "()")]
    if method in ("get_provider", "IBMProvider") and names <= _OLD_INSTANCE | {"token"} and len(given) < 2:
        token = keywords.get("token") or (given[0] if method == "IBMProvider" and given else None)
        asked = bool(names & _OLD_INSTANCE) or (method == "get_provider" and bool(given))
        return ["(", *_arguments(context, serial, token, instance=asked), ")"]
    if method == "enable_account" and len(given) == 1 and names <= _OLD_INSTANCE:
        return ["(", *_arguments(context, serial, given[0], instance=bool(keywords)), ")"]
    if method == "save_account" and names <= {"token", "overwrite", *_OLD_INSTANCE} and len(given) < 2:
        return _saved(context, event)
    raise Refusal(f"what {method} does with its arguments has no counterpart that is known")


def _saved(context: Context, event: Called) -> list[Piece]:
    """``.save_account(token=…)``, of ``IBMQ`` and of ``IBMProvider``."""
    serial, keywords = event.id[0], names_given(event.node)
    token = event.node.args[0] if event.node.args else keywords.get("token")
    pieces = _arguments(context, serial, token, instance=bool(keywords.keys() & _OLD_INSTANCE))
    if "overwrite" in keywords:
        pieces += [", overwrite=" if pieces else "overwrite=", context.span(serial, keywords["overwrite"])]
    return [".save_account(", *pieces, ")"]


def _may_fail(context: Context, event: Called) -> bool:
    """True where the program does something else when the account cannot be loaded."""
    around = context.program.lineage(event.id[0], event.node)
    return any(isinstance(parent, ast.Try) and parent.handlers for parent in around)


def _arguments(context: Context, serial: int, token: ast.expr | None, *, instance: bool) -> list[Piece]:
    pieces: list[Piece] = [] if token is None else ["token=", context.span(serial, token)]
    if instance:
        pieces += [", " + _INSTANCE if pieces else _INSTANCE]
    return pieces


def _plan_least_busy(context: Context, event: Called, plan: Plan) -> None:
    """``least_busy(provider.backends(...))`` becomes ``provider.least_busy(...)``."""
    serial, node = event.id[0], event.node
    listed = node.args[0] if len(node.args) == 1 and not node.keywords else None
    home, held = serial, None
    if isinstance(listed, ast.Name):
        home, listed, held = _held(context, listed)
    if not isinstance(listed, ast.Call) or not isinstance(listed.func, ast.Attribute) or listed.func.attr != "backends":
        _plan_least_of(context, event, plan)
        return
    if listed.args or any(keyword.arg is None for keyword in listed.keywords):
        raise Refusal("backends is given arguments by position")
    given: list[Piece] = []
    for keyword in listed.keywords:
        given += [", " if given else "", f"{keyword.arg}=", context.span(home, keyword.value)]
    receiver = _receiver(context, home, listed.func.value)
    plan.replace(context.span(serial, node), *receiver, ".least_busy(", *given, ")")
    if held is not None and unused(context, plan, held.targets[0].id):  # type: ignore[attr-defined]  # a name: so it was found
        plan.deleted.add(context.span(home, held))


def _plan_least_of(context: Context, event: Called, plan: Plan) -> None:
    """``least_busy(backends)`` of whatever backends becomes what it did: the one with the fewest jobs."""
    serial, node = event.id[0], event.node
    if len(node.args) != 1 or node.keywords or unpacks(node):
        raise Refusal("least_busy is given more than a list of backends")
    fewest = ", key=lambda backend: backend.status().pending_jobs)"
    plan.replace(context.span(serial, node), "min(", context.span(serial, node.args[0]), fewest)


def _held(context: Context, name: ast.Name) -> tuple[int, ast.Call | None, ast.Assign | None]:
    """The call of ``backends`` whose list a variable holds that is bound once, and its statement."""
    for events in context.facts.called.values():
        for event in (each for each in events if each.name == "provider.ibm.backends"):
            statement = context.statement(event.id, event.node)
            if not isinstance(statement, ast.Assign) or statement.value is not event.node or len(statement.targets) > 1:
                continue
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id == name.id and context.binds(name.id) == 1:
                return event.id[0], event.node, statement
    return 0, None, None


def _receiver(context: Context, serial: int, node: ast.expr) -> list[Piece]:
    return [_SERVICE, "()"] if account.through_ibmq(context, node) else [context.span(serial, node)]


def _plan_backend(context: Context, made: Made, plan: Plan) -> None:
    """``provider.get_backend(name)`` becomes ``provider.backend(name)``."""
    serial, node = made.id[0], made.node
    if not isinstance(node.func, ast.Attribute) or node.func.attr != "get_backend":
        return
    if made.name in roles.CLOUD_SIMULATORS:  # no platform has it: see QLS205
        plan.replace(context.span(serial, node), *local_simulator(made.name))
        return
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        raise Refusal("get_backend is given something else than a name")
    receiver = _receiver(context, serial, node.func.value)
    plan.replace(context.span(serial, node), *receiver, ".backend(", context.span(serial, node.args[0]), ")")


def _plan_listed(context: Context, plan: Plan) -> None:
    """``provider.backends.ibmq_lima`` becomes ``provider.backend("ibmq_lima")``."""
    for statement in context.having("backends"):
        module = statement.meant.module
        for node in ast.walk(module) if module is not None else ():
            listed = node.value if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) else None
            if not isinstance(listed, ast.Attribute) or listed.attr != "backends":
                continue
            assert isinstance(node, ast.Attribute)
            parent = context.program.parents(statement.serial).get(node)
            if not (isinstance(parent, ast.Call) and parent.func is node):
                receiver = _receiver(context, statement.serial, listed.value)
                plan.replace(context.span(statement.serial, node), *receiver, f'.backend("{node.attr}")')


def _leave_no_ibmq(context: Context, plan: Plan) -> None:
    """Nothing of ``IBMQ`` may be left: its import goes.

    Raises:
        Refusal: the plan leaves some use of it.
    """
    for name, events in context.imported.items():
        if any(event.name in account.IBMQ or roles.canonical(event.name) in account.CALLS for event in events):
            if any(event.guarded for event in events):
                raise Refusal(f"the import of {name} is guarded")
            plan.released.add(name)
            if any(_stays(plan, load) for load in context.loads(name)):
                raise Refusal(f"{name} is used in another way too")


def _stays(plan: Plan, load: Range) -> bool:
    """True where the plan leaves the name that is read at ``load``."""
    if not any(span.contains(load) for span in (*plan.replaced, *plan.deleted)):
        return True
    kept = [piece for pieces in plan.replaced.values() for piece in pieces if isinstance(piece, Range)]
    return any(span.contains(load) for span in kept if span not in plan.replaced)


EXAMPLES = (
    Example(
        "hub, group and project become a placeholder for the instance",
        """\
from qiskit import IBMQ, QuantumCircuit
from qiskit.providers.ibmq import least_busy

IBMQ.load_account()
provider = IBMQ.get_provider(hub="ibm-q", group="open", project="main")
backend = least_busy(provider.backends(filters=lambda b: b.configuration().n_qubits >= 5, simulator=False))
other = provider.get_backend("ibmq_lima")
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService

provider = QiskitRuntimeService(instance="YOUR-INSTANCE-CRN")
backend = provider.least_busy(filters=lambda b: b.configuration().n_qubits >= 5, simulator=False)
other = provider.backend("ibmq_lima")
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a loaded account is the service",
        """\
from qiskit import IBMQ

IBMQ.save_account("token", overwrite=True)
provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

QiskitRuntimeService.save_account(token="token", overwrite=True)
provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "what is asked of the account is asked of the service",
        """\
from qiskit import IBMQ
from qiskit.providers.ibmq import least_busy

IBMQ.load_account()
print(IBMQ.providers())
names = [str(backend) for backend in IBMQ.backends(operational=True)]
backend = least_busy(IBMQ.backends(simulator=False))
print(IBMQ.stored_account())
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

QiskitRuntimeService()
print(QiskitRuntimeService().instances())
names = [str(backend) for backend in QiskitRuntimeService().backends(operational=True)]
backend = QiskitRuntimeService().least_busy(simulator=False)
print(QiskitRuntimeService.saved_accounts())
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a program for a computer moves with its account, its run and its job",
        """\
import time

from qiskit import IBMQ, QuantumCircuit, execute
from qiskit.providers import JobStatus
from qiskit.tools.monitor import job_monitor

provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = execute(qc, backend, shots=100)
job_monitor(job)
while job.status() != JobStatus.DONE and job.status().name != "ERROR":
    print(job.status().name)
    time.sleep(1)
counts = job.result().get_counts()
""",
        {
            "auto": """\
import time

from qiskit import transpile, QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = SamplerV2(mode=backend).run([transpile(qc, backend, optimization_level=1)], shots=100)
while not job.done() and not job.errored():
    print(job.status())
    time.sleep(1)
counts = job.result()[0].data.c.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "the provider of qiskit-ibm-provider is the service",
        """\
from qiskit_ibm_provider import IBMProvider

IBMProvider.save_account("token", overwrite=True)
provider = IBMProvider(instance="ibm-q/open/main")
backend = provider.get_backend("ibm_osaka")
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

QiskitRuntimeService.save_account(token="token", overwrite=True)
provider = QiskitRuntimeService(instance="YOUR-INSTANCE-CRN")
backend = provider.backend("ibm_osaka")
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "an account that cannot be loaded is still saved, and a computer of a list and its name are asked as today",
        """\
from qiskit import IBMQ, QuantumCircuit

try:
    IBMQ.load_account()
except Exception:
    IBMQ.save_account("TOKEN")
provider = IBMQ.get_provider(hub="ibm-q")
backend = provider.backends.ibmq_lima
print(backend.name(), backend.configuration().n_qubits, backend.status().pending_jobs)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService

try:
    QiskitRuntimeService()
except Exception:
    QiskitRuntimeService.save_account(token="TOKEN")
provider = QiskitRuntimeService(instance="YOUR-INSTANCE-CRN")
backend = provider.backend("ibmq_lima")
print(backend.name, backend.configuration().n_qubits, backend.status().pending_jobs)
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "the least busy of backends that a variable holds is the service's to find",
        """\
from qiskit import IBMQ
from qiskit.providers.ibmq import least_busy

provider = IBMQ.load_account()
devices = provider.backends(simulator=False, operational=True)
backend = least_busy(devices)
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

provider = QiskitRuntimeService()
backend = provider.least_busy(simulator=False, operational=True)
"""
        },
        old="",
        unsafe=True,
    ),
    *qls203_enabled.EXAMPLES,
)

LEAVE_ALONE = (
    LeaveAlone(
        "a function of the program's own finds the least busy",
        "import qiskit\n\n\ndef least_busy(workers):\n    return min(workers)\n\n\nfirst = least_busy([2, 1])\n",
    ),
    LeaveAlone(
        "another library has a provider",
        "import qiskit\nfrom cloud import IBMProvider\n\nIBMProvider.save_account(token='x')\n",
    ),
    LeaveAlone(
        "least_busy was given a reservation too",
        "from qiskit import IBMQ\nfrom qiskit.providers.ibmq import least_busy\n\nprovider = IBMQ.load_account()\n"
        "backend = least_busy(provider.backends(), reservation_lookahead=60)\n",
        finding=True,
        because="least_busy is given more than a list of backends",
    ),
    LeaveAlone(
        "a service of today has backends too",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\nservice = QiskitRuntimeService()\n"
        "print(service.backends(), service.instances(), service.active_account())\n",
    ),
    LeaveAlone(
        "what was asked of one provider's backends is asked of an instance's",
        "from qiskit import IBMQ\n\nIBMQ.load_account()\nbackends = IBMQ.backends(hub='ibm-q')\n",
        finding=True,
        because="what backends does with its arguments has no counterpart that is known",
    ),
    LeaveAlone(
        "today's service is what it should be",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\nservice = QiskitRuntimeService()\n"
        "service.save_account(token='x')\n",
    ),
    LeaveAlone("another object has the method", "import qiskit\nimport bank\n\nbank.load_account()\n"),
    LeaveAlone(
        "an account that is enabled for later calls cannot be followed",
        "from qiskit import IBMQ\n\nIBMQ.enable_account('token')\nprovider = IBMQ.providers()[0]\n",
        finding=True,
        because="what enable_account does with its arguments has no counterpart that is known",
    ),
    LeaveAlone(
        "what else is asked of the old platform has no counterpart",
        "from qiskit import IBMQ\n\nprovider = IBMQ.load_account()\nIBMQ.disable_account()\n",
        finding=True,
        because="IBMQ is used in another way too",
    ),
)
