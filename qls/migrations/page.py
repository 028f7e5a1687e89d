"""What a migration is: one file that reads like a page, and registers only with examples."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True)
class Example:
    """A small runnable program before and after.

    Attributes:
        title: a sentence that is true when the example passes.
        before: the legacy program; runs under ``old``.
        after: by destination, the whole migrated program; runs under the current Qiskit.
        old: which environment runs ``before``: ``0.22``, ``0.45``, ``1.4`` or ``current``; empty where it cannot
            run here (IBM's service), and then only the text is compared.
        unsafe: the fix that makes ``after`` is an unsafe one.
        beside: it is made where this migration alone is asked for: another one's fix comes first.
        estimates: the variables that an unsafe fix estimates anew; they agree within three standard errors.
    """

    title: str
    before: str
    after: dict[str, str]
    old: str = "0.45"
    unsafe: bool = False
    beside: bool = False
    estimates: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeaveAlone:
    """A look-alike that must stay silent, or a legacy use that must not be edited.

    Attributes:
        reason: why, as a sentence.
        code: the program.
        finding: True where the call is reported all the same, with no safe fix of this migration.
        because: why it is not edited, as its hover says it without the full stop; empty where an unsafe fix is offered.
    """

    reason: str
    code: str
    finding: bool = False
    because: str = ""


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
