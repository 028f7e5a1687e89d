"""Code actions: the fixes of a finding, all of one kind, all that is safe, and "ignore here"."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from qls import engine, sweeping
from qls.report import Finding, Fix, Safety
from qls.server.capabilities import (
    COPY,
    DOCUMENTATION,
    FIX_ALL,
    FIX_WORKSPACE,
    NOTEBOOK_FIX_ALL,
    QUICK_FIX,
    REWRITE,
    Client,
)
from qls.server.diagnostics import diagnostic
from qls.server.documents import Documents, OpenProgram
from qls.server.edits import workspace_edit
from qls.server.notebooks import OpenNotebook
from qls.syntax.statement import TOO_DEEP
from qls.syntax.text import Range, TextEdit

log = logging.getLogger("qls")
_IGNORE = re.compile(r"#\s*qls:\s*ignore\[(?P<codes>[^\]]*)\]")


@dataclass(frozen=True)
class _Request:
    program: OpenProgram
    client: Client
    params: types.CodeActionParams

    def wants(self, kind: str) -> bool:
        """A client that names kinds gets those and their sub-kinds, and no others."""
        only = self.params.context.only
        return not only or any(kind == o or kind.startswith(f"{_text(o)}.") or not _text(o) for o in map(_text, only))

    @property
    def uri(self) -> str:
        return self.params.text_document.uri


def code_actions(documents: Documents, client: Client, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The menu at a place, best first. Empty for a document that is not open."""
    program = documents.get(params.text_document.uri)
    if program is None:
        return []
    request = _Request(program, client, params)
    actions: list[types.CodeAction] = []
    if request.wants(QUICK_FIX):
        actions += _quick_fixes(request)
    actions += _fix_all(request)
    if request.wants(REWRITE):
        actions += _sweeps(request)
    return actions


def _sweeps(request: _Request) -> Iterator[types.CodeAction]:
    """The loop at the place as one PUB, with the fix of the finding that stands there, if there is one."""
    program = request.program
    place = program.range_in(request.uri, request.params.range)
    finding = next((each for each in program.report().at(place) if each.fixes), None)
    found = sweeping.swept(program.document.text, place) if finding is None else sweep_of(program, finding)
    if found is not None:
        action = types.CodeAction(title=f"{sweeping.TITLE} ({found.shapes})", kind=types.CodeActionKind.RefactorRewrite)
        try:
            action.edit = workspace_edit(program, found.edits, request.client)
        except ValueError:  # a notebook whose edit would reach from one cell into another
            return
        yield action


def sweep_of(program: OpenProgram, finding: Finding) -> sweeping.Swept | None:
    """The loop around a finding as one PUB, with the finding's first fix; None where it cannot be."""
    return sweeping.swept(program.document.text, finding.range, finding.fixes[0]) if finding.fixes else None


def _quick_fixes(request: _Request) -> Iterator[types.CodeAction]:
    program = request.program
    report = program.report()
    findings = report.at(program.range_in(request.uri, request.params.range))
    fixable = Counter(finding.code for finding in report.findings if finding.best)
    for finding in findings:
        yield from _fixes_of(request, finding)
    for code, finding in {finding.code: finding for finding in findings}.items():
        about = _diagnostics_of(request, finding)  # VS Code puts actions without any after all others
        if fixable[code] > 1:
            action = _fix_all_action(request, f"Fix all {code} in this {_noun(program)}", QUICK_FIX, code)
            action.diagnostics = about
            yield action
        if fixable[code] and request.client.apply_edit:
            title = f"Fix all {code} in the workspace"
            command = types.Command(title, FIX_WORKSPACE, arguments=[code])
            yield types.CodeAction(title, types.CodeActionKind.QuickFix, about, command=command)
    for finding in findings:
        yield from _help_with(request, finding)
    for finding in findings:
        if edit := _ignore_edit(program, finding):
            yield types.CodeAction(
                title=f"Ignore {finding.code} here",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=_diagnostics_of(request, finding),
                edit=workspace_edit(program, [edit], request.client),
            )


