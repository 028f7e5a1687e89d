"""One pure function behind both faces: ``analyse(text, environment, settings) -> Report``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from qls import migrations, own
from qls.choice import DESTINATIONS, Settings
from qls.environment import Environment, newest
from qls.ignoring import Comment, comments_of, without_ignored
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding, Fix, Report, Safety, Severity
from qls.rewriting.plan import Conflict, Plan
from qls.semantics.program import Program
from qls.semantics.python.values import NodeId
from qls.semantics.refinement import binders, family_of, needed
from qls.syntax.kept import EditedText
from qls.syntax.statement import TOO_DEEP
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit, apply_edits

NAMES = {each.code: each.name for each in migrations.MIGRATIONS}  # of all migrations, by their codes
_GRAVE = (Severity.ERROR, Severity.WARNING)
_DEPTHS = (200, 50)  # nodes that may stand one in the other, where a program was too deep to be followed
_ROUNDS = 8  # fixes can uncover others; no program needs more


@dataclass(frozen=True)
class Fixed:
    """A program after its fixes."""

    text: str
    edits: tuple[TextEdit, ...]  # against the text before: whole lines, and none that stay as they were
    gone: tuple[Finding, ...]  # of the findings before, those that are no more
    report: Report  # what is left

    @property
    def applied(self) -> int:
        return len(self.gone)


@dataclass(frozen=True)
class Question:
    """An expression whose type would tell whether legacy Qiskit is there, and which is out of the program's sight.

    Attributes:
        key: the place, as ``Document.learn`` takes it; it survives edits of other statements.
        text: the statements of the program that decide the answer.
        position: in ``text``, the end of the expression.
    """

    key: NodeId
    text: str
    position: Position


class Document:
    """A program that is being edited: keeps what did not change between two analyses."""

    def __init__(self, text: str, environment: Environment, settings: Settings) -> None:
        self.environment, self.settings = environment, settings
        self._program = Program(Source(text))
        self._report: Report | None = None
        self._context: Context | None = None
        self._found: tuple[list[Finding] | None, tuple[Finding, ...]] = (None, ())  # as found, and in order
        self._comments: tuple[Comment, ...] = ()

    @property
    def text(self) -> str:
        return self._program.source.text

    def replace(self, text: str) -> None:
        """The whole text is now ``text``."""
        self._program = Program(Source(text))
        self._report = self._context = None

    def edit(self, edits: Sequence[TextEdit]) -> None:
        """Make ``edits``, one after the other (each against the text that the one before left)."""
        for edit in edits:
            self._program.edit(edit)
        self._report = None

    def report(self) -> Report:
        """The findings, worked out again only where the text has changed since."""
        if self._report is None:
            try:
                self._report = self._analyse()
            except Exception:  # a defect: what was kept may be half made
                self.replace(self.text)
                raise
        return self._report

    def questions(self) -> list[Question]:
        """What could be asked of somebody who sees more than this program: its types are taken by ``learn``."""
        program, found = self._program, []
        asked = program.questions() if "qiskit" in _words(program.source) else {}
        bind = binders(program.source) if asked else {}
        for key, node in sorted(asked.items(), key=lambda item: item[0]):
            if program.in_fstring(key, node) is None and not program.is_stale(key[0]):
                text, first = needed(program.source, bind, program.index(key[0]))
                end = program.range(key).end
                found.append(Question(key, text, Position(first + end.line - program.first_line(key[0]), end.column)))
        return found

    def learn(self, answers: Mapping[NodeId, Sequence[str]]) -> bool:
        """Take the full names of types by the keys of questions, in place of those taken before.

        What is a backend is reported from now on, without a fix; what is none is not. True where that is news.
        """
        families = {key: family for key, names in answers.items() if (family := family_of(names)) is not None}
        if not self._program.learn(families):
            return False
        self._report = self._context = None
        return True

    def _analyse(self) -> Report:
        try:
            return self._analysed()
        except RecursionError:
            return self._analyse_flat()

    def _analyse_flat(self) -> Report:
        """The report without the statements that are nested deeper than Python's stack lets them be followed."""
        for deepest in _DEPTHS:
            self._program, self._context = Program(Source(self.text, deepest)), None
            with suppress(RecursionError):
                return self._analysed()
        return Report((), f"line 1 does not parse: {TOO_DEEP}", Position(0, 0))

    def _analysed(self) -> Report:
        program = self._program
        error, at = _syntax_error(program.source)
        if "qiskit" not in _words(program.source):
            return Report((), error, at)
        found = migrations.find(self._current_context())
        comments = comments_of(program.source)
        if found is not self._found[0] or comments != self._comments:
            left = without_ignored(found, comments, NAMES, self.settings.wants) if comments else found
            self._found, self._comments = (found, tuple(sorted(left, key=_in_order))), comments
        return Report(self._found[1], error, at)

    def _current_context(self) -> Context:
        if self._context is None:
            self._context = Context(
                self._program,
                self.environment,
                self.settings.destination,
                lambda finding: self.settings.wants(finding.code),
                self.settings.line_length,
            )
        return self._context

    def together(self, fixes: Iterable[Fix]) -> tuple[tuple[TextEdit, ...], tuple[Fix, ...]]:
        """The edits of several fixes at once, imports applied once.

        Returns:
            The edits, and the fixes that they carry out: one that conflicts with those before it is left out.
        """
        fixes = list(fixes)
        edits, done = self._planned([fix for fix in fixes if fix.outcome is not None])
        for fix in fixes:  # of comments to qls: where no other edit is on their lines
            if fix.outcome is None and not any(map(_on_lines_of(edits), fix.edits)):
                edits, done = (*edits, *fix.edits), (*done, fix)
        return edits, done

    def _planned(self, fixes: Sequence[Fix]) -> tuple[tuple[TextEdit, ...], tuple[Fix, ...]]:
        """The same of those that have a plan."""
        plan, done = Plan(), list[Fix]()
        for fix in fixes:
            tried = plan.copy()
            try:
                tried.add(_plan_of(fix))
            except (Conflict, Refusal):
                continue
            plan = tried
            done.append(fix)
        try:
            return self._current_context().edits(plan), tuple(done)
        except Conflict:
            return self._one_by_one(done)
        except RecursionError:  # nested too deeply; the findings are said all the same
            return (), ()

    def _one_by_one(self, fixes: Iterable[Fix]) -> tuple[tuple[TextEdit, ...], tuple[Fix, ...]]:
        """As ``together``, where one of the fixes cannot be carried out: the others can."""
        plan, edits, done = Plan(), tuple[TextEdit, ...](), list[Fix]()
        for fix in fixes:
            tried = plan.copy()
            try:
                tried.add(_plan_of(fix))
                edits = self._current_context().edits(tried)
            except (Conflict, Refusal):
                continue
            plan = tried
            done.append(fix)
        return edits, tuple(done)


