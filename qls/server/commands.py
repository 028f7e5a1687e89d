"""What ``workspace/executeCommand`` does: migrate a file or the workspace, say what is needed to help."""

from __future__ import annotations

import asyncio
import platform
import sys
import uuid
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from qls import __version__
from qls.server.actions import assistant_text, fixed
from qls.server.documents import OpenFile
from qls.server.edits import DocumentEdit, in_one, one_edit
from qls.server.workspace import DiskFile, disk_files, disk_fix

if TYPE_CHECKING:
    from qls.server.session import Session

Done = dict[str, bool | int]  # whether something was applied; how many findings went, are left, files changed
_Written = tuple[DiskFile, list[types.TextEdit], int]  # a file that is not open, what changes, the findings that go


class Commands:
    """Each answers with a small object that says what was done."""

    def __init__(self, server: Session) -> None:
        self._server = server

    async def fix_file(self, *arguments: object) -> Done:
        """Arguments: the uri of a file, notebook or cell; optionally a code, to fix only its findings."""
        uri, code = (*arguments, "", "")[:2]
        program = self._server.documents.get(uri) if isinstance(uri, str) else None
        if program is None:
            return self._nothing("that file is not open here")
        result = fixed(program, code if isinstance(code, str) else "")
        if not result.edits:
            return self._nothing("nothing here can be migrated safely", left=len(result.report.findings))
        try:
            edits = list(program.edits_out(result.edits))
        except ValueError as refusal:
            return self._nothing(f"not edited, because {refusal}", left=len(result.report.findings))
        applied = await self._apply("Migrate to the V2 primitives", edits)
        return {"applied": applied, "fixed": result.applied, "left": len(result.report.findings)}

    async def fix_workspace(self, *arguments: object) -> Done:
        """Every safe fix in every open program and every Python file and notebook of the folders, as one edit.

        Arguments: optionally a code, to fix only its findings.
        """
        code = arguments[0] if arguments and isinstance(arguments[0], str) else ""
        progress = _Progress(self._server)
        await progress.begin("Migrating the workspace")
        try:
            written, left = await self._of_files(code, progress)
        except CancelledError:
            return self._nothing("cancelled; nothing was changed")
        finally:
            progress.end()
        # Nothing waits from here on: what is open, or was saved meanwhile, is taken as it is now.
        documents = self._server.documents
        same = [each for each in written if documents.get(each[0].uri) is None and each[0].is_as_it_was()]
        edits: list[DocumentEdit] = [(file.uri, None, changes) for file, changes, _ in same]
        of_open, done, rest = self._of_open_programs(code)
        edits += of_open
        done += sum(removed for _, _, removed in same)
        left += rest
        if not edits:
            return self._nothing("nothing in the workspace can be migrated safely", left=left)
        applied = await self._apply("Migrate the workspace to the V2 primitives", edits)
        return {"applied": applied, "fixed": done, "left": left, "files": len(edits)}

    async def _of_files(self, code: str, progress: _Progress) -> tuple[list[_Written], int]:
        """What changes in the files that are not open, and how many findings are left there."""
        written: list[_Written] = []
        left = 0
        loop, fix = asyncio.get_running_loop(), partial(disk_fix, whole=self._server.client.previews)
        files = await loop.run_in_executor(self._server.thread_pool, self._files)
        for number, file in enumerate(files):
            progress.report(number, len(files))
            if self._server.documents.get(file.uri) is not None:
                continue
            project = self._server.projects.of(file.uri)
            changes, removed, rest = await loop.run_in_executor(
                self._server.thread_pool, partial(fix, file, project, self._server.door, code, self._server.odd_paths)
            )
            if changes:
                written.append((file, changes, removed))
            left += rest
        return written, left

    def _files(self) -> list[DiskFile]:
        return list(disk_files(self._server.projects, self._server.odd_paths, links=False))

    def _of_open_programs(self, code: str) -> tuple[list[DocumentEdit], int, int]:
        """What changes in the programs that are open, how many findings go with that, how many are left."""
        edits: list[DocumentEdit] = []
        done = left = 0
        for program in self._server.documents.all():
            result = fixed(program, code) if program.project.enabled else None
            if result and result.edits:
                with suppress(ValueError):  # a notebook whose edit would reach from one cell into another
                    whole = self._server.client.previews and isinstance(program, OpenFile)  # cells are documents
                    changes = in_one(program.document.text, result.edits) if whole else result.edits
                    edits += list(program.edits_out(changes))
                    done += result.applied
            left += len(result.report.findings) if result else 0
        return edits, done, left

    async def open_documentation(self, *arguments: object) -> bool:
        """Argument: the address of a page, shown by the client; only such as qls names itself."""
        link = arguments[0] if arguments and isinstance(arguments[0], str) else ""
        if not link.startswith("https://"):
            return False
        shown = await self._server.window_show_document_async(types.ShowDocumentParams(link, external=True))
        return shown.success

    async def assistant_text(self, *arguments: object) -> str:
        """Arguments: the uri of a program, a code, a place; empty where no such finding is there any more."""
        uri, code, at = (*arguments, "", "", None)[:3]
        program = self._server.documents.get(uri) if isinstance(uri, str) else None
        if program is None or not isinstance(code, str) or not isinstance(at, list | tuple):
            return ""
        return assistant_text(program, code, [number for number in at if isinstance(number, int)])

    async def versions(self, *arguments: object) -> str:
        """Argument: the uri of a document; which installed versions count for it."""
        uri = arguments[0] if arguments and isinstance(arguments[0], str) else ""
        return str(self._server.projects.of(uri).environment)

    async def debug_information(self, *_: object) -> str:
        """Markdown for a bug report: versions, encoding, folders, environments; no content of files."""
        server = self._server
        lines = [
            f"qls {__version__}, Python {platform.python_version()} on {sys.platform}",
            f"positions in {server.client.encoding}, diagnostics "
            + ("pulled" if server.client.pulls_diagnostics else "pushed"),
            f"{len(server.documents.all())} open programs",
        ]
        for uri in server.projects.folders:
            project = server.projects.of(f"{uri.rstrip('/')}/x.py")
            lines.append(f"{project.folder}: {project.environment}; {project.settings}; enabled: {project.enabled}")
        return "\n".join(f"- {line}" for line in lines)

    async def _apply(self, label: str, edits: list[DocumentEdit]) -> bool:
        server = self._server
        if not server.client.apply_edit:
            self._say("this editor applies no edits of a server; `qls fix` does the same on the command line")
            return False
        edit = one_edit(edits, server.client)
        result = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
        if not result.applied:
            self._say(f"the editor did not apply the edit: {result.failure_reason or 'no reason given'}")
        return result.applied

    def _nothing(self, reason: str, left: int = 0) -> Done:
        self._say(reason)
        return {"applied": False, "fixed": 0, "left": left}

    def _say(self, message: str) -> None:
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"qls: {message}"))


class _Progress:
    """A progress bar that can be cancelled, where the client has such a thing.

    ``report`` raises CancelledError once the user has cancelled.
    """

    def __init__(self, server: Session) -> None:
        self._bar = server.work_done_progress
        self._token = str(uuid.uuid4()) if server.client.progress else None

    async def begin(self, title: str) -> None:
        if self._token:
            await self._bar.create_async(self._token)
            self._bar.begin(self._token, types.WorkDoneProgressBegin(title, cancellable=True, percentage=0))

    def report(self, done: int, total: int) -> None:
        if self._token and self._bar.tokens[self._token].cancelled():
            raise CancelledError
        if self._token and done % 20 == 0:
            percentage = 100 * done // max(1, total)
            self._bar.report(self._token, types.WorkDoneProgressReport(percentage=percentage))

    def end(self) -> None:
        if self._token:
            self._bar.end(self._token, types.WorkDoneProgressEnd())
