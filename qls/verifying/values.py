"""Are these the same answers? Counts as distributions, numbers within what chance allows, printed words as they are."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qls.verifying.running import Counts

AGREES, DIFFERS, VARIES, REWORDED = "agrees", "differs", "varies", "reworded"
FALSE_ALARM = 1e-8  # the probability that equal distributions are said to differ
SAME_NUMBER = 1e-6  # rounding between two versions of a simulator
_STANDARD_ERRORS = {2: 500.0, 3: 60.0, 4: 25.0, 5: 16.0, 6: 12.0, 7: 10.0}  # by the number of runs: about one in 10⁵
_LUCK = 1e-5  # as improbable as what is said to differ
_LOOSE = (0.02, 2.5)  # where counts are pooled: a share, and so many times the root of outcomes by shots
_COUNTS = re.compile(r"\{\s*['\"](?:[01]+(?: [01]+)*|0x[0-9a-f]+)['\"]\s*:\s*[\d.e-]+[^{}]*\}")
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?j?(?![\w.]*\w)")

Numbers = Sequence[float]


@dataclass(frozen=True)
class Likeness:
    """How two things compare.

    Attributes:
        verdict: agrees, differs, varies (it is another from run to run, so nothing can be said), or reworded (other
            words are printed, of which nobody can say whether they mean the same).
        distance, bound: how far apart they are, and how far chance may bring them.
        detail: in words; empty where there is nothing to add.
    """

    verdict: str
    distance: float = 0.0
    bound: float = 0.0
    detail: str = ""


def counts_alike(old: Sequence[Counts], new: Sequence[Counts]) -> Likeness:
    """Counts, one a run; the first two runs have the same seed."""
    forms = [{_form(key) for counts in runs for key in counts} for runs in (old, new)]
    if forms[0] != forms[1]:
        return Likeness(DIFFERS, 1.0, 0.0, f"outcomes were like {_first(old)} and are like {_first(new)}")
    shots = numbers_alike([[sum(each.values())] for each in old], [[sum(each.values())] for each in new])
    if shots.verdict == DIFFERS:
        return Likeness(DIFFERS, shots.distance, shots.bound, f"the number of shots {shots.detail}")
    return _drawn_alike(old[1:], new[1:])


def _drawn_alike(old: Sequence[Counts], new: Sequence[Counts]) -> Likeness:
    """The same of runs with seeds that are all others, each with as many shots."""
    if all(one == other for one, other in zip(old, new, strict=False)):
        return Likeness(AGREES)
    if any(_beyond(each, _pooled(old)) for each in old):  # each run has circuits of its own
        apart = any(_beyond(one, other) for one, other in zip(old, new, strict=False))
        return Likeness(VARIES if apart else AGREES, detail="the program draws other circuits in each run")
    one, other = _pooled(old), _pooled(new)
    distance, bound = total_variation(one, other), _bound(one, other)
    if distance <= bound:
        return Likeness(AGREES, distance, bound)
    return Likeness(DIFFERS, distance, bound, f"{_brief(one)} became {_brief(other)}")


def pools_alike(old: Iterable[Counts], new: Iterable[Counts], slack: float = 0.0) -> Likeness:
    """All counts of a program together, where they are not asked for in the same steps; spaces do not count.

    Args:
        slack: what is allowed for besides chance in the shots.
    """
    shares: list[Counts] = []
    shots: list[float] = []
    for side in (old, new):
        pool: Counts = {}
        number = 0.0
        for counts in side:
            total = sum(counts.values()) or 1
            number += total
            for key, value in counts.items():
                key = key.replace(" ", "")
                pool[key] = pool.get(key, 0) + value / total
        shares.append(pool)
        shots.append(number)
    distance = total_variation(shares[0], shares[1])
    bound = slack + _LOOSE[0] + _LOOSE[1] * math.sqrt(len(shares[0] | shares[1]) / max(min(shots), 1))
    return Likeness(AGREES if distance <= bound else DIFFERS, distance, bound, "all counts of the program together")


def numbers_alike(old: Sequence[Numbers], new: Sequence[Numbers]) -> Likeness:
    """Numbers, a row for each run; the first two runs have the same seed."""
    if not _repeats(old) or not _repeats(new):
        return Likeness(VARIES, detail="it is another with the same seed")
    lengths = {len(row) for row in (*old, *new)}
    if len(lengths) > 1:
        steady = len({len(row) for row in old}) == len({len(row) for row in new}) == 1
        said = f"{len(old[0])} numbers became {len(new[0])}"
        return Likeness(DIFFERS if steady else VARIES, detail=said)
    worst = Likeness(AGREES)
    for at in range(len(old[0])):
        found = _column([row[at] for row in old[1:]], [row[at] for row in new[1:]])
        if found.verdict == DIFFERS or (worst.verdict == AGREES and found.distance >= worst.distance):
            worst = found
        if worst.verdict == DIFFERS:
            break
    return worst


def _column(old: Numbers, new: Numbers) -> Likeness:
    """One number, in each run."""
    gap = abs(_mean(old) - _mean(new))
    if all(_close(one, other) for one, other in zip(old, new, strict=False)):
        return Likeness(AGREES, gap if math.isfinite(gap) else 0.0, SAME_NUMBER)
    said = f"was {_spread(old)} and is {_spread(new)}"
    if len(old) < 2 or len(new) < 2:
        return Likeness(VARIES, gap, 0.0, f"{said}: there was time for one seed only")
    if _steady(old) or _steady(new):
        verdict = VARIES if _by_luck(old, new) or _by_luck(new, old) else DIFFERS
        return Likeness(verdict, gap, SAME_NUMBER, said)
    errors = _STANDARD_ERRORS.get(min(len(old), len(new)), 8.0)
    bound = errors * math.hypot(_standard_error(old), _standard_error(new))
    return Likeness(AGREES if gap <= bound else DIFFERS, gap, bound, said)


def texts_alike(old: Sequence[str], new: Sequence[str]) -> list[Likeness]:
    """What was printed: its words, its numbers, and the counts in it."""
    before, after = list(map(_taken_apart, old)), list(map(_taken_apart, new))
    words = [{skeleton for skeleton, _, _ in side} for side in (before, after)]
    if max(map(len, words)) > 1:
        return [Likeness(VARIES, detail="what is printed is worded anew in each run")]
    if words[0] != words[1]:
        return [Likeness(REWORDED, detail=_first_unlike(*words[0], *words[1]))]
    found = []
    if before[0][1] or not before[0][2]:
        found.append(numbers_alike([numbers for _, numbers, _ in before], [numbers for _, numbers, _ in after]))
    for at in range(len(before[0][2])):
        found.append(counts_alike(*([each[2][at] for each in side] for side in (before, after))))
    return found


def _taken_apart(text: str) -> tuple[str, list[float], list[Counts]]:
    """The words of a text with a mark for each number and each dictionary of counts, and these."""
    found: list[Counts] = []

    def counts(match: re.Match[str]) -> str:
        try:
            value = ast.literal_eval(match.group())
        except (ValueError, SyntaxError):
            return match.group()
        if not all(isinstance(number, (int, float)) for number in value.values()):
            return match.group()
        found.append({str(key): float(number) for key, number in value.items()})
        return "{§}"

    text = _COUNTS.sub(counts, text)
    numbers = [_number(match.group()) for match in _NUMBER.finditer(text)]
    words = re.sub(r"[ \t]+", " ", _NUMBER.sub("§", text))
    return re.sub(r"(?<=[\[(§]) (?=[§\])])|\n (?=§)", " ", words).strip(), numbers, found


def _number(text: str) -> float:
    return float(text.rstrip("j"))


def _first_unlike(old: str, new: str) -> str:
    before, after = old.splitlines(), new.splitlines()
    pairs = zip(before, after, strict=False)
    unlike = next(((one, other) for one, other in pairs if one != other), None)
    if unlike is None:
        return f"{len(before)} lines became {len(after)}"
    return f"{_short(unlike[0])} became {_short(unlike[1])}"


def total_variation(old: Counts, new: Counts) -> float:
    """Half the sum of the differences between two distributions."""
    one, other = sum(old.values()) or 1, sum(new.values()) or 1
    return sum(abs(old.get(key, 0) / one - new.get(key, 0) / other) for key in old.keys() | new.keys()) / 2


def _bound(old: Counts, new: Counts) -> float:
    """What the total variation between samples of one distribution exceeds with probability ``FALSE_ALARM``.

    Its mean is at most half the sum of the outcomes' standard deviations (Cauchy-Schwarz), and it strays from the
    mean as McDiarmid's inequality allows, one shot moving it by one over the number of shots.
    """
    spread = 1 / max(sum(old.values()), 1) + 1 / max(sum(new.values()), 1)
    outcomes = len(old.keys() | new.keys())
    return min(1.0, math.sqrt(spread) * (math.sqrt(outcomes) / 2 + math.sqrt(-math.log(FALSE_ALARM) / 2)))


def _beyond(old: Counts, new: Counts) -> bool:
    return total_variation(old, new) > _bound(old, new)


def _pooled(runs: Iterable[Counts]) -> Counts:
    found: Counts = {}
    for counts in runs:
        for key, number in counts.items():
            found[key] = found.get(key, 0) + number
    return found


def _form(key: str) -> str:
    """What must not change about an outcome: its length and its spaces."""
    return "hexadecimal" if key.startswith("0x") else re.sub("[01]", "b", key)


def _repeats(rows: Sequence[Numbers]) -> bool:
    return len(rows) < 2 or (len(rows[0]) == len(rows[1]) and all(map(_close, rows[0], rows[1])))


def _steady(values: Numbers) -> bool:
    return all(_close(values[0], each) for each in values)


def _close(one: float, other: float) -> bool:
    equal = math.isclose(one, other, rel_tol=SAME_NUMBER, abs_tol=SAME_NUMBER)
    return equal or (math.isnan(one) and math.isnan(other))


def _mean(values: Numbers) -> float:
    return sum(values) / len(values)


def _by_luck(steady: Numbers, other: Numbers) -> bool:
    """True where a number that was the same in each run may be one of two that chance decides between.

    What is drawn around the number instead is seldom the same twice.
    """
    same = sum(_close(steady[0], each) for each in other)
    rest = [each for each in other if not _close(steady[0], each)]
    either = _steady(steady) and len(other) > 2 and bool(rest) and _steady(rest)
    return either and (same / len(other)) ** len(steady) > _LUCK


def _standard_error(values: Numbers) -> float:
    middle = _mean(values)
    return math.sqrt(sum((each - middle) ** 2 for each in values) / (len(values) - 1) / len(values))


def _spread(values: Numbers) -> str:
    return f"{values[0]:.6g}" if _steady(values) else f"{_mean(values):.6g} ± {_standard_error(values):.2g}"


def _first(runs: Sequence[Counts]) -> str:
    return next((repr(key) for counts in runs for key in counts), "nothing")


def _brief(counts: Counts) -> str:
    total = sum(counts.values()) or 1
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:4]
    shown = ", ".join(f"{key}: {100 * number / total:.1f} %" for key, number in most)
    return shown + (", …" if len(counts) > 4 else "")


def _short(line: str) -> str:
    line = line.strip()
    return f"`{line[:60]}…`" if len(line) > 60 else f"`{line}`"
