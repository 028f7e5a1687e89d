"""What a page shows: programs before and after, and programs to leave alone; here those that it has no room for."""

from __future__ import annotations

from dataclasses import dataclass


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
