"""The long run: ``python -m tests.differential --programs 20000 --jobs 2``. What was run once is not run again."""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from multiprocessing.pool import AsyncResult, Pool

from tests.differential import primitives, sampling
from tests.differential.machine import AGREES, REPORTED, UNFIXED, WRONG, Machine, Verdict, machine, shrunk

FAMILIES = {"sampling": sampling.program, "primitives": primitives.program}
_MACHINES: dict[str, Machine] = {}


_Task = tuple[str, range]  # a family, and the seeds of its programs
_IN_A_ROW = 24  # programs that one process runs


def judged(task: _Task) -> list[tuple[str, int, Verdict]]:
    family, seeds = task
    if family not in _MACHINES:
        _MACHINES[family] = machine(family)
    verdicts = _MACHINES[family].judge_all([FAMILIES[family](seed) for seed in seeds])
    return [(family, seed, verdict) for seed, verdict in zip(seeds, verdicts, strict=True)]


def smaller(family: str, verdict: Verdict) -> Verdict:
    """The same kind of verdict on a program that is as short as can be."""
    judge = _MACHINES.setdefault(family, machine(family)).judge
    gist = _gist(verdict.why)
    text = shrunk(verdict.before, lambda text: (found := judge(text)).kind == verdict.kind and _gist(found.why) == gist)
    return judge(text)


def _gist(why: str) -> str:
    """What a reason says without names, numbers and places."""
    return re.sub(r"line \d+: |'[^']*'|[\d.]+", "", why)[:60]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=2000, help="how many are to get a safe fix that agrees")
    parser.add_argument("--seed", type=int, default=0, help="of the first program")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--family", choices=sorted(FAMILIES), action="append")
    parser.add_argument("--shrink", type=int, default=12, help="how many disagreements to make small")
    options = parser.parse_args()
    families = options.family or ["sampling", "sampling", "sampling", "primitives"]
    starts = range(options.seed, 10**9, _IN_A_ROW)
    tasks = ((families[number % len(families)], range(at, at + _IN_A_ROW)) for number, at in enumerate(starts))
    tally, wrong, reasons = Counter[str](), list[tuple[str, int, Verdict]](), Counter[str]()
    start, done = time.monotonic(), 0
    with multiprocessing.Pool(options.jobs) as pool:
        for family, seed, verdict in _stream(pool, tasks, options.jobs):
            done += 1
            tally[verdict.kind] += 1
            if verdict.kind in WRONG:
                wrong.append((family, seed, verdict))
                print(f"{verdict.kind}: {family} {seed}: {verdict.why}", file=sys.stderr, flush=True)
            if verdict.kind in (UNFIXED, REPORTED):
                reasons[verdict.why.partition(" | ")[2][:100]] += 1
            spent = time.monotonic() - start
            if done % 480 == 0:
                print(f"{done} programs, {done / spent:.1f} a second: {dict(tally)}", file=sys.stderr, flush=True)
            if tally[AGREES] >= options.programs or spent > 60 * options.minutes:
                break
        pool.terminate()
    print(f"{done} programs in {time.monotonic() - start:.0f} s: {dict(tally)}")
    print("not fixed:", *(f"\n  {count:5} {reason}" for reason, count in reasons.most_common(12)))
    kinds: dict[str, tuple[str, int, Verdict]] = {}
    for family, seed, verdict in wrong:
        kinds.setdefault(f"{verdict.kind}: {_gist(verdict.why)}", (family, seed, verdict))
    for name, (family, seed, verdict) in list(kinds.items())[: options.shrink]:
        small = smaller(family, verdict)
        print(f"\n=== {name}\n--- {family} {seed}: {small.why}\n{small.before}--- the fix:\n{small.diff}", flush=True)
    sys.exit(bool(wrong))


def _stream(pool: Pool, tasks: Iterable[_Task], jobs: int) -> Iterator[tuple[str, int, Verdict]]:
    """Verdicts in the order of the tasks, of which no more are under way than there is work for."""
    waiting: deque[AsyncResult[list[tuple[str, int, Verdict]]]] = deque()
    for task in tasks:
        waiting.append(pool.apply_async(judged, (task,)))
        if len(waiting) > 2 * jobs:
            yield from waiting.popleft().get()


if __name__ == "__main__":
    main()
