"""Marker tests: each file of ``cases/`` is a program, and all that an editor shows of it.

A file has a source, in which ``«1»`` marks places, and sections: ``diagnostics`` (line:column-line:column code
severity, from 1), ``hover N``, ``actions N`` (the titles at a place), ``result N K`` (the text after action K of
place N). With ``QLS_WRITE_CASES=1`` set, what is shown now is written into the files, to be read before it is kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from lsprotocol import types

from tests.server.editor import Editor, editor, transcript

CASES = Path(__file__).parent / "cases"
_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n?)*)", re.MULTILINE)
_FENCE = re.compile(r"^```\w*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda case: case.stem)
async def test_an_editor_shows_what_the_case_says(case: Path, tmp_path: Path) -> None:
    text = case.read_text(encoding="utf-8")
    head = text[: text.index("## ")]
    sections = {match["title"]: match["body"] for match in _SECTION.finditer(text)}
    client = re.search(r"^client: (\S+)$", head, re.MULTILINE)
    async with editor(transcript(client[1] if client else "vscode", tmp_path)) as session:
        shown = {"source": sections["source"]}
        for title in list(sections)[1:]:
            shown[title] = await show(session, tmp_path, sections["source"], title)
    if os.environ.get("QLS_WRITE_CASES"):
        case.write_text(head + "".join(f"## {k}\n{v}" for k, v in shown.items()), encoding="utf-8")
    assert shown == sections


async def show(session: Editor, folder: Path, body: str, title: str) -> str:
    """What a section says, from the server."""
    fence = _FENCE.search(body)
    assert fence is not None
    source, marks = without_marks(fence["text"], session)
    kind, *numbers = title.split()
    uri = (folder / f"{title.replace(' ', '_')}.py").as_uri()
    session.open(uri, source)
    if kind == "diagnostics":
        return "".join(f"{line_of(found)}\n" for found in await session.diagnostics(uri)) + "\n"
    place = marks[numbers[0]]
    if kind == "hover":
        hover = await session.hover(uri, *place)
        return fenced("text", hover.contents.value if hover else "nothing")
    actions = await session.actions(uri, *place)
    if kind == "actions":
        return "".join(f"{n}. {title_of(action)}\n" for n, action in enumerate(actions, 1)) + "\n"
    await session.perform(actions[int(numbers[1]) - 1])
    return fenced("python", session.texts[uri])


def without_marks(text: str, session: Editor) -> tuple[str, dict[str, tuple[int, int]]]:
    """The source, and each mark's place; the sources are ASCII, so that a column is one in every encoding."""
    marks = {}
    while match := re.search(r"«(\w+)»", text):
        head = text[: match.start()]
        marks[match[1]] = (head.count("\n"), len(head) - head.rfind("\n") - 1)
        text = head + text[match.end() :]
    return text, marks


def line_of(found: types.Diagnostic) -> str:
    start, end = found.range.start, found.range.end
    assert found.severity is not None
    place = f"{start.line + 1}:{start.character + 1}-{end.line + 1}:{end.character + 1}"
    return f"{place} {found.code} {found.severity.name.lower()}: {found.message}"


def title_of(action: types.CodeAction) -> str:
    kind = getattr(action.kind, "value", action.kind)
    return f"{action.title} ({kind}{', preferred' if action.is_preferred else ''})"


def fenced(language: str, text: str) -> str:
    text = text if text.endswith("\n") else text + "\n"
    return f"````{language}\n{text}````\n\n" if "```" in text else f"```{language}\n{text}```\n\n"
