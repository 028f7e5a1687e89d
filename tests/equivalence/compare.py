"""Do two programs give the same answer? Decided from repeated runs of each, variable by variable.

Run ``i`` of both programs has the same seed. A value that equals its counterpart run by run agrees. Otherwise
counts are compared as distributions, a number that varies as a mean, and a value that does not vary must be
equal: an exact answer that became a sampled one is a different answer.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.equivalence.runner import Run

FALSE_ALARM = 1e-8  # the probability that equal distributions are said to differ, per variable
SAME_NUMBER = 1e-6  # rounding between two versions of a simulator
STANDARD_ERRORS = 8.0  # 8 runs each: a t-distribution with 14 degrees of freedom, one in a million

Values = Sequence[Any]  # one value per run


def differences(old: Sequence[Run], new: Sequence[Run]) -> list[str]:
    """How the answer of the new program differs from the old one's, a sentence each; empty if it does not."""
    failures = {"old": failure(old), "new": failure(new)}
    if any(failures.values()):
        return [f"the {age} program: {failed}" for age, failed in failures.items() if failed]
    found: list[str] = []
    for name in old[0].variables:
        before = [run.variables.get(name) for run in old]
        if not comparable(before[0]):
            continue
        if any(name not in run.variables for run in new):
            found.append(f"{name} is gone")
            continue
        found += disagreement(name, before, [run.variables[name] for run in new])
    return [*found, *printed_differently(old, new)]


def failure(runs: Sequence[Run]) -> str:
    return next((f"{run.status}: {run.error}" for run in runs if run.status != "ok"), "")


def comparable(value: Any) -> bool:
    """False for circuits, backends, jobs, functions, modules, and containers of nothing else."""
    if isinstance(value, list):
        return not value or any(map(comparable, value))
    if isinstance(value, dict):
        if "other" in value:
            return False
        return "complex" in value or not value["dict"] or any(comparable(item) for _, item in value["dict"])
    return True


def disagreement(name: str, old: Values, new: Values) -> Iterator[str]:
    """How the values of ``name``, one per run, differ."""
    if not comparable(old[0]):
        return
    if not comparable(new[0]):
        yield f"{name} was {brief(old[0])} and is a {kind(new[0])} now"
    elif all(close(before, after) for before, after in zip(old, new, strict=True)):
        return
    elif all(tally(value) for value in (*old, *new)):
        yield from unlike_counts(name, [*map(tally, old)], [*map(tally, new)])
    elif all(isinstance(value, list) for value in (*old, *new)):
        yield from unlike_lists(name, old, new)
    elif all(kind(value) == "complex" for value in (*old, *new)):
        yield from unlike_lists(name, [v["complex"] for v in old], [v["complex"] for v in new])
    elif all(kind(value) == "dict" for value in (*old, *new)):
        yield from unlike_dicts(name, old, new)
    elif all(isinstance(value, (bool, int, float)) for value in (*old, *new)):
        yield from unlike_numbers(name, old, new)
    elif steady(old) or steady(new) or set(map(shape, old)) != set(map(shape, new)):
        yield f"{name} was {brief(old[0])} and is {brief(new[0])}"


