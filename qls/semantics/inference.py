"""jedi, asked two questions: what is this expression, and what does a replacement say of itself.

The first is answered from the stub tree in ``qls/catalogue/stubs`` and the workspace's own source, so the
answer does not depend on what is installed. The second is answered from the source in the user's environment.
Neither starts a process nor imports a module: jedi gets an environment of our own that only ever reads files.
Both faces ask through ``apart.py``, which runs this in a process that can be ended.
"""

from __future__ import annotations

import ast
import atexit
import inspect
import pickle
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import jedi
from jedi.api.environment import InterpreterEnvironment
from jedi.file_io import FileIO
from jedi.inference.base_value import ValueSet
from jedi.inference.compiled.subprocess import InferenceStateSameProcess
from jedi.inference.compiled.subprocess.functions import ImplicitNSInfo
from jedi.inference.helpers import get_str_or_none
from jedi.plugins import plugin_manager

import qls.catalogue
from qls.semantics.described import Description

_Answer = TypeVar("_Answer")
_HALF_WRITTEN = (EOFError, pickle.UnpicklingError)


class _Version(NamedTuple):
    major: int
    minor: int
    micro: int


STUBS = Path(qls.catalogue.__file__).parent / "stubs"

_REMEMBERED_SCRIPTS = 8  # open documents whose last text is kept ready for the next question
_LARGEST_MODULE = 1_000_000  # bytes; a larger file of the workspace is not followed: parsing it takes seconds
_PYTHON = _Version(3, 12, 0)  # fixed, so that an answer does not depend on the Python that runs qls

# Asking who else calls a function would read other files of the workspace at every question.
jedi.settings.dynamic_params_for_other_modules = False

# One lock for all of jedi: its parsed modules are shared between scripts and change in place.
_jedi = threading.RLock()


def _with_whole_files(ask: Callable[[], _Answer]) -> _Answer:
    """What ``ask`` answers, asked again where another process had half written what jedi keeps in the user's cache."""
    try:
        return ask()
    except _HALF_WRITTEN:
        private = tempfile.mkdtemp(prefix="qls-jedi-")
        atexit.register(shutil.rmtree, private, ignore_errors=True)
        jedi.settings.cache_directory = private
        return ask()


