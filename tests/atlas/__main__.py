"""``python -m tests.atlas`` makes the atlas anew; with ``--check`` it says whether the registry has newer releases."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.atlas import building, wheels, writing
from tests.environments import REPOSITORY

DATA = REPOSITORY / "qls" / "catalogue" / "atlas.json"


def make() -> str:
    """The text of the data file, from the registry's releases and the environment of the newest packages."""
    lines, answer = building.gathered()
    lost, refused = building.members(lines, answer)
    return writing.written(building.facts(lines, answer), lost, refused, lines, answer["today"])


def behind() -> list[str]:
    """A sentence for each package with a newer minor release than the atlas knows.

    Raises:
        RuntimeError: the registry was not reached.
    """
    known = json.loads(DATA.read_text())["newest"]
    found = []
    for distribution in wheels.DISTRIBUTIONS:
        newest = wheels.minors(distribution)[-1]
        minor = f"{newest.major}.{newest.minor}"
        if not distribution.last and known.get(distribution.name) != minor:
            found.append(f"{distribution.name}: the registry has {minor}, the atlas {known.get(distribution.name)}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.atlas", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what the registry has that the atlas has not")
    parser.add_argument("--to", type=Path, default=DATA, help="the file to write")
    options = parser.parse_args()
    if options.check:
        said = behind()
        print("\n".join(said) or "The atlas knows every minor release of the registry.")
        return 1 if said else 0
    options.to.write_text(make())
    return 0


if __name__ == "__main__":
    sys.exit(main())
