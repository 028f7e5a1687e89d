"""Programs of any size, each of a shape in which something is many: for what must grow no faster than they do."""

from __future__ import annotations

from collections.abc import Callable

HEAD = """\
from qiskit import Aer, QuantumCircuit, execute
backend = Aer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
"""
OPFLOW = """\
from qiskit.opflow import I, X, Z, StateFn
from qiskit import QuantumCircuit
"""
V1 = """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
qc = QuantumCircuit(1)
op = SparsePauliOp("Z")
estimator = Estimator()
"""
LINE = "execute(qc, backend, shots=10).result().get_counts()\n"


def elifs(n: int) -> str:
    """Branches of one chain, each with a site."""
    arms = [f"{'el' if at else ''}if kind == {at}:\n    c = {LINE}" for at in range(n)]
    return HEAD + "kind = 3\n" + "".join(arms) + "print(c)\n"


def elifs_in_function(n: int) -> str:
    arms = [f"    {'el' if at else ''}if kind == {at}:\n        c = {LINE}" for at in range(n)]
    return HEAD + "def run(kind):\n" + "".join(arms) + "    return c\nprint(run(3))\n"


def function(n: int) -> str:
    """Sites in one function."""
    return HEAD + "def run():\n" + "".join(f"    c{at} = {LINE}" for at in range(n)) + "run()\n"


def function_one_name(n: int) -> str:
    """Sites in one function, each bound to one name and read from there."""
    each = "    job = execute(qc, backend, shots=10)\n    print(job.result().get_counts())\n"
    return HEAD + "def run():\n" + each * n + "run()\n"


def module(n: int) -> str:
    return HEAD + "".join(f"c{at} = {LINE}" for at in range(n))


def module_one_name(n: int) -> str:
    return HEAD + "job = execute(qc, backend, shots=10)\nprint(job.result().get_counts())\n" * n


def functions(n: int) -> str:
    return HEAD + "".join(f"def run{at}():\n    return {LINE}run{at}()\n" for at in range(n))


def methods(n: int) -> str:
    return HEAD + "class Runner:\n" + "".join(f"    def run{at}(self):\n        return {LINE}" for at in range(n))


def nested_ifs(n: int) -> str:
    """Blocks beside one another in a function, each with a site."""
    return (
        HEAD + "def run(kind):\n" + "".join(f"    if kind == {at}:\n        print({LINE.strip()})\n" for at in range(n))
    )


def tries(n: int) -> str:
    each = f"try:\n    c = {LINE}except Exception:\n    c = None\n"
    return HEAD + each * n


def loops(n: int) -> str:
    return HEAD + "".join(f"for _ in range(2):\n    c = {LINE}" for at in range(n))


def readers(n: int) -> str:
    """Many readers of one result."""
    return HEAD + "result = execute(qc, backend, shots=10).result()\n" + "print(result.get_counts())\n" * n


def readers_in_function(n: int) -> str:
    return (
        HEAD
        + "def run():\n    result = execute(qc, backend, shots=10).result()\n"
        + "    print(result.get_counts())\n" * n
    )


def assignments(n: int) -> str:
    """Many assignments of one name."""
    return HEAD + "x = 0\n" + "x = x + 1\n" * n + "c = " + LINE


def circuits(n: int) -> str:
    """Many gates of one circuit."""
    return HEAD + "qc.h(0)\n" * n + "c = " + LINE


def circuits_in_function(n: int) -> str:
    body = "    qc = QuantumCircuit(1, 1)\n" + "    qc.h(0)\n" * n + "    qc.measure(0, 0)\n"
    return HEAD + "def run():\n" + body + f"    return {LINE}"


def imports(n: int) -> str:
    names = "".join(f"from qiskit.tools.monitor import job_monitor as m{at}\n" for at in range(n))
    return names + HEAD + "c = " + LINE


def plain_imports(n: int) -> str:
    return "".join(f"import module{at}\n" for at in range(n)) + HEAD + "c = " + LINE


def moved_imports(n: int) -> str:
    return HEAD + "".join(f"def f{at}():\n    from qiskit import BasicAer\n    return BasicAer\n" for at in range(n))


def decorators(n: int) -> str:
    return HEAD + "def d(f):\n    return f\n" + "@d\n" * n + f"def run():\n    return {LINE}"


def terms(n: int) -> str:
    """A sum of sites."""
    return HEAD + "c = [" + ",\n    ".join([LINE.strip()] * n) + "]\n"


def nested_calls(n: int) -> str:
    """Calls that stand one in the other, at most so many deep, and beside one another."""
    return (
        HEAD
        + "def g(x, y=None):\n    return x\n"
        + "".join("c = " + "g(" * 20 + LINE.strip() + ")" * 20 + "\n" for _ in range(max(n // 20, 1)))
    )


def lists(n: int) -> str:
    """Many circuits in one list."""
    return (
        HEAD
        + "circuits = []\n"
        + "circuits.append(qc)\n" * n
        + "r = execute(circuits, backend).result()\nprint(r.get_counts(0))\n"
    )


def estimators(n: int) -> str:
    return V1 + "print(estimator.run(qc, op).result().values)\n" * n


def estimators_in_function(n: int) -> str:
    return V1 + "def run():\n" + "    print(estimator.run(qc, op).result().values[0])\n" * n + "run()\n"


def opflow_terms(n: int) -> str:
    many = max(n // 50, 1)
    return OPFLOW + "h = 0.5 * (X ^ Z)\n" + ("h = h + " + " + ".join(["0.1 * (X ^ Z)"] * 50) + "\n") * many


def opflow_statements(n: int) -> str:
    return OPFLOW + "".join(f"h{at} = 0.{at} * (X ^ Z)\n" for at in range(n))


def opflow_states(n: int) -> str:
    return (
        OPFLOW
        + "qc = QuantumCircuit(1)\n"
        + "".join(f"v{at} = (~StateFn(qc) @ Z @ StateFn(qc)).eval()\n" for at in range(n))
    )


def broken(n: int) -> str:
    return HEAD + "c = " + LINE + "x = (1 +\n" * n


def broken_sites(n: int) -> str:
    return HEAD + f"x = (1 + {LINE}" * n


SHAPES: dict[str, Callable[[int], str]] = {
    make.__name__: make
    for make in (
        elifs, elifs_in_function, function, function_one_name, module, module_one_name, functions, methods, nested_ifs,
        tries, loops, readers, readers_in_function, assignments, circuits, circuits_in_function, imports,
        plain_imports, moved_imports, decorators, terms, nested_calls, lists, estimators, estimators_in_function,
        opflow_terms, opflow_statements, opflow_states, broken, broken_sites,
    )
}  # fmt: skip
