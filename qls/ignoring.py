"""Comments ``# qls: ignore[QLS101]``: what they silence, and what is to be said of those that silence nothing."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from qls.own import UNKNOWN_IGNORE, UNUSED_IGNORE, Own, nearest
from qls.report import Finding, Severity
from qls.syntax.statement import Tree
from qls.syntax.statements import Source
from qls.syntax.text import Range

_COMMENT = re.compile(r"#\s*qls:\s*(?P<word>\w+)(?P<rest>.*)")
_CODES = re.compile(r"\s*\[(?P<codes>[^\]]*)\]")
_CODE = re.compile(r"[^\s,](?:[^,]*[^\s,])?")


@dataclass(frozen=True)
class Comment:
    """One comment to qls.

    Attributes:
        span: the whole of it, counted from the first line of its statement.
        codes: those that it names, each with its place; None where it means all.
        wrong: what is wrong with the way it is written; empty where nothing is.
    """

    span: Range
    codes: tuple[tuple[str, Range], ...] | None = None
    wrong: str = ""


def without_ignored(
    findings: Sequence[Finding], comments: Sequence[Comment], names: Mapping[str, str], wants: Callable[[str], bool]
) -> list[Finding]:
    """The findings that no comment silences, and those about the comments themselves.

    Args:
        names: the names of all migrations, by their codes.
        wants: whether a code is reported at all.
    """
    silenced: set[tuple[Comment, str]] = set()
    kept = []
    for finding in findings:
        lines = {finding.range.start.line, finding.range.end.line}
        by = [each for each in comments if each.span.start.line in lines and _names(each, finding.code)]
        silenced |= {(each, finding.code) for each in by}
        if not by:
            kept.append(finding)
    said = [each for comment in comments for each in _about(comment, silenced, names, wants)]
    return kept + [finding for finding in said if wants(finding.code)]


def _names(comment: Comment, code: str) -> bool:
    return not comment.wrong and (comment.codes is None or any(code == named for named, _ in comment.codes))


def _about(
    comment: Comment, silenced: set[tuple[Comment, str]], names: Mapping[str, str], wants: Callable[[str], bool]
) -> Iterator[Finding]:
    if comment.wrong:
        yield _finding(UNKNOWN_IGNORE, comment.wrong, comment.span)
    elif comment.codes is None and not any(silencing is comment for silencing, _ in silenced):
        yield _finding(UNUSED_IGNORE, "Nothing is found on this line: take the comment out.", comment.span)
    for code, span in comment.codes or ():
        if code not in names:
            yield _finding(UNKNOWN_IGNORE, f"`{code}` is no code, and silences nothing{_meant(code, names)}", span)
        elif wants(code) and (comment, code) not in silenced:
            yield _finding(UNUSED_IGNORE, f"{code} is not found on this line: take it out of the comment.", span)


def _meant(word: str, names: Mapping[str, str]) -> str:
    by_name = {name: code for code, name in names.items()}
    if word in by_name:
        return f"; write {by_name[word]}."
    return nearest(word, names)


def _finding(own: Own, message: str, span: Range) -> Finding:
    severity = Severity.ERROR if own is UNKNOWN_IGNORE else Severity.WARNING
    return Finding(own.code, own.name, message=message, severity=severity, range=span)


def comments_of(source: Source) -> tuple[Comment, ...]:
    """The comments to qls in a program."""
    return tuple(_comments(source))


def _comments(source: Source) -> Iterator[Comment]:
    for at in source.index.having("qls"):
        tree, first = source.statements[at].tree, source.starts[at]
        for comment in _of(tree):
            codes = comment.codes and tuple([(code, span.shifted(first)) for code, span in comment.codes])
            yield Comment(comment.span.shifted(first), codes, comment.wrong)


_known: WeakKeyDictionary[Tree, tuple[Comment, ...]] = WeakKeyDictionary()


def _of(tree: Tree) -> tuple[Comment, ...]:
    """The comments of a statement, by its text."""
    known = _known.get(tree)
    if known is None:
        found = [_parsed(*each) for each in _tokens(tree.text)]
        known = _known[tree] = tuple([comment for comment in found if comment is not None])
    return known


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Each comment, with its line and column; of a statement that does not parse, those before it breaks."""
    if not _COMMENT.search(text):
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string, token.start[0] - 1, token.start[1]
    except (tokenize.TokenError, SyntaxError):
        return


def _parsed(text: str, line: int, column: int) -> Comment | None:
    match = _COMMENT.search(text)
    if match is None:
        return None
    span = Range.of(line, column + match.start(), line, column + len(text))
    word, rest = match["word"], match["rest"]
    codes = _CODES.match(rest)
    if word != "ignore":
        meant = bool(codes) and word.lower().startswith("i")
        return Comment(span, (), f"`# qls: {word}` says nothing to qls: write `# qls: ignore[...]`.") if meant else None
    if codes is None:
        if rest and not rest.lstrip().startswith("#") and rest.strip():
            return Comment(
                span, (), "This comment silences nothing: write `# qls: ignore[QLS101]`, with codes in full."
            )
        return Comment(span)
    offset = column + match.start("rest") + codes.start("codes")
    named = [(each[0], offset + each.start()) for each in _CODE.finditer(codes["codes"])]
    if not named:
        return Comment(span, (), "This comment names no code, and silences nothing.")
    return Comment(span, tuple([(code, Range.of(line, at, line, at + len(code))) for code, at in named]))
