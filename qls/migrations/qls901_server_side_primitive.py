"""Server-side primitives give way to client-side ones

What it does
    `SamplerV2` and `EstimatorV2` at the top level of `qiskit_ibm_runtime` process their PUBs and options on IBM's
    servers. They are deprecated since qiskit-ibm-runtime 0.50: making one warns.

What replaces it
    The classes of the same names in `qiskit_ibm_runtime.executor_sampler` and `qiskit_ibm_runtime.executor_estimator`,
    which do the same on your computer. PUBs, results and most options are written as before.

What changes in your results
    Nothing in the counts of a sampler that is told its shots. One that is not takes 4,096 on a simulator too, where
    it was 1,024. The estimator mitigates readout errors on a simulator too. Job inputs and metadata look otherwise.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.catalogue.families import LOCAL
from qls.catalogue.options import CLIENT_SIDE
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context, Refusal
from qls.report import Finding
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.qiskit.facts import Called, Imported, Named
from qls.semantics.qiskit.values import Backend

PAGE = Page(
    "QLS901",
    "server-side-primitive",
    since="deprecated in qiskit-ibm-runtime 0.50",
    link=links.CLIENT_SIDE,
    changes="nothing in the counts of a sampler that is told its shots.",
)
_MODULES = {
    "qiskit_ibm_runtime.SamplerV2": "qiskit_ibm_runtime.executor_sampler",
    "qiskit_ibm_runtime.EstimatorV2": "qiskit_ibm_runtime.executor_estimator",
}
_SHOTS = "A run without shots takes 4,096 on a simulator too, where it took 1,024."
_EXECUTOR = "The program's PUBs are processed on your computer: job inputs and metadata look otherwise."
# V (0.51, a noisy fake backend): <ZZ> + <XX> of a Bell pair was 1.85 and is 1.96.
_MITIGATED = "On a simulator, readout errors are mitigated too, as on IBM's computers."


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit-ibm-runtime", "0.50"):
        return
    for event in context.facts.imports.values():
        if not event.guarded and isinstance(event.statement, ast.ImportFrom):
            name = roles.canonical(event.name)
            if name in roles.RUNTIME_ALIASES and _is_of_today(context, f"{name}V2", event.bound):
                name += "V2"
            if name in _MODULES:
                yield _finding(context, event, name)
    for named in context.facts.named.values():
        name = roles.canonical(named.name)
        if name in _MODULES and not named.guarded:
            yield _finding(context, named, name)


def _is_of_today(context: Context, name: str, bound: str) -> bool:
    """True where primitives are made under the shorter name, and in a way that only V2 understands."""
    if any(primitive.through == name.removesuffix("V2") for primitive in context.facts.primitives.values()):
        return False
    made = [called.node.func for events in context.facts.called.values() for called in events if called.name == name]
    return any(isinstance(func, ast.Name) and func.id == bound for func in made)


def _finding(context: Context, event: Imported | Named, cls: str) -> Finding:
    name = cls.rpartition(".")[2]

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        if isinstance(event, Imported):
            plan.moved[event.bound] = (_MODULES[cls], name)
        else:
            plan.replace(context.span(event.id[0], event.node), Symbol(_MODULES[cls], name))
            context.release(plan, event.node)
        return plan, "", " ".join(_changes(context, cls))

    outcome = context.once(("client-side", event.id), make)
    span = context.program.range(event.id)
    title = f"Import the client-side {name}"
    message = (
        f"`{name}` of qiskit_ibm_runtime is deprecated since 0.50: use that of `{_MODULES[cls]}`, the client-side one."
    )
    return PAGE.finding(context, span, message, Offer(title, "import", outcome))


def _changes(context: Context, cls: str) -> list[str]:
    """What changes in the program's answer, in sentences.

    Raises:
        Refusal: the client-side class does not take something that the program gives.
    """
    if _has_noise_learner(context):
        raise Refusal("NoiseLearner works with the server-side primitives only")
    made, runs = _calls(context, cls)
    if cls.endswith("EstimatorV2") and any(each.family in LOCAL for each in context.facts.made.values()):
        # V: SamplexConstructionError for ry, p, u and ccx on AerSimulator; minutes on noisy fakes (0.51).
        raise Refusal("on a simulator the client-side EstimatorV2 runs no other gates than IBM's computers do")
    shots = _options(context, cls, made)
    for called in runs:
        _check_pubs(called)
    changes = []
    if cls.endswith("EstimatorV2"):
        changes.append(_MITIGATED)
    elif not shots and not all(map(_tells_shots, runs)):
        changes.append(_SHOTS)
    if not made or not runs or not all(map(_is_local, made)) or _looked_into(context, cls):
        changes.append(_EXECUTOR)
    return changes


def _has_noise_learner(context: Context) -> bool:
    names = [each.name for each in context.facts.imports.values()]
    names += [each.name for each in context.facts.named.values()]
    return any(name.endswith(".NoiseLearner") for name in names)


def _calls(context: Context, cls: str) -> tuple[list[Called], list[Called]]:
    """The calls that make primitives of the class, and those that run them."""
    calls = [called for events in context.facts.called.values() for called in events]
    made = [called for called in calls if called.name == cls]
    return made, [called for called in calls if called.name == f"{cls}().run"]


def _tells_shots(run: Called) -> bool:
    return any(keyword.arg == "shots" for keyword in run.node.keywords)


def _options(context: Context, cls: str, made: list[Called]) -> bool:
    """True where the options say how many shots.

    Raises:
        Refusal: some option is not one of the client-side primitive, or cannot be seen.
    """
    paths = {path for called in made for path in _given(called)}
    paths.update(_touched(context, cls))
    taken = CLIENT_SIDE[cls.rpartition(".")[2]]
    unknown = sorted(path for path in paths if path not in taken)
    if unknown:
        raise Refusal(f"the client-side one has no option {unknown[0]}")
    return "default_shots" in paths


def _given(called: Called) -> Iterator[str]:
    """The paths of the options that the primitive is made with."""
    node = called.node
    given = next((k.value for k in node.keywords if k.arg == "options"), None)
    given = node.args[1] if given is None and len(node.args) > 1 else given
    if any(k.arg is None for k in node.keywords) or (given is not None and not isinstance(given, ast.Dict)):
        raise Refusal("its options are made elsewhere, and not all of them have a place in the client-side one")
    if given is not None:
        yield from _paths(given)


def _touched(context: Context, cls: str) -> Iterator[str]:
    """The paths of the options that are set or read of the primitive once it is made."""
    for named in context.facts.named.values():
        _, _, path = named.name.partition(f"{cls}().options")
        if not named.name.startswith(f"{cls}().options"):
            continue
        parent = next(context.program.lineage(named.id[0], named.node), None)
        if isinstance(parent, ast.Attribute) and isinstance(parent.ctx, ast.Store):
            path = f"{path}.{parent.attr}"
        elif isinstance(parent, ast.Attribute):
            continue  # the rest of the path is named as well
        if not path or path.endswith(".update"):
            raise Refusal("its options are handed on, and not all of them have a place in the client-side one")
        yield path.removeprefix(".")


def _paths(node: ast.Dict, before: str = "") -> Iterator[str]:
    for key, value in zip(node.keys, node.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else "**"
        if isinstance(value, ast.Dict):
            yield from _paths(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def _check_pubs(called: Called) -> None:
    pubs = called.node.args[0] if called.node.args else None
    if isinstance(pubs, ast.List) and sum(isinstance(p, ast.Tuple) and len(p.elts) > 2 for p in pubs.elts) > 1:
        raise Refusal("PUBs of one job ask for numbers of shots of their own, and the client-side one takes one number")


def _is_local(called: Called) -> bool:
    """True where the primitive certainly runs on a simulator of this computer."""
    mode = called.arguments[0] if called.arguments else frozenset()
    return bool(mode) and all(isinstance(atom, Backend) and atom.family in LOCAL for atom in mode)


def _looked_into(context: Context, cls: str) -> bool:
    """True where something reads of a job or result what looks otherwise now, or may read it."""
    ends = tuple(f".{name}" for name in (*roles.RUNTIME_DETAILS, "escapes"))
    names = (named.name for named in context.facts.named.values())
    return any(name.startswith(f"{cls}().run()") and name.endswith(ends) for name in names)


EXAMPLES = (
    Example(
        "a sampler on a simulator that is told its shots gives the same counts",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import SamplerV2 as Sampler

backend = AerSimulator()
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
sampler = Sampler(mode=backend)
job = sampler.run([transpile(qc, backend)], shots=1000)
counts = job.result()[0].data.meas.get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime.executor_sampler import SamplerV2 as Sampler

backend = AerSimulator()
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
sampler = Sampler(mode=backend)
job = sampler.run([transpile(qc, backend)], shots=1000)
counts = job.result()[0].data.meas.get_counts()
"""
        },
        old="current",
    ),
    Example(
        "a sampler goes by its shorter name, or comes from its own module",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import Sampler
from qiskit_ibm_runtime.sampler import SamplerV2

qc = QuantumCircuit(1)
qc.measure_all()
one = Sampler(mode=AerSimulator()).run([qc], shots=100).result()[0].data.meas.get_counts()
two = SamplerV2(mode=AerSimulator()).run([qc], shots=100).result()[0].data.meas.get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime.executor_sampler import SamplerV2 as Sampler
from qiskit_ibm_runtime.executor_sampler import SamplerV2

qc = QuantumCircuit(1)
qc.measure_all()
one = Sampler(mode=AerSimulator()).run([qc], shots=100).result()[0].data.meas.get_counts()
two = SamplerV2(mode=AerSimulator()).run([qc], shots=100).result()[0].data.meas.get_counts()
"""
        },
        old="current",
    ),
    Example(
        "a sampler that is reached through its package",
        """\
import qiskit_ibm_runtime as runtime
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
sampler = runtime.SamplerV2(mode=AerSimulator())
counts = sampler.run([qc], shots=100).result()[0].data.meas.get_counts()
""",
        {
            "auto": """\
import qiskit_ibm_runtime as runtime
from qiskit_ibm_runtime.executor_sampler import SamplerV2
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
sampler = SamplerV2(mode=AerSimulator())
counts = sampler.run([qc], shots=100).result()[0].data.meas.get_counts()
"""
        },
        old="current",
    ),
    Example(
        "options that both have stay where they are",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import SamplerV2

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
sampler = SamplerV2(AerSimulator(), options={"default_shots": 500})
sampler.options.dynamical_decoupling.enable = False
counts = sampler.run([qc]).result()[0].data.c.get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime.executor_sampler import SamplerV2

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
sampler = SamplerV2(AerSimulator(), options={"default_shots": 500})
sampler.options.dynamical_decoupling.enable = False
counts = sampler.run([qc]).result()[0].data.c.get_counts()
"""
        },
        old="current",
    ),
    Example(
        "a sampler that is not told its shots takes more",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import SamplerV2, Session

qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
with Session(backend=AerSimulator()) as session:
    counts = SamplerV2(mode=session).run([qc]).result()[0].data.meas.get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import Session
from qiskit_ibm_runtime.executor_sampler import SamplerV2

qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
with Session(backend=AerSimulator()) as session:
    counts = SamplerV2(mode=session).run([qc]).result()[0].data.meas.get_counts()
"""
        },
        old="current",
        unsafe=True,
    ),
    Example(
        "an estimator of a computer mitigates readout errors",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import EstimatorV2, QiskitRuntimeService

backend = QiskitRuntimeService().backend("ibm_osaka")
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
circuit = transpile(qc, backend)
observable = SparsePauliOp("ZZ").apply_layout(circuit.layout)
estimator = EstimatorV2(mode=backend)
value = float(estimator.run([(circuit, observable)]).result()[0].data.evs)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

backend = QiskitRuntimeService().backend("ibm_osaka")
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
circuit = transpile(qc, backend)
observable = SparsePauliOp("ZZ").apply_layout(circuit.layout)
estimator = EstimatorV2(mode=backend)
value = float(estimator.run([(circuit, observable)]).result()[0].data.evs)
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "the client-side estimator runs no ry on a simulator, and takes minutes for the noise of a fake backend",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime import EstimatorV2\n\n"
        "qc = QuantumCircuit(1)\nqc.ry(0.3, 0)\n"
        "value = EstimatorV2(mode=AerSimulator()).run([(qc, 'Z')]).result()[0].data.evs\n",
        finding=True,
        because="on a simulator the client-side EstimatorV2 runs no other gates than IBM's computers do",
    ),
    LeaveAlone(
        "the client-side sampler is what it should be",
        "from qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime.executor_sampler import SamplerV2\n\n"
        "sampler = SamplerV2(mode=AerSimulator())\n",
    ),
    LeaveAlone(
        "the sampler of Aer is another one",
        "from qiskit_aer.primitives import SamplerV2\n\nsampler = SamplerV2()\n",
    ),
    LeaveAlone(
        "the import is guarded for older versions",
        "try:\n    from qiskit_ibm_runtime import SamplerV2\nexcept ImportError:\n    SamplerV2 = None\n",
    ),
    LeaveAlone(
        "the noise learner of this kind works with the server-side primitives only",
        "from qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime import EstimatorV2, NoiseLearner\n\n"
        "estimator = EstimatorV2(mode=AerSimulator())\nlearner = NoiseLearner(mode=AerSimulator())\n",
        finding=True,
        because="NoiseLearner works with the server-side primitives only",
    ),
    LeaveAlone(
        "an option that the client-side primitive does not have",
        "from qiskit_aer import AerSimulator\nfrom qiskit_aer.noise import NoiseModel\n"
        "from qiskit_ibm_runtime import SamplerV2\n\nsampler = SamplerV2(mode=AerSimulator())\n"
        "sampler.options.simulator.noise_model = NoiseModel()\ncounts = sampler.run([], shots=10).result()\n",
        finding=True,
        because="the client-side one has no option simulator.noise_model",
    ),
    LeaveAlone(
        "PUBs with numbers of shots of their own",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n"
        "from qiskit_ibm_runtime import SamplerV2\n\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
        "result = SamplerV2(mode=AerSimulator()).run([(qc, None, 10), (qc, None, 20)]).result()\n",
        finding=True,
        because="PUBs of one job ask for numbers of shots of their own, and the client-side one takes one number",
    ),
    LeaveAlone(
        "options that are made elsewhere",
        "from qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime import SamplerV2\n"
        "from somewhere import options\n\nsampler = SamplerV2(mode=AerSimulator(), options=options)\n",
        finding=True,
        because="its options are made elsewhere, and not all of them have a place in the client-side one",
    ),
    LeaveAlone(
        "the runtime's noise learner is reached through its package",
        "import qiskit_ibm_runtime as runtime\nfrom qiskit_ibm_runtime import noise_learner\n\n\ndef run(backend, pubs):\n"
        "    learner = noise_learner.NoiseLearner(mode=backend)\n"
        "    return learner, runtime.SamplerV2(mode=backend).run(pubs, shots=10)\n",
        finding=True,
        because="NoiseLearner works with the server-side primitives only",
    ),
)
