"""Each editor, by the `initialize` that it really sent, sees the finding, its hover and its fix."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.server.editor import CLIENTS, editor, transcript

NAMES = sorted(path.stem for path in CLIENTS.glob("*.json"))
LEGACY = """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
print("😀é", execute(qc, AerSimulator(), shots=10).result().get_counts())
"""


def place_of(text: str, word: str, encoding: str) -> tuple[int, int]:
    """Where ``word`` is last, in an editor's columns."""
    line, column = next(
        (number, line.rindex(word)) for number, line in reversed(list(enumerate(text.split("\n")))) if word in line
    )
    head = text.split("\n")[line][:column]
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return line, len(head.encode({1: "utf-8", 2: "utf-16-le", 4: "utf-32-le"}[width])) // width


@pytest.mark.parametrize("name", NAMES)
async def test_an_editor_sees_a_finding_its_hover_and_its_fix_and_only_what_it_announced(
    name: str, tmp_path: Path
) -> None:
    params = transcript(name, tmp_path)
    announced = params.capabilities
    uri = (tmp_path / "legacy.py").as_uri()
    async with editor(params) as session:
        session.open(uri, LEGACY)
        line, column = place_of(LEGACY, "execute(", session.encoding)
        found = await session.diagnostics(uri)
        assert [d.code for d in found] == ["QLS101"]
        assert (found[0].range.start.line, found[0].range.start.character) == (line, column)
        nothing_unannounced(found[0], announced)
        assert not (session.pulls and uri in session.published)

        hover = await session.hover(uri, line, column + 1)
        assert hover is not None
        assert "execute" in hover.contents.value

        actions = await session.actions(uri, line, column + 1)
        resolves = announced.text_document.code_action and announced.text_document.code_action.resolve_support
        for action in actions:
            assert action.command or (action.edit is None) <= bool(resolves)
            if action.edit and action.edit.document_changes:
                assert announced.workspace.workspace_edit.document_changes
        await session.perform(actions[0])
        assert "execute" not in session.texts[uri]
        assert "SamplerV2" in session.texts[uri]
        assert "😀é" in session.texts[uri]


def nothing_unannounced(shown: types.Diagnostic, announced: types.ClientCapabilities) -> None:
    support = announced.text_document.diagnostic or announced.text_document.publish_diagnostics
    assert bool(shown.code_description) <= bool(support.code_description_support)
    assert bool(shown.related_information) <= bool(support.related_information)
    assert (shown.data is not None) <= bool(support.data_support)
    assert bool(shown.tags) <= bool(support.tag_support)
