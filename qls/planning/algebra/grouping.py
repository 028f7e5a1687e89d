"""Operators that move together: what becomes of each place, and what keeps them from it."""

from __future__ import annotations

import ast
import keyword
from collections import defaultdict
from dataclasses import dataclass, field

from qls.planning.algebra.flow import Flow
from qls.planning.algebra.terms import SPARSE, STATE, Terms, is_atom, written
from qls.planning.algebra.values import Atoms, Op, ops_of
from qls.planning.opflow.names import id_of
from qls.planning.workbench import Context, shortened
from qls.rewriting.plan import Piece
from qls.syntax.text import Position, Range


@dataclass
class Edit:
    """What comes in the place of an expression; where there are no pieces, its whole statement goes.

    Attributes:
        node: whose names may be unused then.
    """

    serial: int
    node: ast.expr
    span: Range
    pieces: tuple[Piece, ...]


@dataclass
class Group:
    """Operators that meet, and move together.

    Attributes:
        made: where they are written out or made by a class.
        reason: why they cannot move; empty where they can.
        left: something else of opflow takes them, so that its own migration has to.
        solved: an algorithm takes them.
        states: there are states among them.
        changes: what else changes, in sentences.
    """

    made: list[tuple[int, ast.expr]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    reason: str = ""
    left: bool = False
    solved: bool = False
    states: bool = False
    changes: list[str] = field(default_factory=list)


class Grouping:
    """What is decided of the operators of a program, group by group."""

    def __init__(self, context: Context, flow: Flow) -> None:
        self.context, self.flow, self.terms = context, flow, Terms(flow)
        self.groups: dict[int, Group] = defaultdict(Group)
        self.mentions: list[Edit] = []
        self.serial = 0
        self._parents: dict[ast.AST, ast.AST] = {}
        self._estimated = {
            id_of(site.id[0], site.node) for site in context.facts.sites.values() if site.form == "estimator"
        }

    def seen(self, node: ast.expr) -> Atoms:
        return self.flow.seen.get(self.flow.at(node), frozenset())

    def parent(self, node: ast.AST) -> ast.AST | None:
        found = self._parents.get(node)
        return self._parents.get(found) if isinstance(found, ast.keyword) else found

    # --- what is decided ----------------------------------------------------------------------------------------

    def group(self, op: Op) -> Group:
        return self.groups[self.flow.root(op.origin)]

    def refuse(self, ops: list[Op], reason: str) -> None:
        for op in ops:
            group = self.group(op)
            group.reason = group.reason or reason

    def leave(self, ops: list[Op]) -> None:
        for op in ops:
            self.group(op).left = True

    def change(self, ops: list[Op], sentence: str) -> None:
        for op in ops:
            if sentence not in (changes := self.group(op).changes):
                changes.append(sentence)

    def edit(self, ops: list[Op], node: ast.expr, *pieces: Piece, span: Range | None = None) -> None:
        place = self.span(node) if span is None else span
        for group in {id(group): group for group in map(self.group, ops)}.values():
            group.edits.append(Edit(self.serial, node, place, pieces))

    def span(self, node: ast.expr) -> Range:
        return self.context.span(self.serial, node)

    def unknown(self, ops: list[Op], node: ast.AST) -> None:
        self.refuse(ops, f"`{shortened(ast.unparse(node))}` may need an operator of opflow")

    def terms_of(self, node: ast.expr) -> list[Piece] | None:
        terms = self.terms.read(node)
        if not terms or (len(terms) == 1 and not terms[0].is_bare and not _is_new(node)):
            return None  # a factor stays as it is written
        if len(terms) > 1 and self._is_of_sum(node):
            return None  # a sum is written one way from its first term to its last
        return written(terms, self.span)

    def around(self, node: ast.expr, pieces: list[Piece]) -> Range:
        """The place of an expression, with brackets around it that its new text needs no more."""
        span = self.span(node)
        lines = self.context.program.source.lines
        while (pieces[0] in (SPARSE, STATE) or pieces[-1] == ".adjoint()") and span.start.line == span.end.line:
            before = lines[span.start.line][: span.start.column].rstrip(" ")
            after = lines[span.end.line][span.end.column :]
            gap = len(after) - len(after.lstrip(" ")) + 1
            if not before.endswith("(") or not after.lstrip(" ").startswith(")") or _calls(before[:-1]):
                break
            start, end = Position(span.start.line, len(before) - 1), Position(span.end.line, span.end.column + gap)
            span = Range(start, end)
        return span

    def bare(self, node: ast.expr) -> list[Piece]:
        """An operator where nothing binds to it."""
        return [self._place(node) or self.span(node)]

    def kinds(self, node: ast.expr) -> set[str]:
        return {op.kind for op in ops_of(self.seen(node))}

    def _is_of_sum(self, node: ast.expr) -> bool:
        """True for the beginning, or another part, of a longer sum that is not all written out."""
        parent = self.parent(node)
        is_sum = isinstance(parent, ast.BinOp) and isinstance(parent.op, (ast.Add, ast.Sub))
        return is_sum and isinstance(parent, ast.expr) and self.terms.read(parent) is None

    def operand(self, node: ast.expr) -> list[Piece]:
        """An operator where something binds tightly to it."""
        place = self._place(node)
        if place is not None:
            return [place]
        called = (
            isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult) and self.kinds(node) & {"state", "value"}
        )
        return [self.span(node)] if is_atom(node) or called else ["(", self.span(node), ")"]

    def _place(self, node: ast.expr) -> Range | None:
        """Where an operator stands whose new text is that of a call; None for others."""
        if not self.kinds(node):
            return None
        pieces = self.terms_of(node)
        if pieces is None and isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            pieces = [".adjoint()"] if not self.kinds(node) & {"state", "bra"} else None
        return self.around(node, pieces) if pieces is not None and pieces[0] in (SPARSE, STATE, ".adjoint()") else None

    def same_width(self, left: ast.expr, right: ast.expr) -> bool:
        widths = {op.width for op in (*ops_of(self.seen(left)), *ops_of(self.seen(right)))}
        return (len(widths) == 1 and None not in widths) or ast.dump(left) == ast.dump(right)

    def expression(self, node: ast.expr, pieces: list[Piece]) -> list[Piece]:
        """What comes in the place of a call, in brackets where something binds to it."""
        return ["(", *pieces, ")"] if self.is_tight(node) else pieces

    def is_tight(self, node: ast.expr) -> bool:
        """True where something binds to an expression, which is a call."""
        return isinstance(self.parent(node), (ast.BinOp, ast.UnaryOp, ast.Attribute, ast.Subscript, ast.Starred))


def _is_new(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitXor, ast.Add, ast.Sub))
    )


def _calls(before: str) -> bool:
    """True where a bracket behind these characters is that of a call, or part of a word."""
    word = before.rstrip(" ").rpartition(" ")[2].rpartition("(")[2]
    if not before.rstrip(" ") or not (before.rstrip(" ")[-1].isalnum() or before.rstrip(" ")[-1] in "_)]}\"'"):
        return False
    return before.endswith(tuple("_)]}\"'")) or before[-1].isalnum() or not keyword.iskeyword(word)
