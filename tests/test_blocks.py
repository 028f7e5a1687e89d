"""Blocks of code in Markdown, reStructuredText and docstrings: found, and edited without touching anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qls import engine
from qls.environment import newest
from qls.files import Uncarried, decode_blocks
from qls.syntax.blocks import groups
from qls.syntax.text import Range, TextEdit, slice_range, split_lines


def sources(text: str, kind: str = "markdown") -> list[str]:
    return ["\n".join(line for line in group.source.split("\n") if line) for group in groups(text, kind)]


@pytest.mark.parametrize(
    "info", ["python", "py", "Python3", "ipython3", "python title='x'", "{python}", "{.python .x}"]
)
def test_the_languages_that_are_python(info: str) -> None:
    assert sources(f"```{info}\nx = 1\n```\n") == ["x = 1"]


@pytest.mark.parametrize("info", ["", "sh", "pycon", "pythonic", "text", "{note} python"])
def test_what_is_no_python(info: str) -> None:
    assert sources(f"```{info}\nx = 1\n```\n    x = 2\n") == []


def test_blocks_of_markdown_wherever_they_stand() -> None:
    text = "- a\n\n  ~~~ py\n  x = 1\n\n  if x: pass\n  ~~~\n> ```python\n> y = 2\n> ```\n"
    text += "<!--\n```python\nz = 3\n```\n-->\n"
    assert sources(text) == ["x = 1\nif x: pass", "y = 2"]
    assert sources("```{code-cell} ipython3\n:tags: [a]\nx = 1\n```\n") == ["x = 1"]
    assert sources("````md\n```python\nx = 1\n```\n````\n") == []


def test_blocks_of_restructuredtext() -> None:
    text = (
        ".. code-block:: python\n   :linenos:\n   :caption: a\n\n   x = 1\n\n   y = 2\n\nText.\n\n"
        ".. note::\n\n   .. jupyter-execute::\n\n      z = 3\n\n   .. code-block:: c\n\n      int z;\n"
        ".. code:: python3\n"
    )
    assert sources(text, "rest") == ["x = 1\ny = 2", "z = 3"]


def test_a_block_that_reads_names_of_those_before_it_goes_on_from_them() -> None:
    text = "```python\nx = 1\n```\n```python\nprint(x)\n```\n```python\ndef f(a): return a\nf(len([]))\n```\n"
    assert sources(text) == ["x = 1\nprint(x)", "def f(a): return a\nf(len([]))"]
    assert sources(text + "```python\nf(1\n```\n")[-1].endswith("f(1") or len(sources(text)) == 2


def test_docstrings() -> None:
    fenced = '"""A.\n\n    ```python\n    x = 1\n    ```\n    """'
    text = f"def f():\n    {fenced}\n    return '''\n```python\ny = 2\n```\n'''\nclass A:\n    {fenced}\n"
    assert sources(text, "python") == ["x = 1", "x = 1"]
    assert sources(text.replace("A.", "A\\n."), "python") == ["x = 1", "x = 1"], (
        "what is beside the quotes is not edited"
    )
    assert sources(text.replace("x = 1", "x = '\\\\n'"), "python") == []


def test_a_docstring_that_would_not_hold_the_new_text_keeps_the_old() -> None:
    [program] = decode_blocks(b'"""A.\n\n```python\nx = 1\n```\n"""\n', "a.py")
    with pytest.raises(Uncarried, match="would not hold"):
        program.edited([TextEdit(Range.of(0, 4, 0, 5), r"'\n'")])


LEGACY = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\n\nqc.u1(0.5, 0)\n"
PROSE = st.lists(
    st.sampled_from(["", "Text *of* words.", "# Title", "- item", "\tx", "é…", "`code`", "---"]), max_size=4
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(PROSE, st.sampled_from(["", "> ", "  "]), st.booleans()), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_other_byte_stays(parts: list[tuple[list[str], str, bool]], end: str) -> None:
    lines: list[str] = []
    for prose, prefix, legacy in parts:
        code = LEGACY if legacy else "x = 1\n"
        lines += [*prose, "", *(f"{prefix}{line}".rstrip() for line in ("```python", *code.splitlines(), "```")), ""]
    text = end.join(lines)
    now = text
    programs = decode_blocks(text.encode(), "a.md")
    for at, program in enumerate(programs):
        for finding in engine.analyse(program.source, newest()).findings:
            _, span = program.locate(finding.range)
            assert slice_range(split_lines(text), span) == slice_range(split_lines(program.source), finding.range)
        now_program = decode_blocks(now.encode(), "a.md")[at]
        assert now_program.edited([]).decode() == now
        now = now_program.edited(engine.fix(now_program.source, newest()).edits).decode()
    found = sum("u1" in program.source for program in programs)
    assert found < text.count("qc.u1(") or now == text.replace("qc.u1(", "qc.p(")
    assert [a for a, b in zip(split_lines(text), split_lines(now), strict=True) if a != b and "u1" not in a] == []
