"""``qls mcp``, asked by the official SDK's own client over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qls.cli import mcp
from tests.cli.running import LEGACY, qls
from tests.environments import NEW, OLD, REPOSITORY, python_of

# A client of either generation of the SDK would do; this one is of 2.x.
CLIENT = """\
import asyncio, json, sys
from mcp import Client, StdioServerParameters, stdio_client

async def main():
    calls = json.loads(sys.stdin.read())
    path = {"PYTHONPATH": sys.argv[1]}
    server = stdio_client(StdioServerParameters(command=sys.executable, args=["-m", "qls", "mcp"], env=path))
    async with Client(server) as client:
        tools = await client.list_tools()
        answers = [(await client.call_tool(name, arguments)).content[0].text for name, arguments in calls]
        print(json.dumps([[tool.name for tool in tools.tools], answers]))

asyncio.run(main())
"""


def test_an_agent_checks_fixes_and_verifies() -> None:
    Path("old.py").write_text(LEGACY)
    migrated = qls("fix", "-", stdin=LEGACY.encode()).stdout
    Path("new.py").write_text(migrated.replace("shots=10", "shots=11"))
    pythons = {}
    if (REPOSITORY / ".environments").is_dir():
        pythons = {"python_before": str(python_of(OLD)), "python_after": str(python_of(NEW))}
    calls = [
        ("check", {"code": LEGACY}),
        ("explain", {"code": "QLS101"}),
        ("fix", {"code": LEGACY}),
        ("verify", {"before": "old.py", "after": "new.py", **pythons}),
    ]
    calls[3][1].update({key: str(Path(calls[3][1][key]).absolute()) for key in ("before", "after")})
    done = subprocess.run(
        [sys.executable, "-c", CLIENT, str(REPOSITORY)],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    tools, (found, page, fixed, verdict) = json.loads(done.stdout)
    assert tools == ["check", "explain", "fix", "verify"]
    assert [each["code"] for each in json.loads(found)["findings"]] == ["QLS101"]
    assert page.startswith("QLS101 ") and json.loads(fixed)["text"] == migrated
    assert json.loads(verdict)["verdict"] == "differs"


def test_the_tools_say_what_is_left() -> None:
    said = json.loads(mcp.fix("from qiskit import QuantumCircuit\nprint(QuantumCircuit(1).qasm(filename='x'))\n"))
    assert said["fixed"] == [] and said["left"][0]["line"] == 2 and said["left"][0]["reason"]
    assert "did you mean" in mcp.explain("QLS1O1")
    assert json.loads(mcp.check("import qiskit\nx = (\n"))["problems"]


def test_without_the_sdk_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mcp", "mcp.server", "mcp.server.mcpserver", "mcp.server.fastmcp"):
        monkeypatch.setitem(sys.modules, name, None)
    done = qls("mcp")
    assert done.exit_code == 2 and "pip install 'qls[mcp]'" in done.stderr
