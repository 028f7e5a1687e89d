"""The long run: ``python -m tests.fuzz --count 1000000``. Every failure is printed with the seed that it came of."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections import Counter

from tests.fuzz import edits, messages, mutations, paths

KINDS = {
    "edits": edits.round_of,
    "messages": messages.round_of,
    "mutations": mutations.round_of,
    "paths": paths.round_of,
}
_AT_ONCE = 8  # rounds


def one(task: tuple[str, int]) -> tuple[str, int, list[str]]:
    kind, seed = task
    tried, failed = KINDS[kind](seed)
    return kind, tried, failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="edits, messages, mutations and paths of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(KINDS), action="append", help="only this; may be given more than once")
    options = parser.parse_args()
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        os.environ.pop(name, None)
    tried, failed = Counter[str](), Counter[str]()
    with multiprocessing.Pool(options.jobs) as pool:
        for kind in options.kind or KINDS:
            seed = options.seed
            while tried[kind] < options.count:
                for _, number, faults in pool.imap(one, [(kind, seed + each) for each in range(_AT_ONCE)]):
                    tried[kind] += number
                    failed[kind] += len(faults)
                    print(*faults, sep="\n", end="\n" * bool(faults), flush=True)
                seed += _AT_ONCE
            print(f"{kind}: tried {tried[kind]}, failed {failed[kind]}", flush=True)
    sys.exit(bool(sum(failed.values())))


if __name__ == "__main__":
    main()
