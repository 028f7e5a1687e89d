"""An open document is always the text that the client has, whatever it types and however it counts columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from qls.server.documents import Documents, OpenFile, difference, splice
from qls.server.positions import Door
from qls.server.projects import Project
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines

_TEXT = st.text(alphabet="ab é😀\n\r", max_size=30)
_ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


def places(text: str) -> list[Position]:
    """Every place of a text that is not inside an end of line."""
    lines = split_lines(text)
    found = [Position(n, c) for n, line in enumerate(lines) for c in range(len(line.rstrip("\r\n")) + 1)]
    if not lines or lines[-1].endswith(("\n", "\r")):
        found.append(Position(len(lines), 0))
    return found


@given(_TEXT, _ENCODINGS)
def test_a_place_that_goes_out_comes_back(text: str, encoding: str) -> None:
    door, lines = Door(encoding), split_lines(text)
    for place in places(text):
        assert door.position_in(lines, door.position_out(lines, place)) == place


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 8), ("utf-16", 5), ("utf-32", 4)])
def test_columns_are_counted_in_the_units_of_the_client(encoding: str, character: int) -> None:
    lines = ['x="😀é"']
    assert Door(encoding).position_out(lines, Position(0, 4)).character == character - (encoding == "utf-8")


def test_a_place_behind_a_line_or_the_text_is_moved_to_its_end() -> None:
    door = Door("utf-16")
    assert door.position_in(["ab\r\n", "c"], types.Position(0, 99)) == Position(0, 2)
    assert door.position_in(["ab\n", "c"], types.Position(99, 0)) == Position(1, 1)
    assert door.position_in(["ab\n"], types.Position(1, 0)) == Position(1, 0)
    assert door.position_in([], types.Position(0, 5)) == Position(0, 0)


@given(_TEXT, st.data())
def test_an_edit_of_lines_is_the_edit_of_the_text(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.sampled_from(places(text))] * 2)))
    edit = TextEdit(Range(start, end), data.draw(_TEXT))
    lines = split_lines(text)
    splice(lines, edit)
    assert lines == split_lines(apply_edits(text, [edit]))


@given(_TEXT, _TEXT)
def test_a_whole_new_text_is_followed_by_what_differs(old: str, new: str) -> None:
    assert apply_edits(old, difference(split_lines(old), split_lines(new))) == new


@given(_TEXT, st.lists(st.tuples(st.data(), _TEXT), max_size=4), _ENCODINGS)
def test_a_document_follows_its_client(text: str, changes: list[tuple[st.DataObject, str]], encoding: str) -> None:
    door = Door(encoding)
    program = OpenFile("file:///x.py", 0, Project(None), text, door)
    for version, (data, added) in enumerate(changes, 1):
        start, end = sorted(data.draw(st.tuples(*[st.sampled_from(places(text))] * 2)))
        span = door.range_out(split_lines(text), Range(start, end))
        text = apply_edits(text, [TextEdit(Range(start, end), added)])
        program.change([types.TextDocumentContentChangePartial(span, added)], version)
        assert program.document.text == text
        assert program.version == version


def test_a_program_is_found_by_each_of_its_uris_until_it_is_closed() -> None:
    documents = Documents()
    documents.put(OpenFile("file:///a%20b.py", 0, Project(None), "", Door("utf-8")))
    assert documents.get("file:///a b.py") is documents.get("file:///a%20b.py") is not None
    documents.remove("file:///a b.py")
    assert documents.all() == []
