"""The options of a V1 primitive of qiskit-ibm-runtime: what they are where it is made, and where each goes in V2.

V1 copied its options when it was made, so an ``Options`` object counts as it was then: what is said of it further
down counts for the next primitive.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from qls.catalogue import runtime_options as v1
from qls.planning.runtime.surroundings import OptionsEvent, Surroundings, home_of, place_of
from qls.planning.told import home, told_later
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan
from qls.semantics.python.values import node_id
from qls.semantics.qiskit.facts import PrimitiveMade
from qls.syntax.arguments import names_given, unpacks_names

NO_SAMPLER_LEVEL = "SamplerV2 has no resilience_level: it mitigates no readout errors."
ESTIMATOR_LEVEL = (
    "Of the resilience levels, 1 now means readout mitigation with twirled measurements, and 2 extrapolates to zero"
    " noise as well."
)


@dataclass(frozen=True)
class Given:
    """A value that the program writes: in which statement, and the expression."""

    serial: int
    node: ast.expr


GivenOptions = dict[str, Given]  # by their place in V1: "execution.shots", "optimization_level"


@dataclass
class PlacedOptions:
    """The options of one primitive where V2 has them.

    Attributes:
        options: by path, what the new primitive is told.
        transpile: what transpile is told beside its level, each with its comma.
        level: of optimisation, as written; None where V1 was told not to transpile.
        shots: where they are given.
        said: what is no longer so, in sentences.
    """

    options: dict[tuple[str, ...], list[Piece]] = field(default_factory=dict)
    transpile: list[Piece] = field(default_factory=list)
    level: Piece | None = str(v1.OPTIMIZATION_LEVEL)
    shots: Given | None = None
    said: list[str] = field(default_factory=list)


def read(
    context: Context, plan: Plan, maker: PrimitiveMade, node: ast.expr | None, around: Surroundings
) -> GivenOptions:
    """The options that a primitive was made with.

    Raises:
        Refusal: they cannot all be seen.
    """
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return {}
    if isinstance(node, ast.Name):
        return _as_it_was(context, plan, maker, node, around)
    return _written(context, maker.id[0], node)


def read_later(context: Context, maker: PrimitiveMade) -> GivenOptions:
    """The options that ``set_options`` tells the primitive right after it is made.

    Raises:
        Refusal: they cannot all be seen, or it may be told at another time.
    """
    found: GivenOptions = {}
    for name, value in told_later(context, maker).options.items():
        if name not in v1.TOP and name not in v1.SECTION_OF:
            raise Refusal(f"{name} is no option that V1 had")
        path = f"{v1.SECTION_OF[name]}.{name}" if name in v1.SECTION_OF else name
        found[path] = _movable(context, path, Given(home(context, maker, value), value))
    return found


def _written(context: Context, serial: int, node: ast.expr) -> GivenOptions:
    """What a dict or a call of ``Options`` says."""
    if isinstance(node, ast.Dict):
        return _of_dict(serial, node)
    if not isinstance(node, ast.Call) or not _makes_options(context, serial, node):
        raise Refusal("the options come from elsewhere")
    if node.args or unpacks_names(node):
        raise Refusal("which options are given cannot be seen")
    found: GivenOptions = {}
    for name, value in names_given(node).items():
        if name not in v1.TOP and name not in v1.SECTIONS:
            raise Refusal(f"Options never took {name}, so the program failed there")
        _set(found, serial, (name,), value)
    return found


def _makes_options(context: Context, serial: int, node: ast.Call) -> bool:
    called = context.facts.called.get(node_id(serial, node), ())
    return any(event.name in v1.CLASSES and not event.guarded for event in called)


def _of_dict(serial: int, node: ast.Dict) -> GivenOptions:
    found: GivenOptions = {}
    for name, value in _entries(node):
        if name in v1.SECTION_OF:
            found[f"{v1.SECTION_OF[name]}.{name}"] = Given(serial, value)
        elif name in v1.TOP or name in v1.SECTIONS:
            _set(found, serial, (name,), value)
        else:
            raise Refusal(f"{name} is no option that V1 had")
    return found


def _entries(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if not isinstance(node, ast.Dict):
        raise Refusal("a section of the options is not written out")
    for key, value in zip(node.keys, node.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            raise Refusal("which options are given cannot be seen")
        yield key.value, value


def _set(found: GivenOptions, serial: int, path: tuple[str, ...], value: ast.expr) -> bool:
    """Note one option, or all of a section; False for one that V1 never read."""
    if len(path) == 1 and path[0] in v1.SECTIONS:
        for name in v1.SECTIONS[path[0]]:
            found.pop(f"{path[0]}.{name}", None)
        for name, each in _entries(value):
            if name not in v1.SECTIONS[path[0]]:
                raise Refusal(f"{path[0]}.{name} is no option that V1 had")
            found[f"{path[0]}.{name}"] = Given(serial, each)
        return True
    known = path[0] in v1.TOP if len(path) == 1 else len(path) == 2 and path[1] in v1.SECTIONS.get(path[0], ())
    if known:
        found[".".join(path)] = Given(serial, value)
    return known


# --- an Options object that has a name ----------------------------------------------------------------------------


def _as_it_was(
    context: Context, plan: Plan, maker: PrimitiveMade, name: ast.Name, around: Surroundings
) -> GivenOptions:
    """The options of the object ``name`` where the primitive is made."""
    found: GivenOptions | None = None
    made = place_of(context, maker.id[0], maker.node)
    home, certain = home_of(context, maker.id[0], maker.node)
    for event in around.events(name.id):
        if event.value is None:
            continue
        if event.home is not None and event.home is not home:
            raise Refusal(f"{name.id} is changed in another function")
        if place_of(context, event.serial, event.node) > made:  # an edit may have moved them since
            if event.home is not home or not certain:
                raise Refusal(f"{name.id} is changed further down, and it may be made again after that")
            continue
        if not event.certain:
            raise Refusal(f"{name.id} is changed on one path only")
        if not event.path:
            found = _written(context, event.serial, event.value)
        elif found is None:
            raise Refusal(f"where {name.id} is made cannot be seen")
        elif not _set(found, event.serial, event.path, event.value):
            plan.left_out.append(".".join(event.path))
    if found is None:
        raise Refusal(f"where {name.id} is made cannot be seen")
    return {path: _movable(context, path, given) for path, given in found.items()}


def _movable(context: Context, path: str, given: Given) -> Given:
    """A value that means the same where the primitive is made."""
    for part in ast.walk(given.node):
        if isinstance(part, ast.Name) and context.binds(part.id) > 1:
            raise Refusal(f"{path} is computed from {part.id}, which changes")
        if isinstance(part, (ast.Call, ast.Lambda, ast.NamedExpr, ast.Await, ast.ListComp, ast.GeneratorExp)):
            raise Refusal(f"{path} is computed where the options are made")
    return given


def retire(context: Context, plan: Plan, names: set[str], around: Surroundings) -> None:
    """The options called ``names`` go, where the plan makes every primitive anew that took them."""
    for name in sorted(names):
        found = around.events(name)
        if any(not _is_replaced(context, plan, event) for event in found if event.value is None):
            raise Refusal(f"{name} is used by a primitive that stays")
        for event in found:
            if event.value is not None:
                plan.deleted.add(context.span(event.serial, event.statement))
                context.release(plan, event.value)


def _is_replaced(context: Context, plan: Plan, event: OptionsEvent) -> bool:
    place = context.span(event.serial, event.node)
    return any(span.contains(place) for span in plan.replaced)


# --- where they go ------------------------------------------------------------------------------------------------


def place(context: Context, plan: Plan, found: GivenOptions, kind: str, *, newer: bool) -> PlacedOptions:
    """Where each option goes.

    Args:
        kind: ``sampler`` or ``estimator``.
        newer: the primitive is a client-side one of qiskit-ibm-runtime 0.50 or later.

    Raises:
        Refusal: one has no place, and the program's answer depends on it.
    """
    placed = PlacedOptions()
    found = {path: given for path, given in found.items() if not _is(given, None)}
    placed.shots = found.pop("execution.shots", None)
    _place_transpilation(context, placed, found, kind)
    for name in v1.OF_A_SIMULATOR:
        if f"simulator.{name}" in found:
            raise Refusal(f"{name} is given, which only IBM's simulators took: AerSimulator takes it today")
    callback = found.pop("environment.callback", None)
    if callback is not None and not (isinstance(callback.node, ast.List) and not callback.node.elts):
        placed.said.append("V2 calls no callback with interim results.")
    for path, new in v1.KEPT.items():
        if path in found:
            given = found.pop(path)
            placed.options[new] = [context.span(given.serial, given.node)]
    _place_resilience(context, plan, placed, found, kind, newer=newer)
    return placed


def _place_transpilation(context: Context, placed: PlacedOptions, found: GivenOptions, kind: str) -> None:
    skip, level = found.pop("transpilation.skip_transpilation", None), found.pop("optimization_level", None)
    if level is not None:
        placed.level = context.span(level.serial, _steady(context, "optimization_level", level))
    for name in v1.TRANSPILES:
        given = found.pop(f"transpilation.{name}", None)
        if given is None:
            continue
        node = _steady(context, name, given)
        if name in v1.TRANSPILING_METHODS and _constant(given) not in v1.TRANSPILING_METHODS[name]:
            raise Refusal(f"which {name} is asked for is not known, or transpile has it no longer")
        placed.transpile += [f", {name}=", context.span(given.serial, node)]
    if skip is None or _is(skip, False):
        return
    if not _is(skip, True) or kind == "estimator":
        raise Refusal("the circuits are not transpiled, and whether they fit the computer is not known")
    placed.level = None


def _place_resilience(
    context: Context, plan: Plan, placed: PlacedOptions, found: GivenOptions, kind: str, *, newer: bool
) -> None:
    level = found.pop("resilience_level", None)
    if level is not None:
        _place_level(context, placed, level, kind, newer=newer)
    extrapolates = kind == "estimator" and level is not None and _is(level, 2)
    for name in v1.SECTIONS["resilience"]:
        given = found.pop(f"resilience.{name}", None)
        if given is None:
            continue
        if not extrapolates:
            plan.left_out.append(f"resilience.{name}")
        else:
            _place_extrapolation(context, placed, name, given)


def _place_level(context: Context, placed: PlacedOptions, level: Given, kind: str, *, newer: bool) -> None:
    """The resilience level; no sampler has one any more."""
    if kind == "sampler":
        if not _is(level, 0):
            placed.said.append(NO_SAMPLER_LEVEL)
        return
    number = _constant(level)
    if number == 3 and newer:
        raise Refusal("resilience level 3 has to learn the noise first, with NoiseLearnerV3")
    if number == 3:
        placed.options["resilience", "pec_mitigation"] = ["True"]
    elif type(number) is int and number in (0, 1, 2):
        placed.options[("resilience_level",)] = [context.span(level.serial, level.node)]
        if number:
            placed.said.append(ESTIMATOR_LEVEL)
    else:
        raise Refusal("the resilience level is not written as a number, and the levels mean something else in V2")


def _place_extrapolation(context: Context, placed: PlacedOptions, name: str, given: Given) -> None:
    """An option of the extrapolation to zero noise."""
    if name == "noise_factors":
        placed.options["resilience", "zne", "noise_factors"] = [context.span(given.serial, given.node)]
        return
    new, table = ("extrapolator", v1.EXTRAPOLATORS) if name == "extrapolator" else ("amplifier", v1.AMPLIFIERS)
    if _constant(given) not in table:
        raise Refusal(f"the {name.replace('_', ' ')} has no counterpart in V2")
    placed.options["resilience", "zne", new] = [f'"{table[str(_constant(given))]}"']


def _steady(context: Context, path: str, given: Given) -> ast.expr:
    """A value that may be written at each run."""
    return _movable(context, path, given).node


def _constant(given: Given) -> object:
    return given.node.value if isinstance(given.node, ast.Constant) else None


def _is(given: Given, value: object) -> bool:
    node = given.node
    return isinstance(node, ast.Constant) and type(node.value) is type(value) and node.value == value


def nested(options: dict[tuple[str, ...], list[Piece]]) -> list[Piece]:
    """A dict display of ``options``; nothing where there are none."""
    if not options:
        return []
    pieces: list[Piece] = ["{"]
    heads = list(dict.fromkeys(path[0] for path in options))
    for index, head in enumerate(heads):
        pieces += [", " if index else "", f'"{head}": ']
        inner = {path[1:]: value for path, value in options.items() if path[0] == head and len(path) > 1}
        pieces += nested(inner) if inner else options[(head,)]
    return [*pieces, "}"]
