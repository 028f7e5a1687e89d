"""What reads a result: counts and memory by register, the job's uses."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from qls.catalogue import roles
from qls.planning.groups import Group
from qls.planning.sampling.call import submitted_by
from qls.planning.sampling.job_status import ASKED_OF_IBM, ask_computer, ask_status
from qls.planning.sampling.marginals import marginal_of, name_the_counts, refuse_spaces, require_readers
from qls.planning.sampling.named import has_room, name_before
from qls.planning.sampling.positions import circuit_index, go_along, goes_along, is_list, length, sweeps
from qls.planning.sampling.samples import HEX, asks_class, registers_at, samples
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.python.values import Const, NodeId, Number, constant
from qls.semantics.qiskit.facts import Read, Use
from qls.semantics.qiskit.values import Counts
from qls.syntax.arguments import unpacks
from qls.syntax.text import Range

ONE_OR_MORE = (
    "Where the list held only one circuit, `get_counts()` gave its counts; now it is a list of one, as of several."
)
# V: first seen comes last in Aer's own counts and first in a primitive's (0.13.3, 0.18.2).
ORDER = "Counts list their outcomes in another order: where there are several, the one taken by its place is another."
_OF_SAMPLES = {"get_counts", "get_memory", "data", "results.counts"}
_EXPLAINED = {
    "get_statevector": "the result's statevector is read, which a sampler does not give",
    "get_unitary": "the result's unitary is read, which a sampler does not give",
    "to_dict": "the whole result is read as a dict",
}


def rewrite_reads(context: Context, group: Group, plan: Plan) -> str:
    """Add to ``plan`` the new form of everything that reads the group's jobs and results.

    Returns:
        What changes in the program's answer; empty where nothing does.

    Raises:
        Refusal: something reads them in a way that has no counterpart, or that cannot be seen.
    """
    for use in group.uses:
        _refuse_use(use)
    wrapped = _wrapped(group)
    changes = ""
    for read in group.reads:
        changes = _rewrite_read(context, group, read, plan, wrapped=read.id in wrapped) or changes
    return " ".join(filter(None, (changes, ORDER if takes_by_place(context, group) else "")))


def _refuse_use(use: Use) -> None:
    """Refuse what is done with a job, a result or counts, unless it can be done with what takes their place."""
    if use.stage == "state" or (use.stage == "counts" and not use.how.startswith("attribute:")):
        return
    if use.stage == "counts" and asks_class(use):
        return
    raise Refusal(use_reason(use.stage, use.how))


def _wrapped(group: Group) -> set[NodeId]:
    """The readers whose counts stay ``Counts``: they are asked for a method of that class, or for the class itself."""
    wrapped = {
        atom.read
        for read in group.reads
        if read.method.startswith("counts.") and read.method[7:] in roles.COUNTS_METHODS
        for atom in read.receiver
        if isinstance(atom, Counts)
    }
    if any(use.stage == "counts" and asks_class(use) for use in group.uses):
        wrapped |= {read.id for read in group.reads if read.method.endswith("get_counts")}
    return wrapped


def _rewrite_read(context: Context, group: Group, read: Read, plan: Plan, *, wrapped: bool) -> str:
    """Add to ``plan`` the new form of one thing that reads; what changes by it."""
    if read.method.startswith("counts."):
        return ""  # counts are read as they were
    if group.strangers(read):
        raise Refusal("a reader of the result may also read something else")
    if read.method in _OF_SAMPLES:
        return _rewrite_samples(context, group, read, plan, wrapped=wrapped)
    if read.method == "marginal.get_counts":
        return _rewrite_marginal(context, group, read, plan, wrapped=wrapped)
    if read.method == "marginal":
        require_readers(group, read)  # it moves with them
    elif read.method.startswith("job."):
        return _rewrite_asking(context, group, read, plan)
    else:
        name = read.method.replace("marginal.", "marginal counts' ")
        raise Refusal(_EXPLAINED.get(read.method, f"the result's {name}() has no counterpart"))
    return ""


def _rewrite_asking(context: Context, group: Group, read: Read, plan: Plan) -> str:
    """Add to ``plan`` what becomes of a call that asks the job itself; what changes by it."""
    asked = read.method.removeprefix("job.")
    if all(site.families == {"ibm"} for site in group.sites) and asked in ASKED_OF_IBM:
        return ask_computer(context, read, asked, plan)
    if asked == "monitor":
        delete_monitor(context, read, plan)
    elif asked == "status" and any("ibm" in site.families for site in group.sites):
        ask_status(context, read, plan)
    elif asked == "wait_for_final_state" and _is_statement(context, read):
        plan.replace(context.span(read.id[0], read.node), _receiver(context, read), ".result()")
    elif asked not in roles.JOB_KEEPS:
        raise Refusal(f"the job's {asked}() has no counterpart on a primitive's job")
    return ""


def takes_by_place(context: Context, group: Group) -> bool:
    """True for ``list(counts)[0]``: which of several outcomes that is was chance, and is another one now."""
    places = [use for use in group.uses if use.how == "place" and not _is_measured_only(context, use)]
    return bool(places) and not all(_is_one_shot(context, site) for site in group.sites)


def _is_measured_only(context: Context, use: Use) -> bool:
    """True for ``len(list(counts)[0])``: all outcomes are of one length."""
    parent = context.program.parents(use.id[0]).get(use.node)
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "len"


def _is_one_shot(context: Context, site: Site) -> bool:
    node = submitted_by(context, site).run.get("shots")
    literal = isinstance(node, ast.Constant) and node.value == 1
    return literal or constant(site.keywords.get("shots", frozenset())) == 1


def _is_statement(context: Context, read: Read) -> bool:
    statement = context.statement(read.id, read.node)
    return isinstance(statement, ast.Expr) and statement.value is read.node


def _receiver(context: Context, read: Read) -> Range:
    assert isinstance(read.node.func, ast.Attribute)
    return context.span(read.id[0], read.node.func.value)


def use_reason(stage: str, how: str) -> str:
    """Why something that goes ``how`` cannot be followed, as a sentence without its full stop."""
    kind, _, what = how.partition(":")
    words = {
        "printed": f"the whole {stage} is printed, and prints otherwise",
        "shown": f"the whole {stage} is displayed, and displays otherwise",
        "returned": f"the {stage} is returned to callers that cannot be seen",
        "stored": f"the {stage} is stored where its readers cannot be seen",
        "attribute": f"the {stage}'s attribute {what} has no counterpart",
        "argument": f"the {stage} is passed to {what}, whose code cannot be seen",
    }
    return words.get(kind, f"the {stage} is {kind}, which has no counterpart")


def delete_monitor(context: Context, read: Read, plan: Plan) -> None:
    if not _is_statement(context, read):
        raise Refusal("job_monitor is used in an expression")
    plan.deleted.add(context.span(read.id[0], context.statement(read.id, read.node)))
    context.release(plan, read.node.func)


@dataclass(frozen=True)
class _Reader:
    """A call that reads samples, taken apart: what it becomes is put in place of ``span``."""

    span: Range
    receiver: Range
    argument: ast.expr | None
    method: str
    before: tuple[Piece, ...] = ()  # what goes around the samples
    after: tuple[Piece, ...] = ()

    def put(self, plan: Plan, pieces: list[Piece]) -> None:
        plan.replace(self.span, *self.around(pieces))

    def around(self, pieces: list[Piece]) -> list[Piece]:
        return [*self.before, *pieces, *self.after]


def _rewrite_samples(context: Context, group: Group, read: Read, plan: Plan, *, wrapped: bool) -> str:
    """Add to ``plan`` the new form of one reader; what changes by it."""
    sites = [s for s in group.sites if read in s.reads]
    return _rewrite(context, sites, read, _taken_apart(context, sites, read, wrapped=wrapped), plan)


def _rewrite(context: Context, sites: list[Site], read: Read, reader: _Reader, plan: Plan) -> str:
    lists = {is_list(s) for s in sites}
    if len(lists) != 1 or None in lists:
        raise Refusal("whether one circuit or a list was run is not known")
    swept = {sweeps(s) for s in sites}
    if swept != {False}:
        if len(swept) != 1:
            raise Refusal("parameters are bound on one path and not on another")
        return _rewrite_sweep(context, sites, read, reader, plan)
    if lists == {False}:
        pub: list[Piece] = [reader.receiver, "[0]"]
        registers = registers_at(sites, None)
        reader.put(plan, samples(pub, reader.method, registers, named=_naming(context, read, plan)))
        return ""
    if {length(s) for s in sites} == {1} and not _is_number(read):
        pub, registers = [reader.receiver, "[0]"], registers_at(sites, 0)
        reader.put(plan, samples(pub, reader.method, registers, named=_naming(context, read, plan)))
        return ""
    if reader.argument is None:
        return _rewrite_all(sites, read, reader, plan)
    _rewrite_chosen(context, sites, read, reader, reader.argument, plan)
    return ""


def _rewrite_all(sites: list[Site], read: Read, reader: _Reader, plan: Plan) -> str:
    """The counts of every circuit of the list are read at once."""
    if reader.method != "get_counts":
        raise Refusal(f"{read.method}() of several circuits says not of which")
    if reader.before:
        raise Refusal("what is done with the counts of one circuit would be done with those of several")
    each = samples(["pub"], reader.method, registers_at(sites, None))
    reader.put(plan, ["[", *each, " for pub in ", reader.receiver, "]"])
    return ONE_OR_MORE if any(length(site) is None for site in sites) else ""


def _rewrite_chosen(
    context: Context, sites: list[Site], read: Read, reader: _Reader, argument: ast.expr, plan: Plan
) -> None:
    """One circuit of the list is read: the one at the position, or of the name, that is given."""
    if _is_number(read):
        at, index = constant(read.index), list[Piece]([context.span(read.id[0], argument)])
        position = at if type(at) is int else None
    elif goes_along(context, read, sites):
        pub = samples(["pub"], reader.method, registers_at(sites, None))
        go_along(context, read, plan, reader.span, reader.receiver, reader.around(pub))
        return
    else:
        index, position = circuit_index(context, read, sites, argument)
    pub = [reader.receiver, "[", *index, "]"]
    registers = registers_at(sites, position)
    reader.put(plan, samples(pub, reader.method, registers, named=_naming(context, read, plan)))


def _naming(context: Context, read: Read, plan: Plan) -> Callable[[str, Sequence[Piece]], Piece] | None:
    """What puts a part of the reader's new form in front of its statement; None where that is not the same."""
    quoted = context.program.in_fstring(read.id, read.node) is not None
    return None if quoted or not has_room(context, read, read.node) else partial(name_before, context, read, plan)


