"""Hover: what happened to a legacy call, and what replaces it."""

from __future__ import annotations

import re

from lsprotocol import types

from qls.report import Finding
from qls.server.capabilities import Client
from qls.server.documents import Documents


def hover(documents: Documents, client: Client, params: types.HoverParams) -> types.Hover | None:
    """The innermost finding at a place; None elsewhere, so that the Python server's hover stands alone."""
    program = documents.get(params.text_document.uri)
    if program is None:
        return None
    cursor = program.range_in(params.text_document.uri, types.Range(params.position, params.position))
    findings = sorted(program.report().at(cursor), key=_size)
    if not findings:
        return None
    words = findings[0].explain() or findings[0].message
    kind = types.MarkupKind.Markdown if client.markdown else types.MarkupKind.PlainText
    _, span = program.place(findings[0].range)
    return types.Hover(types.MarkupContent(kind, words if client.markdown else plain(words)), span)


def _size(finding: Finding) -> tuple[int, int]:
    start, end = finding.range.start, finding.range.end
    return end.line - start.line, end.column - start.column


def plain(markdown: str) -> str:
    """Markdown as a terminal shows it best: its words, links written out, marks gone."""
    lines = []
    in_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            lines.append(f"  {line}")
        else:
            line = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1 (\2)", line)
            line = re.sub(r"^#+\s*", "", line)
            lines.append(re.sub(r"\*{1,2}(?=\S)|(?<=\S)\*{1,2}|`", "", line))
    return "\n".join(lines).strip()
