"""For a share of all that is gone, always the same, there is a finding in each form; ``tests/recall.py`` takes all."""

from __future__ import annotations

from itertools import chain

import pytest

from qls import engine
from tests.recall import (
    REASONS,
    Answer,
    asked,
    cases,
    environment,
    fixes_that_fail,
    names,
    of_members,
    of_names,
    of_parameters,
)

EVERY = 60


@pytest.fixture(scope="module")
def answer() -> Answer:
    return asked(list(cases(EVERY)))


def test_what_is_gone_has_a_finding_in_every_form_but_for_the_reasons_that_are_known(answer: Answer):
    assert answer.tried.total() > 2000
    assert [(case.form, case.name) for case in answer.unclear] == []


def test_what_is_gone_is_told_once_in_words_and_without_a_crash(answer: Answer):
    assert (answer.empty, answer.twice, answer.crashed) == ([], [], [])


def test_what_the_fixes_of_imports_leave_runs_today(answer: Answer):
    count, failed = fixes_that_fail(answer.fixed)
    assert count > 0
    assert failed == []


@pytest.mark.parametrize("why", REASONS)
def test_each_reason_for_a_miss_has_a_program_that_is_missed(why: str):
    every = chain(of_members(), of_parameters(), of_names(names()))
    assert any(not _findings(case.text) for case in every if REASONS[why](case))


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("from qiskit.providers.fake_provider import *\nprint(FakeLegacySingapore())\n", "QLS202"),
        ("from qiskit.qasm import pi\nprint(pi)\n", "QLS201"),
        ("from qiskit import *\nprint(qiskit.BasicAer)\n", "QLS201"),
        ("from qiskit import QuantumCircuit\nQuantumCircuit(1).cu3()\n", "QLS801"),
        ("from qiskit_algorithms import VQE\nVQE().solve().optimal_circuit.bind_parameters({})\n", "QLS801"),
        ("from qiskit_nature.second_quantization.drivers import PySCFDriver\nPySCFDriver()\n", "QLS201"),
        ("from qiskit_nature.drivers.second_quantization import PySCFDriver\nPySCFDriver()\n", "QLS201"),
        ("def bind(circuit):\n    import qiskit\n    return circuit.bind_parameters({})\n", "QLS801"),
        ("from qiskit.circuit import Instruction\nInstruction('one', 1, 0, []).c_if(3, 1)\n", "QLS803"),
        ("from qiskit.providers.fake_provider import GenericBackendV2\nGenericBackendV2.drive_channel\n", "QLS803"),
        ("from qiskit_ibm_runtime import Sampler\nSampler(skip_transpilation=True)\n", "QLS803"),
        ("from qiskit_ibm_runtime import QiskitRuntimeService as S\nS.save_account(channel_strategy='x')\n", "QLS803"),
    ],
)
def test_what_was_missed_once_has_a_finding(program: str, code: str):
    assert code in _findings(program)


def _findings(program: str) -> list[str]:
    return [finding.code for finding in engine.analyse(program, environment()).findings]
