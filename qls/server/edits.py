"""Edits of a program as the client's workspace edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from qls.server.capabilities import Client
from qls.server.documents import OpenProgram
from qls.syntax.text import TextEdit

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
