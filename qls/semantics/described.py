"""What a class or function says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Description:
    """What a class or function of the user's environment says of itself.

    Attributes:
        signature: how it is called, e.g. ``SamplerV2(*, default_shots=1024, seed=None, options=None)``.
        summary: the first paragraph of its docstring, on one line; empty where there is none.
    """

    signature: str
    summary: str
