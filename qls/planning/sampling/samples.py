"""Counts and memory of one circuit, as a primitive's result gives them: by classical register."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Callable, Sequence

from qls.catalogue import roles
from qls.planning.workbench import Refusal
from qls.rewriting.plan import Piece, Symbol
from qls.semantics.program import Site
from qls.semantics.qiskit.facts import Use
from qls.semantics.qiskit.values import ANY_NAME, LOOSE, Classical, Registers

HEX = "hex"  # counts as ``data()`` gave them: {"0x1": 1024}


def registers_at(sites: list[Site], position: int | None) -> Registers:
    """The classical registers that a read can meet: of the circuit at ``position``, else of all."""
    found: Registers = frozenset()
    for site in sites:
        each = site.submission.each
        if position is not None and each is not None and -len(each) <= position < len(each):
            found |= each[position]
        else:
            found |= site.submission.registers
    # A circuit without classical registers has no counts: no working program reads them there.
    return found - {()} or found


def samples(
    pub: Sequence[Piece],
    method: str,
    registers: Registers,
    point: Sequence[Piece] = (),
    named: Callable[[str, Sequence[Piece]], Piece] | None = None,
) -> list[Piece]:
    """The expression for one circuit's samples.

    Args:
        pub: the circuit's result.
        method: ``get_counts``, ``get_memory`` or ``HEX``.
        registers: its classical registers, alternatives.
        point: which of the values that were bound to its parameters; empty where there are none.
        named: gives a part of the expression a name by this word, where there is room for that.

    Raises:
        Refusal: no expression gives the same.
    """
    shapes = [shape for shape in registers if shape is not None]
    names = {register.name for shape in shapes for register in shape}
    if LOOSE.name in names:
        raise Refusal("the circuit has classical bits outside registers or in two of them")
    if ANY_NAME in names:
        raise Refusal("a classical register's name is not in sight, and a DataBin does not take every name")
    if None not in registers and all(len(shape) == 1 for shape in shapes):
        bits: list[Piece] = [*pub, _of_one(names)]
    elif names & roles.DATA_BIN:
        raise Refusal("a classical register has a name that a DataBin does not take")
    elif method != HEX:
        return _spaced(pub, method, None if None in registers else shapes, point, named)
    else:
        bits = [*pub, ".join_data()"]
    if method == HEX:
        return ["{hex(key): n for key, n in ", *bits, ".get_int_counts(", *point, ").items()}"]
    return [*bits, ".get_counts(" if method == "get_counts" else ".get_bitstrings(", *point, ")"]


def _of_one(names: set[str | None]) -> str:
    """What gives the bits of a circuit's only register, by its name where that is known and can be written so."""
    name = next(iter(names)) if len(names) == 1 else None
    if name in roles.DATA_BIN:
        raise Refusal(f"a classical register named {name} cannot be read from a DataBin")
    named = name is not None and name.isidentifier() and not keyword.iskeyword(name)
    return f".data.{name}" if named else ".join_data()"


def _spaced(
    pub: Sequence[Piece],
    method: str,
    shapes: list[tuple[Classical, ...]] | None,
    point: Sequence[Piece],
    named: Callable[[str, Sequence[Piece]], Piece] | None,
) -> list[Piece]:
    """Counts or memory of several registers, with the spaces between them that legacy keys have."""
    widths = {tuple(register.size for register in shape) for shape in shapes or ()}
    sizes = widths.pop() if len(widths) == 1 else None
    if not sizes or any(size is None for size in sizes):
        return _joined(pub, method, point, named)
    key = _grouped([size for size in reversed(sizes) if size is not None])
    if method == "get_counts":
        return [f"{{{key}: n for key, n in ", *pub, ".join_data().get_counts(", *point, ").items()}"]
    return [f"[{key} for key in ", *pub, ".join_data().get_bitstrings(", *point, ")]"]


def _grouped(sizes: Sequence[int]) -> str:
    """An expression for ``key``, whose bits are not spaced, in groups of these sizes."""
    if set(sizes) == {1}:
        return '" ".join(key)'
    groups, at = [], 0
    for size in sizes:
        groups.append(f"{{key[{at or ''}:{at + size}]}}")
        at += size
    return f'f"{" ".join(groups)}"'


def _joined(
    pub: Sequence[Piece],
    method: str,
    point: Sequence[Piece],
    named: Callable[[str, Sequence[Piece]], Piece] | None,
) -> list[Piece]:
    """Counts or memory of whatever registers there are, each shot's bits by register.

    A DataBin lists the registers as the circuit does (V: all destinations), a legacy key the last one first.
    """
    if named is not None:
        pub = [named("pub_result", pub)]
    shots: list[Piece] = ["zip(*[bits.get_bitstrings(", *point, ") for bits in reversed(", *pub, ".data.values())])"]
    if named is not None:
        shots = [named("bitstrings", shots)]
    if method == "get_counts":
        return ["dict(", Symbol("collections", "Counter"), '(" ".join(shot) for shot in ', *shots, "))"]
    return ['[" ".join(shot) for shot in ', *shots, "]"]


def asks_class(use: Use) -> bool:
    """True for ``isinstance(counts, Counts)`` and ``type(counts)``, also of a distribution: a dict is neither."""
    if use.how in ("argument:type", "attribute:__class__"):
        return True
    asked = use.node.args[1] if isinstance(use.node, ast.Call) and len(use.node.args) > 1 else None
    named = asked.elts if isinstance(asked, ast.Tuple) else [asked]
    plain = all(isinstance(each, ast.Name) and each.id in ("dict", "list", "tuple", "str", "int") for each in named)
    return use.how == "argument:isinstance" and not plain
