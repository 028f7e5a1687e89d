"""Programs with V2 primitives that are used as V1: they do not run, and run once they are fixed."""

from __future__ import annotations

import pytest

from qls import engine
from qls.environment import newest
from qls.migrations.qls903_half_migrated import EXAMPLES
from tests.environments import NEW, python_of
from tests.equivalence.runner import Runner


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_a_half_migrated_program_dies_as_it_is_and_runs_once_it_is_fixed(example):
    runner = Runner(python_of(NEW))
    try:
        assert {run.status for run in runner.run(example.before, runs=1)} == {"error"}
        assert {run.status for run in runner.run(example.after["auto"], runs=1)} == {"ok"}
    finally:
        runner.close()


@pytest.mark.parametrize("made", ["StatevectorSampler()", "BackendSamplerV2(backend=backend)", "SamplerV2()"])
def test_what_v2_gives_is_known_of_every_sampler(made: str):
    program = (
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import BackendSamplerV2, StatevectorSampler\n"
        "from qiskit.providers.fake_provider import GenericBackendV2\nfrom qiskit_aer.primitives import SamplerV2\n"
        f"backend = GenericBackendV2(2)\nfor result in {made}.run([QuantumCircuit(1, 1)]).result():\n"
        "    print(result.get_counts(), result.data.c.get_counts())\n"
    )
    found = [finding for finding in engine.analyse(program, newest()).findings if finding.code == "QLS903"]
    assert [finding.range.start.line for finding in found] == [6]
