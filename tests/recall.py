"""Is there a finding for everything that is gone? ``python -m tests.recall [--every N] [--wheels] [--fixes]``

Goes through the atlas: every name and module that some release had and the newest has not, every member and parameter
that a class or function of today has lost. For each it writes a small program in each form in which programs use such
a thing, has it analysed as with the newest packages, and says by form how many were tried, found and missed; each miss
once, with its reason where that is known; so too messages that name nothing, findings on one place, and crashes.

``--wheels`` adds every public name of every release, read anew from the wheels, that the newest packages have not:
what is in a module that is gone stands in the atlas by that module alone. ``--fixes`` applies the safe fixes of the
plainest forms, and runs what comes out of them under the newest packages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pool

from packaging.version import Version

from qls import engine
from qls.catalogue import atlas, members
from qls.environment import Environment, newest
from qls.report import Safety, Severity
from tests.atlas import building
from tests.environments import NEW, python_of

# By form, a program that uses the name N of the module M, whose last part is L in the package P.
NAMES = {
    "from M import N": "from M import N\nprint(N)\n",
    "from M import N, not read": "from M import N\n",
    "from M import N as": "from M import N as other\nprint(other)\n",
    "import M": "import M\nprint(M.N)\n",
    "import M as": "import M as module\nprint(module.N)\n",
    "from P import L": "from P import L\nprint(L.N)\n",
    "import of the package": "import ROOT\nprint(M.N)\n",
    "star": "from M import *\nprint(N)\n",
    "in a function": "def main():\n    from M import N\n    return N()\n",
    "M in a function": "import M as module\ndef main():\n    return module.N()\nmain()\n",
    "in a class": "class Mine:\n    from M import N\n    one = N\n",
    "M in a class": "import M\nclass Mine:\n    one = M.N\n",
    "in an annotation": "from M import N\ndef main(one: N) -> list[N]:\n    return [one]\n",
    "M in an annotation": "import M as module\ndef main(one: module.N) -> None:\n    pass\n",
    "M in a called function's annotation": (
        "import M as module\ndef main(one: module.N, *rest: module.N, two: module.N = 3):\n    pass\nmain(3)\n"
    ),
    "M as what is returned": "import M as module\ndef main() -> list[module.N]:\n    return []\nmain()\n",
    "M in a variable's annotation": "import M as module\none: module.N = 3\n",
    "M in a pattern": "import M as module\nmatch 3:\n    case module.N():\n        pass\n",
    "M in a string annotation": "import M as module\ndef main(one: 'module.N') -> None:\n    pass\n",
    "as a base": "from M import N\nclass Mine(N):\n    pass\n",
    "M for a base": "import M as module\nclass Mine(module.N):\n    pass\n",
    "as a decorator": "import M as module\n@module.N\ndef main():\n    pass\n",
    "as a default": "import M as module\ndef main(one=module.N):\n    pass\n",
    "in an f-string": "import M as module\nprint(f'{module.N}')\n",
    "caught": "import M as module\ntry:\n    print(3)\nexcept module.N:\n    pass\n",
    "in a lambda": "import M as module\nmain = lambda one: module.N(one)\n",
    "in a comprehension": "import M as module\nfound = [module.N(one) for one in range(3)]\n",
    "in a branch": "import sys\nif len(sys.argv) > 1:\n    from M import N\n    print(N)\n",
    "handed on": "from M import N\nother = N\nprint(other)\n",
    "M handed on": "import M as module\nother = module\nprint(other.N)\n",
    "M given to a function": "import M as module\ndef main(one):\n    return one.N\nmain(module)\n",
    "by getattr": "import M as module\nprint(getattr(module, 'N'))\n",
    "one of several": "from M import (\n    N,\n    other,\n)\nprint(N, other)\n",
}
MODULES = {
    "module alone": "import M\n",
    "module as": "import M as module\nprint(module)\n",
    "module from P": "from P import L\nprint(L)\n",
    "module from P as": "from P import L as module\nprint(module)\n",
    "module's star": "from M import *\n",
    "module in a function": "def main():\n    import M\n    return M\n",
    "module in a class": "class Mine:\n    import M as module\n",
    "module handed on": "import M\nother = M\nprint(other)\n",
    "module by import_module": "from importlib import import_module\nprint(import_module('M'))\n",
    "module of the package": "import ROOT\nprint(M)\n",
}
# A member N of the class C of the module M; MADE makes an object of it.
MEMBERS = {
    "member": "from M import C\none = MADE\nprint(one.N)\n",
    "member of what is made there": "from M import C\nprint((MADE).N)\n",
    "member, by the module": "import M as module\none = module.MADE\nprint(one.N)\n",
    "member that is called": "from M import C\none = MADE\none.N()\n",
    "member in a function": "from M import C\ndef main():\n    one = MADE\n    return one.N\n",
    "member of an argument": "from M import C\ndef main(one):\n    return one.N\nmain(MADE)\n",
    "member of an annotated argument": "from M import C\ndef main(one: C):\n    return one.N\n",
    "member of what is handed on": "from M import C\none = MADE\nother = one\nprint(other.N)\n",
    "member of an attribute": (
        "from M import C\nclass Mine:\n    def __init__(self):\n        self.one = MADE\n    def go(self):\n"
        "        return self.one.N\n"
    ),
    "member of one in a list": "from M import C\nfor one in [MADE]:\n    print(one.N)\n",
    "member by getattr": "from M import C\none = MADE\nprint(getattr(one, 'N'))\n",
    "member of the class": "from M import C\nprint(C.N)\n",
}
# A parameter N of the function F, or method of C, of the module M.
PARAMETERS = {
    "parameter": "from M import F\nF(N=1)\n",
    "parameter as": "from M import F as other\nother(N=1)\n",
    "parameter, by the module": "import M as module\nmodule.F(N=1)\n",
    "parameter in a function": "def main():\n    from M import F\n    return F(N=1)\n",
    "parameter of what is handed on": "from M import F\nother = F\nother(N=1)\n",
    "parameter beside others": "from M import F\nF(3, more=2, N=1, **{})\n",
}
METHODS = {
    "parameter": "from M import C\nC.F(N=1)\n",
    "parameter as": "from M import C as Other\nOther.F(N=1)\n",
    "parameter, by the module": "import M as module\nmodule.C.F(N=1)\n",
    "parameter in a function": "def main():\n    from M import C\n    return C.F(N=1)\n",
    "parameter of what is handed on": "from M import C\nother = C\nother.F(N=1)\n",
    "parameter beside others": "from M import C\nC.F(3, more=2, N=1, **{})\n",
    "parameter of an object's method": "from M import C\none = C()\none.F(N=1)\n",
}
_CAPITALS = re.compile(r"\b(?:M|P|L|N|C|F|ROOT|MADE)\b")
FIXED = ("from M import N", "import M")  # whose fixes are run
PLAIN = (*FIXED, "from M import N as", "import M as", "star", "module alone")  # for what only the wheels tell


@dataclass(frozen=True)
class Case:
    """One program: its form, what it uses that is gone, and its text."""

    form: str
    name: str
    text: str


@dataclass
class Answer:
    """What was said of some cases, as lines, by kind."""

    tried: Counter[str] = field(default_factory=Counter)
    missed: list[Case] = field(default_factory=list)
    mild: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    fixed: list[Case] = field(default_factory=list)

    def add(self, other: Answer) -> None:
        self.tried += other.tried
        for part in ("missed", "mild", "empty", "twice", "crashed", "fixed"):
            getattr(self, part).extend(getattr(other, part))

    @property
    def unclear(self) -> list[Case]:
        """The misses that none of the known reasons explains."""
        return [case for case in self.missed if not reason(case)]


# --- what is gone -------------------------------------------------------------------------------------------------


def names() -> list[str]:
    """The dotted names that the atlas has on their own, or brought by the star of a module that is gone."""
    data = json.loads(atlas.DATA.read_text("utf-8"))
    found = {f"{module}.{name}" for module, table in data["names"].items() for name in _words(table)}
    for part in ("moved", "alike"):
        found |= {f"{module}.{name}" for module, table in data[part].items() for name in _words(table)}
    found |= {f"{module}.{name}" for module, words in data["stars"].items() for name in words.split()}
    return sorted(name for name in found if atlas.gone(name) is not None)


def modules() -> list[str]:
    """The modules that are gone."""
    return sorted(_words(json.loads(atlas.DATA.read_text("utf-8"))["modules"]))


def _words(table: dict[str, str]) -> list[str]:
    return [name for words in table.values() for name in words.split()]


def of_wheels() -> tuple[list[str], list[str]]:
    """The names, and the modules, that some release had in its wheel and the newest packages have not."""
    lines, answer = building.gathered()
    found = building.facts(lines, answer)
    return sorted(n for n, f in found.items() if not f.module), sorted(n for n, f in found.items() if f.module)


def _lost(part: str) -> Iterator[tuple[str, str]]:
    for owner, table in json.loads(atlas.DATA.read_text("utf-8"))[part].items():
        for name in _words(table):
            yield owner, name


# --- its programs -------------------------------------------------------------------------------------------------


def of_names(chosen: list[str], forms: Collection[str] = tuple(NAMES)) -> Iterator[Case]:
    for name in chosen:
        module, _, last = name.rpartition(".")
        for form, text in NAMES.items():
            if form in forms and ("P" not in form.split() or "." in module):
                yield Case(form, name, _filled(text, module, N=last))


def of_modules(chosen: list[str], forms: Collection[str] = tuple(MODULES)) -> Iterator[Case]:
    for name in chosen:
        for form, text in MODULES.items():
            if form in forms and ("." in name or ("P" not in form.split() and "package" not in form)):
                yield Case(form, name, _filled(text, name))


def of_members(part: float = 1.0) -> Iterator[Case]:
    for owner, name in _some(sorted(_lost("members")), part):
        module, _, cls = owner.rpartition(".")
        made = members.MADE.get(owner, f"{cls}()").replace(f"{cls}.__new__({cls})", f"{cls}()")
        if made.startswith("__import__"):  # an abstract one
            module, cls, made = "qiskit.providers.fake_provider", "GenericBackendV2", made.rpartition(".")[2]
        for form, text in MEMBERS.items():
            yield Case(form, f"{owner}.{name}", _filled(text, module, C=cls, N=name, MADE=made))


def of_parameters(part: float = 1.0) -> Iterator[Case]:
    for function, name in _some(sorted(_lost("parameters")), part):
        module, _, last = function.rpartition(".")
        owner, _, cls = module.rpartition(".")
        method = cls[:1].isupper()
        for form, text in (METHODS if method else PARAMETERS).items():
            text = _filled(text, owner if method else module, C=cls, F=last, N=name)
            yield Case(form, f"{function}({name})", text)


def _filled(text: str, module: str, **words: str) -> str:
    """A program with its words in place: each is one in capitals."""
    package, _, last = module.rpartition(".")
    words |= {"M": module, "P": package, "L": last, "ROOT": module.partition(".")[0]}
    return _CAPITALS.sub(lambda found: words.get(found[0], found[0]), text)


def _some(found: list, part: float) -> list:  # type: ignore[type-arg]
    """A share of what was found, the same each time."""
    return found if part >= 1 else sorted(random.Random(len(found)).sample(found, max(1, int(len(found) * part))))


def cases(every: int = 1, wheels: bool = False) -> Iterator[Case]:
    """The programs of every name, or of one in ``every``."""
    part = 1 / every
    yield from of_names(_some(names(), part))
    yield from of_modules(_some(modules(), part))
    yield from of_members(part)
    yield from of_parameters(part)
    if wheels:
        more_names, more_modules = of_wheels()
        yield from of_names(_some(sorted({*more_names} - {*names()}), part), PLAIN)
        yield from of_modules(_some(sorted({*more_modules} - {*modules()}), part), PLAIN)


# --- what is said of them -----------------------------------------------------------------------------------------


def environment() -> Environment:
    """All packages in their newest releases."""
    algorithms = json.loads(atlas.DATA.read_text("utf-8"))["newest"]["qiskit-algorithms"]
    return Environment({**newest().versions, "qiskit-algorithms": Version(algorithms)})


def asked(some: list[Case]) -> Answer:
    """What is said of some cases."""
    answer = Answer()
    for case in some:
        answer.tried[case.form] += 1
        try:
            found = engine.analyse(case.text, environment()).findings
        except Exception as problem:
            answer.crashed.append(f"{case.name}, {case.form}: {type(problem).__name__}: {problem}")
            continue
        if not found:
            answer.missed.append(case)
        elif all(finding.severity is not Severity.ERROR for finding in found):
            answer.mild.append(f"{case.name}, {case.form}: {found[0].severity.value}: {found[0].message}")
        answer.empty += [finding.message for finding in found if "``" in finding.message]
        places = Counter(finding.range for finding in found)
        answer.twice += [
            f"{case.name}, {case.form}: {' / '.join(f.code for f in found if f.range == place)}"
            for place, times in places.items()
            if times > 1
        ]
        if case.form in FIXED and any(fix.safety is Safety.SAFE for finding in found for fix in finding.fixes):
            answer.fixed.append(case)
    return answer


def asked_of_all(some: list[Case], processes: int = 2) -> Answer:
    """The same, by several processes."""
    answer = Answer()
    parts = [some[at : at + 200] for at in range(0, len(some), 200)]
    with Pool(processes) as pool:
        for part in pool.imap(asked, parts):
            answer.add(part)
    return answer


# Why a program has no finding, where that is known: of the case, true where the reason holds.
REASONS: dict[str, Callable[[Case], bool]] = {
    "no object of the class is made by a test, and one may have what the class's source does not show": (
        lambda case: case.form in MEMBERS and case.name.rpartition(".")[0] not in members.MADE
    ),
    "an annotation says what an argument is only of circuits and backends": (
        lambda case: case.form == "member of an annotated argument"
    ),
    "an annotation in quotes is read where it goes through a module by type checkers alone: no program dies of it": (
        lambda case: case.form == "M in a string annotation"
    ),
    "the class is another by the path of its file than by that of its package, and is taken for that one": (
        lambda case: case.name.startswith(("qiskit_ibm_runtime.sampler.Sampler(", "qiskit_ibm_runtime.estimator.Est"))
    ),
}


def reason(case: Case) -> str:
    """Why a miss is one; empty where that is not known."""
    return next((why for why, holds in REASONS.items() if holds(case)), "")


# --- the fixes ----------------------------------------------------------------------------------------------------

_RUN = """
import json, sys, warnings

