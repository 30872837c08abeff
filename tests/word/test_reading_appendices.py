"""The assessment out of a document: its table among others, its columns, its ratings and every remark."""

from dataclasses import replace

import pytest

from tests.word.appendix_documents import (
    COMPLETE,
    FRAMEWORK,
    STANDARD,
    WORDING,
    assessment,
    notes,
    plan,
    rated,
    reading_of,
    row,
    step,
    stops,
)
from tests.word.documents import docx, p, table, tc
from tracker.reports.reading import read_appendices
from tracker.richtext import to_text
from tracker.standards.rules import ScaleEntry
from tracker.word.reader import read

NEITHER = "This table is neither a self-assessment nor a delivery plan, so it was left alone."
FIELDS = {"n": "1.2", "s": WORDING["1.2"], "r": "PC", "e": "As agreed.", "-": "whatever"}


def test_a_complete_assessment_is_read_without_a_remark():
    reading = reading_of(COMPLETE)
    assert rated(reading) == [(number, "C") for number in WORDING]
    assert reading.remarks == []


# Columns and tables


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("No.|Standard|C/PC|Notes", "nsre"),
        ("Notes|C / PC|Standard|No", "ersn"),
        ("Ref|Minimum Standard|Rating|Evidence", "nsre"),
        ("Reference:|MINIMUM STANDARDS:|RAG:|COMMENTS:", "nsre"),
        ("#|The standard|Compliant?|Notes / evidence", "nsre"),
        ("Status|Number|Standards|Comments on the rating", "rnse"),
        ("No|Standard|Lead|C/PC|Review date|Notes", "ns-r-e"),
        ("No|Standard|Evidence of compliance|Rating", "nser"),
    ],
)
def test_columns_are_known_by_their_names_in_any_order(header, fields):
    reading = reading_of(table(header.split("|"), [FIELDS[field] for field in fields]))
    left_out = [word for word in header.split("|") if fields[header.split("|").index(word)] == "-"]
    said = [("table 1", f"The column “{word}” is not one that is kept here, so it was left out.") for word in left_out]
    assert (stops(reading), notes(reading)) == ([], said)
    assert rated(reading) == [("1.2", "P/C")]
    assert [to_text(rating.notes) for rating in reading.ratings] == ["As agreed."]


def test_a_column_whose_name_is_unknown_is_not_passed_over_in_silence():
    reading = reading_of(assessment(row("1.1", notes="By a helpline"), header=["Standard", "C/PC", "How we do it"]))
    assert [to_text(rating.notes) for rating in reading.ratings] == ["By a helpline"] or notes(reading)


def test_a_header_may_follow_title_rows():
    title = [tc("Minimum Standards", props='<w:gridSpan w:val="3"/>')]
    reading = reading_of(table(title, title, STANDARD, row("1.1")))
    assert (rated(reading), stops(reading)) == ([("1.1", "C")], [])


def test_a_header_that_is_repeated_within_its_table_is_no_row():
    reading = reading_of(assessment(row("1.1"), STANDARD, row("1.2")))
    assert (rated(reading), stops(reading), notes(reading)) == ([("1.1", "C"), ("1.2", "C")], [], [])


def test_a_table_without_a_header_goes_on_the_one_before_of_its_width():
    plan_rows = [step("2.2"), step("3.1")]
    reading = reading_of(
        assessment(row("1.1")), p(), table(row("1.2")), plan(plan_rows[0]), p(), table(plan_rows[1]), table(row("1.3"))
    )
    assert rated(reading) == [("1.1", "C"), ("1.2", "C"), ("1.3", "C")]
    assert [action.area for action in reading.actions] == ["2.2", "3.1"]
    assert (stops(reading), notes(reading)) == ([], [])


def test_a_staffing_table_after_the_assessment_is_left_alone_with_a_note():
    staff = table(["Post", "FTE", "Notes"], ["Manager", "1.0", "37 hours"], ["Adviser", "2.6", "Three people"])
    reading = reading_of(COMPLETE, p(), staff)
    assert len(reading.ratings) == len(WORDING)
    assert (stops(reading), notes(reading)) == ([], [("table 2", NEITHER)])


def test_a_table_that_is_none_of_ours_gets_a_note():
    reading = reading_of(table(["Year", "Calls"], ["2022", "1.1"]), COMPLETE)
    assert (stops(reading), notes(reading)) == ([], [("table 1", NEITHER)])


@pytest.mark.parametrize("body", [p("1.1 C"), table(["Year", "Calls"], ["2022", "40"]), ""])
def test_a_document_without_either_table_is_stopped(body):
    (remark,) = stops(reading_of(body))
    assert remark[0] == "document"
    assert "No table of a self-assessment or of a delivery plan was found" in remark[1]


