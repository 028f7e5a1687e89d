"""What is known of a removed name, from the catalogue and the atlas, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

from qls.catalogue import algorithms, atlas, links, opflow, roles
from qls.catalogue.symbols import SYMBOLS, Symbol
from qls.environment import Environment
from qls.report import Severity

# Modules that are there under another name, with what they had: the same objects (V: 0.45.3 against 2.6.2, 0.18.2).
SUCCESSORS = {
    "qiskit.providers.aer": "qiskit_aer",
    "qiskit.tools.visualization": "qiskit.visualization",
    "qiskit.extensions": "qiskit.circuit.library",
}
# Of these, the one whose module itself is the same, so that it can be handed on.
SAME_MODULE = "qiskit.providers.aer"
# The same object, though the sources do not show it: a lazy wrapper gave it.
_SAME = {"qiskit.Aer": "qiskit_aer.Aer", "qiskit.providers.aer.Aer": "qiskit_aer.Aer"}
# Where Aer's errors are made, which its packages do not list: they all have moved (V: 0.11.2, 0.13.3, 0.18.2).
_ERRORS = "qiskit.providers.aer.noise.errors.standard_errors"
# Names whose successor has the same use in the package that qiskit.algorithms became.
_ALGORITHMS = algorithms.MODULES | algorithms.LISTED
_LABELS = {"qiskit": "Qiskit"}
# How the first releases of Qiskit got hold of backends.
_OLDEST = ("available_backends", "backends", "get_backend", "register", "wrapper")
_STATES = (("Zero", "0"), ("One", "1"), ("Plus", "+"), ("Minus", "-"))
_GRADIENTS = ("Gradient", "NaturalGradient", "QFI", "Hessian")
# Modules without a successor of their own, by what has their subject today (docs of qiskit-aqua 0.9 and qiskit-ignis
# 0.7; V: those of qiskit against 2.6.2).
_SUBJECTS = {
    "qiskit.aqua": "the packages that it became, qiskit-algorithms, qiskit-machine-learning and others",
    "qiskit.aqua.operators": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.chemistry": "the package qiskit-nature",
    "qiskit.finance": "the package qiskit-finance",
    "qiskit.ml": "the package qiskit-machine-learning",
    "qiskit.optimization": "the package qiskit-optimization",
    "qiskit.ignis": "the package qiskit-experiments",
    "qiskit.ignis.mitigation": "the options of EstimatorV2, or the package mthree",
    "qiskit.utils.mitigation": "the options of EstimatorV2, or the package mthree",
    **{f"qiskit.opflow.{x}": f'qiskit.quantum_info.SparsePauliOp("{x}")' for x in "IXYZ"},
    **{f"qiskit.opflow.operator_globals.{x}": f'qiskit.quantum_info.SparsePauliOp("{x}")' for x in "IXYZ"},
    "qiskit.opflow.primitive_ops": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.opflow.PauliOp": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.opflow.SummedOp": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.opflow.TensoredOp": "`SparsePauliOp.tensor` of qiskit.quantum_info",
    "qiskit.opflow.MatrixOp": "qiskit.quantum_info.Operator",
    "qiskit.opflow.CircuitOp": "qiskit.quantum_info.Operator",
    **{f"qiskit.opflow.{name}": f'qiskit.quantum_info.Statevector.from_label("{label}")' for name, label in _STATES},
    **{f"qiskit.opflow.{name}": "the classes of qiskit_algorithms.gradients" for name in _GRADIENTS},
    **{f"qiskit.opflow.{name}": f"`Operator({name}Gate())` of qiskit.quantum_info" for name in opflow.GATES},
    **{f"qiskit.opflow.{name}": instead for name, instead in opflow.INSTEAD.items()},
    "qiskit.opflow.CVaRExpectation": "`SamplingVQE(..., aggregation=alpha)` of qiskit_algorithms",
    "qiskit.tools.visualization.matplotlib_circuit_drawer": 'circuit.draw("mpl")',
    "qiskit.tools.visualization.plot_state": "qiskit.visualization.plot_state_city",
    "qiskit.transpiler.passes.Unroller": "qiskit.transpiler.passes.BasisTranslator",
    "qiskit.transpiler.passes.CXCancellation": "InverseCancellation([CXGate()])",
    "qiskit.transpiler.passes.StochasticSwap": "qiskit.transpiler.passes.SabreSwap",
    "qiskit.transpiler.passes.ALAPSchedule": "`ALAPScheduleAnalysis` and `PadDelay`",
    "qiskit.transpiler.passes.ASAPSchedule": "`ASAPScheduleAnalysis` and `PadDelay`",
    "qiskit.transpiler.passes.DynamicalDecoupling": "`ALAPScheduleAnalysis` and `PadDynamicalDecoupling`",
    # Of releases before those that the atlas knows, and of none (V: 2.6.2 has what takes their place).
    "qiskit.CompositeGate": "QuantumCircuit.to_gate()",
    "qiskit.circuit.CompositeGate": "QuantumCircuit.to_gate()",
    "qiskit.QuantumProgram": "qiskit.QuantumCircuit",
    "qiskit.WeightedPauliOperator": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.compile": "qiskit.transpile",
    **{f"qiskit.{name}": "`QiskitRuntimeService()` or `AerSimulator()`" for name in _OLDEST},
    "qiskit.primitives.SamplerV2": "qiskit.primitives.StatevectorSampler",
    "qiskit.primitives.EstimatorV2": "qiskit.primitives.StatevectorEstimator",
    **algorithms.TAUGHT,
}
LINK = f"{links.FEATURES}#other-migration-tips"


@dataclass(frozen=True)
class Removed:
    """A removed name.

    Attributes:
        name: dotted, as it is imported or reached.
        package, deprecated, removed: as of a ``Gone``; empty for what came with a service that is closed. Of what no
            release is known to have had, ``removed`` is empty, and ``first`` and ``last`` are the releases known.
        target: where the same object is today; may be empty.
        instead: what takes its place, a dotted name or words; may be empty.
        link: the page that documents it.
    """

    name: str
    package: str
    deprecated: str
    removed: str
    target: str
    instead: str
    link: str
    first: str = ""
    last: str = ""

    def severity(self, environment: Environment) -> Severity | None:
        """How much it matters with what is installed; None where it is still there and not deprecated."""
        if not self.package:
            return Severity.ERROR
        if not self.removed:  # older releases had names by accident, that their sources do not show as theirs
            known = environment.is_at(self.package, self.last) or self._is_to_come(environment)
            return Severity.ERROR if known else None
        if environment.at_least(self.package, self.removed) or self._is_to_come(environment):
            return Severity.ERROR
        if self.deprecated and environment.at_least(self.package, self.deprecated):
            return Severity.WARNING
        return None

    def _is_to_come(self, environment: Environment) -> bool:
        """True for an add-on that is not installed: beside a Qiskit of today, what is installed will be its newest."""
        return (
            self.package in atlas.BESIDE and not environment.has(self.package) and environment.at_least("qiskit", "1")
        )

    @property
    def since(self) -> str:
        """When it went, in words."""
        return release(self.package, self.removed)


def release(package: str, version: str) -> str:
    """A release of a package as it is called in a sentence."""
    return f"{_LABELS.get(package, package)} {version}"


def removed(name: str) -> Removed | None:
    """What is known of a dotted name that the newest release has not, None of any other."""
    if name.partition(".")[0] == roles.LAB:
        return Removed(name, "", "", "", "", "circuit.draw()", LINK)
    gone = atlas.gone(name) or _hidden(name)
    if gone is None:
        return _never(name)
    exact, around = SYMBOLS.get(name), _around(name)
    symbol = exact or around
    target = _SAME.get(name) or atlas.moved(name) or SUCCESSORS.get(name, "") or _with_its_owner(name)
    when = _releases(gone, exact, around)
    link = symbol.link if symbol is not None else LINK
    return Removed(name, when.package, when.deprecated, when.removed, target, _in_place(name, exact, target), link)


def _never(name: str) -> Removed | None:
    """What is known of a name that no release had; None where one may have."""
    never = atlas.never(name)
    if never is None:
        return None
    known = f"{never.module}.{never.name}"
    other = atlas.elsewhere(never.name)
    instead = _of_its_subject(known) or (other[0] if len(other) == 1 else "")
    return Removed(
        known,
        never.package,
        deprecated="",
        removed="",
        target="",
        instead=instead,
        link=LINK,
        first=never.oldest,
        last=never.newest,
    )


def _with_its_owner(name: str) -> str:
    """Where a name is today whose class has moved as it is, or which is one of Aer's errors; else empty."""
    owner, _, last = name.rpartition(".")
    whole = owner.rpartition(".")[2][:1].isupper() or (owner == _ERRORS and last.endswith("_error"))
    today = atlas.moved(owner) if whole else ""
    return f"{today}.{last}" if today else ""


