"""What is printed out of a seal: whatever is changed of the living data afterwards, it stays."""

import json
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.seals import CAME, KEY, Chair, all_seals, corrected, ratify, sealed, submitted
from tests.submitting import rate
from tracker import clock
from tracker.abbreviations.changes import save_abbreviation
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import move, start_assessment
from tracker.db import Base, db
from tracker.errors import NotFound
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionText
from tracker.printing.html import to_html_fragment, to_html_page
from tracker.printing.workbook import to_workbook
from tracker.progress.changes import mark_outcome, untick_step
from tracker.progress.queries import mark_of
from tracker.progress.rules import Mark
from tracker.reports.appendices import appendices
from tracker.reports.everything import everything
from tracker.reports.export import word_file
from tracker.reports.options import Options
from tracker.reports.printed import read_part
from tracker.reports.queries import DRAFT, year_shown
from tracker.reports.reading import read_appendices
from tracker.richtext import paragraphs
from tracker.seals.queries import comparison_to_print, everything_of, meanings_of, sealed_year, year_to_print
from tracker.seals.snapshots import year_in
from tracker.word.reader import read

EXCEPTION = ("1.2", "More *leaflets* are needed.")
ALL = Options(summary=True)
TEXTS = {
    "abbreviations": ["meaning"],
    "actions": ["area", "objective", "who", "timescale", "completion"],
    "assessments": ["service_name"],
    "evidence": ["title", "description"],
    "framework_ratings": ["label", "meaning"],
    "frameworks": ["title", "short_title", "publisher"],
    "outcomes": ["text", "sentence"],
    "plans": ["title"],
    "ratings": ["notes", "no_action_reason"],
    "sections": ["title"],
    "services": ["name", "advisory_body"],
    "standards": ["text", "short_title"],
    "steps": ["text"],
}
SENTENCES = [
    "UPDATE ratings SET code = 'C'",
    "UPDATE ratings SET code = NULL",
    "UPDATE actions SET due = NULL, state = 'complete'",
    "UPDATE assessments SET as_at = '2031-01-01', starts = '2020-01-01'",
    "UPDATE plans SET starts = '2020-01-01'",
    "UPDATE actions SET position = position + 100",
    "DELETE FROM rating_evidence",
    "DELETE FROM action_standards",
    "DELETE FROM steps",
    "UPDATE steps SET done_on = NULL, done_by = NULL",
    "UPDATE outcomes SET result = 'not', target = NULL, reached = '1'",
    "DELETE FROM abbreviations",
]
EDITS = st.one_of(
    st.sampled_from(SENTENCES),
    st.tuples(
        st.sampled_from([(table, column) for table, columns in TEXTS.items() for column in columns]),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40).map("x{}".format),
    ),
)


def edit(what):
    """Change the living data behind every rule."""
    if isinstance(what, str):
        db.session.execute(sa.text(what))
    else:
        (table, column), text = what
        db.session.execute(sa.update(Base.metadata.tables[table]).values({column: text}))
    db.session.expire_all()


def everything_printed():
    """What is printed of the only seal, in every form that the writers are given."""
    year = sealed_year(all_seals()[0])
    own = meanings_of(year, viewer=OPERATOR)
    said = everything_of(year)
    return appendices(year, replace(ALL, glossary=own)), {**said, "record": None}


@settings(max_examples=60)
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_no_edit_of_the_living_data_changes_what_is_printed_out_of_a_seal(assessment, edits):
    if not all_seals():
        save_abbreviation(assessment.service, "GP", "General practitioner", by=OPERATOR)
        sealed(assessment, EXCEPTION)
    before = everything_printed()
    for what in edits:
        edit(what)
    assert everything_printed() == before
    assert before[0].notice.startswith("Ratified with exceptions by the Advisory Group on 12 October 2022.")


def test_the_year_out_of_a_seal_prints_what_the_living_one_printed(assessment):
    submitted(assessment)
    living = year_shown(assessment, viewer=OPERATOR)
    before, told = appendices(living, ALL), everything(living)
    made = ratify(assessment)
    year = sealed_year(made)
    assert before.notice == DRAFT
    assert replace(appendices(year, ALL), notice=DRAFT) == before
    untold = {"record": None, "gaps": None}
    assert everything_of(year) | untold == told | untold


def progress_in(year):
    [action] = year.actions
    return [step.done_on for step in action.steps], [mark_of(outcome) for outcome in action.outcomes]


def test_what_was_ticked_and_marked_is_sealed_as_it_stood(assessment):
    action = submitted(assessment)
    made = ratify(assessment)
    untick_step(action, action.steps[0], by=OPERATOR)
    mark_outcome(action, action.outcomes[0], Mark(), by=OPERATOR)
    assert progress_in(sealed_year(made)) == ([date(2022, 9, 1), None], [CAME])


def test_a_year_that_was_sealed_before_progress_was_known_is_read_as_without_any(assessment):
    said = json.loads(sealed(assessment).snapshot)
    for key in ("progress", "rag", "due_corrected"):
        del said["plan"]["actions"][0][key]
    year = year_in(said, assessment)
    assert progress_in(year) == ([None, None], [Mark()])
    assert (year.actions[0].rag, year.actions[0].due_corrected) == (None, False)
    assert [step.text for step in year.actions[0].steps] == ["Visit *every* school", "Write to GPs"]


