"""Releases that were seen to work together: what programs of a time are run on, and those of today.

The packages are those of ``tests/requirements-*.txt``, which the examples of the pages run on.
"""

from __future__ import annotations

from dataclasses import dataclass

_BESIDE = ("matplotlib", "pylatexenc", "ipython<9", "pandas", "seaborn", "scikit-learn", "sympy", "networkx")


@dataclass(frozen=True)
class KnownSet:
    """Packages that are installed together.

    Attributes:
        name: as it is said.
        requirements: of pip: those of Qiskit first, each pinned.
        pythons: the first and the last Python for which all of them have wheels.
        held: of pip: bounds on packages that are not installed, for what is installed upon these.
    """

    name: str
    requirements: tuple[str, ...]
    pythons: tuple[tuple[int, int], tuple[int, int]]
    held: tuple[str, ...] = ()

    @property
    def versions(self) -> dict[str, str]:
        """The pinned ones."""
        pinned = (each.partition("==") for each in self.requirements)
        return {package: version for package, _, version in pinned if version}


# The newest first.
KNOWN_SETS = (
    KnownSet(
        "Qiskit 2.6",
        (
            "qiskit==2.6.2",
            "qiskit-aer==0.18.2",
            "qiskit-ibm-runtime==0.51.0",
            "qiskit-algorithms==0.4.0",
            *_BESIDE,
        ),
        ((3, 10), (3, 14)),
    ),
    KnownSet(
        "Qiskit 1.4",
        (
            "qiskit==1.4.6",
            "qiskit-aer==0.17.2",
            "qiskit-ibm-runtime==0.36.1",
            "qiskit-algorithms==0.3.1",
            *_BESIDE,
        ),
        ((3, 9), (3, 13)),
    ),
    KnownSet(
        "Qiskit 0.45",
        ("qiskit==0.45.3", "qiskit-aer==0.13.3", "numpy<2", "scipy<1.13", "setuptools<81", "ipywidgets", *_BESIDE),
        ((3, 8), (3, 12)),
    ),
    KnownSet(
        "Qiskit 0.22 (terra)",
        ("qiskit-terra==0.22.4", "qiskit-aer==0.11.2", "numpy<1.24", "scipy<1.11", "setuptools<81", *_BESIDE),
        ((3, 8), (3, 11)),
        ("qiskit<0.40",),  # the package of packages, beside which there is no terra
    ),
)
