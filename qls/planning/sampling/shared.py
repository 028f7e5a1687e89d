"""One sampler for all the sites of a block, and of the blocks inside it, that run on one backend."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qls.planning.sampling.rounds import written_pieces
from qls.planning.workbench import Context
from qls.rewriting.plan import New, Own, Piece, Plan
from qls.semantics.program import Site
from qls.semantics.python.values import NodeId
from qls.syntax.text import Range

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.GeneratorExp)
_BLOCKS = ("body", "orelse", "finalbody")
# Of the sites on one backend: its name; the statement of the module, what in it has the block, and which of its blocks.
_Block = tuple[str, int, int, str]


@dataclass
class _Blocks:
    """Where the sites are that run on a backend with a name.

    Attributes:
        count: how many sites a block has in it, at whatever depth.
        first: the first one whose own statement is right in a block.
        last: the last one that a block has in it.
    """

    count: Counter[_Block] = field(default_factory=Counter)
    first: dict[_Block, tuple[NodeId, ast.stmt]] = field(default_factory=dict)
    last: dict[_Block, tuple[NodeId, ast.stmt]] = field(default_factory=dict)


def one_for_all(context: Context, site: Site, plan: Plan, pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces``, which make a sampler, under a name in front of the first site that can share it.

    V: a primitive of Aer or on a backend keeps nothing from one run to the next, unless it has a seed (0.18.2, 2.6.2).
    """
    if context.deciding:  # nothing that is decided depends on it
        return list(pieces)
    written = written_pieces(context, plan, pieces)
    names = {piece for piece in written or () if isinstance(piece, Own)}
    if written is None or len(names) != 1 or not _is_named(site) or any(context.binds(name) != 1 for name in names):
        return list(pieces)
    blocks = context.cached("blocks", lambda: _blocks(context))
    for block in reversed(list(_around(context, site))):
        if block not in blocks.first or blocks.count[block] < 2:
            continue
        around = _range(context, blocks.first[block])
        alone = not context.program.source.lines[around.start.line][: around.start.column].strip()
        if alone and around.start <= context.program.range(site.id).start:
            value = "".join(piece if isinstance(piece, str) else f"{piece.module}.{piece.name}" for piece in written)
            within = Range(around.start, _range(context, blocks.last[block]).end)
            name = New("sampler", around, within, value)
            line = (name, " = ", *written)
            if line not in plan.inserted.get(around, ()):
                plan.inserted[around] = (*plan.inserted.get(around, ()), line)
            return [name]
    return list(pieces)


def _range(context: Context, of: tuple[NodeId, ast.stmt]) -> Range:
    return context.span(of[0][0], of[1])


def _is_named(site: Site) -> bool:
    return isinstance(site.backend_node, ast.Name)


def _blocks(context: Context) -> _Blocks:
    found = _Blocks()
    for site in context.program.facts().in_order("sites").values():
        assert isinstance(site, Site)
        if not _is_named(site) or not _may_share(site):
            continue
        here = site.id, context.statement(site.id, site.node)
        for number, block in enumerate(_around(context, site)):
            found.count[block] += 1
            found.last[block] = here
            if number == 0:
                found.first.setdefault(block, here)
    return found


def _may_share(site: Site) -> bool:
    """True where the site is likely to have a sampler like others: it is read, and has no seed of its own."""
    read = any(read.method.endswith(("get_counts", "get_memory")) for read in site.reads)
    return not site.guarded and read and "seed_simulator" not in site.keywords


def _around(context: Context, site: Site) -> Iterator[_Block]:
    """The blocks around the site's statement, from the inside, up to that of its function."""
    name = site.backend_node.id if isinstance(site.backend_node, ast.Name) else ""
    inner: ast.AST = context.statement(site.id, site.node)
    lineage = context.program.lineage(site.id[0], site.node)
    if any(isinstance(parent, _SCOPES) for parent in _up_to(lineage, inner)):
        return
    for parent in lineage:
        if isinstance(parent, ast.Module):
            yield name, 0, 0, ""
        elif isinstance(parent, (ast.ClassDef, ast.Lambda)):
            return
        elif block := next((each for each in _BLOCKS if inner in getattr(parent, each, ())), ""):
            yield name, site.id[0], id(parent), block
        if isinstance(parent, _SCOPES):
            return
        inner = parent


def _up_to(lineage: Iterator[ast.AST], last: ast.AST) -> Iterator[ast.AST]:
    for each in lineage:
        if each is last:
            return
        yield each