class StubInference:
    """The types of expressions, by the stub tree and the source of the workspace.

    Args:
        folders: the workspace's folders; modules of the program are looked for there, and beside the program.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders)
        self._scripts: OrderedDict[Path | None, tuple[str, Any]] = OrderedDict()

    def qualified_names(self, text: str, line: int, column: int, path: Path | None = None) -> tuple[str, ...]:
        """The full names of the types of the expression that ends at, or lies under, a position.

        ``("qiskit_aer.AerSimulator",)`` for a name, an attribute or a call that yields one; several names
        where the branches of the program differ. A class, where it is itself the value, is ``type[...]``; a
        function and a module give their own full name.

        Args:
            text: the whole program.
            line, column: 0-based, in code points.
            path: where the program is; None for an unsaved one.

        Returns:
            The names in alphabetical order; ``()`` where nothing is known, or where jedi gave up.
        """
        with _jedi:
            try:
                return _with_whole_files(lambda: self._names(text, line, column, path))
            except Exception:  # jedi raises of every kind on programs that it did not expect
                return ()

    def _names(self, text: str, line: int, column: int, path: Path | None) -> tuple[str, ...]:
        try:
            names = self._script(text, path).infer(line + 1, column)
        except _HALF_WRITTEN:
            self._scripts.clear()  # they remember that they found nothing
            raise
        return tuple(sorted({spelled for name in names if (spelled := _spelled(name))}))

    def _script(self, text: str, path: Path | None) -> Any:
        """The script of ``text``: the last one of this path where the text is still the same."""
        known = self._scripts.get(path)
        if known is None or known[0] != text:
            beside = (path.parent,) if path else ()
            script = _static_script(text, (STUBS, *beside, *self._folders), path)
            self._scripts[path] = known = (text, script)
        self._scripts.move_to_end(path)
        while len(self._scripts) > _REMEMBERED_SCRIPTS:
            self._scripts.popitem(last=False)
        return known[1]


class EnvironmentDocs:
    """Signatures and docstrings out of an environment's source, for hovers on replacements.

    Args:
        site_packages: the environment's folder of packages.
    """

    def __init__(self, site_packages: Path) -> None:
        self._site_packages = site_packages
        self._known: dict[str, Description | None] = {}

    def describe(self, qualified_name: str) -> Description | None:
        """The description of ``package.module.Name``; None where that is not installed or has no source."""
        if qualified_name not in self._known:
            with _jedi:
                try:
                    self._known[qualified_name] = _with_whole_files(lambda: self._describe(qualified_name))
                except Exception:  # as above: an environment's source can be anything
                    self._known[qualified_name] = None
        return self._known[qualified_name]

    def _describe(self, qualified_name: str) -> Description | None:
        module, _, name = qualified_name.rpartition(".")
        if not module:
            return None
        script = _static_script(f"from {module} import {name}\n{name}\n", (self._site_packages,), None)
        # Which branch of an "if" is taken is worth seconds of following imports, and changes no signature.
        script._inference_state.flow_analysis_enabled = False
        for found in script.goto(2, 0, follow_imports=True):
            if found.type in ("class", "function") and found.module_path is not None:
                return _described(name, Path(found.module_path), found.line)
        return None


def _described(name: str, source: Path, line: int) -> Description | None:
    """The class or function whose name stands on ``line`` (from 1) of ``source``, as callers see it."""
    for node in ast.walk(ast.parse(source.read_bytes())):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.lineno == line:
            docstring = ast.get_docstring(node) or ""
            return Description(f"{name}({_parameters(node)})", _first_paragraph(docstring))
    return None


def _parameters(node: ast.ClassDef | ast.FunctionDef) -> str:
    """The parameters that a caller gives; ``...`` for a class whose constructor is inherited."""
    if isinstance(node, ast.FunctionDef):
        return ast.unparse(node.args)
    own = (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
    constructor = next(own, None)
    if constructor is None:
        return "..."
    (constructor.args.posonlyargs or constructor.args.args)[:1] = []
    return ast.unparse(constructor.args)


def _spelled(name: Any) -> str:
    full_name = name.full_name or ""
    return f"type[{full_name}]" if full_name and name.type == "class" else full_name


def _first_paragraph(docstring: str) -> str:
    return " ".join(inspect.cleandoc(docstring).split("\n\n")[0].split())


def _static_script(text: str, search: Iterable[Path], path: Path | None) -> Any:
    folders = [str(folder) for folder in dict.fromkeys(search)]
    project = jedi.Project(folders[0], sys_path=folders, smart_sys_path=False)
    return jedi.Script(text, path=path, project=project, environment=_StaticEnvironment())


class _StaticEnvironment(InterpreterEnvironment):  # type: ignore[misc]  # jedi has no types
    """An environment without an interpreter: modules are files, read and never run."""

    def __init__(self) -> None:
        super().__init__()
        self.version_info: Any = _PYTHON

    def get_inference_state_subprocess(self, inference_state: Any) -> InferenceStateSameProcess:
        return _StaticProcess(inference_state)

    def get_sys_path(self) -> list[str]:
        return []


class _StaticProcess(InferenceStateSameProcess):  # type: ignore[misc]  # jedi has no types
    """Stands where jedi would use the import system, which can run code of a workspace."""

    def get_module_info(
        self,
        string: str,
        path: Sequence[str] | None = None,
        full_name: str | None = None,
        sys_path: Sequence[str] | None = None,
        is_global_search: bool = True,
    ) -> tuple[Any, bool | None]:
        """The file of a module and whether it is a package; ``(None, None)`` where there is none."""
        if string == "builtins" and path is None:
            return None, False
        if path is None and (STUBS / f"{string}-stubs").is_dir() and str(STUBS) in (sys_path or ()):
            return (
                None,
                None,
            )  # a folder of the workspace that happens to be called qiskit does not hide the stubs
        return _module_file(string, full_name or string, (sys_path if path is None else path) or ())

    def load_module(self, dotted_name: str, sys_path: Sequence[str]) -> Any:
        """The builtins, which jedi builds literals from; nothing else is imported."""
        if dotted_name != "builtins":
            return None
        return super().__getattr__("load_module")(dotted_name=dotted_name, sys_path=[])


def _module_file(name: str, full_name: str, folders: Sequence[str]) -> tuple[Any, bool | None]:
    for folder in folders:
        for file, is_package in (
            (Path(folder, name, "__init__.py"), True),
            (Path(folder, f"{name}.py"), False),
        ):
            if file.is_file() and file.stat().st_size <= _LARGEST_MODULE:
                return FileIO(str(file)), is_package
    spaces = [str(Path(folder, name)) for folder in folders if Path(folder, name).is_dir()]
    return (ImplicitNSInfo(full_name, spaces), True) if spaces else (None, None)


class _LiteralOverloads:
    """Chooses by the string that ``get_backend`` is given, as the stubs say (jedi reads no Literal)."""

    @staticmethod
    def execute(callback: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(value: Any, arguments: Any) -> Any:
            if not (value.is_bound_method() and value.name.string_name == "get_backend"):
                return callback(value, arguments=arguments)
            overloads = list(value.get_signature_functions())
            if len(overloads) < 2:
                return callback(value, arguments=arguments)
            chosen = dict.fromkeys(_overload_for(name, overloads) for name in _backend_names(arguments))
            return ValueSet.from_sets(overload.py__call__(arguments) for overload in chosen)

        return wrapper


def _backend_names(arguments: Any) -> list[str | None]:
    """The strings that may be given for ``name``; ``[None]`` where none is known."""
    for keyword, given in arguments.unpack():
        if keyword in (None, "name"):
            return [get_str_or_none(value) for value in given.infer()] or [None]
    return [None]


def _overload_for(name: str | None, overloads: Sequence[Any]) -> Any:
    for overload in overloads:
        annotation = overload.tree_node.get_params()[1].annotation
        if name is not None and annotation is not None and f'"{name}"' in annotation.get_code():
            return overload
    return overloads[-1]


plugin_manager.register(_LiteralOverloads)
