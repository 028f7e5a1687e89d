"""``python -m tests.atlas.counts FOLDER``: how many programs have each thing that is gone, by rank.

The programs are read where they are; what is kept, ``counts.txt``, has names and numbers alone. A text that stands in
several files counts once.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from pathlib import Path

from qls import engine
from qls.environment import newest

COUNTS = Path(__file__).with_name("counts.txt")
_FEWEST = 2  # programs; what one has alone says little
_NAME = re.compile(r"`([\w.]+)`(?: of `([\w.]+)`)?")


def counted(folder: Path) -> tuple[int, dict[str, int]]:
    """How many programs there are, and by code and name how many have a finding of it."""
    seen: set[str] = set()
    programs: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8", errors="replace")
        key = hashlib.sha256(text.encode()).hexdigest()
        if key in seen or "qiskit" not in text:
            continue
        seen.add(key)
        for finding in engine.analyse(text, newest()).findings:
            programs[f"{finding.code} {_named(finding.message)}".rstrip()].add(key)
    return len(seen), {name: len(keys) for name, keys in programs.items() if len(keys) >= _FEWEST}


def _named(message: str) -> str:
    found = _NAME.search(message)
    if found is None:
        return ""
    return f"{found[2]}.{found[1]}" if found[2] else found[1]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.atlas.counts", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of Python programs")
    programs, counts = counted(parser.parse_args().folder)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    lines = [f"{number:5} {name}" for name, number in ranked]
    COUNTS.write_text("\n".join([f"{programs:5} programs, and how many of them have", *lines]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
