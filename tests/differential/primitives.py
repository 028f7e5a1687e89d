"""Programs on the V1 primitives of Qiskit, for the environment that still has them."""

from __future__ import annotations

import random

from tests.differential.sampling import LAYOUTS
from tests.differential.writing import Writer


def program(seed: int) -> str:
    """A program on a V1 sampler or estimator. The same seed writes the same program."""
    w = Writer(random.Random(seed), random.Random(f"more {seed}"))
    w.layout = w.weighted([(weight, name) for weight, name in LAYOUTS if name != "star"])
    w.module = w.pick("qiskit", "qk")
    sampler = w.maybe(0.5)
    circuits = [_circuit(w, measured=sampler) for _ in range(w.weighted([(3.0, 1), (1.5, 2)]))]
    kind = "Sampler" if sampler else "Estimator"
    name = w.name("sampler", "estimator", "primitive", "values")
    options = w.weighted([(5.0, ""), (1.0, "options={'shots': 40}"), (0.5, "options={'seed': 3, 'shots': 40}")])
    made = f"@{kind}({options})"
    if w.maybe(0.7):
        w.say(f"{name} = {made}")
    else:
        name = made
    if sampler:
        _sampled(w, name, circuits)
    else:
        _estimated(w, name, circuits)
    return w.text()


def _circuit(w: Writer, *, measured: bool) -> str:
    name = w.name("qc", "circuit", "bell", "c1", "c2")
    w.say(f"{name} = @QuantumCircuit(2)")
    for _ in range(w.pick(1, 2, 3)):
        w.say(f"{name}.{w.pick('x(0)', 'x(1)', 'h(0)', 'cx(0, 1)', 'ry(1.2, 1)')}")
    if measured:
        w.say(f"{name}.measure_all()")
    return name


def _job(w: Writer, call: str) -> str:
    """Write the submission; the name of its result."""
    result = w.name("result", "res", "pub", "data")
    if w.maybe(0.5):
        job = w.name("job", "values")
        w.say(f"{job} = {call}", f"{result} = {job}.result()")
    else:
        w.say(f"{result} = {call}.result()")
    return result


def _sampled(w: Writer, sampler: str, circuits: list[str]) -> None:
    given = circuits[0] if len(circuits) == 1 and w.maybe(0.6) else f"[{', '.join(circuits)}]"
    call = f"{sampler}.run({w.pick('', 'circuits=')}{given}{w.pick('', ', shots=50')})"
    if w.maybe(0.25):
        w.say("def run(given):", f"    return {call.replace(given, 'given')}.result().quasi_dists[0]", "")
        name = w.name("dist", "probabilities", "values")
        w.say(f"{name} = run({given})")
    else:
        result = _job(w, call)
        name = w.name("dist", "probabilities", "values")
        w.say(f"{name} = {result}.quasi_dists[0]")
    w.answers.append(name)
    for _ in range(w.pick(0, 1, 1, 2)):
        also = w.name("part", "best", "keys", "n", "total")
        value = w.pick(
            f"{name}.get(0, 0)",
            f"sorted({name})",
            f"list({name})",
            f"max({name}, key={name}.get)",
            f"{name}.binary_probabilities()",
            f"[key for key in {name}.keys()]",
            f"len({name})",
            f"sum({name}.values())",
            f"{name}.nearest_probability_distribution()",
            f"type({name}).__name__",
        )
        w.say(f"{also} = {value}")
        w.answers.append(also)


def _estimated(w: Writer, estimator: str, circuits: list[str]) -> None:
    operator = w.pick('"ZZ"', '@SparsePauliOp("ZX")', '@SparsePauliOp.from_list([("ZZ", 0.5), ("XI", 1.0)])')
    if w.maybe(0.5):
        held = w.name("operator", "observable", "h", "values")
        w.say(f"{held} = {operator}")
        operator = held
    name = w.name("value", "energy", "expectation", "values")
    shots = w.pick("", "", ", shots=None")
    if len(circuits) == 1 and w.maybe(0.6):
        call = f"{estimator}.run({circuits[0]}, {operator}{shots})"
        w.say(f"{name} = {_job(w, call)}.values[0]")
    else:
        listed = f"[{', '.join(circuits)}], [{', '.join([operator] * len(circuits))}]"
        call = f"{estimator}.run({listed}{shots})"
        w.say(f"{name} = {w.pick('list', '')}({_job(w, call)}.values)")
    w.answers.append(name)
