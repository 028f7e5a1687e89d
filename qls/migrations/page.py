"""What a migration is: one file that reads like a page, and registers only with examples."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from qls.cases import Example, LeaveAlone


@dataclass(frozen=True)
class Migration:
    """The page of one migration, read from its module."""

    code: str
    name: str
    since: str  # when the legacy API was deprecated and removed, in words
    link: str
    page: str  # the module's docstring: what is legacy, what replaces it, what changes in your results
    examples: tuple[Example, ...]
    leave_alone: tuple[LeaveAlone, ...]
    destinations: tuple[str, ...]

    @classmethod
    def of(cls, module: ModuleType) -> Migration:
        """Read a migration's module.

        Raises:
            ValueError: it finds nothing, its file is not called by its code, it has a destination without an example,
                or fewer leave-alone cases than examples.
        """
        page = module.PAGE
        if not module.__name__.rpartition(".")[2].startswith(f"{page.code.lower()}_"):
            raise ValueError(f"{module.__name__} has the page of {page.code}")
        if not (hasattr(module, "find") or hasattr(module, "find_in")):
            raise ValueError(f"{page.code} finds nothing: it has neither find nor find_in")
        migration = cls(
            page.code,
            page.name,
            page.since,
            page.link,
            (module.__doc__ or "").strip(),
            tuple(module.EXAMPLES),
            tuple(module.LEAVE_ALONE),
            page.destinations,
        )
        shown = {destination for example in migration.examples for destination in example.after}
        if missing := set(migration.destinations) - shown:
            raise ValueError(f"{migration.code} shows no example for {', '.join(sorted(missing))}")
        if len(migration.leave_alone) < len(migration.examples):
            raise ValueError(f"{migration.code} has fewer leave-alone cases than examples")
        return migration
