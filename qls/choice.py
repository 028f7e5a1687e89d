"""What a project or a client may choose of an analysis."""

from __future__ import annotations

from dataclasses import dataclass

DESTINATIONS = ("auto", "aer", "backend", "runtime")


@dataclass(frozen=True)
class Settings:
    """What a project or a client may choose.

    Attributes:
        destination: where sampling goes: ``auto`` decides by the backend's origin and the installed versions.
        select: codes or prefixes of codes to report; empty for all.
        ignore: codes or prefixes of codes to leave out.
        modernize: fix what works as it is, too. Both faces say no unless they are told.
        line_length: characters of a line that a fix writes, where brackets let it be broken.
    """

    destination: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    modernize: bool = True
    line_length: int = 100

    def wants(self, code: str) -> bool:
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))
