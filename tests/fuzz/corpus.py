"""The documents that mutants are made from: each has some of what the reader knows."""

import os
from pathlib import Path

from tests.word.appendix_documents import STANDARD, WORDING, plan, row, step
from tests.word.documents import REVISION, docx, p, r, sdt, table, tc, tr
from tests.word.habits.test_habits import CASES

_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (form, text) in enumerate(
        [("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("upperRoman", "%4."), ("bullet", "•")]
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="Own"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="Child"><w:basedOn w:val="Own"/></w:style>'
    '<w:style w:styleId="ListContinue2"/>'
)


def numbered(text: str, *, level: int = 0, number: int = 1) -> str:
    return p(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    return p(text, props=f'<w:pStyle w:val="{style}"/>')


_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
_SIGNS = (
    '<w:r><w:sym w:char="F0FC"/><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/>'
    "<w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
)
_SHADED = '<w:shd w:val="clear" w:fill="00B050"/><w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'

ASSESSMENT = docx(
    styled("Appendix 1 Self-assessment as at 31 August 2022", "Heading1")
    + table(STANDARD, *(row(number, notes=f"1. As {number} asks\n2. And more") for number in list(WORDING)[:6])),
    styles=STYLES,
)
HABITS = docx(
    table(
        STANDARD,
        tr(tc("Commissioning", props='<w:gridSpan w:val="3"/>')),
        [tc(numbered("The IASS is commissioned", level=1)), tc("PC", props=_SHADED), tc(_SIGNS, "1. One", "b) Two")],
        [tc(styled("The IASS is", "Child")), sdt(tc("C/PC"), "<w:dropDownList/>"), tc(p(_BOX.format(p("In a box"))))],
        tr("1.3", "C", tc("left"), props=f'<w:gridBefore w:val="1"/><w:ins {REVISION}/>'),
        tr("1.4", "C", tc("gone"), props=f"<w:del {REVISION}/>"),
        [tc("2.1", props="<w:vMerge/>"), tc(table(["inner", tc("2.1 C")])), tc(styled("goes on", "ListContinue2"))],
    )
    + p(f"<w:ins {REVISION}>{r('new', '<w:b/>')}</w:ins><w:del {REVISION}><w:r><w:delText>x</w:delText></w:r></w:del>")
    + p('<w:hyperlink r:id="a">' + r("link", "<w:i/>") + "</w:hyperlink>", "<w:r><w:footnoteReference w:id='1'/></w:r>")
    + p("joined", props=f"<w:rPr><w:del {REVISION}/></w:rPr>")
    + p("to this"),
    numbering=NUMBERING,
    styles=STYLES,
    links={"a": "https://example.org"},
)
PLAN = docx(
    p("Operational delivery plan 1/4/2022 to 31/08/2023")
    + plan(
        step("1.1, 3.2 Commissioning", "Done 30/9/2022"),
        step("Outreach (4.1)"),
        ["", tc(numbered("Draft", level=2)), tc(numbered("Write", number=2), numbered("Print", number=2)), "a", "b"],
    )
    + p("Operational delivery plan 2023-24")
    + plan(step("Standard 2.1: advice", "90% by March 2023"), header=["Standard", "Objective", "Steps", "Lead"]),
    numbering=NUMBERING,
    styles=STYLES,
)
BOTH = docx(
    table(STANDARD, *map(row, ["1.1", "1.2"])) + p("Delivery plan") + plan(step("1.1")) + table(["Staff", "WTE"])
)


OWN = [ASSESSMENT, HABITS, PLAN, BOTH]


def documents() -> list[bytes]:
    """The seeds: these, one for each habit of authors, and those of the folder ``TRACKER_EXAMPLES`` if there is one."""
    folder = os.environ.get("TRACKER_EXAMPLES")
    found = sorted(Path(folder).rglob("*.docx")) if folder else []
    return [*OWN, *(case.document for case in CASES.values()), *(path.read_bytes() for path in found)]
