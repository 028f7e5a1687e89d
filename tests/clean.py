"""``python -m tests.clean FOLDER [--python PYTHON]``: is what qls finds nothing in, or has fixed, importable?

"Clean" is a promise. Every import of Qiskit in a program without an error, before all fixes or after them, runs under
the newest packages; those in a ``try`` are the program's own affair, and so are packages that are not installed there:
the tests' own environment has none of the add-ons. It ends with 1 where one fails.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from qls import engine
from qls.catalogue.atlas import ROOTS
from qls.environment import newest
from qls.report import Severity
from tests.environments import NEW, python_of

_RUN = """
import importlib.util, json, sys
for line in json.load(sys.stdin):
    if importlib.util.find_spec(line.split()[1].partition(".")[0]) is None:
        continue
    try:
        exec(line, {})
    except BaseException as error:
        print(json.dumps([line, repr(error)]))
"""


def clean(text: str) -> Iterator[str]:
    """The text of a program, as it is and once it is fixed, where there is no error in it."""
    for version in dict.fromkeys((text, engine.fix(text, newest(), unsafe=True).text)):
        if not any(finding.severity is Severity.ERROR for finding in engine.analyse(version, newest()).findings):
            yield version


def imports(text: str) -> Iterator[str]:
    """One statement for each name of Qiskit's packages that a program imports, outside of every ``try``."""
    try:
        waiting: list[ast.AST] = [ast.parse(text)]
    except (SyntaxError, ValueError):
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (f"import {name.name}" for name in node.names if _is_qiskits(name.name))
        elif isinstance(node, ast.ImportFrom) and not node.level and _is_qiskits(node.module or ""):
            yield from (f"from {node.module} import {name.name}" for name in node.names)
        elif not isinstance(node, ast.Try):
            waiting += ast.iter_child_nodes(node)


def _is_qiskits(module: str) -> bool:
    return module.partition(".")[0] in ROOTS


def failing(lines: list[str], python: Path | None = None) -> dict[str, str]:
    """The lines that raise an error under the newest packages, with the error."""
    command = [str(python or python_of(NEW)), "-W", "ignore", "-c", _RUN]
    done = subprocess.run(command, input=json.dumps(lines), capture_output=True, text=True, check=True)
    return dict(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.clean", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of Python programs")
    parser.add_argument("--python", type=Path, help="one with the newest packages, in place of the tests' own")
    options = parser.parse_args()
    first: dict[str, Path] = {}
    verdicts, programs = 0, 0
    for path in sorted(options.folder.rglob("*.py")):
        text = path.read_text("utf-8", errors="replace")
        programs += 1
        for version in clean(text) if "qiskit" in text else ():
            verdicts += 1
            for line in imports(version):
                first.setdefault(line, path)
    failed = failing(sorted(first), options.python)
    for line, error in failed.items():
        print(f"{first[line]}: {line}: {error}")
    print(f"{programs} programs, {verdicts} clean verdicts, {len(first)} imports, {len(failed)} of them fail")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
