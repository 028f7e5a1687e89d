"""A hover says what replaces the call, in the words of what is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.server.editor import editor, transcript
from tests.server.test_settings import project

PROGRAM = """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.measure_all()
counts = AerSimulator().run(qc, shots=100).result().get_counts()
"""
INSTALLED = '''\
class SamplerV2:
    """Samples, in this environment.

    More that nobody asked for."""

    def __init__(self, *, default_shots: int = 1024):
        raise SystemExit("nothing of the workspace runs")
'''


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)


async def hovered(folder: Path) -> str:
    uri = (folder / "program.py").as_uri()
    async with editor(transcript("vscode", folder)) as session:
        session.open(uri, PROGRAM)
        hover = await session.hover(uri, 5, 12)
        assert hover is not None and isinstance(hover.contents, types.MarkupContent)
        return hover.contents.value


async def test_a_hover_where_nothing_is_installed_describes_no_replacement(tmp_path: Path) -> None:
    assert "default_shots" not in await hovered(tmp_path)


async def test_a_hover_describes_the_replacement_as_it_is_installed(tmp_path: Path) -> None:
    project(tmp_path, "qiskit-2.1.0", "qiskit_aer-0.17.1")
    package = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages" / "qiskit_aer" / "primitives"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").write_text(INSTALLED)
    text = await hovered(tmp_path)
    assert text.endswith(
        "```python\nSamplerV2(*, default_shots: int=1024)\n```\n\nSamples, in this environment."
    )