def _rewrite_sweep(context: Context, sites: list[Site], read: Read, reader: _Reader, plan: Plan) -> str:
    """The one circuit of the job was run with many values of its parameters: they are in one result."""
    registers = registers_at(sites, None)
    if reader.argument is not None and _is_number(read):
        point = context.span(read.id[0], reader.argument)
        reader.put(plan, samples([reader.receiver, "[0]"], reader.method, registers, [point]))
        return ""
    if reader.argument is not None:
        reader.put(plan, samples([reader.receiver, "[0]"], reader.method, registers, ["0"]))
        return ""
    if reader.method != "get_counts" or reader.before:
        raise Refusal(f"{read.method}() of several circuits says not of which")
    pieces = samples([reader.receiver, "[0]"], reader.method, registers)
    if pieces[-2:] != [".get_counts(", ")"]:
        raise Refusal("the counts of every value of the parameters are read, of several classical registers")
    reader.put(plan, ["[point.get_counts() for point in ", *pieces[:-2], "]"])
    return ONE_OR_MORE if any(length(site) is None for site in sites) else ""


def _rewrite_marginal(context: Context, group: Group, read: Read, plan: Plan, *, wrapped: bool) -> str:
    """Add to ``plan`` the new form of ``marginal_counts(result, …).get_counts()``; what changes by it."""
    sites = [s for s in group.sites if read in s.reads]
    refuse_spaces(registers_at(sites, None))
    call, reader = marginal_of(context, group, read), _taken_apart(context, sites, read, wrapped=wrapped)
    reader = replace(
        reader, receiver=call.result, before=(*reader.before, *call.before), after=(*call.after, *reader.after)
    )
    if not call.direct:
        if wrapped or {is_list(site) for site in sites} != {False}:
            raise Refusal("the marginal counts are read where only a result gives them")
        reader = replace(reader, span=name_the_counts(context, group, read, plan))
        if reader.span in plan.replaced:
            return ""
    return _rewrite(context, sites, read, reader, plan)


