"""``marginal_counts`` of a whole result gives way to ``marginal_counts`` of its counts.

The two agree for counts of one classical register. Of several, the keys of a result's marginal counts have spaces, and
those of counts have none (V: 0.45.3, 2.6.2, ``qiskit.result.marginal_counts``).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from qls.planning.groups import Group
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan
from qls.semantics.qiskit.facts import Read
from qls.semantics.qiskit.values import Marginal, Registers
from qls.syntax.arguments import names_given, unpacks, unpacks_names
from qls.syntax.text import Range

_REPEATED = (ast.For, ast.AsyncFor, ast.While, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda,
             ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp)  # fmt: skip


@dataclass(frozen=True)
class MarginalCall:
    """A call of ``marginal_counts``, taken apart.

    Attributes:
        result: the expression of the result that it is given.
        before: what stands in front of the counts in the new call; ``after`` what stands behind them.
        direct: its counts are read on the spot.
    """

    result: Range
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    direct: bool


def marginal_of(context: Context, group: Group, read: Read) -> MarginalCall:
    """The call whose counts ``read`` reads.

    Raises:
        Refusal: there are several, or it is given something that counts take otherwise.
    """
    made = _only_call(group, read)
    call, given = made.node, _given(made.node)
    assert isinstance(read.node.func, ast.Attribute)
    indices = given.get("indices")
    after: list[Piece] = [")"] if indices is None else [", indices=", context.span(made.id[0], indices), ")"]
    before: list[Piece] = [context.span(made.id[0], call.func), "("]
    direct = read.node.func.value is call
    return MarginalCall(context.span(made.id[0], given["result"]), tuple(before), tuple(after), direct)


def _only_call(group: Group, read: Read) -> Read:
    """The one call of ``marginal_counts`` that ``read`` may read, where only the group's results are given to it."""
    calls = {atom.call for atom in read.receiver if isinstance(atom, Marginal)}
    made = next((each for each in group.reads if each.method == "marginal" and calls == {each.id}), None)
    if made is None or group.strangers(made):
        raise Refusal("which result marginal_counts is given cannot be seen")
    return made


def _given(call: ast.Call) -> dict[str, ast.expr]:
    """What ``marginal_counts`` is given, by name.

    Raises:
        Refusal: it cannot be told, or counts take it otherwise.
    """
    given = names_given(call)
    if len(call.args) > 2 or unpacks(call) or unpacks_names(call):
        raise Refusal("marginal_counts is given arguments that cannot be told apart")
    for name in ("inplace", "format_marginal"):
        flag = given.get(name)
        if flag is not None and not (isinstance(flag, ast.Constant) and flag.value is False):
            raise Refusal(f"marginal_counts is given {name}, which means something else for counts than for a result")
    return {**given, **dict(zip(("result", "indices"), call.args, strict=False))}


def require_readers(group: Group, made: Read) -> None:
    """Refuse a call whose counts nothing reads: a primitive's result is nothing that it takes."""
    if not any(_reads(read, made) for read in group.reads):
        raise Refusal("marginal_counts is given the whole result, and nothing reads the counts of what it gives")


def refuse_spaces(registers: Registers) -> None:
    """Refuse registers whose legacy keys have, or may have, spaces."""
    if any(shape is None or len(shape) != 1 for shape in registers):
        raise Refusal("marginal_counts is given the result of several classical registers, or of some out of sight")


def name_the_counts(context: Context, group: Group, read: Read, plan: Plan) -> Range:
    """``reduced.get_counts()`` gives way to ``reduced``, which holds the counts now; the range of the marginal call.

    Raises:
        Refusal: the counts are read several times over, each time as a dictionary of its own.
    """
    made = next(each for each in group.reads if each.method == "marginal" and _reads(read, each))
    again = [each for each in group.reads if _reads(each, made)]
    loops = [p for p in context.program.lineage(read.id[0], read.node) if isinstance(p, _REPEATED)]
    around = list(context.program.lineage(made.id[0], made.node)) if made.id[0] == read.id[0] else []
    assert isinstance(read.node.func, ast.Attribute)
    holder: list[Piece] = [context.span(read.id[0], read.node.func.value)]
    once = len(again) == 1 and all(loop in around for loop in loops)
    plan.replace(context.span(read.id[0], read.node), *(holder if once else ["dict(", *holder, ")"]))
    return context.span(made.id[0], made.node)


def _reads(read: Read, made: Read) -> bool:
    return any(isinstance(atom, Marginal) and atom.call == made.id for atom in read.receiver)
