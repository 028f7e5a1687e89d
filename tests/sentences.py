"""Every sentence that a person can see, in one file to be read: ``tests/sentences.txt``.

``python -m tests.sentences`` writes it anew. What pages say comes from their own programs, those of ``tests/refusals``
included; everything else is taken from the code, so that nothing is forgotten: each text of two words or more that
is no docstring, with what is filled in written ``{…}``.
"""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import qls
from qls.engine import analyse
from qls.environment import newest
from qls.migrations import MIGRATIONS
from qls.report import Finding

FILE = Path(__file__).with_name("sentences.txt")
_PACKAGE = Path(qls.__file__).parent
_ROOT = _PACKAGE.parent
_FACES = (
    *("cli", "server", "jupyter", "verifying", "planning/findings.py", "settings.py", "patterns.py", "pins.py"),
    *("own.py", "ignoring.py", "disk.py", "files.py", "environment.py", "syntax/notebook.py", "syntax/statement.py"),
)
_WORDS = re.compile(r"[A-Za-z]{2,}[,:;]? [a-z{`\"'(A-Z]")
_CODE = re.compile(r"SELECT |INSERT |DELETE |CREATE |<\?xml|</|/>|^<|^import |^from \w+ import|\(\?P<|\|Conn|^\)\.")
_DIFF = re.compile(r"```diff\n.*?\n```\n\n", re.DOTALL)
_TYPESCRIPT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
_COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def rendered() -> str:
    """All of them, a heading above each kind."""
    parts = [
        "# Every sentence that a person can see. Written by `python -m tests.sentences`; read what changed.\n",
        *_pages(),
        _section("Why there is no fix, or no other one", _refused()),
        *(_section(f"qls/{name}", lines) for name, lines in _faces()),
        *(_section(f"vscode-client/{name}", lines) for name, lines in _extension()),
    ]
    return "\n".join(parts)


def _section(title: str, lines: Iterable[str]) -> str:
    return f"## {title}\n\n" + "".join(f"{line}\n" for line in lines)


def _pages() -> Iterator[str]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for code in _programs():
        for finding in analyse(code, newest()).findings:
            found[finding.code].append(finding)
    for code in sorted(found):
        yield _section(f"{code} {found[code][0].name}", _said(found[code]))


def _said(findings: list[Finding]) -> Iterator[str]:
    yield from sorted({finding.message for finding in findings})
    related = {f"  related: {each.message}" for finding in findings for each in finding.related}
    yield from sorted(related)
    changes: dict[str, set[str]] = defaultdict(set)
    for fix in (fix for finding in findings for fix in finding.fixes):
        changes[f"  {fix.safety.value}: {fix.title}"].add(fix.changes)
    for title in sorted(changes):
        yield title
        yield from sorted(f"    changes: {each}" for each in changes[title] if each)
    yield from (f"  > {line}".rstrip() for line in _hover(findings).splitlines())


def _hover(findings: list[Finding]) -> str:
    """The first hover, with the code taken out."""
    shown = next((text for finding in findings if (text := finding.explain())), "")
    return _DIFF.sub("", shown + "\n\n").strip()


def _programs() -> Iterator[str]:
    from tests.test_refusals import REFUSED

    for page in MIGRATIONS:
        yield from (example.before for example in page.examples)
        yield from (each.code for each in page.leave_alone)
    yield from (case.code for case in REFUSED)


def _refused() -> list[str]:
    """The reasons that programs meet, and those that refused programs name."""
    from tests.test_refusals import REFUSED

    met = {finding.reason for code in _programs() for finding in analyse(code, newest()).findings}
    return sorted((met | {case.because for case in REFUSED}) - {""})


def _faces() -> Iterator[tuple[str, list[str]]]:
    for name in _FACES:
        place = _PACKAGE / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place] if place.exists() else []:
            if lines := list(dict.fromkeys(_texts(path))):
                yield path.relative_to(_PACKAGE).as_posix(), lines


def _texts(path: Path) -> Iterator[str]:
    """The sentences of a module, in their order; of commands of the command line also the docstring, their help."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    left_out: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            helps = isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(d) for d in node.decorator_list)
            if ast.get_docstring(node) is not None and not helps:
                left_out.add(node.body[0])
    for statement in _in_order(module, left_out):
        if isinstance(statement, ast.Constant) and isinstance(statement.value, str):
            text = statement.value
        elif isinstance(statement, ast.JoinedStr):
            text = "".join(p.value if isinstance(p, ast.Constant) else "{…}" for p in statement.values)
        else:
            continue
        text = " ".join(text.split())
        if _WORDS.search(text) and not _CODE.search(text):
            yield text


def _in_order(node: ast.AST, left_out: set[ast.AST]) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if child in left_out:
            continue
        yield child
        if not isinstance(child, ast.JoinedStr):
            yield from _in_order(child, left_out)
        else:  # what is filled in may hold sentences, too
            for part in child.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _in_order(part, left_out)


def _extension() -> Iterator[tuple[str, list[str]]]:
    folder = _ROOT / "vscode-client"
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    yield "package.json", list(dict.fromkeys(_of_json(package)))
    for path in sorted((folder / "src").glob("*.ts")):
        text = _COMMENTS.sub("", path.read_text(encoding="utf-8"))
        said = [re.sub(r"\$\{[^}]*\}", "{…}", match[0][1:-1]) for match in _TYPESCRIPT.finditer(text)]
        if lines := [each for each in dict.fromkeys(said) if _WORDS.search(each) and not _CODE.search(each)]:
            yield f"src/{path.name}", [" ".join(line.split()) for line in lines]


_SHOWN = {"title", "description", "markdownDescription", "displayName", "altText"}


def _of_json(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _of_json(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _of_json(item, "title" if key == "enumDescriptions" else "")
    elif isinstance(value, str) and key in _SHOWN:
        yield " ".join(value.split())


if __name__ == "__main__":
    FILE.write_text(rendered(), encoding="utf-8")
    print(f"{FILE}: {len(FILE.read_text(encoding='utf-8').splitlines())} lines; read what changed")
