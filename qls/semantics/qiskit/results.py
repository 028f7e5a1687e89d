"""Jobs, results and counts: what reads them, which circuit a reader means, and where else they go."""

from __future__ import annotations

import ast
from typing import Any

from qls.catalogue import roles
from qls.semantics.python.machine import ANYTHING, Arguments, Machine, method_called
from qls.semantics.python.order import UNORDERED, Order
from qls.semantics.python.values import NONE, NOTHING, OPAQUE, Instance, InstanceState, NodeId, Sym, Value, only
from qls.semantics.qiskit import counted
from qls.semantics.qiskit.facts import Called, Read, Told, Use
from qls.semantics.qiskit.names import names_in
from qls.semantics.qiskit.submissions import site, variable_of
from qls.semantics.qiskit.values import (
    Circuit,
    Counts,
    CountsView,
    Executor,
    Job,
    Marginal,
    Result,
    State,
    SubmittedList,
)

_STAGES = {Job: "job", Result: "result", Counts: "counts", State: "state"}


def told(machine: Machine, site: NodeId, node: ast.Call) -> Told | None:
    """How the reader ``node`` of the site's result says which circuit it means."""
    argument = _argument(node)
    state = machine.memory.look(("site", site))
    if argument is None or not isinstance(state, SubmittedList):
        return None
    value = machine.evaluate(argument)
    names = names_in(machine, value)
    at_hand = state.root is not None and _order_now(machine, state.text).root == state.root
    root, how, counter = _place_in_list(machine, argument)
    return Told(
        names,
        root=root if root is not None and root == state.root else None,
        how=how,
        counter=counter,
        at_hand=state.text if at_hand else "",
        same=bool(state.text) and variable_of(argument) == state.text,
        circuit=bool(value) and all(isinstance(atom, Circuit) for atom in value),
        text=_is_text(argument) or all(name is not None and name.made is None for name in names),
    )