def test_a_plan_without_an_assessment_is_stopped():
    reading = reading_of(plan(step("Budget (1.4)")))
    assert stops(reading) == [("document", "There is a delivery plan, but no table of a self-assessment.")]


# Numbers


def test_the_standards_that_have_no_row_are_named_in_one_note():
    reading = reading_of(assessment(*(row(number) for number in WORDING if number not in ("1.4", "4.3"))))
    assert [(remark.severity, remark.place, remark.message) for remark in reading.remarks] == [
        ("note", "document", "No row was found for 1.4, 4.3: unrated.")
    ]


def test_a_standard_that_is_there_twice_is_stopped_and_the_first_kept():
    reading = reading_of(assessment(row("1.1", "C"), row("1.2"), row("1.1", "PC")))
    assert rated(reading) == [("1.1", "C"), ("1.2", "C")]
    ((place, message),) = stops(reading)
    assert place.startswith("table 1, row 4")
    assert "Standard 1.1 is there twice" in message


@pytest.mark.parametrize("number", ["1.9", "5.1", "A.1"])
def test_a_number_that_no_standard_has_is_stopped_with_those_there_are(number):
    ((place, message),) = stops(reading_of(assessment([f"{number} Wording", "C", ""])))
    assert place == "table 1, row 2"
    assert message.startswith(f"There is no standard {number}")
    assert "1.1, 1.2, 1.3" in message


def test_a_row_with_a_rating_but_no_number_is_stopped():
    ((place, message),) = stops(reading_of(assessment(row("1.1"), ["Designed with users", "C", ""])))
    assert place == "table 1, row 3"
    assert "no standard's number" in message


def test_rows_of_sections_are_passed_over_and_other_rows_noted():
    sections = [["Strategic functions", "", ""], ["3. OPERATIONAL FUNCTIONS", "", ""], ["", "", ""]]
    reading = reading_of(assessment(*sections, row("2.1"), ["To be checked", "", ""]))
    assert stops(reading) == []
    assert notes(reading) == [("table 1, row 6", "“To be checked” is not a standard, so it was left alone.")]


@pytest.mark.parametrize("written", ["1.2 {}", "1.2. {}", "1.2) {}", "1.2: {}", "1.2\u00a0{}", " 1.2{}"])
def test_a_number_is_read_before_its_wording(written):
    reading = reading_of(assessment([written.format(WORDING["1.2"]), "C", ""]))
    assert (rated(reading), stops(reading), notes(reading)) == ([("1.2", "C")], [], [])


