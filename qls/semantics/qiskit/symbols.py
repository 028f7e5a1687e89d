"""What is imported: what its calls and members give by the name of it, and what nothing is known of."""

from __future__ import annotations

import ast
from collections.abc import Callable

from qls.catalogue import families, roles
from qls.catalogue.makers import PASS_MANAGERS, READS_CIRCUITS
from qls.catalogue.members import GIVES
from qls.catalogue.primitives import CALLS_BACK, V1_PRIMITIVES
from qls.semantics.python import imported
from qls.semantics.python.escapes import method_of_unknown
from qls.semantics.python.machine import LONGEST_NAME, Arguments, Machine, argument_node
from qls.semantics.python.values import OPAQUE, Sym, Unknown, Value
from qls.semantics.qiskit import half, marginals, observables, quoted
from qls.semantics.qiskit.backends import (
    call_backend_class,
    call_least_busy,
    call_provider,
    new_backend,
    provider_method,
)
from qls.semantics.qiskit.circuits import circuit_method, made_conditional, new_circuit
from qls.semantics.qiskit.copies import copied, transpiled
from qls.semantics.qiskit.facts import Called, Field, Imported, Named
from qls.semantics.qiskit.heap import library_circuit, unknown_circuit
from qls.semantics.qiskit.primitives import called_back, new_primitive
from qls.semantics.qiskit.registers import new_register
from qls.semantics.qiskit.results import monitored
from qls.semantics.qiskit.submissions import assembled, site, site_of_unknown
from qls.semantics.qiskit.values import Circuit, Executor, PassManager, Provider


