"""The appendices to download: what can be chosen of them, and the files."""

import io
import json
import re

import docx
import openpyxl
import pytest

from tests.cast import make_person, sign_in
from tracker.abbreviations.changes import save_abbreviation
from tracker.accounts.queries import find_service
from tracker.accounts.rules import OPERATOR, Role
from tracker.audit.models import AuditEntry
from tracker.audit.queries import verify
from tracker.audit.rules import Anchor
from tracker.db import db
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

YEAR = "/services/marlshire/assessments/2025-26"
FILE = f"{YEAR}/appendices"
ALL = "&".join(f"columns={name}" for name in ("notes", "area", "steps", "outcomes", "who", "timescale", "completion"))
CHOSEN = f"{FILE}?which=both&look=calm&section=&variant=printed&{ALL}"


@pytest.fixture
def here(client, marlshire):
    sign_in(client, make_person("Ann Bell", marlshire, Role.GROUP))
    return client


def word(page):
    assert page.status_code == 200, page.text
    return docx.Document(io.BytesIO(page.data))


def headings(document):
    return [[cell.text for cell in table.rows[0].cells] for table in document.tables]


def test_the_appendices_download_as_a_word_file_and_the_record_says_so(here):
    page = here.get(FILE)
    assert page.headers["Content-Disposition"] == "attachment; filename=marlshire-2025-26-appendices.docx"
    reading = read_appendices(read(page.data), shipped_framework())
    assert (len(reading.ratings), len(reading.actions), reading.remarks) == (20, 12, [])
    assert db.session.query(AuditEntry).filter_by(verb="download").count() == 1


def test_what_nobody_changes_on_the_page_is_the_same_file(here):
    tables = [[cell.text for row in table.rows for cell in row.cells] for table in word(here.get(FILE)).tables]
    again = word(here.get(f"{CHOSEN}&as=docx"))
    assert [[cell.text for row in table.rows for cell in row.cells] for table in again.tables] == tables


@pytest.mark.parametrize(
    ("which", "found"), [("both", [3, 7]), ("assessment", [3]), ("plan", [7])], ids=["both", "assessment", "plan"]
)
def test_one_appendix_or_both(here, which, found):
    document = word(here.get(CHOSEN.replace("which=both", f"which={which}")))
    assert [len(row) for row in headings(document)] == found


def test_columns_that_are_not_chosen_are_left_out(here):
    document = word(here.get(f"{FILE}?which=both&look=plain&section=&variant=states&columns=who"))
    assert headings(document) == [["Standard", "C/PC"], ["Task objective", "Who?", "State"]]


def test_only_a_section_and_only_open_actions(here):
    document = word(here.get(CHOSEN.replace("section=", "section=1").replace("variant=printed", "variant=open")))
    ratings, actions = document.tables
    assert {row.cells[0].text[:2] for row in ratings.rows[1:]} == {"1."}
    assert 0 < len(actions.rows) - 1 < 12
    assert all("1." in row.cells[0].text for row in actions.rows[1:])


def test_titles_date_and_short_wording(here):
    chosen = f"{CHOSEN}&short_wording=y&assessment_title=Appendix+2&plan_title=Appendix+3&summary=y"
    document = word(here.get(f"{chosen}&as_at-day=1&as_at-month=7&as_at-year=2026"))
    titles = [p.text for p in document.paragraphs if p.style.name.lower() == "heading 1"]
    assert titles == ["Summary 2025-26", "Appendix 2", "Appendix 3"]
    assert "As at 1\N{NO-BREAK SPACE}July\N{NO-BREAK SPACE}2026." in [p.text for p in document.paragraphs]
    assert len(document.tables[0].rows[2].cells[0].text) < 60


def test_large_print_has_no_small_letter_and_reads_back_the_same(here):
    page = here.get(f"{CHOSEN}&large_print=y")
    document = word(page)
    sizes = [style.font.size.pt for style in document.styles if getattr(style, "font", None) and style.font.size]
    assert min(sizes) >= 18
    reading, plain = (read_appendices(read(file.data), shipped_framework()) for file in (page, here.get(FILE)))
    assert [action.text for action in reading.actions] == [action.text for action in plain.actions]
    assert [(r.number, r.code, r.notes) for r in reading.ratings] == [
        (r.number, r.code, r.notes) for r in plain.ratings
    ]


