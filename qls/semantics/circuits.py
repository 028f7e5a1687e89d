"""The interpreter's circuits: their classical registers, and the sites that run them."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from qls.catalogue import roles
from qls.catalogue.primitives import COPIES_OUTCOME
from qls.semantics.listings import Listings
from qls.semantics.python.machine import Arguments
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Const,
    HeapState,
    Listing,
    ListState,
    NodeId,
    Number,
    Sym,
    Tuple,
    Unknown,
    Value,
    constant,
    in_order,
    join,
    join_states,
    only,
    union,
)
from qls.semantics.qiskit import conditions, registers, several, sums, wiring
from qls.semantics.qiskit.facts import Called, SiteSeen, Submission
from qls.semantics.qiskit.outcomes import outcome_after, without_outcome
from qls.semantics.qiskit.values import (
    LOOSE,
    UNKNOWN_CIRCUIT,
    Backend,
    Circuit,
    CircuitState,
    Classical,
    Job,
    Lines,
    Outcome,
    Qobj,
    Register,
    Registers,
    few,
    unknown_registers,
)
from qls.semantics.submissions import submission

_CONTROL_FLOW = {"if_test", "if_else", "while_loop", "for_loop", "switch"}
_MEASURES = {"measure", "append", "reset"}
_GATE: Value = frozenset({Sym("qiskit.circuit.Gate()")})
_EXECUTED = ("experiments", "circuits")  # what `execute` calls that which it runs
_RUN = ("circuits", "run_input", "circuit", "qobj")  # what a method `run` does
_INSTRUCTIONS: Value = frozenset({Sym("qiskit.circuit.InstructionSet()")})  # what a gate's method gives


class Circuits(Listings):
    """Makes and changes circuits in the heap, and notes execution sites."""

    # --- making -----------------------------------------------------------------------------------------------

    def place_circuit(self, node: ast.AST, state: HeapState, many: bool = False) -> Value:
        place = (self.id(node), self.context)
        self.memory.put(place, several.placed(self, place, state, many))
        return frozenset({Circuit(place)})

    def unknown_circuit(self, node: ast.AST) -> Value:
        return self.place_circuit(node, UNKNOWN_CIRCUIT)

    def library_circuit(self, node: ast.Call, cls: str) -> Value:
        name = self.given_name(node, NOTHING)
        return self.place_circuit(node, CircuitState(frozenset({()}), name=name, outcome="", of=cls))

    def new_register(self, node: ast.Call, kind: str, arguments: Arguments) -> Value:
        size = constant(arguments.get(0, "size"))
        name = registers.name_of(node, arguments.get(1, "name"), arguments.loose)
        classical = "classical" if kind == "ClassicalRegister" else "quantum"
        register = Register(
            classical,
            name,
            size if type(size) is int else None,
            self.id(node),
            not self.stack and not self.iterations,
        )
        return frozenset({register})

    def new_circuit(self, node: ast.Call, arguments: Arguments) -> Value:
        if arguments.loose:
            return self.unknown_circuit(node)
        registers: list[Classical] | None = []
        qubits: int | None = 0
        for index, value in enumerate(arguments.positional):
            found, size = self.registers_of(value, index)
            registers = None if registers is None or found is None else registers + found
            qubits = None if qubits is None or size is None else qubits + size
        known: Registers = frozenset({None}) if registers is None else frozenset({tuple(registers)})
        name = self.given_name(node, arguments.keywords.get("name", NOTHING))
        state = CircuitState(known, qubits, name=name, outcome="", wiring=wiring.new(arguments.positional))
        return self.place_circuit(node, replace(state, lines=sums.new(arguments.positional)))

    def registers_of(self, value: Value, index: int) -> tuple[list[Classical] | None, int | None]:
        """The classical registers that the constructor's argument brings, and its number of qubits."""
        if value and all(isinstance(atom, Register) for atom in value):
            return self.registers_given([atom for atom in value if isinstance(atom, Register)])
        if value and all(isinstance(atom, (Number, Const)) for atom in value):
            return self.registers_numbered(constant(value), index)
        if isinstance(only(value), (Listing, Tuple)):
            return ([LOOSE] if index else []), None
        # What is not known is by convention qubits first, then one classical register or its size.
        if index == 0:
            return [], None
        if index == 1:
            return [Classical(None, None)], 0
        return None, None

    @staticmethod
    def registers_given(alternatives: list[Register]) -> tuple[list[Classical] | None, int | None]:
        """What one of these registers brings."""
        kinds = {register.kind for register in alternatives}
        if len(alternatives) > 1:
            if kinds == {"classical"}:
                return [Classical(None, None)], 0
            return ([], None) if kinds == {"quantum"} else (None, None)
        one = alternatives[0]
        if one.kind == "classical":
            return [Classical(one.name, one.size, one.made)], 0
        return [], one.size

    @staticmethod
    def registers_numbered(given: Any, index: int) -> tuple[list[Classical], int | None]:
        """What a number brings: of qubits first, then of bits; ``given``: the number, where it is known."""
        number = given if type(given) is int else None
        if index == 0:
            return [], number
        return ([] if number is not None and number <= 0 else [Classical("c", number)]), 0

    def copied(
        self, value: Value, node: ast.AST, any_value: bool = False, named: bool = True, many: bool = False
    ) -> Value:
        """Copies of the circuits in ``value``.

        Args:
            named: they are called as the circuits are.
            many: of each circuit in ``value``, there may be several.
        """
        answer = NOTHING
        one: HeapState | None = None  # of the copy, which is of any of them
        for atom in in_order(value):
            if isinstance(atom, Circuit):
                kept = self.state_of(atom)
                kept = kept if any_value else without_outcome(kept)
                one = join_states(kept if named else replace(kept, name=None), one)
                answer = join(answer, self.place_circuit(node, one, many))
            elif isinstance(atom, (Listing, Tuple)):
                answer = join(answer, self.copied_list(frozenset({atom}), node, one_by_one=not any_value))
            elif any_value or isinstance(atom, Qobj):
                answer = join(answer, frozenset({atom}))
            else:
                answer = join(answer, OPAQUE)
        return answer or OPAQUE

    def copied_list(self, value: Value, node: ast.AST, *, one_by_one: bool) -> Value:
        """A list of copies of what is in the list ``value``; ``one_by_one``: each with a place of its own."""
        items = self.items_of(value)
        if items is not None and len(items) > 1 and one_by_one:
            copies = tuple(self.copied_item(item, node, index) for index, item in enumerate(items))
            return self.new_list(node, union(copies), copies, order=self.order_of(value))
        alone = items is not None and len(items) == 1
        item = self.copied(self.iterate(value, node), node, many=not alone)
        alike = None if items is None else (item,) * len(items)
        return self.new_list(node, item, alike, order=self.order_of(value))

    def copied_item(self, value: Value, node: ast.AST, index: int) -> Value:
        """Like ``copied``, one item of several: each keeps a place of its own."""
        answer = NOTHING
        one: HeapState | None = None
        for atom in value:
            state = self.memory.look(atom.place) if isinstance(atom, Circuit) else None
            if isinstance(state, CircuitState):
                place = (self.id(node), self.context, index)
                one = join_states(without_outcome(state), one)
                self.memory.put(place, several.placed(self, place, one))
                answer |= {Circuit(place)}
            else:
                answer = join(answer, OPAQUE)
        return answer

    def combined(self, circuits: list[Circuit], other: Value, node: ast.BinOp | ast.AugAssign) -> Value:
        """``one + other`` of circuits (before 1.0) and the other operators between them."""
        registers: Registers = frozenset({None})
        lines: Lines | None = None
        if isinstance(node.op, ast.Add):
            lines = sums.added(self, frozenset(circuits), other, node)
            registers = self.united(self.registers_in(circuits), self.registers_in(other))
            if isinstance(node, ast.AugAssign):  # it changes the circuit itself, which may have other names
                for atom in circuits:
                    self.memory.put(atom.place, replace(self.state_of(atom), lines=lines))
        elif isinstance(node.op, (ast.BitAnd, ast.MatMult)):
            registers = self.onto(self.registers_in(circuits), other)
        measured = any(self.state_of(c).measured for c in [*circuits, *other] if isinstance(c, Circuit))
        name = self.given_name(node, NOTHING)
        return self.place_circuit(node, CircuitState(registers, None, measured, name=name, lines=lines))

    def state_of(self, atom: Circuit) -> CircuitState:
        state = self.memory.look(atom.place)
        return state if isinstance(state, CircuitState) else UNKNOWN_CIRCUIT

    def registers_in(self, value: Any) -> Registers:
        found: Registers = frozenset()
        for atom in value:
            found |= self.state_of(atom).registers if isinstance(atom, Circuit) else frozenset({None})
        return found or frozenset({None})

    def onto(self, mine: Registers, other: Value) -> Registers:
        """The registers of a circuit that others are composed onto: one without any takes theirs (V: 0.45.3, 2.6.2)."""
        if () not in mine:
            return mine
        theirs: Registers = frozenset()
        for atom in other:
            if isinstance(atom, Circuit):
                theirs |= self.state_of(atom).registers
            else:
                theirs |= {() if self.is_unitary(frozenset({atom})) else None}
        return (mine - {()}) | (theirs or frozenset({None}))

    @staticmethod
    def united(one: Registers, two: Registers) -> Registers:
        answer: set[tuple[Classical, ...] | None] = set()
        for a in one:
            for b in two:
                if a is None or b is None:
                    answer.add(None)
                else:
                    names = {r.name for r in a if r.name is not None} | {None}
                    same = {r.made for r in a if r.made is not None}
                    extra = tuple(r for r in b if r.name not in names or (r.name is None and r.made not in same))
                    answer.add(a + extra)
        return few(answer)

    # --- changing ---------------------------------------------------------------------------------------------

    def circuit_method(self, atom: Circuit, name: str, node: ast.Call, arguments: Arguments) -> Value:
        return several.changed(self, atom, node, lambda: self.apply(atom, name, node, arguments))

    def apply(self, atom: Circuit, name: str, node: ast.Call, arguments: Arguments) -> Value:
        """The method ``name`` of the circuit ``atom``."""
        adds = name in roles.ADDS_REGISTERS and name != "add_register"
        elsewhere = constant(arguments.get(0 if adds else 99, "inplace")) is False  # what it changes is a copy
        state = self.ended(atom, name, node, arguments, elsewhere)
        wires = wiring.after(self, state, name, node, arguments)
        if name in roles.CIRCUIT_LEGACY:
            self.note(Called(self.id(node), node, f"circuit.{name}", (frozenset({atom}),), False))
        state = conditions.after(self, atom, state, name, node, arguments)
        if name in roles.COPIES:
            return self.copy_made(replace(state, wiring=wires), name, node, arguments)
        state = replace(state, wiring=wires) if elsewhere else wiring.put(self, atom, state, wires)
        return self.circuit_changed(atom, state, name, node, arguments)

    def ended(self, atom: Circuit, name: str, node: ast.Call, arguments: Arguments, elsewhere: bool) -> CircuitState:
        """The circuit's state with what it ends by measuring once ``name`` was called, in the heap as well."""
        state = self.state_of(atom)
        outcome = outcome_after(state, name, node, self.evaluate, self.items_of)
        if name == "append" and self.is_unitary(arguments.get(0, "instruction")):
            outcome = "" if state.outcome == "" else None
        if outcome != state.outcome:
            state = replace(state, outcome=outcome)
            if not elsewhere:
                self.memory.put(atom.place, state)
        return state

    def copy_made(self, state: CircuitState, name: str, node: ast.Call, arguments: Arguments) -> Value:
        """What a method gives that copies a circuit with this ``state``."""
        if constant(arguments.keywords.get("inplace", NOTHING)) is True:
            return NONE
        called = self.copy_name(state.name, name, node, arguments)
        kept = state if name in COPIES_OUTCOME else without_outcome(state)
        return self.place_circuit(node, replace(kept, name=called, lines=sums.kept(state, name)))

    def circuit_changed(
        self, atom: Circuit, state: CircuitState, name: str, node: ast.Call, arguments: Arguments
    ) -> Value:
        """What the method ``name`` gives, and what it adds to the circuit."""
        if name == "c_if":
            return frozenset({atom})
        if name.startswith(roles.SAVES):
            self.memory.put(atom.place, replace(state, saves=True))
            return OPAQUE
        if name in ("to_gate", "control") or (name == "to_instruction" and not state.measured):
            return _GATE
        if name == "compose":
            return self.composed(atom, state, node, arguments)
        if name in roles.ADDS_REGISTERS:
            return self.registers_changed(atom, state, name, node, arguments)
        if name == "tensor":
            return self.unknown_circuit(node)
        if name in _CONTROL_FLOW and not state.conditional:
            self.memory.put(atom.place, replace(state, measured=True, conditional=True))
        elif name in _MEASURES and not state.measured:
            self.may_measure(atom, state, name, arguments)
        return _INSTRUCTIONS

    def may_measure(self, atom: Circuit, state: CircuitState, name: str, arguments: Arguments) -> None:
        """A measurement, a reset, or an instruction that may have one, is added to the circuit."""
        if name == "append" and self.is_unitary(arguments.get(0, "instruction")):
            return
        wires = state.wiring if name == "measure" else None
        self.memory.put(atom.place, replace(state, measured=True, wiring=wires))

    def made_conditional(self, node: ast.Call) -> None:
        """``circuit.x(0).c_if(...)``: the circuit has a gate that depends on a measurement."""
        gate = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(gate, ast.Call) and isinstance(gate.func, ast.Attribute):
            for atom in self.evaluate(gate.func.value):
                if isinstance(atom, Circuit):
                    self.memory.put(atom.place, replace(self.state_of(atom), conditional=True))

    def is_unitary(self, value: Value) -> bool:
        """True for gates, and circuits that measure nothing."""
        gates = [atom.name for atom in value if isinstance(atom, Sym) and atom.name.startswith(roles.GATES)]
        circuits = [atom for atom in value if isinstance(atom, Circuit) and not self.state_of(atom).measured]
        return 0 < len(value) == len(gates) + len(circuits) and not any(n.startswith(roles.NO_GATES) for n in gates)

    def ends_unmeasured(self, value: Value) -> bool:
        """True for circuits that are known to measure nothing, and for gates."""
        circuits = [atom for atom in value if isinstance(atom, Circuit)]
        return self.is_unitary(value) and all(self.state_of(circuit).outcome == "" for circuit in circuits)

    def composed(self, atom: Circuit, state: CircuitState, node: ast.Call, arguments: Arguments) -> Value:
        measured = state.measured
        saves, conditional, transpiled = state.saves, state.conditional, state.transpiled
        for other in arguments.get(0, "other"):
            inner = self.state_of(other) if isinstance(other, Circuit) else None
            measured = measured or inner is None or inner.measured
            saves = saves or (inner is not None and inner.saves)
            conditional = conditional or (inner is not None and inner.conditional)
            transpiled |= frozenset() if inner is None else inner.transpiled
        outcome: Outcome = "" if state.outcome == "" and self.ends_unmeasured(arguments.get(0, "other")) else None
        shared = conditions.shares_bits(self, state, arguments)
        registers = frozenset({(LOOSE,)}) if shared else self.onto(state.registers, arguments.get(0, "other"))
        after = replace(state, registers=registers, measured=measured, saves=saves, transpiled=transpiled)
        after = replace(after, lines=sums.composed(state))
        wires = wiring.composed(self, state, arguments)
        after = replace(after, conditional=conditional, outcome=outcome, wiring=wires)
        if constant(arguments.keywords.get("inplace", NOTHING)) is True:
            self.memory.put(atom.place, after)
            return NONE
        return self.place_circuit(node, after)

    def registers_changed(
        self, atom: Circuit, state: CircuitState, name: str, node: ast.Call, arguments: Arguments
    ) -> Value:
        """What a method gives that changes the circuit's registers."""
        if name == "reverse_bits":
            flipped = frozenset(None if r is None else tuple(reversed(r)) for r in state.registers)
            flipped_state = replace(state, registers=flipped, name=None, wiring=None, lines=None)
            return self.place_circuit(node, without_outcome(flipped_state))
        lines = sums.after(state, name, arguments)
        if name in ("combine", "extend"):
            lines = sums.added(self, frozenset({atom}), arguments.get(0), node)
        after = replace(self.after_registers(atom, state, name, self.id(node), arguments), lines=lines)
        if name == "combine":
            return self.place_circuit(node, replace(after, name=self.given_name(node, NOTHING)))
        inplace = constant(arguments.get(0 if name != "add_register" else 99, "inplace"))
        if inplace is False:
            return self.place_circuit(node, after)
        self.memory.put(atom.place, after)
        return NONE

    def after_registers(
        self, atom: Circuit, state: CircuitState, name: str, point: NodeId, arguments: Arguments
    ) -> CircuitState:
        """The state of the circuit once the method ``name`` has changed its registers at ``point``."""
        match name:
            case "add_register":
                return self.with_registers(atom, state, arguments.positional, point)
            case "measure_all":
                after = replace(state, measured=True)
                if constant(arguments.get(1, "add_bits")) is False:
                    return after
                return replace(after, registers=self.plus_measure(atom, state.registers, state.qubits, point))
            case "measure_active":  # V: its register is "measure" under 0.45.3 and "meas" under 2.6.2
                return replace(state, measured=True, registers=unknown_registers(state.registers), wiring=None)
            case "extend" | "combine":
                united = self.united(state.registers, self.registers_in(arguments.get(0)))
                return replace(state, registers=united, qubits=None, measured=True, outcome=None, wiring=None)
            case "remove_final_measurements":
                # What measure_all added goes; which other registers are left idle, and so go too, cannot be told here.
                bare = state.outcome == "all" or all(r == () for r in state.registers)
                after = replace(state, registers=frozenset({()} if bare else {None}), measured=False)
                return replace(after, outcome="" if bare else None, wiring=None)
            case "add_bits":
                return replace(state, registers=frozenset({(LOOSE,)}), qubits=None, wiring=None)
            case _:
                return replace(state, registers=unknown_registers(state.registers), qubits=None, wiring=None)

    def with_registers(self, atom: Circuit, state: CircuitState, values: list[Value], point: NodeId) -> CircuitState:
        """The state of the circuit once ``add_register(*values)`` was called."""
        registers, qubits = state.registers, state.qubits
        for value in values:
            found, more = self.registers_of(value, 1) if value else (None, None)
            known = more is not None and all(isinstance(each, Register) for each in value)
            qubits = qubits + (more or 0) if qubits is not None and known else None
            registers = frozenset({None}) if found is None else several.plus(self, atom, registers, found, point)
        return replace(state, registers=registers, qubits=qubits, wiring=wiring.added(state, values))

    def plus_measure(self, atom: Circuit, registers: Registers, size: int | None, point: NodeId) -> Registers:
        answer: Registers = frozenset()
        for known in registers:
            taken = known is not None and any(r.name == "meas" for r in known)
            added = Classical(None if taken else "meas", size, point)
            answer |= several.plus(self, atom, frozenset({known}), [added], point)
        return answer

    # --- running ----------------------------------------------------------------------------------------------

    def assembled(self, node: ast.Call, arguments: Arguments) -> Value:
        place = ("qobj", self.id(node))
        binds = self.binds_of(arguments, single=True)
        submission = replace(self.submission(arguments.get(0, "experiments")), binds=binds)
        self.memory.put(place, submission)
        self.submitted(self.id(node), node.args[0] if node.args else None, arguments.get(0, "experiments"))
        self.note(Called(self.id(node), node, "qiskit.assemble", (arguments.get(0, "experiments"),), False))
        return frozenset({Qobj(self.id(node))})

    def submission(self, value: Value) -> Submission:
        """What running ``value`` runs."""
        return submission(self, value)

    def is_circuit_like(self, value: Value) -> bool:
        for atom in value:
            if isinstance(atom, (Circuit, Qobj)):
                return True
            if isinstance(atom, (Listing, Tuple)):
                state = self.memory.look(atom.place) if isinstance(atom, Listing) else None
                parts = state.item if isinstance(state, ListState) else NOTHING
                items = atom.items if isinstance(atom, Tuple) else (parts,)
                if any(isinstance(a, (Circuit, Qobj)) for item in items for a in item):
                    return True
        return False

    def site_of_unknown(self, atom: Unknown | Sym, node: ast.Call, arguments: Arguments) -> Value | None:
        """``x.run(circuit)`` of an ``x`` that is not known: a site, until its reads tell (see ``program``)."""
        value = arguments.get(0, *_RUN)
        if not self.is_circuit_like(value):
            return None
        func = node.func
        assert isinstance(func, ast.Attribute)
        name = atom.name if isinstance(atom, Sym) else ""
        guarded = isinstance(atom, Sym) and atom.guarded
        backend: Value = frozenset({Backend("unknown", name, self.id(func.value), guarded)})
        return self.site(node, "run", backend, arguments, func.value, guarded)

    def site(
        self,
        node: ast.Call,
        form: str,
        backend: Value,
        arguments: Arguments,
        backend_node: ast.expr | None,
        guarded: bool = False,
        made: NodeId | None = None,
    ) -> Value:
        names = _EXECUTED if form == "execute" else _RUN
        value, circuits = arguments.get(0, *names), _written(node, names)
        qobjs = [atom for atom in value if isinstance(atom, Qobj)]
        guarded = guarded or self.frame.guarded or any(isinstance(a, Backend) and a.guarded for a in backend)
        site = self.id(node)
        self.submitted(site, circuits, value)
        submission = self.submission(value)
        if "parameter_binds" in arguments.keywords:
            single = bool(backend) and all(isinstance(a, Backend) and a.family == "basicaer" for a in backend)
            submission = replace(submission, binds=self.binds_of(arguments, single))
        qobj = made or (qobjs[0].call if len(qobjs) == 1 == len(value) else None)
        told = tuple(sorted(arguments.keywords.items()))
        asked = (submission, circuits, backend_node, qobj, self.frame.function, guarded, told)
        self.note(SiteSeen(site, node, form, backend, *asked))
        return frozenset({Job(site)})


def _written(node: ast.Call, names: tuple[str, ...]) -> ast.expr | None:
    """The expression of what is run; None where it comes through ``*``, or out of sight."""
    written = (keyword.value for keyword in node.keywords if keyword.arg in names)
    circuits = node.args[0] if node.args else next(written, None)
    return None if isinstance(circuits, ast.Starred) else circuits
