"""Code blocks of Markdown, reStructuredText and docstrings: programs, and their edits back in the text around them."""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from qls.syntax.notebook import join_cells
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines

# The first words of a fence: those of MyST, Quarto and Pandoc, too.
_PYTHON = re.compile(
    r"\{code-cell\}|(?:\{(?:code-block|code|sourcecode)\}\s+|\{?\.?)(?:i?python3?|py3?)\b", re.IGNORECASE
)
_DIRECTIVE = re.compile(
    r"(?P<indent>\s*)\.\. (?:(?:code-block|code|sourcecode)::\s*(?:i?python3?|py3?)|jupyter-execute::.*|testcode::.*"
    r"|plot::)\s*$"
)
_OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")
_BUILTIN = frozenset(dir(builtins)) | {"__name__", "__file__", "display", "get_ipython"}


@dataclass(frozen=True)
class Block:
    """One block of code.

    Attributes:
        first: the line of the document that its first line is on.
        lines: its code, line by line, without the ends of lines.
        prefix: what stands before each of them in the document, where the line is not empty.
        quoted: it stands in a string, which cannot hold everything.
    """

    first: int
    lines: tuple[str, ...]
    prefix: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Group:
    """Blocks of a document that are one program: the first stands alone, each other one goes on from those before.

    Attributes:
        source: the program.
    """

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text, self._blocks = text, tuple(blocks)
        self._joined = join_cells([block.text for block in blocks])

    @property
    def source(self) -> str:
        return self._joined.source

    def locate(self, span: Range) -> Range:
        """Where a range of the program is in the document."""
        index, here = self._joined.locate(span)
        block = self._blocks[index]

        def at(position: Position) -> Position:
            line = block.first + position.line
            shift = len(self._lines[line].rstrip("\r\n")) - len(block.lines[position.line]) if block.lines else 0
            return Position(line, position.column + shift)

        return Range(at(here.start), at(here.end))

    def edited(self, edits: Sequence[TextEdit]) -> str:
        """The document with ``edits`` of the program made; lines that they leave as they were keep every byte.

        Raises:
            ValueError: an edit reaches from one block into another, or the string around it would not hold the text.
        """
        lines, pieces, at = self._lines, [], 0
        for index, changes in sorted(self._joined.split(edits).items()):
            block = self._blocks[index]
            pieces += [*lines[at : block.first], *self._written(block, apply_edits(block.text, changes))]
            at = block.first + len(block.lines)
        return "".join([*pieces, *lines[at:]])

    def _written(self, block: Block, after: str) -> Iterator[str]:
        old, new = list(block.lines), [line.rstrip("\r\n") for line in split_lines(after)]
        while new and not new[-1] and not (old and not old[-1]):
            new.pop()
        first = self._lines[block.first]
        end = first[len(first.rstrip("\r\n")) :] or "\n"
        for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                yield from self._lines[block.first + from_old : block.first + to_old]
                continue
            for line in new[from_new:to_new]:
                if block.quoted and ("\\" in line or '"""' in line or "'''" in line):
                    raise ValueError("the string around a block of code would not hold its new text as it is")
                yield (f"{block.prefix}{line}" if line else block.prefix.rstrip()) + end

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self._text)


def groups(text: str, kind: str) -> list[Group]:
    """The programs in the code blocks of a document.

    Args:
        kind: ``markdown``, ``rest``, or ``python`` for the docstrings of a program.
    """
    found: list[list[Block]] = []
    for block in _blocks(text, kind):
        if not found or _stands_alone(block.text):
            found.append([])
        found[-1].append(block)
    return [Group(text, blocks) for blocks in found]


def _blocks(text: str, kind: str) -> list[Block]:
    if kind == "markdown":
        return list(_of_markdown(text))
    if kind == "rest":
        return list(_of_rest(text))
    return list(_of_docstrings(text))


def _of_markdown(text: str) -> Iterator[Block]:
    if "```" not in text and "~~~" not in text:
        return
    from markdown_it import MarkdownIt  # only where there may be a block

    lines = [line.rstrip("\r\n") for line in split_lines(text)]
    for token in MarkdownIt("commonmark").parse(text):
        if token.type != "fence" or token.map is None or not _PYTHON.match(token.info.strip()):
            continue
        code = token.content.split("\n")[:-1]
        first = token.map[0] + 1
        while code and _OPTION.match(code[0]):  # of MyST
            code, first = code[1:], first + 1
        block = _block(lines, first, code)
        if block is not None:
            yield block


def _of_rest(text: str) -> Iterator[Block]:
    lines = [line.rstrip("\r\n") for line in split_lines(text)]
    at = 0
    while at < len(lines):
        head = _DIRECTIVE.match(lines[at])
        at += 1
        if head is None:
            continue
        first = at
        while at < len(lines) and (not lines[at].strip() or _indent(lines[at]) > len(head["indent"])):
            at += 1
        block = _body(lines, first, at)
        if block is not None:
            yield block


def _body(lines: Sequence[str], first: int, last: int) -> Block | None:
    """The code of a directive whose lines these are: without its options, and the empty lines around."""
    while first < last and (not lines[first].strip() or _OPTION.match(lines[first])):
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    indent = min((_indent(line) for line in lines[first:last] if line.strip()), default=0)
    return _block(lines, first, [line[indent:] for line in lines[first:last]])


def _of_docstrings(text: str) -> Iterator[Block]:
    lines = [line.rstrip("\r\n") for line in split_lines(text)]
    for string in _docstrings(text):
        assert string.end_lineno is not None
        inner = lines[string.lineno : string.end_lineno - 1]  # what stands beside the quotes is no block
        if any("\\" in line or '"""' in line or "'''" in line for line in inner):
            continue
        indent = min((_indent(line) for line in inner if line.strip()), default=0)
        taken: set[int] = set()
        part = "\n".join(line[indent:] for line in inner) + "\n"
        for each in (*_of_markdown(part), *_of_rest(part)):
            block = _block(lines, string.lineno + each.first, each.lines)
            if block is not None and block.first not in taken:
                taken.add(block.first)
                yield replace(block, quoted=True)


def _docstrings(text: str) -> list[ast.Constant]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = []
    for node in ast.walk(module):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                found.append(first.value)
    return sorted(found, key=lambda each: each.lineno)


def _block(lines: Sequence[str], first: int, code: Sequence[str]) -> Block | None:
    """The block whose code begins on a line; None where the document does not have it there, line by line."""
    there = lines[first : first + len(code)]
    prefixes = {line[: len(line) - len(said)] for line, said in zip(there, code, strict=False) if said}
    ends = all(line.endswith(said) for line, said in zip(there, code, strict=False))
    if len(there) != len(code) or len(prefixes) != 1 or not ends:
        return None
    return Block(first, tuple(code), prefixes.pop())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _stands_alone(code: str) -> bool:
    """True where a block reads no name that it does not bind itself, and does something."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    bound, read = set(_BUILTIN), set[str]()
    for node in ast.walk(module):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return read <= bound
