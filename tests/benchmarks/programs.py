"""Synthetic legacy programs of a given length: the statements that real ones are made of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

HEADER = """\
\"\"\"Experiments on a few qubits.\"\"\"
import math
import numpy as np
from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister, Aer, BasicAer, execute, transpile
from qiskit.tools.monitor import job_monitor
from qiskit.visualization import plot_histogram

backend = Aer.get_backend("qasm_simulator")
shots = 1024
"""


def program(lines: int, seed: int = 7) -> str:
    """A program of at least ``lines`` lines, the same one for the same arguments."""
    chance = random.Random(seed)
    text = [HEADER]
    length = HEADER.count("\n")
    for number in range(lines):
        block = chance.choices(BLOCKS, WEIGHTS)[0](number, chance)
        text.append(block + "\n")
        length += block.count("\n") + 1
        if length >= lines:
            break
    return "".join(text)


def places_to_type(text: str) -> Iterator[tuple[int, str]]:
    """Blank lines of ``text`` (from 0), and the indentation that a statement there has."""
    rows = text.split("\n")
    for row in range(1, len(rows) - 1):
        if not rows[row].strip() and rows[row + 1].strip():
            after = rows[row + 1]
            yield row, after[: len(after) - len(after.lstrip())]


def legacy_calls(text: str) -> Iterator[tuple[int, int]]:
    """Where ``execute`` and ``run`` are called, as row and column from 0."""
    for row, line in enumerate(text.split("\n")):
        for call in re.finditer(r"\b(execute|run)\((?!self)", line):
            yield row, call.start()


def experiment(n: int, chance: random.Random) -> str:
    qubits = chance.randint(2, 5)
    return f"""
# experiment {n}
qc{n} = QuantumCircuit({qubits}, {qubits})
qc{n}.h(0)
for qubit in range({qubits - 1}):
    qc{n}.cx(qubit, qubit + 1)
qc{n}.barrier()
qc{n}.measure(range({qubits}), range({qubits}))
job{n} = execute(qc{n}, backend, shots={chance.choice([100, 1000, 1024, 8192])})
result{n} = job{n}.result()
counts{n} = result{n}.get_counts(qc{n})
print("experiment {n}:", counts{n})
"""


def one_line(n: int, chance: random.Random) -> str:
    simulator = chance.choice(["Aer", "BasicAer"])
    return f"""
q{n} = QuantumRegister(2, "q")
c{n} = ClassicalRegister(2, "c")
bell{n} = QuantumCircuit(q{n}, c{n})
bell{n}.h(q{n}[0])
bell{n}.cx(q{n}[0], q{n}[1])
bell{n}.measure(q{n}, c{n})
plot_histogram(execute(bell{n}, {simulator}.get_backend("qasm_simulator")).result().get_counts())
"""


def run_on_backend(n: int, chance: random.Random) -> str:
    return f"""
ghz{n} = QuantumCircuit({chance.randint(3, 6)})
ghz{n}.h(0)
ghz{n}.cx(0, 1)
ghz{n}.measure_all()
done{n} = backend.run(transpile(ghz{n}, backend), shots=shots, seed_simulator={n})
job_monitor(done{n})
heads{n} = done{n}.result().get_counts()
"""


def function(n: int, chance: random.Random) -> str:
    return f"""
def sample_{n}(angle, shots={chance.choice([512, 1024])}):
    \"\"\"Counts after a rotation by ``angle``.\"\"\"
    circuit = QuantumCircuit(1, 1)

    circuit.rx(angle, 0)
    circuit.measure(0, 0)
    simulator = Aer.get_backend("aer_simulator")
    counts = simulator.run(circuit, shots=shots).result().get_counts()

    return counts.get("1", 0) / shots
"""


def klass(n: int, chance: random.Random) -> str:
    return f"""
class Walk{n}:
    def __init__(self, steps, backend=None):
        self.steps = steps
        self.backend = backend or Aer.get_backend("qasm_simulator")

    def circuit(self):
        walk = QuantumCircuit({chance.randint(2, 4)}, 2)
        for _ in range(self.steps):
            walk.h(0)
            walk.cx(0, 1)

        walk.measure([0, 1], [0, 1])
        return walk

    def run(self, shots=1024):
        job = execute(self.circuit(), self.backend, shots=shots)
        return job.result().get_counts()
"""


def arithmetic(n: int, chance: random.Random) -> str:
    return f"""
def smooth_{n}(values, width={chance.randint(2, 9)}):
    out = []
    for start in range(len(values)):
        window = values[start:start + width]
        if not len(window):
            continue
        out.append(sum(window) / len(window))

    return np.array(out)


angles{n} = np.linspace(0, 2 * math.pi, {chance.randint(5, 50)})
curve{n} = smooth_{n}([math.cos(angle) ** 2 for angle in angles{n}])
"""


def gates(n: int, chance: random.Random) -> str:
    names = ["h(0)", "x(1)", "cx(0, 1)", "rz(0.3, 1)", "barrier()", "t(0)", "sdg(1)", "swap(0, 1)"]
    lines = "\n".join(f"ansatz{n}.{chance.choice(names)}" for _ in range(14))
    return f"\nansatz{n} = QuantumCircuit(2)\n{lines}\n"


BLOCKS: list[Callable[[int, random.Random], str]] = [
    experiment,
    one_line,
    run_on_backend,
    function,
    klass,
    arithmetic,
    gates,
]
WEIGHTS = [20, 8, 12, 12, 6, 22, 20]
