"""Whatever a program does to its lists of circuits, a reader that names a circuit reads the same one after the fix.

Legacy results are read by a circuit's name, current ones by position: where the two could differ, no fix is made.
"""

from __future__ import annotations

import pytest

from qls import engine
from qls.environment import newest
from tests.equivalence.compare import differences
from tests.equivalence.runner import Runner

BEGIN = """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from math import pi
sim = AerSimulator()
def make(k, **kw):
    qc = QuantumCircuit(2, 2, **kw)
    if k & 1:
        qc.x(0)
    if k & 2:
        qc.x(1)
    qc.measure([0, 1], [0, 1])
    return qc
"""

PROGRAMS = {
    "one circuit several times": """\
qc = make(0)
L = []
for i in range(3):
    qc.x(0); qc.measure(0, 0)
    L.append(qc)
r = sim.run(L).result()
out = [r.get_counts(L[i]) for i in range(3)]
""",
    "circuits shared between rounds of a loop": """\
L = []
for k in range(2):
    c = make(k)
    for j in range(2):
        L.append(c)
    L.append(make(3))
r = sim.run(L).result()
out = [r.get_counts(c) for c in L]
""",
    "some of them, backwards, sliced": """\
L = [make(k) for k in range(4)]
r = sim.run(L).result()
M = [c for c in L if c is not L[0]]
out = [r.get_counts(c) for c in M]
out2 = [r.get_counts(c) for c in reversed(L)]
out3 = [r.get_counts(c) for c in L[::-1]]
out4 = [r.get_counts(L[::-1][i]) for i in range(4)]
""",
    "counted from another start, with a counter that is changed": """\
L = [make(k) for k in range(4)]
r = sim.run(L).result()
out = {i: r.get_counts(c) for i, c in enumerate(L, start=0)}
out1 = [r.get_counts(L[i - 1]) for i, c in enumerate(L, 1)]
out2 = []
for i, c in enumerate(L):
    i = (i + 1) % 5
    out2.append(r.get_counts(c))
""",
    "transpiled, and the copy grows": """\
L = [make(k) for k in range(4)]
T = transpile(L, sim)
r = sim.run(T).result()
T.append(make(1))
out = [r.get_counts(c) for c in L]
out2 = [r.get_counts(T[i]) for i in range(4)]
""",
    "copied, and both grow": """\
L = [make(k) for k in range(3)]
T = list(L)
T.append(make(3))
r = sim.run(T).result()
out = [r.get_counts(c) for c in L]
L.append(make(2))
out2 = [r.get_counts(L[i]) for i in range(3)]
""",
    "two lists of the same circuits, one sorted": """\
L = []
M = []
for k in range(3):
    c = make(k)
    L.append(c)
    M.append(c)
r = sim.run(M).result()
out = [r.get_counts(L[i]) for i in range(3)]
L.sort(key=lambda c: -len(c.data))
out2 = [r.get_counts(c) for c in L]
""",
    "copies of one name": """\
base = make(0, name="b")
L = [base.copy() for _ in range(2)]
L[1].x(0); L[1].measure(0, 0)
r = sim.run(L).result()
out = [r.get_counts(c) for c in L]
out2 = r.get_counts("b")
out3 = [r.get_counts(i) for i in range(2)]
""",
    "made by a function, and put together": """\
def group(ks):
    found = []
    for k in ks:
        found.append(make(k))
    return found
A = group([0, 1])
B = group([2, 3])
r = sim.run(A + B).result()
out = [r.get_counts(c) for c in B]
out2 = [r.get_counts(c) for c in A + B]
C = A + A
s = sim.run(C).result()
out3 = [s.get_counts(c) for c in C]
""",
    "names given twice": """\
L = []
for name in ["x", "y", "x"]:
    L.append(make(len(L), name=name))
r = sim.run(L).result()
out = [r.get_counts(c) for c in L]
out2 = [r.get_counts(n) for n in ["x", "y"]]
""",
    "both ways round": """\
a, b = make(1), make(2)
for pair in ([a, b], [b, a]):
    r = sim.run(pair).result()
    out = r.get_counts(a)
    out2 = r.get_counts(pair[0])
""",
    "exchanged after the run": """\
L = [make(0), make(1)]
r = sim.run(L).result()
L[0], L[1] = L[1], L[0]
out = r.get_counts(L[0])
""",
    "several jobs of circuits of the same names": """\
jobs = []
for n in range(2):
    L = []
    for k in range(2):
        L.append(make(k + n, name=f"c{k}"))
    jobs.append(sim.run(L))
out = [[job.result().get_counts(c) for c in L] for job in jobs]
out2 = [[job.result().get_counts(L[k]) for k in range(2)] for job in jobs]
""",
    "an attribute of an object": """\
class Lab:
    def __init__(self):
        self.circuits = []
    def add(self, k):
        self.circuits.append(make(k))
    def go(self):
        self.result = sim.run(self.circuits).result()
        return [self.result.get_counts(c) for c in self.circuits]
    def one(self, i):
        return self.result.get_counts(self.circuits[i])
lab = Lab()
lab.add(1); lab.add(2)
out = lab.go()
out2 = lab.one(1)
""",
    "bound one by one": """\
from qiskit.circuit import Parameter
t = Parameter("t")
p = QuantumCircuit(1, 1); p.rx(t, 0); p.measure(0, 0)
L = [p.assign_parameters({t: v}) for v in (0, pi)]
r = sim.run(L).result()
out = [r.get_counts(c) for c in L]
out2 = [r.get_counts(L[i]) for i in range(len(L))]
out3 = r.get_counts()
""",
}


@pytest.mark.parametrize("title", PROGRAMS)
def test_however_circuits_are_listed_a_reader_gives_the_same_answer(
    title: str, old_qiskit: Runner, new_qiskit: Runner
):
    before = BEGIN + PROGRAMS[title]
    after = engine.fix(before, newest()).text
    assert differences(old_qiskit.run(before, runs=3), new_qiskit.run(after, runs=3)) == []