def _in_place(name: str, exact: Symbol | None, target: str) -> str:
    """What takes the place of a name; empty where that is not known, or the same object is at ``target``."""
    if exact is not None and exact.replacement != target:
        return exact.replacement
    if name in _ALGORITHMS:
        return _ALGORITHMS[name]
    return "" if target else atlas.alike(name) or _of_its_subject(name)


def _of_its_subject(name: str) -> str:
    """What has a name of an old package today, or the package that has its subject; empty where nothing does."""
    last = name.rpartition(".")[2]
    if name.startswith("qiskit.aqua."):
        for module in ("qiskit.algorithms", "qiskit.algorithms.optimizers"):
            if today := atlas.alike(f"{module}.{last}"):
                return today
    if name.startswith(f"{algorithms.OLD}.") and last in algorithms.RENAMED:
        return f"{algorithms.NEW}.{algorithms.RENAMED[last]}"
    while name and name not in _SUBJECTS:
        name = name.rpartition(".")[0]
    return _SUBJECTS.get(name, "")


def _releases(gone: atlas.Gone, exact: Symbol | None, around: Symbol | None) -> atlas.Gone:
    """When a name went: as the catalogue says of the name itself, else as the sources do, and of the module around."""
    if exact is not None and exact.removed:
        return atlas.Gone(exact.package, exact.deprecated, exact.removed)
    of_module = around.deprecated if around is not None and around.removed == gone.removed else ""
    return atlas.Gone(gone.package, gone.deprecated or of_module, gone.removed)


