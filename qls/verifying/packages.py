"""What a program imports beside Qiskit: the packages of that, in so far as they are known."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from qls.catalogue.beside import BESIDE

_MOST_FILES = 200  # of a program's own that are looked through
_DIST_INFO = re.compile(r"(?P<name>.+?)-[^-]+\.(?:dist|egg)-info$")


def packages(text: str, folder: Path) -> tuple[str, ...]:
    """The packages that a program in ``folder`` imports, itself or through files that stand there."""
    waiting, seen, found = [text], set[str](), set[str]()
    while waiting and len(seen) < _MOST_FILES:
        for module in sorted(set(_roots(waiting.pop())) - seen):
            seen.add(module)
            own = [path for path in (folder / f"{module}.py", folder / module) if path.exists()]
            if not own:
                found |= {BESIDE[module]} if module in BESIDE else set()
            for path in own:
                files = [path] if path.is_file() else sorted(path.rglob("*.py"))[:_MOST_FILES]
                waiting += [text for file in files if (text := _text(file))]
    return tuple(sorted(found))


def missing(wanted: tuple[str, ...], site_packages: Path) -> tuple[str, ...]:
    """Those that are not installed there."""
    names = {_name(match["name"]) for each in site_packages.iterdir() if (match := _DIST_INFO.match(each.name))}
    return tuple(each for each in wanted if _name(each) not in names)


def _name(package: str) -> str:
    """A package's name as names are compared."""
    return re.sub(r"[-_.]+", "-", package).lower()


def _roots(text: str) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.stat().st_size < 1 << 20 else ""
    except (OSError, ValueError):
        return ""