def _on_lines_of(edits: Sequence[TextEdit]) -> Callable[[TextEdit], bool]:
    lines = [(each.range.start.line, each.range.end.line) for each in edits]
    return lambda edit: any(first <= edit.range.end.line and edit.range.start.line <= last for first, last in lines)


def _plan_of(fix: Fix) -> Plan:
    assert isinstance(fix.outcome, Outcome)
    return fix.outcome.plan


def _in_order(finding: Finding) -> tuple[int, int, int, int, str]:
    start, end = finding.range.start, finding.range.end
    return start.line, start.column, end.line, end.column, finding.code


def _words(source: Source) -> str:
    """A text in which to look for a word: the first statement that has ``qiskit`` in it."""
    return next((s.tree.text for s in source.statements if "qiskit" in s.tree.text), "")


def _syntax_error(source: Source) -> tuple[str, Position | None]:
    for statement, first in zip(source.statements, source.starts, strict=False) if source.broken else ():
        if statement.tree.module is None:
            line = first + statement.tree.error_line
            return f"line {line + 1} does not parse: {statement.tree.error}", Position(line, 0)
    return "", None


def analyse(
    text: str,
    environment: Environment,
    settings: Settings | None = None,
    ask: Callable[[Question], Sequence[str]] | None = None,
) -> Report:
    """The legacy Qiskit uses of a program, with their fixes. Pure: reads no file, imports no Qiskit.

    Args:
        ask: gives the full names of the types of what is out of the program's sight.
    """
    document = Document(text, environment, settings or Settings())
    if ask is not None:
        document.learn({question.key: ask(question) for question in document.questions()})
    return document.report()