def _hidden(name: str) -> atlas.Gone | None:
    """The fact of a name that no module had in sight, where the catalogue has it."""
    symbol = SYMBOLS.get(name) if name.startswith("qiskit.test.mock") else None
    return atlas.Gone(symbol.package, symbol.deprecated, symbol.removed) if symbol is not None else None


def _around(name: str) -> Symbol | None:
    """The fact of the catalogue for the innermost module around a name."""
    while name := name.rpartition(".")[0]:
        symbol = SYMBOLS.get(name)
        if symbol is not None and symbol.removed:
            return symbol
    return None


def message(fact: Removed, severity: Severity, *, module: bool) -> str:
    """What happened to the name, since when, and what to do; ``module``: it is one that is imported as a whole."""
    if not fact.package:
        return f"`{roles.LAB}` came with IBM Quantum Lab, which closed in 2024{_instead(fact)}."
    if not fact.removed:
        inside, _, last = fact.name.rpartition(".")
        since = release(fact.package, fact.first)
        return f"`{last}` is not in `{inside}`, and no release since {since} had it{_instead(fact)}."
    where = fact.target.rpartition(".")[0]
    if fact.target and (module or not where):
        return f"`{fact.name}` is now `{fact.target}`."
    if fact.target:
        old, _, last = fact.name.rpartition(".")
        return f"`{last}` is no longer in `{old}`: import it from `{where}`."
    went = "was removed in" if severity is Severity.ERROR else f"is deprecated since {fact.deprecated}, and gone from"
    return f"`{fact.name}` {went} {fact.since}{_instead(fact)}."


def _instead(fact: Removed) -> str:
    if not fact.instead:
        return "; nothing is known to replace it"
    said = f"`{fact.instead}`" if " " not in fact.instead else fact.instead
    return f": use {said}"
