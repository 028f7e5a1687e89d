"""What a migration has to work with: the program, its facts, the environment, the settings."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from qls.catalogue.roles import STAR_TODAY
from qls.environment import Environment
from qls.rewriting import imports
from qls.rewriting.plan import Conflict, Piece, Plan, Symbol
from qls.semantics.program import Facts, Program, Site
from qls.semantics.values import NodeId
from qls.syntax.text import Range, TextEdit


class Refusal(Exception):
    """Why a fix is not offered, as a sentence without its full stop."""


@dataclass(frozen=True)
class Outcome:
    """A plan that a fix would carry out, or the reason why there is none.

    Attributes:
        changes: what changes in the program's answer; empty where nothing does.
    """

    plan: Plan | None
    destination: str = ""
    changes: str = ""
    reason: str = ""


@dataclass
class Context:
    """One analysis."""

    program: Program
    facts: Facts
    environment: Environment
    destination: str = "auto"
    _outcomes: dict[object, Outcome] = field(default_factory=dict)

    def once(self, key: object, make: Callable[[], Outcome]) -> Outcome:
        """The outcome under ``key``, worked out on first use."""
        known = self._outcomes.get(key)
        if known is None:
            try:
                known = make()
            except Refusal as refusal:
                known = Outcome(None, reason=str(refusal))
            except Conflict as conflict:
                known = Outcome(None, reason=str(conflict))
            self._outcomes[key] = known
        return known

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
        return tuple(imports.finish(self.program.source, plan, STAR_TODAY))

    @cached_property
    def names(self) -> imports.Scan:
        """Every import and name of the document (reads the whole tree: only for what is resolved)."""
        return imports.scan(self.program.source)

    def is_read(self, name: str) -> bool:
        """True where the document reads ``name`` anywhere."""
        return imports.is_read(self.program.source, name)

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


__all__ = ["Context", "Outcome", "Refusal", "Site", "is_simple"]
