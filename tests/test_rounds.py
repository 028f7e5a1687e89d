"""A primitive that every round of a loop would make anew is made once in front of it, where that is the same."""

from __future__ import annotations

import textwrap

import pytest

from qls import engine
from qls.environment import newest

HEAD = """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator
from helper import configure

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
"""
MADE = "simulator = AerSimulator()\n"
RUN = "counts = execute(qc, simulator, shots=9).result().get_counts()\n"
LOOP = "for _ in range(3):\n" + textwrap.indent(RUN, "    ")


def fixed(program: str) -> str:
    return engine.fix(HEAD + program, newest()).text.partition("qc.measure(0, 0)\n")[2]


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(
            MADE + "for n in range(3):\n    simulator = AerSimulator(method='statevector')\n    " + RUN, id="new"
        ),
        pytest.param(MADE + LOOP + "    simulator = AerSimulator(method='statevector')\n", id="new for the next round"),
        pytest.param(MADE + LOOP + "    simulator.set_options(method='statevector')\n", id="set anew"),
        pytest.param(MADE + LOOP + "    configure(simulator)\n", id="handed on"),
        pytest.param("if qc.depth():\n    simulator = AerSimulator()\n" + LOOP, id="bound in a branch"),
        pytest.param("simulator = AerSimulator(seed_simulator=7)\n" + LOOP, id="a seed"),
        pytest.param(
            MADE + "later = [lambda: execute(qc, simulator).result().get_counts() for n in (1, 2)]\n", id="later"
        ),
        pytest.param(
            MADE
            + "def more():\n    global simulator\n    simulator = AerSimulator(method='statevector')\n"
            + LOOP
            + "    more()\n",
            id="a function's",
        ),
    ],
)
def test_what_may_differ_in_the_next_round_is_made_in_it(program: str) -> None:
    assert not [line for line in fixed(program).splitlines() if line.startswith("sampler = ")]


@pytest.mark.parametrize(
    ("program", "lines"),
    [
        (MADE + LOOP, ["sampler = SamplerV2.from_backend(simulator)", "for _ in range(3):"]),
        (
            MADE + "for _ in range(3):\n    for _ in range(2):\n" + textwrap.indent(RUN, "        "),
            ["sampler = SamplerV2.from_backend(simulator)", "for _ in range(3):"],
        ),
        (
            MADE + LOOP + textwrap.indent(RUN.replace("counts", "more"), "    "),
            ["sampler = SamplerV2.from_backend(simulator)", "for _ in range(3):"],
        ),
        (
            "def run(simulator):\n    return [execute(qc, simulator).result().get_counts() for _ in (1, 2)]\n"
            "run(AerSimulator())\n",
            ["    sampler = SamplerV2.from_backend(simulator)", "    return ["],
        ),
    ],
    ids=["a loop", "the outermost", "once for two calls", "a comprehension"],
)
def test_what_is_the_same_is_made_once_in_front_of_the_loop(program: str, lines: list[str]) -> None:
    new = fixed(program).splitlines()
    made = [number for number, line in enumerate(new) if "sampler = " in line]
    assert len(made) == 1
    assert [line[: len(start)] for line, start in zip(new[made[0] :], lines, strict=False)] == lines
