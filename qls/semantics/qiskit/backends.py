"""Providers and the backends that they hand out."""

from __future__ import annotations

import ast

from qls.catalogue import families, members, roles
from qls.semantics.python.machine import Arguments, Machine, method_called
from qls.semantics.python.values import OPAQUE, Sym, Value, constant
from qls.semantics.qiskit import settings
from qls.semantics.qiskit.facts import Asked, Called, Made, Tuned
from qls.semantics.qiskit.submissions import site
from qls.semantics.qiskit.values import Backend, BackendOptions, Provider


def provider_method(machine: Machine, atom: Provider, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a provider: a backend, several, or a provider again."""
    if name in roles.PROVIDER_GIVES_BACKEND:
        asked = constant(arguments.get(0, "name"))
        asked = asked if isinstance(asked, str) else ""
        backend = Backend(atom.family, asked, machine.id(node), atom.guarded)
        machine.note(Made(machine.id(node), node, atom.family, asked, "get_backend", atom.guarded))
        return frozenset({backend})
    if name in roles.PROVIDER_GIVES_BACKENDS:
        backend = Backend(atom.family, "", machine.id(node), atom.guarded)
        if atom.family == "ibm":
            machine.note(Called(machine.id(node), node, f"provider.ibm.{name}", (), atom.guarded))
        return machine.new_list(node, frozenset({backend}), None)
    if name in roles.PROVIDER_GIVES_PROVIDER:
        machine.note(Called(machine.id(node), node, f"provider.{atom.family}.{name}", (), atom.guarded))
        return frozenset({Provider(atom.family, atom.guarded)})
    machine.note(Called(machine.id(node), node, f"provider.{atom.family}.{name}", (), atom.guarded))
    job = members.GIVES.get(f"{atom.of}().{name}()")
    if job is None:
        return OPAQUE
    jobs = frozenset({Sym(job, atom.guarded)})
    return machine.new_list(node, jobs, None) if name == "jobs" else jobs


def backend_method(machine: Machine, atom: Backend, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a backend: ``run`` is a site."""
    if name == "run":
        return site(machine, node, "run", frozenset({atom}), arguments, method_called(node).value)
    if name == "set_options":
        machine.note(Tuned(atom.made, machine.id(node), node))
    machine.note(Asked(atom.made, name, machine.id(node)))
    machine.note(Called(machine.id(node), node, f"backend.{name}", (frozenset({atom}),), atom.guarded))
    return OPAQUE


def new_backend(machine: Machine, family: str, made: str, name: str, atom: Sym, node: ast.Call) -> Value:
    """The backend that a call makes; ``made`` is what it is called."""
    machine.note(Made(machine.id(node), node, family, made, name, atom.guarded))
    return frozenset({Backend(family, made, machine.id(node), atom.guarded)})


def call_backend_class(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """The backend that a call of its class makes."""
    return new_backend(machine, families.BACKEND_CLASSES[name], name.rpartition(".")[2], name, atom, node)


def call_provider(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """The provider that a call of its class makes."""
    machine.note(Called(machine.id(node), node, name, tuple(arguments.positional), atom.guarded))
    return frozenset({Provider(families.PROVIDER_CLASSES[name], atom.guarded, name if name in members.MADE else "")})


def call_least_busy(machine: Machine, name: str, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """One of IBM's computers."""
    machine.note(Called(machine.id(node), node, name, (), atom.guarded))
    return frozenset({Backend("ibm", "", machine.id(node), atom.guarded)})


def backend_attribute(machine: Machine, atom: Backend, node: ast.Attribute) -> Value:
    """The attribute of a backend: its options, or anything."""
    return settings.attribute(machine, atom, node, node.attr)


def options_attribute(machine: Machine, atom: BackendOptions, node: ast.Attribute) -> Value:
    """The attribute of a backend's options."""
    if node.attr.startswith("_"):
        settings.changed(machine, frozenset({atom}), node)
    return OPAQUE


def provider_attribute(machine: Machine, atom: Provider, node: ast.Attribute) -> Value:
    """The attribute of a provider: a provider again, or a backend of IBM by its name."""
    if node.attr in ("backend", "backends", "service"):
        return frozenset({Provider(atom.family, atom.guarded)})
    if atom.family == "ibm":
        return frozenset({Backend("ibm", node.attr, machine.id(node), atom.guarded)})
    return OPAQUE


def provider_item(machine: Machine, atom: Provider, position: object, node: ast.Subscript) -> Value:
    """The item of a provider: a backend."""
    return frozenset({Backend(atom.family, "", machine.id(node), atom.guarded)})


def backend_escapes(machine: Machine, atom: Backend, node: ast.AST, how: str) -> None:
    """Note where a backend goes that says what it is called, or of which class it is."""
    if how in roles.SAYS_WHAT_IT_IS:
        machine.note(Asked(atom.made, how, machine.id(node)))


def backend_set(machine: Machine, atom: Backend, target: ast.Attribute, value: Value) -> None:
    """An attribute of a backend is assigned: its options may be others."""
    machine.escape(value, target, "stored")
    machine.note(Tuned(atom.made, machine.id(target), target))


def options_method(machine: Machine, atom: BackendOptions, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of a backend's options, which may change them."""
    settings.changed(machine, frozenset({atom}), node, name)
    machine.hand_over(arguments, node, f".{name}", spoil=False)
    return OPAQUE


def options_escape(machine: Machine, atom: BackendOptions, node: ast.AST, how: str) -> None:
    """A backend's options go where they may be changed."""
    if how != "printed":
        settings.changed(machine, frozenset({atom}), node)


def options_set(machine: Machine, atom: BackendOptions, target: ast.Attribute, value: Value) -> None:
    """One of a backend's options is assigned."""
    machine.escape(value, target, "stored")
    machine.note(Tuned(atom.of, machine.id(target), target, direct=True))


def options_item_set(machine: Machine, atom: BackendOptions, target: ast.Subscript, value: Value) -> bool:
    """One of a backend's options is assigned, as an item."""
    settings.changed(machine, frozenset({atom}), target)
    return False
