"""``python -m tests.benchmarks``: qls beside ruff, basedpyright, jedi-language-server and fixit, in one run.

The first run installs the peers with pip into ``.environments`` (or give ``--without-peers``). Figures are of
this machine and this moment: compare rows of one run, never of two.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import measure, peers
from tests.benchmarks.measure import Session, median, percentile_95
from tests.benchmarks.programs import program

LENGTHS = (1_000, 5_000, 20_000)
WEIGHED = 5_000  # lines of the program after which a server's memory is read
NOTHING = "–"


def main() -> None:
    arguments = parse()
    programs = None if arguments.without_peers else peers.environment()
    servers = [peers.QLS, *(peers.servers(programs) if programs else [])]
    servers = [server for server in servers if not arguments.only or server.name in arguments.only]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        files = {lines: folder / f"legacy_{lines}.py" for lines in arguments.lines}
        for lines, file in files.items():
            file.write_text(program(lines), encoding="utf-8")
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
        if hasattr(os, "getloadavg"):
            print(f"Load before the run: {os.getloadavg()[0]:.1f} (others at work make every figure larger)")
        print()
        begun = {server.name: measure.starts(server, folder) for server in servers}
        sessions = {}
        for lines, file in files.items():
            sessions[lines] = {server.name: measure.session(server, file) for server in servers}
            linted = None
            if programs and (not arguments.only or "fixit" in arguments.only):
                linted = measure.fixit(programs, file)
            show_keystrokes(lines, sessions[lines], linted)
    show_the_rest(begun, sessions)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=LENGTHS, help="lengths of the programs")
    parser.add_argument("--without-peers", action="store_true", help="measure qls alone, and install nothing")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="measure only these, e.g. qls ruff")
    return parser.parse_args()


def show_keystrokes(lines: int, sessions: dict[str, Session], linted: Sequence[float] | None) -> None:
    rows = {name: session.keystrokes for name, session in sessions.items()}
    if linted is not None:
        rows["fixit (whole file, no server)"] = list(linted)
    ours = median(rows.get("qls", []))
    print(f"Keystroke to diagnostics, {lines:,} lines")
    print_row("", "p50", "p95", "times qls", "keystrokes", "first diagnostics", "findings")
    for name, seconds in rows.items():
        session = sessions.get(name, Session())
        print_row(
            name,
            milliseconds(median(seconds)),
            milliseconds(percentile_95(seconds)),
            ratio(median(seconds), ours),
            str(len(seconds)),
            milliseconds(session.opened or None),
            str(session.findings) if session.opened else NOTHING,
        )
        if session.failure:
            print(f"  {name} stopped: {session.failure}")
    print(flush=True)


def show_the_rest(begun: dict[str, list[float]], sessions: dict[int, dict[str, Session]]) -> None:
    weighed = WEIGHED if WEIGHED in sessions else next(iter(sessions))
    print(f"Start, menu, resolve, hover (p50), and memory after the program of {weighed:,} lines")
    print_row("", "spawn to initialize", "menu", "resolve", "hover", "memory")
    for name, seconds in begun.items():
        session = sessions[weighed][name]
        print_row(
            name,
            milliseconds(median(seconds)),
            milliseconds(median(session.menus)),
            milliseconds(median(session.resolved)),
            milliseconds(median(session.hovers)),
            f"{session.memory / 2**20:.0f} MiB" if session.memory else NOTHING,
        )


def print_row(name: str, *cells: str) -> None:
    print(f"  {name:<30}" + "".join(f"{cell:>21}" for cell in cells))


def milliseconds(seconds: float | None) -> str:
    return NOTHING if seconds is None else f"{seconds * 1000:.1f} ms"


def ratio(seconds: float | None, ours: float | None) -> str:
    return NOTHING if seconds is None or not ours else f"{seconds / ours:.1f}"


if __name__ == "__main__":
    main()