def test_as_a_web_page_and_as_a_workbook(here):
    page = here.get(f"{CHOSEN}&as=html")
    assert page.headers["Content-Disposition"] == "attachment; filename=marlshire-2025-26-appendices.html"
    assert page.text.count("<table") == 2
    sheets = openpyxl.load_workbook(io.BytesIO(here.get(f"{CHOSEN}&as=xlsx").data)).worksheets
    assert len(sheets) == 2


SAID = "The ratings at a glance. 14 compliant, 6 partially compliant, all rated. 1. Commissioning"


def test_the_summary_has_the_years_picture_with_its_words_and_the_workbook_its_sentences(here):
    (picture,) = word(here.get(f"{CHOSEN}&summary=y")).inline_shapes
    said = picture._inline.docPr.get("descr")
    assert said.startswith(SAID)
    assert "1.1 P/C, 1.2 P/C, 1.3 C," in said
    page = here.get(f"{CHOSEN}&summary=y&as=html").text
    assert f'alt="{SAID}' in page
    assert page.count("data:image/png;base64,") == 1
    sheet, *_ = openpyxl.load_workbook(io.BytesIO(here.get(f"{CHOSEN}&summary=y&as=xlsx").data)).worksheets
    assert sheet["A2"].value == "DRAFT: not ratified"
    assert "14 compliant, 6 partially compliant, all rated." in sheet["A3"].value
    assert "data:image" not in here.get(f"{CHOSEN}&as=html").text


def test_a_plan_of_few_columns_is_upright(here):
    narrow, wide = (
        word(here.get(f"{FILE}?which=plan&look=calm&section=&variant=printed&columns=who")),
        word(here.get(FILE)),
    )
    assert [section.page_width < section.page_height for section in narrow.sections] == [True]
    assert [section.page_width < section.page_height for section in wide.sections] == [True, False]


def test_without_notes_the_ratings_are_no_wider(here):
    without = word(here.get(f"{FILE}?which=assessment&look=calm&section=&columns=who"))
    widths = [[column.width for column in made.tables[0].columns] for made in (without, word(here.get(FILE)))]
    assert widths[0][1] == widths[1][1]


def terms(page):
    return [row.cells[0].text for row in word(page).tables[-1].rows]


def test_a_list_of_the_abbreviations_that_occur_is_one_more_appendix(here):
    page = here.get(f"{CHOSEN}&glossary=y")
    assert headings(word(page))[2] == ["Abbreviation", "Meaning"]
    found = terms(page)
    assert {"IASS", "IPSEA", "LA", "CCG", "Clinical Commissioning Group", "CYP", "SENCo"} <= set(found)
    assert {"NNPCF", "LOM", "P/C", "C"} & set(found) == set()
    assert found[1:] == sorted(found[1:], key=str.casefold)


def test_the_list_has_only_what_is_printed(here):
    assert "IPSEA" in terms(here.get(f"{CHOSEN}&glossary=y"))
    less = CHOSEN.replace("section=", "section=1").replace("columns=notes&", "")
    assert "IPSEA" not in terms(here.get(f"{less}&glossary=y"))


def test_the_list_says_what_the_service_means_by_them(here):
    save_abbreviation(find_service("marlshire"), "CYP", "Marlshire's young people", by=OPERATOR)
    rows = word(here.get(f"{CHOSEN}&glossary=y")).tables[-1].rows
    assert "Marlshire's young people" in [row.cells[1].text for row in rows if row.cells[0].text == "CYP"]
    assert "Marlshire's young people" not in here.get(f"{CHOSEN}&as=html").text


