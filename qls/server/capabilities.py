"""What a client can do, read from its ``initialize``, and what is answered.

Plain dictionaries: needed before the protocol library is there, which takes most of a second to import.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from qls import __version__

FIX_FILE = "qls.fixFile"
FIX_WORKSPACE = "qls.fixWorkspace"
DEBUG_INFORMATION = "qls.debugInformation"
DOCUMENTATION = "qls.openDocumentation"
ASSISTANT_TEXT = "qls.assistantText"
VERSIONS = "qls.versions"
# Those three are answered but not announced: VS Code registers each command that a server announces, and the extension
# has its own for the first two, and asks for the third by itself.
ANNOUNCED_COMMANDS = (FIX_FILE, FIX_WORKSPACE, DOCUMENTATION)
_LOG_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
# What a client has that can put a text on the clipboard, named in its initialization options as `copies: true`.
COPY = "qls.copyForAssistant"

QUICK_FIX = "quickfix"
REWRITE = "refactor.rewrite"
FIX_ALL = "source.fixAll.qls"
NOTEBOOK_FIX_ALL = "notebook.source.fixAll.qls"

_ENCODINGS = ("utf-8", "utf-16", "utf-32")
_INCREMENTAL = 2
_DEPRECATED_TAG = 2


@dataclass(frozen=True)
class Client:
    """What the connected client announced; all that it did not announce is False."""

    encoding: str = "utf-16"
    resolves_edits: bool = False  # code actions may come without their edit
    preferred_actions: bool = False
    action_data: bool = False
    document_changes: bool = False
    change_annotations: bool = False
    apply_edit: bool = False
    related_information: bool = False
    deprecated_tag: bool = False
    code_description: bool = False
    diagnostic_data: bool = False
    pulls_diagnostics: bool = False
    refreshes_diagnostics: bool = False
    refreshes_lenses: bool = False
    notebooks: bool = False
    configuration: bool = False
    watches_files: bool = False
    markdown: bool = False
    progress: bool = False
    shows_documents: bool = False
    copies: bool = False  # it has the command COPY
    previews: bool = False  # it shows the edit of a workspace before it is made, each change with a tick
    log_level: int = logging.INFO  # from which on the server's messages are sent to it

    @classmethod
    def of(cls, params: object) -> Client:
        """From the parameters of ``initialize``. Never raises: what is malformed counts as not announced."""
        announced = params.get("capabilities") if isinstance(params, dict) else None
        options = params.get("initializationOptions") if isinstance(params, dict) else None

        def get(*path: str) -> object:
            value: object = announced
            for key in path:
                value = value.get(key) if isinstance(value, dict) else None
            return value

        def listed(*path: str) -> list[object]:
            value = get(*path)
            return value if isinstance(value, list) else []

        pulls = isinstance(get("textDocument", "diagnostic"), dict)
        diagnostics = ("textDocument", "diagnostic" if pulls else "publishDiagnostics")
        resolves = "edit" in listed("textDocument", "codeAction", "resolveSupport", "properties")
        data = get("textDocument", "codeAction", "dataSupport") is True
        hover = listed("textDocument", "hover", "contentFormat")
        return cls(
            encoding=next((e for e in listed("general", "positionEncodings") if e in _ENCODINGS), _usual(params)),
            resolves_edits=resolves and data,
            preferred_actions=get("textDocument", "codeAction", "isPreferredSupport") is True,
            action_data=data,
            document_changes=get("workspace", "workspaceEdit", "documentChanges") is True,
            change_annotations=isinstance(get("workspace", "workspaceEdit", "changeAnnotationSupport"), dict),
            apply_edit=get("workspace", "applyEdit") is True,
            related_information=get(*diagnostics, "relatedInformation") is True,
            deprecated_tag=_DEPRECATED_TAG in listed(*diagnostics, "tagSupport", "valueSet"),
            code_description=get(*diagnostics, "codeDescriptionSupport") is True,
            diagnostic_data=get(*diagnostics, "dataSupport") is True,
            pulls_diagnostics=pulls,
            refreshes_diagnostics=get("workspace", "diagnostics", "refreshSupport") is True,
            refreshes_lenses=get("workspace", "codeLens", "refreshSupport") is True,
            notebooks=isinstance(get("notebookDocument"), dict),
            configuration=get("workspace", "configuration") is True,
            watches_files=get("workspace", "didChangeWatchedFiles", "dynamicRegistration") is True,
            markdown=bool(hover) and hover[0] == "markdown",
            progress=get("window", "workDoneProgress") is True,
            shows_documents=get("window", "showDocument", "support") is True,
            copies=isinstance(options, dict) and options.get("copies") is True,
            previews=isinstance(options, dict) and options.get("previews") is True,
            log_level=_LOG_LEVELS.get(str(options.get("logLevel")), logging.INFO)
            if isinstance(options, dict)
            else logging.INFO,
        )


def _usual(params: object) -> str:
    """How a client counts that names no encoding: as the protocol says, but for lsp-mode, which counts characters.

    Source: its ``lsp--cur-position`` and its issue 2080; from 2026 on it names encodings.
    """
    about = params.get("clientInfo") if isinstance(params, dict) else None
    return "utf-32" if isinstance(about, dict) and about.get("name") == "emacs" else "utf-16"


def answer(params: object) -> dict[str, object]:
    """The result of ``initialize`` for its parameters."""
    client = Client.of(params)
    capabilities: dict[str, object] = {
        "positionEncoding": client.encoding,
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": {"includeText": False}},
        "hoverProvider": True,
        "codeActionProvider": {
            "codeActionKinds": [QUICK_FIX, FIX_ALL, NOTEBOOK_FIX_ALL, REWRITE],
            "resolveProvider": client.resolves_edits,
        },
        "codeLensProvider": {"resolveProvider": False},
        "executeCommandProvider": {"commands": list(ANNOUNCED_COMMANDS)},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
    if client.notebooks:
        selector = {"notebook": "*", "cells": [{"language": "python"}]}
        capabilities["notebookDocumentSync"] = {"notebookSelector": [selector], "save": True}
    if client.pulls_diagnostics:
        capabilities["diagnosticProvider"] = {
            "identifier": "qls",
            "interFileDependencies": False,
            "workspaceDiagnostics": True,
        }
    return {"capabilities": capabilities, "serverInfo": {"name": "qls", "version": __version__}}