def choose_fixes(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Fix]:
    """For each finding the fix to apply: the first safe one; with ``unsafe`` the first there is."""
    chosen: list[Fix] = []
    covered: set[tuple[str, Range]] = set()
    for finding in findings:
        if (finding.code, finding.range) in covered:
            continue
        fix = next((f for f in finding.fixes if unsafe or f.safety is Safety.SAFE), None)
        if fix is not None:
            chosen.append(fix)
            covered.update(fix.removes)
    return chosen


def is_dead(report: Report) -> bool:
    """True where the program does not run with the versions that count."""
    return any(f.severity is Severity.ERROR and not f.code.startswith(own.PREFIX) for f in report.findings)


def due(text: str, environment: Environment, settings: Settings, report: Report) -> tuple[Finding, ...]:
    """The findings of ``text`` that are fixed unless somebody points at one.

    A program that does not run, with the versions that count or with the newest, is migrated as a whole, so that its
    sites do not go two ways. In one that runs, what works without a warning stays as it is unless ``modernize`` asks
    for it, or its code, in full, in ``select``.
    """
    asked = tuple([f for f in report.findings if f.severity in _GRAVE or f.code in settings.select])
    if len(asked) < len(report.findings) and (settings.modernize or _is_dead(text, environment, settings, report)):
        return report.findings
    return asked


def _is_dead(text: str, environment: Environment, settings: Settings, report: Report) -> bool:
    return is_dead(report) or (environment.is_older(newest()) and _is_dead_today(text, settings))


@lru_cache(maxsize=8)  # a menu and a lens ask for the same text
def _is_dead_today(text: str, settings: Settings) -> bool:
    return is_dead(analyse(text, newest(), settings))


def fix(text: str, environment: Environment, settings: Settings | None = None, *, unsafe: bool = False) -> Fixed:
    """``text`` with every safe fix of what is due applied (with ``unsafe``, the unsafe ones too)."""
    settings = settings or Settings()
    before, kept = text, EditedText(text)
    document = Document(text, environment, settings)
    first = document.report()
    if not settings.modernize and _is_dead(text, environment, settings, first):
        settings = replace(settings, modernize=True)  # as a whole: also what the first fixes bring to light
    count = _Count(first.findings)
    for _ in range(_ROUNDS):
        findings = due(text, environment, settings, document.report())
        fixes = choose_fixes(findings, unsafe=unsafe)
        if not fixes:
            break
        edits, done = document.together(fixes)
        if not edits or not done:
            break
        count.remove(findings, done)
        kept.edit(edits)
        text = apply_edits(text, edits)
        document = Document(text, environment, settings)
    left = document.report()
    return Fixed(text, kept.edits(), count.gone(left.findings) if text != before else (), left)


class _Count:
    """Which of a program's first findings are gone; those that fixes bring to light, and remove again, are none."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._open, self._gone = list(findings), list[Finding]()

    def remove(self, findings: Iterable[Finding], done: Iterable[Fix]) -> None:
        removed = {each for fix in done for each in fix.removes}
        for finding in findings:
            if (finding.code, finding.range) in removed:
                self._gone += self._take(finding)

    def gone(self, left: Iterable[Finding]) -> tuple[Finding, ...]:
        for finding in left:
            self._take(finding)
        return (*self._gone, *self._open)

    def _take(self, finding: Finding) -> list[Finding]:
        """The first of the open ones that says the same: its lines may have moved."""
        for at, each in enumerate(self._open):
            if (each.code, each.message) == (finding.code, finding.message):
                return [self._open.pop(at)]
        return []


__all__ = [
    "DESTINATIONS",
    "NAMES",
    "Document",
    "Fixed",
    "Question",
    "Settings",
    "analyse",
    "choose_fixes",
    "due",
    "fix",
    "is_dead",
]
