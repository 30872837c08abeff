"""Submitting a year to the advisory group, and taking it back."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from tests.cast import sign_in
from tests.review import ask, say_agree
from tests.submitting import PAGE, YEAR, complete, rate
from tracker.assessments.queries import get_rating, ratings_of
from tracker.assessments.rules import Status
from tracker.audit.queries import last_entry
from tracker.db import begin_writing, db
from tracker.submission.changes import submit

DAY = {"until-day": "1", "until-month": "3", "until-year": "2090"}


@pytest.fixture
def year(assessment):
    complete(assessment)
    return assessment


def status(assessment):
    db.session.refresh(assessment)
    return assessment.status


def test_a_manager_submits_what_is_complete_and_the_page_says_who_and_when(client, manager, year):
    sign_in(client, manager)
    assert "Submit 2021-22" in client.get(PAGE).text
    assert client.post(PAGE).status_code == 302
    page = client.get(PAGE).text
    assert "Self-assessment 2021-22 submitted to your Advisory Group." in page
    assert "Maya Noor submitted it on" in page
    assert "Submit 2021-22</button>" not in page
    assert status(year) is Status.SUBMITTED
    assert last_entry(year.id).details == {"before": "draft", "after": "submitted"}


def test_what_must_be_done_first_is_refused_and_named(client, manager, year):
    rate(year, "1.2", None)
    sign_in(client, manager)
    assert "Submit 2021-22</button>" not in client.get(PAGE).text
    page = client.post(PAGE)
    assert page.status_code == 409
    assert "not rated yet: 1.2" in page.text
    assert status(year) is Status.DRAFT


def test_submitted_twice_is_refused(client, manager, year):
    sign_in(client, manager)
    client.post(PAGE)
    page = client.post(PAGE)
    assert page.status_code == 409
    assert "is submitted by now" in page.text


@pytest.mark.parametrize(("person", "answer"), [("team", 403), ("group", 403), ("chair", 403), ("other_manager", 404)])
@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/withdraw"])
def test_nobody_else_submits_or_withdraws(request, client, year, person, answer, address):
    sign_in(client, request.getfixturevalue(person))
    assert client.post(address).status_code == answer
    assert status(year) is Status.DRAFT


def test_a_manager_withdraws_it_and_it_is_a_draft_again(client, manager, year):
    submit(year, by=manager)
    sign_in(client, manager)
    assert "Withdraw, to work on it again" in client.get(PAGE).text
    client.post(f"{PAGE}/withdraw")
    assert status(year) is Status.DRAFT
    assert year.submitted_by is None
    assert "Save and go to 1.3" in client.get(f"{YEAR}/standards/1.2").text


def test_what_somebody_of_the_group_has_responded_to_cannot_be_withdrawn_and_the_page_says_so(
    client, manager, group, year
):
    submit(year, by=manager)
    say_agree(year, group)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "It cannot be withdrawn any more" in page
    assert "Withdraw, to work on it again" not in page
    answer = client.post(f"{PAGE}/withdraw")
    assert (answer.status_code, "Ask the chair to send it back." in answer.text) == (409, True)
    assert status(year) is Status.SUBMITTED


def test_the_page_of_a_submitted_year_says_where_the_review_stands_and_leads_to_the_pack(
    client, manager, group, chair, year
):
    submit(year, by=manager)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert '<h1 class="govuk-heading-l">Where the review stands: <span class="tracker-held">2021-22</span></h1>' in page
    assert "0 of 2 members have looked at all of it." in page
    assert "No questions are open." in page
    assert f'href="{YEAR}/review"' in page
    for one in ratings_of(year):
        say_agree(year, group, one.standard.number)
    ask(year, chair)
    page = client.get(PAGE).text
    assert "1 of 2 members has looked at all of it, and 1 more has begun." in page
    assert "1 question is open, and 1 waits for an answer." in page


def test_a_draft_cannot_be_withdrawn(client, manager, year):
    sign_in(client, manager)
    assert client.post(f"{PAGE}/withdraw").status_code == 409


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/standards/1.2", {"code": "C", "notes": "Late.", "version": "2"}),
        ("/standards/1.2/autosave", {"code": "C", "notes": "Late.", "version": "2"}),
        ("/standards/1.2/no-action", {"reason": "Late.", "version": "2"} | DAY),
        ("/standards/1.2/evidence", {"shown": "", "items": ""}),
    ],
)
def test_what_is_submitted_is_closed_and_what_was_typed_is_shown(client, manager, year, address, sent):
    submit(year, by=manager)
    sign_in(client, manager)
    answer = client.post(f"{YEAR}{address}", data=sent)
    assert get_rating(year, "1.2").notes == "Done."
    if "evidence" not in address:
        assert answer.status_code == 409
        assert "is submitted, and closed" in answer.text
        assert "Late." in answer.text


def test_the_standards_page_and_the_table_are_to_read_while_it_is_submitted(client, manager, year):
    submit(year, by=manager)
    sign_in(client, manager)
    for page in (f"{YEAR}/standards/1.2", f"{YEAR}/table"):
        text = client.get(page).text
        assert 'name="notes"' not in text
        assert "Done." in text


def test_the_overview_says_how_far_it_is_and_home_asks_for_no_more_ratings(client, manager, year):
    rate(year, "1.2", "C", "")
    sign_in(client, manager)
    assert "Draft" in client.get(YEAR).text
    assert "worth a look before 2021-22 is submitted" in client.get("/").text
    submit(year, by=manager)
    assert "Submitted" in client.get(YEAR).text
    assert "before 2021-22 is submitted" not in client.get("/").text


def test_a_save_waits_for_a_submission_that_is_under_way_and_then_finds_it_closed(client, manager, year):
    sign_in(client, manager)
    begin_writing()
    submit(year, by=manager)
    with ThreadPoolExecutor() as pool:
        sent = pool.submit(client.post, f"{YEAR}/standards/1.2", data={"code": "C", "notes": "Late.", "version": "2"})
        assert not wait([sent], timeout=0.5).done
        db.session.commit()
        answer = sent.result(timeout=60)
    assert answer.status_code == 409
    assert "is submitted, and closed" in answer.text
    db.session.expire_all()
    assert get_rating(year, "1.2").notes == "Done."
