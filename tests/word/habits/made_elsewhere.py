"""Documents made by python-docx, and by LibreOffice from a page of HTML."""

import io
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT

from tests.word.habits.case import WORDING, Case, full

HERE = Path(__file__).parent


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def fill(table, *rows):
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def report() -> bytes:
    """A small annual report: headings, a list, a table of calls, a table a section, and a landscape plan."""
    document = docx.Document()
    document.add_heading("Annual report 2022", 0)
    document.add_paragraph("1.1 Introduction", style="List Number")
    fill(document.add_table(2, 3), ["Month", "Calls", "Notes"], ["May", "1.1", "Busy"])
    for title, numbers in (("Commissioning", ("1.1", "1.2")), ("Strategic functions", ("2.1",))):
        document.add_heading(title, 2)
        table = document.add_table(len(numbers) + 1, 3, style="Table Grid")
        fill(table, ["Standard", "C/PC", "Notes"], *([full(number), "C", "Yes"] for number in numbers))
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    document.add_heading("Delivery plan, 1 April 2022 to 31 March 2023", 1)
    plan = document.add_table(2, 4)
    fill(plan, ["Task objective", "Actions", "Owner", "Deadline"], ["Agree a budget", "Meet", "Manager", "May 2023"])
    return saved(document)


def spanned() -> bytes:
    """Cells merged in both directions, and line breaks within a cell."""
    document = docx.Document()
    table = document.add_table(4, 4, style="Light Grid Accent 3")
    rows = (
        ["Ref", "Standard", "Compliance", "Evidence"],
        ["Strategic functions"] + [""] * 3,
        ["2.1", WORDING["2.1"], "P/C", "Line one\nLine two"],
        ["2.2", WORDING["2.2"], "C", "Line three"],
    )
    fill(table, *rows)
    table.cell(1, 0).merge(table.cell(1, 3))
    return saved(document)


def lists() -> bytes:
    """Lists by styles of python-docx's template, in a cell."""
    document = docx.Document()
    table = document.add_table(2, 3)
    fill(table, ["Standard", "Rating", "Evidence"], ["Standard 3.2", "Partial", "We have"])
    for text in ("leaflets", "posters"):
        table.cell(1, 2).add_paragraph(text, style="List Bullet")
    return saved(document)


CASES = {
    "a whole report by python-docx": Case(
        report(),
        "1.1 C sure; 1.2 C sure; 2.1 C sure",
        ("1.1: Yes", "1.2: Yes", "2.1: Yes"),
        ("none likely: Agree a budget / Meet / Manager / May 2023",),
        says=("table 1: This table is neither",),
    ),
    "merged cells by python-docx": Case(
        spanned(), "2.1 P/C sure; 2.2 C sure", ("2.1: Line one / Line two", "2.2: Line three")
    ),
    "lists of styles by python-docx": Case(lists(), "3.2 P/C sure", ("3.2: We have / leaflets / posters",)),
    "shading, merged cells and lists by LibreOffice": Case(
        (HERE / "libreoffice_assessment.docx").read_bytes(),
        "1.1 C likely; 1.2 P/C likely; 1.3 P/C likely",
        ("1.1: A survey / A forum", "1.2: See our page", "1.3: Helpline / 24-hour"),
        why=("The green shading alone was read as C.",),
    ),
    "a plan by LibreOffice": Case(
        (HERE / "libreoffice_plan.docx").read_bytes(),
        "1.1 C sure",
        actions=(
            "1.4 sure: Agree a budget / Meet, Sign / Manager / May 2023",
            "1.4 sure: Review it / Meet again / Chair / June 2023",
        ),
    ),
}
