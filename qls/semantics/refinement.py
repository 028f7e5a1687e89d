"""What local flow cannot see: which expressions to ask a type inference about, with how much of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from qls.catalogue.families import TYPES
from qls.semantics.python.values import NodeId
from qls.semantics.python.values import node_id as node_id
from qls.semantics.qiskit.facts import SiteSeen
from qls.semantics.qiskit.values import Backend
from qls.syntax.statement import Tree
from qls.syntax.statements import Source

_PATTERNS = [(re.compile(pattern), family) for pattern, family in TYPES.items()]
# Types that say nothing of what a value is.
_TELLS_NOTHING = frozenset({"builtins.NoneType", "builtins.object", "typing.Any"})


def question(seen: SiteSeen) -> NodeId | None:
    """The expression whose type would tell what the site runs on; None where that is known."""
    known = seen.form in ("sampler", "estimator") or all(
        isinstance(atom, Backend) and atom.family != "unknown" for atom in seen.backend
    )
    return None if known or seen.backend_node is None else node_id(seen.id[0], seen.backend_node)


def is_imported(seen: SiteSeen) -> bool:
    """True for ``name.run(circuit)`` of an imported name, which may as well be a module and its function."""
    return any(isinstance(a, Backend) and a.family == "unknown" and a.name and "()" not in a.name for a in seen.backend)


def family_of(names: Iterable[str]) -> str | None:
    """The family of the backends with these types; "" where some are no backend, None where nothing is known."""
    telling = sorted(set(names) - _TELLS_NOTHING)
    families = [_family(name) for name in telling]
    if not families:
        return None
    return "" if "" in families else families[0] if len(set(families)) == 1 else "other"


def _family(name: str) -> str:
    return next((family for pattern, family in _PATTERNS if pattern.fullmatch(name)), "")


def binders(source: Source) -> dict[str, list[int]]:
    """The statements that bind each name, by their index."""
    found: dict[str, list[int]] = {}
    for index, statement in enumerate(source.statements):
        for name in _names(statement.meant)[0]:
            found.setdefault(name, []).append(index)
    return found


def needed(source: Source, bind: dict[str, list[int]], index: int) -> tuple[str, int]:
    """The statement at ``index`` and those that bind what it uses, in their order.

    Returns:
        Their text, and the line in it at which the statement begins.
    """
    taken, wanted = set[int](), [index, *bind.get("*", ())]
    while wanted:
        number = wanted.pop()
        if number not in taken:
            taken.add(number)
            wanted += [n for name in _names(source.statements[number].meant)[1] for n in bind.get(name, ())]
    texts = [source.statements[number].meant.text for number in sorted(taken)]
    return "".join(texts), sum(len(source.statements[number].meant.lines) for number in taken if number < index)


_NAMES: WeakKeyDictionary[Tree, tuple[frozenset[str], frozenset[str]]] = WeakKeyDictionary()


def _names(tree: Tree) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a statement binds, in any of its scopes, and those that it reads."""
    known = _NAMES.get(tree)
    if known is None:
        binds, reads = set[str](), set[str]()
        for node in ast.walk(tree.module) if tree.module is not None else ():
            if isinstance(node, ast.Name):
                (reads if isinstance(node.ctx, ast.Load) else binds).add(node.id)
            elif isinstance(node, ast.alias):
                binds.add(node.asname or node.name.split(".")[0])
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                binds.add(node.name)
        known = _NAMES[tree] = (frozenset(binds), frozenset(reads))
    return known
