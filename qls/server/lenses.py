"""Code lens: how much legacy Qiskit a file has, and one click that migrates it."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from qls.own import PREFIX
from qls.report import Finding
from qls.server.actions import due
from qls.server.capabilities import FIX_FILE
from qls.server.documents import Documents
from qls.server.notebooks import OpenNotebook


def lenses(documents: Documents, params: types.CodeLensParams) -> list[types.CodeLens]:
    """One lens at the top of a file, or of a notebook's first cell with a finding; none without findings."""
    program = documents.get(params.text_document.uri)
    found = program.report().findings if program else ()
    findings = [finding for finding in found if not finding.code.startswith(PREFIX)]
    if program is None or not findings:
        return []
    top = types.Range(types.Position(0, 0), types.Position(0, 0))
    noun = "file"
    if isinstance(program, OpenNotebook):
        noun = "notebook"
        if program.place(findings[0].range)[0] != params.text_document.uri:
            return []
    asked = [finding for finding in due(program) if not finding.code.startswith(PREFIX)]
    title = _title(findings, asked, noun)
    if not any(finding.best for finding in asked):
        return [types.CodeLens(top, types.Command(title, ""))]
    return [types.CodeLens(top, types.Command(title, FIX_FILE, arguments=[program.uri]))]


def _title(findings: Sequence[Finding], asked: Sequence[Finding], noun: str) -> str:
    """How many are migrated with the same answer, how many with a change that is confirmed, how many by hand."""
    count = f"{len(findings)} legacy Qiskit {'call' if len(findings) == 1 else 'calls'}"
    if not asked:
        return f"{count}: nothing that has to change"
    safe = sum(finding.best is not None for finding in asked)
    changing = sum(finding.best is None and bool(finding.fixes) for finding in asked)
    rest = (
        (changing, "with a change that you confirm"),
        (len(asked) - safe - changing, "only explained"),
        (len(findings) - len(asked), "working as it is"),
    )
    said = ", ".join(how if number == len(findings) else f"{number} {how}" for number, how in rest if number)
    if not safe:
        return f"{count}: {said}"
    if not said:
        return f"{count}: migrate this {noun} safely"
    return f"Migrate this {noun}: {safe} of {count} safely, {said}"
