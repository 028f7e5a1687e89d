"""Programs that qls refuses to edit, each for the reason that it names: what no page shows of the sentences that it has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """A program, and why something in it is not edited.

    Attributes:
        because: the sentence, without its full stop.
        code: the program.
        destination: where sampling is told to go.
        installed: packages beside the newest, each with its version.
    """

    because: str
    code: str
    destination: str = "auto"
    installed: tuple[tuple[str, str], ...] = ()
