"""The part of the JupyterLab extension that runs in Jupyter's server: ``POST /qls/proposal``.

A request has the notebook's path, its code cells and the fixes that are ticked; the answer says what is found and what
the cells become. Nothing is run and nothing is written: the editor changes the cells.
"""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from qls import environment
from qls.disk import Odd
from qls.jupyter.proposal import Accepted, Json, Proposal
from qls.settings import Options, nearest_pyproject, read_pyproject

ROUTE = "qls/proposal"


class WebApp(Protocol):
    """As much of tornado's application as is used here."""

    settings: dict[str, object]

    def add_handlers(self, host_pattern: str, host_handlers: list[tuple[str, type]]) -> None: ...


class ServerApp(Protocol):
    """As much of ``jupyter_server.serverapp.ServerApp`` as is used here."""

    web_app: WebApp
    root_dir: str


def extension_points() -> list[dict[str, str]]:
    """How Jupyter's server finds what to load."""
    return [{"module": "qls.jupyter.serving"}]


_jupyter_server_extension_points = extension_points


def load(app: ServerApp) -> None:
    """Answer the extension's requests, of those who may use the server."""
    base = str(app.web_app.settings.get("base_url", "/"))
    app.web_app.add_handlers(".*$", [(f"{base.rstrip('/')}/{ROUTE}", _handler(Path(app.root_dir)))])


_load_jupyter_server_extension = load


def answer(request: object, root: Path) -> Json:
    """
    Raises:
        ValueError: it is no such request; the message says why.
    """
    if not isinstance(request, dict):
        raise ValueError("an object is wanted")
    cells, accepted = request.get("cells"), request.get("accepted")
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise ValueError("`cells` is a list of texts")
    file = _file(request.get("path"), root)
    options = _options(file)
    found = environment.find(options.python, file.parent)
    proposal = Proposal(cells, found, options.settings_of(file))
    said: Json = {"environment": str(found), "findings": proposal.findings()}
    return {**said, **proposal.migrated(_accepted(accepted))} if isinstance(accepted, list) else said


def _accepted(told: list[object]) -> list[Accepted]:
    pairs = [each for each in told if isinstance(each, list) and [type(part) for part in each] == [int, int]]
    return [Accepted(*pair) for pair in pairs]


def _file(path: object, root: Path) -> Path:
    """Where a notebook lies, for its settings; one that is not in the server's folder has those of the folder."""
    root = root.resolve()
    file = Path(os.path.realpath(root / path)) if isinstance(path, str) and "\0" not in path else root
    return file if file.is_relative_to(root) and file != root else root / "notebook.ipynb"


def _options(file: Path) -> Options:
    try:
        pyproject = nearest_pyproject(file.parent)
        return read_pyproject(pyproject)[0] if pyproject else Options()
    except Odd:
        return Options()


_Answer = Awaitable[None] | None


def _handler(root: Path) -> type:
    """The class that answers; made here, so that qls runs where Jupyter's server is not."""
    from jupyter_server.base.handlers import APIHandler
    from tornado import web

    authenticated: Callable[[Callable[..., _Answer]], Callable[..., _Answer]] = web.authenticated

    class Handler(APIHandler):  # type: ignore[misc]  # its base has no types where Jupyter's server is not installed
        @authenticated
        def post(self) -> None:
            try:
                self.finish(json.dumps(answer(json.loads(self.request.body), root)))
            except (ValueError, RecursionError) as error:
                self.set_status(400)
                self.finish(json.dumps({"message": str(error)}))

    return Handler
