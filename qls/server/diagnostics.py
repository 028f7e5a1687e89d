"""Findings as the client's diagnostics: pushed, or pulled by clients that announce it."""

from __future__ import annotations

from lsprotocol import types

from qls.report import Finding, Severity
from qls.server.capabilities import Client
from qls.server.documents import OpenFile, OpenProgram

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostic(program: OpenProgram, finding: Finding, client: Client) -> types.Diagnostic:
    """One finding, with what the client can show of it."""
    _, span = program.place(finding.range)
    related = [_related(program, finding, index) for index in range(len(finding.related))]
    best = finding.best or next(iter(finding.fixes), None)
    return types.Diagnostic(
        range=span,
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(finding.link) if finding.link and client.code_description else None,
        source="qls",
        tags=[types.DiagnosticTag.Deprecated] if finding.deprecated and client.deprecated_tag else None,
        related_information=related if related and client.related_information else None,
        data={"name": finding.name, "fix": best.safety.value if best else None} if client.diagnostic_data else None,
    )


def _related(program: OpenProgram, finding: Finding, index: int) -> types.DiagnosticRelatedInformation:
    related = finding.related[index]
    uri, span = program.place(related.range)
    return types.DiagnosticRelatedInformation(types.Location(uri, span), related.message)


def diagnostics(program: OpenProgram, client: Client) -> dict[str, list[types.Diagnostic]]:
    """By text document; each of the program's has an entry, so that what is gone is cleared."""
    by_uri: dict[str, list[types.Diagnostic]] = {uri: [] for uri in program.uris()}
    for finding in program.report().findings:
        uri, _ = program.place(finding.range)
        by_uri[uri].append(diagnostic(program, finding, client))
    return by_uri


def is_pushed(program: OpenProgram, client: Client) -> bool:
    """Clients pull files; the cells of a notebook, which depend on one another, are pushed to everybody."""
    return not (client.pulls_diagnostics and isinstance(program, OpenFile))


class Publisher:
    """Sends what changed since it was last sent."""

    def __init__(self) -> None:
        self._sent: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}

    def changed(self, program: OpenProgram, client: Client) -> list[types.PublishDiagnosticsParams]:
        messages = []
        for uri, found in diagnostics(program, client).items():
            version = program.version_of(uri)
            if self._sent.get(uri) != (version, found):
                self._sent[uri] = (version, found)
                messages.append(types.PublishDiagnosticsParams(uri, found, version))
        return messages

    def cleared(self, uris: list[str]) -> list[types.PublishDiagnosticsParams]:
        """Take back what was sent about documents that are closed."""
        return [types.PublishDiagnosticsParams(uri, []) for uri in uris if self._sent.pop(uri, None) is not None]


def pulled(
    program: OpenProgram | None, client: Client, previous: str | None, generation: int
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """The answer to a pull; nothing for documents that are not open, and for cells, which are pushed."""
    if program is None or is_pushed(program, client):
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    result_id = result_id_of(program, generation)
    if previous == result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result_id)
    items = diagnostics(program, client).get(program.uri, [])
    return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=result_id)


def result_id_of(program: OpenProgram, generation: int) -> str:
    """``generation`` counts changes of settings and environments, ``opened`` tells a reopened document."""
    return f"{generation}.{program.opened}.{program.version}.{program.refined}"
