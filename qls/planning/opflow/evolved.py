"""What is read of an evolved state, which was a state of opflow, and is a circuit."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from qls.planning.workbench import Context, Refusal

_STATE = "evolved_state"
_OF_CIRCUITS = {"decompose", "draw", "depth", "count_ops", "num_qubits"}


def refuse_reads(context: Context) -> None:
    """
    Raises:
        Refusal: something is asked of an evolved state that a circuit does not have.
    """
    trees: list[ast.AST] = [each.meant.module for each in context.having(_STATE) if each.meant.module is not None]
    names = set(_names(trees))
    for name in names:
        trees += [context.module[place][1] for place in context.module.places(name)]
    for part in _attributes(trees):
        known = getattr(part.value, "attr", "") == _STATE or getattr(part.value, "id", "") in names
        if known and part.attr not in _OF_CIRCUITS:
            raise Refusal("an evolved state is asked for what a circuit may not have")


def _names(trees: Iterable[ast.AST]) -> Iterator[str]:
    """The names that evolved states are given."""
    for tree in trees:
        for part in ast.walk(tree):
            if isinstance(part, ast.Assign) and getattr(part.value, "attr", "") == _STATE:
                yield from (target.id for target in part.targets if isinstance(target, ast.Name))


def _attributes(trees: Iterable[ast.AST]) -> Iterator[ast.Attribute]:
    for tree in trees:
        yield from (part for part in ast.walk(tree) if isinstance(part, ast.Attribute))
