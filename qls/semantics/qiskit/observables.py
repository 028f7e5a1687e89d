"""What is known of the observables that a program writes out: their Pauli strings and coefficients.

V2 refuses an observable whose coefficients, like strings added up, are not real, or all smaller than 1e-8 (V: Qiskit
2.6.2, every primitive, "Non-Hermitian input observable" and "Empty observable was detected"). V1 gave a value for both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from qls.catalogue.members import GIVES
from qls.catalogue.primitives import OBSERVABLES, PAULI_SUMS, SPARSE_GIVES_SPARSE
from qls.semantics.python.values import NOTHING, Atom, Const, Number, Sym, Value, constant, only

_INFO = "qiskit.quantum_info."
_MOST = 100  # terms that are followed
_LONGEST = 1000  # letters of a term that is followed
_SMALLEST = 1e-8  # what V2 takes for zero
_ANY = "?"  # some Pauli string
_PAULIS = re.compile(r"[+-]?([IXYZ]+)", re.ASCII)
_KEEPS = {"simplify()", "copy()", "adjoint()", "apply_layout()", "sort()"}
Coefficient = float | None  # None: some real number
Terms = tuple[tuple[str, Coefficient], ...]
Items = Callable[[Value], tuple[Value, ...] | None]


@dataclass(frozen=True, slots=True)
class Observable(Sym):
    """An operator of quantum_info whose terms are written out, each a Pauli string with a real coefficient."""

    terms: Terms = ()


def is_sound(atom: Atom) -> bool:
    """True for an observable that V2 is known to take: its coefficients are real, and not all zero."""
    if isinstance(atom, Const):
        return isinstance(atom.value, str) and _label(atom.value) == (atom.value, 1.0)
    if not isinstance(atom, Observable):
        return False
    sums: dict[str, Coefficient] = {}
    for label, number in atom.terms:
        known = sums.get(label, 0.0)
        sums[label] = None if known is None or number is None else known + number
    return any(number is not None and abs(number) > _SMALLEST for number in sums.values())


SUMS = ("sparse", "laid")  # what a SparsePauliOp is as an observable
_ITEMS = {"sparse": "sparse", "paulis": "pauli"}  # what an item of an observable is
_ALGEBRA = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitXor, ast.MatMult)


def observable_kind(atom: Atom) -> str:
    """What an observable is: see ``Operands.kinds``."""
    if isinstance(atom, Const):
        return "label" if isinstance(atom.value, str) else "unknown"
    if not isinstance(atom, Sym):
        return "unknown"
    if atom.name.startswith("qiskit.opflow"):
        return "sum" if atom.name in PAULI_SUMS else "opflow"
    return _kind_of_path(atom.name.split(".")[2:]) if atom.name.startswith(_INFO) else "unknown"


def _kind_of_path(parts: list[str]) -> str:
    """What is reached of quantum_info by these steps: ``SparsePauliOp``, ``from_list()``, ``paulis[]``."""
    start = next((index for index, part in enumerate(parts) if part.rstrip("()[]") in OBSERVABLES), None)
    if start is None:
        return "unknown"
    kind, called = OBSERVABLES[parts[start].rstrip("()[]")], False
    for part in parts[start:]:
        called = called or "()" in part
        kind = _kind_after(kind, part, called=called)
        if kind == "unknown":
            return "unknown"
    if kind == "sparse" and any(part.startswith("apply_layout(") for part in parts):
        return "laid"
    return kind if called else "unknown"


def _kind_after(kind: str, part: str, *, called: bool) -> str:
    """What the step ``part`` gives of a ``kind`` of observable; ``called``: of an object, and not of its class."""
    name = part.rstrip("()[]")
    if name == "paulis" and kind == "sparse" and called:
        kind = "paulis"
    elif name not in OBSERVABLES and not (kind == "sparse" and name in SPARSE_GIVES_SPARSE):
        return "unknown"
    indices = part.count("[]")
    if not indices:
        return kind
    return _ITEMS.get(kind, "unknown") if indices == 1 else "unknown"


def algebra(left: Value, right: Value, op: ast.operator, *, exact: bool) -> Sym | None:
    """``left op right`` where an operator is one of them.

    Args:
        exact: the operands are those of one round of a loop, and not of several.
    """
    if not isinstance(op, _ALGEBRA):
        return None
    kinds = set(map(observable_kind, left | right))
    if kinds & {*SUMS, "pauli"}:
        return (_combined(left, right, op) if exact else None) or Sym(f"{_INFO}SparsePauliOp()")
    return Sym("qiskit.opflow.OperatorBase()") if kinds & {"sum", "opflow"} else None


def negated(value: Value) -> Value:
    """``-value`` of operators."""
    product = _combined(frozenset({Const(-1)}), value, ast.Mult())
    return value if product is None else frozenset({product})


def made(name: str, given: Callable[..., Value], items: Items) -> Terms | None:
    """The terms of what a call of quantum_info makes; None where they are not known.

    Args:
        name: canonical name of what is called.
        given: the argument at an index or under a name.
        items: the items of a value, one by one.
    """
    what = name.removeprefix(_INFO).replace("qiskit.opflow.PauliSumOp", "SparsePauliOp")
    if what == "SparsePauliOp":
        return _with(_terms(given(0, "data"), items), given(1, "coeffs"), items)
    if what == "SparsePauliOp.from_list":
        return _pairs(given(0, "obj"), items)
    if what == "SparsePauliOp.from_sparse_list":
        return _triples(given(0, "obj"), given(1, "num_qubits"), items)
    if what in ("Pauli", "PauliList"):
        return _terms(given(0, "data"), items)
    if what == "SparsePauliOp.from_operator":
        return _matrix(given(0, "obj"), items)
    return _matrix(given(0, "data"), items) if what == "Operator" else None


def _label(text: str) -> tuple[str, float] | None:
    match = _PAULIS.fullmatch(text)
    return (match[1], -1.0 if text.startswith("-") else 1.0) if match else None


def _terms(value: Value, items: Items) -> Terms | None:
    """The terms of a Pauli string, an operator, or a list of them."""
    atom = only(value)
    if isinstance(atom, Observable):
        return atom.terms
    labels = [each.value for each in value if isinstance(each, Const) and isinstance(each.value, str)]
    if labels and len(labels) == len(value):
        return _any_label(labels)
    parts = items(value)
    if not parts or len(parts) > _MOST:
        return None
    found = [_term(part, items) for part in parts]
    known = tuple(term for term in found if term is not None)
    return known if len(known) == len(found) else None


def _any_label(labels: list[str]) -> Terms | None:
    """The term that one of ``labels`` is."""
    known = [term for term in map(_label, labels) if term is not None]
    if len(known) < len(labels):
        return None
    return (known[0],) if len(known) == 1 else ((_ANY, 1.0),)


def _term(value: Value, items: Items) -> tuple[str, Coefficient] | None:
    """The one term of an item of a list, which is no list itself."""
    terms = _terms(value, items) if items(value) is None else None
    return terms[0] if terms is not None and len(terms) == 1 else None


def _with(terms: Terms | None, coefficients: Value, items: Items) -> Terms | None:
    """``terms`` with coefficients of their own."""
    if terms is None or not coefficients:
        return terms
    parts = items(coefficients)
    if parts is None and len(terms) == 1 and _is_real(coefficients):
        parts = (coefficients,)
    if parts is None or len(parts) != len(terms) or not all(map(_is_real, parts)):
        return None
    return tuple((label, _times(one, _number(part))) for (label, one), part in zip(terms, parts, strict=True))


def _pairs(value: Value, items: Items) -> Terms | None:
    parts = items(value)
    if not parts or len(parts) > _MOST:
        return None
    found: list[tuple[str, Coefficient]] = []
    for part in parts:
        pair = items(part)
        label = _terms(pair[0], items) if pair is not None and len(pair) == 2 else None
        if pair is None or label is None or len(label) != 1 or not _is_real(pair[1]):
            return None
        found.append((label[0][0], _times(label[0][1], _number(pair[1]))))
    return tuple(found)


def _triples(value: Value, qubits: Value, items: Items) -> Terms | None:
    """The terms of ``[("ZX", [1, 4], 0.5), …]``; some Pauli string where a place in it is not known."""
    parts = items(value)
    if not parts or len(parts) > _MOST:
        return None
    found: list[tuple[str, Coefficient]] = []
    for part in parts:
        label, places, factor = items(part) or (NOTHING, NOTHING, NOTHING)
        if not _is_real(factor):
            return None
        found.append((_placed(label, items(places), qubits) or _ANY, _number(factor)))
    return tuple(found)


def _placed(label: Value, places: tuple[Value, ...] | None, qubits: Value) -> str | None:
    text, count, at = constant(label), constant(qubits), [constant(place) for place in places or ()]
    if type(count) is not int or not isinstance(text, str) or len(at) != len(text) or not 0 < count <= _MOST:
        return None
    string = ["I"] * count
    for pauli, place in zip(text, at, strict=True):
        if type(place) is not int or not 0 <= place < count:
            return None
        string[count - 1 - place] = pauli
    return "".join(string)


def _matrix(value: Value, items: Items) -> Terms | None:
    """A term that stands for those of a matrix that is real, symmetric and not zero."""
    atom = only(value)
    if isinstance(atom, Observable):
        return atom.terms
    numbers = _square(value, items)
    if numbers is None:
        return None
    places = [(i, j) for i in range(len(numbers)) for j in range(len(numbers))]
    if any(numbers[i][j] is None or numbers[i][j] != numbers[j][i] for i, j in places):
        return None
    return ((_ANY, max(abs(number or 0.0) for row in numbers for number in row)),)


def _square(value: Value, items: Items) -> list[list[Coefficient]] | None:
    """The entries of a square matrix, each None where it is not known to be real, or which number it is."""
    rows = [items(row) for row in items(value) or ()]
    if not rows or any(row is None or len(row) != len(rows) for row in rows):
        return None
    return [[_number(entry) if _is_real(entry) else None for entry in row or ()] for row in rows]


def _is_real(value: Value) -> bool:
    return bool(value) and all(
        isinstance(atom, Number) or (isinstance(atom, Const) and isinstance(atom.value, (int, float))) for atom in value
    )


def _number(value: Value) -> Coefficient:
    atom = only(value)
    return float(atom.value) if isinstance(atom, Const) and isinstance(atom.value, (int, float)) else None


def _times(one: Coefficient, other: Coefficient) -> Coefficient:
    return None if one is None or other is None else one * other


def _combined(left: Value, right: Value, op: ast.operator) -> Observable | None:
    """``left op right`` where the terms of the answer are known."""
    one, two = only(left), only(right)
    terms: Terms | None = None
    if isinstance(one, Observable) and isinstance(two, Observable):
        terms = _of_both(one.terms, two.terms, op)
    elif isinstance(op, ast.Mult) and isinstance(two, Observable) and _is_real(left):
        terms = _scaled(two.terms, _number(left))
    elif isinstance(op, ast.Mult) and isinstance(one, Observable) and _is_real(right):
        terms = _scaled(one.terms, _number(right))
    elif isinstance(op, ast.Div) and isinstance(one, Observable) and _is_real(right):
        divisor = _number(right)
        terms = _scaled(one.terms, 1 / divisor if divisor else None)
    return (
        None
        if terms is None or len(terms) > _MOST
        else Observable(f"{_INFO}SparsePauliOp()", guarded=False, terms=terms)
    )


def _of_both(one: Terms, two: Terms, op: ast.operator) -> Terms | None:
    """The terms of ``one op two``, both operators with these terms."""
    if any(label == _ANY for label, _ in (*one, *two)):
        return None
    if isinstance(op, ast.Add):
        return (*one, *two)
    if isinstance(op, ast.Sub):
        return (*one, *_scaled(two, -1.0))
    letters = sum(max((len(label) for label, _ in terms), default=0) for terms in (one, two))
    if isinstance(op, ast.BitXor) and len(one) * len(two) <= _MOST and letters <= _LONGEST:
        return tuple((a + b, _times(x, y)) for a, x in one for b, y in two)
    return None


def _scaled(terms: Terms, factor: Coefficient) -> Terms:
    return tuple((label, _times(number, factor)) for label, number in terms)


def derived(atom: Sym, name: str) -> Sym:
    """What an attribute, a method or an item of ``atom`` is, under its name.

    Args:
        name: that of ``atom`` with ``.attribute``, ``()`` or ``[]`` behind it.
    """
    if isinstance(atom, Observable):
        last = name.removeprefix(atom.name)
        if last == ".paulis":
            return Observable(name, atom.guarded, tuple((label, 1.0) for label, _ in atom.terms))
        if last == "[]":
            smallest = min(0.0 if number is None else abs(number) for _, number in atom.terms)
            return Observable(name, atom.guarded, ((_ANY, smallest),))
        if f"{last[1:]}()" in _KEEPS or (last == "()" and f"{name.rpartition('.')[2]}" in _KEEPS):
            return Observable(name, atom.guarded, atom.terms)
    return Sym(GIVES.get(name, name), atom.guarded)
