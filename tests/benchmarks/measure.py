"""What is measured of one server on one program."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.client import Client, NoAnswer
from tests.benchmarks.peers import Server
from tests.benchmarks.programs import legacy_calls, places_to_type

TYPED = "total = counts"  # one keystroke a character: most of them leave a statement half typed
KEYSTROKES = 60
PATIENCE_SECONDS = 20.0  # a slow server gets fewer keystrokes, but never fewer than FEWEST
FEWEST = 6
STARTS = 5
ASKED = 10  # legacy calls at which hover and code actions are asked for


@dataclass
class Session:
    """Seconds, and bytes, of one server on one program."""

    opened: float = 0.0
    findings: int = 0
    keystrokes: list[float] = field(default_factory=list)
    menus: list[float] = field(default_factory=list)
    resolved: list[float] = field(default_factory=list)
    hovers: list[float] = field(default_factory=list)
    memory: int = 0
    failure: str = ""


def starts(server: Server, folder: Path) -> list[float]:
    """Seconds from spawn to the answer to ``initialize``, several times."""
    seconds = []
    for _ in range(STARTS):
        started = time.perf_counter()
        client = Client(server.command, folder)
        try:
            client.initialize()
            seconds.append(time.perf_counter() - started)
        except NoAnswer:
            break
        finally:
            client.close()
    return seconds


def session(server: Server, file: Path) -> Session:
    """Open ``file``, type into it, ask for actions and hovers, and weigh the server."""
    found = Session()
    client = Client(server.command, file.parent)
    try:
        capabilities = client.initialize()
        _converse(client, capabilities, file, found)
    except NoAnswer as problem:
        found.failure = str(problem)
    finally:
        client.close()
    return found


def _converse(client: Client, capabilities: dict, file: Path, found: Session) -> None:
    text, uri = file.read_text(encoding="utf-8"), file.as_uri()
    diagnostics, found.opened = client.open(uri, text)
    found.findings = len(diagnostics)
    document = {"textDocument": {"uri": uri}}
    calls = list(legacy_calls(text))
    for row, column in calls[:: max(1, len(calls) // ASKED)][:ASKED]:
        place = {"line": row, "character": column}
        if capabilities.get("hoverProvider"):
            found.hovers.append(client.request("textDocument/hover", {**document, "position": place})[1])
        if capabilities.get("codeActionProvider"):
            here = [diagnostic for diagnostic in diagnostics if _holds(diagnostic["range"], row, column)]
            _ask_for_actions(client, {**document, "range": {"start": place, "end": place}}, here, found)
    _type(client, uri, text, found)
    found.memory = resident_bytes(client.pid)


def _holds(span: dict, row: int, column: int) -> bool:
    start, end = ((span[side]["line"], span[side]["character"]) for side in ("start", "end"))
    return start <= (row, column) <= end


def _ask_for_actions(client: Client, where: dict, diagnostics: list[dict], found: Session) -> None:
    asked = {**where, "context": {"diagnostics": diagnostics, "triggerKind": 1}}
    actions, seconds = client.request("textDocument/codeAction", asked)
    found.menus.append(seconds)
    lazy = next((action for action in actions or () if "edit" not in action and "data" in action), None)
    if lazy is not None:
        found.resolved.append(client.request("codeAction/resolve", lazy)[1])


def _type(client: Client, uri: str, text: str, found: Session) -> None:
    places = list(places_to_type(text))
    runs = -(-KEYSTROKES // len(TYPED))
    chosen = places[:: max(1, len(places) // runs)][:runs]
    started = time.perf_counter()
    for row, indentation in chosen:
        column = 0
        for number, character in enumerate(TYPED):
            characters = character if number else indentation + character
            found.keystrokes.append(client.type(uri, row, column, characters))
            column += len(characters)
            late = time.perf_counter() - started > PATIENCE_SECONDS
            if late and len(found.keystrokes) >= FEWEST:
                return


def fixit(programs: Path, file: Path) -> list[float]:
    """Seconds that fixit takes for the whole file after an edit; fixit is no server."""
    script = Path(__file__).with_name("fixit_lint.py")
    done = subprocess.run(
        [programs / "python", script, file, str(PATIENCE_SECONDS)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def resident_bytes(pid: int) -> int:
    """Memory of a process and all its descendants; 0 where ``ps`` is missing."""
    try:
        table = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True).stdout
    except OSError:
        return 0
    rows = [tuple(map(int, line.split())) for line in table.splitlines()]
    family = {pid}
    while grown := {child for child, parent, _ in rows if parent in family} - family:
        family |= grown
    return 1024 * sum(rss for child, _, rss in rows if child in family)


def median(seconds: Sequence[float]) -> float | None:
    return statistics.median(seconds) if seconds else None


def percentile_95(seconds: Sequence[float]) -> float | None:
    return sorted(seconds)[max(0, round(0.95 * len(seconds)) - 1)] if seconds else None
