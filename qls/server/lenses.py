"""Code lens: how much legacy Qiskit a file has, and one click that migrates it."""

from __future__ import annotations

from lsprotocol import types

from qls.own import PREFIX
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
    count = f"{len(findings)} legacy Qiskit {'call' if len(findings) == 1 else 'calls'}"
    if not due(program):
        return [types.CodeLens(top, types.Command(f"{count} — nothing that has to change", ""))]
    if not any(finding.best for finding in due(program)):
        return [types.CodeLens(top, types.Command(f"{count} — each needs your decision", ""))]
    command = types.Command(f"{count} — migrate this {noun}", FIX_FILE, arguments=[program.uri])
    return [types.CodeLens(top, command)]
