"""The command line, run in this process, and programs to run it on."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from qls.cli.main import main

LEGACY = """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, AerSimulator(), shots=10).result().get_counts()
"""
CLEAN = "from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(1)\n"


# Works with every Qiskit of today: only that there is a better way is said of it.
LEGAL = """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

sim = AerSimulator()
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
print(sim.run(transpile(qc, sim), shots=100).result().get_counts())
"""

# Only explained.
EXPLAINED = """\
from qiskit import QuantumCircuit

qc = QuantumCircuit(1)
print(qc.qasm(filename="bell.qasm"))
"""


def qls(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def notebook(*cells: str) -> str:
    entries = [{"cell_type": "markdown", "metadata": {}, "source": ["# é"]}]
    for cell in cells:
        source = cell.splitlines(keepends=True)
        entries.append({"cell_type": "code", "metadata": {}, "outputs": [{"k": 1}], "source": source})
    return json.dumps({"cells": entries, "metadata": {}, "nbformat": 4}, indent=1, ensure_ascii=False)


def installed(*distributions: str) -> None:
    """An environment `old` in which ``distributions`` (name-version) are installed."""
    packages = Path("old/lib/python3.11/site-packages")
    packages.mkdir(parents=True)
    Path("old/pyvenv.cfg").write_text("home = nowhere\n")
    for name in distributions:
        (packages / f"{name}.dist-info").mkdir()
