"""Findings as programs read them: JSON, SARIF, JUnit, and what GitHub and GitLab show beside the code.

JSON and XML are written in ASCII: they say whatever the encoding of the output lacks, or a terminal would act on.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from qls import __version__
from qls.cli import output
from qls.cli.found import FileOutcome, Found
from qls.syntax.text import visible

TEXT = ("full", "concise")
SARIF_VERSION = "2.1.0"
_HOME = "https://pypi.org/project/qls/"
_SARIF_LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}
_GITHUB_COMMANDS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}
_GITLAB_SEVERITIES = {"error": "major", "warning": "minor", "information": "info", "hint": "info"}


def rendered(form: str, outcomes: Sequence[FileOutcome]) -> str:
    """What was found, in one of ``FORMATS``, with the end of its last line."""
    return _RENDERERS[form](outcomes)


def _found(outcomes: Iterable[FileOutcome]) -> list[Found]:
    return [each for outcome in outcomes for each in outcome.found]


def _json(outcomes: Sequence[FileOutcome]) -> str:
    return json.dumps([each.as_json() for each in _found(outcomes)], indent=2) + "\n"


def _sarif(outcomes: Sequence[FileOutcome]) -> str:
    found = _found(outcomes)
    names = {each.code: each.name for each in found}
    codes = sorted({each.code for each in found})
    links = {each.code: each.link for each in found if each.link}
    rules = [{"id": code, "name": names[code], **({"helpUri": links[code]} if code in links else {})} for code in codes]
    results = [
        _sarif_result(each, mark, codes.index(each.code))
        for each, mark in zip(found, _fingerprints(found), strict=True)
    ]
    problems = [_sarif_problem(outcome, reason) for outcome in outcomes for reason in outcome.problems]
    run = {
        "tool": {"driver": {"name": "qls", "version": __version__, "informationUri": _HOME, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(outcome.failed for outcome in outcomes),
                "toolExecutionNotifications": problems,
            }
        ],
        "results": results,
    }
    schema = f"https://json.schemastore.org/sarif-{SARIF_VERSION}.json"
    return json.dumps({"$schema": schema, "version": SARIF_VERSION, "runs": [run]}, indent=2) + "\n"


def _sarif_result(found: Found, fingerprint: str, rule: int) -> dict[str, object]:
    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }
    where: dict[str, object] = {"artifactLocation": {"uri": _uri(found.path)}}
    if found.cell is None:  # a line of a cell is none of the notebook's file
        where["region"] = region
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[found.severity],
        "message": {"text": _said(found)},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"qls/v1": fingerprint},
        "properties": {"name": found.name, "fix": found.fix.title if found.fix else None, "reason": found.reason},
    }


def _sarif_problem(outcome: FileOutcome, reason: str) -> dict[str, object]:
    return {
        "level": "error" if outcome.failed else "note",
        "message": {"text": reason},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(outcome.path)}}}],
    }


def _github(outcomes: Sequence[FileOutcome]) -> str:
    lines = [
        _github_line("error" if outcome.failed else "notice", {"file": _relative(outcome.path), "title": "qls"}, reason)
        for outcome in outcomes
        for reason in outcome.problems
    ]
    for each in _found(outcomes):
        where: dict[str, object] = {"file": _relative(each.path)}
        if each.cell is None:
            where |= {"line": each.line, "endLine": each.end_line}
            if each.line == each.end_line:  # else GitHub takes columns for those of one line
                where |= {"col": each.column, "endColumn": each.end_column}
        where["title"] = f"{each.code} {each.name}"
        lines.append(_github_line(_GITHUB_COMMANDS[each.severity], where, _said(each)))
    return "".join(lines)


def _github_line(command: str, properties: dict[str, object], message: str) -> str:
    def escaped(text: object, more: bool) -> str:
        said = visible(str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
        return said.replace(":", "%3A").replace(",", "%2C") if more else said

    said = ",".join(f"{key}={escaped(value, True)}" for key, value in properties.items())
    return f"::{command} {said}::{escaped(message, False)}\n"


def _gitlab(outcomes: Sequence[FileOutcome]) -> str:
    found = _found(outcomes)
    entries = [
        {
            "description": _said(each),
            "check_name": f"{each.code} {each.name}",
            "fingerprint": mark,
            "severity": _GITLAB_SEVERITIES[each.severity],
            "location": {"path": _relative(each.path), "lines": {"begin": each.line if each.cell is None else 1}},
        }
        for each, mark in zip(found, _fingerprints(found), strict=True)
    ]
    return json.dumps(entries, indent=2) + "\n"


def _junit(outcomes: Sequence[FileOutcome]) -> str:
    """A suite for each file with findings or problems, a case for each of these; else one case that passes."""
    suites = [suite for outcome in outcomes if (suite := _junit_suite(outcome))]
    if not suites:
        passed = '    <testcase name="qls" classname="qls"/>\n'
        suites = [f'  <testsuite name="qls" tests="1" failures="0" errors="0">\n{passed}  </testsuite>\n']
    tests = sum(len(outcome.found) + len(outcome.problems) for outcome in outcomes) or 1
    failures, errors = len(_found(outcomes)), sum(len(outcome.problems) for outcome in outcomes)
    head = f'<testsuites name="qls" tests="{tests}" failures="{failures}" errors="{errors}">\n'
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{head}{"".join(suites)}</testsuites>\n'
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _junit_suite(outcome: FileOutcome) -> str:
    from xml.sax.saxutils import escape, quoteattr  # urllib and email come with it: where XML is asked for

    tests = len(outcome.found) + len(outcome.problems)
    if not tests:
        return ""
    name = _attribute(outcome.path)
    cases = [
        f"    <testcase name={quoteattr(each.code)} classname={name}>\n"
        f"      <failure type={quoteattr(each.severity)} message={_attribute(each.message)}>"
        f"{escape(visible(f'{output.place(each)}: {_said(each)}'))}</failure>\n    </testcase>\n"
        for each in outcome.found
    ]
    cases += [
        f'    <testcase name="qls" classname={name}>\n      <error message={_attribute(reason)}/>\n    </testcase>\n'
        for reason in outcome.problems
    ]
    head = (
        f'  <testsuite name={name} tests="{tests}" failures="{len(outcome.found)}" errors="{len(outcome.problems)}">\n'
    )
    return head + "".join(cases) + "  </testsuite>\n"


def _attribute(text: str) -> str:
    """A value in its quotes: XML has no way at all to write control characters."""
    from xml.sax.saxutils import quoteattr

    return quoteattr(visible(text))


def _said(found: Found) -> str:
    """The message, with the fix or the reason why there is none."""
    cell = f"Cell {found.cell}, line {found.line}: " if found.cell is not None else ""
    if found.fix is None:
        return f"{cell}{found.message}" + (f" Not edited, because {found.reason}." if found.reason else "")
    changes = f" What changes: {found.fix.changes}" if found.fix.changes else ""
    return f"{cell}{found.message} Fix ({found.fix.safety}): {found.fix.title}.{changes}"


def _fingerprints(found: Sequence[Found]) -> list[str]:
    """What tells a finding from all others, and stays the same while lines are written above it."""
    seen: Counter[tuple[str, str, str]] = Counter()
    marks = []
    for each in found:
        key = (each.code, _relative(each.path), each.source.strip())
        marks.append(hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogateescape")).hexdigest())
        seen[key] += 1
    return marks


def _relative(path: str) -> str:
    """A path as CI takes it: from the folder that qls runs in."""
    here, there = Path.cwd(), Path(path).absolute()
    return (there.relative_to(here) if there.is_relative_to(here) else Path(path)).as_posix()


def _uri(path: str) -> str:
    relative = _relative(path)
    from urllib.parse import quote

    return Path(path).as_uri() if Path(relative).is_absolute() else quote(os.fsencode(relative))


_RENDERERS: dict[str, Callable[[Sequence[FileOutcome]], str]] = {
    "full": lambda outcomes: output.full(_found(outcomes)),
    "concise": lambda outcomes: output.concise(_found(outcomes)),
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
}
