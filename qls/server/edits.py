"""Edits of a program as the client's workspace edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from qls.server.capabilities import Client
from qls.server.documents import OpenProgram
from qls.syntax.text import Range, TextEdit, apply_edits, split_lines

DocumentEdit = tuple[str, int | None, list[types.TextEdit]]  # uri, version, edits
_ANNOTATION = "qls"


def workspace_edit(
    program: OpenProgram,
    edits: Sequence[TextEdit],
    client: Client,
    annotation: types.ChangeAnnotation | None = None,
) -> types.WorkspaceEdit:
    """The edits of one program, all or nothing.

    Raises:
        ValueError: an edit reaches from one cell into another.
    """
    return one_edit(program.edits_out(edits), client, annotation)


def in_one(text: str, edits: Sequence[TextEdit]) -> tuple[TextEdit, ...]:
    """The same as one edit, from the first line that changes to the last: a preview then shows the file as one change.

    A row of it that is not ticked would otherwise leave the file half migrated.
    """
    if len(edits) < 2:
        return tuple(edits)
    first = min(edit.range.start.line for edit in edits)
    last = max(edit.range.end.line + (1 if edit.range.end.column else 0) for edit in edits)
    lines = split_lines(text)
    if last >= len(lines):  # the last line has no end of its own to stop before
        last = len(lines) - 1
        span = Range.of(first, 0, last, len(lines[last]))
    else:
        span = Range.of(first, 0, last, 0)
    before = "".join(lines[: span.start.line])
    after = apply_edits(text, edits)
    rest = "".join(lines[last:])[span.end.column :]
    return (TextEdit(span, after[len(before) : len(after) - len(rest)]),)


def one_edit(
    documents: Iterable[DocumentEdit], client: Client, annotation: types.ChangeAnnotation | None = None
) -> types.WorkspaceEdit:
    """Edits of several documents, with their versions where the client takes them.

    ``annotation`` is left out where the client shows none, so its words must also be in the action's title.
    """
    if not client.document_changes:
        return types.WorkspaceEdit(changes={uri: edits for uri, _, edits in documents})
    annotated = annotation is not None and client.change_annotations
    changes = [
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(uri, version),
            [types.AnnotatedTextEdit(_ANNOTATION, e.range, e.new_text) for e in edits] if annotated else edits,
        )
        for uri, version, edits in documents
    ]
    annotations = {_ANNOTATION: annotation} if annotated and annotation else None
    return types.WorkspaceEdit(document_changes=changes, change_annotations=annotations)
