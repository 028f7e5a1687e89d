"""The rooms of the house keep to their rules, and nothing of the machine it was built on is in it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from radon.complexity import cc_visit

from qls.environment import NEWEST
from qls.migrations import MIGRATIONS, Migration
from qls.migrations import qls802_version_table as VERSION_TABLE
from tests.environments import NEW, REPOSITORY

HEAVY = ("qiskit", "libcst", "jedi", "pygls")
LONGEST_FILE = 550

# Where this house was built; the brackets keep this line from being found itself.
MACHINE_PATHS = re.compile(r"(?<![\w.])(/[r]oot/|/[w]ork/|/[t]mp/\w/)")


def tracked() -> list[Path]:
    listing = ran(["git", "ls-files", "-z"])
    assert listing.returncode == 0, listing.stderr
    paths = [REPOSITORY / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def sources() -> Iterator[tuple[str, str]]:
    """The name and text of every file of the package itself."""
    for path in tracked():
        if path.suffix == ".py" and path.is_relative_to(REPOSITORY / "qls") and "stubs" not in path.parts:
            yield path.relative_to(REPOSITORY / "qls").as_posix(), path.read_text("utf-8")


def untyped(body: list[ast.stmt], around: str = "") -> Iterator[str]:
    """What is public among these statements and says ``Any`` of what it takes, gives or holds."""
    for node in body:
        if isinstance(node, ast.If):
            yield from untyped([*node.body, *node.orelse], around)
        elif isinstance(node, ast.ClassDef) and is_public(node.name):
            yield from (around + node.name for base in node.bases if says_any(base))
            yield from untyped(node.body, f"{around}{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            taken = [part.annotation for part in ast.walk(node.args) if isinstance(part, ast.arg)]
            if is_public(node.name) and any(map(says_any, (*taken, node.returns))):
                yield around + node.name
            held = [part for part in ast.walk(node) if isinstance(part, ast.AnnAssign)] if around else []
            held = [part for part in held if isinstance(part.target, ast.Attribute) and is_public(part.target.attr)]
            yield from (around + ast.unparse(part.target) for part in held if says_any(part.annotation))
        elif isinstance(node, (ast.AnnAssign, ast.Assign)):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            said = node.annotation if isinstance(node, ast.AnnAssign) else node.value  # which may be an alias
            if isinstance(target, ast.Name) and is_public(target.id) and says_any(said):
                yield around + target.id


def is_public(name: str) -> bool:
    return not name.startswith("_") or name.endswith("__")


def says_any(annotation: ast.expr | None) -> bool:
    parts = [] if annotation is None else ast.walk(annotation)
    return any("Any" in (getattr(part, "id", ""), getattr(part, "attr", "")) for part in parts)


def loaded_by(statement: str, *packages: str) -> set[str]:
    """Those of ``packages`` that are in memory once ``statement`` has run in a fresh interpreter."""
    program = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = ran([sys.executable, "-c", program])
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split()) & set(packages)


def ran(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_every_room_keeps_to_what_it_may_import():
    done = ran([Path(sys.executable).with_name("lint-imports"), "--no-cache"])
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_page_knows_another():
    pages = {page.stem: page for page in (REPOSITORY / "qls" / "migrations").glob("qls*.py")}
    assert len(pages) == len(MIGRATIONS)
    for name, page in pages.items():
        nodes = list(ast.walk(ast.parse(page.read_text("utf-8"))))
        modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        imports = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
        modules |= {alias.name for node in imports for alias in node.names}
        known = {module.rpartition(".")[2] for module in modules} & pages.keys()
        assert known == set(), f"{name} imports {known}"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"PAGE": replace(VERSION_TABLE.PAGE, code="QLS999")}, "has the page of QLS999"),
        ({"find": None}, "finds nothing"),
        ({"PAGE": replace(VERSION_TABLE.PAGE, destinations=("auto", "aer"))}, "shows no example for aer"),
        ({"LEAVE_ALONE": ()}, "fewer leave-alone cases than examples"),
    ],
)
def test_a_page_that_is_ill_formed_is_refused(changed: dict[str, object], why: str):
    page = ModuleType(VERSION_TABLE.__name__)
    whole = {**vars(VERSION_TABLE), **changed}
    page.__dict__.update({name: value for name, value in whole.items() if value is not None})
    with pytest.raises(ValueError, match=why):
        Migration.of(page)


def test_a_server_that_starts_imports_no_qiskit():
    assert loaded_by("import qls.server.main", "qiskit", "qiskit_aer", "qiskit_ibm_runtime") == set()


def test_analysis_loads_nothing_heavy():
    program = "from qls import engine, environment\nengine.analyse('x = 1', environment.newest())"
    assert loaded_by(program, *HEAVY) == set()


def test_the_command_line_does_not_load_the_server():
    assert loaded_by("import qls.cli.main", "pygls", "lsprotocol", *HEAVY) == set()


def test_no_file_names_a_path_of_a_machine():
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(REPOSITORY)}: {match[0]}" for match in MACHINE_PATHS.finditer(text)]
    assert found == []


def test_no_source_file_is_too_long_to_read():
    sources = [path for path in tracked() if path.suffix in (".py", ".ts", ".el", ".lua")]
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in sources}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_few_functions_have_many_branches():
    """None has more than 20 (cyclomatic complexity, radon), and at most 10 more than 15."""
    found = {}
    for name, text in sources():
        blocks = cc_visit(text)
        methods = [method for block in blocks for method in getattr(block, "methods", ())]
        for block in (*blocks, *methods):
            if not hasattr(block, "methods") and block.complexity > 15:
                found[f"{name}: {block.name}"] = block.complexity
    assert max(found.values(), default=0) <= 20, found
    assert len(found) <= 10, found


def test_no_public_signature_says_any():
    found = {f"{name}: {what}" for name, text in sources() for what in untyped(ast.parse(text).body)}
    assert found == set()


def test_a_type_error_is_passed_over_with_its_reason():
    found = {name: len(re.findall(r"# type: ignore(?!\[[\w, -]+\]  # \w)", text)) for name, text in sources()}
    assert {name: number for name, number in found.items() if number} == {}


def test_every_table_of_the_catalogue_is_used():
    words = Counter(word for _, text in sources() for word in re.findall(r"\w+", text))
    tables = re.compile(r"^([A-Z]\w*)(?::[^=\n]+)? = ", re.MULTILINE)
    names = {name for path, text in sources() if path.startswith("catalogue/") for name in tables.findall(text)}
    assert names and {name for name in names if words[name] < 2} == set()


def test_the_pinned_versions_are_those_that_count_where_nothing_is_installed():
    pins = dict(re.findall(r"^(qiskit[\w-]*)==([\d.]+)", NEW.file.read_text("utf-8"), re.MULTILINE))
    pins.pop("qiskit-algorithms")  # where nothing is installed, the packages that few programs need are not either
    assert pins == NEWEST


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda migration: migration.code)
def test_every_code_is_explained_by_the_command_line(migration):
    done = ran([sys.executable, "-m", "qls", "explain", migration.code])
    assert done.returncode == 0, done.stderr
    assert migration.code in done.stdout and migration.link in done.stdout


def test_the_readme_shows_what_the_bundled_example_becomes():
    done = ran([sys.executable, "-m", "qls", "fix", "--diff", "--python", sys.prefix, "qls/examples/bell.py"])
    changed = [line for line in done.stdout.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]
    readme = (REPOSITORY / "README.md").read_text("utf-8").splitlines()
    assert changed and [line for line in changed if line not in readme] == []


def test_every_code_is_listed_in_the_readme():
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert [migration.code for migration in MIGRATIONS if migration.code not in readme] == []
