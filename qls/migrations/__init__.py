"""One migration, one page: each module here that is called by its code, found by that, in the order of the codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from qls.cases import Example, LeaveAlone
from qls.migrations.page import Migration
from qls.planning.groups import Group
from qls.planning.workbench import Context
from qls.report import Finding

__all__ = ["MIGRATIONS", "Context", "Example", "LeaveAlone", "Migration", "find"]

_PAGE = re.compile(r"qls\d{3}_\w+")
_NAMES = sorted(each.name for each in iter_modules(__path__) if _PAGE.fullmatch(each.name))
_MODULES = [import_module(f"{__name__}.{name}") for name in _NAMES]

MIGRATIONS: tuple[Migration, ...] = tuple(map(Migration.of, _MODULES))
# A page has something to say of a group of sites that move together, ``find_in``, or of anything else, ``find``.
_OF_GROUPS: list[Callable[[Context, Group], Iterator[Finding]]] = [
    module.find_in for module in _MODULES if hasattr(module, "find_in")
]
_OF_PROGRAM: list[Callable[[Context], Iterator[Finding]]] = [
    module.find for module in _MODULES if hasattr(module, "find")
]


def find(context: Context) -> list[Finding]:
    """Every finding of every migration."""
    return context.find(_OF_GROUPS, _OF_PROGRAM)
