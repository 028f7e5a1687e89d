"""What the V1 primitives' migrations share: the primitive that is made, what its `run` is given, the PUBs of that."""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from qls.catalogue.primitives import RUN
from qls.catalogue.roles import JOB_KEEPS, canonical
from qls.catalogue.symbol import Symbol
from qls.catalogue.symbols import SYMBOLS
from qls.planning.findings import LABELS, Offer, Page
from qls.planning.groups import Group
from qls.planning.sampling.readers import use_reason
from qls.planning.told import entries, is_none, told_later
from qls.planning.workbench import Context, Outcome, Refusal, Verdict, is_simple
from qls.report import Finding, Severity
from qls.rewriting.plan import Piece, Plan
from qls.semantics.program import Site
from qls.semantics.python.values import NOTHING, Const, NodeId
from qls.semantics.qiskit.facts import Field, Operands, PrimitiveMade

Wrap = Callable[[list[Piece]], list[Piece]]  # makes of circuits what a primitive runs
Choose = Callable[[Context, Group], list[tuple[Outcome, str]]]
_WHY = {
    "sampler": "The program reads how likely each outcome is (`quasi_dists`), so a sampler is what fits.",
    "estimator": "The program reads expectation values of observables (`values`), so an estimator is what fits.",
}
_HANDED = {
    "sampler": "What it is given to reads how likely each outcome is, so a sampler is what fits.",
    "estimator": "What it is given to reads expectation values, so an estimator is what fits.",
}
METADATA = "The metadata of a V2 result have other entries: the precision or shots aimed at, and no variance."
COEFFICIENTS = (
    "The observable's coefficients cannot all be seen: where they are all zero, or not real, V2 raises an error, and V1"
    " gave 0 or a complex number."
)
_SHOWN = "The whole {} is {}, and that of V2 has another text."
NOT_ALWAYS = "{} is None on one path and something else on another"
NO_OPERANDS = Operands(None, None, frozenset({"unknown"}))


@dataclass(frozen=True)
class Run:
    """A call of a V1 primitive's ``run``, taken apart: its circuits, and its other arguments by name."""

    site: Site
    circuits: ast.expr
    given: dict[str, ast.expr]

    @property
    def repeated(self) -> ast.expr | None:
        """The circuit of ``[circuit] * n`` and of ``[circuit, circuit]``."""
        node = self.circuits
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            node = node.left if isinstance(node.left, ast.List) else node.right
        if not isinstance(node, ast.List) or not node.elts or isinstance(node.elts[0], ast.Starred):
            return None
        same = len({ast.dump(element) for element in node.elts}) == 1
        return node.elts[0] if same and (len(node.elts) == 1 or is_simple(node.elts[0])) else None

    @property
    def length(self) -> int | None:
        """How many circuits are run, None where not known."""
        return 1 if self.site.submission.many is False else self.site.submission.length

    def operands(self, name: str) -> Operands:
        return self.site.operands.get(name, NO_OPERANDS)

    @property
    def rows(self) -> bool:
        """True where the parameter values are known to be one row for each circuit, and not one bare row."""
        values = self.operands("parameter_values")
        return (self.length or 0) > 1 or (values.many is True and values.kinds == {"row"})

    def may_be_none(self, name: str) -> bool:
        """True where what is given under ``name`` may be None."""
        return name in self.given and Const(None) in self.site.keywords.get(name, NOTHING)


def take_apart(context: Context, site: Site, *, without: Container[str] = ()) -> Run:
    """The arguments of a V1 primitive's ``run``.

    Args:
        without: what may be None on one path.

    Raises:
        Refusal: they cannot all be seen.
    """
    node = site.node
    if site.circuits is None or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise Refusal("the circuits are passed in a way that cannot be seen")
    if any(keyword.arg is None for keyword in node.keywords):
        raise Refusal("options are passed through **, so which they are cannot be seen")
    if site.submission.many is None:
        raise Refusal("whether one circuit or a list is run is not known")
    names = RUN[site.form]
    given = dict(zip(names, node.args, strict=False)) | {str(k.arg): k.value for k in node.keywords}
    if len(node.args) > len(names):
        raise Refusal("run is given more by position than it takes")
    given = {name: value for name, value in given.items() if not is_none(value)}
    run = Run(site, given.pop("circuits"), given)
    for name in ("shots", "parameter_values"):
        if run.may_be_none(name) and name not in without:
            raise Refusal(NOT_ALWAYS.format(name))
    return run


