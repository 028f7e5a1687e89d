"""``marginal_counts`` of a whole result: a result again, of fewer bits."""

from __future__ import annotations

import ast

from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import Value
from qls.semantics.qiskit.facts import Read
from qls.semantics.qiskit.values import Marginal, Result

MARGINALS = {"qiskit.result.marginal_counts", "qiskit.result.utils.marginal_counts"}


def marginal(machine: Machine, node: ast.Call, arguments: Arguments) -> Value | None:
    """What ``marginal_counts`` gives of results; None where it is given anything else."""
    given = arguments.get(0, "result")
    results = [atom for atom in given if type(atom) is Result and not atom.kind]
    if not results or len(results) != len(given):
        return None
    call = machine.id(node)
    machine.note(Read(call, node, "marginal", given))
    return frozenset(Marginal(result.site, call=call) for result in results)
