"""Runs under the Python of the newest packages: says what of a list of names is there.

Reads from standard input, as JSON, dotted ``names``, the ``modules`` to import first, and the ``packages`` of which all
is to be told; answers in JSON. It imports nothing of this repository.
"""

import functools
import importlib
import inspect
import json
import pkgutil
import sys
import warnings


def module(name):
    try:
        return importlib.import_module(name)
    except BaseException:  # what a module does when it is imported is its own affair
        return None


def found(name):
    """The object of a dotted name, None where there is none."""
    head, _, tail = name.rpartition(".")
    owner = module(head) if head else None
    if owner is not None and hasattr(owner, tail):
        return (getattr(owner, tail),)
    inner = module(name)
    return None if inner is None else (inner,)


def parameters(thing):
    """The names that can be given as keywords; None where any can, or where that cannot be told."""
    if inspect.isclass(thing) and type(thing).__call__ is not type.__call__:  # a pass of the transpiler hands all on
        thing = functools.partial(thing.__init__, None)
    try:
        signature = inspect.signature(thing)
    except (TypeError, ValueError):
        return None
    if any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values()):
        return None
    return [name for name, p in signature.parameters.items() if p.kind is not p.VAR_POSITIONAL]


def public(name):
    """By each package from ``name`` down that can be imported: all that can be imported from it, without an underscore.

    One that answers for any name (``__getattr__``) is left out.
    """
    package = module(name)
    if package is None or "__getattr__" in vars(package):
        return {}
    inner = list(pkgutil.iter_modules(package.__path__, f"{name}."))
    found = {}
    for each in inner:
        if each.ispkg and not each.name.rpartition(".")[2].startswith("_"):
            found.update(public(each.name))
        elif not each.ispkg:
            module(each.name)  # some bind more of their package
    names = {*dir(package), *(each.name.rpartition(".")[2] for each in inner)}
    found[name] = sorted(each for each in names if not each.startswith("_"))
    return found


def main():
    asked = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    for name in asked["modules"]:
        module(name)
    there, identity, kinds = [], {}, {}
    members, taken, classes = {}, {}, {}
    for name in asked["names"]:
        what = found(name)
        if what is None:
            continue
        there.append(name)
        identity[name] = id(what[0])
        kinds[name] = "module" if inspect.ismodule(what[0]) else "class" if inspect.isclass(what[0]) else "other"
        if inspect.isclass(what[0]):
            free = hasattr(what[0], "__getattr__")
            members[name] = None if free else dir(what[0])
            classes[name] = what[0]
            taken[name] = parameters(what[0])
            for member, value in inspect.getmembers(what[0], callable):
                if not member.startswith("_"):
                    taken[f"{name}.{member}"] = parameters(value)
        elif callable(what[0]):
            taken[name] = parameters(what[0])
    called = {}
    for name in sorted(classes, key=lambda name: (name.count("."), len(name), name), reverse=True):
        called[classes[name]] = name
    bases = {name: [called[base] for base in kind.__mro__[1:] if base in called] for name, kind in classes.items()}
    today = {}
    for name in asked["packages"]:
        today.update(public(name))
    answer = {
        "today": today,
        "there": there,
        "identity": identity,
        "kinds": kinds,
        "members": members,
        "parameters": taken,
        "bases": bases,
    }
    json.dump(answer, sys.stdout)


main()
