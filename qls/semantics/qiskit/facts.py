"""What the models note while the machine reads a program: sites, reads, uses, imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from qls.semantics.python.values import HeapState, NodeId, Value
from qls.semantics.qiskit.naming import Name
from qls.semantics.qiskit.values import CircuitOutcome, Registers, Wiring

POINTS, SWEEP = "points", "sweep"


@dataclass(frozen=True)
class Binds:
    """Values for the parameters of what is run.

    Attributes:
        kind: ``POINTS``, a list of dicts with one value for each parameter; ``SWEEP``, a list of one dict with lists
            of values; empty where that is not known.
        count: how many bound circuits there are of each circuit, None where not known.
    """

    kind: str
    count: int | None

    def joined(self, other: Binds | None) -> Binds:
        """Either."""
        if other is None:
            return Binds("", None)
        return Binds(self.kind if self.kind == other.kind else "", self.count if self.count == other.count else None)


@dataclass(frozen=True)
class Submission(HeapState):
    """What a site runs, as one evaluation of it saw.

    Attributes:
        many: a list was submitted (True), one circuit (False), or it is not known (None).
        length: of the list, None where not known.
        registers: the classical registers of the circuits, all alternatives.
        each: the registers circuit by circuit, where the length is known.
        measured: some circuit may be measured.
        places: the calls of ``transpile`` and pass managers that may have permuted the circuits' qubits.
        saves: some circuit has a ``save_…`` instruction.
        conditional: some circuit has gates that depend on a measurement.
        wiring: which qubit is measured into which bit, where it is known and every circuit has the same.
        lists: the list is a real list, which ``transpile`` gives back as a list (a tuple it does not).
        names: what the circuits are called, where the length is known.
        root: the list whose order the submitted one has; None where that is not known.
        repeats: two of the circuits may have the same name.
        outcomes: what the circuits end by measuring, all alternatives.
        binds: what is bound to their parameters; None where nothing is.
    """

    many: bool | None
    length: int | None
    registers: Registers
    each: tuple[Registers, ...] | None
    measured: bool
    saves: bool
    places: frozenset[NodeId] = frozenset()
    lists: bool = True
    conditional: bool = False
    names: tuple[Name | None, ...] | None = None
    root: object = None
    repeats: bool = True
    outcomes: frozenset[CircuitOutcome] = frozenset()
    binds: Binds | None = None
    wiring: Wiring | None = None


@dataclass(frozen=True)
class Operands:
    """The observables, or the parameter values, that a V1 primitive is given beside its circuits.

    Attributes:
        many: a sequence of them (True), one (False), or it is not known (None).
        length: of the sequence, None where not known.
        kinds: of observables: ``sparse``, ``laid`` (sparse, and laid out on a computer's qubits), ``pauli``, ``label``,
            ``paulis``, ``operator``, ``sum`` (opflow's), ``opflow`` (the rest of it), ``unknown``, and ``unsure`` where
            V2 may refuse one of them; of parameter values: ``row``, ``number``, ``unknown``, for what the sequence
            holds.
        tuples: the sequence may be a tuple, which V2 takes for no array of observables.
    """

    many: bool | None
    length: int | None
    kinds: frozenset[str]
    tuples: bool = False

    @property
    def forms(self) -> frozenset[str]:
        """``kinds`` without ``unsure``."""
        return self.kinds - {"unsure"}

    @property
    def sound(self) -> bool:
        """True where V2 is known to take every observable: its coefficients are real, and not all zero."""
        return "unsure" not in self.kinds


@dataclass(frozen=True)
class SiteSeen:
    """An execution call was evaluated."""

    id: NodeId
    node: ast.Call
    # "execute", "run", "instance" (of a QuantumInstance), or the kind of V1 primitive: "sampler", "estimator"
    form: str
    backend: Value
    submission: Submission
    circuits: ast.expr | None
    backend_node: ast.expr | None
    qobj: NodeId | None  # the assemble call that made what is run, or the call that made the QuantumInstance
    function: NodeId | None  # the innermost function it stands in
    guarded: bool
    keywords: tuple[tuple[str, Value], ...] = ()
    operands: tuple[tuple[str, Operands], ...] = ()  # of a V1 primitive: its observables and parameter values


@dataclass(frozen=True)
class Field:
    """A field of a V1 primitive's result was read: ``quasi_dists``, ``values``, ``metadata``.

    The ``result()`` of what is not known is one too, as are fields of anything else: what reads both cannot change.
    """

    id: NodeId
    node: ast.Attribute
    name: str
    receiver: Value


@dataclass(frozen=True)
class PrimitiveMade:
    """A V1 primitive was made by the call ``node``.

    Attributes:
        through: canonical name of what was called.
        backend: what it is told to run on.
        unset: one of its options may be None.
    """

    id: NodeId
    node: ast.Call
    kind: str
    origin: str
    through: str
    backend: Value
    guarded: bool
    unset: bool = False

    def joined(self, other: PrimitiveMade) -> PrimitiveMade:
        """Either evaluation of the call."""
        return replace(
            self,
            backend=self.backend | other.backend,
            guarded=self.guarded or other.guarded,
            unset=self.unset or other.unset,
        )


@dataclass(frozen=True)
class Told:
    """How a reader of a result says which circuit it means, where it gives one argument.

    Attributes:
        names: what the circuits can be called that it names.
        root: the list that was run, where the argument is an item of it or of its copy; else None.
        how: ``item`` for ``circuits[i]``, ``each`` for the variable of a loop over the list, ``copy`` over its copy;
            else empty.
        counter: the variable of ``enumerate`` that counts along; else empty.
        at_hand: what the program calls the list that was run, where it still does; else empty.
        same: the argument is, word for word, what was run.
        circuit: it is a circuit.
        text: it is a string.
    """

    names: frozenset[Name | None]
    root: object
    how: str
    counter: str
    at_hand: str
    same: bool
    circuit: bool
    text: bool

    def joined(self, other: Told) -> Told:
        """Either."""
        alike = (self.root, self.how, self.counter) == (other.root, other.how, other.counter)
        return Told(
            self.names | other.names,
            root=self.root if alike else None,
            how=self.how if alike else "",
            counter=self.counter if alike else "",
            at_hand=self.at_hand if self.at_hand == other.at_hand else "",
            same=self.same and other.same,
            circuit=self.circuit and other.circuit,
            text=self.text and other.text,
        )


@dataclass(frozen=True)
class Read:
    """A method of a result, job or counts was called: ``get_counts``, ``get_memory``, ``data`` and so on.

    ``results.counts`` is the attribute at the end of ``result.results[i].data.counts``.
    """

    id: NodeId
    node: ast.Call
    method: str
    receiver: Value
    index: Value = frozenset()
    told: Told | None = None


@dataclass(frozen=True)
class Use:
    """A job, a result or what was read of it went where it has to be understood: an attribute, an argument, a print."""

    site: NodeId
    stage: str  # "job", "result", "counts" or "state"
    how: str
    id: NodeId
    node: ast.AST


@dataclass(frozen=True)
class Imported:
    """A name was imported from a package of Qiskit."""

    id: NodeId
    statement: ast.Import | ast.ImportFrom
    name: str  # dotted, as written
    bound: str  # the local name; "*" for a star import
    guarded: bool


@dataclass(frozen=True)
class Named:
    """A symbol of Qiskit was reached through its module: ``qk.Aer``."""

    id: NodeId
    node: ast.Attribute
    name: str
    guarded: bool


@dataclass(frozen=True)
class Quoted:
    """A name of Qiskit was reached by a string: ``getattr(qiskit, "Aer")``; ``module``: one was imported so."""

    id: NodeId
    node: ast.Call
    name: str
    guarded: bool
    module: bool = False


@dataclass(frozen=True)
class Lost:
    """A member was used, or an argument given, that what it belongs to has no more.

    Attributes:
        owner: the class, or the function, by its path of today.
        kind: ``member`` or ``parameter``.
    """

    id: NodeId
    node: ast.AST
    owner: str
    name: str
    kind: str
    guarded: bool


@dataclass(frozen=True)
class Summed:
    """Circuits were added.

    Attributes:
        node: ``one + other``, the statement ``one += other``, or a call of ``combine`` or ``extend``.
        forms: how the sum can be composed, ``onto`` and ``front``; empty where it cannot, and of other things' sums.
        circuits: what is added are circuits.
        unseen: which registers one of them has is not in sight; ``forms`` is of the others.
    """

    id: NodeId
    node: ast.expr | ast.stmt
    forms: frozenset[str]
    guarded: bool
    circuits: bool = True
    unseen: bool = False


@dataclass(frozen=True)
class AsV1:
    """A V2 primitive is run, or its result is read, as one of V1.

    Attributes:
        node: the call of ``run``, or the attribute that is read.
        kind: ``sampler`` or ``estimator``.
        owner: what is read, ``PrimitiveResult``, ``PubResult`` or ``DataBin``; empty for ``run``.
        single: ``run`` is given one circuit, and at most one observable for it.
    """

    id: NodeId
    node: ast.Call | ast.Attribute
    kind: str
    owner: str
    single: bool
    guarded: bool


@dataclass(frozen=True)
class Made:
    """A backend was made by the call ``node``.

    Attributes:
        family: as of a ``Backend``; ``several`` where the call makes one of several.
        name: what it is called; empty where that is not known, or one of several.
        through: canonical name of what was called.
        names: what the backends are called that the call makes, where there are several.
    """

    id: NodeId
    node: ast.Call
    family: str
    name: str
    through: str
    guarded: bool
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Called:
    """A function or method of Qiskit with its own migration was called."""

    id: NodeId
    node: ast.Call
    name: str  # canonical: "qiskit.tools.monitor.job_monitor", "circuit.bind_parameters"
    arguments: tuple[Value, ...]
    guarded: bool
    keywords: tuple[tuple[str, Value], ...] = ()  # of what has no rule of its own


@dataclass(frozen=True)
class Tuned:
    """A backend's or primitive's options were changed after it was made.

    Attributes:
        direct: through the backend's ``options`` itself, or in a way that cannot be seen.
        unset: an option may become None.
    """

    backend: NodeId
    id: NodeId
    node: ast.AST
    direct: bool = False
    unset: bool = False


@dataclass(frozen=True)
class Asked:
    """A backend or primitive was asked something other than to run, or a primitive went out of sight."""

    backend: NodeId
    what: str
    id: NodeId


Event = (
    SiteSeen
    | Read
    | Field
    | PrimitiveMade
    | Use
    | Imported
    | Named
    | Quoted
    | Lost
    | Summed
    | AsV1
    | Made
    | Called
    | Tuned
    | Asked
)
