"""What a name can be that Qiskit gave: circuits, registers, backends, jobs, results, and what is read of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from qls.catalogue.roles import DATA_BIN
from qls.semantics.python.places import Loops, Place
from qls.semantics.python.values import Atom, HeapState, NodeId
from qls.semantics.qiskit.naming import Name


@dataclass(frozen=True, slots=True)
class Provider(Atom):
    """Something that hands out backends: ``Aer``, an IBM provider or service; ``of``: its class, where that counts."""

    family: str
    guarded: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Backend(Atom):
    """A backend, with its origin.

    Attributes:
        family: ``aer``, ``basicaer``, ``basic``, ``ibm``, ``fake``, ``generic``, ``other``.
        name: the name asked for, or the class; empty where it is not a constant.
        made: the expression that made it.
    """

    family: str
    name: str
    made: NodeId
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class BackendOptions(Atom):
    """The options of a backend: what is written there, every run without an option of its own takes."""

    of: NodeId


@dataclass(frozen=True, slots=True)
class Register(Atom):
    """A register.

    Attributes:
        kind: ``classical`` or ``quantum``.
        name: None where Qiskit numbers it, and where it is not known.
        size: None where it is not known.
        once: it was made outside functions and loops, so that ``made`` stands for one register.
    """

    kind: str
    name: str | None
    size: int | None
    made: NodeId
    once: bool = False


@dataclass(frozen=True, slots=True)
class Circuit(Atom):
    """A circuit in the heap."""

    place: Place


@dataclass(frozen=True, slots=True)
class Executor(Atom):
    """A QuantumInstance: the call that made it, its backend, and the expression of that."""

    made: NodeId
    backend: frozenset[Atom]
    node: ast.expr | None


@dataclass(frozen=True, slots=True)
class PassManager(Atom):
    """A pass manager: its ``run`` gives circuits back."""


@dataclass(frozen=True, slots=True)
class Qobj(Atom):
    """What ``assemble`` gives; ``call`` is that call."""

    call: NodeId


@dataclass(frozen=True, slots=True)
class Primitive(Atom):
    """A V1 primitive.

    Attributes:
        kind: ``sampler`` or ``estimator``.
        origin: ``reference`` (qiskit.primitives), ``backend`` (the same, on a backend), ``aer``, ``runtime``.
        made: the expression that made it.
    """

    kind: str
    origin: str
    made: NodeId
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Job(Atom):
    """The job of an execution site. ``kind``: that of the V1 primitive which runs it; empty for a backend."""

    site: NodeId
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Result(Atom):
    """The result of an execution site. ``kind``: as for its job."""

    site: NodeId
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Marginal(Result):
    """What the call ``call`` of ``marginal_counts`` gave of a result: a result of fewer bits."""

    call: NodeId = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Counts(Atom):
    """Counts, or a quasi-distribution, read from a site's result at ``read``."""

    site: NodeId
    read: NodeId


@dataclass(frozen=True, slots=True)
class State(Atom):
    """A statevector or unitary, read from a site's result."""

    site: NodeId


@dataclass(frozen=True, slots=True)
class CountsView(Atom):
    """The keys, values or items of a site's counts, in the order of the counts."""

    site: NodeId


@dataclass(frozen=True, slots=True)
class Classical:
    """A classical register of a circuit in the heap. ``made``: where it was added, so that a loop adds it once."""

    name: str | None
    size: int | None
    made: NodeId | None = None


ANY_NAME = "?"  # of a register that is called what cannot be seen, and may be called what a DataBin refuses
LOOSE = Classical("", None)  # classical bits that are in no register, or in two

# The classical registers a circuit can have: alternatives, of which None is "not known".
Registers = frozenset[tuple[Classical, ...] | None]

_MOST_ALTERNATIVES = 4
_ODD_NAMES = {*DATA_BIN, ANY_NAME, LOOSE.name}


def unknown_registers(known: Iterable[tuple[Classical, ...] | None]) -> Registers:
    """Registers that are not known, but for one with a name that no DataBin takes, where one may be among them."""
    odd = sorted({r.name or "" for shape in known for r in shape or () if r.name in _ODD_NAMES})
    return frozenset({None, *((Classical(name, None),) for name in odd[:1])})


