"""The gaps of a year."""

import pytest

from tests.cast import sign_in
from tests.evidence import make_note
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import choose_evidence, save_rating
from tracker.assessments.queries import get_rating, ratings_of
from tracker.clock import today
from tracker.db import db

YEAR = "/services/lanternshire/assessments/2021-22"
PAGE = f"{YEAR}/gaps"


@pytest.fixture
def compliant(assessment):
    """All are compliant, and say why; nothing from the library backs any."""
    for rating in ratings_of(assessment):
        save_rating(rating, "C", "Agreed in May.", by=OPERATOR)
    return assessment


def test_a_service_without_a_library_is_told_once_with_each_number_linked(client, manager, compliant):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "20 ratings call for evidence and have none from the library:" in page
    assert page.count("no evidence") == 0
    for rating in ratings_of(compliant):
        assert f'href="{YEAR}/standards/{rating.standard.number}">{rating.standard.number}</a>' in page


def test_the_overview_counts_that_once_and_flags_no_standard_with_it(client, manager, compliant):
    sign_in(client, manager)
    page = client.get(YEAR).text
    assert ">Gaps</a> (1)" in page
    assert "No evidence." not in page


def test_the_command_says_it_in_one_line_and_tells_programs_of_each(run, run_json, compliant):
    db.session.commit()
    said = run("gaps", "lanternshire", "--period", "2021-22").stdout.splitlines()
    assert len(said) == 1
    assert said[0].startswith("no_evidence: 20 ratings call for evidence and have none from the library: 1.1, 1.2,")
    gaps = run_json("gaps", "lanternshire", "--period", "2021-22")["gaps"]
    assert [gap["kind"] for gap in gaps] == ["no_evidence"] * 20


def test_evidence_that_is_due_is_named_and_what_is_backed_is_left_out(client, group, service, framework, compliant):
    survey = make_note(service, framework, "Survey", look_again=today())
    for rating in ratings_of(compliant)[1:]:
        choose_evidence(rating, add=[survey], by=OPERATOR)
    choose_evidence(get_rating(compliant, "4.3"), remove={survey.id}, by=OPERATOR)
    sign_in(client, group)
    page = client.get(PAGE).text
    assert "1.2 is backed by evidence that is due for another look: “Survey”" in page
    assert "2 ratings call for evidence" in page
    overview = client.get(YEAR).text
    assert overview.count("No evidence.") == 2
    assert overview.count("Evidence is due for another look.") == 18


@pytest.mark.parametrize(("reader", "status"), [("chair", 200), ("commissioner", 403), ("other_manager", 404)])
def test_who_reads_the_self_assessment_reads_its_gaps(request, client, compliant, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(PAGE).status_code == status


def test_an_unknown_year_is_not_found_and_other_methods_are_refused(client, manager, compliant):
    sign_in(client, manager)
    assert client.get(PAGE.replace("2021-22", "2019-20")).status_code == 404
    assert client.post(PAGE).status_code == 405
