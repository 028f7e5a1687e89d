"""Every migration is what its own page says: its examples are text tests and, run, equivalence tests."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

import pytest

from qls import engine
from qls.engine import Settings
from qls.environment import newest
from qls.migrations import MIGRATIONS, Example, LeaveAlone, Migration
from qls.report import Finding
from qls.syntax.text import apply_edits
from tests.conftest import Repetition
from tests.environments import REPOSITORY
from tests.equivalence.compare import apart, differences
from tests.equivalence.runner import Run, Runner

DOCUMENTATION = ("https://quantum.cloud.ibm.com/docs/", "https://github.com/Qiskit/", "https://qiskit.github.io/")
EXAMPLE = REPOSITORY / "qls" / "examples" / "bell.py"
HEADINGS = ("What it does", "What replaces it", "What changes in your results")


@dataclass(frozen=True)
class Case:
    """One destination of one example."""

    migration: Migration
    example: Example
    destination: str

    @property
    def after(self) -> str:
        return self.example.after[self.destination]

    def __str__(self) -> str:
        return f"{self.migration.code}-{slug(self.example.title)}-{self.destination}"


@dataclass(frozen=True)
class Untouched:
    migration: Migration
    leave_alone: LeaveAlone

    def __str__(self) -> str:
        return f"{self.migration.code}-{slug(self.leave_alone.reason)}"


def slug(sentence: str) -> str:
    return "-".join(re.findall(r"\w+", sentence.lower()))[:70]


UNTOUCHED = [Untouched(migration, each) for migration in MIGRATIONS for each in migration.leave_alone]
CASES = [
    Case(migration, example, destination)
    for migration in MIGRATIONS
    for example in migration.examples
    for destination in example.after
]
RUNNABLE = [case for case in CASES if case.example.old]
ESTIMATES = [case for case in RUNNABLE if case.example.estimates]


def findings(text: str, code: str, settings: Settings | None = None) -> list[Finding]:
    return [finding for finding in engine.analyse(text, newest(), settings).findings if finding.code == code]


def fixed(text: str, case: Case) -> str:
    select = (case.migration.code,) if case.example.beside else ()
    settings = Settings(destination=case.destination, select=select)
    return engine.fix(text, newest(), settings, unsafe=case.example.unsafe).text


@cache  # the destinations of one example share what it does before
def runs(runner: Runner, program: str, repetition: Repetition) -> list[Run]:
    return runner.run(program, first_seed=repetition.first_seed)


@pytest.mark.parametrize("case", UNTOUCHED, ids=str)
def test_a_program_to_be_left_alone_keeps_its_text(case: Untouched):
    """What other migrations do to it is theirs: only this one is asked."""
    settings = Settings(select=(case.migration.code,))
    assert engine.fix(case.leave_alone.code, newest(), settings).text == case.leave_alone.code


@pytest.mark.parametrize("case", UNTOUCHED, ids=str)
def test_a_program_to_be_left_alone_is_reported_only_where_its_page_says_so(case: Untouched):
    found = findings(case.leave_alone.code, case.migration.code)
    assert bool(found) is case.leave_alone.finding
    assert not [finding for finding in found if finding.best]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_example_is_found_before_and_gone_after(case: Case):
    settings = Settings(destination=case.destination)
    assert findings(case.example.before, case.migration.code, settings)
    assert not findings(case.after, case.migration.code, settings)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_example_is_migrated_to_what_its_page_shows(case: Case):
    assert fixed(case.example.before, case) == case.after


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_migrated_example_parses_and_is_not_migrated_again(case: Case):
    ast.parse(case.after)
    assert fixed(case.after, case) == case.after


@pytest.mark.parametrize("above", ["", "# \x0c\n", "# a line\x85of\u2028three, for some\n", "name = '𝛼'\n"], ids=ascii)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=ascii)
def test_the_edits_of_a_fix_make_its_text_whatever_stands_above(above: str, line_end: str):
    before = (above + EXAMPLE.read_text("utf-8")).replace("\n", line_end)
    result = engine.fix(before, newest())
    assert result.applied
    assert apply_edits(before, result.edits) == result.text
    assert set(re.findall("\r\n|\r|\n", result.text)) == {line_end}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_unsafe_fix_is_not_made_unless_asked_for(case: Case):
    safe = engine.fix(case.example.before, newest(), Settings(destination=case.destination)).text
    assert (safe == case.after) is not case.example.unsafe


@pytest.mark.parametrize("case", RUNNABLE, ids=str)
def test_an_example_gives_the_same_answer_before_and_after(
    case: Case,
    earliest_qiskit: Runner,
    old_qiskit: Runner,
    legacy_1x_qiskit: Runner,
    new_qiskit: Runner,
    repetition: Repetition,
):
    by_version = {"0.22": earliest_qiskit, "0.45": old_qiskit, "1.4": legacy_1x_qiskit, "current": new_qiskit}
    legacy = by_version[case.example.old]
    before = runs(legacy, case.example.before, repetition)
    found = differences(before, runs(new_qiskit, case.after, repetition))
    if case.example.unsafe:  # its answer may change, and its page says how; it has to run all the same
        found = [each for each in found if "program: " in each]
    assert found == []


@pytest.mark.parametrize("case", ESTIMATES, ids=str)
def test_what_is_estimated_anew_is_the_same_answer_within_three_standard_errors(
    case: Case, old_qiskit: Runner, legacy_1x_qiskit: Runner, new_qiskit: Runner
):
    """Under one choice of seeds: under many, some of them would exceed three standard errors by chance."""
    legacy = {"0.45": old_qiskit, "1.4": legacy_1x_qiskit}[case.example.old]
    before, after = runs(legacy, case.example.before, Repetition()), runs(new_qiskit, case.after, Repetition())
    for name in case.example.estimates:
        assert apart(name, [run.variables[name] for run in before], [run.variables[name] for run in after]) == []


@pytest.mark.parametrize("case", [case for case in CASES if case.example.beside], ids=str)
def test_what_is_offered_beside_another_fix_is_not_made_in_its_place(case: Case):
    everything = engine.fix(case.example.before, newest(), Settings(destination=case.destination), unsafe=True)
    assert everything.text != case.after
    assert not findings(everything.text, "QLS101") and not findings(everything.text, "QLS102")


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda migration: migration.code)
def test_a_page_has_the_fixed_headings_in_their_order(migration: Migration):
    lines = [line.strip("# :") for line in migration.page.splitlines()]
    assert [line for line in lines if line in HEADINGS] == list(HEADINGS)


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda migration: migration.code)
def test_a_migration_names_itself_and_links_to_documentation(migration: Migration):
    assert re.fullmatch(r"QLS\d{3}", migration.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", migration.name)
    assert migration.link.startswith(DOCUMENTATION)
    assert migration.since


def test_migrations_stand_in_the_order_of_their_codes_and_each_has_its_own():
    codes = [migration.code for migration in MIGRATIONS]
    assert codes == sorted(set(codes))


def test_the_bundled_example_gives_the_same_answer_before_and_after(old_qiskit: Runner, new_qiskit: Runner):
    before = EXAMPLE.read_text("utf-8")
    fixed_text = engine.fix(before, newest()).text
    assert differences(old_qiskit.run(before), new_qiskit.run(fixed_text)) == []
