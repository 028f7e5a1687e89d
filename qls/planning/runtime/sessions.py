"""Where a V1 primitive of qiskit-ibm-runtime ran: its session or its backend, as V2 takes them.

V1 took the backend's name as a string, and a session took the service as well. V2 takes a backend object, which
`transpile` needs too: where the program has none by a name, it gets one.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from qls.catalogue import roles
from qls.planning.runtime.surroundings import Surroundings, home_of, place_of
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import New, Piece, Plan, Symbol
from qls.semantics.python.values import node_id
from qls.semantics.qiskit.facts import Called, PrimitiveMade
from qls.semantics.qiskit.values import Backend
from qls.syntax.text import Range

Runs = Sequence[tuple[int, ast.Call]]
AER_SIMULATOR = Symbol("qiskit_aer", "AerSimulator")


@dataclass(frozen=True)
class RanOn:
    """Where a primitive ran.

    Attributes:
        mode: what the new primitive is told; empty where it finds its session itself.
        backend: the expression of the backend.
        local: the backend is a simulator on this machine, in the place of one in the cloud.
    """

    mode: list[Piece]
    backend: list[Piece]
    local: bool = False


def ran_on(context: Context, plan: Plan, maker: PrimitiveMade, runs: Runs, around: Surroundings) -> RanOn:
    """Where a V1 primitive of the runtime ran; ``plan`` gets what its session becomes.

    Args:
        runs: the calls that need the backend, each with the serial number of its statement.

    Raises:
        Refusal: that is not in sight.
    """
    session, backend = _given(context, maker, around)
    if backend is not None:
        named = _backend(context, plan, maker.id[0], maker.node, backend, None, around)
        _reaches(context, maker.id[0], maker.node, backend, runs, new=named.new)
        return RanOn(named.pieces, named.pieces, named.local)
    calls = _sessions(context, maker, session, around)
    mode: list[Piece] = [] if session is None else [context.span(maker.id[0], session)]
    found = [_opened(context, plan, call, runs, around) for call in calls]
    pieces = (piece for each in found for piece in each.pieces)
    if len({context.text(piece) if isinstance(piece, Range) else piece for piece in pieces}) != 1:
        raise Refusal("which session it runs in is not in sight")
    return RanOn(mode, found[0].pieces, found[0].local)


@dataclass(frozen=True)
class _Named:
    """A backend by an expression that can be written again; ``new``: it got a name for that."""

    pieces: list[Piece]
    local: bool = False
    new: bool = False


def _given(context: Context, maker: PrimitiveMade, around: Surroundings) -> tuple[ast.expr | None, ast.expr | None]:
    """The session and the backend that a primitive is made with."""
    given = {str(k.arg): k.value for k in maker.node.keywords if not _is_none(k.value)}
    if "None" in given or len(maker.node.args) > 1:
        raise Refusal("what the primitive is made with cannot all be seen")
    session, backend = given.get("session"), given.get("backend")
    if maker.node.args:
        first = maker.node.args[0]
        session, backend = (first, backend) if _named(context, first, around) else (session, first)
    if session is not None and backend is None and _is_backend(session, maker):
        return None, session
    return session, (None if session is not None else backend)  # V1: a session wins over a backend


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_backend(node: ast.expr, maker: PrimitiveMade) -> bool:
    """Early V1 took a backend, or its name, as the session."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return bool(maker.backend) and all(isinstance(atom, Backend) for atom in maker.backend)


def _named(context: Context, node: ast.expr, around: Surroundings) -> list[Called]:
    """The sessions that are opened under a name."""
    if not isinstance(node, ast.Name):
        return []
    return [call for call in around.sessions if _name_of(context, call) == node.id]


def _name_of(context: Context, call: Called) -> str:
    around = context.program.parents(call.id[0]).get(call.node)
    target: ast.expr | None = None
    if isinstance(around, ast.withitem):
        target = around.optional_vars
    elif isinstance(around, ast.Assign) and len(around.targets) == 1:
        target = around.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _sessions(context: Context, maker: PrimitiveMade, session: ast.expr | None, around: Surroundings) -> list[Called]:
    """The calls that may have opened the session of a primitive."""
    block = _block(context, maker, session, around)
    if block is not None:
        return [block]
    if session is None:
        raise Refusal("which session it runs in is not in sight")
    named = _named(context, session, around)
    if isinstance(session, ast.Name) and context.binds(session.id) != len(named):
        raise Refusal(f"{session.id} is bound elsewhere too")
    if not named:
        raise Refusal("which session it runs in is not in sight")
    return named