def pass_manager_method(machine: Machine, atom: PassManager, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What the method of a pass manager gives: ``run`` gives circuits."""
    return transpiled(machine, arguments.get(0, "circuits"), node) if name == "run" else OPAQUE


def symbol_method(machine: Machine, atom: Sym, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What ``atom.name(...)`` gives: of a provider, of what may be a backend, of what is a circuit by what is asked."""
    family = families.PROVIDERS.get(roles.canonical(atom.name))
    if family is not None:
        return provider_method(machine, Provider(family, atom.guarded), name, node, arguments)
    if name == "run" and atom.name != "builtins.super()":
        half.run(machine, atom, node, arguments)
        site = _run_of_symbol(machine, atom, node, arguments)
        if site is not None:
            return site
    elif name in roles.ONLY_CIRCUITS and (_comes_from_elsewhere(atom) or _has_circuits(atom, name)):
        return unknown_method(machine, Unknown(), name, node, arguments)
    return imported.method(machine, atom, name, node, arguments)


def _run_of_symbol(machine: Machine, atom: Sym, node: ast.Call, arguments: Arguments) -> Value | None:
    """``x.run(circuit)`` of an imported ``x``; None where it may be no site, or the function of a module as well."""
    if "()" in atom.name and not _is_primitive(atom.name):
        return site_of_unknown(machine, atom, node, arguments)
    if atom.name.partition(".")[0] not in roles.READ_ONLY:
        site_of_unknown(machine, atom, node, arguments)  # a backend of another module, or a function: see "program"
    return None


def symbol_attribute(machine: Machine, atom: Sym, node: ast.Attribute) -> Value:
    """What ``atom.attr`` is, where it is not called at once: a provider, or what goes by that name."""
    value = imported.member(machine, atom, node)
    name = f"{atom.name}.{node.attr}"
    family = families.PROVIDERS.get(roles.canonical(name)) if name.startswith("qiskit") and "()" not in name else None
    return value if family is None or value == OPAQUE else frozenset({Provider(family, atom.guarded)})


def reached(machine: Machine, atom: Sym, name: str, node: ast.Attribute) -> None:
    """Note that a member is reached that some page may know."""
    half.read(machine, atom, node)
    detail = node.attr in roles.RUNTIME_DETAILS and name.startswith(roles.RUNTIME_JOBS)
    if detail or name.startswith(roles.RUNTIME_OPTIONS):
        machine.note(Named(machine.id(node), node, name, atom.guarded))
    if name.startswith("qiskit") and "()" not in name:
        machine.note(Named(machine.id(node), node, name, atom.guarded))


def any_of_symbol(machine: Machine, atom: Sym, node: ast.AST) -> Value:
    """Any item of what something imported gave."""
    name = f"{atom.name}[]"
    if atom.name.startswith(roles.RUNTIME_JOBS) and len(atom.name) < LONGEST_NAME:
        return frozenset({Sym(name, atom.guarded)})
    of_v2 = atom.name.endswith(".run().result()") and half.is_of_v2(atom)
    if of_v2 or name in GIVES or observables.observable_kind(atom) in (*observables.SUMS, "paulis"):
        return frozenset({observables.derived(atom, name)})
    return OPAQUE


def symbol_escapes(machine: Machine, atom: Sym, node: ast.AST, how: str) -> None:
    """Note that the job of a runtime primitive goes out of sight."""
    if atom.name.startswith(roles.RUNTIME_JOBS) and ".data" not in atom.name:
        machine.note(Named(machine.id(node), node, f"{atom.name}.escapes", atom.guarded))  # type: ignore[arg-type]  # only its place counts


def name_imported(machine: Machine, node: ast.Import | ast.ImportFrom, alias: ast.alias, name: str, bound: str) -> None:
    """Note that a name of a package of Qiskit is imported."""
    if name.startswith(roles.REPORTED):
        machine.note(Imported(machine.id(alias), node, name, bound, machine.frame.guarded))


def unknown_method(machine: Machine, atom: Unknown, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What the method of anything gives: ``run`` may be that of a backend, and some only a circuit has."""
    func = node.func
    assert isinstance(func, ast.Attribute)
    if name == "run":
        site = site_of_unknown(machine, atom, node, arguments)
        if site is not None:
            return site
    if name == "result":
        machine.note(Field(machine.id(node), func, name, OPAQUE))
    if name in roles.ONLY_CIRCUITS:
        value = unknown_circuit(machine, func)
        if isinstance(func.value, ast.Name):
            machine.store(func.value.id, value)
        for circuit in value:
            if isinstance(circuit, Circuit):
                return circuit_method(machine, circuit, name, node, arguments)
    return method_of_unknown(machine, atom, name, node, arguments)


def called(machine: Machine, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """What the call of something imported gives."""
    name = roles.canonical(atom.name)
    if name in roles.RUNTIME_ALIASES and "mode" in arguments.keywords:
        name += "V2"
    if name in roles.RUNTIME_PRIMITIVES:
        atom = Sym(name, atom.guarded)
    known = _SYMBOLS.get(name)
    value = known(machine, name, atom, node, arguments) if known else _made_by_module(machine, name, atom, node)
    return _other_symbol(machine, name, atom, node, arguments) if value is None else value


def _made_by_module(machine: Machine, name: str, atom: Sym, node: ast.Call) -> Value | None:
    """What is known by the module or class that the called one stands in; None where nothing is."""
    package, _, last = name.rpartition(".")
    if package == "qiskit.QuantumCircuit":
        return unknown_circuit(machine, node)
    if package == "qiskit.circuit.library" and last[:1].isupper() and not name.startswith(roles.NO_GATES):
        return library_circuit(machine, node, name)
    family = families.BACKEND_CLASSES.get(package)
    if family is None and name.startswith(roles.FAKE_MODULES) and last.startswith(("Fake", "Generic")):
        family = "fake"
    if family is not None and (last == "from_backend" or family == "fake"):
        made = last if last != "from_backend" else package.rpartition(".")[2]
        return new_backend(machine, family, made, name, atom, node)
    return None


def _call_execute(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    backend = arguments.get(1, "backend")
    return site(machine, node, "execute", backend, arguments, argument_node(node, 1, "backend"), guarded=atom.guarded)


def _call_transpile(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return transpiled(machine, arguments.get(0, "circuits"), node, named="output_name" not in arguments.keywords)


def _call_assemble(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return assembled(machine, node, arguments)


def _call_circuit(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return new_circuit(machine, node, arguments)


def _call_register(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return new_register(machine, node, name.rpartition(".")[2], arguments)


def _call_read_circuit(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return unknown_circuit(machine, node)


def _call_back(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value | None:
    return frozenset({Sym(f"{atom.name}()")}) if called_back(machine, name, node, arguments) else None


def _call_marginal(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value | None:
    return marginals.marginal(machine, node, arguments)


def _call_quantum_instance(
    machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments
) -> Value | None:
    if arguments.loose:
        return None
    machine.note(Called(machine.id(node), node, name, (), atom.guarded))
    given = argument_node(node, 0, "backend")
    return frozenset({Executor(machine.id(node), arguments.get(0, "backend"), given)})


def _call_pass_manager(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return frozenset({PassManager()})


def _call_import_module(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> None:
    quoted.imported(machine, node, arguments)  # what it gives is as of any other symbol


def _call_copy(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    return copied(machine, arguments.get(0), node, any_value=True)


def _call_c_if(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> None:
    made_conditional(machine, node)  # what it gives is as of any other symbol


def _other_symbol(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """The call of something that means nothing of its own here: an observable, or a symbol of what it gives."""
    if name in roles.RUNTIME_PRIMITIVES:
        machine.note(Called(machine.id(node), node, name, (arguments.get(0, "mode"),), atom.guarded))
    elif name.startswith("qiskit"):
        given = tuple(sorted(arguments.keywords.items()))
        machine.note(Called(machine.id(node), node, name, tuple(arguments.positional), atom.guarded, given))
    root = atom.name.split(".", 1)[0]
    machine.hand_over(arguments, node, atom.name, spoil=root not in roles.READ_ONLY)
    made = f"{atom.name}()"
    terms = observables.made(name, arguments.get, machine.items_of) if not arguments.loose else None
    if terms:
        return frozenset({observables.Observable(made, atom.guarded, terms)})
    return OPAQUE if len(made) > LONGEST_NAME else frozenset({observables.derived(atom, made)})


def _is_primitive(name: str) -> bool:
    return any(word in name for word in ("Sampler", "Estimator", "PassManager", "pass_manager"))


def unknown_attribute(machine: Machine, atom: Unknown, node: ast.Attribute) -> Value:
    """An attribute of anything; some only a circuit has."""
    if node.attr in roles.CIRCUIT_PARTS and isinstance(node.value, ast.Name):
        machine.store(node.value.id, unknown_circuit(machine, node))
    return OPAQUE


# Removed methods that nothing of Qiskit but circuits has had, opflow's operators aside.
_CIRCUITS_LAST = frozenset("bind_parameters cnot toffoli fredkin mct".split())

# What calls give by the name of what is called; None where it is as of any other symbol.
_Symbol = Callable[[Machine, str, Sym, ast.Call, Arguments], "Value | None"]
_SYMBOLS: dict[str, _Symbol] = {
    "qiskit.execute": _call_execute,
    "qiskit.transpile": _call_transpile,
    "qiskit.assemble": _call_assemble,
    "qiskit.QuantumCircuit": _call_circuit,
    **dict.fromkeys(("qiskit.QuantumRegister", "qiskit.ClassicalRegister", "qiskit.AncillaRegister"), _call_register),
    **dict.fromkeys(READS_CIRCUITS, _call_read_circuit),
    **dict.fromkeys(families.PROVIDER_CLASSES, call_provider),
    **dict.fromkeys(families.BACKEND_CLASSES, call_backend_class),
    **dict.fromkeys(roles.LEAST_BUSY, call_least_busy),
    **dict.fromkeys(roles.JOB_MONITORS, monitored),
    **dict.fromkeys(V1_PRIMITIVES, new_primitive),
    **dict.fromkeys(CALLS_BACK, _call_back),
    **dict.fromkeys(marginals.MARGINALS, _call_marginal),
    **dict.fromkeys(roles.QUANTUM_INSTANCES, _call_quantum_instance),
    **dict.fromkeys(PASS_MANAGERS, _call_pass_manager),
    "importlib.import_module": _call_import_module,
    **dict.fromkeys(("copy.deepcopy", "copy.copy"), _call_copy),
    "qiskit.circuit.InstructionSet().c_if": _call_c_if,
}


def _has_circuits(atom: Sym, name: str) -> bool:
    """True for what Qiskit gave, where it is asked for what circuits alone have had: ``result.optimal_circuit``."""
    return name in _CIRCUITS_LAST and atom.name.startswith("qiskit") and "()" in atom.name


def _comes_from_elsewhere(atom: Sym) -> bool:
    """True for what a function of a module that is not known gave."""
    return atom.name.endswith("()") and atom.name.partition(".")[0] not in roles.READ_ONLY
