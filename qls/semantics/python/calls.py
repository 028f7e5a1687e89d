"""The machine's calls: functions and classes of the program, built-ins; of all else, models tell."""

from __future__ import annotations

import ast
from collections.abc import Callable

from qls.semantics.python.annotations import annotated
from qls.semantics.python.frames import Definition
from qls.semantics.python.lists import Lists
from qls.semantics.python.machine import Arguments
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Atom,
    Class,
    Function,
    Instance,
    InstanceState,
    NodeId,
    Value,
    in_order,
    join,
    join_states,
    node_id,
)

_MAX_DEPTH = 10
_MAX_CONTEXT = 3


class Calls(Lists):
    """Evaluates calls."""

    def call(self, node: ast.Call) -> Value:
        """What a call gives, of all that can be called there."""
        func = node.func
        self.fuel -= 1
        if isinstance(func, ast.Attribute):
            owner, name = self.evaluate(func.value), func.attr
            arguments = self.arguments(node)
            before = self.models.before_method(self, owner, name, node)
            value = self.one_of(owner, lambda atom: self.method(atom, owner, name, node, arguments))
            return self.models.after_method(self, before, value, owner) or OPAQUE
        callee = self.evaluate(func)
        arguments = self.arguments(node)
        self.models.before_call(self, callee, node)
        return self.one_of(callee, lambda atom: self.call_atom(atom, node, arguments)) or OPAQUE

    def method(self, atom: Atom, owner: Value, name: str, node: ast.Call, arguments: Arguments) -> Value:
        """What the method of ``atom`` gives, one of those that ``owner`` can be."""
        self.receivers = owner
        return self.kind(atom).method(self, atom, name, node, arguments)

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
        """Evaluate the arguments of a call."""
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
        """What a call of ``atom`` gives."""
        return self.kind(atom).call(self, atom, node, arguments)

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
        *,
        unknown: bool = False,
    ) -> Value:
        """What a function of the program gives; ``unknown``: its arguments can be anything."""
        definition = self.definitions.get(function.node)
        if definition is None or isinstance(definition.node, ast.ClassDef):
            return OPAQUE
        self.memory.record.called.add(function.node)
        if function.node in self.stack or len(self.stack) >= _MAX_DEPTH or self.fuel < 0:
            for value in (*positional, *keywords.values()):
                self.escape(value, node, "argument:recursion")
                self.spoil(value)
            return OPAQUE
        names = self.bind_parameters(definition, function, positional, keywords, unknown=unknown)
        outer = (self.frame, self.context)
        self.frame = self.call_frame(definition, function.node, names)
        self.context = (*outer[1], node_id(outer[0].serial, node))[-_MAX_CONTEXT:]
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
        *,
        unknown: bool,
    ) -> dict[str, Value]:
        """What the parameters of a function are in a call."""
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
                names[parameter.arg] = self.missing(parameter, defaults, unknown=unknown) if value is None else value
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

    def missing(self, parameter: ast.arg, defaults: InstanceState, *, unknown: bool) -> Value:
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
