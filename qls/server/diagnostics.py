"""Findings as the client's diagnostics: pushed, or pulled by clients that announce it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from lsprotocol import types
from pygls.protocol import default_converter

from qls.report import Finding, Severity
from qls.server.capabilities import Client
from qls.server.documents import OpenFile, OpenProgram
from qls.server.transport import Prepared
from qls.syntax.text import Range

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostic(program: OpenProgram, finding: Finding, client: Client) -> types.Diagnostic:
    """One finding, with what the client can show of it."""
    _, span = program.place(finding.range)
    related = [_related(program, each.range, each.message) for each in finding.related]
    if finding.reason and not finding.fixes:
        related.insert(0, _related(program, finding.range, f"not edited, because {finding.reason}"))
    best = finding.best or next(iter(finding.fixes), None)
    return types.Diagnostic(
        range=span,
        message=f"{program.where(finding.range)}{finding.message}",
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(finding.link) if finding.link and client.code_description else None,
        source="qls",
        tags=[types.DiagnosticTag.Deprecated] if finding.deprecated and client.deprecated_tag else None,
        related_information=related if related and client.related_information else None,
        data={"name": finding.name, "fix": best.safety.value if best else None} if client.diagnostic_data else None,
    )


def _related(program: OpenProgram, at: Range, message: str) -> types.DiagnosticRelatedInformation:
    uri, span = program.place(at)
    return types.DiagnosticRelatedInformation(types.Location(uri, span), f"{program.where(at)}{message}")


def diagnostics(program: OpenProgram, client: Client) -> dict[str, list[types.Diagnostic]]:
    """By text document; each of the program's has an entry, so that what is gone is cleared."""
    by_uri: dict[str, list[types.Diagnostic]] = {uri: [] for uri in program.uris()}
    for finding in program.report().findings:
        uri, _ = program.place(finding.range)
        by_uri[uri].append(diagnostic(program, finding, client))
    return by_uri


@dataclass(frozen=True)
class _Known:
    """What was written of a file: its findings, each with its text by its identity, and the texts in their order."""

    findings: tuple[Finding, ...]
    written: dict[int, tuple[Finding, str]]
    texts: list[str]


class Written:
    """Diagnostics as JSON. A finding that stays the same from one keystroke to the next is written once."""

    def __init__(self) -> None:
        self._converter = default_converter()  # type: ignore[no-untyped-call]  # pygls leaves it untyped
        self._known: WeakKeyDictionary[OpenProgram, _Known] = WeakKeyDictionary()

    def of(self, program: OpenProgram, client: Client) -> dict[str, list[str]]:
        """By text document, as ``diagnostics`` gives them."""
        if not isinstance(program, OpenFile):  # a cell can move without a change of the program's text
            found = diagnostics(program, client)
            return {uri: [self._json(each) for each in items] for uri, items in found.items()}
        known, findings = self._known.get(program), program.report().findings
        if known is None or known.findings is not findings:
            before = known.written if known is not None else {}
            written = {
                id(finding): before.get(id(finding)) or (finding, self._json(diagnostic(program, finding, client)))
                for finding in findings
            }
            known = self._known[program] = _Known(findings, written, [text for _, text in written.values()])
        return {program.uri: known.texts}

    def _json(self, found: types.Diagnostic) -> str:
        return json.dumps(self._converter.unstructure(found))


def is_pushed(program: OpenProgram, client: Client) -> bool:
    """Clients pull files; the cells of a notebook, which depend on one another, are pushed to everybody."""
    return not (client.pulls_diagnostics and isinstance(program, OpenFile))


class Publisher:
    """Sends what changed since it was last sent."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._sent: dict[str, tuple[int | None, list[str]]] = {}

    def changed(self, program: OpenProgram, client: Client) -> list[Prepared]:
        """The parameters of the notifications to send."""
        messages = []
        for uri, found in self._written.of(program, client).items():
            version = program.version_of(uri)
            if self._sent.get(uri) != (version, found):
                self._sent[uri] = (version, found)
                messages.append(_published(uri, found, version))
        return messages

    def cleared(self, uris: list[str]) -> list[Prepared]:
        """Take back what was sent about documents that are closed."""
        return [_published(uri, [], None) for uri in uris if self._sent.pop(uri, None) is not None]


def _published(uri: str, found: list[str], version: int | None) -> Prepared:
    count = "" if version is None else f'"version": {version}, '
    return Prepared(f'{{"uri": {json.dumps(uri)}, {count}"diagnostics": [{", ".join(found)}]}}')


def pulled(
    program: OpenProgram | None, client: Client, previous: str | None, generation: int, written: Written
) -> Prepared | types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """The answer to a pull; nothing for documents that are not open, and for cells, which are pushed."""
    if program is None or is_pushed(program, client):
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    result_id = result_id_of(program, generation)
    if previous == result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result_id)
    items = ", ".join(written.of(program, client).get(program.uri, []))
    return Prepared(f'{{"kind": "full", "resultId": {json.dumps(result_id)}, "items": [{items}]}}')


def result_id_of(program: OpenProgram, generation: int) -> str:
    """``generation`` counts changes of settings and environments, ``opened`` tells a reopened document."""
    return f"{generation}.{program.opened}.{program.version}.{program.refined}"