def test_the_list_is_in_every_form(here):
    chosen = f"{CHOSEN}&glossary=y"
    for form in ("html", "fragment"):
        page = here.get(f"{chosen}&as={form}").text
        assert page.count("<table") == 3
        assert '<th scope="row">IPSEA</th><td' in page
    sheets = openpyxl.load_workbook(io.BytesIO(here.get(f"{chosen}&as=xlsx").data)).worksheets
    assert (len(sheets), sheets[2].title) == (3, "Abbreviations")
    assert sheets[2].tables


@pytest.mark.parametrize("more", ["", "&large_print=y", "&summary=y", "&look=strong"])
def test_with_the_list_a_file_reads_back_the_same_and_without_a_remark(here, more):
    listed, without = (
        read_appendices(read(here.get(f"{CHOSEN}{end}{more}").data), shipped_framework()) for end in ("&glossary=y", "")
    )
    assert (len(listed.ratings), len(listed.actions), listed.remarks, listed.unplaced) == (20, 12, [], [])
    assert [action.text for action in listed.actions] == [action.text for action in without.actions]
    assert [(r.number, r.code, r.notes) for r in listed.ratings] == [
        (r.number, r.code, r.notes) for r in without.ratings
    ]


def test_a_form_that_there_is_not_is_not_found(here):
    assert here.get(f"{CHOSEN}&as=doc").status_code == 404


def test_a_fragment_for_a_website_is_a_page_without_its_frame_in_any_encoding(here):
    page = here.get(f"{CHOSEN}&as=fragment")
    assert page.headers["Content-Disposition"] == "attachment; filename=marlshire-2025-26-appendices.fragment.html"
    assert page.data.startswith(b"<p><strong>DRAFT: not ratified</strong></p>\n<h2>")
    assert (page.text.count("<table"), page.text.count("<h2")) == (2, 2)
    assert not re.search(r"<(html|head|body|h1|style|script|meta)\b| id=| style=", page.text)
    assert page.data.isascii()
    assert "&#163;242,200" in page.text  # a pound sign
    assert db.session.query(AuditEntry).filter_by(verb="download").one().details == {"form": "fragment"}


def test_only_the_manager_is_led_to_the_services_own_abbreviations(here):
    link = 'href="/services/marlshire/abbreviations"'
    assert link not in here.get(f"{YEAR}/export").text
    sign_in(here, make_person("Maya Bell", find_service("marlshire"), Role.MANAGER))
    assert link in here.get(f"{YEAR}/export").text


def test_everything_of_a_year_for_another_program(here):
    page = here.get(f"{YEAR}/everything.json")
    assert page.mimetype == "application/json"
    document = json.loads(page.data)
    assert len(document["ratings"]) == 20
    record, service = document["record"], find_service("marlshire")
    assert verify(service.id, [Anchor(record["number"], record["digest"])]).fault == ""
    assert verify(service.id).entries == record["number"] + 1  # that it was taken


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("which=all", "Choose one from the list"),
        ("look=loud", "Choose one from the list"),
        ("section=9", "Choose one from the list"),
        ("columns=everything", "is not a valid choice for this field"),
        (f"assessment_title={'x' * 201}", "At most 200 characters"),
        ("as_at-day=31&as_at-month=2&as_at-year=2026", "must be a day that there is"),
    ],
)
def test_what_cannot_be_chosen_is_said_at_its_field(here, wrong, message):
    name = wrong.partition("=")[0]
    rest = re.sub(rf"(?<=[?&]){name}=[^&]*&", "", f"{CHOSEN}&")
    page = here.get(f"{rest}{wrong}")
    assert page.status_code == 200
    assert message in page.text.replace("&#39;", "'")
    assert "There is a problem" in page.text


def test_without_a_plan_there_is_the_assessment(client, assessment, manager):
    sign_in(client, manager)
    here = "/services/lanternshire/assessments/2021-22"
    assert "No delivery plan answers this self-assessment yet." in client.get(f"{here}/export").text
    assert len(word(client.get(f"{here}/appendices?which=assessment&look=calm&section=&columns=notes")).tables) == 1
    assert len(word(client.get(f"{here}/appendices")).tables) == 1
