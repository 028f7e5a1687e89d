"""What a migration has to work with: the program, its facts, the environment, the settings."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from operator import is_

from qls.catalogue.roles import STAR_TODAY
from qls.environment import Environment
from qls.migrations.groups import Group, groups
from qls.rewriting import names
from qls.rewriting.plan import Conflict, Piece, Plan, Symbol
from qls.semantics.facts import Imported, Made
from qls.semantics.program import Facts, Program, Site
from qls.semantics.values import NodeId
from qls.syntax.text import Range, TextEdit


class Refusal(Exception):
    """Why a fix is not offered, as a sentence without its full stop."""


@dataclass(frozen=True)
class Verdict:
    """What was decided of a chain, without the plan: it holds as long as the chain's facts do.

    Attributes:
        offered: a fix is offered.
        destination: where it goes.
        changes: what changes in the program's answer; empty where nothing does.
        reason: why nothing is offered, as a sentence without its full stop.
    """

    offered: bool
    destination: str = ""
    changes: str = ""
    reason: str = ""
    left_out: tuple[str, ...] = ()  # keywords without effect that the new call does not have


Depends = tuple[object, ...]


def _same(one: Depends, other: Depends) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


@dataclass(frozen=True)
class Outcome:
    """A verdict, and the plan that carries it out."""

    verdict: Verdict
    make: Callable[[], Plan] = field(repr=False, compare=False)

    @property
    def plan(self) -> Plan:
        """The plan of what is offered, for the document as it is now."""
        return self.make()


@dataclass
class Context:
    """One analysis."""

    program: Program
    facts: Facts
    environment: Environment
    destination: str = "auto"
    before: Context | None = None  # the analysis before this one
    _outcomes: dict[Hashable, Outcome] = field(default_factory=dict)
    _verdicts: dict[Hashable, tuple[Depends, Verdict]] = field(default_factory=dict)
    _asked: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take over what the analysis before decided, where the names that it looked up still say the same."""
        before, self.before = self.before, None
        self._decided: dict[Hashable, tuple[Depends, Verdict]] = {}
        self._imports: Depends = tuple(self.facts.imports.values())
        if before is not None and before.environment is self.environment and before.still_holds():
            self._decided, self._asked = before._verdicts, dict(before._asked)
            if _same(before._imports, self._imports):
                self._imports = before._imports

    def once(
        self, key: Hashable, make: Callable[[], tuple[Plan, str, str]], depends: Depends | None = None
    ) -> Outcome:
        """The outcome under ``key``, worked out on first use.

        Args:
            make: gives the plan, its destination, and for an unsafe fix what changes; or raises a refusal.
            depends: the events that the verdict depends on; where the analysis before saw the same ones, no plan is
                made now.
        """
        known = self._outcomes.get(key)
        if known is not None:
            return known
        decided = self._decided.get(key) if depends is not None else None
        if decided is not None and depends is not None and _same(decided[0], depends):
            verdict = decided[1]
        else:
            try:
                plan, destination, changes = make()
                verdict = Verdict(True, destination, changes, left_out=tuple(sorted(set(plan.left_out))))
            except (Refusal, Conflict) as refusal:
                verdict = Verdict(False, reason=str(refusal))
        if depends is not None:
            self._verdicts[key] = (depends, verdict)
        outcome = self._outcomes[key] = Outcome(verdict, lambda: make()[0])
        return outcome

    def depends(self, group: Group) -> Depends:
        """The events that decide what a group becomes."""
        facts = self.facts
        events: list[object] = [self._imports]
        for site in group.sites:
            events += [*site.seen, *site.reads, *site.uses, *facts.called.get(site.qobj or site.id, ())]
            events += site.fields
            for primitive in site.primitives:
                made = primitive.made
                events += [facts.primitives.get(made), *facts.tuned.get(made, ()), *facts.asked.get(made, ())]
            for backend in site.backends:
                made = backend.made
                events += [facts.made.get(made), made in facts.tuned, made in facts.asked]
        return tuple(events)

    @cached_property
    def groups(self) -> list[Group]:
        """The sites that move together, in the order of the text."""
        return groups(self.facts)

    @cached_property
    def imported(self) -> dict[str, list[Imported]]:
        """Imports of Qiskit by the local name that they bind."""
        found: dict[str, list[Imported]] = defaultdict(list)
        for event in self.facts.imports.values():
            found[event.bound].append(event)
        return found

    @cached_property
    def made_by(self) -> dict[int, Made]:
        """The calls that make backends, by the node's identity."""
        return {id(made.node): made for made in self.facts.made.values()}

    def span(self, serial: int, node: ast.AST) -> Range:
        """Where ``node`` of the statement with ``serial`` is."""
        return self.program.range_of(serial, node)

    def site_range(self, site: Site) -> Range:
        """What to underline: the call, or the f-string around it."""
        around = self.program.in_fstring(site.id, site.node)
        return self.program.range(site.id) if around is None else self.span(site.id[0], around)

    def text(self, span: Range) -> str:
        return self.program.source.slice(span)

    def statement(self, id: NodeId, node: ast.AST) -> ast.stmt:
        return self.program.enclosing_statement(id[0], node)

    def edits(self, plan: Plan) -> tuple[TextEdit, ...]:
        from qls.rewriting import imports  # libcst comes with it: not before an edit is asked for

        return tuple(imports.finish(self.program.source, plan, STAR_TODAY))

    def loads(self, name: str) -> list[Range]:
        """Where the document reads ``name``."""
        found = names.loads(self.program.source, name)
        self._asked["loads", name] = len(found)
        return found

    def binds(self, name: str) -> int:
        """How often the document binds ``name``, other than by import."""
        self._asked["binds", name] = count = names.binds(self.program.source, name)
        return count

    def still_holds(self) -> bool:
        """True where the names that were looked up are read and bound as they were, wherever they stand now."""
        source = self.program.source
        look: dict[str, Callable[[str], int]] = {
            "loads": lambda name: len(names.loads(source, name)),
            "binds": lambda name: names.binds(source, name),
            "read": lambda name: names.is_read(source, name),
        }
        return all(look[how](name) == answer for (how, name), answer in self._asked.items())

    def is_read(self, name: str) -> bool:
        """True where the document reads ``name`` anywhere."""
        self._asked["read", name] = answer = names.is_read(self.program.source, name)
        return answer

    def symbol(self, module: str, name: str, beside: ast.expr | None = None) -> Piece:
        """A name of Qiskit for new text: through the module's alias where ``beside`` goes through one too."""
        if (
            module == "qiskit"
            and isinstance(beside, ast.Attribute)
            and isinstance(beside.value, ast.Name)
            and beside.attr in ("execute", "assemble", "transpile")
        ):
            return f"{beside.value.id}.{name}"
        return Symbol(module, name)

    def release(self, plan: Plan, node: ast.AST) -> None:
        """The names in ``node`` may be unused once it is gone."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                plan.released.add(part.id)


def is_simple(node: ast.expr) -> bool:
    """True for an expression that can be written twice: it has no effect and costs nothing."""
    if isinstance(node, (ast.Name, ast.Constant)):
        return True
    if isinstance(node, ast.Attribute):
        return is_simple(node.value)
    if isinstance(node, ast.Subscript):
        return is_simple(node.value) and is_simple(node.slice)
    return isinstance(node, ast.UnaryOp) and is_simple(node.operand)
