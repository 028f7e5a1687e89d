"""A workspace edit takes the shape that the client can read, and an unsafe one asks first where it can."""

from __future__ import annotations

from lsprotocol import types

from qls.server.capabilities import Client
from qls.server.documents import OpenFile
from qls.server.edits import workspace_edit
from qls.server.hovers import plain_text
from qls.server.positions import Door
from qls.server.projects import Project
from qls.syntax.text import Range, TextEdit

ANNOTATION = types.ChangeAnnotation("Run on SamplerV2", needs_confirmation=True, description="keys change")


def edit_for(client: Client) -> types.WorkspaceEdit:
    program = OpenFile("file:///x.py", 3, Project(None), "😀 = 1\n", Door("utf-16"))
    return workspace_edit(program, [TextEdit(Range.of(0, 1, 0, 2), "")], client, ANNOTATION)


def test_a_client_without_document_changes_gets_changes_by_uri() -> None:
    edit = edit_for(Client(change_annotations=True))
    assert edit.document_changes is None
    assert edit.change_annotations is None
    assert edit.changes == {"file:///x.py": [types.TextEdit(span(2, 3), "")]}


def test_a_client_with_document_changes_gets_the_version() -> None:
    [change] = edit_for(Client(document_changes=True)).document_changes or []
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 3
    assert change.edits == [types.TextEdit(span(2, 3), "")]


def test_an_annotated_edit_needs_confirmation() -> None:
    edit = edit_for(Client(document_changes=True, change_annotations=True))
    [change] = edit.document_changes or []
    assert isinstance(change, types.TextDocumentEdit)
    [annotated] = change.edits
    assert isinstance(annotated, types.AnnotatedTextEdit)
    assert edit.change_annotations == {annotated.annotation_id: ANNOTATION}


def test_markdown_is_readable_without_its_marks() -> None:
    markdown = "**QLS101** of `qiskit`\n\n```diff\n-a_b\n```\n\n*kept* [page](https://x.org)"
    assert plain_text(markdown) == "QLS101 of qiskit\n\n  -a_b\n\nkept page (https://x.org)"


def span(start: int, end: int) -> types.Range:
    return types.Range(types.Position(0, start), types.Position(0, end))