warnings.simplefilter("ignore")
failed = {}
for text, name in json.load(sys.stdin).items():
    try:
        exec(compile(text, name, "exec"), {"print": lambda *_: None})
    except BaseException as problem:
        failed[text] = f"{type(problem).__name__}: {problem}"
print("\\n" + json.dumps(failed))
"""


_NOT_HERE = tuple(package.replace("-", "_") for package in atlas.BESIDE)  # the environments of the tests have none


def fixes_that_fail(some: list[Case]) -> tuple[int, list[str]]:
    """How many programs there are once the safe fixes of some cases are applied; those that fail today, and why."""
    here = [case for case in some if not case.name.startswith(_NOT_HERE)]
    texts = {engine.fix(case.text, environment()).text: case.name for case in here}
    command = [python_of(NEW), "-c", _RUN]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    failed = json.loads(done.stdout.splitlines()[-1])
    return len(texts), [f"{texts[text]}: {why}\n{text}" for text, why in failed.items()]


# --- the report ---------------------------------------------------------------------------------------------------


def table(answer: Answer) -> str:
    """By form, how many programs were tried, have a finding, and have none."""
    missed = Counter(case.form for case in answer.missed)
    rows = [
        f"{form:34}{tried:8}{tried - missed[form]:8}{missed[form]:8}"
        for form, tried in (*answer.tried.items(), ("all", answer.tried.total()))
    ]
    rows[-1] = f"{'all':34}{answer.tried.total():8}{answer.tried.total() - len(answer.missed):8}{len(answer.missed):8}"
    return "\n".join([f"{'form':34}{'tried':>8}{'found':>8}{'missed':>8}", *rows])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.recall", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one name in N")
    parser.add_argument("--wheels", action="store_true", help="also the names of every release, read from its wheel")
    parser.add_argument("--fixes", action="store_true", help="run what the safe fixes leave")
    options = parser.parse_args()
    answer = asked_of_all(list(cases(options.every, options.wheels)))
    print(table(answer))
    by_reason: dict[str, dict[str, list[str]]] = {}
    for case in answer.missed:
        by_reason.setdefault(reason(case) or "not known", {}).setdefault(case.name, []).append(case.form)
    for why, missed in sorted(by_reason.items()):
        print(f"\nmissed, {sum(map(len, missed.values()))} programs of {len(missed)} names: {why}")
        for name, forms in missed.items():
            print(f"  {name}: {'; '.join(forms)}")
    for title, lines in (
        ("no finding is an error", answer.mild),
        ("messages with nothing between their marks", answer.empty),
        ("two findings on one place", answer.twice),
        ("crashes", answer.crashed),
    ):
        print(f"\n{title}: {len(lines)}")
        print("".join(f"  {line}\n" for line in dict.fromkeys(lines)), end="")
    failed: list[str] = []
    if options.fixes:
        count, failed = fixes_that_fail(answer.fixed)
        print(f"\nfixed programs that were run: {count}, and fail: {len(failed)}")
        print("\n".join(failed))
    sys.exit(bool(answer.unclear or answer.empty or answer.twice or answer.crashed or failed))


if __name__ == "__main__":
    main()
