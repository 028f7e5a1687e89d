"""A name that is gone has a finding wherever Python evaluates it, of all the places that Python's grammar has."""

from __future__ import annotations

import ast
import re

from qls import engine
from qls.environment import newest

GONE = "qk.opflow.X"
# A program for each place; X is the name that is gone.
PROGRAMS = [
    program.replace(r"\n", "\n")
    for program in r"""
x = [1][X:2]
x = [1][::X]
x = {X: 1}
x = {1: X}
x = {X}
x = {X for _ in range(2)}
x = {1: X for _ in range(2)}
x = {X: 1 for _ in range(2)}
x = (X for _ in range(2))
x = [1 for _ in X]
x = [1 for _ in range(2) if X]
x = [1 for _ in range(2) for _ in X]
x = (y := X)
x = 1 if X else 2
x = X if y else 2
x = 2 if y else X
x = y and X
x = y or X
x = not X
x = -X
x = X < 1 < 2
x = 1 < 2 < X
x = 1 is X
x = 1 in X
x = f(*X)
x = f(**X)
x = f(a=X)
x = [*X]
x = {**X}
x = (1, *X)
x = lambda: X
x = lambda a=X: a
x = lambda *, a=X: a
x = X.y.z
x = X[0]
x = X()
x = X @ 1
x = 1 ** X
x = f"{X}"
x = f"{X!r}"
x = f"{1:{X}}"
x = f"{f'{X}'}"
x = f"{X=}"
x += X
X.y += 1
x[X] += 1
x[X] = 1
X[1] = 2
X.a = 3
x, X.b = 1, 2
del x[X]
del X.y
assert X
assert 1, X
raise X
raise ValueError from X
raise ValueError(X)
with X: pass
with X as y: pass
with y as X.z: pass
with a, X: pass
for x in X: pass
for X.y in [1]: pass
for x in []: pass\nelse: X
while X: break
while y: X
while y: pass\nelse: X
try: X\nexcept ValueError: pass
try: pass\nexcept X: pass
try: pass\nexcept (ValueError, X): pass
try: pass\nexcept ValueError: X
try: pass\nexcept ValueError: pass\nelse: X
try: pass\nfinally: X
if X: pass
if y: pass\nelif X: pass
if y: pass\nelif z: X
if y: pass\nelse: X
class A(X): pass
class A(metaclass=X): pass
class A:\n    a = X
class A:\n    a: X
class A:\n    a: int = X
class A:\n    def f(self): return X
class A:\n    def f(self): self.x = X
class A:\n    class B:\n        a = X
class A:\n    @X\n    def f(self): pass
class A:\n    @property\n    def f(self): return X
@X\nclass A: pass
@X\ndef f(): pass
@X(1)\ndef f(): pass
@f(X)\ndef g(): pass
def f(a=X): pass
def f(*, a=X): pass
def f(a: X): pass\nf(1)
def f(*a: X): pass\nf(1)
def f(**a: X): pass\nf(a=1)
def f() -> X: pass\nf()
def f():\n    return X
def f():\n    yield X
def f():\n    yield from X
def f():\n    x = yield X
async def f():\n    await X
async def f():\n    async with X: pass
async def f():\n    async for y in X: pass
async def f():\n    return [y async for y in X]
def f():\n    def g():\n        return X\n    return g
def f():\n    global z\n    z = X
def f():\n    x: X = 1
def f():\n    return\n    X
def f(a):\n    if a:\n        return 1\n    return X
def f(a):\n    while True:\n        if a: break\n    return X
def f(a):\n    while True:\n        a()\n    return 1\ndef g():\n    X
def f(a):\n    for i in a:\n        if i: continue\n        X
def f(a):\n    try:\n        return 1\n    finally:\n        X
def f(a):\n    raise ValueError\n    X
match X:\n    case 1: pass
match 1:\n    case X: pass
match 1:\n    case X(): pass
match 1:\n    case X(a=1): pass
match 1:\n    case {X: 1}: pass
match 1:\n    case [X]: pass
match 1:\n    case 1 if X: pass
match 1:\n    case 1: X
match 1:\n    case X | 2: pass
x: X = 3
x: list[X] = 3
x: "list" = X
x.y: X = 3
x[X]: int = 3
print(X); print(1)
import sys; sys.exit(X)
[X for _ in range(2)][0].y
(lambda: X)()
map(lambda q: X, [1])
sorted([1], key=lambda q: X)
getattr(qk, "opflow").X
getattr(qk.opflow, "X")
x = qk\nx.opflow.X
x = [qk]\nx[0].opflow.X
x = {"a": qk}\nx["a"].opflow.X
def f(q): return q.opflow.X\nf(qk)
class A:\n    q = qk\nA.q.opflow.X
class A:\n    q = qk\nA().q.opflow.X
class A:\n    def __init__(self): self.q = qk\nA().q.opflow.X
x, y = qk, 1\nx.opflow.X
for x in [qk]: x.opflow.X
with open(X) as f: pass
import functools\nfunctools.partial(X, 1)
import importlib\nimportlib.import_module("qiskit.opflow")
import importlib\nimportlib.import_module(".opflow", "qiskit")
if __name__ == "__main__":\n    X
if __name__ == "__main__":\n    def f(): return X\n    f()
try:\n    import numpy\nexcept ImportError:\n    numpy = None\nX
x = y = X
(x) = X
x = X,
x = (yield_ := [X])
print(*[X])
x = "{}".format(X)
x = "%s" % X
x = X if X else X
x[X:]
x = [1 for X.y in [1]]
X.y: int = 3
async def f():\n    async for X.y in a: pass
x[:X]
@X\nasync def f(): pass
async def f(a: X): pass
async def f() -> X: pass
def f(a: X, /): pass
def f(*, a: X): pass
x = {**{1: X}}
x: int\nx = X
""".strip().splitlines()
]
# What is no part of a program, what only a name can be, and what holds f-strings' parts.
_OTHERS = {("Expression", "body"), ("FunctionType", "argtypes"), ("FunctionType", "returns"), ("NamedExpr", "target")}
_OTHERS |= {("FormattedValue", "format_spec"), ("JoinedStr", "values")}
# What Python 3.12 brought, whose texts earlier ones do not parse; 3.14's is evaluated by no program of before.
_LATER = {"TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple", "TemplateStr", "Interpolation"}


