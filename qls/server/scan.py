"""``workspace/diagnostic``: the findings of all files, in parts, with progress, until it is cancelled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from qls.server.diagnostics import diagnostics, is_pushed, result_id_of
from qls.server.documents import OpenProgram
from qls.server.workspace import DiskDiagnostics, DiskFile, disk_files

if TYPE_CHECKING:
    from qls.server.session import Session

_OPEN = "open"  # the result id of a notebook whose cells are open
_Report = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport


class WorkspaceDiagnostics:
    """Reads files beside the message loop, and remembers what it found in those that stay the same."""

    def __init__(self, server: Session) -> None:
        self._server = server
        self._disk = DiskDiagnostics(server.odd_paths)

    async def answer(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        """All reports.

        A client that takes them in parts asks again at once when it has the answer: it waits for news.
        """
        previous = {entry.uri: entry.value for entry in params.previous_result_ids}
        while True:
            self._server.changed.clear()
            reports, news = await self._scan(params, previous)
            if news or params.partial_result_token is None or not previous:
                return types.WorkspaceDiagnosticReport([] if params.partial_result_token is not None else reports)
            await self._server.changed.wait()

    async def _scan(
        self, params: types.WorkspaceDiagnosticParams, previous: dict[str, str]
    ) -> tuple[list[_Report], bool]:
        server = self._server
        loop = asyncio.get_running_loop()
        progress = server.work_done_progress if params.work_done_token is not None else None
        if progress and params.work_done_token is not None:
            progress.begin(params.work_done_token, types.WorkDoneProgressBegin("Looking for legacy Qiskit"))
        reports: list[_Report] = []
        news = False
        try:
            files = await loop.run_in_executor(
                server.thread_pool, lambda: list(disk_files(server.projects, server.odd_paths))
            )
            gone = previous.keys() - {file.uri for file in files} - {p.uri for p in server.documents.all()}
            found = [types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=[]) for uri in sorted(gone)]
            for report in found:
                news |= self._emit(params, report, reports)
            for file in files:
                report_ = await self._report(file, previous.get(file.uri))
                if report_ is not None:
                    news |= self._emit(params, report_, reports)
        finally:
            if progress and params.work_done_token is not None:
                progress.end(params.work_done_token, types.WorkDoneProgressEnd())
        return reports, news

    async def _report(self, file: DiskFile, previous: str | None) -> _Report | None:
        server = self._server
        program = server.documents.get(file.uri)
        project = server.projects.of(file.uri)
        if program is not None:
            return (
                self._handed_over(file, previous)
                if is_pushed(program, server.client)
                else self._open_report(program, previous)
            )
        result_id = f"{server.generation}.{file.stamp}"
        if result_id == previous:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(uri=file.uri, result_id=result_id)
        items = await asyncio.get_running_loop().run_in_executor(
            server.thread_pool, self._disk.of, file, result_id, project, server.client, server.door
        )
        if not items and previous is None:
            return None
        return types.WorkspaceFullDocumentDiagnosticReport(uri=file.uri, items=items, result_id=result_id)

    def _handed_over(self, file: DiskFile, previous: str | None) -> _Report | None:
        """A notebook that was opened has its findings in its cells: what was said of its file is taken back."""
        if previous in (None, _OPEN):
            return None
        return types.WorkspaceFullDocumentDiagnosticReport(uri=file.uri, items=[], result_id=_OPEN)

    def _open_report(self, program: OpenProgram, previous: str | None) -> _Report:
        server = self._server
        result_id = result_id_of(program, server.generation)
        version = program.version
        if result_id == previous:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(program.uri, result_id, version)
        items = diagnostics(program, server.client).get(program.uri, [])
        return types.WorkspaceFullDocumentDiagnosticReport(program.uri, items, version, result_id=result_id)

    def _emit(self, params: types.WorkspaceDiagnosticParams, report: _Report, reports: list[_Report]) -> bool:
        """Send or keep one report; True where it says something new."""
        if params.partial_result_token is not None:
            part = types.WorkspaceDiagnosticReportPartialResult([report])
            self._server.progress(types.ProgressParams(params.partial_result_token, part))
        reports.append(report)
        return isinstance(report, types.WorkspaceFullDocumentDiagnosticReport)
