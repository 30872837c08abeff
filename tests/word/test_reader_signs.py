"""Signs, check boxes, links, bold and italic: what stands within a paragraph, as the reader finds it."""

import pytest

from tests.word.documents import elements, lines, p, r, sdt, table, tc
from tracker.richtext import Run


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def runs(inside: str, **parts) -> tuple[Run, ...]:
    """The runs of the one paragraph in the one cell with this inside."""
    found = elements(table([tc(p(inside))]), **parts)
    return found[0].rows[0].cells[0].blocks[0].runs


def test_a_line_end_within_a_text_shows_as_a_space():
    assert "".join(run.text for run in runs("<w:r><w:t>one\n\ttwo</w:t></w:r>")).split() == ["one", "two"]
    assert "\n" not in "".join(run.text for run in runs("<w:r><w:t>one\ntwo</w:t></w:r>"))


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("<w:br/>", "a\nb"),
        ("<w:cr/>", "a\nb"),
        ("<w:tab/>", "a b"),
        ("<w:noBreakHyphen/>", "a\u2011b"),
        ("<w:softHyphen/>", "a\u00adb"),
        ("<w:lastRenderedPageBreak/>", "ab"),
        ('<w:footnoteReference w:id="1"/>', "ab"),
    ],
)
def test_a_sign_within_a_run_is_read(sign, text):
    assert lines(p(run(f"<w:t>a</w:t>{sign}<w:t>b</w:t>"))) == [text]


@pytest.mark.parametrize(
    ("font", "char", "glyph"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "f0fe", "☑"),
        ("Wingdings", "F0FD", "☒"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "F06F", "☐"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0FB", "✗"),
        ("Wingdings 2", "F052", "☑"),
        ("Symbol", "F0B7", "•"),
        pytest.param("Wingdings", "F0E0", "→", id="the arrow that Word makes of -->"),
    ],
)
def test_a_symbol_is_read_as_what_it_shows(font, char, glyph):
    assert lines(p(run(f'<w:sym w:font="{font}" w:char="{char}"/>'), " yes")) == [f"{glyph} yes"]


@pytest.mark.parametrize(
    ("state", "glyph"),
    [
        ("", "☐"),
        ("<w:checked/>", "☒"),
        ('<w:checked w:val="1"/>', "☒"),
        ('<w:checked w:val="0"/>', "☐"),
        ('<w:checked w:val="false"/>', "☐"),
        ("<w:default/>", "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
    ],
)
def test_a_check_box_of_an_old_form_is_read(state, glyph):
    box = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar>'
    assert lines(p(run(box), " yes")) == [f"{glyph} yes"]


@pytest.mark.parametrize(("checked", "glyph"), [("1", "☒"), ("0", "☐")])
def test_a_check_box_in_a_content_control_is_read(checked, glyph):
    box = sdt(r(glyph), f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>')
    assert lines(p(box, " yes")) == [f"{glyph} yes"]


LINK = f'<w:hyperlink r:id="a">{r("our ")}{r("page")}</w:hyperlink>'


@pytest.mark.parametrize("address", ["https://example.org/a?b=1&c=2", "HTTP://example.org", "mailto:a@example.org"])
def test_a_link_keeps_its_text_and_its_address(address):
    assert runs(f"{r('see ')}{LINK}", links={"a": address}) == (Run("see "), Run("our page", href=address))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///c:/notes.docx", "//share/notes.docx", "notes.docx", "data:text/html,a"]
)
def test_a_link_to_a_script_or_file_keeps_only_its_text(address):
    assert runs(LINK, links={"a": address}) == (Run("our page"),)


def test_a_link_to_a_place_in_the_document_keeps_only_its_text():
    assert runs(f'<w:hyperlink w:anchor="top">{r("up")}</w:hyperlink>') == (Run("up"),)


@pytest.mark.parametrize(
    ("props", "bold", "italic"),
    [
        ("<w:b/>", True, False),
        ("<w:i/>", False, True),
        ("<w:b/><w:i/>", True, True),
        ('<w:b w:val="0"/><w:i w:val="true"/>', False, True),
        ('<w:b w:val="false"/><w:i w:val="off"/>', False, False),
        ("<w:bCs/><w:u/>", False, False),
    ],
)
def test_bold_and_italic_runs_are_told_apart(props, bold, italic):
    assert runs(r("a ") + r("b", props) + r(" c"))[1:-1] == ((Run("b", bold, italic),) if bold or italic else ())
    assert "".join(one.text for one in runs(r("a ") + r("b", props) + r(" c"))) == "a b c"


def test_runs_that_word_cut_in_pieces_are_one():
    assert runs(r("Com") + '<w:proofErr w:type="spellStart"/>' + r("pli") + r("ant")) == (Run("Compliant"),)