def test_a_year_that_was_sealed_before_gaps_were_accepted_until_a_day_is_read_as_without_any(assessment):
    said = json.loads(sealed(assessment).snapshot)
    for rating in said["ratings"]:
        del rating["no_action_until"]
    del said["plan"]["actions"][0]["carried_from"]
    year = year_in(said, assessment)
    assert {rating.no_action_until for rating in year.ratings} == {None}
    assert year.actions[0].carried_from is None


def test_an_action_that_was_carried_says_so_out_of_a_seal(assessment):
    action = submitted(assessment)
    before = start_plan(assessment.service, period("2019-20", 9), by=OPERATOR)
    action.carried_from = add_action(before, ActionText(objective="Visit"), assessment.framework, by=OPERATOR)
    db.session.flush()
    told = {"plan": "2019-20", "action_id": str(action.carried_from.id)}
    year = sealed_year(ratify(assessment))
    assert everything_of(year)["plan"]["actions"][0]["carried_from"] == told


def test_an_exception_is_printed_with_its_rating_as_what_it_is(assessment):
    document = appendices(sealed_year(sealed(assessment, EXCEPTION)))
    row = next(row for row in document.appendices[0].rows if paragraphs(row.cells[0])[0].startswith("1.2"))
    assert paragraphs(row.cells[2]) == [
        "Known to most.",
        "Exception of the Advisory Group:",
        "More leaflets are needed.",
    ]


def test_every_form_says_who_ratified_it_and_when(assessment):
    year = sealed_year(sealed(assessment))
    document = appendices(year)
    assert f"<strong>{year.notice}</strong>" in to_html_page(document)
    assert to_html_fragment(document).startswith(f"<p><strong>{year.notice}</strong></p>")
    assert to_workbook(document, at=clock.now())
    assert year.notice.endswith(f"{year.seal[:4]} {year.seal[4:8]} {year.seal[8:12]}.")


def test_nothing_of_the_meeting_but_the_decision_and_the_exceptions_reaches_a_file(assessment):
    year = sealed_year(sealed(assessment, EXCEPTION))
    page = to_html_page(appendices(year, ALL)) + json.dumps(everything_of(year))
    (part,) = read(word_file(year, key=KEY)).sealed
    page += part
    for words in ("Her son uses", "not there yet", "Gwen Rees", "Colin Shaw", "Town Hall", "long talk", "Abel Finch"):
        assert words not in page


def test_the_word_file_carries_what_is_printed_with_the_digest_and_a_signature(assessment):
    year = sealed_year(sealed(assessment, EXCEPTION))
    (part,) = read(word_file(year, key=KEY)).sealed
    carried = read_part(part.encode())
    assert (carried.snapshot, carried.public_key, carried.is_genuine) == (year.seal, KEY.public, True)


@pytest.mark.parametrize("exceptions", [[], [EXCEPTION]])
def test_our_own_file_is_read_back_draft_or_ratified(assessment, exceptions):
    submitted(assessment)
    drafts = word_file(year_shown(assessment, viewer=OPERATOR))
    year = sealed_year(ratify(assessment, *exceptions))
    wording = year.assessment.framework.wording
    for content in (drafts, word_file(year, key=KEY)):
        reading = read_appendices(read(content), wording)
        assert [rating.code for rating in reading.ratings] == [rating.code for rating in year.ratings]
        assert (len(reading.actions), reading.remarks) == (1, [])


def test_a_ratified_year_prints_its_seal_a_correction_a_draft_and_any_version_its_own(assessment):
    submitted(assessment)
    assert year_to_print(assessment, viewer=OPERATOR).notice == DRAFT
    first = ratify(assessment)
    assert year_to_print(assessment, viewer=OPERATOR).seal == first.digest
    corrected(assessment)
    assert year_to_print(assessment, viewer=OPERATOR).notice == DRAFT
    move(assessment, "submit", by=OPERATOR)
    second = ratify(assessment, EXCEPTION)
    assert year_to_print(assessment, viewer=OPERATOR).seal == second.digest
    assert year_to_print(assessment, 1, viewer=OPERATOR).seal == first.digest
    with pytest.raises(NotFound, match="No version 3"):
        year_to_print(assessment, 3, viewer=OPERATOR)


def test_a_commissioner_is_given_the_version_in_force_while_it_is_corrected(assessment, commissioner):
    first = sealed(assessment)
    corrected(assessment)
    assert year_to_print(assessment, viewer=commissioner).seal == first.digest


def test_a_ratified_year_without_its_seal_is_not_printed(assessment):
    submitted(assessment)
    move(assessment, "ratify", by=Chair())
    with pytest.raises(NotFound, match="its seal is not there"):
        year_to_print(assessment, viewer=OPERATOR)


def test_a_snapshot_holds_no_number_with_a_fraction(assessment):
    kinds = set()

    def look(value):
        kinds.add(type(value))
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            look(one)

    look(json.loads(sealed(assessment, EXCEPTION).snapshot))
    assert kinds == {dict, list, str, int, bool, type(None)}


def test_last_year_stands_beside_this_one_as_it_is_in_force(assessment):
    sealed(assessment)
    corrected(assessment)
    rate(assessment, "1.2", "C", "Known to all.")
    this = start_assessment(assessment.service, assessment.framework, period("2022-23", 9), by=OPERATOR)
    found = comparison_to_print(year_shown(this, viewer=OPERATOR), viewer=OPERATOR)
    second = found.standards[1]
    assert (second.number, second.before.entry.code, second.before.notes) == ("1.2", "P/C", "Known to *most*.")
    assert comparison_to_print(sealed_year(all_seals()[0]), viewer=OPERATOR) is None