def close(old: Any, new: Any) -> bool:
    """Equal, up to the rounding of numbers. A Counts equals the dict with its items, a tuple its list."""
    if isinstance(old, (bool, int, float)) and isinstance(new, (bool, int, float)):
        equal = math.isclose(old, new, rel_tol=SAME_NUMBER, abs_tol=SAME_NUMBER)
        return equal or (math.isnan(old) and math.isnan(new))
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(close, old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        if "other" in old:
            return "other" in new
        if "complex" in old:
            return "complex" in new and close(old["complex"], new["complex"])
        before, after = by_key(old), by_key(new)
        same_keys = "dict" in new and before.keys() == after.keys()
        return same_keys and all(close(before[key], after[key]) for key in before)
    if isinstance(old, dict) and "complex" in old and isinstance(new, (int, float)):
        return close(old["complex"], [new, 0.0])
    return bool(old == new)


def by_key(value: dict[str, Any]) -> dict[str, Any]:
    return {repr(key): item for key, item in value.get("dict", ())}


# counts

BITS = re.compile(r"[01]+( [01]+)*$")
HEX = re.compile(r"0x[0-9a-f]+$")


def tally(value: Any) -> Counter[Any] | None:
    """Shots per outcome of a counts dictionary or of a memory list; None for everything else."""
    if isinstance(value, list):
        memory = all(isinstance(item, str) and BITS.match(item) for item in value)
        return Counter(value) if value and memory else None
    if not isinstance(value, dict) or not value.get("dict"):
        return None
    outcomes = value["dict"]
    if all(outcome_format(key) and type(shots) is int and shots >= 0 for key, shots in outcomes):
        return Counter(dict(outcomes))
    return None


def outcome_format(key: Any) -> str:
    """What must not change about an outcome: its length and its spaces; empty for what is none."""
    if isinstance(key, str):
        return (BITS.match(key) and re.sub("[01]", "b", key)) or (HEX.match(key) and "hexadecimal") or ""
    return "integer" if type(key) is int else ""


def unlike_counts(name: str, old: Sequence[Counter[Any]], new: Sequence[Counter[Any]]) -> Iterator[str]:
    formats = [{outcome_format(key) for counts in runs for key in counts} for runs in (old, new)]
    shots = [[counts.total() for counts in runs] for runs in (old, new)]
    if formats[0] != formats[1]:
        yield f"{name} had outcomes like {brief(next(iter(old[0])))} and has {brief(next(iter(new[0])))}"
    elif wrong_shots := [*unlike_numbers(f"the number of shots in {name}", *shots)]:
        yield from wrong_shots
    elif certain(old) and certain(new) and old[0].keys() != new[0].keys():
        yield f"{name} was always {brief(next(iter(old[0])))} and is always {brief(next(iter(new[0])))}"
    else:
        before, after = sum(old, Counter()), sum(new, Counter())
        distance, bound = total_variation(before, after), largest_distance(before, after)
        if distance > bound:
            yield (
                f"{name} differs: total variation {distance:.3f}, at most {bound:.3f} by chance; "
                f"{brief(dict(before))} and {brief(dict(after))}"
            )


def certain(runs: Sequence[Counter[Any]]) -> bool:
    return len({key for counts in runs for key in counts}) == 1


def total_variation(old: Counter[Any], new: Counter[Any]) -> float:
    return sum(abs(old[key] / old.total() - new[key] / new.total()) for key in old | new) / 2


def largest_distance(old: Counter[Any], new: Counter[Any]) -> float:
    """What the total variation between samples of one distribution exceeds with probability ``FALSE_ALARM``.

    Its mean is at most half the sum of the outcomes' standard deviations (Cauchy-Schwarz), and it strays from
    the mean as McDiarmid's inequality allows, one shot moving it by one over the number of shots.
    """
    spread = 1 / old.total() + 1 / new.total()
    return math.sqrt(spread) * (math.sqrt(len(old | new)) / 2 + math.sqrt(-math.log(FALSE_ALARM) / 2))


# everything that is made from counts


def unlike_lists(name: str, old: Values, new: Values) -> Iterator[str]:
    lengths = [{len(value) for value in values} for values in (old, new)]
    if len(lengths[0]) == len(lengths[1]) == 1:
        if lengths[0] != lengths[1]:
            yield f"{name} had {len(old[0])} items and has {len(new[0])}"
            return
        for index in range(len(old[0])):
            yield from disagreement(f"{name}[{index}]", [v[index] for v in old], [v[index] for v in new])
    else:
        yield from unlike_numbers(f"len({name})", [*map(len, old)], [*map(len, new)])


def unlike_dicts(name: str, old: Values, new: Values) -> Iterator[str]:
    """Item by item; an outcome that was not seen in a run has no item there, which counts as zero."""
    before, after = [*map(by_key, old)], [*map(by_key, new)]
    always = set.intersection(*(set(items) for items in before))
    for key in sorted(set().union(*before, *after)):
        values = [[items.get(key, 0) for items in runs] for runs in (before, after)]
        if key in always and not any(key in items for items in after):
            yield f"{name}[{key}] is gone"
        elif not any(key in items for items in before) and all(key in items for items in after):
            yield f"{name}[{key}] is new"
        else:
            yield from disagreement(f"{name}[{key}]", *values)


def unlike_numbers(name: str, old: Values, new: Values) -> Iterator[str]:
    if steady(old) or steady(new):
        if not (steady(old) and steady(new) and close(old[0], new[0])):
            yield f"{name} was {spread(old)} and is {spread(new)}"
        return
    allowed = STANDARD_ERRORS * math.hypot(standard_error(old), standard_error(new))
    if abs(mean(old) - mean(new)) > allowed:
        yield f"{name} was {spread(old)} and is {spread(new)}, {allowed:.3g} apart at most"


ESTIMATED = 3.0  # standard errors between what two primitives estimate


def apart(name: str, old: Values, new: Values) -> list[str]:
    """How estimates of ``name`` differ by more than three standard errors; numbers, or lists of them."""
    if isinstance(old[0], list):
        columns = zip(zip(*old, strict=True), zip(*new, strict=True), strict=True)
        return [said for index, (one, two) in enumerate(columns) for said in apart(f"{name}[{index}]", one, two)]
    allowed = ESTIMATED * math.hypot(standard_error(old), standard_error(new))
    if abs(mean(old) - mean(new)) <= max(allowed, SAME_NUMBER):
        return []
    return [f"{name} was {spread(old)} and is {spread(new)}, {allowed:.3g} apart at most"]


def steady(values: Values) -> bool:
    return all(close(values[0], value) for value in values)


def mean(values: Values) -> float:
    return math.fsum(values) / len(values)


def standard_error(values: Values) -> float:
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1) / len(values))


