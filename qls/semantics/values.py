"""What a name can be: a small powerset of atoms.

A value is a frozenset of atoms; joining two branches is a union. Everything that the interpreter does not know is
``OPAQUE``. Objects that change after they are made (circuits, lists, instances) are atoms that point into the heap.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from typing import Any, Literal

from qls.catalogue.roles import DATA_BIN
from qls.semantics.naming import UNORDERED, Name, Order

# A place in a program that survives edits elsewhere: the statement's serial number and, inside it, the node's
# first line, first byte, last line and last byte.
NodeId = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that a value can be."""


@dataclass(frozen=True, slots=True)
class Unknown(Atom):
    """Anything."""


@dataclass(frozen=True, slots=True)
class Number(Atom):
    """A number whose value is not known. ``real``: a float, of a division or of floats."""

    real: bool = False


@dataclass(frozen=True, slots=True)
class Const(Atom):
    """A constant of Python: str, int, float, bool, None."""

    value: Any


@dataclass(frozen=True, slots=True)
class Sym(Atom):
    """Something imported, by the dotted name it was written with.

    ``guarded``: the import stands in a ``try`` that expects it to fail, or behind a version check.
    """

    name: str
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Provider(Atom):
    """Something that hands out backends: ``Aer``, an IBM provider or service."""

    family: str
    guarded: bool = False


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
class Options(Atom):
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

    place: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Listing(Atom):
    """A list, or another container that is iterated, in the heap."""

    place: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Instance(Atom):
    """An instance of a class of the program, in the heap."""

    place: tuple[Any, ...]
    of: NodeId


@dataclass(frozen=True, slots=True)
class Tuple(Atom):
    """A tuple, or a short list literal that is only unpacked."""

    items: tuple[frozenset[Atom], ...]


@dataclass(frozen=True, slots=True)
class Function(Atom):
    """A function of the program; ``bound``: the instance that it is a method of."""

    node: NodeId
    bound: Atom | None = None


@dataclass(frozen=True, slots=True)
class Class(Atom):
    """A class of the program."""

    node: NodeId


@dataclass(frozen=True, slots=True)
class Executor(Atom):
    """A QuantumInstance: the call that made it, its backend, and the expression of that."""

    made: NodeId
    backend: frozenset[Atom]
    node: Any


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
class Outcomes(Atom):
    """The keys, values or items of a site's counts, in the order of the counts."""

    site: NodeId


Value = frozenset[Atom]

OPAQUE: Value = frozenset({Unknown()})
NUMBER: Value = frozenset({Number()})
NOTHING: Value = frozenset()
NONE: Value = frozenset({Const(None)})

_WIDE = 12


def join(one: Value, other: Value) -> Value:
    """Either value. Widens to unknown where the alternatives are too many."""
    if one == other or not other:
        return one
    if not one:
        return other
    both = one | other
    constants = [a for a in both if isinstance(a, Const)]
    if len(constants) > 3:
        numbers = all(isinstance(a.value, (int, float)) for a in constants)
        both = both.difference(constants) | (NUMBER if numbers else OPAQUE)
    return OPAQUE if len(both) > _WIDE else both


def only(value: Value) -> Atom | None:
    """The one atom of ``value``, None where there are several or none."""
    return next(iter(value)) if len(value) == 1 else None


def in_order(value: Value) -> list[Atom]:
    """The atoms of ``value`` in an order that depends on nothing but them."""
    return sorted(value, key=_rank) if len(value) > 1 else list(value)


def _rank(thing: Any) -> tuple[Any, ...]:
    if isinstance(thing, (bool, int, float)):
        return 0, thing
    if isinstance(thing, str):
        return 1, thing
    if isinstance(thing, tuple):
        return 2, *map(_rank, thing)
    if isinstance(thing, frozenset):
        return 3, *sorted(map(_rank, thing))
    if isinstance(thing, Atom):
        return 4, type(thing).__name__, *(_rank(getattr(thing, each.name)) for each in fields(thing))
    return 5, type(thing).__name__


