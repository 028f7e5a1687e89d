"""From the runs of two programs to a verdict: of the whole, and of each thing that could be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qls.verifying.child import MOST_SEEN
from qls.verifying.running import Counts, Run
from qls.verifying.values import (
    AGREES,
    DIFFERS,
    REWORDED,
    VARIES,
    Likeness,
    counts_alike,
    numbers_alike,
    pools_alike,
    texts_alike,
)

STOPS, COULD_NOT = "stops", "could not run"
_VARIABLE = "the variable "
_FOREIGN = "another package than Qiskit gives another value"


@dataclass(frozen=True)
class Compared:
    """One thing that both programs show.

    Attributes:
        what: in words, e.g. ``the counts`` or ``the variable energy``.
        line: of the program before, where it is asked for; None where no line is known.
        judged: it counts for the verdict; else it is only said.
    """

    what: str
    line: int | None
    likeness: Likeness
    judged: bool = True


@dataclass(frozen=True)
class Verdict:
    """What came of comparing two programs.

    Attributes:
        verdict: agrees, differs, stops (the program after does not run), or could not run (that before does not).
        reason: in words.
        compared: what both showed.
    """

    verdict: str
    reason: str
    compared: tuple[Compared, ...] = ()


def judged(
    old: Sequence[Run], new: Sequence[Run], excused: Callable[[set[str]], set[str]] = lambda _: set()
) -> Verdict:
    """The verdict on two programs.

    Args:
        excused: of the variables that are the same on both sides, which others may be another all the same.
    """
    if failed := _failed(old):
        return Verdict(COULD_NOT, f"the program as it was does not run: {failed}")
    if failed := _failed(new):
        return Verdict(STOPS, f"the migrated program does not run: {failed}")
    number = min(len(old), len(new))
    compared = (*_counts(old[:number], new[:number]), *_rest(old[:number], new[:number]))
    return _concluded(tuple(_without(compared, excused)), number)


def _without(compared: Sequence[Compared], excused: Callable[[set[str]], set[str]]) -> Iterator[Compared]:
    """The same, where what is excused is said and not counted."""
    alike = {each.what.removeprefix(_VARIABLE) for each in compared if each.likeness.verdict == AGREES}
    if any(each.what.startswith(_VARIABLE) and each.likeness.verdict == DIFFERS for each in compared):
        names = excused(alike)
        for each in compared:
            other = each.likeness.verdict == DIFFERS and each.what.removeprefix(_VARIABLE) in names
            yield replace(each, judged=False, likeness=replace(each.likeness, detail=_FOREIGN)) if other else each
    else:
        yield from compared


def _failed(runs: Sequence[Run]) -> str:
    for run in runs:
        if not run.ok:
            where = f"line {run.line}: " if run.line else ""
            return f"{where}{run.error}"
    return ""


def _concluded(compared: tuple[Compared, ...], number: int) -> Verdict:
    counting = [each for each in compared if each.judged]
    unlike = [each for each in counting if each.likeness.verdict == DIFFERS]
    if unlike:
        first = unlike[0]
        more = f" (and {len(unlike) - 1} more)" if len(unlike) > 1 else ""
        return Verdict(DIFFERS, f"{first.what}: {first.likeness.detail or 'not the same'}{more}", compared)
    alike = sum(each.likeness.verdict == AGREES for each in counting)
    if not alike:
        return Verdict(AGREES, "both run; there was nothing to compare", compared)
    return Verdict(AGREES, f"{alike} of {len(counting)} compared, in {number} runs", compared)


def _counts(old: Sequence[Run], new: Sequence[Run]) -> Iterator[Compared]:
    """The counts that both ask for, one by one where they do it in the same steps."""
    steps = {len(run.seen) for run in (*old, *new)}
    if max(steps) >= MOST_SEEN:
        likeness = Likeness(VARIES, detail=f"only the first {MOST_SEEN} were noted")
        yield Compared("the counts", old[0].seen[0][0] if old[0].seen else None, likeness)
    elif len(steps) == 1:
        for at in range(steps.pop()):
            likeness = counts_alike(*_as_read([run.seen[at][1] for run in runs] for runs in (old, new)))
            yield Compared("the counts", old[0].seen[at][0], likeness)
    elif (pieces := _by_registers(old, new)) is not None:
        yield from pieces
    elif all(run.seen for run in (*old, *new)):
        yield Compared("the counts", old[0].seen[0][0], _together(old, new))


def _together(old: Sequence[Run], new: Sequence[Run]) -> Likeness:
    """All counts of two programs that do not ask for them in the same steps."""

    def pool(runs: Sequence[Run]) -> list[Counts]:
        return [counts for run in runs for _, counts in run.seen]

    if len(old) > 2 and pools_alike(pool(old[1::2]), pool(old[2::2])).verdict == DIFFERS:
        return Likeness(VARIES, detail="the program measures something else in each run")
    apart = [
        pools_alike(pool(runs[at : at + 1]), pool([*runs[1:at], *runs[at + 1 :]])).distance
        for runs in (old, new)
        for at in range(1, len(runs) if len(runs) > 2 else 0)
    ]
    return pools_alike(pool(old[1:]), pool(new[1:]), slack=max(apart, default=0.0))


def _by_registers(old: Sequence[Run], new: Sequence[Run]) -> list[Compared] | None:
    """Where the new program asks register by register for what the old one had in one key; None elsewhere."""
    parts = [_split(one, other) for one, other in zip(old, new, strict=True)]
    sizes = {tuple(map(len, each)) for each in parts if each is not None}
    if None in parts or len(sizes) != 1:
        return None
    found = []
    for at, (line, _) in enumerate(old[0].seen):
        pieces = [each[at] for each in parts if each is not None]
        wholes = [run.seen[at][1] for run in old]
        found.append(Compared("the counts", line, _registers_alike(wholes, pieces)))
    return found


def _split(old: Run, new: Run) -> list[list[Counts]] | None:
    """For each counts of the old program those of the new one that have its bits between them."""
    found, left = [], list(new.seen)
    for _, counts in old.seen:
        bits, group = _bits(counts), list[tuple[int | None, Counts]]()
        while left and sum(_bits(each) for _, each in group) < bits:
            group.append(left.pop(0))
        if sum(_bits(each) for _, each in group) != bits or len({line for line, _ in group}) != 1:
            return None
        found.append([each for _, each in group])
    return found if found and not left else None


def _bits(counts: Counts) -> int:
    return len(next(iter(counts), "").replace(" ", ""))


def _registers_alike(wholes: Sequence[Counts], pieces: Sequence[Sequence[Counts]]) -> Likeness:
    """Each register's counts against the same bits of the whole, whichever register is asked for first."""
    said = []
    for step in (1, -1):
        worst, at = Likeness(AGREES), 0
        for number in range(len(pieces[0]))[::step]:
            width = _bits(pieces[0][number])
            cut = slice(at, at + width)
            found = counts_alike([_cut(whole, cut) for whole in wholes], [each[number] for each in pieces])
            worst = max(worst, found, key=lambda each: (AGREES, VARIES, DIFFERS).index(each.verdict))
            at += width
        said.append(worst)
    return min(said, key=lambda each: (AGREES, VARIES, DIFFERS).index(each.verdict))


