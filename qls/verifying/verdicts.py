"""From the runs of two programs to a verdict: of the whole, and of each thing that could be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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


def judged(old: Sequence[Run], new: Sequence[Run]) -> Verdict:
    """The verdict on two programs."""
    if failed := _failed(old):
        return Verdict(COULD_NOT, f"the program as it was does not run: {failed}")
    if failed := _failed(new):
        return Verdict(STOPS, f"the migrated program does not run: {failed}")
    number = min(len(old), len(new))
    compared = (*_counts(old[:number], new[:number]), *_rest(old[:number], new[:number]))
    return _concluded(compared, number)


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
    elif all(run.seen for run in (*old, *new)):
        yield Compared("the counts", old[0].seen[0][0], _together(old, new))


def _together(old: Sequence[Run], new: Sequence[Run]) -> Likeness:
    """All counts of two programs that do not ask for them in the same steps."""

    def pool(runs: Sequence[Run]) -> list[Counts]:
        return [counts for run in runs for _, counts in run.seen]

    if len(old) > 2 and pools_alike(pool(old[1::2]), pool(old[2::2])).verdict == DIFFERS:
        return Likeness(VARIES, detail="the program measures something else in each run")
    return pools_alike(pool(old[1:]), pool(new[1:]))


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
                yield Compared(f"the variable {name}", None, found)


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
