"""What people and Word put into a document, and what the reader makes of it: one test a habit."""

import pytest

from tests.word.documents import REVISION, cells, elements, lines, p, r, sdt, table, tc, tr

INSERTED_MARK = f"<w:rPr><w:ins {REVISION}/></w:rPr>"
DELETED_MARK = f"<w:rPr><w:del {REVISION}/></w:rPr>"


def inserted(inside: str) -> str:
    return f"<w:ins {REVISION}>{inside}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {REVISION}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def text_box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>"
    picture = f"<w:pict><v:textbox>{inside}</v:textbox></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>'
    return run(f"<mc:AlternateContent>{choice}</mc:AlternateContent>")


# Tracked changes, read as accepted


def test_tracked_insertions_are_kept_and_deletions_dropped():
    assert lines(p("The service ", deleted("was "), inserted(r("is ")), "rated")) == ["The service is rated"]


def test_what_was_inserted_and_deleted_again_is_dropped():
    assert lines(p("a", inserted(deleted("b")), "c")) == ["ac"]


def test_moved_text_is_read_once_where_it_went():
    source = f'<w:moveFromRangeStart w:id="2" w:name="m"/><w:moveFrom {REVISION}>{r("moved")}</w:moveFrom>'
    goal = f'<w:moveToRangeStart w:id="3" w:name="m"/><w:moveTo {REVISION}>{r("moved")}</w:moveTo>'
    assert lines(p("a ", source) + p("b ", goal)) == ["a ", "b moved"]


def test_a_deleted_row_is_not_read_nor_counted():
    gone = tr(tc(p(deleted("1.1"))), props=f"<w:del {REVISION}/>")
    added = tr("1.3", props=f"<w:ins {REVISION}/>")
    found = elements(table(["1.0"], gone, ["1.2"], added))
    assert [(row.number, row.cells[0].text) for row in found[0].rows] == [(1, "1.0"), (2, "1.2"), (3, "1.3")]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    assert lines(p("one ", props=DELETED_MARK) + p("two") + p("three")) == ["one two", "three"]


def test_paragraphs_that_were_deleted_whole_leave_nothing():
    gone = p(deleted("gone"), props=DELETED_MARK)
    assert cells(table([tc(gone, gone, p("kept"))])) == [["kept"]]


def test_a_deleted_mark_at_the_end_of_a_cell_loses_no_text():
    assert cells(table([tc(p("one"), p("two", props=DELETED_MARK))])) == [["one two"]]


def test_an_inserted_paragraph_mark_divides():
    assert lines(p("one", props=INSERTED_MARK) + p("two")) == ["one", "two"]


def test_a_text_box_is_read_also_where_its_paragraphs_mark_was_deleted():
    assert lines(p("one ", text_box(p("box")), props=DELETED_MARK) + p("two")) == ["one two", "box"]


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_a_text_box_in_deleted_or_moved_text_is_not_read(gone):
    assert lines(p("kept", f"<w:{gone} {REVISION}>{text_box(p('gone'))}</w:{gone}>")) == ["kept"]


# What only wraps


@pytest.mark.parametrize(
    "body",
    [
        table(tr(sdt(tc("1.1")), tc("C"))),
        table(sdt(tr("1.1", "C"))),
        table([tc(sdt(p("1.1"))), "C"]),
        table([tc(p(sdt(r("1.1")))), "C"]),
        sdt(table(["1.1", "C"])),
        table([tc(p(f'<w:smartTag w:element="date">{r("1.1")}</w:smartTag>')), "C"]),
        table(f'<w:customXml w:element="row">{tr("1.1", "C")}</w:customXml>'),
        table([tc(p(f'<w:fldSimple w:instr=" DOCPROPERTY x ">{r("1.1")}</w:fldSimple>')), "C"]),
    ],
    ids=["cell", "row", "paragraph", "run", "table", "smart tag", "custom XML", "field"],
)
def test_what_stands_inside_a_content_control_or_the_like_is_read_in_its_place(body):
    assert cells(body) == [["1.1", "C"]]


def test_a_drop_down_says_what_was_chosen():
    options = '<w:dropDownList><w:listItem w:value="C"/><w:listItem w:value="P/C"/></w:dropDownList>'
    assert cells(table([tc(p(sdt(r("P/C"), options)))])) == [["P/C"]]


def test_a_fields_result_is_read_and_its_code_is_not():
    code = '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType="separate"/>'
    assert lines(p(run(code), "7", run('<w:fldChar w:fldCharType="end"/>'))) == ["7"]


def test_comments_and_processing_instructions_are_passed_over():
    assert lines(p("a", "<!-- b -->", "<?c d?>", "e") + "<!-- f -->") == ["ae"]


# Tables and text boxes


def test_a_text_box_is_read_once_after_its_paragraph():
    assert lines(p("before", text_box(p("one"), p("two"))) + p("after")) == ["before", "one", "two", "after"]


def test_a_table_inside_a_cell_leaves_its_text_there():
    assert cells(table([tc(p("a"), table(["b", "c"]), p("d")), "e"])) == [["a b c d", "e"]]
    assert len(elements(table([tc(p("a"), table(["b"]), p())]) + table(["c"]))) == 2


def test_cells_merged_across_columns_are_one_and_the_next_keeps_its_column():
    found = elements(table([tc("wide", props='<w:gridSpan w:val="2"/>'), "c"], ["a", "b", "c"]))
    assert [[(cell.column, cell.span) for cell in row.cells] for row in found[0].rows] == [
        [(0, 2), (2, 1)],
        [(0, 1), (1, 1), (2, 1)],
    ]
    assert [row.columns for row in found[0].rows] == [3, 3]


def test_a_row_that_begins_further_right_keeps_its_columns():
    found = elements(table(tr("b", "c", props='<w:gridBefore w:val="1"/>')))
    assert [(cell.column, cell.text) for cell in found[0].rows[0].cells] == [(0, ""), (1, "b"), (2, "c")]


@pytest.mark.parametrize(
    ("merge", "continues"), [("<w:vMerge/>", True), ('<w:vMerge w:val="continue"/>', True), ("", False)]
)
def test_a_cell_merged_with_the_one_above_says_so(merge, continues):
    found = elements(table([tc("a", props='<w:vMerge w:val="restart"/>')], [tc(p(), props=merge)]))
    assert [row.cells[0].continues for row in found[0].rows] == [False, continues]


def test_tables_are_counted_and_the_paragraphs_between_them_kept_in_order():
    found = elements(p("a") + table(["b"]) + p() + p("c") + table(["d"]) + "<w:sectPr/>")
    assert [getattr(element, "number", None) or element.text for element in found] == ["a", 1, "c", 2]
