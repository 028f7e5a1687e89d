"""One migration, one file. Listed here in the order of their codes."""

from __future__ import annotations

from qls.migrations.base import Example, LeaveAlone, Migration

__all__ = ["MIGRATIONS", "Example", "LeaveAlone", "Migration"]

MIGRATIONS: tuple[Migration, ...] = ()
