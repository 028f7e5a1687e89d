"""Every sentence that refuses a fix is shown by a program, which is refused for the reason that it names."""

from __future__ import annotations

import re

import pytest

from qls.engine import Document, Settings, analyse
from qls.environment import newest
from qls.migrations import MIGRATIONS, LeaveAlone, Migration
from qls.syntax.text import Range, TextEdit
from tests.refusals import (
    Refused,
    algorithms,
    estimators,
    exact,
    names,
    opflow,
    passes,
    readers,
    runtime,
    samplers,
    sampling,
    v1,
)
from tests.refusals.reached import Place, noting, places, refusals

_SUBJECTS = (sampling, exact, readers, names, passes, v1, samplers, estimators, runtime, opflow, algorithms)
REFUSED = [case for subject in _SUBJECTS for case in subject.REFUSED]
EXPLAINED = [(page, each) for page in MIGRATIONS for each in page.leave_alone if each.because]
_BECAUSE = re.compile(r"(?:Not edited|No more than that), because (.*?)\.(?=\n\n|$)", re.DOTALL)


def slug(sentence: str) -> str:
    return "-".join(re.findall(r"\w+", sentence.lower()))[:60]


def reasons(code: str, of: str) -> list[str]:
    """Why the findings of one code are not edited, in the words of their hovers."""
    hovers = [finding.explain() for finding in analyse(code, newest()).findings if finding.code == of]
    return [match[1] for hover in hovers if (match := _BECAUSE.search(hover))]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: slug(case.because))
def test_a_program_is_refused_for_the_reason_that_it_names(case: Refused):
    assert case.because in {sentence for _, sentence in refusals(case.code, case.destination, case.installed)}


@pytest.mark.parametrize("page, case", EXPLAINED, ids=[f"{page.code}-{slug(each.reason)}" for page, each in EXPLAINED])
def test_a_page_says_why_a_program_is_only_explained(page: Migration, case: LeaveAlone):
    assert case.because in reasons(case.code, page.code)


def test_what_a_page_reports_and_does_not_edit_has_its_reason():
    """But for what has an unsafe fix, which says what changes."""
    silent = [
        (page.code, each.reason)
        for page in MIGRATIONS
        for each in page.leave_alone
        if each.finding and not each.because and reasons(each.code, page.code)
    ]
    assert silent == []


HALF_TYPED = """\
from qiskit import Aer, QuantumCircuit, execute

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = execute(qc, Aer.get_backend("aer_simulator"))
counts = job.result().get_counts()
"""


def half_typed() -> set[Place]:
    """What is refused while the statement that reads the counts is being typed."""
    document = Document(HALF_TYPED, newest(), Settings())
    document.report()
    document.edit([TextEdit(Range.of(5, 34, 5, 34), " (")])
    with noting() as found:
        document.report()
    return {place for place, _ in found}


def test_every_refusal_is_reached_by_a_program():
    reached = half_typed()
    for case in REFUSED:
        reached |= {place for place, _ in refusals(case.code, case.destination, case.installed)}
    for page in MIGRATIONS:
        for example in page.examples:
            for destination in example.after:
                reached |= {place for place, _ in refusals(example.before, destination)}
        for each in page.leave_alone:
            reached |= {place for place, _ in refusals(each.code)}
    assert sorted(set(places().values()) - reached) == []
