"""What every fix promises: the new text is Python, and what was bound where it is read still is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qls import engine
from qls.engine import Document, Settings
from qls.environment import Environment, newest
from qls.planning.workbench import Outcome, Verdict
from qls.report import Fix
from qls.rewriting.plan import Plan
from qls.rewriting.promise import broken
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit, apply_edits

KEPT = {
    "a name that nothing reads goes": ("import a\nimport b\nprint(b)\n", "import a\n", ""),
    "a name that a function has for itself goes": (
        "import a\ndef f(a):\n    return a\n", "import a\n", ""
    ),
    "an import comes before its use": ("print(1)\n", "print(1)", "from b import a\nprint(a)"),
    "a builtin is used": ("print([1])\n", "[1]", "len([1])"),
    "a name that was bound nowhere still is not": ("print(a)\n", "print(a)", "print(a, a)"),
    "a comprehension has a variable of its own": ("x = [1]\n", "[1]", "[a for a in [1]]"),
    "an import of a function comes before its use": (
        "def f():\n    return 1\n", "return 1", "from b import a\n    return a"
    ),
    "a cell of a notebook waits": ("x = 1\n", "x = 1", "x = await print(1)"),
}  # fmt: skip
BROKEN = {
    "the text is no Python": ("from a import b\nprint(b)\n", "a import", "import", "the new text would be no Python"),
    "a name is given away in a class's comprehension": (
        "class A:\n    x = [n for n in [1]]\n", "n for", "(m := n) for", "the new text would be no Python"
    ),
    "what is read is not imported": ("import a\nprint(a)\n", "import a\n", "", "`a` would not be bound"),
    "what a package brings is read": (
        "import a.b\nprint(a.c)\n", "import a.b", "from a import b", "`a` would not be bound"
    ),
    "what a function reads is not imported": (
        "def f():\n    import a\n    return a\n", "import a", "pass", "`a` would not be bound"
    ),
    "it is imported in another function": (
        "import a\ndef f():\n    return a\ndef g(): ...\n", "import a\ndef f():\n", "def f():\n    def h(): import a\n",
        "`a` would not be bound",
    ),
    "it is imported in a class, and a method reads it": (
        "import a\nclass A:\n    def f(self):\n        return a\n", "import a\nclass A:\n",
        "class A:\n    import a\n", "`a` would not be bound",
    ),
    "it is imported behind its use": (
        "import a\nprint(a)\n", "import a\nprint(a)\n", "print(a)\nimport a\n", "`a` would not be bound"
    ),
    "a function imports it behind its use": (
        "import a\ndef f():\n    print(a)\n", "print(a)", "print(a)\n    import a", "`a` would not be bound"
    ),
    "what brought every name goes": ("from a import *\nprint(b)\n", "from a import *\n", "", "`b` would not be bound"),
}  # fmt: skip


def edit(text: str, old: str, new: str) -> TextEdit:
    at = text.index(old)
    start, end = text[:at], text[: at + len(old)]
    span = Range.of(
        start.count("\n"), len(start) - start.rfind("\n") - 1, end.count("\n"), len(end) - end.rfind("\n") - 1
    )
    return TextEdit(span, new)


@pytest.mark.parametrize(("text", "old", "new"), KEPT.values(), ids=KEPT)
def test_an_edit_that_keeps_its_promise_is_made(text: str, old: str, new: str):
    assert broken(Source(text), Source(apply_edits(text, [edit(text, old, new)]))) == ""


@pytest.mark.parametrize(("text", "old", "new", "because"), BROKEN.values(), ids=BROKEN)
def test_an_edit_that_would_break_the_program_is_not_made(text: str, old: str, new: str, because: str):
    assert broken(Source(text), Source(apply_edits(text, [edit(text, old, new)]))).startswith(because)


def test_a_fix_that_cannot_be_carried_out_never_blocks_the_others():
    text = (
        "from qiskit import Aer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "counts = execute(qc, Aer.get_backend('qasm_simulator')).result().get_counts()\n"
    )
    document = Document(text, newest(), Settings())
    good = [finding.fixes[0] for finding in document.report().findings]
    plan = Plan()
    plan.replace(Range.of(2, 0, 2, 2), "no Python")
    bad: Fix = replace(good[0], outcome=Outcome(Verdict(offered=True), lambda: plan))
    expected, _ = document.together(good)
    edits, done = document.together([bad, *good])
    assert [fix for fix in done if fix is bad] == []
    assert apply_edits(text, edits) == apply_edits(text, expected)


def test_a_fix_that_needs_a_package_which_is_not_installed_is_no_safe_one():
    program = (
        "from qiskit import BasicAer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "with qc.if_test((0, 1)):\n    qc.x(0)\nqc.measure(0, 0)\n"
        "counts = execute(qc, BasicAer.get_backend('qasm_simulator')).result().get_counts()\n"
    )
    fake = "from qiskit.providers.fake_provider import FakeManila\n\nbackend = FakeManila()\n"
    alone = Environment({"qiskit": newest().versions["qiskit"]})
    for text in (program, fake):
        assert engine.fix(text, newest()).text != text
        assert engine.fix(text, alone).text == text != engine.fix(text, alone, unsafe=True).text
