"""Programs that sample: circuits, backends, submissions and readers, by how often people write them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.differential.writing import Writer

LAYOUTS = (
    (10.0, "from"),
    (1.5, "module"),
    (1.5, "star"),
    (1.0, "function"),
    (0.5, "if"),
    (0.4, "try"),
    (0.4, "class"),
)
_RESULTS = ("result", "res", "outcome", "data", "values", "pub")
_COUNTS = ("counts", "count", "answer", "tally", "values", "pub", "point", "meas", "bits")
_CIRCUITS = ("qc", "circuit", "circ", "c", "bell", "values", "sampler")
_REGISTER_NAMES = ("c", "out", "cr", "m", "meas", "my c", "values", "keys", "bit_0", "class")


@dataclass
class Circuits:
    """What is run.

    Attributes:
        expression: what the program calls it.
        many: it is a list.
        measured: it is measured.
        length: of the list.
        parameter: the name of its parameter; empty where it has none.
    """

    expression: str
    many: bool = False
    measured: bool = True
    length: int = 1
    parameter: str = ""


def program(seed: int) -> str:
    """A legacy program that samples, or reads a state. The same seed writes the same program."""
    chance = random.Random(seed)
    w = Writer(chance, random.Random(f"more {seed}"))
    w.layout = w.weighted(LAYOUTS)
    w.module = w.pick("qiskit", "qiskit", "qk", "q")
    exact = w.maybe(0.08)
    circuits = _circuits(w, exact=exact)
    if exact:
        _state(w, circuits)
    else:
        for _ in range(w.weighted([(4.0, 1), (1.0, 2)])):
            _sample(w, circuits)
    return w.text()


# --- circuits -------------------------------------------------------------------------------------------------------


def _circuits(w: Writer, *, exact: bool) -> Circuits:
    form = w.weighted([(6.0, "plain"), (2.0, "function"), (0.7, "class"), (2.5, "list")])
    if form == "plain" or exact:
        name = w.name(*_CIRCUITS)
        parameter = "" if exact else _one_circuit(w, name)
        if exact:
            w.say(f"{name} = @QuantumCircuit({w.pick(1, 2)})")
            _gates(w, name, 1)
        elif not parameter:
            _altered(w, name)
        return Circuits(name, measured=not exact, parameter=parameter)
    if form == "list":
        return _list_of_circuits(w)
    builder = w.name("build", "make_circuit", "prepare")
    inner = w.pick("qc", "circuit", "values")
    if form == "class":
        holder = w.name("Experiment", "Job", "Runner")
        w.say(f"class {holder}:", f"    def {builder}(self, flip):")
    else:
        w.say(f"def {builder}(flip{w.pick('', '=True')}):")
    extra = 1 if form == "class" else 0
    w.depth += 1 + extra
    _one_circuit(w, inner, simple=True)
    if w.maybe(0.4):
        w.say("if flip:", f"    {inner}.{w.pick('x(0)', 'measure_all()', 'barrier()')}")
    w.say(f"return {inner}", "")
    w.depth -= 1 + extra
    call = f"{holder}().{builder}" if form == "class" else builder
    if w.maybe(0.3):
        name = w.name("circuits", "experiments", "values")
        w.say(f"{name} = [{call}(flip) for flip in (False, True)]")
        return Circuits(name, many=True, length=2)
    name = w.name(*_CIRCUITS)
    w.say(f"{name} = {call}({w.pick('True', 'False')})")
    if w.maybe(0.2):
        w.say(f"other = {call}(True)", f"other.{w.pick('x(0)', 'measure_all()')}")
    return Circuits(name)


def _one_circuit(w: Writer, name: str, *, simple: bool = False) -> str:
    """Write one measured circuit; the name of its parameter."""
    qubits = w.weighted([(3.0, 1), (3.0, 2), (1.0, 3)])
    form = w.weighted([(5.0, "clbits"), (3.0, "all"), (2.5, "registers"), (0.8, "two"), (0.6, "both")])
    circuit = "@QuantumCircuit"
    if form == "clbits":
        w.say(f"{name} = {circuit}({qubits}, {qubits})")
    elif form in ("all", "both"):
        w.say(f"{name} = {circuit}({qubits}{f', {qubits}' if form == 'both' else ''})")
    else:
        _registers(w, name, qubits, two=form == "two")
    parameter = ""
    if not simple and w.depth == 0 and w.maybe(0.06):
        parameter = w.name("theta", "t", "values")
        w.say(f'{parameter} = @Parameter("t")', f"{name}.rx({parameter}, 0)")
    else:
        _gates(w, name, qubits)
    if form in ("all", "both"):
        if form == "both":
            w.say(f"{name}.measure(0, 0)")
        w.say(f"{name}.measure_all()")
        return parameter
    _measure(w, name, qubits)
    return parameter


def _registers(w: Writer, name: str, qubits: int, *, two: bool) -> None:
    called = w.pick(*_REGISTER_NAMES)
    given = w.pick("", f', "{called}"', f', name="{called}"')
    quantum, classical = "@QuantumRegister", "@ClassicalRegister"
    if two:
        other = w.pick("d", "flag", "second", "m1")
        w.say(f"first = {classical}({qubits}{given})", f'{other} = {classical}(1, "{other}")')
        w.say(f"{name} = @QuantumCircuit({quantum}({qubits}), first, {other})")
    elif w.maybe(0.4):
        w.say(f"{name} = @QuantumCircuit({quantum}({qubits}), {classical}({qubits}{given}))")
    elif w.maybe(0.3):
        w.say(f"{name} = @QuantumCircuit({quantum}({qubits}))")
        w.say(f"{name}.add_register({classical}({qubits}{given}))")
    else:
        q, c = w.pick(("q", "c"), ("qr", "cr"))
        w.say(f"{q} = {quantum}({qubits}, '{q}')", f"{c} = {classical}({qubits}{given})")
        w.say(f"{name} = @QuantumCircuit({q}, {c})")


def _gates(w: Writer, name: str, qubits: int) -> None:
    for _ in range(w.pick(1, 1, 2, 3)):
        target = w.chance.randrange(qubits)
        gates = [f"x({target})", f"x({target})", f"h({target})", f"rx(3.141592653589793, {target})", "barrier()"]
        if qubits > 1:
            gates += [f"cx({target}, {(target + 1) % qubits})", "swap(0, 1)"]
        w.say(f"{name}.{w.pick(*gates)}")
    if w.maybe(0.1) and qubits > 1:
        w.say(f"for i in range({qubits}):", f"    {name}.{w.pick('x', 'id', 'z')}(i)")


def _measure(w: Writer, name: str, qubits: int) -> None:
    every = list(range(qubits))
    forms = [f"{name}.measure({every}, {every})", f"{name}.measure(range({qubits}), range({qubits}))"]
    if qubits == 1:
        forms += [f"{name}.measure(0, 0)"] * 3
    else:
        forms += [f"{name}.measure({every}, {every[::-1]})", f"{name}.measure(0, {qubits - 1})"]
    loop = w.maybe(0.15)
    if loop:
        w.say(f"for k in range({qubits}):", f"    {name}.measure(k, k)")
    else:
        w.say(w.pick(*forms))
    if w.maybe(0.06):
        w.say(f"{name}.x(0).c_if(0, 1)" if w.maybe(0.5) else f"{name}.reset(0)", f"{name}.measure(0, 0)")


def _altered(w: Writer, name: str) -> None:
    """What else happens to a circuit before it runs."""
    first = f"{name}.clbits[0]"
    also = w.also(
        0.12,
        f"{name}.add_register(@QuantumRegister(1))\n{name}.measure_all()",
        f"{name}.add_register(@QuantumRegister(1, 'extra'))\n{name}.measure_all()",
        f"{name} = {name}.reverse_bits()",
        f"{name} = @QuantumCircuit({name}.num_qubits).compose({name})",
        f"for _ in range(2):\n    for _ in range(1):\n        {name}.measure_all()",
        f"{name}.append(@XGate().c_if({first}, 1), [0])\n{name}.measure(0, 0)",
        f"if {name}.num_qubits > 1:\n    {name}.measure_all()\nelse:\n    {name}.measure_all()",
        f"match {name}.num_qubits:\n    case 1:\n        {name}.measure_all()\n    case _:\n        pass",
        f"try:\n    {name}.measure_all()\n    int('x')\nexcept ValueError:\n    {name}.barrier()",
        f"def one(c):\n    c.measure_all()\ndef two(c):\n    c.barrier()\n"
        f"chosen = one if {name}.num_qubits > 1 else two\nchosen({name})",
        f"while {name}.num_clbits < 5:\n    {name}.measure_all()",
    )
    if also:
        w.say(*also.split("\n"))
    if not w.maybe(0.25):
        return
    change = w.pick(
        f"{name} = {name}.copy()",
        f"same = {name}\nsame.{w.pick('barrier()', 'measure_all()')}",
        f"other = {name}.copy()\nother.{w.pick('x(0)', 'measure_all()', 'measure_all(add_bits=False)')}",
        f"{name}.measure_all()",
        f"if len({name}.data) > 2:\n    {name}.measure_all()",
        f"{name} = {name}.compose(@QuantumCircuit(1), [0])",
        f"for _ in range({w.pick(1, 2)}):\n    {name}.{w.pick('measure_all()', 'barrier()')}",
        f"{name}.add_register(@ClassicalRegister(1, 'late'))",
        f"held = [{name}]\nheld[0].{w.pick('x(0)', 'measure_all()')}",
        f"def change(given):\n    given.{w.pick('measure_all()', 'barrier()')}\nchange({name})",
    )
    w.say(*change.split("\n"))


def _list_of_circuits(w: Writer) -> Circuits:
    name, length = w.name("circuits", "qcs", "experiments", "values"), w.pick(2, 2, 3)
    circuit = "@QuantumCircuit"
    form = w.pick("comprehension", "append", "display", "times")
    if form == "comprehension":
        w.say(f"{name} = [{circuit}(1, 1) for _ in range({length})]")
    elif form == "append":
        w.say(f"{name} = []", f"for i in range({length}):", f"    new = {circuit}(1, 1)")
        w.say(f"    {w.pick('new.x(0)', 'new.barrier()', 'if i: new.x(0)')}", f"    {name}.append(new)")
    elif form == "display":
        parts = [w.name("first", "qc1", "a"), w.name("second", "qc2", "b")]
        w.say(*(f"{part} = {circuit}({w.pick('1, 1', '1, 1', '2, 2')})" for part in parts))
        w.say(f"{name} = [{', '.join(parts)}]")
        length = 2
    else:
        w.say(f"one = {circuit}(1, 1)", f"{name} = [one] * {length}")
    if w.maybe(0.6):
        w.say(f"{name}[{w.pick(0, 1, -1)}].{w.pick('x(0)', 'x(0)', 'h(0)', 'measure_all()')}")
    w.say(f"for each in {name}:", f"    each.measure({w.pick('0, 0', '[0], [0]')})")
    repeated = w.also(
        0.15,
        f"for each in {name}:\n    for _ in range(2):\n        each.measure_all()",
        f"for _ in range(2):\n    for each in {name}:\n        each.measure_all()",
        f"for at, each in enumerate({name}):\n    if at:\n        each.measure_all()",
        f"for at in range(len({name})):\n    {name}[at].measure_all()",
        f"{name} = [each.copy() for each in {name}]\n{name}[0].measure_all()",
    )
    if repeated:
        w.say(*repeated.split("\n"))
    if w.maybe(0.2):
        w.say(f"{name}[{w.pick(0, 1)}].{w.pick('measure_all()', 'x(0)', 'barrier()')}")
    return Circuits(name, many=True, length=length)


# --- backends -------------------------------------------------------------------------------------------------------


def _backend(w: Writer) -> str:
    """An expression that makes a shot simulator."""
    form = w.weighted(
        [(5.0, "qasm"), (3.0, "aer"), (2.5, "class"), (1.5, "basic"), (0.4, "old class"), (0.3, "svcounts")]
    )
    if form in ("qasm", "aer", "svcounts"):
        named = {"qasm": "qasm_simulator", "aer": "aer_simulator", "svcounts": "aer_simulator_statevector"}[form]
        return f"@Aer.get_backend({w.pick('', 'name=')}{w.pick(repr(named), chr(34) + named + chr(34))})"
    if form == "class":
        return f"@AerSimulator({w.pick('', '', '', 'seed_simulator=7', 'shots=60', 'method=' + repr('statevector'))})"
    if form == "basic":
        return "@BasicAer.get_backend('qasm_simulator')"
    return "@QasmSimulator()"


def _held_backend(w: Writer) -> str:
    """Write where the backend is kept; how it is written at the call."""
    made = _backend(w)
    form = w.weighted(
        [(7.0, "variable"), (2.0, "inline"), (0.5, "dict"), (0.5, "function"), (0.4, "twice"), (0.4, "branch")]
    )
    if form == "inline":
        return made
    if form == "function":
        w.say("def get_simulator():", f"    return {made}", "")
        return "get_simulator()"
    name = w.name("backend", "simulator", "sim", "device", "values")
    guarded = w.also(0.03, "try", "match") if form == "variable" else ""
    if guarded:
        other = _backend(w)
        if guarded == "try":
            w.say("try:", f"    {name} = {made}", "except ValueError:", f"    {name} = {other}")
        else:
            w.say(f"{name} = {made}", "match len('a'):", "    case 1:", f"        {name} = {other}")
        return name
    if form == "dict":
        w.say(f"{name} = {{'sim': {made}}}")
        return f"{name}['sim']"
    other = _backend(w) if form in ("twice", "branch") else ""
    if form == "twice":
        w.say(f"{name} = {other}")
    if form == "branch":
        w.say(f"if len('{w.pick('a', '')}'):", f"    {name} = {made}", "else:", f"    {name} = {other}")
    else:
        w.say(f"{name} = {made}")
    if w.maybe(0.08):
        shots = w.pick(17, 33)
        tuned = w.pick(
            f"{name}.set_options(shots={shots})",
            f"{name}.options.shots = {shots}",
            f"{name}.options.update_options(shots={shots})",
            f"setattr({name}.options, 'shots', {shots})",
            f"settings = {name}.options\nsettings.shots = {shots}",
            f"{name}.set_options(seed_simulator=5)",
        )
        w.say(*tuned.split("\n"))
    if w.maybe(0.05) and "statevector" not in made + other:  # which newer Aer writes otherwise, whoever fixes what
        answer = w.name("label", "title")
        w.say(f"{answer} = {w.pick(f'str({name})', f'{name}.name()', f'{name}.configuration().n_qubits > 1')}")
        w.answers.append(answer)
    return name


# --- submission -----------------------------------------------------------------------------------------------------


def _sample(w: Writer, circuits: Circuits) -> None:
    backend = _held_backend(w)
    simple = backend.isidentifier()
    place = w.weighted([(7.0, "here"), (2.5, "function"), (1.0, "method"), (1.0, "loop"), (0.4, "lambda")])
    memory = w.maybe(0.12)
    if place == "here" or (place == "loop" and not circuits.many):
        _here(w, circuits, backend, memory)
    elif place == "loop":
        name = w.name("found", "all_counts", "values")
        w.say(f"{name} = []", f"for one in {circuits.expression}:")
        w.depth += 1
        call, _ = _submission(w, "one", backend, many=False, memory=False)
        w.say(f"{name}.append({call}.result().get_counts({w.pick('', '', 'one')}))")
        w.depth -= 1
        w.answers.append(name)
    elif place == "lambda":
        name = w.name("run", "go")
        call, _ = _submission(
            w, "given", backend if simple else "simulator", many=circuits.many, memory=False, inline=True
        )
        w.say(*([] if simple else [f"simulator = {backend}"]), f"{name} = lambda given: {call}.result().get_counts()")
        _answer(w, f"{name}({circuits.expression})")
    else:
        _in_function(w, circuits, backend, memory, method=place == "method")


def _shots(w: Writer) -> str:
    return w.weighted([(4.0, ""), (3.0, str(w.pick(1, 10, 64, 100))), (1.5, "name"), (0.3, "None")])


def _submission(
    w: Writer, circuit: str, backend: str, *, many: bool, memory: bool, shots: str | None = None, inline: bool = False
) -> tuple[str, str]:
    """Write what comes before the call; the call that gives a job, and a name that shots were given through."""
    told = _shots(w) if shots is None else shots
    named = ""
    if told == "name":
        named = told = w.name("shots", "n_shots", "values", "n")
        if inline:
            told, named = "50", ""
        else:
            w.say(f"{named} = {w.pick(20, 40)}")
    keywords = [f"shots={told}"] if told else []
    keywords += ["memory=True"] if memory else []
    form = w.weighted([(5.0, "execute"), (3.0, "run"), (2.0, "assemble"), (0.6, "positional")])
    extra = f", {', '.join(keywords)}" if keywords else ""
    if form == "execute" or (backend not in (backend.strip("()'[]"),) and not backend.isidentifier()):
        if w.maybe(0.08):
            extra += w.pick(", optimization_level=0", ", seed_transpiler=3", ", seed_simulator=4")
        arguments = w.pick(
            f"{circuit}, {backend}", f"{circuit}, backend={backend}", f"experiments={circuit}, backend={backend}"
        )
        return f"@execute({arguments}{extra})", named
    if form == "positional":
        return f"@execute({circuit}, {backend}{extra})", named
    ready = circuit if w.maybe(0.2) else f"@transpile({circuit}, {backend}{w.also(0.03, ', inst_map=None')})"
    if form == "run":
        if not inline and w.maybe(0.4):
            name = w.name("ready", "compiled", "tqc")
            w.say(f"{name} = {ready}")
            ready = name
        return f"{backend}.run({ready}{extra})", named
    made = f"@assemble({ready}{extra})"
    if inline or w.maybe(0.3):
        return f"{backend}.run({made})", named
    name = w.name("qobj", "job_input", "values")
    w.say(f"{name} = {made}")
    if named and w.maybe(0.3):
        w.say(f"{named} = {w.pick(70, 80)}")
    return f"{backend}.run({name})", named


def _here(w: Writer, circuits: Circuits, backend: str, memory: bool) -> None:
    if circuits.parameter:
        _bound(w, circuits, backend)
        return
    expression, many = circuits.expression, circuits.many
    if not many and w.maybe(0.1):
        expression, many = w.pick(f"[{expression}]", f"[{expression}] * 2", f"[{expression}, {expression}]"), True
    call, _ = _submission(w, expression, backend, many=many, memory=memory)
    flow = w.weighted([(4.0, "job"), (3.0, "result"), (2.0, "chain")])
    if flow == "chain" and not many:
        _answer(w, f"{call}.result().get_counts({w.pick('', '', circuits.expression)})")
        return
    result = w.name(*_RESULTS)
    if flow == "job":
        job = w.name("job", "task", "values")
        w.say(f"{job} = {call}")
        if w.maybe(0.08):
            w.say(
                w.pick(
                    f"job_id = {job}.job_id()[:0]", f"{job}.wait_for_final_state()", f"state = {job}.status() is None"
                )
            )
        w.say(f"{result} = {job}.result()")
    else:
        w.say(f"{result} = {call}.result()")
    length = (
        circuits.length if circuits.many else expression.count(circuits.expression) * (2 if "* 2" in expression else 1)
    )
    _read(w, result, circuits, many=many, length=length, memory=memory, listed=expression == circuits.expression)


def _bound(w: Writer, circuits: Circuits, backend: str) -> None:
    """Values for a parameter: by ``parameter_binds``, or bound before."""
    values = w.pick("0", "3.141592653589793")
    form = w.pick("binds", "assign", "bind", "several")
    if form in ("assign", "bind"):
        method = "assign_parameters" if form == "assign" else "bind_parameters"
        call, _ = _submission(w, f"{circuits.expression}.{method}({{{circuits.parameter}: {values}}})", backend,
                              many=False, memory=False)  # fmt: skip
        _answer(w, f"{call}.result().get_counts()")
        return
    binds = f"[{{{circuits.parameter}: {values}}}]"
    if form == "several":
        binds = f"[{{{circuits.parameter}: v}} for v in (0, {values})]"
    name = w.name("counts", "values", "tally")
    w.say(
        f"{name} = @execute({circuits.expression}, {backend}, shots=30, parameter_binds={binds}).result().get_counts()"
    )
    w.answers.append(name)


def _in_function(w: Writer, circuits: Circuits, backend: str, memory: bool, *, method: bool) -> None:
    """A helper that runs what it is given; its result, or its counts, are read outside."""
    name, given = w.name("run", "sample", "simulate", "get_counts"), w.pick("qc", "circuit", "values", "c")
    how = w.weighted([(3.0, "global"), (2.0, "parameter"), (1.0, "default")])
    simulator, parameters, arguments = backend, [given], [circuits.expression]
    if not backend.isidentifier():
        held = w.name("simulator", "device")
        w.say(f"{held} = {backend}")
        simulator = backend = held
    if how == "parameter":
        simulator = "backend"
        parameters.append(simulator)
        arguments.append(backend)
    elif how == "default":
        simulator = "backend"
        parameters.append(f"backend={backend}")
    told = None
    if w.maybe(0.5):
        told = "shots"
        parameters.insert(1, "shots") if how != "default" else parameters.append("shots=25")
        if how != "default":
            arguments.insert(1, w.pick("15", "45"))
        if w.maybe(0.3):
            w.say("shots = 99")
    if method:
        holder = w.name("Machine", "Lab")
        w.say(f"class {holder}:", f"    def {name}(self, {', '.join(parameters)}):")
    else:
        w.say(f"def {name}({', '.join(parameters)}):")
    w.depth += 1 + method
    call, _ = _submission(w, given, simulator, many=circuits.many, memory=memory, shots=told)
    gives = w.weighted([(5.0, "counts"), (1.5, "result"), (0.7, "job")])
    if circuits.many and gives == "counts":
        w.say(f"return {call}.result().get_counts()")
    elif gives == "counts":
        local = w.pick("counts", "values", "result", "pub")
        w.say(f"{local} = {call}.result().get_counts({w.pick('', given)})", f"return {local}")
    else:
        w.say(f"return {call}{'.result()' if gives == 'result' else ''}")
    w.say("")
    w.depth -= 1 + method
    called = f"{holder}().{name}({', '.join(arguments)})" if method else f"{name}({', '.join(arguments)})"
    if gives == "counts":
        if circuits.many:
            answer = w.name(*_COUNTS)
            w.say(f"{answer} = {called}")
            w.answers.append(answer)
        else:
            _answer(w, called)
        return
    result = w.name(*_RESULTS)
    w.say(f"{result} = {called}{'.result()' if gives == 'job' else ''}")
    _read(w, result, circuits, many=circuits.many, length=circuits.length, memory=memory, listed=True)


# --- readers --------------------------------------------------------------------------------------------------------


def _read(w: Writer, result: str, circuits: Circuits, *, many: bool, length: int, memory: bool, listed: bool) -> None:
    if memory and not many:
        name = w.name("memory", "bits", "values")
        w.say(f"{name} = {result}.get_memory({w.pick('', circuits.expression)})")
        w.answers.append(name)
        return
    if not many:
        _answer(w, f"{result}.get_counts({w.pick('', '', circuits.expression)})")
        return
    form = w.pick("all", "index", "loop", "comprehension", "each")
    name = w.name(*_COUNTS)
    if form == "all":
        w.say(f"{name} = {result}.get_counts()")
    elif form == "index" or not listed:
        w.say(f"{name} = {result}.get_counts({w.pick(0, length - 1)})")
    elif form == "loop":
        w.say(f"{name} = []", f"for i in range({length}):", f"    {name}.append({result}.get_counts(i))")
    elif form == "comprehension":
        w.say(f"{name} = [{result}.get_counts(each) for each in range({length})]")
    else:
        index = w.pick(0, length - 1)
        w.say(f"{name} = {result}.get_counts({circuits.expression}[{index}])")
    w.answers.append(name)


def _answer(w: Writer, expression: str) -> None:
    """Keep counts, and do with them what people do."""
    name = w.name(*_COUNTS)
    w.say(f"{name} = {expression}")
    w.answers.append(name)
    for _ in range(w.weighted([(4.0, 0), (3.0, 1), (1.0, 2)])):
        also = w.name("part", "share", "best", "keys", "n", "key", "total")
        value = w.pick(
            f"{name}.get('0', 0)",
            f"sorted({name}.items())",
            f"sorted({name})",
            f"sum({name}.values())",
            f"max({name}, key={name}.get)",
            f"len({name})",
            f"[key[::-1] for key in sorted({name})]",
            f"{{key: value / sum({name}.values()) for key, value in {name}.items()}}",
            f"dict({name})",
            f"sorted({name}.int_outcomes().items())",
            f"{name}.most_frequent()",
            f"isinstance({name}, @Counts)",
            f"type({name}).__name__",
            f"list({name})[0]",
            f"[int(key.replace(' ', ''), 2) for key in sorted({name})]",
            f"@marginal_counts({name}, [0])",
            f"{name}.shots()",
        )
        w.say(f"{also} = {value}")
        w.answers.append(also)
    if w.maybe(0.2):
        w.say(f"print({w.pick(f'sorted({name})', f'len({name})', repr('total'))})")


# --- states ---------------------------------------------------------------------------------------------------------


def _state(w: Writer, circuits: Circuits) -> None:
    provider = w.pick("@Aer", "@Aer", "@BasicAer")
    kind = w.pick("statevector", "statevector", "unitary")
    backend = w.name("backend", "simulator", "values")
    w.say(f"{backend} = {provider}.get_backend('{kind}_simulator')")
    call = w.pick(
        f"@execute({circuits.expression}, {backend})",
        f"{backend}.run(@transpile({circuits.expression}, {backend}))",
        f"{backend}.run(@assemble({circuits.expression}))",
    )
    name = w.name("state", "unitary", "data")
    method = f"get_{kind}({w.pick('', circuits.expression, 'decimals=3')})"
    if w.maybe(0.5):
        w.say(f"result = {call}.result()", f"{name} = result.{method}")
    else:
        w.say(f"{name} = {call}.result().{method}")
    w.answers.append(name)
