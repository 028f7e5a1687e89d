"""What jedi is asked, what it answers, and what it never does."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from qls.semantics.inference import STUBS, EnvironmentDocs, StubInference


def types_at_end(program: str, path: Path | None = None, folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The types of the expression that ends where ``program`` does."""
    text = textwrap.dedent(program).strip("\n")
    lines = text.split("\n")
    return StubInference(folders).qualified_names(text, len(lines) - 1, len(lines[-1]), path)


SILENT = {
    "a name that nothing binds": "backend",
    "a function of subprocess": "import subprocess\nsubprocess.run(['ls']).stdout.qubits",
    "a parameter that nobody gives": "def run(backend):\n    backend",
    "a package that no one knows": "import cirq\nsimulator = cirq.Simulator()\nsimulator",
    "a broken expression": "from qiskit import Aer\nAer.get_backend(('",
    "an empty program": "",
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_said_of(program: str) -> None:
    assert types_at_end(program) == ()


def test_a_position_beyond_the_text_has_no_type() -> None:
    assert StubInference().qualified_names("x = 1\n", 40, 2) == ()
    assert StubInference().qualified_names("x = 1\n", 0, 400) == ()


def test_a_class_of_the_same_name_is_not_taken_for_ours() -> None:
    assert types_at_end("class AerSimulator: ...\nb = AerSimulator()\nb") == ("__main__.AerSimulator",)


KNOWN = {
    "star import": (
        "from qiskit import *\nexecute(QuantumCircuit(1), Aer.get_backend('qasm_simulator'))",
        "qiskit.providers.Job",
    ),
    "the whole chain": (
        "from qiskit import *\nAer.get_backend(b).run(qc).result().get_counts()",
        "qiskit.result.Counts",
    ),
    "a simulator by its name": (
        "from qiskit import Aer\nAer.get_backend('statevector_simulator')",
        "qiskit_aer.StatevectorSimulator",
    ),
    "a simulator by a name from a variable": (
        "import qiskit\nname = 'qasm_simulator'\nqiskit.Aer.get_backend(name)",
        "qiskit_aer.QasmSimulator",
    ),
    "a simulator by an unknown name": (
        "from qiskit import Aer\nAer.get_backend(input())",
        "qiskit_aer.AerBackend",
    ),
    "a simulator that samples nothing": (
        "from qiskit import Aer\nAer.get_backend('aer_simulator_unitary')",
        "qiskit_aer.AerBackend",
    ),
    "the old home of Aer": (
        "from qiskit.providers.aer import AerSimulator as A\nA()",
        "qiskit_aer.AerSimulator",
    ),
    "BasicAer": (
        "import qiskit as qk\nqk.BasicAer.get_backend('unitary_simulator')",
        "qiskit.providers.basicaer.UnitarySimulatorPy",
    ),
    "an IBMQ computer": (
        "from qiskit import IBMQ\nprovider = IBMQ.load_account()\nprovider.get_backend('ibmq_vigo')",
        "qiskit.providers.ibmq.IBMQBackend",
    ),
    "the least busy one": (
        "from qiskit.providers.ibmq import least_busy\nleast_busy(backends)",
        "qiskit.providers.ibmq.IBMQBackend",
    ),
    "an IBM provider": (
        "from qiskit_ibm_provider import IBMProvider\nIBMProvider().get_backend('x').run(qc)",
        "qiskit_ibm_provider.job.IBMCircuitJob",
    ),
    "a computer of the service": (
        "from qiskit_ibm_runtime import QiskitRuntimeService as S\nS(channel='x').backend('ibm_x')",
        "qiskit_ibm_runtime.IBMBackend",
    ),
    "a fake backend": (
        "from qiskit.test.mock import FakeVigo\nFakeVigo()",
        "qiskit.providers.fake_provider.FakeVigo",
    ),
    "a V1 result": (
        "from qiskit.primitives import Sampler\nSampler().run(qc).result().quasi_dists[0]",
        "qiskit.result.QuasiDistribution",
    ),
    "a V2 result": (
        "from qiskit_ibm_runtime import SamplerV2\nSamplerV2(mode=b).run([qc]).result()[0].data.meas",
        "qiskit.primitives.containers.BitArray",
    ),
    "a copy of a circuit": (
        "from qiskit import QuantumCircuit\nQuantumCircuit(2).compose(other).copy()",
        "qiskit.circuit.QuantumCircuit",
    ),
    "a transpiled circuit": (
        "from qiskit import *\ntranspile(QuantumCircuit(2), backend)",
        "qiskit.circuit.QuantumCircuit",
    ),
    "several transpiled circuits": (
        "from qiskit import *\ntranspile([QuantumCircuit(2)], backend)",
        "builtins.list",
    ),
    "a quantum instance": (
        "from qiskit.utils import QuantumInstance\nQuantumInstance(b).execute(qc)",
        "qiskit.result.Result",
    ),
    "a class, not an instance of it": (
        "from qiskit_aer import AerSimulator\nAerSimulator",
        "type[qiskit_aer.AerSimulator]",
    ),
    "a function": ("import qiskit\nqiskit.execute", "qiskit.execute_function.execute"),
}


@pytest.mark.parametrize(("program", "expected"), KNOWN.values(), ids=KNOWN.keys())
def test_the_stubs_tell(program: str, expected: str) -> None:
    assert types_at_end(program) == (expected,)


RUNNER = """
from qiskit_aer import AerSimulator

class Runner:
    def __init__(self, backend=None):
        self.backend = backend or AerSimulator()

    def go(self, circuit):
        return self.backend.run(circuit)
"""


def test_an_attribute_is_seen_through() -> None:
    text = RUNNER.lstrip("\n")
    row = next(i for i, line in enumerate(text.split("\n")) if "return" in line)
    column = text.split("\n")[row].index(".backend") + len(".backend")
    assert StubInference().qualified_names(text, row, column) == ("qiskit_aer.AerSimulator",)


def test_a_method_is_seen_through() -> None:
    assert types_at_end(RUNNER + "\nRunner().go(circuit)") == ("qiskit_aer.jobs.AerJob",)


def test_a_backend_that_is_one_thing_here_and_another_there_has_both_types() -> None:
    program = """
    from qiskit import Aer, IBMQ
    if local:
        backend = Aer.get_backend("qasm_simulator")
    else:
        backend = IBMQ.load_account().get_backend("ibmq_vigo")
    backend
    """
    assert types_at_end(program) == ("qiskit.providers.ibmq.IBMQBackend", "qiskit_aer.QasmSimulator")


def test_a_parameter_annotation_is_honoured() -> None:
    program = "from qiskit_aer import AerSimulator\ndef go(backend: AerSimulator):\n    backend"
    assert types_at_end(program) == ("qiskit_aer.AerSimulator",)


def test_a_column_counts_code_points() -> None:
    text = "from qiskit_aer import AerSimulator\n\U0001d6fc = 1; 'é𝛼'; b = AerSimulator()\n"
    column = text.split("\n")[1].index("b =") + 1
    assert StubInference().qualified_names(text, 1, column) == ("qiskit_aer.AerSimulator",)


def test_another_module_of_the_workspace_is_read(tmp_path: Path) -> None:
    (tmp_path / "machines.py").write_text(
        "from qiskit import BasicAer\nsim = BasicAer.get_backend('qasm_simulator')\n"
    )
    beside = types_at_end("from machines import sim\nsim", path=tmp_path / "main.py")
    elsewhere = types_at_end("from machines import sim\nsim", path=tmp_path / "a/b.py", folders=(tmp_path,))
    assert beside == elsewhere == ("qiskit.providers.basicaer.QasmSimulatorPy",)


def test_a_folder_called_qiskit_does_not_hide_the_stubs(tmp_path: Path) -> None:
    (tmp_path / "qiskit").mkdir()
    (tmp_path / "qiskit" / "notes.txt").write_text("mine")
    program = "from qiskit import Aer\nAer"
    assert types_at_end(program, path=tmp_path / "main.py") == ("qiskit_aer.AerProvider",)


def test_an_answer_follows_the_text(tmp_path: Path) -> None:
    inference, path = StubInference(), tmp_path / "main.py"
    before = "from qiskit_aer import AerSimulator, QasmSimulator\nb = AerSimulator()\n"
    after = "from qiskit_aer import QasmSimulator\nb = QasmSimulator()\n"
    for text, expected in ((before, "AerSimulator"), (after, "QasmSimulator"), (before, "AerSimulator")):
        assert inference.qualified_names(text, 1, 1, path) == (f"qiskit_aer.{expected}",)


def test_more_documents_than_are_remembered_still_get_answers(tmp_path: Path) -> None:
    inference = StubInference()
    text = "from qiskit_aer import AerSimulator\nb = AerSimulator()\n"
    answers = {inference.qualified_names(text, 1, 1, tmp_path / f"{n}.py") for n in [*range(20), 0]}
    assert answers == {("qiskit_aer.AerSimulator",)}


WATCH = """
import json, sys
seen = []
def hook(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect"):
        seen.append(event)
    if event == "import":
        seen.append(f"import {arguments[0]}")
from qls.semantics.inference import EnvironmentDocs, StubInference
from pathlib import Path
sys.addaudithook(hook)
text = Path("main.py").read_text()
last = len(text.split(chr(10))) - 1
inference = StubInference((Path.cwd(),))
types = [inference.qualified_names(text, row, 1, Path.cwd() / "main.py") for row in range(last)]
described = EnvironmentDocs(Path.cwd()).describe("innocent.value")
print(json.dumps([seen, types]))
"""


def test_nothing_of_the_workspace_runs_or_is_imported(tmp_path: Path) -> None:
    interpreter = tmp_path / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text("#!/bin/sh\ntouch started\n")
    interpreter.chmod(0o755)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    (tmp_path / "innocent.py").write_text("open('imported', 'w').close()\ndef value(): return 1\n")
    (tmp_path / "native.abi3.so").write_bytes(b"\x7fELF")
    (tmp_path / "conftest.py").write_text("open('imported', 'w').close()\n")
    (tmp_path / "main.py").write_text(
        "import innocent, native, conftest, numpy\ninnocent\nnative\nconftest\nnumpy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", WATCH],  # the workspace is first on sys.path: the worst case
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(STUBS.parents[2]),
            "VIRTUAL_ENV": str(tmp_path / ".venv"),
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    seen, types = json.loads(done.stdout)
    assert types[1] == ["innocent"]
    assert not {"import innocent", "import native", "import conftest", "import numpy"} & set(seen)
    assert [event for event in seen if not event.startswith("import ")] == []
    assert not (tmp_path / "started").exists() and not (tmp_path / "imported").exists()


@pytest.fixture
def site_packages(tmp_path: Path) -> Path:
    package = tmp_path / "gates"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from .machines import Machine, Other as Renamed, build\nfrom ._native import *\n"
    )
    (package / "machines.py").write_text(
        "raise SystemExit('imported')\n"
        "class Base:\n    def __init__(self, size): ...\n"
        "class Machine(Base):\n"
        '    """Samples\n    circuits.\n\n    At length.\n    """\n'
        "    def __init__(self, *, default_shots: int = 1024, seed=None): ...\n"
        "class Other(Base): ...\n"
        "def build(name, /, *parts):\n    return None\n"
    )
    return tmp_path


