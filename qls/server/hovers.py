"""Hover: what happened to a legacy call, and what replaces it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from qls import sweeping
from qls.catalogue.replacements import REPLACEMENTS
from qls.environment import Environment
from qls.report import Finding
from qls.semantics.apart import ApartDocs
from qls.server.actions import sweep_of

if TYPE_CHECKING:
    from qls.server.session import Session


class Hovers:
    """Answers hovers; what an environment's packages say of themselves is read once, beside the message loop."""

    def __init__(self, server: Session) -> None:
        self._server = server
        self._docs: dict[tuple[Path, str], ApartDocs] = {}

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The innermost finding at a place; None elsewhere, so that the Python server's hover stands alone."""
        program = self._server.documents.get(params.text_document.uri)
        if program is None:
            return None
        cursor = program.range_in(params.text_document.uri, types.Range(params.position, params.position))
        findings = sorted(program.report().at(cursor), key=_size)
        if not findings:
            return None
        words = findings[0].explain() or findings[0].message
        found = sweep_of(program, findings[0])
        if found is not None:
            words += f"\n\n**{sweeping.TITLE}**, beside this: {found.shapes}"
        _, span = program.place(findings[0].range)
        name = REPLACEMENTS.get(findings[0].fixes[0].destination) if findings[0].fixes else None
        if name is not None and program.project.environment.site_packages is not None:
            loop = asyncio.get_running_loop()
            said = await loop.run_in_executor(
                self._server.thread_pool, self._replacement, name, program.project.environment
            )
            words = "\n\n".join(filter(None, (words, said)))
        client = self._server.client
        kind = types.MarkupKind.Markdown if client.markdown else types.MarkupKind.PlainText
        return types.Hover(types.MarkupContent(kind, words if client.markdown else plain_text(words)), span)

    def _replacement(self, name: str, environment: Environment) -> str:
        """How the replacement is called, and its first paragraph; empty where it is not installed."""
        assert environment.site_packages is not None
        # With the versions: an upgrade in place is another environment.
        key = (environment.site_packages, str(environment))
        docs = self._docs.setdefault(key, ApartDocs(self._server.apart, *key))
        said = docs.describe(name)
        return f"```python\n{said.signature}\n```\n\n{said.summary}".strip() if said else ""


def _size(finding: Finding) -> tuple[int, int]:
    start, end = finding.range.start, finding.range.end
    return end.line - start.line, end.column - start.column


def plain_text(markdown: str) -> str:
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
