"""Run by the peers' Python: seconds that fixit takes to lint a file after each of some edits, as JSON.

It lints twice at least, and goes on until SECONDS are over.

Usage: python fixit_lint.py FILE SECONDS
"""

import json
import sys
import time
from pathlib import Path

from fixit import LintViolation  # noqa: F401  (the import belongs to the start, not to the first round)
from fixit.api import fixit_bytes
from fixit.config import generate_config


def main() -> None:
    path, patience = Path(sys.argv[1]), float(sys.argv[2])
    text, config = path.read_bytes(), generate_config(path)
    seconds: list[float] = []
    while len(seconds) < 2 or sum(seconds) < patience:
        started = time.perf_counter()
        list(fixit_bytes(path, text + b"x = %d\n" % len(seconds), config=config))
        seconds.append(time.perf_counter() - started)
    print(json.dumps(seconds))


main()