def test_what_is_not_installed_has_no_description(site_packages: Path) -> None:
    docs = EnvironmentDocs(site_packages)
    assert docs.describe("gates.Nothing") is None
    assert docs.describe("elsewhere.Machine") is None
    assert docs.describe("Machine") is None


def test_a_class_is_described_as_it_is_called(site_packages: Path) -> None:
    description = EnvironmentDocs(site_packages).describe("gates.Machine")
    assert description is not None
    assert description.signature == "Machine(*, default_shots: int=1024, seed=None)"
    assert description.summary == "Samples circuits."


def test_a_name_is_described_as_the_program_writes_it(site_packages: Path) -> None:
    description = EnvironmentDocs(site_packages).describe("gates.Renamed")
    assert description is not None and description.signature == "Renamed(...)"


def test_a_function_is_described(site_packages: Path) -> None:
    description = EnvironmentDocs(site_packages).describe("gates.build")
    assert description is not None
    assert (description.signature, description.summary) == ("build(name, /, *parts)", "")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("qiskit_aer.primitives.SamplerV2", "default_shots"),
        ("qiskit_aer.primitives.EstimatorV2", "options"),
        ("qiskit.primitives.BackendSamplerV2", "backend"),
        ("qiskit.primitives.StatevectorSampler", "seed"),
        ("qiskit_ibm_runtime.SamplerV2", "mode"),
        ("qiskit_ibm_runtime.executor_sampler.SamplerV2", "mode"),
        ("qiskit.quantum_info.Statevector", "data"),
        ("qiskit.transpile", "optimization_level"),
    ],
)
def test_the_replacements_are_described_from_a_real_environment(
    new_python: Path, name: str, part: str
) -> None:
    site_packages = next((new_python.parent.parent / "lib").glob("python3*/site-packages"))
    description = EnvironmentDocs(site_packages).describe(name)
    assert description is not None
    assert part in description.signature
    assert description.summary


def test_a_cache_that_another_process_half_wrote_costs_no_answer(tmp_path: Path) -> None:
    """jedi writes its cache in place, so whoever starts beside it can read a part."""
    program = "from qiskit import Aer\nAer.get_backend('aer_simulator')"
    script = (
        "import sys, jedi; from pathlib import Path; jedi.settings.cache_directory = sys.argv[1]\n"
        "from qls.semantics.inference import StubInference\n"
        f"print(StubInference().qualified_names({program!r}, 1, {len(program.splitlines()[1])}))"
    )
    ask = [sys.executable, "-c", script, str(tmp_path)]
    whole = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
    for kept in tmp_path.rglob("*.pkl"):
        kept.write_bytes(kept.read_bytes()[:100])
    assert "AerSimulator" in whole
    assert subprocess.run(ask, capture_output=True, text=True, check=True).stdout == whole