def few(known: AbstractSet[tuple[Classical, ...] | None]) -> Registers:
    """The alternatives, where they are not too many to follow."""
    return frozenset(known) if len(known) <= _MOST_ALTERNATIVES else unknown_registers(known)


# Which qubit every classical bit holds when the circuit ends: "" for no measurement; "all" for every qubit in the bit
# with its number; "identity" for that, of as many qubits as there are bits; pairs (bit, qubit); None for "not known".
CircuitOutcome = Literal["", "all", "identity"] | tuple[tuple[int, int], ...] | None


@dataclass(frozen=True, slots=True)
class Wiring:
    """The qubits of a circuit, and which of them end in which bit.

    Attributes:
        registers: its quantum registers in their order, by what made them, with their sizes.
        measured: pairs of a qubit and the bit that it is measured into, both counted through the circuit; nothing
            happens to the qubit afterwards.
        moved: the transpiler may have put the qubits elsewhere.
    """

    registers: tuple[tuple[NodeId | None, int], ...]
    measured: tuple[tuple[int, int], ...] = ()
    moved: bool = False

    @property
    def qubits(self) -> int:
        """How many qubits the circuit has."""
        return sum(size for _, size in self.registers)


# A register by its name, or by what made it where that was once; a circuit's quantum and classical ones.
Line = str | NodeId
Lines = tuple[tuple[Line, ...], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class CircuitState(HeapState):
    """What is known of a circuit in the heap.

    Attributes:
        registers: its classical registers, alternatives.
        qubits: how many, None where not known.
        measured: some measurement was added, here or by code that cannot be seen.
        saves: a ``save_…`` or ``snapshot`` instruction was added.
        conditional: some gate was seen to depend on a measurement.
        name: what it is called, None where that is not known.
        outcome: which qubits it ends by measuring, and into which bits.
        wiring: which qubit is measured into which bit, None where not known.
        transpiled: the calls of ``transpile`` and pass managers that made it, and may have permuted its qubits.
        loops: those in whose current round it was made, so that it stands for as many circuits once they are left.
        mixed: of the circuits that it stands for, only some may have been changed.
        of: the class of the library that it is an object of; empty for a circuit.
        lines: all its registers in their order, None where they are not known.
    """

    registers: Registers
    qubits: int | None = None
    measured: bool = False
    saves: bool = False
    conditional: bool = False
    name: Name | None = None
    outcome: CircuitOutcome = None
    wiring: Wiring | None = None
    transpiled: frozenset[NodeId] = frozenset()
    loops: Loops = ()
    mixed: bool = False
    of: str = ""
    lines: Lines | None = None

    def joined(self, other: CircuitState) -> CircuitState:
        registers = self.registers | other.registers
        return CircuitState(
            few(registers),
            qubits=self.qubits if self.qubits == other.qubits else None,
            measured=self.measured or other.measured,
            saves=self.saves or other.saves,
            conditional=self.conditional or other.conditional,
            name=self.name if self.name == other.name else None,
            # A V1 sampler refuses a circuit that ends without a measurement, so where one path has none, the other ran.
            outcome=self.outcome
            if other.outcome in ("", self.outcome)
            else other.outcome
            if self.outcome == ""
            else None,
            wiring=self.wiring if self.wiring == other.wiring else None,
            transpiled=self.transpiled | other.transpiled,
            loops=max(self.loops, other.loops, key=len),
            mixed=self.mixed or other.mixed,
            of=self.of if self.of == other.of else "",
            lines=self.lines if self.lines == other.lines else None,
        )


UNKNOWN_CIRCUIT = CircuitState(frozenset({None}), qubits=None, measured=True)


@dataclass(frozen=True, slots=True)
class SubmittedList(HeapState):
    """What an execution site was given: the name of a list in the program, as it was written, and its order."""

    text: str
    root: Place | None

    def joined(self, other: SubmittedList) -> SubmittedList:
        return SubmittedList(
            self.text if self.text == other.text else "", self.root if self.root == other.root else None
        )
