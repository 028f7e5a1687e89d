"""What a migration has to work with: the program, its facts, the environment, the settings."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property

from qls.catalogue.roles import STAR_TODAY
from qls.environment import Environment
from qls.migrations.groups import Group, groups
from qls.report import Finding
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


@dataclass(frozen=True)
class Outcome:
    """A verdict, and the plan that carries it out."""

    verdict: Verdict
    make: Callable[[], Plan] = field(repr=False, compare=False)

    @cached_property
    def plan(self) -> Plan:
        """The plan of what is offered, made when it is asked for."""
        return self.make()


@dataclass
class Context:
    """One analysis."""

    program: Program
    facts: Facts
    environment: Environment
    destination: str = "auto"
    verdicts: dict[Hashable, Verdict] = field(default_factory=dict)  # of this analysis and the one before
    _outcomes: dict[Hashable, Outcome] = field(default_factory=dict)
    _kept: dict[Hashable, Verdict] = field(default_factory=dict)
    before: dict[Hashable, tuple[Hashable, tuple[Finding, ...]]] = field(default_factory=dict)
    after: dict[Hashable, tuple[Hashable, tuple[Finding, ...]]] = field(default_factory=dict)
    _asked: dict[tuple[str, str], int] = field(default_factory=dict)

    def once(
        self, key: Hashable, make: Callable[[], tuple[Plan, str]], facts: Hashable = None, changes: str = ""
    ) -> Outcome:
        """The outcome under ``key``, worked out on first use.

        Args:
            make: gives the plan and its destination, or raises a refusal.
            facts: all that the verdict depends on; where an earlier analysis saw the same, no plan is made now.
            changes: for an unsafe fix, what it changes in the program's answer, in a sentence.
        """
        known = self._outcomes.get(key)
        if known is not None:
            return known
        memory = (key, facts)
        verdict = self.verdicts.get(memory) if facts is not None else None
        plan: Plan | None = None
        if verdict is None:
            try:
                plan, destination = make()
                verdict = Verdict(True, destination, changes)
            except (Refusal, Conflict) as refusal:
                verdict = Verdict(False, reason=str(refusal))
        if facts is not None:
            self._kept[memory] = verdict
        made = plan
        outcome = Outcome(verdict, lambda: made if made is not None else make()[0])
        self._outcomes[key] = outcome
        return outcome

    @property
    def kept(self) -> dict[Hashable, Verdict]:
        """The verdicts for the next analysis."""
        return self._kept

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

    def remember(self, key: Hashable, stamp: Hashable, make: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """Findings made by ``make``, or those of the analysis before where ``stamp`` is what it was.

        The stamp names all that the findings depend on: events, by identity, and where their statements stand.
        """
        known = self.before.get(key)
        found = known[1] if known is not None and known[0] == stamp else make()
        self.after[key] = (stamp, found)
        return found

    @cached_property
    def imports_stamp(self) -> tuple[int, ...]:
        return tuple(map(id, self.facts.imports.values()))

    def stamp(self, group: Group) -> Hashable:
        """What a group's findings depend on: see ``remember``."""
        facts, events, serials = self.facts, [], set()
        for site in group.sites:
            events += [*map(id, site.seen), *map(id, site.reads), *map(id, site.uses)]
            serials.add(site.id[0])
            serials.update(read.id[0] for read in site.reads)
            for backend in site.backends:
                made = facts.made.get(backend.made)
                if made is not None:
                    serials.add(made.id[0])
                    events += [id(made), made.id in facts.tuned, made.id in facts.asked]
            if site.qobj is not None:
                serials.add(site.qobj[0])
        return tuple(events), tuple(map(self.program.first_line, sorted(serials))), self.imports_stamp

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


__all__ = ["Context", "Outcome", "Refusal", "Site", "Verdict", "is_simple"]
