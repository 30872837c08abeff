"""The comparison with last year, as one more appendix of the download."""

import io

import docx
import openpyxl
import pytest

from tests.cast import make_person, sign_in
from tests.word.reports import report
from tracker.accounts.rules import Role
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

YEARS = "/services/marlshire/assessments"
ALL = "&".join(f"columns={name}" for name in ("notes", "area", "steps", "outcomes", "who", "timescale", "completion"))
CHOSEN = f"{YEARS}/2025-26/appendices?which=both&look=calm&section=&variant=printed&{ALL}"
COMPARED = f"{CHOSEN}&comparison=y"


@pytest.fixture
def here(client, marlshire):
    sign_in(client, make_person("Ann Bell", marlshire, Role.GROUP))
    return client


def tables(page):
    assert page.status_code == 200, page.text
    return docx.Document(io.BytesIO(page.data)).tables


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_has_a_row_for_each_standard_with_both_years_and_what_changed(here):
    ratings, _plan, comparison = tables(here.get(COMPARED))
    header, *rows = cells(comparison)
    assert header == ["Standard", "2024-25", "2025-26", "What changed"]
    found = {row[0].partition(" ")[0]: row[1:] for row in rows if row[1]}
    assert list(found) == list(shipped_framework().standards)
    assert found["1.7"][:2] == ["P/C", "C"]
    assert found["1.7"][2].startswith("Moved up\n")
    assert found["1.1"][2].startswith("Unchanged\n")
    assert "Contributions from [1.4.25 (£238,000):]" in found["1.1"][2]
    assert len(ratings.rows) == len(comparison.rows)


def test_the_reports_sentence_stands_before_it(here):
    document = docx.Document(io.BytesIO(here.get(COMPARED).data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    said = "Marlshire SENDIASS. 11 compliant in 2024-25, 14 in 2025-26; 3 moved up: 1.7, 3.3, 4.1."
    assert lines.index("Comparison with 2024-25") < lines.index(said)


@pytest.mark.parametrize("more", ["", "&large_print=y", "&summary=y", "&look=strong", "&glossary=y"])
def test_with_it_a_file_reads_back_the_same_and_without_a_remark(here, more):
    compared, without = (
        read_appendices(read(here.get(f"{file}{more}").data), shipped_framework()) for file in (COMPARED, CHOSEN)
    )
    assert [(r.number, r.code, r.notes) for r in compared.ratings] == [
        (r.number, r.code, r.notes) for r in without.ratings
    ]
    assert [action.text for action in compared.actions] == [action.text for action in without.actions]
    assert (compared.remarks, compared.unplaced) == (without.remarks, without.unplaced)
    assert compared.as_at == without.as_at


def test_of_one_section_it_has_only_that(here):
    comparison = tables(here.get(COMPARED.replace("section=", "section=4")))[-1]
    assert [row[0][:2] for row in cells(comparison)] == ["St", "4.", "4.", "4.", "4."]


def test_it_is_in_every_form(here):
    page = here.get(f"{COMPARED}&as=html").text
    assert page.count("<table") == 3
    assert "Comparison with 2024-25" in page
    sheets = openpyxl.load_workbook(io.BytesIO(here.get(f"{COMPARED}&as=xlsx").data)).worksheets
    assert [sheet.title for sheet in sheets][2] == "Comparison with 2024-25"


def test_it_goes_into_the_report_too(here):
    address = COMPARED.replace("/appendices?", "/insert?")
    page = here.post(address, data={"report": (io.BytesIO(report()), "report.docx")})
    assert page.status_code == 200
    assert next(row[3] for row in cells(tables(page)[-1])) == "What changed"


def test_the_plan_alone_has_none(here):
    assert len(tables(here.get(COMPARED.replace("which=both", "which=plan")))) == 1


def test_it_is_offered_only_where_there_is_a_year_before(here):
    assert "Add a comparison with 2024-25" in here.get(f"{YEARS}/2025-26/export").text
    assert "Add a comparison" not in here.get(f"{YEARS}/2024-25/export").text
    first = COMPARED.replace("2025-26/appendices", "2024-25/appendices")
    assert len(tables(here.get(first))) == 2
