"""Passes of the transpiler that are gone: those of today that do the same, made where they were made."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.qiskit.facts import Imported
from qls.syntax.text import Range

_PASSES = "qiskit.transpiler.passes"
_UNROLLED = (
    "Unroller went from definition to definition; BasisTranslator takes the equivalences that cost least, so the"
    " circuit may have other gates. It computes the same."
)
_ONE_DELAY = (
    "Delays one behind another are one delay, of the same length; decoupling fills it as one. Durations that are made"
    " out of sight need a dt, or units of seconds."
)
_ROUTED = "SabreSwap puts other SWAP gates than StochasticSwap did. The circuit computes the same."
_DECOUPLING = ("durations", "dd_sequence", "qubits", "spacing", "skip_reset_qubits")
_Writer = Callable[[Context, int, ast.Call], list[Piece]]


def is_pass(event: Imported) -> bool:
    """True for a pass that is gone and that passes of today stand in for."""
    module, _, name = event.name.rpartition(".")
    return name in _INSTEAD and f"{module}.".startswith(f"{_PASSES}.")


def made_today(context: Context, event: Imported) -> tuple[Plan, str, str]:
    """The passes of today in the place of each one that is made; what changes by it.

    Raises:
        Refusal: it is used other than made with arguments that theirs have, or goes where several passes may not.
    """
    if context.is_bound(event.bound) or context.in_broken(event.bound):
        raise Refusal(f"{event.bound} is bound in another way too")
    name = event.name.rpartition(".")[2]
    write, changes, several = _INSTEAD[name]
    plan = Plan()
    for serial, call in _made(context, event.bound):
        pieces = write(context, serial, call)
        if name in _TIMED:
            _tell_dt(context, serial, call, plan)
        if several:
            pieces = _as_several(context, serial, call, pieces, plan)
        plan.replace(context.span(serial, call), *pieces)
    plan.released.add(event.bound)
    return plan, "", changes


def _made(context: Context, name: str) -> Iterator[tuple[int, ast.Call]]:
    """Where ``name`` is called."""
    for serial, node in _named(context, name):
        call = next(context.program.lineage(serial, node), None)
        if not isinstance(call, ast.Call) or call.func is not node:
            raise Refusal(f"{name} is used other than called")
        yield serial, call


def _named(context: Context, name: str) -> list[tuple[int, ast.Name]]:
    """Where ``name`` is read."""
    found = []
    for place in context.module.places(name):
        serial, statement = context.module[place]
        nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == name]
        found += [(serial, node) for node in nodes if isinstance(node.ctx, ast.Load)]
    return found


def _given(call: ast.Call, *names: str) -> dict[str, ast.expr]:
    """The arguments of ``call`` by their names, which are ``names`` in their order.

    Raises:
        Refusal: it has others.
    """
    given = dict(zip(names, call.args, strict=False))
    given |= {keyword.arg or "**": keyword.value for keyword in call.keywords}
    unpacked = any(isinstance(argument, ast.Starred) for argument in call.args)
    if unpacked or len(call.args) > len(names) or not given.keys() <= set(names):
        raise Refusal("it is given more than what takes its place can be told")
    return given


def _unrolled(context: Context, serial: int, call: ast.Call) -> list[Piece]:
    basis = _given(call, "basis").get("basis")
    if basis is None:
        raise Refusal("the gates to unroll to are not given by position or by name")
    listed = isinstance(basis, (ast.List, ast.Tuple)) and all(isinstance(each, ast.Constant) for each in basis.elts)
    if not listed and not is_simple(basis):
        raise Refusal("the gates to unroll to would be computed twice")
    known, gates = (
        Symbol("qiskit.circuit.equivalence_library", "SessionEquivalenceLibrary"),
        context.span(serial, basis),
    )
    first, second = Symbol(_PASSES, "UnrollCustomDefinitions"), Symbol(_PASSES, "BasisTranslator")
    return [first, "(", known, ", ", gates, "), ", second, "(", known, ", ", gates, ")"]


def _cancelled(context: Context, serial: int, call: ast.Call) -> list[Piece]:
    _given(call)
    return [Symbol(_PASSES, "InverseCancellation"), "([", Symbol("qiskit.circuit.library", "CXGate"), "()])"]


def _routed(context: Context, serial: int, call: ast.Call) -> list[Piece]:
    given = _given(call, "coupling_map", "trials", "seed")
    if "coupling_map" not in given or "trials" in given:
        raise Refusal("it is given more than what takes its place can be told")
    pieces: list[Piece] = [Symbol(_PASSES, "SabreSwap"), "(", context.span(serial, given["coupling_map"])]
    if "seed" in given:
        pieces += [", seed=", context.span(serial, given["seed"])]
    return [*pieces, ")"]


def _scheduled(name: str) -> _Writer:
    """``ALAPSchedule(durations)``: what times the gates, and what fills the time between them."""

    def write(context: Context, serial: int, call: ast.Call) -> list[Piece]:
        durations = _durations(context, serial, call, "durations")
        timed, filled = Symbol(_PASSES, f"{name}Analysis"), Symbol(_PASSES, "PadDelay")
        return [timed, "(", durations, "), ", filled, "(durations=", durations, ")"]

    return write


def _decoupled(context: Context, serial: int, call: ast.Call) -> list[Piece]:
    durations = _durations(context, serial, call, *_DECOUPLING)
    timed, filled = Symbol(_PASSES, "ALAPScheduleAnalysis"), Symbol(_PASSES, "PadDynamicalDecoupling")
    func = context.span(serial, call.func)
    return [timed, "(", durations, "), ", filled, Range(func.end, context.span(serial, call).end)]


def _durations(context: Context, serial: int, call: ast.Call, *names: str) -> Range:
    """What says how long the gates take, written where two passes read it."""
    durations = _given(call, *names).get("durations")
    if durations is None or not is_simple(durations):
        raise Refusal("the durations of the gates would be computed twice, or are not given")
    return context.span(serial, durations)


def _tell_dt(context: Context, serial: int, call: ast.Call, plan: Plan) -> None:
    """Durations without a unit are given a ``dt``: without one, the passes of today find no duration in it.

    V: 2.6.2 raises "Duration of x on qubits [0] is not found"; with ``dt=1`` nothing is converted.
    """
    node = _given(call, *_DECOUPLING).get("durations")
    if not isinstance(node, ast.Name) or context.binds(node.id) != 1:
        return
    for place in context.module.places(node.id):
        own, statement = context.module[place]
        for part in ast.walk(statement):
            if isinstance(part, ast.Assign) and [getattr(target, "id", "") for target in part.targets] == [node.id]:
                _add_dt(context, own, part.value, plan)


def _add_dt(context: Context, serial: int, made: ast.expr, plan: Plan) -> None:
    if isinstance(made, ast.Call) and _without_dt(made):
        whole, listed = context.span(serial, made), context.span(serial, made.args[0])
        plan.replace(whole, Range(whole.start, listed.end), ", dt=1)")


def _without_dt(call: ast.Call) -> bool:
    """True for ``InstructionDurations([("x", None, 160), …])``, all of them without a unit or in dt."""
    if _last_name(call.func) != "InstructionDurations" or len(call.args) != 1 or call.keywords:
        return False
    listed = call.args[0].elts if isinstance(call.args[0], (ast.List, ast.Tuple)) else []
    return bool(listed) and all(
        isinstance(each, ast.Tuple) and bool(each.elts) and _is_in_dt(each.elts[-1]) for each in listed
    )


def _is_in_dt(last: ast.expr) -> bool:
    return isinstance(last, ast.Constant) and (last.value == "dt" or not isinstance(last.value, str))


def _as_several(context: Context, serial: int, call: ast.Call, pieces: list[Piece], plan: Plan) -> list[Piece]:
    """The form of several passes where one stood: a list, or more items of the list that it is in."""
    around = next(_around(context, serial, call), None)
    if _is_in_list(context, serial, call):
        return pieces
    if _takes_passes(context, around, call):
        return ["[", *pieces, "]"]
    if not isinstance(around, ast.Assign) or len(around.targets) != 1 or not isinstance(around.targets[0], ast.Name):
        raise Refusal("where the pass goes cannot be seen")
    name = around.targets[0].id
    if context.binds(name) != 1:
        raise Refusal(f"{name} is bound more than once")
    for place, node in _named(context, name):
        if _is_in_list(context, place, node):
            plan.replace(context.span(place, node), f"*{name}")
        elif not _takes_passes(context, next(_around(context, place, node), None), node):
            raise Refusal("where the pass goes cannot be seen")
    return ["[", *pieces, "]"]


def _around(context: Context, serial: int, node: ast.expr) -> Iterator[ast.AST]:
    """What is around ``node``, the nearest first; an argument by its name is in its call."""
    return (each for each in context.program.lineage(serial, node) if not isinstance(each, ast.keyword))


def _is_in_list(context: Context, serial: int, node: ast.expr) -> bool:
    around = list(_around(context, serial, node))[:2]
    return len(around) == 2 and isinstance(around[0], ast.List) and _takes_passes(context, around[1], around[0])


def _takes_passes(context: Context, around: ast.AST | None, node: ast.expr) -> bool:
    """True where ``node`` is the first that a pass manager, or its ``append``, is given."""
    if not isinstance(around, ast.Call):
        return False
    named = [keyword.value for keyword in around.keywords if keyword.arg == "passes"]
    appends = isinstance(around.func, ast.Attribute) and around.func.attr == "append"
    manages = appends and isinstance(around.func, ast.Attribute) and _is_manager(context, around.func.value)
    return (manages or _last_name(around.func) == "PassManager") and node in [*around.args[:1], *named]


def _is_manager(context: Context, node: ast.expr) -> bool:
    """True for a variable that is a ``PassManager`` wherever it is read."""
    if not isinstance(node, ast.Name) or context.binds(node.id) != 1:
        return False
    for place in context.module.places(node.id):
        for part in ast.walk(context.module[place][1]):
            if isinstance(part, ast.Assign) and [getattr(target, "id", "") for target in part.targets] == [node.id]:
                return isinstance(part.value, ast.Call) and _last_name(part.value.func) == "PassManager"
    return False


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


_TIMED = {"ALAPSchedule", "ASAPSchedule", "DynamicalDecoupling"}
# By the name of a pass: what writes those of today, what changes, and whether they are several. V: 0.45.3 and 2.6.2,
# 400 random circuits gave the same gates with CXCancellation and with InverseCancellation; so did 800 with the passes
# that schedule, where delays one behind another count as one, and 1,295 of 1,600 with decoupling, all without such.
_INSTEAD: dict[str, tuple[_Writer, str, bool]] = {
    "ALAPSchedule": (_scheduled("ALAPSchedule"), _ONE_DELAY, True),
    "ASAPSchedule": (_scheduled("ASAPSchedule"), _ONE_DELAY, True),
    "DynamicalDecoupling": (_decoupled, _ONE_DELAY, True),
    "Unroller": (_unrolled, _UNROLLED, True),
    "CXCancellation": (_cancelled, "", False),
    "StochasticSwap": (_routed, _ROUTED, False),
}
