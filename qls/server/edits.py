"""Edits of a program as the client's workspace edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from qls.server.capabilities import Client
from qls.server.documents import OpenProgram, difference
from qls.syntax.text import TextEdit, apply_edits, split_lines

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
    return tuple(difference(split_lines(text), split_lines(apply_edits(text, edits))))


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
