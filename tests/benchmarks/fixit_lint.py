"""Run by the peers' Python: seconds that fixit takes to lint a file after each of some edits, as JSON.

Usage: python fixit_lint.py FILE ROUNDS
"""

import json
import sys
import time
from pathlib import Path

from fixit import LintViolation  # noqa: F401  (the import belongs to the start, not to the first round)
from fixit.api import fixit_bytes
from fixit.config import generate_config


def main() -> None:
    path, rounds = Path(sys.argv[1]), int(sys.argv[2])
    text, config = path.read_bytes(), generate_config(path)
    seconds = []
    for number in range(rounds):
        started = time.perf_counter()
        list(fixit_bytes(path, text + b"x = %d\n" % number, config=config))
        seconds.append(time.perf_counter() - started)
    print(json.dumps(seconds))


main()
