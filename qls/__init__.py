"""qls: a language server that migrates legacy Qiskit programs to the V2 primitives."""

__version__ = "0.1.0"


def load_ipython_extension(shell: object) -> None:
    """``%load_ext qls``: gives a notebook ``%qls check`` and ``%qls fix``."""
    from qls.jupyter.extension import load

    load(shell)  # type: ignore[arg-type]  # IPython hands over its shell, and qls does not import IPython to say so


def unload_ipython_extension(shell: object) -> None:
    """``%unload_ext qls``."""
    from qls.jupyter.extension import unload

    unload(shell)  # type: ignore[arg-type]  # as above