def _text(program: str) -> str:
    gone = re.sub(r"\bX\b", GONE, program) if "opflow" not in program else program
    return f"import qiskit as qk\nfrom elsewhere import a, b, f, x, y, z\n{gone}\n"


def test_it_has_a_finding_wherever_python_evaluates_it():
    texts = list(map(_text, PROGRAMS))
    assert [text for text in texts if not engine.analyse(text, newest()).findings] == []


def test_the_programs_have_it_in_every_place_of_the_grammar():
    covered = set()
    for program in PROGRAMS:
        for node in ast.walk(ast.parse(_text(program))):
            for name, value in ast.iter_fields(node):
                inside = value if isinstance(value, list) else [value]
                if any(isinstance(each, ast.AST) and ast.unparse(each).startswith(GONE) for each in inside):
                    covered.add((type(node).__name__, name))
    assert _places() - covered == set()


def _places() -> set[tuple[str, str]]:
    """Every class of nodes with each field that is an expression, as the classes say themselves."""
    found = set()
    for name, cls in vars(ast).items():
        fields = (
            re.fullmatch(rf"{name}\((.*)\)", (cls.__doc__ or "").replace("\n", " "), re.DOTALL)
            if isinstance(cls, type)
            else None
        )
        for field in re.findall(r"\bexpr[?*]? (\w+)", fields[1]) if fields else ():
            found.add((name, field))
    return {(name, field) for name, field in found if name not in _LATER} - _OTHERS
