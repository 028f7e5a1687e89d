"""What the command line prints: findings and counts on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import click

from qls.cli.found import FileOutcome, Found
from qls.environment import Environment
from qls.own import DEAD_PIN, OWN
from qls.syntax.text import split_lines, visible

_COLOURS = {"error": "red", "warning": "yellow", "information": "blue", "hint": "cyan"}
# How grave a finding is, as the summary says it.
_PARTS = {
    "error": "broken today",
    "warning": "deprecated",
    "information": "working, could be better",
    "hint": "working, could be better",
}
_OWN_PARTS = {own.code: "about comments" for own in OWN} | {DEAD_PIN.code: "pinned to a dead version"}


def problem(path: str, reason: str) -> None:
    """One line on standard error: a file that could not be checked, and why."""
    note(f"{path}: {reason}")


def note(line: str) -> None:
    click.echo(visible(line), err=True)


def text(text: str, *, err: bool = False) -> None:
    """Lines of words and code, without what a terminal would act on."""
    click.echo("\n".join(map(_shown, text.split("\n"))), err=err)


def _shown(line: str) -> str:
    return "\t".join(map(visible, line.split("\t")))


def environments(used: Iterable[Environment]) -> None:
    """Which installed versions the answers are for."""
    for each in used:
        note(f"Answers are for {each}")


def place(found: Found) -> str:
    """Where a finding is, as a terminal links it."""
    cell = f"cell {found.cell}:" if found.cell is not None else ""
    return f"{visible(found.path)}:{cell}{found.line}:{found.column}"


def concise(found: Iterable[Found]) -> str:
    """One line for each finding."""
    return "".join(f"{_head(each)} [{_kind(each)}]\n" for each in found)


def full(found: Iterable[Found]) -> str:
    """Each finding with its line, its best fix and what that changes, or why there is none."""
    return "".join("\n".join([_head(each), *_excerpt(each), *_offered(each)]) + "\n" for each in found)


def _head(found: Found) -> str:
    where = click.style(f"{place(found)}:", bold=True)
    severity = click.style(found.severity, fg=_COLOURS[found.severity])
    return f"{where} {found.code} {severity}: {visible(found.message)}"


def _kind(found: Found) -> str:
    return f"{found.fix.safety} fix" if found.fix else "explained"


def _excerpt(found: Found) -> list[str]:
    line = found.source.replace("\t", " ")
    if not line.strip():
        return []
    number, start = f"{found.line:>5}", found.column - 1
    end = found.end_column - 1 if found.end_line == found.line else len(line)
    before, marked = visible(line[:start]), visible(line[start:end])
    marks = click.style("^" * max(len(marked), 1), fg="red")
    gutter = click.style(f"{number} |", dim=True)
    return [f"{gutter} {visible(line)}", f"{'':5} {click.style('|', dim=True)} {'':{len(before)}}{marks}"]


def _offered(found: Found) -> list[str]:
    if found.fix is None:
        return [f"  Not edited, because {visible(found.reason)}."] if found.reason else []
    safety = click.style(found.fix.safety, fg="green" if found.fix.safety == "safe" else "yellow")
    needs = " [--modernize]" if "--modernize" in found.fix.needs else ""
    lines = [f"  fix ({safety}): {visible(found.fix.title)}{needs}"]
    return [*lines, f"  What changes: {visible(found.fix.changes)}"] if found.fix.changes else lines


def check_summary(outcomes: Sequence[FileOutcome]) -> str:
    """How much was found and how grave it is, and what `qls fix` does about it."""
    found = [each for outcome in outcomes for each in outcome.found]
    if not found:
        return "No legacy Qiskit found."
    files = sum(1 for outcome in outcomes if outcome.found)
    return f"{_count(len(found), 'finding')} in {_count(files, 'file')}: {_parts(found)}.\n{_ways(found)}"


def fix_summary(outcomes: Sequence[FileOutcome], *, show_only: bool) -> str:
    """How much was fixed, and the same of what is left."""
    applied = sum(len(outcome.gone) for outcome in outcomes)
    files = sum(1 for outcome in outcomes if outcome.content is not None)
    left = [each for outcome in outcomes for each in outcome.found]
    if not applied and not left:
        return "No legacy Qiskit found."
    done = f"{'Would fix' if show_only else 'Fixed'} {_count(applied, 'finding')} in {_count(files, 'file')}; "
    if not files:
        done = f"Nothing {'would be' if show_only else 'was'} fixed; "
    return done + (f"{len(left)} left: {_parts(left)}.\n{_ways(left)}" if left else "0 left.")


def changed(outcomes: Iterable[FileOutcome], *, show_only: bool) -> str:
    """The files that were changed, each with what was fixed there."""
    verb = "would change" if show_only else "changed"
    return "".join(
        f"{verb} {click.style(visible(outcome.path), bold=True)}: {_by_code(outcome.gone)}\n"
        for outcome in outcomes
        if outcome.content is not None
    )


def statistics(outcomes: Iterable[FileOutcome]) -> str:
    """A line for each code: how often it is found, or left, and how often it was fixed."""
    outcomes = list(outcomes)
    left = Counter(each.code for outcome in outcomes for each in outcome.found)
    gone = Counter(code for outcome in outcomes for code in outcome.gone)
    rows = [("found" if not gone else "left", "fixed", "", "")] if left or gone else []
    from qls.engine import NAMES  # all of qls comes with it: only where names are asked for

    names = {**NAMES, **{own.code: own.name for own in OWN}}
    rows += [
        (str(left[code]), str(gone[code]), code, names[code])
        for code in sorted(left | gone, key=lambda code: (-left[code] - gone[code], code))
    ]
    return "".join(f"{a:>6}{b:>7}  {code} {name}".rstrip() + "\n" for a, b, code, name in rows)


def diff(text: str) -> None:
    """A unified diff: as `patch` takes it, but on a terminal without what the terminal would act on."""
    on_terminal = sys.stdout.isatty()
    for line in split_lines(text):
        shown = _shown(line.rstrip("\r\n")) + "\n" if on_terminal else line
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
        click.echo(click.style(shown, fg=colour) if colour else shown, nl=False)


def _parts(found: Sequence[Found]) -> str:
    """How grave the findings are: ``3 broken today, 1 working, could be better``."""
    parts = Counter(_OWN_PARTS.get(each.code) or _PARTS[each.severity] for each in found)
    order = dict.fromkeys((*_PARTS.values(), *_OWN_PARTS.values()))
    return "; ".join(f"{parts[part]} {part}" for part in order if parts[part])


def _ways(found: Sequence[Found]) -> str:
    """What fixes them: ```qls fix` fixes 3, `qls fix --unsafe-fixes` 1 more; 2 are only explained.``"""
    ways = Counter(" ".join(("qls fix", *each.fix.needs)) if each.fix else "" for each in found)
    explained = ways.pop("", 0)
    parts = [
        f"`{way}`{'' if at else ' fixes'} {ways[way]}{' more' if at else ''}" for at, way in enumerate(sorted(ways))
    ]
    said = [", ".join(parts)] if parts else []
    if explained:
        said.append(f"{explained} {'is' if explained == 1 else 'are'} only explained")
    return "; ".join(said) + "."


def _by_code(codes: Sequence[str]) -> str:
    return ", ".join(f"{number} {code}" for code, number in sorted(Counter(codes).items()))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
