"""``qls mcp``: check, explain, fix and verify as tools of the Model Context Protocol, over standard input and output.

The SDK comes with the extra ``mcp``. What a tool answers is JSON, or text where people read the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from qls import __version__, engine, environment
from qls.choice import Settings
from qls.cli import pages
from qls.cli.found import Task
from qls.cli.work import check_file
from qls.verifying.running import Limits

_INSTRUCTIONS = (
    "qls finds legacy Qiskit in Python programs and migrates them to today's API. `fix` makes what is proven to keep "
    "the answer; what it leaves has a reason, which says what a person or a model must decide. `verify` runs two "
    "programs and says whether their answers agree: use it on every migration that you write yourself."
)


class _Server(Protocol):
    """What is used of the SDK."""

    def tool(self) -> Callable[[Callable[..., str]], Callable[..., str]]: ...

    def run(self, transport: str) -> None: ...


class NoSDK(Exception):
    """The SDK is not installed; the message is one line."""


def check(code: str, python: str = "") -> str:
    """The legacy Qiskit in a program: a JSON list of findings with line, message, best fix, and the reason where none.

    Args:
        code: the text of the program.
        python: an interpreter or environment whose packages count; empty for the newest.
    """
    task = Task("program.py", environment.find(python) if python else environment.newest(), _SETTINGS, code.encode())
    outcome = check_file(task)
    found = [each.as_json() for each in outcome.found]
    return json.dumps({"findings": found, "problems": list(outcome.problems)}, indent=1)


def explain(code: str) -> str:
    """The page of a migration, by its code (QLS101) or name: what is legacy, what replaces it, what changes.

    Args:
        code: of a finding.
    """
    try:
        return pages.page(code)
    except LookupError as error:
        return str(error.args[0])


def fix(code: str, unsafe: bool = False, python: str = "") -> str:  # what a client sends
    """The migrated program, and what is left: JSON with text, fixed, and left, each with its reason.

    Args:
        code: the text of the program.
        unsafe: also fixes that change the answer in the way they say.
        python: an interpreter or environment whose packages count; empty for the newest.
    """
    where = environment.find(python) if python else environment.newest()
    fixed = engine.fix(code, where, _SETTINGS, unsafe=unsafe)
    left = [
        {"code": each.code, "line": each.range.start.line + 1, "message": each.message, "reason": each.reason}
        for each in fixed.report.findings
    ]
    gone = [each.code for each in fixed.gone]
    return json.dumps({"text": fixed.text, "fixed": gone, "left": left, "problem": fixed.report.syntax_error}, indent=1)


def verify(before: str, after: str, python_before: str = "", python_after: str = "") -> str:
    """Run two program files and say whether their answers agree: JSON with verdict, reason, sites, what was compared.

    It executes both, within limits and without a network where the system can do that. Environments are built, once,
    where no interpreters are named.

    Args:
        before: the path of the legacy program.
        after: the path of the migrated program.
        python_before: an interpreter for the legacy program.
        python_after: an interpreter for the migrated program.
    """
    from qls.cli.verify import Sides, Verifier

    with Verifier(Sides(python_before, python_after), Limits()) as verifier:
        return json.dumps(verifier.two(Path(before), Path(after)).as_json(), indent=1)


_SETTINGS = Settings()


def serve() -> None:
    """Answer until the client has gone.

    Raises:
        NoSDK: the SDK is not installed.
    """
    try:
        make = import_module("mcp.server.mcpserver").MCPServer
    except ImportError:
        try:
            make = import_module("mcp.server.fastmcp").FastMCP  # the SDK before 2.0
        except ImportError:
            raise NoSDK("`qls mcp` needs its SDK: python -m pip install 'qls[mcp]'") from None
    server = cast(_Server, make("qls", instructions=f"{_INSTRUCTIONS} (qls {__version__})"))
    for each in (check, explain, fix, verify):
        server.tool()(each)
    server.run("stdio")
