"""A notebook's cells are one program, and its edits land in the cells they belong to."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qls.syntax.magics import masked
from qls.syntax.notebook import Notebook, join_cells
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines


def notebook(*cells: dict, indent: int | None = 1, ascii_only: bool = False, **metadata: object) -> str:
    content = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=indent, ensure_ascii=ascii_only) + "\n"


def code(*lines: str, **more: object) -> dict:
    source = [f"{line}\n" for line in lines[:-1]] + list(lines[-1:])
    return {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "source": source, **more}


def markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": [text]}


def insertion(line: int, column: int, text: str) -> TextEdit:
    return TextEdit(Range.of(line, column, line, column), text)


def sources(text: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"]]


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x = 1",
        "x = (a\n  % b)",
        "text = '''\n%not a magic\n!nor this\n'''",
        "ready = True  # is it?",
        "@decorator\ndef f(): ...",
        'get_ipython().run_line_magic("matplotlib", "inline")',
    ],
)
def test_plain_python_is_not_masked(cell: str) -> None:
    assert masked(cell) == cell


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("%matplotlib inline\nx = 1", "0#atplotlib inline\nx = 1"),
        ("if a:\n    !ls\ny", "if a:\n    0#s\ny"),
        ("x = !ls (\ny", "x = 0#s (\ny"),
        ("a, b = %sql select\ny", "a, b = 0#ql select\ny"),
        ("!pip install \\\n  qiskit\ny", "0#ip install \\\n# qiskit\ny"),
        ("execute?\n??execute\ny", "0#ecute?\n0#execute\ny"),
        ("x = (a\n  % b)\n%time y", "x = (a\n  % b)\n0#ime y"),
        ("%%bash\nls (\n\necho", "0#bash\n#s (\n\n#cho"),
        ("%%time\nx = 1\n!ls", "0#time\nx = 1\n0#s"),
        ("%%capture out\nx = 1", "0#capture out\nx = 1"),
    ],
)
def test_magics_are_hidden_in_their_place(cell: str, shown: str) -> None:
    assert masked(cell) == shown


@pytest.mark.parametrize("cell", ["x = '''open\ny", "f(\n", "x = [1,\n2", "@decorator\n"])
def test_a_cell_that_would_swallow_the_next_becomes_comments(cell: str) -> None:
    assert all(not line.strip() or line.startswith("#") for line in split_lines(masked(cell)))
    ast.parse(join_cells([cell, "y = 2"]).source)


def test_a_cell_with_one_broken_statement_keeps_the_others() -> None:
    assert masked("x = 1\ny = = 2\nz = 3") == "x = 1\ny = = 2\nz = 3"


@given(st.text(alphabet="ab%!?#'\"\\()[]= \n\tx", max_size=60))
def test_masking_keeps_every_length(cell: str) -> None:
    assert [len(line) for line in split_lines(masked(cell))] == [len(line) for line in split_lines(cell)]


def test_markdown_and_raw_cells_are_left_out() -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": ["x = 'raw'"]}
    assert "raw" not in Notebook(notebook(markdown("# title"), raw, code("x = 1"))).source


def test_a_notebook_of_another_language_has_no_program() -> None:
    julia = notebook(code("x = 1"), kernelspec={"language": "julia", "name": "julia"})
    assert Notebook(julia).source == ""


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 1}', "{", "nonsense", '{"cells": {}}', "1"])
def test_what_is_no_notebook_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="not a notebook"):
        Notebook(text)


@pytest.mark.parametrize("cell", [1, None, [], {"cell_type": "code"}, {"cell_type": "code", "source": [1]}])
def test_a_malformed_cell_is_passed_over(cell: object) -> None:
    assert "x = 1" in Notebook(json.dumps({"cells": [cell, code("x = 1")]})).source


def test_a_finding_is_located_by_the_number_of_its_cell_in_the_notebook() -> None:
    book = Notebook(notebook(markdown("title"), code("a = 1", "b = 2"), code("c = 3")))
    line = book.source.splitlines().index("c = 3")
    assert book.locate(Range.of(line, 0, line, 5)) == (3, Range.of(0, 0, 0, 5))


def test_no_edits_change_no_byte() -> None:
    text = notebook(markdown("é"), code("x = 1"))
    assert Notebook(text).edited([]) == text


@pytest.mark.parametrize("indent", [None, 1, 2, 4])
def test_only_the_changed_line_differs_in_the_file(indent: int | None) -> None:
    text = notebook(markdown("é"), code("a = 1", "b = 2", "c = 3"), code("d = 'é'"), indent=indent)
    after = Notebook(text).edited([TextEdit(Range.of(1, 4, 1, 5), "20")])
    assert after == text.replace("b = 2", "b = 20")


def test_escapes_of_unchanged_lines_are_kept() -> None:
    text = '{"cells": [{"cell_type": "code", "source": "a = \'\\u00e9\\/\'\\nb = 1"}]}'
    after = Notebook(text).edited([insertion(1, 5, "0")])
    assert after == text.replace("b = 1", "b = 10")


@pytest.mark.parametrize(("ascii_only", "written"), [(True, r"\u00e9\u00e8"), (False, "éè")])
def test_a_new_line_is_escaped_as_the_file_is(ascii_only: bool, written: str) -> None:
    text = notebook(code("a = 'é'"), ascii_only=ascii_only)
    assert f"a = '{written}'" in Notebook(text).edited([insertion(0, 6, "è")])


def test_an_edit_behind_the_last_statement_stays_in_its_cell() -> None:
    text = notebook(code("a = 1"), code("b = 2"))
    assert sources(Notebook(text).edited([insertion(1, 0, "c = 3\n")])) == ["a = 1\nc = 3", "b = 2"]


def test_an_edit_before_the_first_statement_stays_in_its_cell() -> None:
    text = notebook(code("a = 1"), code("b = 2"))
    assert sources(Notebook(text).edited([insertion(2, 0, "c = 3\n")])) == ["a = 1", "c = 3\nb = 2"]


def test_a_last_line_can_be_replaced_with_its_end() -> None:
    text = notebook(code("a = 1", "b = 2"), code("c = 3"))
    edited = Notebook(text).edited([TextEdit(Range.of(1, 0, 2, 0), "b = 20\n")])
    assert sources(edited) == ["a = 1\nb = 20", "c = 3"]


def test_a_statement_can_be_put_into_an_empty_cell() -> None:
    text = notebook(code(), code("b = 2"))
    assert sources(Notebook(text).edited([insertion(0, 0, "a = 1\n")])) == ["a = 1", "b = 2"]


def test_an_edit_across_cells_is_refused() -> None:
    book = Notebook(notebook(code("a = 1"), code("b = 2")))
    with pytest.raises(ValueError, match="cell 1"):
        book.edited([TextEdit(Range.of(0, 0, 2, 3), "x")])


def test_a_magic_that_an_edit_carries_over_is_written_back_as_it_was() -> None:
    cell = "if a:\n    %time x()\n    execute(qc)"
    joined = join_cells([cell])
    body = joined.source.rstrip("\n").replace("execute(qc)", "run(qc)")
    [edit] = joined.split([TextEdit(Range.of(0, 0, 2, 15), body)])[0]
    assert edit.text == "if a:\n    %time x()\n    run(qc)"


def test_a_notebook_of_format_3_is_read() -> None:
    cell = {"cell_type": "code", "input": ["x = 1"], "language": "python"}
    text = json.dumps({"worksheets": [{"cells": [cell]}], "nbformat": 3})
    assert Notebook(text).edited([insertion(0, 5, "0")]) == text.replace("x = 1", "x = 10")


_LINE = st.text(alphabet="ab é😀\"\\/\t'", max_size=8)
_CELLS = st.lists(st.tuples(st.sampled_from(["code", "markdown"]), st.lists(_LINE, max_size=4)), max_size=5)


@given(_CELLS, st.data(), st.booleans(), st.booleans(), st.sampled_from([None, 1, 4]))
def test_an_edit_changes_its_cell_and_no_other_byte(
    cells: list[tuple[str, list[str]]],
    data: st.DataObject,
    ascii_only: bool,
    as_text: bool,
    indent: int | None,
) -> None:
    written: list[dict] = []
    for kind, lines in cells:
        source: object = [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
        source = "".join(source) if as_text else source  # type: ignore[arg-type]
        written.append({"cell_type": kind, "metadata": {"k": 1}, "source": source})
    text = notebook(*written, indent=indent, ascii_only=ascii_only)
    book = Notebook(text)
    assert book.edited([]) == text
    numbers = [number for number, (kind, _) in enumerate(cells) if kind == "code"]
    if not numbers:
        return
    index = data.draw(st.integers(0, len(numbers) - 1))
    before = "".join(written[numbers[index]]["source"])
    at = data.draw(st.integers(0, len(before)))
    head = before[:at]
    start = Position(head.count("\n"), at - (head.rfind("\n") + 1))
    place = book.joined.position(index, start)
    added = data.draw(st.text(alphabet='xyé"\\', min_size=1, max_size=5))
    after = book.edited([TextEdit(Range(place, place), added)])
    expected = [json.loads(json.dumps(cell)) for cell in written]
    now = json.loads(after)["cells"]
    assert "".join(now[numbers[index]]["source"]) == head + added + before[at:]
    for number, cell in enumerate(expected):
        if number != numbers[index]:
            assert now[number] == cell
    kept = text.split('"source"')
    changed = after.split('"source"')
    assert [a == b for a, b in zip(kept, changed, strict=True)].count(False) == 1


@given(st.lists(st.text(alphabet="ab\n", max_size=8), min_size=1, max_size=4), st.data())
def test_edits_of_the_module_are_the_same_edits_in_the_cells(cells: list[str], data: st.DataObject) -> None:
    joined = join_cells(cells)
    index = data.draw(st.integers(0, len(cells) - 1))
    at = data.draw(st.integers(0, len(cells[index])))
    head = cells[index][:at]
    place = Position(head.count("\n"), at - (head.rfind("\n") + 1))
    there = joined.position(index, place)
    split = joined.split([TextEdit(Range(there, there), "x")])
    assert list(split) == [index]
    assert apply_edits(cells[index], split[index]) == head + "x" + cells[index][at:]
    assert joined.locate(Range(there, there)) == (index, Range(place, place))