def _taken_apart(context: Context, sites: list[Site], read: Read, *, wrapped: bool) -> _Reader:
    if read.method == "results.counts":
        chain: Any = read.node  # result.results[i].data.counts
        item = chain.value.value
        receiver = context.span(read.id[0], item.value.value)
        return _Reader(context.span(read.id[0], chain), receiver, item.slice, HEX)
    argument = _only_argument(read)
    span, receiver = context.span(read.id[0], read.node), _receiver(context, read)
    if read.method.endswith(("get_counts", "get_memory")):
        before: tuple[Piece, ...] = (Symbol("qiskit.result", "Counts"), "(") if wrapped else ()
        return _Reader(span, receiver, argument, read.method.rpartition(".")[2], before, (")",) if wrapped else ())
    item = next(context.program.lineage(read.id[0], read.node))
    if isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Constant) and item.slice.value == "counts":
        return _Reader(context.span(read.id[0], item), receiver, argument, HEX)
    if any("memory" in submitted_by(context, site).run for site in sites):
        raise Refusal("the result's data() is read, which holds the memory too")
    return _Reader(span, receiver, argument, HEX, ('{"counts": ',), ("}",))


def _only_argument(read: Read) -> ast.expr | None:
    """What a reader is given; None where that is nothing or None."""
    arguments = [*read.node.args, *(k.value for k in read.node.keywords)]
    if len(arguments) > 1 or unpacks(read.node):
        raise Refusal(f"{read.method} is given more than one argument")
    return arguments[0] if arguments and not _is_none(arguments[0]) else None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_number(read: Read) -> bool:
    return bool(read.index) and all(
        isinstance(atom, Number) or (isinstance(atom, Const) and type(atom.value) is int) for atom in read.index
    )
