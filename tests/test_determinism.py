"""The same text has the same findings and fixes, whatever was analysed before it and whatever the process hashes by."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.environments import REPOSITORY

ORDERS = 5
# Prints a digest of what is said of each program of the pages, in the order of the programs.
SAY = """
import hashlib, random, sys
from qls.engine import analyse
from qls.environment import newest
from tests.natural_edits import PROGRAMS, said
shuffled = random.Random(int(sys.argv[1])).sample(PROGRAMS, len(PROGRAMS))
found = {program: hashlib.sha256(repr(said(analyse(program, newest()))).encode()).hexdigest() for program in shuffled}
print(*(found[program] for program in PROGRAMS))
"""


def digests(number: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SAY, str(number)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONHASHSEED": str(number)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_every_program_of_the_pages_has_the_same_findings_in_every_order():
    first, *others = [digests(number) for number in range(ORDERS)]
    assert len(first) > 200
    assert all(other == first for other in others)
