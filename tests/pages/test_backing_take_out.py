"""Taking an item out of the library, which asks first where it backs ratings; and its page, which says which."""

import pytest

from tests.cast import sign_in
from tests.evidence import LIBRARY, make_note
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import choose_evidence
from tracker.assessments.queries import evidence_of, get_rating
from tracker.db import db

YEAR = "/services/lanternshire/assessments/2021-22"


@pytest.fixture
def minutes(service, framework):
    return make_note(service, framework, "Minutes")


@pytest.fixture
def used(assessment, minutes):
    """The ratings that the minutes back."""
    ratings = [get_rating(assessment, number) for number in ("1.2", "1.6")]
    for rating in ratings:
        choose_evidence(rating, add=[minutes], by=OPERATOR)
    return ratings


def is_there(item):
    db.session.expire_all()
    return item.deleted_at is None


def here(item):
    return f"{LIBRARY}/{item.id}"


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair"])
def test_the_page_of_an_item_says_what_it_backs(request, client, minutes, used, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(here(minutes)).text
    assert f'Backs <a class="govuk-link" href="{YEAR}/standards/1.2">1.2</a> and <a' in page
    assert "in 2021-22" in page


def test_an_item_that_backs_nothing_says_nothing_of_it(client, manager, minutes):
    sign_in(client, manager)
    assert "Backs" not in client.get(here(minutes)).text


def test_an_item_that_backs_nothing_goes_at_once(client, team, minutes):
    sign_in(client, team)
    assert client.post(f"{here(minutes)}/delete").location == LIBRARY
    assert not is_there(minutes)


def test_an_item_that_backs_ratings_goes_only_after_they_were_named(client, team, minutes, used):
    sign_in(client, team)
    page = client.post(f"{here(minutes)}/delete")
    assert page.status_code == 200
    assert "Take “Minutes” out of the library?" in page.text
    assert "1.2</a> and " in page.text
    assert is_there(minutes)
    for rating in used:
        assert f'name="backed" value="{rating.id}"' in page.text
    assert client.post(f"{here(minutes)}/delete", data={"backed": [str(r.id) for r in used]}).location == LIBRARY
    assert not is_there(minutes)
    assert "You can put it back" in client.get(LIBRARY).text


def test_it_asks_again_where_the_item_came_to_back_another_rating(client, manager, assessment, minutes, used):
    sign_in(client, manager)
    choose_evidence(get_rating(assessment, "2.1"), add=[minutes], by=OPERATOR)
    page = client.post(f"{here(minutes)}/delete", data={"backed": [str(rating.id) for rating in used]})
    assert page.status_code == 409
    assert "Somebody else chose it for another rating meanwhile" in page.text
    assert "2.1</a>" in page.text
    assert is_there(minutes)


def test_put_back_all_is_as_before(client, manager, minutes, used):
    sign_in(client, manager)
    client.post(f"{here(minutes)}/delete", data={"backed": [str(rating.id) for rating in used]})
    assert [evidence_of(rating) for rating in used] == [[], []]
    client.post(f"{here(minutes)}/restore")
    assert [evidence_of(rating) for rating in used] == [[minutes], [minutes]]
    assert "Backs" in client.get(here(minutes)).text


def test_what_was_taken_out_already_is_no_question(client, manager, minutes, used):
    sign_in(client, manager)
    client.post(f"{here(minutes)}/delete", data={"backed": [str(rating.id) for rating in used]})
    assert client.post(f"{here(minutes)}/delete").location == LIBRARY


@pytest.mark.parametrize(
    ("reader", "status"), [("group", 403), ("chair", 403), ("commissioner", 403), ("other_manager", 404)]
)
def test_who_does_not_keep_evidence_takes_nothing_out(request, client, minutes, used, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    page = client.post(f"{here(minutes)}/delete", data={"backed": [str(rating.id) for rating in used]})
    assert page.status_code == status
    assert is_there(minutes)


def test_looking_is_refused(client, manager, minutes):
    sign_in(client, manager)
    assert client.get(f"{here(minutes)}/delete").status_code == 405
