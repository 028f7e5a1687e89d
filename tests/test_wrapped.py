"""Lines that fixes make too long are broken inside their brackets, as a formatter would."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qls.rewriting.wrapped import wrapped
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit, apply_edits

WIDTH = 60


def broken(line: str, width: int = WIDTH, above: str = "", below: str = "") -> str:
    """``line`` as it comes out where it is new between ``above`` and ``below``."""
    before = Source(f"{above}old\n{below}")
    at = above.count("\n")
    edits = [TextEdit(Range.of(at, 0, at, len("old")), line)]
    after = Source(apply_edits(before.text, edits))
    text = apply_edits(before.text, wrapped(before, edits, after, width))
    return text.removeprefix(above).removesuffix(below).removesuffix("\n")


@pytest.mark.parametrize(
    "line",
    [
        "sampler.run([circuit], shots=100)",
        "run([circuit])  # a comment that is much longer than the line may be is a person's",
        "name_of_a_job = one_name_that_is_long + another_name_that_is_as_long + the_end",
        "text = 'brackets (in a string, that is long) and more of [them] in the same string'",
        "text = f'{the_sum_of(first_argument, second_argument)} and {another(one)} more of it'",
        "edges = (0, 1), (1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 14)",
    ],
)
def test_a_line_that_fits_or_has_no_brackets_worth_it_stays(line: str) -> None:
    assert broken(line) == line


def test_a_line_that_was_there_before_stays() -> None:
    long = "job = sampler.run([one_circuit, another_circuit, a_third_circuit], shots=1000)\n"
    assert broken("new", above=long, below=long) == "new"


LONG = {
    "from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2": """\
from qiskit.primitives import (
    BackendEstimatorV2, BackendSamplerV2
)""",
    "from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2, StatevectorSampler as S  # all": """\
from qiskit.primitives import (
    BackendEstimatorV2,
    BackendSamplerV2,
    StatevectorSampler as S,
)  # all""",
    "job = sampler.run([one_circuit, another_circuit], shots=100).result()[0]": """\
job = sampler.run(
    [one_circuit, another_circuit], shots=100
).result()[0]""",
    "isa_circuit = transpile(circuit, backend, optimization_level=1, seed_transpiler=42)": """\
isa_circuit = transpile(
    circuit,
    backend,
    optimization_level=1,
    seed_transpiler=42,
)""",
    'counts = {" ".join(key): n for key, n in job.result()[0].join_data().get_counts().items() if n > 0}': """\
counts = {
    " ".join(key): n
    for key, n in job.result()[0].join_data().get_counts().items()
    if n > 0
}""",
    "minimize(lambda x, y: cost_of(x, y, estimator, backend), initial_point)  # slow": """\
minimize(
    lambda x, y: cost_of(x, y, estimator, backend),
    initial_point,
)  # slow""",
    "job = sampler.run([one_circuit, another_circuit, third_circuit, fourth_circuit, fifth])": """\
job = sampler.run(
    [
        one_circuit,
        another_circuit,
        third_circuit,
        fourth_circuit,
        fifth,
    ]
)""",
}


@pytest.mark.parametrize(("line", "lines"), LONG.items())
def test_a_long_line_is_broken_in_its_longest_brackets(line: str, lines: str) -> None:
    assert broken(line) == lines


def test_what_is_indented_is_broken_deeper_and_line_ends_stay() -> None:
    above, line = (
        "if True:\r\n\tpass\r\n",
        "\tcounts = sampler.run([one_circuit, another_circuit], shots=100).result()[0]",
    )
    before = Source(f"{above}\told\r\n")
    edits = [TextEdit(Range.of(2, 0, 2, 4), line)]
    after = Source(apply_edits(before.text, edits))
    text = apply_edits(before.text, wrapped(before, edits, after, WIDTH))
    broken_line = "\tcounts = sampler.run(\r\n\t\t[one_circuit, another_circuit], shots=100\r\n\t).result()[0]\r\n"
    assert text == above + broken_line


NAMES = st.sampled_from(["a", "circuit", "observable_of_the_system", "'a (string'", "f'{a}, ['", "lambda x, y: x"])
EXPRESSIONS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda each: f"run({', '.join(each)})"),
        st.lists(inner, min_size=1, max_size=4).map(lambda each: f"[{', '.join(each)}]"),
        inner.map(lambda each: f"({each})"),
        inner.map(lambda each: f"table[{each}]"),
        inner.map(lambda each: f"[{each} for x in ({each}) if x]"),
        inner.map(lambda each: f"sum({each} for x in ({each}))"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}, {two[1]},)"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}).do({two[1]}, key={two[0]})"),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS, st.integers(20, 80))
def test_every_line_means_what_it_meant_and_only_blanks_and_last_commas_are_new(expression: str, width: int) -> None:
    line = f"value = {expression}"
    new = broken(line, width)
    assert ast.dump(ast.parse(new)) == ast.dump(ast.parse(line))
    assert "".join(new.split()).replace(",", "") == "".join(line.split()).replace(",", "")
