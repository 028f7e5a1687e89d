"""What reads a result: counts and memory by register, the job's uses."""

from __future__ import annotations

import ast
import keyword

from qls.catalogue import roles
from qls.migrations.context import Context, Refusal
from qls.migrations.groups import Group
from qls.migrations.positions import circuit_index, go_along, goes_along, is_list
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.facts import Read
from qls.semantics.program import Site
from qls.semantics.values import LOOSE, Classical, Const, Counts, Number, Registers, constant

_EXPLAINED = {
    "get_statevector": "the result's statevector is read, which a sampler does not give",
    "get_unitary": "the result's unitary is read, which a sampler does not give",
    "data": "the result's data() is read",
    "to_dict": "the whole result is read as a dict",
}


def rewrite_reads(context: Context, group: Group, plan: Plan) -> None:
    """Add to ``plan`` the new form of everything that reads the group's jobs and results.

    Raises:
        Refusal: something reads them in a way that has no counterpart, or that cannot be seen.
    """
    for use in group.uses:
        if use.stage == "counts":
            continue
        raise Refusal(use_reason(use.stage, use.how))
    wrapped = {
        atom.read
        for read in group.reads
        if read.method.startswith("counts.") and read.method[7:] in roles.COUNTS_METHODS
        for atom in read.receiver
        if isinstance(atom, Counts)
    }
    for read in group.reads:
        if group.strangers(read) and not read.method.startswith("counts."):
            raise Refusal("a reader of the result may also read something else")
        if read.method in ("get_counts", "get_memory"):
            _rewrite_samples(context, group, read, plan, wrapped=read.id in wrapped)
        elif read.method == "job.monitor":
            delete_monitor(context, read, plan)
        elif read.method.startswith("job."):
            if read.method[4:] not in roles.JOB_KEEPS:
                raise Refusal(f"the job's {read.method[4:]}() has no counterpart on a primitive's job")
        elif not read.method.startswith("counts."):
            raise Refusal(_EXPLAINED.get(read.method, f"the result's {read.method}() has no counterpart"))


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
    statement = context.statement(read.id, read.node)
    if not isinstance(statement, ast.Expr) or statement.value is not read.node:
        raise Refusal("job_monitor is used in an expression")
    plan.deleted.add(context.span(read.id[0], statement))
    context.release(plan, read.node.func)


def _rewrite_samples(context: Context, group: Group, read: Read, plan: Plan, *, wrapped: bool) -> None:
    sites = [s for s in group.sites if read in s.reads]
    if context.program.in_fstring(read.id, read.node) is not None:
        raise Refusal("the result is read inside an f-string")
    assert isinstance(read.node.func, ast.Attribute)
    receiver = context.span(read.id[0], read.node.func.value)
    arguments = [*read.node.args, *(k.value for k in read.node.keywords)]
    if len(arguments) > 1 or any(isinstance(a, ast.Starred) for a in read.node.args):
        raise Refusal(f"{read.method} is given more than one argument")
    argument = arguments[0] if arguments else None
    lists = {is_list(s) for s in sites}
    if len(lists) != 1 or None in lists:
        raise Refusal("whether one circuit or a list was run is not known")
    span = context.span(read.id[0], read.node)
    if lists == {False}:
        pieces = _one(context, receiver, ["0"], read.method, _registers(sites, None))
        plan.replace(span, *_wrap(pieces, wrapped))
        return
    lengths = {s.submission.length for s in sites}
    if lengths == {1} and not _is_number(read):
        plan.replace(span, *_wrap(_one(context, receiver, ["0"], read.method, _registers(sites, 0)), wrapped))
        return
    if argument is None or _is_none(argument):
        if read.method == "get_memory":
            raise Refusal("get_memory() of several circuits says not of which")
        if lengths == {None} or any(length is None for length in lengths):
            raise Refusal("how many circuits are run is not known, and for one get_counts() is no list")
        if wrapped:
            raise Refusal("a method of Counts is called on one of several counts")
        reader = _one(context, "pub", None, read.method, _registers(sites, None))
        plan.replace(span, "[", *reader, " for pub in ", receiver, "]")
        return
    if not _is_number(read) and goes_along(context, read, sites):
        reader = _one(context, "pub", None, read.method, _registers(sites, None))
        go_along(context, read, plan, _wrap(reader, wrapped))
        return
    if _is_number(read):
        position = constant(read.index)
        index: list[Piece] = [context.span(read.id[0], argument)]
    else:
        index, position = circuit_index(context, read, sites, argument)
    registers = _registers(sites, position if type(position) is int else None)
    plan.replace(span, *_wrap(_one(context, receiver, index, read.method, registers), wrapped))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_number(read: Read) -> bool:
    return bool(read.index) and all(
        isinstance(atom, Number) or (isinstance(atom, Const) and type(atom.value) is int) for atom in read.index
    )


