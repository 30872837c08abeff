"""Lists as Word numbers them and as people type them, and the labels that stand before paragraphs."""

import pytest

from tests.word.documents import KIND, docx, elements, p, part, r, relationships, table, tc
from tracker.richtext import parse, to_text
from tracker.word.reader import read


def level(index: int, format_: str, text: str, *, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, index: int = 0, num: int = 1, *, style: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    return p(text, props=f'<w:pStyle w:val="{style}"/>{listed}' if style else listed)


def labels(*paragraphs: str, **parts) -> list[str]:
    """The label of each paragraph, in a cell of its own."""
    return [cell.label for cell in elements(table([tc(one) for one in paragraphs]), **parts)[0].rows[0].cells]


def text(*paragraphs: str, **parts) -> str:
    """What the paragraphs of one cell are, in the small text format."""
    return to_text(elements(table([tc(*paragraphs)]), **parts)[0].rows[0].cells[0].blocks)


OUTLINE = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)"))
SECOND_LIST = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0">{}</w:lvlOverride></w:num>'
)


def test_numbers_of_several_levels_are_labels_as_word_shows_them():
    paragraphs = [item(word, index) for word, index in zip("abcdefgh", (0, 1, 1, 0, 1, 2, 2, 1), strict=True)]
    assert labels(*paragraphs, numbering=OUTLINE) == ["1.", "1.1", "1.2", "2.", "2.1", "a)", "b)", "2.2"]


def test_a_number_with_no_words_behind_it_is_a_label():
    found = elements(table([tc(item("", 1)), "Wording"], [tc(item("", 1)), "Wording"]), numbering=OUTLINE)
    assert [(row.cells[0].label, row.cells[0].text) for row in found[0].rows] == [("1.1", ""), ("1.2", "")]


@pytest.mark.parametrize(
    "empty",
    [p(), p(""), p(" "), p("<w:r><w:lastRenderedPageBreak/></w:r>")],
    ids=["no run", "empty run", "space", "page break"],
)
def test_an_empty_paragraph_before_it_does_not_hide_a_label(empty):
    assert labels(empty + item("a"), numbering=OUTLINE) == ["1."]


@pytest.mark.parametrize(
    ("format_", "text_", "start", "label"),
    [
        ("decimal", "%1.1", 4, "4.1"),
        ("lowerLetter", "(%1)", 28, "(bb)"),
        ("upperLetter", "%1.", 2, "B."),
        ("lowerRoman", "%1)", 4, "iv)"),
        ("upperRoman", "%1", 9, "IX"),
        ("bullet", "·", 1, ""),
        ("none", "", 1, ""),
    ],
)
def test_a_label_is_written_as_its_level_says(format_, text_, start, label):
    assert labels(item("a"), numbering=numbering(level(0, format_, text_, start=start))) == [label]


STYLES = (
    '<w:style w:styleId="Step"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Small"><w:basedOn w:val="Step"/></w:style>'
    '<w:style w:styleId="Circle"><w:basedOn w:val="Circle"/></w:style>'
)


@pytest.mark.parametrize(("style", "label"), [("Step", "1.1"), ("Small", "1.1"), ("Circle", ""), ("Other", "")])
def test_a_list_can_come_through_a_style_or_the_one_that_it_is_based_on(style, label):
    assert labels(item("a", num=0, style=style), numbering=OUTLINE, styles=STYLES) == [label]


def test_a_paragraph_can_leave_the_list_of_its_style():
    off = '<w:pStyle w:val="Step"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert labels(p("a", props=off), numbering=OUTLINE, styles=STYLES) == [""]


@pytest.mark.parametrize("target", ["numbers.xml", "/word/numbers.xml", "./numbers.xml", "../word/numbers.xml"])
def test_the_parts_are_found_by_their_relationships_whatever_their_names(target):
    main = f'<Relationship Id="a" Type="{KIND}/officeDocument" Target="/word/main.xml"/>'
    numbers = f'<Relationship Id="a" Type="{KIND}/numbering" Target="{target}"/>'
    extra = {
        "_rels/.rels": relationships(main),
        "word/main.xml": part("document", f"<w:body>{table([tc(item('a', 1))])}</w:body>"),
        "word/_rels/main.xml.rels": relationships(numbers),
        "word/numbers.xml": part("numbering", OUTLINE),
    }
    assert read(docx("", extra=extra)).elements[0].rows[0].cells[0].label == "1.1"