def makers(context: Context, group: Group, *, handed: bool = False) -> list[PrimitiveMade]:
    """The calls that made the group's primitives.

    Args:
        handed: the primitives may be handed on too, and who asks looks where to.

    Raises:
        Refusal: one is out of sight, is of another kind, or is used in a way that has to stay as it is.
    """
    found: dict[NodeId, PrimitiveMade] = {}
    for site in group.sites:
        if site.guarded:
            raise Refusal("the call stands behind a guard for other versions")
        if len(site.primitives) != len(site.backend):
            raise Refusal("on another path something else runs the circuits")
        for primitive in site.primitives:
            found[primitive.made] = context.facts.primitives[primitive.made]
    made = [found[id] for id in sorted(found)]
    if len({(each.kind, each.origin) for each in made}) != 1:
        raise Refusal("primitives of different kinds meet in one place")
    for each in made:
        if context.program.in_fstring(each.id, each.node) is not None:
            raise Refusal("the primitive is made inside an f-string")
        for asked in () if handed else context.facts.asked.get(each.id, ()):
            raise Refusal(asked_reason(asked.what))
        told_later(context, each)
    return made


def sole_maker(context: Context, group: Group) -> PrimitiveMade:
    """The one call that made what the group runs on.

    Raises:
        Refusal: there are several, whose options may differ; or as for ``makers``.
    """
    made = makers(context, group)
    if len(made) != 1:
        raise Refusal("the primitive is made in several places")
    return made[0]


def asked_reason(what: str) -> str:
    """Why a primitive stays as it is that is asked ``what``, or handed there."""
    kind = what.partition(":")[0]
    if kind in ("argument", "returned", "stored", "printed"):
        return use_reason("primitive", what)
    return f"the primitive's {kind} has no counterpart"


def as_is(circuits: list[Piece]) -> list[Piece]:
    """The circuits as the program has them: what the statevector primitives run."""
    return circuits


def settings(context: Context, made: PrimitiveMade) -> dict[str, ast.expr]:
    """What the reference primitives' ``options={…}`` hold, by name.

    Raises:
        Refusal: they cannot be seen, or more is given than options.
    """
    node = made.node
    if node.args or any(k.arg != "options" for k in node.keywords):
        raise Refusal(f"{made.through.rpartition('.')[2]} is given more than its options")
    told = dict(entry for given in node.keywords for entry in entries(given.value).items())
    return {name: value for name, value in (told | told_later(context, made).options).items() if not is_none(value)}


def reference_settings(context: Context, made: PrimitiveMade) -> dict[str, ast.expr]:
    """``settings`` that the reference's V2 primitives take too.

    Raises:
        Refusal: others are given; or as for ``settings``.
    """
    options = settings(context, made)
    if not options.keys() <= {"shots", "seed"}:
        raise Refusal("options are given that have no counterpart")
    return options


def check_uses(group: Group, *, shown: bool = True) -> list[str]:
    """Everything that reads the group's jobs and results is understood; what changes where they are shown whole.

    Args:
        shown: they may be.

    Raises:
        Refusal: something is not, or has no counterpart.
    """
    changes = []
    for use in group.uses:
        if shown and use.stage in ("job", "result") and use.how in ("printed", "shown"):
            changes.append(_SHOWN.format(use.stage, use.how))
        elif use.stage != "counts":
            raise Refusal(use_reason(use.stage, use.how))
    for read in group.reads:
        if group.strangers(read):
            raise Refusal("a reader of the result may also read something else")
        if read.method.startswith("job.") and read.method[4:] not in JOB_KEEPS:
            raise Refusal(f"the job's {read.method[4:]}() has no counterpart on a V2 job")
        if not read.method.startswith(("job.", "counts.")):
            raise Refusal(f"the result's {read.method}() has no counterpart")
    for each in group.fields:
        if group.strangers(each):
            raise Refusal("a reader of the result may also read something else")
    return list(dict.fromkeys(changes))


def release_maker(context: Context, plan: Plan, made: PrimitiveMade, *pieces: Piece) -> None:
    """The primitive is made by ``pieces`` instead, with what it was told behind that."""
    plan.replace(context.span(made.id[0], made.node), *pieces)
    plan.deleted.update(told_later(context, made).statements)
    context.release(plan, made.node.func)


def operand(context: Context, run: Run, node: ast.expr) -> Piece:
    return context.span(run.site.id[0], node)


def read_metadata(context: Context, plan: Plan, each: Field, *, alone: bool) -> str:
    """``metadata`` of a result, from its PUBs; what changes.

    Args:
        alone: each PUB stands for one circuit.

    Raises:
        Refusal: an entry is read that V2 does not have.
    """
    parents = context.program.parents(each.id[0])
    receiver, around = context.span(each.id[0], each.node.value), parents.get(each.node)
    item = around if isinstance(around, ast.Subscript) and around.value is each.node else None
    shown = around if item is None else parents.get(item)
    if not alone or not isinstance(shown, (ast.Call, ast.Expr, ast.FormattedValue)):
        raise Refusal("the metadata of a V2 result have other entries")  # shown, they show them; read, they fail
    if item is not None:
        index = context.span(each.id[0], item.slice)
        plan.replace(context.span(each.id[0], item), receiver, "[", index, "].metadata")
    else:
        plan.replace(context.span(each.id[0], each.node), "[pub.metadata for pub in ", receiver, "]")
    return METADATA


