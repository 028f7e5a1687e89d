"""What a generated program is put together from: imports in every layout, names, blocks, choices by weight."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

# Where a name of Qiskit is imported from, in a program of before 1.0: its usual module, and others, less usual.
HOMES: dict[str, tuple[str, ...]] = {
    "Aer": ("qiskit", "qiskit", "qiskit_aer", "qiskit.providers.aer"),
    "AerSimulator": ("qiskit_aer", "qiskit.providers.aer"),
    "BasicAer": ("qiskit", "qiskit.providers.basicaer"),
    "ClassicalRegister": ("qiskit", "qiskit.circuit"),
    "Counts": ("qiskit.result",),
    "Estimator": ("qiskit.primitives",),
    "Parameter": ("qiskit.circuit",),
    "QasmSimulator": ("qiskit.providers.aer", "qiskit_aer"),
    "QuantumCircuit": ("qiskit", "qiskit", "qiskit", "qiskit.circuit"),
    "QuantumRegister": ("qiskit", "qiskit.circuit"),
    "Sampler": ("qiskit.primitives",),
    "SparsePauliOp": ("qiskit.quantum_info",),
    "XGate": ("qiskit.circuit.library",),
    "assemble": ("qiskit", "qiskit.compiler"),
    "execute": ("qiskit", "qiskit", "qiskit.execute_function"),
    "job_monitor": ("qiskit.tools.monitor", "qiskit.tools"),
    "marginal_counts": ("qiskit.result",),
    "plot_histogram": ("qiskit.visualization", "qiskit.tools.visualization"),
    "transpile": ("qiskit", "qiskit.compiler"),
}
_MARKED = re.compile(r"@(\w+)")
_OF_QISKIT = {name for name, homes in HOMES.items() if homes[0] == "qiskit"}


@dataclass
class Writer:
    """One program that is being written.

    Attributes:
        chance: decides everything; the same seed writes the same program.
        more: decides on what the generator has learnt since, so that other programs, whose verdicts are known, stay.
        layout: how names are imported.
        lines: the program so far, without its imports.
        answers: the variables that hold what the program computes.
    """

    chance: random.Random
    more: random.Random
    layout: str = "from"
    lines: list[str] = field(default_factory=list)
    needed: dict[str, str] = field(default_factory=dict)  # name -> module
    taken: set[str] = field(default_factory=set)
    module: str = "qiskit"
    depth: int = 0
    answers: list[str] = field(default_factory=list)

    def pick(self, *options: T) -> T:
        return self.chance.choice(options)

    def weighted(self, options: Sequence[tuple[float, T]]) -> T:
        return self.chance.choices([each for _, each in options], [weight for weight, _ in options])[0]

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def also(self, probability: float, *options: str) -> str:
        """One of the options, seldom; else nothing."""
        return self.more.choice(options) if self.more.random() < probability else ""

    def say(self, *lines: str) -> None:
        """Write lines at the present depth; ``@execute`` in them is however the program writes that name of Qiskit."""
        written = [_MARKED.sub(lambda found: self.use(found[1]), line) for line in lines]
        self.lines += ["    " * self.depth + line if line else "" for line in written]

    def name(self, *candidates: str) -> str:
        """A variable: one of the candidates that the program has not yet, or a numbered one."""
        free = [each for each in candidates if each not in self.taken and each not in self.needed]
        chosen = self.chance.choice(free) if free else f"{candidates[0]}{len(self.taken)}"
        self.taken.add(chosen)
        return chosen

    def use(self, name: str) -> str:
        """How the program writes a name of Qiskit."""
        if self.layout == "module" and name in _OF_QISKIT:
            return f"{self.module}.{name}"
        if name not in self.needed:
            self.needed[name] = self.chance.choice(HOMES[name]) if self.maybe(0.3) else HOMES[name][0]
        return name

    def text(self) -> str:
        """The whole program."""
        imports = self._imports()
        if self.layout in ("function", "class"):
            return self._wrapped(imports)
        if self.layout == "if":
            imports = ["if True:", *(f"    {line}" for line in imports)]
        elif self.layout == "try":
            imports = ["try:", *(f"    {line}" for line in imports), "finally:", "    started = True"]
        return "\n".join([*imports, "", *self.lines]) + "\n"

    def _wrapped(self, imports: list[str]) -> str:
        """Everything in a function that gives the answers, or in the body of a class that keeps them."""
        body = [f"    {line}" if line else "" for line in (*imports, "", *self.lines)]
        if self.layout == "class":
            kept = [f"{answer} = Holder.{answer}" for answer in self.answers]
            return "\n".join(["class Holder:", *body, "", "", *kept]) + "\n"
        answers = ", ".join(self.answers)
        return "\n".join(["def main():", *body, f"    return [{answers}]", "", "", "found = main()"]) + "\n"

    def _imports(self) -> list[str]:
        by_module: dict[str, list[str]] = {}
        for name, module in self.needed.items():
            by_module.setdefault(module, []).append(name)
        lines = []
        if self.layout == "module":
            lines.append("import qiskit" if self.module == "qiskit" else f"import qiskit as {self.module}")
        if self.layout == "star":
            lines.append("from qiskit import *")
            by_module["qiskit"] = [name for name in by_module.get("qiskit", ()) if name not in _OF_QISKIT]
        for module, names in by_module.items():
            self.chance.shuffle(names)
            if not names:
                continue
            if len(names) > 2 and self.maybe(0.2):
                lines += [f"from {module} import (", *(f"    {name}," for name in names), ")"]
            elif len(names) > 1 and self.maybe(0.2):
                lines += [f"from {module} import {name}" for name in names]
            else:
                lines.append(f"from {module} import {', '.join(names)}")
        return lines