def spread(values: Values) -> str:
    if steady(values):
        return f"always {values[0]:.6g}"
    return f"{mean(values):.6g} ± {standard_error(values):.2g}"


# what was printed

NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")
NUMPY_SCALAR = re.compile(r"\bnp\.\w+\(([^()]*)\)")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
MONITOR = re.compile(r"^.*Job Status:.*\n?", re.MULTILINE)


def printed_differently(old: Sequence[Run], new: Sequence[Run]) -> Iterator[str]:
    """Compares what is printed alike in every run; text that varies holds what the variables hold."""
    before, after = ({printed(run.text) for run in runs} for runs in (old, new))
    if len(before) == 1 and not same_text(*before, *sorted(after)[:1]):
        yield f"it printed {brief(old[0].text)} and prints {brief(new[0].text)}"


def printed(text: str) -> str:
    """``text`` without what no migration owes: addresses, numpy's type names, a job monitor's ticker, layout.

    >>> printed("<Gate at 0x7f01>  np.float64(0.5)")
    '<Gate> 0.5'
    """
    text = ADDRESS.sub("", MONITOR.sub("", text))
    return " ".join(NUMPY_SCALAR.sub(r"\1", text).split())


def same_text(old: str, new: str) -> bool:
    if NUMBER.sub("#", old) != NUMBER.sub("#", new):
        return False
    numbers = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    return all(close(float(before), float(after)) for before, after in numbers)


def kind(value: Any) -> str:
    if isinstance(value, dict):
        return value.get("other") or next(iter(value))
    return type(value).__name__


def shape(value: Any) -> str:
    """What must not change about a value that varies: its type, and for an outcome its length and spaces."""
    return f"{kind(value)} {outcome_format(value) if isinstance(value, str) else ''}"


def brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