def test_numbers_that_word_counts_are_read():
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, text in enumerate(("%1.", "%1.%2"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    marks = [f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="1"/></w:numPr>' for index in (0, 1, 1)]
    words = ["Commissioning, governance, and management arrangements", WORDING["1.1"], WORDING["1.2"]]
    first = [tc(p(text, props=mark)) for text, mark in zip(words, marks, strict=True)]
    reading = reading_of(assessment([first[0], "", ""], [first[1], "C", ""], [first[2], "PC", ""]), numbering=numbering)
    assert (rated(reading), stops(reading), notes(reading)) == ([("1.1", "C"), ("1.2", "P/C")], [], [])


# Ratings and wording


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("C", "C"),
        ("c", "C"),
        ("COMPLIANT ", "C"),
        ("Fully compliant", "C"),
        ("PC", "P/C"),
        ("p/c", "P/C"),
        ("P / C", "P/C"),
        ("Partially compliant", "P/C"),
        ("Partially-\u00adCompliant.", "P/C"),
        ("Partial", "P/C"),
    ],
)
def test_a_rating_is_read_as_its_code_however_it_is_written(written, code):
    reading = reading_of(assessment(row("1.1", written)))
    assert (rated(reading), stops(reading), notes(reading)) == ([("1.1", code)], [], [])


@pytest.mark.parametrize("written", ["NC", "C/PC", "Red", "Yes", "?", "☒ C ☒ P/C"])
def test_a_rating_that_is_none_is_stopped(written):
    place, message = stops(reading_of(assessment(row("1.1"), row("1.2", written))))[0]
    assert (place, message) == ("table 1, row 3 (1.2)", f"“{written}” is not a rating. Write one of: C, P/C.")


@pytest.mark.parametrize("written", ["", " ", "Not rated", "not yet rated", "Unrated"])
def test_an_empty_rating_leaves_the_standard_unrated_with_a_note(written):
    reading = reading_of(assessment(row("1.1"), row("1.2", written, notes="Later")))
    assert (rated(reading), stops(reading)) == ([("1.1", "C"), ("1.2", None)], [])
    assert notes(reading) == [("table 1, row 3 (1.2)", "No rating is given; the standard stays unrated.")]


def test_wording_that_differs_a_little_gets_a_note():
    changed = WORDING["1.4"].replace("dedicated and ring-fenced", "ring-fenced")
    reading = reading_of(assessment([f"1.4 {changed}", "C", ""]))
    assert (rated(reading), stops(reading)) == ([("1.4", "C")], [])
    assert notes(reading) == [
        ("table 1, row 2 (1.4)", "The wording of 1.4 differs from the published one, which is kept.")
    ]


def test_wording_that_differs_in_quotes_hyphens_and_space_gets_no_note():
    same = WORDING["1.5"].replace("'", "’").replace(" ", "  ")
    also = WORDING["1.4"].replace("-", "\u2011")
    assert notes(reading_of(assessment([f"1.5 {same}", "C", ""], [f"1.4 {also}", "C", ""]))) == []


def test_the_number_of_one_standard_with_the_wording_of_another_is_stopped():
    ((place, message),) = stops(reading_of(assessment([f"1.4 {WORDING['2.1']}", "C", ""])))
    assert place == "table 1, row 2 (1.4)"
    assert "The number is 1.4, but the wording is that of 2.1" in message


@pytest.mark.parametrize("written", ["C?", "☐ C", "C*", "!C", "≠C", "C-", "C+"])
def test_a_doubtful_rating_is_stopped(written):
    reading = reading_of(assessment(row("1.1", written)))
    assert [place for place, _ in stops(reading)] == ["table 1, row 2 (1.1)"]


def test_two_cells_under_one_heading_are_both_read():
    header = ["Standard", "C/PC", tc("Notes", props='<w:gridSpan w:val="2"/>')]
    reading = reading_of(table(header, [*row("1.1", notes="First."), "Second."]))
    assert [to_text(rating.notes) for rating in reading.ratings] == ["First.\n\nSecond."]


def test_evidence_and_comments_are_both_notes():
    header = ["Standard", "C/PC", "Evidence", "Comments"]
    reading = reading_of(table(header, [*row("1.1", notes="Survey."), "Good."]))
    assert [to_text(rating.notes) for rating in reading.ratings] == ["Survey.\n\nGood."]


def test_two_columns_of_ratings_that_nothing_tells_apart_are_stopped():
    header = ["Standard", "Rating", "RAG", "Notes"]
    reading = reading_of(table(header, [row("1.1")[0], "C", "P/C", ""]))
    assert "second column of ratings" in reading.stops[0].message


def test_a_row_above_the_header_is_stopped():
    reading = reading_of(table(row("1.1"), STANDARD, row("1.2")))
    assert [place for place, _ in stops(reading)] == ["table 1, row 1"]


def test_an_assessment_whose_columns_say_nothing_to_us_is_stopped():
    reading = reading_of(table(["What", "How", "Why"], row("1.1")))
    assert stops(reading)[0][0] == "table 1"


def test_a_row_that_names_two_standards_is_stopped():
    reading = reading_of(assessment(["1.1 and 1.2 both", "C", ""]))
    assert "more than one standard" in reading.stops[0].message


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "footnotes"),
        ('<w:r><w:commentReference w:id="2"/></w:r>', "comments"),
    ],
)
def test_what_is_passed_over_is_said(inside, name):
    cells = row("1.1")
    reading = reading_of(assessment([*cells[:2], tc(f"<w:p>{inside}</w:p>")]))
    assert any(message.startswith(f"Not read: {name}") for _, message in notes(reading))


def test_tracked_changes_are_said():
    cells = row("1.1")
    reading = reading_of(assessment([*cells[:2], tc("<w:p><w:ins><w:r><w:t>New</w:t></w:r></w:ins></w:p>")]))
    assert any("tracked changes" in message for _, message in notes(reading))


def test_the_words_that_word_puts_into_an_empty_control_are_not_notes():
    text = "<w:r><w:t>Click here</w:t></w:r>"
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"
    reading = reading_of(assessment([*row("1.1")[:2], tc(f"<w:p>{control}</w:p>")]))
    assert [rating.notes for rating in reading.ratings] == [()]


def test_a_scale_of_another_framework_is_known_by_its_own_heading():
    scale = (ScaleEntry("A", "All"), ScaleEntry("B", "Some"))
    other = replace(FRAMEWORK, ratings=scale, read_as={})
    reading = read_appendices(read(docx(table(["Standard", "A/B", "Notes"], row("1.1", "B")))), other)
    assert rated(reading) == [("1.1", "B")]
