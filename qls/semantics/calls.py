"""The interpreter's calls: functions of the program, built-ins, and what Qiskit's names give."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from qls.catalogue import families, roles
from qls.catalogue.makers import PASS_MANAGERS, READS_CIRCUITS
from qls.catalogue.primitives import CALLS_BACK, V1_PRIMITIVES
from qls.semantics import builtins, counted, lost, marginals, observables, settings, several, wiring
from qls.semantics.annotations import annotated
from qls.semantics.facts import Asked, Called, Field, Made, Read, Tuned
from qls.semantics.frames import Definition
from qls.semantics.machine import Arguments, argument_node
from qls.semantics.primitives import Primitives
from qls.semantics.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Atom,
    Backend,
    Circuit,
    Class,
    Counts,
    Executor,
    Function,
    Instance,
    InstanceState,
    Job,
    Listing,
    Marginal,
    NodeId,
    PassManager,
    Primitive,
    Provider,
    Qobj,
    Result,
    State,
    Sym,
    Unknown,
    Value,
    constant,
    in_order,
    join,
    join_states,
)

_MAX_DEPTH = 10
_MAX_CONTEXT = 3


class Calls(Primitives):
    """Evaluates calls."""

    def call(self, node: ast.Call) -> Value:
        func = node.func
        self.fuel -= 1
        if isinstance(func, ast.Attribute):
            owner = self.evaluate(func.value)
            arguments = self.arguments(node)
            lost.member(self, owner, func.attr, func)
            lost.arguments(self, owner, func.attr, node)
            if func.attr in roles.TELLING:
                self.note(Called(self.id(node), node, f"tells.{func.attr}", (), self.frame.guarded))
            counted.read_of_strangers(self, func.attr, owner, node)
            before = wiring.wirings(self, owner)
            act = several.receiving(self, owner, lambda atom: self.method(atom, func, node, arguments))
            value = self.one_of(owner, act)
            return wiring.of_several(self, before, value, owner) or OPAQUE
        callee = self.evaluate(func)
        arguments = self.arguments(node)
        lost.arguments(self, callee, "", node)
        return self.one_of(callee, lambda atom: self.call_atom(atom, node, arguments)) or OPAQUE

    def one_of(self, value: Value, act: Callable[[Atom], Value]) -> Value:
        """What ``act`` gives of one of the atoms of ``value``: where several run code of the program, only one does."""
        answer = NOTHING
        atoms = in_order(value)
        if sum(isinstance(atom, (Function, Class, Instance)) for atom in atoms) < 2:
            for atom in atoms:
                answer = join(answer, act(atom))
            return answer
        before, ends = self.save(), []
        self.memory.branches += 1
        for atom in atoms:
            self.back_to(before)
            answer = join(answer, act(atom))
            ends.append(self.save())
        self.memory.branches -= 1
        for end in ends[:-1]:
            self.merge(end)
        return answer

    def arguments(self, node: ast.Call) -> Arguments:
        positional, keywords, loose = [], {}, False
        for argument in node.args:
            value = self.evaluate(argument)
            loose = loose or isinstance(argument, ast.Starred)
            positional.append(value)
        for keyword in node.keywords:
            value = self.evaluate(keyword.value)
            if keyword.arg is None:
                loose = True
            else:
                keywords[keyword.arg] = value
        return Arguments(positional, keywords, loose)

    def call_atom(self, atom: Atom, node: ast.Call, arguments: Arguments) -> Value:
        if isinstance(atom, Sym):
            return self.call_symbol(atom, node, arguments)
        if isinstance(atom, Function):
            return self.call_function(atom, arguments.positional, arguments.keywords, node, arguments.loose)
        if isinstance(atom, Class):
            return self.instantiate(atom, node, arguments)
        if isinstance(atom, Instance):
            method = self.class_member(atom.of, "__call__")
            for function in self.bind(method, atom, node) if method else NOTHING:
                if isinstance(function, Function):
                    return self.call_atom(function, node, arguments)
        if isinstance(atom, (Job, Result)):
            self.use(atom, "called", node)
        self.hand_over(arguments, node, "a function", spoil=True)
        return OPAQUE

    def hand_over(self, arguments: Arguments, node: ast.AST, to: str, *, spoil: bool) -> None:
        """The arguments go to code that cannot be seen; ``spoil``: it may change them."""
        for value in arguments.all():
            self.escape(value, node, "printed" if to == "print" else f"argument:{to}")
            if spoil:
                self.spoil(value)

    # --- functions and classes of the program -----------------------------------------------------------------

    def call_function(
        self,
        function: Function,
        positional: list[Value],
        keywords: dict[str, Value],
        node: ast.AST,
        unknown: bool = False,
    ) -> Value:
        definition = self.definitions.get(function.node)
        if definition is None or isinstance(definition.node, ast.ClassDef):
            return OPAQUE
        self.memory.record.called.add(function.node)
        if function.node in self.stack or len(self.stack) >= _MAX_DEPTH or self.fuel < 0:
            for value in (*positional, *keywords.values()):
                self.escape(value, node, "argument:recursion")
                self.spoil(value)
            return OPAQUE
        names = self.bind_parameters(definition, function, positional, keywords, unknown)
        outer = (self.frame, self.context)
        self.frame = self.call_frame(definition, function.node, names)
        self.context = (*outer[1], self.call_id(node, outer[0].serial))[-_MAX_CONTEXT:]
        self.stack.append(function.node)
        try:
            body = definition.node.body
            if isinstance(body, list):
                falls = self.block(body)
                value = self.frame.returned
                return join(value, NONE) if falls or not value else value
            return self.evaluate(body)
        finally:
            self.stack.pop()
            self.frame, self.context = outer

    def bind_parameters(
        self,
        definition: Definition,
        function: Function,
        positional: list[Value],
        keywords: dict[str, Value],
        unknown: bool,
    ) -> dict[str, Value]:
        node = definition.node
        assert not isinstance(node, ast.ClassDef)
        spec = node.args
        plain = [*spec.posonlyargs, *spec.args]
        given = list(positional)
        if function.bound is not None and plain:
            given.insert(0, frozenset({function.bound}))
        names: dict[str, Value] = dict(zip((parameter.arg for parameter in plain), given, strict=False))
        state = self.memory.look(("defaults", function.node))
        defaults = state if isinstance(state, InstanceState) else InstanceState()
        frame, self.frame = self.frame, self.call_frame(definition, function.node, {})
        for parameter in (*plain, *spec.kwonlyargs):
            value = keywords.get(parameter.arg)
            if parameter.arg not in names:
                names[parameter.arg] = self.missing(parameter, defaults, unknown) if value is None else value
        self.frame = frame
        if spec.vararg is not None:
            rest = given[len(plain) :]
            union = NOTHING
            for each in rest:
                union = join(union, each)
            names[spec.vararg.arg] = self.new_list(node, union or OPAQUE, tuple(rest) if not unknown else None)
        if spec.kwarg is not None:
            names[spec.kwarg.arg] = OPAQUE
        return names

    def missing(self, parameter: ast.arg, defaults: InstanceState, unknown: bool) -> Value:
        """A parameter that the call does not give: by its default, or by its annotation."""
        value = defaults.get(parameter.arg)
        return join(value, annotated(self, parameter)) if unknown or not value else value

    def define(self, id: NodeId, spec: ast.arguments) -> None:
        """Note what a function's defaults are, where it is defined: a call takes them as they were then."""
        plain = [*spec.posonlyargs, *spec.args]
        pairs = [*zip(reversed(plain), reversed(spec.defaults), strict=False)]
        pairs += [(p, default) for p, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if default]
        if pairs:
            place = ("defaults", id)
            state = InstanceState(tuple(sorted((p.arg, self.evaluate(default)) for p, default in pairs)))
            before = self.memory.look(place) if self.stack else None  # made again by each call of the one around it
            self.memory.put(place, join_states(state, before))

    def instantiate(self, atom: Class, node: ast.Call, arguments: Arguments) -> Value:
        place = ("instance", self.id(node), self.context)
        self.memory.put(place, InstanceState())
        instance = Instance(place, atom.node)
        constructor = self.class_member(atom.node, "__init__")
        functions = [f for f in constructor if isinstance(f, Function)]
        for function in functions:
            method = Function(function.node, instance)
            self.call_function(method, arguments.positional, arguments.keywords, node, arguments.loose)
        if not functions:
            self.hand_over(arguments, node, "a constructor", spoil=False)
        return frozenset({instance})

    def standing_instance(self, id: NodeId) -> Instance:
        """The instance for methods of a class that the program never makes: its constructor ran on anything."""
        place = ("standing", id)
        instance = Instance(place, id)
        if self.memory.look(place) is None:
            self.memory.put(place, InstanceState())
            for function in self.class_member(id, "__init__"):
                if isinstance(function, Function):
                    node = self.definitions[function.node].node
                    self.call_function(Function(function.node, instance), [], {}, node, unknown=True)
        return instance

    # --- methods ----------------------------------------------------------------------------------------------

    def method(self, atom: Atom, func: ast.Attribute, node: ast.Call, arguments: Arguments) -> Value:
        name = func.attr
        act = _METHODS.get(type(atom))
        if act is not None:
            return act(self, atom, name, node, arguments)
        if isinstance(atom, Sym):
            return self.symbol_method(atom, func, node, arguments)
        if isinstance(atom, State):
            self.attribute(atom, func)
            return frozenset({atom}) if name in ("copy", "conjugate") else OPAQUE
        if isinstance(atom, (Instance, Class)):
            value = self.attribute(atom, func)
            answer = NOTHING
            for part in value:
                answer = join(answer, self.call_atom(part, node, arguments))
            return answer
        if isinstance(atom, Unknown):
            return self.unknown_method(atom, func, node, arguments)
        if isinstance(atom, Qobj):
            return self.attribute(atom, func)
        settings.changed(self, frozenset({atom}), node, name)
        self.hand_over(arguments, node, f".{name}", spoil=False)
        return OPAQUE

    def _job_method(self, atom: Job, name: str, node: ast.Call, arguments: Arguments) -> Value:
        return self.job_method(atom, name, node)

    def _counts_method(self, atom: Counts, name: str, node: ast.Call, arguments: Arguments) -> Value:
        self.note(Read(self.id(node), node, f"counts.{name}", frozenset({atom})))
        return counted.method(self, atom, name, node)

    def _pass_manager_method(self, atom: PassManager, name: str, node: ast.Call, arguments: Arguments) -> Value:
        return wiring.transpiled(self, arguments.get(0, "circuits"), node) if name == "run" else OPAQUE

    def symbol_method(self, atom: Sym, func: ast.Attribute, node: ast.Call, arguments: Arguments) -> Value:
        family = families.PROVIDERS.get(roles.canonical(atom.name))
        if family is not None:
            return self.provider_method(Provider(family, atom.guarded), func.attr, node, arguments)
        if atom.name == "builtins.super()":
            return self.super_method(func.attr, node, arguments)
        if func.attr == "run" and "()" in atom.name and not self.is_primitive(atom.name):
            site = self.site_of_unknown(atom, node, arguments)
            if site is not None:
                return site
        elif func.attr == "run" and atom.name.partition(".")[0] not in roles.READ_ONLY:
            self.site_of_unknown(atom, node, arguments)  # a backend of another module, or a function: see "program"
        elif func.attr in roles.ONLY_CIRCUITS and _comes_from_elsewhere(atom):
            return self.unknown_method(Unknown(), func, node, arguments)
        member = self.member(atom, func)
        answer = NOTHING
        for part in member:
            if isinstance(part, Provider):
                part = Sym(f"{atom.name}.{func.attr}", atom.guarded)
            answer = join(answer, self.call_atom(part, node, arguments))
        return answer

    def super_method(self, name: str, node: ast.Call, arguments: Arguments) -> Value:
        definition = self.definitions[self.stack[-1]] if self.stack else None
        owner = definition.owner if definition is not None else None
        cls = self.definitions[owner].node if owner in self.definitions else None
        if definition is None or not isinstance(cls, ast.ClassDef) or isinstance(definition.node, ast.ClassDef):
            return OPAQUE
        first = definition.node.args.args[:1]
        itself = self.load(first[0].arg) if first else NOTHING
        for base in cls.bases:
            for parent in self.evaluate(base):
                member = self.class_member(parent.node, name) if isinstance(parent, Class) else NOTHING
                for function in member:
                    for bound in itself:
                        if isinstance(function, Function):
                            method = Function(function.node, bound)
                            return self.call_atom(method, node, arguments)
        return OPAQUE

    def provider_method(self, atom: Provider, name: str, node: ast.Call, arguments: Arguments) -> Value:
        if name in roles.PROVIDER_GIVES_BACKEND:
            asked = constant(arguments.get(0, "name"))
            asked = asked if isinstance(asked, str) else ""
            backend = Backend(atom.family, asked, self.id(node), atom.guarded)
            self.note(Made(self.id(node), node, atom.family, asked, "get_backend", atom.guarded))
            return frozenset({backend})
        if name in roles.PROVIDER_GIVES_BACKENDS:
            backend = Backend(atom.family, "", self.id(node), atom.guarded)
            if atom.family == "ibm":
                self.note(Called(self.id(node), node, f"provider.ibm.{name}", (), atom.guarded))
            return self.new_list(node, frozenset({backend}), None)
        if name in roles.PROVIDER_GIVES_PROVIDER:
            self.note(Called(self.id(node), node, f"provider.{atom.family}.{name}", (), atom.guarded))
            return frozenset({Provider(atom.family, atom.guarded)})
        self.note(Called(self.id(node), node, f"provider.{atom.family}.{name}", (), atom.guarded))
        return OPAQUE

    def backend_method(self, atom: Backend, name: str, node: ast.Call, arguments: Arguments) -> Value:
        if name == "run":
            return self.site(node, "run", frozenset({atom}), arguments, node.func.value)  # type: ignore[attr-defined]
        if name == "set_options":
            self.note(Tuned(atom.made, self.id(node), node))
        self.note(Asked(atom.made, name, self.id(node)))
        self.note(Called(self.id(node), node, f"backend.{name}", (frozenset({atom}),), atom.guarded))
        return OPAQUE

    def unknown_method(self, atom: Unknown, func: ast.Attribute, node: ast.Call, arguments: Arguments) -> Value:
        name = func.attr
        if name == "run":
            site = self.site_of_unknown(atom, node, arguments)
            if site is not None:
                return site
        if name == "result":
            self.note(Field(self.id(node), func, name, OPAQUE))
        if name in roles.ONLY_CIRCUITS:
            value = self.unknown_circuit(func)
            if isinstance(func.value, ast.Name):
                self.store(func.value.id, value)
            for circuit in value:
                if isinstance(circuit, Circuit):
                    return self.circuit_method(circuit, name, node, arguments)
        # A method of something unknown can keep what it is given; a list can be behind `append`.
        self.hand_over(arguments, node, f".{name}", spoil=name not in ("append", "format", "write", "extend", "join"))
        return OPAQUE

    # --- symbols ----------------------------------------------------------------------------------------------

    def call_symbol(self, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        name = roles.canonical(atom.name)
        if name in roles.RUNTIME_ALIASES and "mode" in arguments.keywords:
            name += "V2"
        if name in roles.RUNTIME_PRIMITIVES:
            atom = Sym(name, atom.guarded)
        package, _, last = name.rpartition(".")
        if package == "builtins":
            return builtins.called(self, last, node, arguments)
        known = _SYMBOLS.get(name)
        value = known(self, name, atom, node, arguments) if known else self._made_by_module(name, atom, node)
        return self._other_symbol(name, atom, node, arguments) if value is None else value

    def _made_by_module(self, name: str, atom: Sym, node: ast.Call) -> Value | None:
        """What is known by the module or class that the called one stands in; None where nothing is."""
        package, _, last = name.rpartition(".")
        if package == "qiskit.QuantumCircuit":
            return self.unknown_circuit(node)
        if package == "qiskit.circuit.library" and last[:1].isupper() and not name.startswith(roles.NO_GATES):
            return self.library_circuit(node, name)
        family = families.BACKEND_CLASSES.get(package)
        if family is None and name.startswith(roles.FAKE_MODULES) and last.startswith(("Fake", "Generic")):
            family = "fake"
        if family is not None and (last == "from_backend" or family == "fake"):
            made = last if last != "from_backend" else package.rpartition(".")[2]
            return self._new_backend(family, made, name, atom, node)
        return None

    def _new_backend(self, family: str, made: str, name: str, atom: Sym, node: ast.Call) -> Value:
        self.note(Made(self.id(node), node, family, made, name, atom.guarded))
        return frozenset({Backend(family, made, self.id(node), atom.guarded)})

    def _call_backend_class(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return self._new_backend(families.BACKEND_CLASSES[name], name.rpartition(".")[2], name, atom, node)

    def _call_execute(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        backend = arguments.get(1, "backend")
        return self.site(node, "execute", backend, arguments, argument_node(node, 1, "backend"), atom.guarded)

    def _call_transpile(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return wiring.transpiled(self, arguments.get(0, "circuits"), node, "output_name" not in arguments.keywords)

    def _call_assemble(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return self.assembled(node, arguments)

    def _call_circuit(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return self.new_circuit(node, arguments)

    def _call_register(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return self.new_register(node, name.rpartition(".")[2], arguments)

    def _call_read_circuit(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return self.unknown_circuit(node)

    def _call_provider(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        self.note(Called(self.id(node), node, name, tuple(arguments.positional), atom.guarded))
        return frozenset({Provider(families.PROVIDER_CLASSES[name], atom.guarded)})

    def _call_least_busy(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        self.note(Called(self.id(node), node, name, (), atom.guarded))
        return frozenset({Backend("ibm", "", self.id(node), atom.guarded)})

    def _call_back(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value | None:
        return frozenset({Sym(f"{atom.name}()")}) if self.called_back(name, node, arguments) else None

    def _call_marginal(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value | None:
        return marginals.marginal(self, node, arguments)

    def _call_quantum_instance(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value | None:
        if arguments.loose:
            return None
        self.note(Called(self.id(node), node, name, (), atom.guarded))
        given = argument_node(node, 0, "backend")
        return frozenset({Executor(self.id(node), arguments.get(0, "backend"), given)})

    def _call_pass_manager(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return frozenset({PassManager()})

    def _call_copy(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        return self.copied(arguments.get(0), node, any_value=True)

    def _call_c_if(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> None:
        self.made_conditional(node)  # what it gives is as of any other symbol

    def monitored(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        jobs = frozenset(a for a in arguments.get(0, "job") if isinstance(a, Job))
        self.note(Called(self.id(node), node, name, (arguments.get(0, "job"),), atom.guarded))
        if jobs:
            self.note(Read(self.id(node), node, "job.monitor", jobs))
        return NONE

    def _other_symbol(self, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
        """The call of something that means nothing of its own here: an observable, or a symbol of what it gives."""
        if name in roles.RUNTIME_PRIMITIVES:
            self.note(Called(self.id(node), node, name, (arguments.get(0, "mode"),), atom.guarded))
        elif name.startswith("qiskit"):
            given = tuple(sorted(arguments.keywords.items()))
            self.note(Called(self.id(node), node, name, tuple(arguments.positional), atom.guarded, given))
        root = atom.name.split(".", 1)[0]
        self.hand_over(arguments, node, atom.name, spoil=root not in roles.READ_ONLY)
        made = f"{atom.name}()"
        terms = observables.made(name, arguments.get, self.items_of) if not arguments.loose else None
        if terms:
            return frozenset({observables.Observable(made, atom.guarded, terms)})
        return OPAQUE if len(made) > 160 else frozenset({observables.derived(atom, made)})

    def is_primitive(self, name: str) -> bool:
        return any(word in name for word in ("Sampler", "Estimator", "PassManager", "pass_manager"))


# What calls give by the name of what is called; None where it is as of any other symbol.
_Symbol = Callable[[Calls, str, Sym, ast.Call, Arguments], "Value | None"]
_SYMBOLS: dict[str, _Symbol] = {
    "qiskit.execute": Calls._call_execute,
    "qiskit.transpile": Calls._call_transpile,
    "qiskit.assemble": Calls._call_assemble,
    "qiskit.QuantumCircuit": Calls._call_circuit,
    **dict.fromkeys(
        ("qiskit.QuantumRegister", "qiskit.ClassicalRegister", "qiskit.AncillaRegister"), Calls._call_register
    ),
    **dict.fromkeys(READS_CIRCUITS, Calls._call_read_circuit),
    **dict.fromkeys(families.PROVIDER_CLASSES, Calls._call_provider),
    **dict.fromkeys(families.BACKEND_CLASSES, Calls._call_backend_class),
    **dict.fromkeys(roles.LEAST_BUSY, Calls._call_least_busy),
    **dict.fromkeys(roles.JOB_MONITORS, Calls.monitored),
    **dict.fromkeys(V1_PRIMITIVES, Calls.new_primitive),
    **dict.fromkeys(CALLS_BACK, Calls._call_back),
    **dict.fromkeys(marginals.MARGINALS, Calls._call_marginal),
    **dict.fromkeys(roles.QUANTUM_INSTANCES, Calls._call_quantum_instance),
    **dict.fromkeys(PASS_MANAGERS, Calls._call_pass_manager),
    **dict.fromkeys(("copy.deepcopy", "copy.copy"), Calls._call_copy),
    "qiskit.circuit.InstructionSet().c_if": Calls._call_c_if,
}

# What methods give, by the kind of what they are called of; a subclass has a row of its own. For the rest: ``method``.
_METHODS: dict[type[Atom], Callable[[Calls, Any, str, ast.Call, Arguments], Value]] = {
    Provider: Calls.provider_method,
    Backend: Calls.backend_method,
    Primitive: Calls.primitive_method,
    Circuit: Calls.circuit_method,
    Listing: Calls.list_method,
    Job: Calls._job_method,
    Result: Calls.result_method,
    Marginal: Calls.result_method,
    Counts: Calls._counts_method,
    Executor: Calls.executed,
    PassManager: Calls._pass_manager_method,
}


def _comes_from_elsewhere(atom: Sym) -> bool:
    """True for what a function of a module that is not known gave."""
    return atom.name.endswith("()") and atom.name.partition(".")[0] not in roles.READ_ONLY
