"""What people put into cells beside plain text."""

from tests.word.documents import REVISION, part, relationships, sdt, tr
from tests.word.habits.case import Case, body, full, p, r, rated, table, tc

ONE, TWO = full("1.1"), full("1.2")
HEADER = ["Standard", "C/PC", "Notes"]
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = ("comments", "footnotes", "endnotes")
LINKS = "".join(f'<Relationship Id="{name}" Type="{KIND}/{name}" Target="{name}.xml"/>' for name in PARTS)
ASIDES = {
    "word/_rels/document.xml.rels": relationships(LINKS),
    "word/comments.xml": part("comments", f'<w:comment w:id="7">{p("Is this so?")}</w:comment>'),
    "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{p("Counted ", "in May.")}</w:footnote>'),
    "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="2">{p("See the policy.")}</w:endnote>'),
}


def noted(*inside: str) -> list[str]:
    return [ONE, "C", tc(p(*inside))]


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def box(*paragraphs: str) -> str:
    return run(f"<w:pict><v:textbox><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox></w:pict>")


COMMENT = run('<w:commentReference w:id="7"/>')
DELETED = f"<w:del {REVISION}><w:r><w:delText>gone</w:delText></w:r></w:del>"
INSERTED = f"<w:ins {REVISION}>{r('new')}</w:ins>"
CHOICE = sdt(r("P/C"), "<w:dropDownList/>")

CASES = {
    "content controls around rows, cells and words": Case(
        body(table(HEADER, sdt(tr(ONE, tc(p(CHOICE)), "Yes")), tr(sdt(tc(TWO)), sdt(tc("C")), sdt(tc(sdt(p("No"))))))),
        "1.1 P/C sure; 1.2 C sure",
        ("1.1: Yes", "1.2: No"),
    ),
    "a drop-down from which nothing was chosen": Case(
        rated([ONE, tc(p(sdt(r("Choose an item."), "<w:showingPlcHdr/>"))), "Yes"]), "1.1 none sure", ("1.1: Yes",)
    ),
    "text boxes in cells": Case(rated(noted("Before", box(p("In a box")))), "1.1 C sure", ("1.1: Before / In a box",)),
    "tracked changes": Case(
        rated(noted("Old ", DELETED, INSERTED)),
        "1.1 C sure",
        ("1.1: Old new",),
        says=("document: It has tracked changes; they were read as accepted.",),
    ),
    "a row deleted in tracked changes": Case(
        body(table(HEADER, tr(ONE, "P/C", "", props=f"<w:del {REVISION}/>"), [ONE, "C", ""])), "1.1 C sure"
    ),
    "a cell deleted in tracked changes": Case(
        body(table(HEADER, [ONE, tc("x", props=f"<w:cellDel {REVISION}/>"), "C", "Yes"])), "1.1 C sure", ("1.1: Yes",)
    ),
    "a comment": Case(
        body(table(HEADER, noted("Yes", COMMENT)), extra=ASIDES),
        "1.1 C sure",
        ("1.1: Yes",),
        says=("table 1, row 2: Here is a comment, which was not taken in: “Is this so?”",),
    ),
    "a footnote and an endnote": Case(
        body(
            table(HEADER, noted("40 calls", run('<w:footnoteReference w:id="2"/>'))),
            p("At the end", run('<w:endnoteReference w:id="2"/>')),
            extra=ASIDES,
        ),
        "1.1 C sure",
        ("1.1: 40 calls",),
        says=(
            "table 1, row 2: Here is a footnote, which was not taken in: “Counted in May.”",
            "the paragraph “At the end”: Here is an endnote, which was not taken in: “See the policy.”",
        ),
    ),
    "a comment whose text the file has not": Case(
        rated(noted("Yes", run('<w:commentReference w:id="9"/>'))),
        "1.1 C sure",
        ("1.1: Yes",),
        says=("document: Not read: comments.",),
    ),
    "a comment on what was deleted": Case(
        body(table(HEADER, noted("Yes", f"<w:del {REVISION}>{COMMENT}</w:del>")), extra=ASIDES),
        "1.1 C sure",
        ("1.1: Yes",),
        says=("It has tracked changes",),
        silent=("Here is a comment",),
    ),
    "links, breaks, tabs and signs": Case(
        body(
            table(
                HEADER,
                noted(
                    f'<w:hyperlink r:id="a">{r("our page")}</w:hyperlink>',
                    run("<w:br/><w:t>24</w:t><w:noBreakHyphen/><w:t>hour</w:t>"),
                    run("<w:tab/><w:t>line “open”</w:t>"),
                ),
            ),
            links={"a": "https://example.org"},
        ),
        "1.1 C sure",
        ("1.1: our page / 24\u2011hour line “open”",),
    ),
    "lists typed by hand": Case(
        rated([ONE, "C", tc(p("We have:"), p("• a forum"), p("• a survey"))]),
        "1.1 C sure",
        ("1.1: We have: / a forum / a survey",),
    ),
    "pictures and equations in notes": Case(
        rated(
            noted(
                "See",
                run('<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing>'),
            )
        ),
        "1.1 C sure",
        ("1.1: See",),
        says=("Not read: pictures",),
    ),
}
