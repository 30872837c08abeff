"""Starting from the year before, and confirming what was carried forward."""

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import save_rating, start_assessment
from tracker.assessments.queries import assessments_of, get_rating, unconfirmed_of
from tracker.assessments.rules import Carry
from tracker.db import db

START = "/services/lanternshire/assessments/start"
YEAR = "/services/lanternshire/assessments/2022-23"
PAGE = f"{YEAR}/standards/1.2"
MARK = "From 2021-22, not yet confirmed"


@pytest.fixture
def before(assessment):
    """2021-22, in which 1.2 and 1.3 are rated."""
    for number in ("1.2", "1.3"):
        save_rating(get_rating(assessment, number), "C", "Two leaflets.", by=OPERATOR)
    return assessment


@pytest.fixture
def carried(service, framework, before):
    """2022-23, with all that 2021-22 said."""
    return start_assessment(service, framework, period("2022-23", 9), carry=Carry.RATINGS, by=OPERATOR)


def unconfirmed(assessment):
    db.session.expire_all()
    return [rating.standard.number for rating in unconfirmed_of(assessment)]


def sent(assessment, **changed):
    return {"code": "C", "notes": "Two leaflets.", "version": str(get_rating(assessment, "1.2").version)} | changed


def test_the_first_assessment_has_nothing_to_begin_with(client, manager, framework):
    sign_in(client, manager)
    page = client.get(START).text
    assert "What should it begin with?" not in page
    assert "every standard not yet rated" in page


def test_the_year_before_is_offered_and_nothing_is_chosen_for_one(client, manager, before):
    sign_in(client, manager)
    page = client.get(START).text
    assert all(words in page for words in ("the latest is 2021-22", "Nothing", "Notes only", "Notes and ratings"))
    client.post(START, data={"label": "2022-23"})
    assert unconfirmed(assessments_of(before.service, viewer=OPERATOR)[-1]) == []


@pytest.mark.parametrize(("carry", "code"), [("notes", None), ("ratings", "C")])
def test_what_is_chosen_is_carried(client, manager, before, carry, code):
    sign_in(client, manager)
    answer = client.post(START, data={"label": "2022-23", "carry": carry})
    assert (answer.status_code, answer.location) == (302, YEAR)
    started = assessments_of(before.service, viewer=OPERATOR)[-1]
    assert unconfirmed(started) == ["1.2", "1.3"]
    assert (get_rating(started, "1.2").code, get_rating(started, "1.2").notes) == (code, "Two leaflets.")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"carry": "everything"}, "Choose one from the list"),
        ({"label": "2020-21", "carry": "notes"}, "There is no self-assessment before 2020-21 to carry forward"),
    ],
)
def test_what_cannot_be_carried_is_said_at_its_field(client, manager, before, wrong, message):
    sign_in(client, manager)
    page = client.post(START, data={"label": "2022-23"} | wrong).text
    assert message in page
    assert 'href="#carry"' in page
    assert len(assessments_of(before.service, viewer=OPERATOR)) == 1


def test_what_was_carried_is_marked_wherever_it_is_read(client, team, carried):
    sign_in(client, team)
    assert MARK in client.get(PAGE).text
    assert client.get(f"{YEAR}/table").text.count(MARK) == 2
    overview = client.get(YEAR).text
    assert f"{MARK} (2)" in overview
    assert f'href="{PAGE}"' in overview[overview.index(f"{MARK} (2)") :]
    assert "Still right" not in client.get(PAGE).text


def test_the_overview_and_home_lead_to_what_is_to_be_confirmed(client, manager, carried):
    sign_in(client, manager)
    assert "2 standards from the year before to confirm in 2022-23" in client.get("/").text
    assert f'href="{PAGE}"' in client.get("/").text


@pytest.mark.parametrize(
    ("changed", "left"),
    [({}, ("C", "Two leaflets.")), ({"notes": "Four."}, ("C", "Four.")), ({"code": "", "notes": ""}, (None, ""))],
    ids=["confirmed", "edited", "cleared"],
)
def test_confirming_editing_and_clearing_take_the_mark(client, manager, carried, changed, left):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert 'form="rating">Still right: confirm</button>' in page
    assert page.count('id="rating"') == 1
    answer = client.post(PAGE, data=sent(carried, **changed))
    assert answer.location == f"{YEAR}/standards/1.3"
    assert "Rating for 1.2 saved and confirmed" in client.get(answer.location).text
    assert unconfirmed(carried) == ["1.3"]
    rating = get_rating(carried, "1.2")
    assert (rating.code, rating.notes) == left
    assert MARK not in client.get(PAGE).text


def test_only_looking_confirms_nothing(client, manager, carried):
    sign_in(client, manager)
    client.get(PAGE)
    assert unconfirmed(carried) == ["1.2", "1.3"]


def test_a_stale_confirmation_confirms_nothing(client, manager, carried):
    sign_in(client, manager)
    assert client.post(PAGE, data=sent(carried, version="9")).status_code == 409
    assert unconfirmed(carried) == ["1.2", "1.3"]


def test_who_may_not_rate_confirms_nothing(client, team, other_manager, carried):
    sign_in(client, team)
    assert client.post(PAGE, data=sent(carried)).status_code == 302
    assert unconfirmed(carried) == ["1.2", "1.3"]
    sign_in(client, other_manager)
    assert client.post(PAGE, data=sent(carried)).status_code == 404
    assert unconfirmed(carried) == ["1.2", "1.3"]