def _fixes_of(request: _Request, finding: Finding) -> Iterator[types.CodeAction]:
    for index, fix in enumerate(finding.fixes):
        action = types.CodeAction(
            title=fix.title if fix.safety is Safety.SAFE else f"{fix.title} (unsafe: {fix.changes})",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=_diagnostics_of(request, finding),
            is_preferred=True if fix is finding.best and request.client.preferred_actions else None,
        )
        if request.client.resolves_edits:
            action.data = _ticket(request.program, {"code": finding.code, "at": _key(finding.range), "fix": index})
        elif not _complete(action, request, fix):
            continue
        yield action


def _help_with(request: _Request, finding: Finding) -> Iterator[types.CodeAction]:
    """What helps with a finding that has no safe fix: its page, where the code is no link to it, and a text to copy."""
    kind, about = types.CodeActionKind.QuickFix, _diagnostics_of(request, finding)
    if finding.best is not None:
        return
    if request.client.copies:
        title = "Copy what an assistant needs to know"
        command = types.Command(title, COPY, arguments=[request.program.uri, finding.code, _key(finding.range)])
        yield types.CodeAction(title, kind, about, command=command)
    if finding.link and request.client.shows_documents and not request.client.code_description:
        title = f"Open the documentation of {finding.code}"
        command = types.Command(title, DOCUMENTATION, arguments=[finding.link])
        yield types.CodeAction(title, kind, about, command=command)


def assistant_text(program: OpenProgram, code: str, at: list[int]) -> str:
    """What somebody who helps needs to know of one finding: the code, what is wrong with it, and why it stays.

    Empty where that finding is no more.
    """
    finding = next((f for f in program.report().findings if f.code == code and _key(f.range) == at), None)
    if finding is None:
        return ""
    source = program.document.text
    return "\n\n".join(
        (
            "Bring this program for an old Qiskit to the one of today, with the same answer. "
            f"It has to run with {program.project.environment}.",
            f"Line {finding.range.start.line + 1}: {finding.message}",
            finding.explain(),
            f"The program{' (the code cells of a notebook)' if isinstance(program, OpenNotebook) else ''}:",
            f"```python\n{source.rstrip()}\n```\n",
        )
    )


def _complete(action: types.CodeAction, request: _Request, fix: Fix) -> bool:
    """Give an action its edit; a fix that turns out impossible is logged and left out of the menu."""
    try:
        action.edit = _fix_edit(request.program, fix, request.client)
    except JsonRpcInvalidParams as refusal:
        log.info("%s", refusal)
        return False
    except Exception:
        log.exception("the fix %r failed", fix.title)
        return False
    return True


def _fix_all(request: _Request) -> Iterator[types.CodeAction]:
    kinds = [FIX_ALL, NOTEBOOK_FIX_ALL] if isinstance(request.program, OpenNotebook) else [FIX_ALL]
    named = request.params.context.only
    for kind in kinds:
        asked = request.wants(kind) if named else kind == FIX_ALL
        if asked and any(finding.best for finding in due(request.program)):
            yield _fix_all_action(request, f"Migrate this {_noun(request.program)} (safe fixes)", kind, "")
            return


def _fix_all_action(request: _Request, title: str, kind: str, code: str) -> types.CodeAction:
    action = types.CodeAction(title=title, kind=kind)
    if request.client.resolves_edits:
        action.data = _ticket(request.program, {"all": code})
    else:
        action.edit = workspace_edit(request.program, fixed(request.program, code).edits, request.client)
    return action


def due(program: OpenProgram) -> tuple[Finding, ...]:
    """The findings that are fixed where no finding and no code is pointed at."""
    project = program.project
    return engine.due(program.document.text, project.environment, project.settings, program.report())


