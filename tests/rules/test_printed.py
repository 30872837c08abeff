"""What is printed as plain values, and where a document differs from it, in words."""

import json

import pytest

from tests.word.edits import SEAL, element, paragraph
from tests.word.sealed import DIGEST, KEY, NOTICE, Opened, file, opened, ratified, sealed, verdict
from tracker.reports.changed import Kind, differences
from tracker.reports.options import Options
from tracker.reports.printed import printed_of, read_part
from tracker.signing import SigningKey, canonical, is_signed
from tracker.verification.rules import Outcome, verify
from tracker.word.labels import W
from tracker.word.reader import read

TABLES = {"assessment": 0, "plan": 1}


def rows(printed, kind):
    return next(item for item in printed["items"] if item.get("table") == kind)["rows"]


def cell(changed, table, row, column):
    return changed.all("tbl")[table].findall(f"{W}tr")[row].findall(f"{W}tc")[column]


def say(where, text):
    """Write ``text`` in place of all that a cell says."""
    for inside in where.findall(f"{W}p"):
        where.remove(inside)
    where.append(paragraph(text))


def sentences(changed):
    return [difference.sentence for difference in verdict(changed.saved()).differences]


def test_printed_is_what_stands_on_paper_line_by_line():
    printed = printed_of(ratified())
    assert (printed["service"], printed["notice"]) == ("Lantern", NOTICE)
    lines = [item["line"] for item in printed["items"] if "line" in item]
    assert lines[:2] == ["Self-assessment against the Minimum Standards, August 2022", NOTICE]
    section, first, second, *_ = rows(printed, "self-assessment")
    assert section["cells"][1:] == [[], []]
    assert first["of"] == "standard 1.1"
    assert first["cells"][0][0].startswith("1.1 ")
    assert first["cells"][1:] == [
        ["C"],
        ["The team has six advisers.", "• two by telephone", "• four in person", "All are trained."],
    ]
    link, answered = second["cells"][2]
    assert link == "See the survey <https://example.org/survey?year=2022> of June."
    assert answered == "It was answered by 41 families."
    assert rows(printed, "delivery plan")[0]["cells"][2] == ["1. Visit schools", "2. Write to 40 parents"]


def test_in_a_report_the_headings_are_the_reports_own():
    lines = [item["line"] for item in printed_of(ratified(), in_report=True)["items"] if "line" in item]
    assert lines[0] == NOTICE


def test_the_signature_is_over_what_is_printed_and_the_digest_in_canonical_json():
    said = json.loads(sealed(ratified()))
    assert sealed(ratified()) == canonical(said)
    both = canonical({"printed": said["printed"], "snapshot": DIGEST})
    assert is_signed(both, said["signature"], KEY.public)
    assert set(said) == {"form", "version", "printed", "snapshot", "public_key", "signature"}
    assert set(said["printed"]) == {"service", "report", "notice", "items"}


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"a":' * 9_000, b"1" * 9_000])
def test_what_is_no_text_of_ours_is_none(content):
    assert read_part(content) is None


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(large_print=True),
        Options(summary=True, glossary={}, short_wording=True),
        Options(only="plan", columns=frozenset({"who"})),
        Options(only="assessment", columns=frozenset()),
    ],
)
def test_a_file_is_unchanged_in_every_form(options):
    said = verdict(file.__wrapped__(options=options))
    assert (said.outcome, said.differences) == (Outcome.UNCHANGED, ())
    assert said.about == ["Lantern", "Appendices to the annual report 2021-22", NOTICE]


@pytest.mark.parametrize(
    ("table", "row", "column", "text", "sentence"),
    [
        (0, 3, 1, "C", "The rating of standard 1.2: “P/C” was sealed; now it says “C”."),
        (0, 4, 2, "Good.", "The notes of standard 1.3: nothing was sealed; now it says “Good.”."),
        (1, 2, 5, "Sept 2024", "“Timescale” of action 2: “Aug 2023” was sealed; now it says “Sept 2024”."),
        (1, 3, 4, "", "“Who?” of action 3: “Manager” was sealed; now it says nothing."),
        (0, 0, 2, "Views", "The header row of the self-assessment: “Notes” was sealed; now it says “Views”."),
    ],
)
def test_a_changed_cell_is_named(table, row, column, text, sentence):
    changed = opened()
    say(cell(changed, table, row, column), text)
    assert sentences(changed) == [sentence]


def test_a_changed_wording_is_shown_from_where_it_differs():
    changed = opened()
    text = max(changed.all("t"), key=lambda text: len(text.text))
    assert len(text.text) > 200
    text.text = f"{text.text[:-20]}nothing at all."
    [said] = verdict(changed.saved()).differences
    assert said.place.startswith("the wording of standard 1.")
    assert said.found.endswith("nothing at all.")
    assert said.found.startswith("…")


def test_rows_that_are_missing_added_or_moved_are_named():
    changed = opened()
    table = changed.all("tbl")[1]
    table.remove(table.findall(f"{W}tr")[3])
    assert sentences(changed)[0].startswith("Action 3 of the delivery plan is missing: ")
    table.append(element("tr", *(element("tc", paragraph(text)) for text in "abcdefg")))
    assert "Row 4 of the delivery plan was added: “a / b / c / d / e / f / g”." in sentences(changed)
    again = opened()
    rows_ = again.all("tbl")[1].findall(f"{W}tr")
    rows_[3].addnext(rows_[1])
    assert sentences(again) == ["Action 1 of the delivery plan stands in another place."]


def test_a_table_that_is_missing_and_one_like_ours_are_named():
    changed = opened()
    changed.body.remove(changed.all("tbl")[1])
    assert "The delivery plan is missing" in " ".join(sentences(changed))
    again = opened()
    header = element("tr", *(element("tc", paragraph(text)) for text in ("Standard", "C/PC", "Notes")))
    row = element("tr", *(element("tc", paragraph(text)) for text in ("2.1", "C", "New")))
    again.body.insert(0, element("tbl", header, row))
    assert sentences(again) == ["Table 1 looks like one that was sealed, but is not."]


def test_the_line_that_says_who_ratified_is_watched():
    changed = opened()
    line = next(text for text in changed.all("t") if text.text == NOTICE)
    line.text = NOTICE.replace("2022", "2023")
    [said] = verdict(changed.saved()).differences
    assert (said.kind, said.place, said.sealed) == (Kind.CHANGED, "a line outside the tables", NOTICE)


def test_hidden_text_is_told_as_such():
    changed = opened()
    next(cell(changed, 0, 2, 2).iter(f"{W}r")).insert(0, element("rPr", element("vanish")))
    assert sentences(changed) == ["The notes of standard 1.1: there is hidden text."]


def test_a_seal_by_another_key_is_not_ours_and_is_with_that_key():
    other = SigningKey("44" * 32)
    changed = opened()
    changed.parts[SEAL].text = sealed(ratified(), key=other).decode()
    assert verdict(changed.saved()).outcome is Outcome.NOT_OURS
    assert verdict(changed.saved(), other).outcome is Outcome.UNCHANGED
    assert verify(read(changed.saved()), [KEY.public, other.public]).outcome is Outcome.UNCHANGED


def test_a_file_of_another_year_with_this_seal_is_changed_all_over():
    changed = Opened(file(notes=("Quite other notes.",)))
    changed.parts[SEAL] = opened().parts[SEAL]
    places = [difference.place for difference in differences(printed_of(ratified()), read(changed.saved()))]
    assert places[:2] == ["the notes of standard 1.1", "the notes of standard 1.2"]