def literal_elements(*nodes: ast.expr | None) -> list[tuple[ast.expr, ...]] | None:
    """The elements of lists written out, side by side; None where one is not, or they differ in length."""
    lists = [node.elts for node in nodes if isinstance(node, (ast.List, ast.Tuple))]
    if len(lists) != len(nodes) or len({len(elements) for elements in lists}) != 1:
        return None
    if any(isinstance(element, ast.Starred) for elements in lists for element in elements):
        return None
    return list(zip(*lists, strict=True))


def number(node: ast.expr | None) -> int | None:
    """The positive whole number that is written there."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if type(value) is int and value > 0 else None


def primitive_findings(
    context: Context,
    page: Page,
    kinds: set[str],
    origins: set[str],
    choose: Choose,
    legacy: Callable[[Context, PrimitiveMade, Group | None], bool] = lambda *_: True,
    handed: Callable[[Context, PrimitiveMade], list[tuple[Outcome, str]]] = lambda *_: [],
) -> Iterator[Finding]:
    """A finding for each V1 primitive of these kinds and origins that the program makes.

    Args:
        choose: gives the outcomes for a group, each with the kind of its fix, the best first.
        legacy: tells a V1 primitive from a V2 one of the same name.
        handed: gives the outcomes for a primitive whose ``run`` the program does not call.
    """
    if not context.facts.primitives:
        return
    groups = {
        primitive.made: group for group in context.groups for site in group.sites for primitive in site.primitives
    }
    for id, made in sorted(context.facts.primitives.items()):
        if made.kind not in kinds or made.origin not in origins or made.guarded:
            continue
        group = groups.get(id)
        if legacy(context, made, group):
            outcomes = handed(context, made) if group is None else choose(context, group)
            yield _finding(context, page, made, group, outcomes)


def _finding(
    context: Context,
    page: Page,
    made: PrimitiveMade,
    group: Group | None,
    outcomes: list[tuple[Outcome, str]],
) -> Finding:
    fact = _fact(made)
    gone = bool(fact.removed) and context.environment.at_least(fact.package, fact.removed)
    deprecated = context.environment.at_least(fact.package, fact.deprecated or "0")
    severity = Severity.ERROR if gone else Severity.WARNING if deprecated else Severity.INFORMATION
    message = _message(made, fact, gone)
    ids = [made.id] if group is None else sorted({p.made for site in group.sites for p in site.primitives})
    offered = [outcome.verdict for outcome, _ in outcomes if outcome.verdict.offered]
    return page.finding(
        context,
        context.program.range(made.id),
        message,
        *(Offer(LABELS.get(outcome.verdict.destination, ""), kind, outcome) for outcome, kind in outcomes),
        severity=severity,
        removes=page.at(*(context.program.range(id) for id in ids)),
        why=(_HANDED if group is None and offered else _WHY)[made.kind],
        reason=_reason(context, made, [outcome.verdict for outcome, _ in outcomes]),
        left_out=next((verdict.left_out for verdict in offered), ()),
    )


def _message(made: PrimitiveMade, fact: Symbol, gone: bool) -> str:
    name = made.through.rpartition(".")[2]
    package = "Qiskit" if fact.package == "qiskit" else fact.package
    since = f", deprecated since {package} {fact.deprecated}" if fact.deprecated else ""
    when = f"was removed in {package} {fact.removed}" if gone else f"is a V1 primitive{since}"
    if made.origin == "runtime" and not name.endswith("V1"):
        when = f"is used as V1, which was removed in {fact.package} {fact.removed}"
    return f"`{name}` {when}: use `{fact.replacement.rpartition('.')[2]}`."


def _reason(context: Context, made: PrimitiveMade, verdicts: list[Verdict]) -> str:
    """Why there is no safe fix; empty where there is one, or nothing to say."""
    offered = [verdict for verdict in verdicts if verdict.offered]
    if any(not verdict.changes for verdict in offered):
        return ""
    refused = [verdict.reason for verdict in verdicts if verdict.reason]
    if refused:
        return refused[0] if offered else refused[-1]  # the last is the most general: what hinders it, hinders all
    return "" if offered else _out_of_sight(context, made)


def _out_of_sight(context: Context, made: PrimitiveMade) -> str:
    """Why no call of ``run`` was found."""
    asked = context.facts.asked.get(made.id, ())
    return asked_reason(asked[0].what) if asked else "no call of its run is seen"


def _fact(made: PrimitiveMade) -> Symbol:
    """What the catalogue says of the primitive's class, under its public name."""
    package, _, last = canonical(made.through).rpartition(".")
    names = (f"{package}.{last}", f"{package.rpartition('.')[0]}.{last}", f"{package}.{last}V1")
    return next(SYMBOLS[name] for name in names if name in SYMBOLS)
