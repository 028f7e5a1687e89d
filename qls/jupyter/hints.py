"""A hint under an error that a legacy name caused."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from qls.engine import analyse
from qls.files import decode
from qls.jupyter.program import RAN, cells, kernel, notebook_of
from qls.jupyter.shell import Result, Shell, line_of
from qls.report import Finding, Severity

_ERRORS = (ImportError, AttributeError, TypeError, NameError)
_NAMED = re.compile(r"`([\w.]+)")


class Hints:
    """Looks at a cell that ended with an error, together with those before it."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def __call__(self, result: Result) -> None:
        """Says under the error what is legacy in the line that it came from; nothing where nothing is. Never raises."""
        error = result.error_in_exec
        absent = isinstance(error, ModuleNotFoundError) and error.name == "qiskit"  # it is not installed at all
        if absent or not isinstance(error, _ERRORS):
            return
        try:
            said = self._said(error, result.info.raw_cell)
        except Exception:  # a hint is no reason for another error
            return
        for each in dict.fromkeys(said):
            print(f"qls: {each}", file=sys.stderr)
        if said:
            print("qls: `%qls fix` migrates this notebook, `%qls check` says what it would do.", file=sys.stderr)

    def _said(self, error: BaseException, cell: str) -> list[str]:
        ran = cells(self._shell)
        if not ran or ran[-1] != cell:
            ran.append(cell)
        program = decode(notebook_of(ran), RAN)
        found = [f for f in analyse(program.source, kernel()).findings if f.severity is Severity.ERROR]
        here = [
            (f, span.start.line, span.end.line) for f in found for n, span in [program.locate(f.range)] if n == len(ran)
        ]
        line = line_of(error, cell)
        on_line = [f for f, first, last in here if line is not None and first <= line <= last]
        return [finding.message for finding in on_line or _named([f for f, _, _ in here], str(error))]


def _named(findings: list[Finding], words: str) -> Iterator[Finding]:
    """The findings whose name the error has in its words."""
    for finding in findings:
        name = _NAMED.search(finding.message)
        if name and re.search(rf"\b{re.escape(name[1].rpartition('.')[2])}\b", words):
            yield finding