def executed(machine: Machine, atom: Executor, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """``QuantumInstance(...).execute(circuits)``: a site that gives its result at once."""
    if name != "execute":
        machine.hand_over(arguments, node, f".{name}", spoil=False)
        return OPAQUE
    backend = atom.node
    if isinstance(backend, ast.Name) and machine.load(backend.id) != atom.backend:
        backend = None  # the name means another backend by now
    jobs = site(machine, node, "instance", atom.backend, arguments, backend, made=atom.made)
    return frozenset(Result(job.site) for job in jobs if isinstance(job, Job))


def job_method(machine: Machine, atom: Job, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a job: ``result`` gives the site's result."""
    if name == "result":
        machine.note(Read(machine.id(node), node, "job.result", frozenset({atom})))
        return frozenset({Result(atom.site, atom.kind)})
    machine.note(Read(machine.id(node), node, f"job.{name}", frozenset({atom})))
    return OPAQUE


def result_method(machine: Machine, atom: Result, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a result: counts, a state, or anything."""
    index = arguments.get(0, "experiment")
    read = f"marginal.{name}" if isinstance(atom, Marginal) else name
    machine.note(Read(machine.id(node), node, read, frozenset({atom}), index, told(machine, atom.site, node)))
    if name == "get_counts":
        return frozenset({Counts(atom.site, machine.id(node))})
    return frozenset({State(atom.site)}) if name in ("get_statevector", "get_unitary") else OPAQUE


def _place_in_list(machine: Machine, argument: ast.expr) -> tuple[Any, str, str]:
    if isinstance(argument, ast.Subscript) and not isinstance(argument.slice, ast.Slice):
        return machine.order_of(machine.evaluate(argument.value)).root, "item", ""
    if isinstance(argument, ast.Name):
        for over in reversed(machine.over):
            if argument.id == over.variable and over.frame is machine.frame:
                return over.root, "each" if over.own else "copy", over.counter
    return None, "", ""


def _order_now(machine: Machine, text: str) -> Order:
    """The order of the list that goes by the name ``text`` now."""
    name, _, attribute = text.partition(".")
    value = machine.load(name) if name else NOTHING
    atom = only(value)
    if attribute and isinstance(atom, Instance):
        state = machine.memory.look(atom.place)
        value = state.get(attribute) if isinstance(state, InstanceState) else NOTHING
    elif attribute:
        return UNORDERED
    return machine.order_of(value)


def use(machine: Machine, atom: Job | Result | Counts | State, how: str, node: ast.AST) -> None:
    """Note that an outcome goes where it has to be understood."""
    stage = next(stage for kind, stage in _STAGES.items() if isinstance(atom, kind))
    machine.note(Use(atom.site, stage, how, machine.id(node), node))


def counts_method(machine: Machine, atom: Counts, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of counts."""
    machine.note(Read(machine.id(node), node, f"counts.{name}", frozenset({atom})))
    return counted.method(machine, atom, name, node)


def monitored(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """``job_monitor(job)``, which waits for the job."""
    jobs = frozenset(a for a in arguments.get(0, "job") if isinstance(a, Job))
    machine.note(Called(machine.id(node), node, name, (arguments.get(0, "job"),), atom.guarded))
    if jobs:
        machine.note(Read(machine.id(node), node, "job.monitor", jobs))
    return NONE


def outcome_attribute(machine: Machine, atom: Job | Result | Counts | State, node: ast.Attribute) -> Value:
    """The attribute of an outcome: noted, but for those of counts that a dict has as well."""
    if not isinstance(atom, Counts) or node.attr in roles.COUNTS_ATTRIBUTES:
        use(machine, atom, f"attribute:{node.attr}", node)
    return OPAQUE


def _argument(node: ast.Call) -> ast.expr | None:
    arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
    return arguments[0] if len(arguments) == 1 and not isinstance(arguments[0], ast.Starred) else None


def _is_text(node: ast.expr) -> bool:
    """True for an expression that is certainly a string."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.Call):
        return (isinstance(node.func, ast.Name) and node.func.id == "str") or (
            isinstance(node.func, ast.Attribute) and node.func.attr == "format" and _is_text(node.func.value)
        )
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)) and _is_text(node.left)


def outcome_called(machine: Machine, atom: Job | Result, node: ast.Call, arguments: Arguments) -> Value:
    """An outcome is called."""
    use(machine, atom, "called", node)
    return ANYTHING.call(machine, atom, node, arguments)


def outcome_item(machine: Machine, atom: Job | Result | State, position: object, node: ast.Subscript) -> Value:
    """An item of an outcome."""
    use(machine, atom, "item", node)
    return OPAQUE


def outcome_items(machine: Machine, atom: Job | Result | State, node: ast.AST) -> Value:
    """An outcome is iterated."""
    use(machine, atom, "iterated", node)
    return OPAQUE


def outcome_escapes(machine: Machine, atom: Job | Result | Counts, node: ast.AST, how: str) -> None:
    """An outcome goes out of sight."""
    use(machine, atom, how, node)


def outcome_shown(machine: Machine, atom: Job | Result, node: ast.AST) -> None:
    """An outcome is displayed by a notebook."""
    use(machine, atom, "shown", node)


def state_method(machine: Machine, atom: State, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a state: a copy is a state again."""
    machine.attribute(atom, method_called(node))
    return frozenset({atom}) if name in ("copy", "conjugate") else OPAQUE


def state_escapes(machine: Machine, atom: State, node: ast.AST, how: str) -> None:
    """A state is given to code that cannot be seen; what is printed of it reads as before."""
    if how.startswith("argument:"):
        use(machine, atom, how, node)


def state_length(machine: Machine, atom: State, node: ast.AST) -> None:
    """The length of a state is asked."""
    use(machine, atom, "argument:len", node)


def counts_item(machine: Machine, atom: Counts, position: object, node: ast.Subscript) -> Value:
    """The number of shots with one outcome; or, of several counts, one."""
    if not isinstance(position, str):
        return frozenset({atom, *OPAQUE})  # one of several, perhaps
    machine.note(Read(machine.id(node), node, "counts.[]", frozenset({atom})))  # type: ignore[arg-type]  # no call: its method says so
    return OPAQUE


def counts_items(machine: Machine, atom: Counts, node: ast.AST) -> Value:
    """Any outcome of the counts; or, of several counts, one."""
    return frozenset({atom, *OPAQUE})


def place_item(machine: Machine, atom: CountsView, position: object, node: ast.Subscript) -> Value:
    """One of the outcomes, by its place among them."""
    if type(position) is int:
        counted.item_taken(machine, frozenset({atom}), node)
    return OPAQUE