def test_a_second_list_restarts_once_and_the_first_goes_on_where_word_does():
    second = numbering(level(0, "decimal", "%1."), nums=SECOND_LIST.format('<w:startOverride w:val="1"/>'))
    paragraphs = [item("a"), item("b"), item("c", num=2), item("d", num=2)]
    assert labels(*paragraphs, numbering=second) == ["1.", "2.", "1.", "2."]


def test_a_list_can_write_a_level_in_its_own_way():
    second = numbering(level(0, "bullet", "·"), nums=SECOND_LIST.format(level(0, "upperRoman", "%1.")))
    assert labels(item("a", num=2), item("b"), numbering=second) == ["I.", ""]


def test_a_list_style_that_is_kept_elsewhere_is_followed():
    linked = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Outline"/>{level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    own = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="Outline">{own}</w:style>'
    assert labels(item("a"), numbering=linked, styles=styles) == ["1."]


def test_numbers_bullets_and_letters_become_the_same_in_text():
    kinds = numbering(level(0, "decimal", "%1."), level(1, "bullet", "·"), level(2, "lowerLetter", "%3)"))
    assert text(item("a"), item("b", 1), item("c", 1), item("d"), p("e"), numbering=kinds) == (
        "1. a\n   - b\n   - c\n2. d\n\ne"
    )
    assert parse("1. a\n   - b\n     a) c") == parse(text(item("a"), item("b", 1), item("c", 2), numbering=kinds))


def test_a_list_that_goes_on_in_the_next_cell_goes_on_counting():
    found = elements(table([tc(item("a"), item("b")), tc(item("c"))]), numbering=OUTLINE)
    assert [block.number for cell in found[0].rows[0].cells for block in cell.blocks] == [1, 2, 3]


# Typed marks


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["1. Review", "2. Test"], "1. Review\n2. Test"),
        (["1) Review", "2) Test"], "1. Review\n2. Test"),
        (["1.\tReview", "2.\u00a0Test"], "1. Review\n2. Test"),
        (["  1. Review", " 2. Test"], "1. Review\n2. Test"),
        (["1. Review", "2. Draft", "3 Test"], "1. Review\n2. Draft\n3. Test"),
        (["a) children", "b) parents"], "a) children\nb) parents"),
        (["(a) children", "(b) parents"], "a) children\nb) parents"),
        (["• Hours", "· Times"], "- Hours\n- Times"),
        (["– Hours", "- Times", "* Topics"], "- Hours\n- Times\n- Topics"),
        (["Steps:", "1. Review", "Then rest"], "Steps:\n\n1. Review\n\nThen rest"),
    ],
)
def test_typed_marks_become_list_items(typed, meant):
    assert text(*map(p, typed)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        ["Website launched", "1.9.22 by the team"],
        ["2 or 3 advisers"],
        ["3 Test"],
        ["1. Review", "4 Officers were trained"],
        ["1. Review", "2 or 3 advisers"],
        ["17.5% of users"],
        ["1.4.22-31.3.23"],
        ["2022. A year"],
        ["–5 degrees"],
        ["e.g. this"],
        ["1.", "a)"],
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(typed):
    found = elements(table([tc(*map(p, typed))]))[0].rows[0].cells[0]
    assert found.blocks[-1].kind == "paragraph"
    assert found.lines[-1] == typed[-1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["1. Review", "2. Test"], "1. Review\n2. Test"),
        (["Steps", "• Review", "• Test"], "Steps\n\n- Review\n- Test"),
        (["a) Review", "b) Test"], "a) Review\nb) Test"),
        (["1. Review", "all of it", "2. Test"], "1. Review\n   all of it\n2. Test"),
        (["1. Review", " 2. Test"], "1. Review\n2. Test"),
        (["1. Review", "2 Test"], "1. Review\n2. Test"),
        (["launched", "1.9.22"], "launched\n1.9.22"),
    ],
)
def test_a_list_typed_in_one_paragraph_with_line_breaks_is_divided(typed, meant):
    broken = "<w:r><w:br/></w:r>".join(map(r, typed))
    assert text(p(broken)) == meant


def test_a_mark_in_bold_goes_and_the_words_stay_bold():
    assert text(p(r("1. Review", "<w:b/>"), r(" it"))) == "1. **Review** it"


def test_a_typed_mark_is_left_alone_behind_an_automatic_one():
    assert text(item("1. Review"), numbering=OUTLINE) == "1. 1\\. Review"
