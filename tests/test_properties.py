"""Positions and edits in any text, whatever its line ends and characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qls.syntax.kept import EditedText
from qls.syntax.text import Position, Range, TextEdit, apply_edits, slice_range, split_lines

LINE_ENDS = ["\n", "\r\n", "\r"]
pieces = st.one_of(st.sampled_from([*LINE_ENDS, "\x0c", "\x85", " ", "𝛼", "é", ""]), st.text(max_size=6))
texts = st.lists(pieces, max_size=20).map("".join)


def position_at(text: str, offset: int) -> Position:
    """The position of the character at ``offset``, found by counting."""
    lines = split_lines(text)
    for number, line in enumerate(lines):
        if offset < len(line):
            return Position(number, offset)
        offset -= len(line)
    if lines and not lines[-1].endswith(("\n", "\r")):
        return Position(len(lines) - 1, len(lines[-1]))
    return Position(len(lines), 0)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[TextEdit], str]:
    """A text, edits that do not overlap, and the text they make, put together by hand."""
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    cuts = cuts[: len(cuts) // 2 * 2]
    edits, result, at = [], "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        new = draw(pieces)
        edits.append(TextEdit(Range(position_at(text, start), position_at(text, end)), new))
        result += text[at:start] + new
        at = end
    return text, edits, result + text[at:]


@given(texts)
def test_the_lines_of_a_text_put_together_are_the_text(text: str):
    assert "".join(split_lines(text)) == text


@given(texts)
def test_a_line_ends_at_its_first_line_end(text: str):
    for line in split_lines(text):
        body = line.removesuffix("\n").removesuffix("\r") if line.endswith("\r\n") else line[:-1]
        assert "\n" not in body and "\r" not in body
        assert line


@given(texts)
def test_only_the_last_line_can_lack_its_end(text: str):
    assert all(line.endswith(("\n", "\r")) for line in split_lines(text)[:-1])


@given(texts, st.data())
def test_a_range_holds_the_characters_between_its_ends(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Range(position_at(text, start), position_at(text, end))
    assert slice_range(split_lines(text), span) == text[start:end]


@given(texts)
def test_no_edit_changes_nothing(text: str):
    assert apply_edits(text, []) == text


@given(edited(), st.randoms())
def test_edits_are_made_at_once_whatever_their_order(case: tuple[str, list[TextEdit], str], order):
    text, edits, expected = case
    starts = [edit.range.start for edit in edits]
    if len(set(starts)) == len(starts):  # two insertions at one place are made in the order they come in
        order.shuffle(edits)
    assert apply_edits(text, edits) == expected


@given(texts.filter(lambda text: len(text) > 1))
def test_edits_that_overlap_are_refused(text: str):
    whole = Range(position_at(text, 0), position_at(text, len(text)))
    last = Range(position_at(text, len(text) - 1), position_at(text, len(text)))
    with pytest.raises(ValueError, match="edits overlap"):
        apply_edits(text, [TextEdit(whole, "x"), TextEdit(last, "y")])


@given(texts, pieces, st.data())
def test_an_edit_and_its_inverse_leave_the_text_as_it_was(text: str, new: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edit = TextEdit(Range(position_at(text, start), position_at(text, end)), new)
    changed = apply_edits(text, [edit])
    back = Range(position_at(changed, start), position_at(changed, start + len(new)))
    assert apply_edits(changed, [TextEdit(back, text[start:end])]) == text


@given(edited(), st.data())
def test_edits_made_one_after_the_other_come_to_edits_of_the_lines_that_differ(
    case: tuple[str, list[TextEdit], str], data: st.DataObject
):
    text, edits, after = case
    kept = EditedText(text)
    kept.edit(edits)
    start = data.draw(st.integers(0, len(after)))
    end = data.draw(st.integers(start, len(after)))
    again = TextEdit(Range(position_at(after, start), position_at(after, end)), data.draw(pieces))
    kept.edit([again])
    assert apply_edits(text, kept.edits()) == apply_edits(after, [again])


def test_lines_between_two_edits_are_not_part_of_either():
    kept = EditedText("a\nb\nc\nd\n")
    kept.edit([TextEdit(Range.of(0, 0, 0, 1), "A"), TextEdit(Range.of(3, 0, 4, 0), "")])
    kept.edit([TextEdit(Range.of(1, 0, 1, 0), "new\n")])
    assert kept.edits() == (
        TextEdit(Range.of(0, 0, 1, 0), "A\nnew\n"),
        TextEdit(Range.of(3, 0, 4, 0), ""),
    )
