"""Evolutions that opflow's converters make circuits of: ``PauliTrotterEvolution().convert(H.exp_i())``."""

from __future__ import annotations

import ast

from qls.catalogue import opflow
from qls.planning.algebra.grouping import Grouping
from qls.planning.algebra.values import OPERATORS, Named, Op, ops_of
from qls.planning.workbench import is_simple
from qls.rewriting.plan import Piece, Symbol

_GATE = Symbol("qiskit.circuit.library", "PauliEvolutionGate")
_HAMILTONIAN = Symbol("qiskit.circuit.library", "HamiltonianGate")
_CIRCUIT = Symbol("qiskit", "QuantumCircuit")
_OPERATOR = Symbol("qiskit.quantum_info", "Operator")
_DENSE = "A sparse matrix has to be made a dense one first."
_GATES = "The circuit has the same unitary, and may have other gates."
_WORD = "trotter_mode"


class Evolving(Grouping):
    """Looks at product formulas, and at what they make circuits of."""

    def formula(self, node: ast.Call, ops: list[Op]) -> None:
        """``PauliTrotterEvolution(…)``: the synthesis that it stands for (V: the same unitary, 0.45.3 and 2.6.2)."""
        given: dict[str, ast.expr] = dict(zip((_WORD, "reps"), node.args, strict=False))
        given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
        mode = given.pop(_WORD, ast.Constant("trotter"))
        name, told = self._mode(mode)
        if isinstance(mode, ast.Constant) and "reps" in given:
            told = {"reps": given["reps"]}
        if not name or len(node.args) > 2 or not given.keys() <= {"reps"}:
            self.unknown(ops, node)
            return
        pieces: list[Piece] = []
        for key, value in told.items():
            pieces += [", " if pieces else "", f"{key}=", self.span(value)]
        self.edit(ops, node, Symbol("qiskit.synthesis", name), "(", *pieces, ")")

    def _mode(self, mode: ast.expr) -> tuple[str, dict[str, ast.expr]]:
        """The class of today, and what it is told; no name where there is none."""
        if isinstance(mode, ast.Constant):
            return opflow.FORMULAS.get(str(mode.value).capitalize(), ""), {}
        if not isinstance(mode, ast.Call) or any(isinstance(argument, ast.Starred) for argument in mode.args):
            return "", {}
        named = [atom.name.rpartition(".")[2] for atom in self.seen(mode.func) if isinstance(atom, Named)]
        told: dict[str, ast.expr] = dict(zip(("reps", "order"), mode.args, strict=False))
        told |= {str(keyword.arg): keyword.value for keyword in mode.keywords}
        sound = len(named) == 1 and told.keys() <= {"reps", "order"}
        return opflow.FORMULAS.get(named[0], "") if sound else "", told

    def is_synthesized(self, node: ast.AST) -> bool:
        """True for an evolution that goes where it is made into a product formula."""
        call = self.parent(node)
        func = call.func if isinstance(call, ast.Call) else None
        return isinstance(func, ast.Attribute) and func.attr == "convert" and self._kinds(func.value) == {"formula"}

    def _kinds(self, node: ast.expr) -> set[str]:
        return {op.kind for op in ops_of(self.seen(node))}

    def synthesized(self, call: ast.Call, attribute: ast.Attribute, ops: list[Op]) -> bool:
        """``formula.convert((t * H).exp_i())``: the circuit of a ``PauliEvolutionGate(H, t)``."""
        match call.args:
            case [ast.Call(ast.Attribute(operator, "exp_i"), [], [])] if self._kinds(operator) <= OPERATORS | {
                "evolution"
            }:
                pass
            case _:
                return False
        if not self._kinds(operator) <= OPERATORS and {op.label for op in ops_of(self.seen(operator))} | {
            op.label for op in ops
        } != {"M"}:
            return False
        time: list[Piece] = []
        if isinstance(operator, ast.BinOp) and isinstance(operator.op, ast.Mult):
            scalar, inner = operator.left, operator.right
            if ops_of(self.seen(inner)) and not ops_of(self.seen(scalar)) and self.terms_of(operator) is None:
                operator, time = inner, [", ", self.span(scalar)]
        if {op.label for op in ops} == {"M"}:
            return self._one_gate(call, operator, time, ops)
        gate: list[Piece] = [_GATE, "(", *self.bare(operator), *time, ")"]
        self.change(ops, _GATES)
        self.edit(ops, call, self.span(attribute.value), ".synthesize(", *gate, ")")
        return True

    def matrix(self, node: ast.Call, ops: list[Op]) -> None:
        """``MatrixOp([…])``, and ``MatrixEvolution()``, which nothing takes the place of."""
        if ops[0].kind == "formula":
            self._dropped(node, ops)
        elif len(node.args) == 1 and not node.keywords:
            self.edit(ops, node.func, _OPERATOR)
            if not isinstance(node.args[0], (ast.List, ast.Tuple)):
                self.change(ops, _DENSE)
        else:
            self.unknown(ops, node)

    def _dropped(self, node: ast.Call, ops: list[Op]) -> None:
        """What only ``convert`` was asked of goes with its name."""
        parent = self.parent(node)
        if isinstance(parent, ast.Attribute):
            return
        if not isinstance(parent, ast.Assign) or not isinstance(parent.targets[0], ast.Name) or len(parent.targets) > 1:
            self.unknown(ops, node)
        else:
            self.edit(ops, node.func, span=self.context.span(self.serial, parent))

    def outlives(self, node: ast.expr, ops: list[Op]) -> bool:
        """True for a use of what is dropped, other than ``convert``."""
        parent = self.parent(node)
        convert = isinstance(parent, ast.Attribute) and parent.attr == "convert"
        made = isinstance(node, ast.Call) and any(op.origin == self.flow.at(node) for op in ops)
        return any(op.kind == "formula" and op.label == "M" for op in ops) and not convert and not made

    def _one_gate(self, call: ast.Call, operator: ast.expr, time: list[Piece], ops: list[Op]) -> bool:
        """``MatrixEvolution().convert((t * H).exp_i())``: the circuit of a ``HamiltonianGate(H, t)``."""
        widths = {op.width for op in ops_of(self.seen(operator))}
        width = widths.pop() if len(widths) == 1 else None
        if width is None and not is_simple(operator):
            return False
        count: list[Piece] = [str(width)] if width is not None else [self.span(operator), ".num_qubits"]
        gate: list[Piece] = [_HAMILTONIAN, "(", *self.bare(operator), *(time or [", 1"]), ")"]
        if self._kinds(operator) <= OPERATORS:
            self.change(ops, _GATES)
        self.edit(ops, call, _CIRCUIT, "(", *count, ").compose(", *gate, ", range(", *count, "))")
        return True