def constant(value: Value) -> Any:
    """The constant that ``value`` is, None where it is not one."""
    atom = only(value)
    return atom.value if isinstance(atom, Const) else None


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
Outcome = Literal["", "all", "identity"] | tuple[tuple[int, int], ...] | None


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
class CircuitState:
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
    outcome: Outcome = None
    wiring: Wiring | None = None
    transpiled: frozenset[NodeId] = frozenset()
    loops: tuple[Any, ...] = ()
    mixed: bool = False
    of: str = ""
    lines: Lines | None = None


UNKNOWN_CIRCUIT = CircuitState(frozenset({None}), None, True)


@dataclass(frozen=True, slots=True)
class ListState:
    """What is known of a list in the heap: any item, and the items one by one where the length is known.

    ``part``: of the circuits that one place stands for, it may lack some.
    """

    item: Value
    items: tuple[Value, ...] | None = None
    order: Order = UNORDERED
    part: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """What an execution site was given: the name of a list in the program, as it was written, and its order."""

    text: str
    root: Any


@dataclass(frozen=True, slots=True)
class InstanceState:
    """The attributes of an instance in the heap."""

    attributes: tuple[tuple[str, Value], ...] = ()

    def get(self, name: str) -> Value:
        return next((value for key, value in self.attributes if key == name), NOTHING)

    def with_(self, name: str, value: Value) -> InstanceState:
        kept = tuple(pair for pair in self.attributes if pair[0] != name)
        return InstanceState(tuple(sorted((*kept, (name, value)), key=lambda pair: pair[0])))


def union(values: list[Value] | tuple[Value, ...]) -> Value:
    """Any of ``values``."""
    joined = NOTHING
    for value in values:
        joined = join(joined, value)
    return joined


HeapState = CircuitState | ListState | InstanceState | Submitted


def join_states(one: HeapState | None, other: HeapState | None) -> HeapState:
    """Either state of one object of the heap."""
    if other is None or one == other:
        assert one is not None
        return one
    if one is None:
        return other
    if isinstance(one, CircuitState) and isinstance(other, CircuitState):
        return _join_circuits(one, other)
    if isinstance(one, ListState) and isinstance(other, ListState):
        return _join_lists(one, other)
    if isinstance(one, Submitted) and isinstance(other, Submitted):
        return Submitted(one.text if one.text == other.text else "", one.root if one.root == other.root else None)
    if isinstance(one, InstanceState) and isinstance(other, InstanceState):
        return _join_instances(one, other)
    return one


def _join_circuits(one: CircuitState, other: CircuitState) -> CircuitState:
    registers = one.registers | other.registers
    return CircuitState(
        few(registers),
        one.qubits if one.qubits == other.qubits else None,
        one.measured or other.measured,
        one.saves or other.saves,
        one.conditional or other.conditional,
        one.name if one.name == other.name else None,
        # A V1 sampler refuses a circuit that ends without a measurement, so where one path has none, the other ran.
        one.outcome if other.outcome in ("", one.outcome) else other.outcome if one.outcome == "" else None,
        one.wiring if one.wiring == other.wiring else None,
        one.transpiled | other.transpiled,
        max(one.loops, other.loops, key=len),
        one.mixed or other.mixed,
        one.of if one.of == other.of else "",
        one.lines if one.lines == other.lines else None,
    )


def _join_lists(one: ListState, other: ListState) -> ListState:
    same = one.items is not None and other.items is not None and len(one.items) == len(other.items)
    items = tuple(map(join, one.items, other.items)) if same else None  # type: ignore[arg-type]
    return ListState(join(one.item, other.item), items, one.order.joined(other.order), one.part or other.part)


def _join_instances(one: InstanceState, other: InstanceState) -> InstanceState:
    merged = dict(one.attributes)
    for name, value in other.attributes:
        merged[name] = join(merged.get(name, NOTHING), value)
    return InstanceState(tuple(sorted(merged.items(), key=lambda pair: pair[0])))
