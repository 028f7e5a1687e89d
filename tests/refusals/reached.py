"""Which refusals an analysis comes to, also those of fixes that give way to another one."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from packaging.version import Version

import qls
from qls.engine import Settings, analyse
from qls.environment import Environment, newest
from qls.planning.workbench import Refusal

PACKAGE = Path(qls.__file__).parent
Place = tuple[str, int]  # a file of the package, and the line where the statement begins


@cache
def places() -> dict[tuple[str, int], Place]:
    """Every ``raise Refusal(...)`` of the package, by the file and each line that it stands on."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            call = node.exc if isinstance(node, ast.Raise) else None
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Refusal":
                place = path.relative_to(PACKAGE).as_posix(), node.lineno
                found.update({(str(path), line): place for line in range(node.lineno, (node.end_lineno or 0) + 1)})
    return found


@contextmanager
def noting() -> Iterator[set[tuple[Place, str]]]:
    """The refusals that are raised inside, each with its sentence."""
    found: set[tuple[Place, str]] = set()
    before = Refusal.__init__

    def noted(self: Refusal, *arguments: object) -> None:
        Exception.__init__(self, *arguments)
        frame = sys._getframe(1)
        place = places().get((frame.f_code.co_filename, frame.f_lineno))
        if place is not None:
            found.add((place, str(self)))

    Refusal.__init__ = noted  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Refusal.__init__ = before  # type: ignore[method-assign]


def refusals(code: str, destination: str = "auto", installed: Iterable[tuple[str, str]] = ()) -> set[tuple[Place, str]]:
    """What is refused in a program: in its findings, their hovers and the edits of their fixes."""
    beside = {package: Version(version) for package, version in installed}
    environment = Environment({**newest().versions, **beside})
    with noting() as found:
        for finding in analyse(code, environment, Settings(destination=destination)).findings:
            finding.explain()
    return found