def _block(context: Context, maker: PrimitiveMade, session: ast.expr | None, around: Surroundings) -> Called | None:
    """The innermost block of a session around the primitive, of the name that it is given."""
    calls = {call.id: call for call in around.sessions}
    for parent in context.program.lineage(maker.id[0], maker.node):
        for item in parent.items if isinstance(parent, ast.With) else ():
            call = calls.get(node_id(maker.id[0], item.context_expr))
            if call is not None and (session is None or _name_of(context, call) == getattr(session, "id", None)):
                return call
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return None
    return None


def _opened(context: Context, plan: Plan, call: Called, runs: Runs, around: Surroundings) -> _Named:
    """The backend of a session, which V2 opens on the backend alone."""
    given = dict(zip(("service", "backend", "max_time"), call.node.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in call.node.keywords}
    service, backend = given.pop("service", None), given.pop("backend", None)
    if backend is None or not given.keys() <= {"max_time"} or context.program.in_fstring(call.id, call.node):
        raise Refusal("the session's backend is not in sight")
    serial = call.id[0]
    named = _backend(context, plan, serial, call.node, backend, service, around)
    _reaches(context, serial, call.node, backend, runs, new=named.new)
    if service is not None or named.new or call.node.args:
        told: list[Piece] = ["backend=", *named.pieces]
        if "max_time" in given:
            told += [", max_time=", context.span(serial, given["max_time"])]
        plan.replace(context.span(serial, call.node), context.span(serial, call.node.func), "(", *told, ")")
    return named


def _backend(
    context: Context,
    plan: Plan,
    serial: int,
    call: ast.Call,
    node: ast.expr,
    service: ast.expr | None,
    around: Surroundings,
) -> _Named:
    """A backend as an expression that can be written again: one that is made on the spot gets a name."""
    name = node.value if isinstance(node, ast.Constant) else None
    if isinstance(node, (ast.Name, ast.Attribute)) and is_simple(node):
        return _Named([context.span(serial, node)])
    if name is not None and not isinstance(name, str):
        raise Refusal("the backend is not in sight")
    local = name in roles.CLOUD_SIMULATORS
    made: list[Piece]
    if local:
        made = local_simulator(str(name))
    elif name is not None:
        made = [*_service(context, serial, service, around), ".backend(", context.span(serial, node), ")"]
    else:
        made = [context.span(serial, node)]
    statement = context.program.enclosing_statement(serial, call)
    span = context.span(serial, statement)
    if context.program.source.lines[span.start.line][: span.start.column].strip():
        raise Refusal("there is no line of its own for the backend")
    new = New("backend", span)
    plan.inserted[span] = ((new, " = ", *made),)
    return _Named([new], local=local, new=True)


def local_simulator(name: str) -> list[Piece]:
    """The simulator of Aer that IBM's cloud simulator ``name`` was."""
    method = roles.CLOUD_SIMULATORS[name]
    return [AER_SIMULATOR, f'(method="{method}")' if method else "()"]


def _service(context: Context, serial: int, service: ast.expr | None, around: Surroundings) -> list[Piece]:
    if service is not None:
        if not is_simple(service):
            raise Refusal("the session's service is made on the spot")
        return [context.span(serial, service)]
    names = {_name_of(context, call) for call in around.services}
    name = names.pop() if len(names) == 1 else ""
    if not name or context.binds(name) != len(around.services):
        raise Refusal("the backend is named by a string, and which service has it is not in sight")
    return [name]


def _reaches(context: Context, serial: int, call: ast.Call, node: ast.expr, runs: Runs, *, new: bool) -> None:
    """The backend's name means the same where the primitive runs.

    Raises:
        Refusal: it is not seen there, or may be another one.
    """
    home, _ = home_of(context, serial, call)
    stores = _stores(context, node.id) if isinstance(node, ast.Name) and context.binds(node.id) > 1 else []
    start = place_of(context, serial, call)
    for number, run in runs:
        other, _ = home_of(context, number, run)
        if new and home is not None and other is not home:
            raise Refusal("the backend is named by a string, and in another function than the one that runs")
        end = place_of(context, number, run)
        if stores and (other is not home or any(start < store < end for store in stores)):
            raise Refusal("the backend's name means another one where it runs")


def _stores(context: Context, name: str) -> list[tuple[int, int, int]]:
    """Where ``name`` is bound."""
    return [
        place_of(context, statement.serial, node)
        for statement in context.having(name)
        if statement.meant.module is not None
        for node in ast.walk(statement.meant.module)
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
    ]
