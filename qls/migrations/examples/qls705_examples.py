"""What QLS705 shows: operators of opflow, wherever they flow."""

from __future__ import annotations

from qls.migrations.page import Example

EXAMPLES: tuple[Example, ...] = (
    Example("x", "from qiskit.opflow import X\nm = (X ^ X).to_matrix()\n", {"auto": ""}),
)
LEAVE: tuple = ()
