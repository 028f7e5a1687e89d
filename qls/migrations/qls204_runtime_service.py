"""How `QiskitRuntimeService` was asked for an account of the closed platform

What it does
    `channel="ibm_quantum"` reached IBM Quantum Platform Classic: qiskit-ibm-runtime 0.42 refuses it, as it refuses
    `auth=` since 0.3. `instance="hub/group/project"` names what the platform of today does not have, and
    `service.get_backend(name)` was removed in 0.30. `channel="ibm_cloud"` is announced to go.

What replaces it
    `channel="ibm_quantum_platform"`, an instance by its CRN or name, and `service.backend(name)`.

What changes in your results
    Another platform: an API key of it is needed, and accounts that were saved for the old channel are not read. So the
    fix is an unsafe one, and where hub, group and project stood it leaves a placeholder, for only you know the CRN.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.planning.findings import Offer, Page
from qls.planning.runtime import account
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Called, Made

_CHANGES = (
    "It reaches IBM's current platform: the API key, the instance's CRN in the place of the placeholder and the names of"
    " today's devices are yours to give."
)
PAGE = Page(
    "QLS204",
    "runtime-service",
    since="the channel was closed in qiskit-ibm-runtime 0.42; get_backend removed in 0.30",
    link=f"{links.PLATFORM}#onboard",
    changes=_CHANGES,
)
_SERVICE = "qiskit_ibm_runtime.QiskitRuntimeService"
_CALLS = {_SERVICE, f"{_SERVICE}.save_account", f"{_SERVICE}.delete_account", f"{_SERVICE}.saved_accounts"}
_CHANNEL = '"ibm_quantum_platform"'
_INSTANCE = '"YOUR-INSTANCE-CRN"'
_HUB_GROUP_PROJECT = re.compile(r"[^/:\s]+/[^/:\s]+/[^/:\s]+")


def find(context: Context) -> Iterator[Finding]:
    asked = False
    for events in context.facts.called.values():
        event = events[0]
        if event.name in _CALLS and not event.guarded:
            asked = True
            yield from _of_call(context, event)
    if asked and not account.is_used(context):  # that moves its backends itself
        for made in context.facts.made.values():
            if made.family == "ibm" and made.through == "get_backend" and not made.guarded:
                yield from _of_backend(context, made)


def _of_call(context: Context, event: Called) -> Iterator[Finding]:
    given = {str(keyword.arg): keyword.value for keyword in event.node.keywords}
    if event.node.args and event.name == _SERVICE:
        given["channel"] = event.node.args[0]
    channel, instance, auth = (_text(given.get(name)) for name in ("channel", "instance", "auth"))
    closed = channel == "ibm_quantum" or bool(auth) or bool(instance and _HUB_GROUP_PROJECT.fullmatch(instance))
    if not closed and channel != "ibm_cloud":
        return
    if auth:
        message = '`auth` was removed in qiskit-ibm-runtime 0.3: use `channel="ibm_quantum_platform"`.'
    elif channel == "ibm_quantum":
        message = '`channel="ibm_quantum"` is closed since qiskit-ibm-runtime 0.42: use `"ibm_quantum_platform"`.'
    elif closed:
        message = "Hub, group and project are gone from IBM's platform: give the instance by its CRN or name."
    else:
        message = '`channel="ibm_cloud"` will be removed: use `"ibm_quantum_platform"`, which reaches the same.'
    yield _finding(context, event.id, message, lambda: _renamed(context, event, given), closed=closed)


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _renamed(context: Context, event: Called, given: dict[str, ast.expr]) -> Plan:
    """The call as today's platform takes it."""
    if "None" in given:
        raise Refusal("arguments are passed through **, so which they are cannot be seen")
    for name in ("channel_strategy", "url"):
        if name in given:
            raise Refusal(f"{name} is given, which is that of the old platform")
    plan, serial = Plan(), event.id[0]
    if _text(given.get("channel")):
        plan.replace(context.span(serial, given["channel"]), _CHANNEL)
    if _HUB_GROUP_PROJECT.fullmatch(_text(given.get("instance"))):
        plan.replace(context.span(serial, given["instance"]), _INSTANCE)
    for keyword in event.node.keywords:
        if keyword.arg == "auth":
            if "channel" in given:
                raise Refusal("both auth and channel are given")
            plan.replace(context.span(serial, keyword), f"channel={_CHANNEL}")
    return plan


def _of_backend(context: Context, made: Made) -> Iterator[Finding]:
    func = made.node.func
    if not isinstance(func, ast.Attribute) or made.name in roles.CLOUD_SIMULATORS:
        return
    if func.attr == "get_backend":
        message = "`get_backend` was removed in qiskit-ibm-runtime 0.30: use `backend`."
    elif func.attr == "backend" and not made.node.args and not made.node.keywords:
        message = "`backend()` needs a name since qiskit-ibm-runtime 0.30: `least_busy()` chooses one."
    else:
        return
    yield _finding(context, made.id, message, lambda: _asked(context, made, func), closed=True)


def _asked(context: Context, made: Made, func: ast.Attribute) -> Plan:
    plan, span = Plan(), context.span(made.id[0], func)
    method = "backend" if made.node.args or made.node.keywords else "least_busy"
    plan.replace(span, context.span(made.id[0], func.value), f".{method}")
    return plan


def _finding(context: Context, id: NodeId, message: str, make: Callable[[], Plan], *, closed: bool) -> Finding:
    span = context.program.range(id)
    outcome = context.once(("service", id), lambda: (make(), "", _CHANGES))
    gone = closed and context.environment.at_least("qiskit-ibm-runtime", "0.42")
    severity = Severity.ERROR if gone else Severity.WARNING if closed else Severity.INFORMATION
    offer = Offer("Ask IBM's platform of today", "account", outcome)
    return PAGE.finding(context, span, message, offer, severity=severity)


EXAMPLES = (
    Example(
        "the channel is renamed, and hub, group and project become a placeholder",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService

QiskitRuntimeService.save_account(channel="ibm_quantum", token="token", overwrite=True)
service = QiskitRuntimeService(channel="ibm_quantum", instance="ibm-q/open/main")
backend = service.get_backend("ibm_brisbane")
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

QiskitRuntimeService.save_account(channel="ibm_quantum_platform", token="token", overwrite=True)
service = QiskitRuntimeService(channel="ibm_quantum_platform", instance="YOUR-INSTANCE-CRN")
backend = service.backend("ibm_brisbane")
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a backend without a name is the least busy one",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService(channel="ibm_cloud")
backend = service.backend()
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService(channel="ibm_quantum_platform")
backend = service.least_busy()
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "today's channel and instance",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\n"
        "service = QiskitRuntimeService(channel='ibm_quantum_platform', instance='crn:v1:bluemix:public:a/b:c::')\n"
        "backend = service.backend('ibm_fez')\n",
    ),
    LeaveAlone(
        "a channel that is not written there may be any",
        "import os\n\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n\n"
        "service = QiskitRuntimeService(channel=os.environ['CHANNEL'])\n",
    ),
    LeaveAlone(
        "another service has channels too",
        "import qiskit\nfrom radio import Service\n\nservice = Service(channel='ibm_quantum')\n"
        "backend = service.get_backend('x')\n",
    ),
    LeaveAlone(
        "what is given through ** may be the channel's strategy",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nfrom account import settings\n\n"
        "service = QiskitRuntimeService(channel='ibm_quantum', **settings)\n",
        finding=True,
        because="arguments are passed through **, so which they are cannot be seen",
    ),
)
