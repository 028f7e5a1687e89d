"""What stands inside an f-string is found in the text, and edited there."""

from __future__ import annotations

import ast

import pytest

from qls import engine
from qls.choice import Settings
from qls.environment import newest
from qls.syntax.statement import Tree
from qls.syntax.text import slice_range

WRITTEN = {
    "alone": ('f"{a.b[0]}"', ["a.b[0]"]),
    "among letters of several bytes": ('"é", f"é {a} é {b.c}"', ["a", "b.c"]),
    "converted and formatted": ('f"{a!r:>10} {b:.3f} {c!s}"', ["a", "b", "c"]),
    "compared, not converted": ('f"{a != b} {c == d} {e <= f}"', ["a != b", "c == d", "e <= f"]),
    "shown with its text": ('f"{a.b = } {c=!r}"', ["a.b", "c"]),
    "brackets that are text": ('f"{{a}} {{{b}}}"', ["b"]),
    "brackets and colons of its own": (
        "f'{ {1: a}[1] } {b[1:2]} {f(lambda c: c)}'",
        ["{1: a}[1]", "b[1:2]", "f(lambda c: c)"],
    ),
    "brackets and colons in its text": ("""f"{a['}:!']} {b}" """, ["a['}:!']", "b"]),
    "a character by its name": (r'f"\N{DEGREE SIGN} \{a} \\ {b}"', ["a", "b"]),
    "raw": (r'rf"\N{a} \{b}"', ["a", "b"]),
    "side by side": ("""(f"{a} " "{no}"  # { text\n    f'{b}' rf'''{c}\n {d}''')""", ["a", "b", "c", "d"]),
    "over lines": ('f"""\n  {a.b(\n  c,\n d)} é {e}\n"""', ["a.b(\n  c,\n d)", "e"]),
    "one in another": ("""f"{f'{a} {b.c}' + d}" """, ["f'{a} {b.c}' + d", "a", "b.c"]),
    "in other code": ("x = 1; print(f'{a}', f'{b}', key=c)", ["a", "b"]),
}


def _fields(tree: Tree) -> list[str]:
    assert tree.module is not None
    nodes = [node for node in ast.walk(tree.module) if isinstance(node, ast.FormattedValue)]
    return [slice_range(tree.lines, tree.range(node.value)) for node in nodes]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_expression_has_its_place(name: str) -> None:
    text, expected = WRITTEN[name]
    tree = Tree(text + "\n")
    assert not tree.unplaced
    assert sorted(_fields(tree)) == sorted(expected)


@pytest.mark.parametrize("text", ['f"{a:{b}}"', 'f"{a:>{b}.{c}}"', 'f"{a,}"'])
def test_where_it_is_not_known_is_said(text: str) -> None:
    tree = Tree(text)
    assert tree.module is not None
    held = [node for node in ast.walk(tree.module) if node in tree.unplaced]
    assert len(held) == 1


_PROGRAM = """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

qc = QuantumCircuit(1)
qc.measure_all()
result = Sampler().run(qc, shots=10).result()
print({})
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'f"{result.quasi_dists[0]}"',
            'f"{({outcome: count / 10 for outcome, count in sorted(result[0].data.meas.get_int_counts().items())})}"',
        ),
        ("f\"{result.metadata[0]['shots']}\"", "f\"{result[0].metadata['shots']}\""),
        ("f'{result.metadata[0][\"shots\"]:d}'", "f'{result[0].metadata[\"shots\"]:d}'"),
        ("f\"é {result.metadata[0]['shots']!r:>9}\" 'é'", "f\"é {result[0].metadata['shots']!r:>9}\" 'é'"),
    ],
)
def test_what_is_edited_there_fits(before: str, after: str) -> None:
    fixed = engine.fix(_PROGRAM.replace("{}", before), newest(), Settings(line_length=320), unsafe=True).text
    assert f"print({after})" in fixed