def _wrap(pieces: list[Piece], wrapped: bool) -> list[Piece]:
    return [Symbol("qiskit.result", "Counts"), "(", *pieces, ")"] if wrapped else pieces


def _registers(sites: list[Site], position: int | None) -> Registers:
    """The classical registers that a read can meet: of the circuit at ``position``, else of all."""
    found: Registers = frozenset()
    for site in sites:
        each = site.submission.each
        if position is not None and each is not None and -len(each) <= position < len(each):
            found |= each[position]
        else:
            found |= site.submission.registers
    # A circuit without classical registers has no counts: no working program reads them there.
    return found - {()} or found


def _one(
    context: Context, receiver: Piece, index: list[Piece] | None, method: str, registers: Registers
) -> list[Piece]:
    """The expression for one circuit's counts or memory.

    Raises:
        Refusal: the registers are not known well enough to give the same keys.
    """
    pub: list[Piece] = [receiver] if index is None else [receiver, "[", *index, "]"]
    reader = "get_counts()" if method == "get_counts" else "get_bitstrings()"
    shapes = [shape for shape in registers if shape is not None]
    if any(register.name == LOOSE.name for shape in shapes for register in shape):
        raise Refusal("the circuit has classical bits outside registers, which a primitive does not give")
    if None in registers:
        return _joined(pub, method)
    if all(len(shape) == 1 for shape in shapes):
        names = {shape[0].name for shape in shapes}
        name = names.pop() if len(names) == 1 else None
        if name is not None and name.isidentifier() and not keyword.iskeyword(name) and name not in roles.DATA_BIN:
            return [*pub, f".data.{name}.{reader}"]
        if name in roles.DATA_BIN:
            raise Refusal(f"a classical register named {name} cannot be read from a DataBin")
        return [*pub, f".join_data().{reader}"]
    return _spaced(pub, method, shapes)


def _joined(pub: list[Piece], method: str) -> list[Piece]:
    """Counts or memory of whatever registers there are, register by register.

    A DataBin lists the registers as the circuit does (V: all destinations), a legacy key the last one first.
    """
    shots: list[Piece] = [
        'map(" ".join, zip(*(bits.get_bitstrings() for bits in reversed(', *pub, ".data.values()))))",
    ]  # fmt: skip
    if method == "get_counts":
        return ["dict(", Symbol("collections", "Counter"), "(", *shots, "))"]
    return ["list(", *shots, ")"]


def _spaced(pub: list[Piece], method: str, shapes: list[tuple[Classical, ...]]) -> list[Piece]:
    """Counts or memory of several registers, with the spaces between them that legacy keys have."""
    if any(register.name in roles.DATA_BIN for shape in shapes for register in shape):
        raise Refusal("a classical register has a name that a DataBin does not take")
    widths = {tuple(register.size for register in shape) for shape in shapes}
    sizes = widths.pop() if len(widths) == 1 else None
    if sizes is None or any(size is None for size in sizes) or not sizes:
        return _joined(pub, method)
    groups, at = [], 0
    for size in reversed(sizes):
        assert size is not None
        groups.append(f"{{key[{at or ''}:{at + size}]}}")
        at += size
    key = f'f"{" ".join(groups)}"'
    if method == "get_counts":
        return [f"{{{key}: n for key, n in ", *pub, ".join_data().get_counts().items()}"]
    return [f"[{key} for key in ", *pub, ".join_data().get_bitstrings()]"]
