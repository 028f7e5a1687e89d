"""Comments ``# qls: ignore[QLS101]``: what they silence, and what is to be said of those that silence nothing."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from qls.own import UNKNOWN_IGNORE, UNUSED_IGNORE, Own, nearest
from qls.report import Finding, Fix, Safety, Severity
from qls.syntax.statement import Tree
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit, split_lines

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
        cut: what is taken out with it; None where its statement does not parse, and is not edited.
    """

    span: Range
    codes: tuple[tuple[str, Range], ...] | None = None
    wrong: str = ""
    cut: Range | None = None

    def shifted(self, lines: int) -> Comment:
        """The same so many lines further down."""
        codes = self.codes and tuple([(code, span.shifted(lines)) for code, span in self.codes])
        return Comment(self.span.shifted(lines), codes, self.wrong, self.cut and self.cut.shifted(lines))


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
        fix = _without(comment, [comment.span])
        yield _finding(UNUSED_IGNORE, "Nothing is found on this line: take the comment out.", comment.span, fix)
    unused = [
        span for code, span in comment.codes or () if code in names and wants(code) and (comment, code) not in silenced
    ]
    fix = _without(comment, unused) if unused else ()
    for code, span in comment.codes or ():
        if code not in names:
            yield _finding(UNKNOWN_IGNORE, f"`{code}` is no code, and silences nothing{_meant(code, names)}", span)
        elif span in unused:
            yield _finding(UNUSED_IGNORE, f"{code} is not found on this line: take it out of the comment.", span, fix)


def _without(comment: Comment, unused: Sequence[Range]) -> tuple[Fix, ...]:
    """The fix that takes out what silences nothing: a comment in which no code is left goes as a whole."""
    if comment.cut is None:
        return ()
    codes = comment.codes or ()
    kept = [code for code, span in codes if span not in unused]
    edit, title = TextEdit(comment.cut, ""), "Take the comment out"
    if kept:
        edit = TextEdit(Range(codes[0][1].start, codes[-1][1].end), ", ".join(kept))
        title = f"Take {', '.join(code for code, span in codes if span in unused)} out of the comment"
    removes = tuple([(UNUSED_IGNORE.code, span) for span in unused])
    return (Fix(title, Safety.SAFE, "comment", "", "", removes, lambda: (edit,)),)


def _meant(word: str, names: Mapping[str, str]) -> str:
    by_name = {name: code for code, name in names.items()}
    if word in by_name:
        return f"; write {by_name[word]}."
    return nearest(word, names)


def _finding(own: Own, message: str, span: Range, fixes: tuple[Fix, ...] = ()) -> Finding:
    severity = Severity.ERROR if own is UNKNOWN_IGNORE else Severity.WARNING
    return Finding(own.code, own.name, message=message, severity=severity, range=span, fixes=fixes)


def comments_of(source: Source) -> tuple[Comment, ...]:
    """The comments to qls in a program."""
    return tuple(_comments(source))


def _comments(source: Source) -> Iterator[Comment]:
    for at in source.index.having("qls"):
        tree, first = source.statements[at].tree, source.starts[at]
        yield from (comment.shifted(first) for comment in _of(tree))


_known: WeakKeyDictionary[Tree, tuple[Comment, ...]] = WeakKeyDictionary()


def _of(tree: Tree) -> tuple[Comment, ...]:
    """The comments of a statement, by its text."""
    known = _known.get(tree)
    if known is None:
        lines = split_lines(tree.text) if "qls" in tree.text else []
        found = [_parsed(*each) for each in _tokens(tree.text)]
        known = _known[tree] = tuple(
            [
                comment if tree.module is None else replace(comment, cut=_cut(comment, lines[comment.span.start.line]))
                for comment in found
                if comment is not None
            ]
        )
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


def _cut(comment: Comment, line: str) -> Range:
    """What goes with a comment: the space before it, and the line where it has that to itself; no other comment."""
    at, first = comment.span.start.line, comment.span.start.column
    code = line.rstrip("\r\n")
    behind = code.find("#", first + 1)
    before = code[:first].rstrip()
    if behind >= 0:
        return Range.of(at, first, at, behind)
    if before or code == line:
        return Range.of(at, len(before), at, len(code))
    return Range.of(at, 0, at + 1, 0)


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