def _cut(counts: Counts, bits: slice) -> Counts:
    found: Counts = {}
    for key, number in counts.items():
        part = key.replace(" ", "")[bits]
        found[part] = found.get(part, 0) + number
    return found


def _as_read(sides: Iterable[list[Counts]]) -> list[list[Counts]]:
    """Counts without the spaces in their keys: what a primitive hands out has none yet, the program puts them in."""
    return [[{key.replace(" ", ""): number for key, number in counts.items()} for counts in side] for side in sides]


def _rest(old: Sequence[Run], new: Sequence[Run]) -> Iterator[Compared]:
    """What is printed, and the variables that both have."""
    if any(run.text.strip() for run in (*old, *new)):
        for likeness in texts_alike([run.text for run in old], [run.text for run in new]):
            yield Compared("what is printed", None, likeness, judged=likeness.verdict != REWORDED)
    for name in old[0].variables:
        if all(name in run.variables for run in (*old, *new)):
            found = _variable([run.variables[name] for run in old], [run.variables[name] for run in new])
            if found is not None:
                yield Compared(f"{_VARIABLE}{name}", None, found)


def _variable(old: Sequence[tuple[str, object]], new: Sequence[tuple[str, object]]) -> Likeness | None:
    """How a variable compares; None where it is a word, or nothing that has a likeness."""
    kinds = {kind for kind, _ in (*old, *new)}
    if kinds == {"counts"}:
        return counts_alike(_all_counts(old), _all_counts(new))
    if kinds == {"numbers"}:
        return numbers_alike(_rows(old), _rows(new))
    if kinds <= {"shares", "counts"}:
        shares = [_shares(counts) for counts in (*_all_counts(old), *_all_counts(new))]
        keys = sorted(set().union(*shares))
        rows = [[each.get(key, 0.0) for key in keys] for each in shares]
        return numbers_alike(rows[: len(old)], rows[len(old) :])
    return None


def _all_counts(values: Sequence[tuple[str, object]]) -> list[Counts]:
    return [value for _, value in values if isinstance(value, dict)]


def _rows(values: Sequence[tuple[str, object]]) -> list[list[float]]:
    return [value for _, value in values if isinstance(value, list)]


def _shares(counts: Counts) -> Counts:
    total = sum(counts.values()) or 1.0
    return {key: number / total for key, number in counts.items()}


def sites(lines: Sequence[int], verdict: Verdict) -> dict[int, str]:
    """What is known of each of ``lines``, where something was found: the verdict of the counts that are read next.

    A line behind which no counts are asked for has the verdict of the program.
    """
    by_line: dict[int, list[Compared]] = {}
    for each in verdict.compared:
        if each.line is not None:
            by_line.setdefault(each.line, []).append(each)
    found = {}
    for line in lines:
        nearest = min((at for at in by_line if at >= line), default=None)
        said = [each.likeness.verdict for each in by_line[nearest]] if nearest is not None else [verdict.verdict]
        order = (DIFFERS, VARIES, AGREES, STOPS, COULD_NOT)
        found[line] = min(said, key=order.index)
    return found


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many there are of each."""
    number = Counter(each.verdict for each in verdicts)
    parts = [f"{number[each]} {each}" for each in (AGREES, DIFFERS, STOPS, COULD_NOT) if number[each]]
    return ", ".join(parts)


__all__ = ["COULD_NOT", "STOPS", "Compared", "Verdict", "judged", "sites", "summary"]