def fixed(program: OpenProgram, code: str = "") -> engine.Fixed:
    """The program with every safe fix of what is due, or every safe fix of one code."""
    settings = program.project.settings
    if code:
        settings = replace(settings, select=(code,))
    return engine.fix(program.document.text, program.project.environment, settings)


def resolve(documents: Documents, client: Client, action: types.CodeAction) -> types.CodeAction:
    """Give an action of the menu its edit.

    Raises:
        JsonRpcContentModified: the text has changed since the menu was made.
        JsonRpcInvalidParams: the action's data is not what was handed out.
    """
    data = action.data
    if action.edit is not None or not isinstance(data, dict):
        return action
    program = documents.get(str(data.get("uri")))
    if program is None:
        raise JsonRpcContentModified("the document was closed; nothing was changed")
    if _stamp(program) != [data.get("opened"), data.get("version"), data.get("cells")]:
        raise JsonRpcContentModified("the text has changed since; ask for the actions again")
    if isinstance(data.get("all"), str):
        action.edit = workspace_edit(program, fixed(program, data["all"]).edits, client)
    else:
        action.edit = _fix_edit(program, _fix_of(program, data), client)
    return action


def _fix_of(program: OpenProgram, data: dict[str, Any]) -> Fix:
    for finding in program.report().findings:
        if finding.code == data.get("code") and _key(finding.range) == data.get("at"):
            index = data.get("fix")
            if isinstance(index, int) and 0 <= index < len(finding.fixes):
                return finding.fixes[index]
    raise JsonRpcInvalidParams("no such fix; ask for the actions again")


def _fix_edit(program: OpenProgram, fix: Fix, client: Client) -> types.WorkspaceEdit:
    annotation = None
    if fix.safety is Safety.UNSAFE:
        annotation = types.ChangeAnnotation(label=fix.title, needs_confirmation=True, description=fix.changes)
    try:
        return workspace_edit(program, fix.edits, client, annotation)
    except ValueError as conflict:  # also a notebook whose edit would reach from one cell into another
        raise JsonRpcInvalidParams(f"{fix.title}: not edited, because {conflict}") from None
    except RecursionError:
        raise JsonRpcInvalidParams(f"{fix.title}: not edited, because the program is {TOO_DEEP}") from None


def _ticket(program: OpenProgram, what: dict[str, Any]) -> dict[str, Any]:
    opened, version, cells = _stamp(program)
    return {"uri": program.uri, "opened": opened, "version": version, "cells": cells, **what}


def _stamp(program: OpenProgram) -> list[Any]:
    """What changes whenever the text does."""
    return [program.opened, program.version, [program.version_of(uri) for uri in program.uris()]]


def _diagnostics_of(request: _Request, finding: Finding) -> list[types.Diagnostic]:
    """The client's own copy where it sent one, told by range and code: not all send the rest back."""
    mine = diagnostic(request.program, finding, request.client)
    sent: Sequence[types.Diagnostic] = request.params.context.diagnostics or ()
    return [next((d for d in sent if d.range == mine.range and str(d.code) == finding.code), mine)]


def _ignore_edit(program: OpenProgram, finding: Finding) -> TextEdit | None:
    """A comment at the end of the finding's first line; None where no comment can stand."""
    end, line = program.line_end(finding.range)
    if line.endswith("\\"):
        return None
    if mark := _IGNORE.search(line):
        codes = [code.strip() for code in mark["codes"].split(",") if code.strip()]
        span = Range.of(end.line, mark.start("codes"), end.line, mark.end("codes"))
        return TextEdit(span, ", ".join([*codes, finding.code]))
    return TextEdit(Range(end, end), f"  # qls: ignore[{finding.code}]")


def _key(span: Range) -> list[int]:
    return [span.start.line, span.start.column, span.end.line, span.end.column]


def _noun(program: OpenProgram) -> str:
    return "notebook" if isinstance(program, OpenNotebook) else "file"


def _text(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
