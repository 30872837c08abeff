"""What was made of a rating: who, when, from what to what; and bringing an earlier text back."""

from datetime import timedelta

import pytest

from tests.cast import sign_in
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating, history_of
from tracker.audit.models import AuditEntry
from tracker.db import db

YEAR = "/services/lanternshire/assessments/2021-22"
PAGE = f"{YEAR}/standards/1.2/history"


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "1.2")


@pytest.fixture
def saved_twice(rating, manager, team, wait):
    save_rating(rating, "P/C", "Two leaflets.", by=manager)
    wait(timedelta(hours=1))
    save_rating(rating, "C", "Three leaflets.", by=manager)
    return rating


def first_save(rating):
    return history_of(rating)[-1].number


def saved(rating):
    db.session.expire_all()
    return rating.code, rating.notes


def test_each_change_is_there_with_who_made_it_and_what_differs(client, manager, saved_twice):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert page.count("Maya Noor</h2>") == 2
    assert "Partially Compliant (P/C) became Compliant (C)" in page
    assert '(taken out: </span>Two<span class="govuk-visually-hidden">)' in page
    assert '(added: </span>Three<span class="govuk-visually-hidden">)' in page
    assert page.count("Bring this back") == 1
    assert f'href="{PAGE}"' in client.get(f"{YEAR}/standards/1.2").text


def test_saves_of_one_sitting_are_one_change(rating, manager, wait):
    for notes in ("T", "Two", "Two leaflets."):
        save_rating(rating, "C", notes, by=manager)
        wait(timedelta(minutes=5))
    [change] = history_of(rating)
    assert (change.code_before, change.notes_before, change.notes) == (None, "", "Two leaflets.")


def test_another_persons_save_is_a_change_of_its_own(rating, manager, team):
    save_rating(rating, "C", "Mine.", by=manager)
    save_rating(rating, "C", "Theirs.", by=team)
    assert [(change.notes, change.by) for change in history_of(rating)] == [
        ("Theirs.", team.identifier),
        ("Mine.", manager.identifier),
    ]


def test_an_earlier_text_comes_back_and_the_record_says_so(client, manager, saved_twice):
    sign_in(client, manager)
    sent = {"save": first_save(saved_twice), "version": saved_twice.version}
    answer = client.post(PAGE, data=sent)
    assert answer.location == f"{YEAR}/standards/1.2"
    assert saved(saved_twice) == ("P/C", "Two leaflets.")
    assert "1.2 is again as it was on" in client.get(answer.location).text
    assert db.session.query(AuditEntry).filter_by(verb="save_rating").count() == 3


def test_from_a_page_that_is_out_of_date_nothing_comes_back(client, manager, saved_twice):
    sign_in(client, manager)
    sent = {"save": first_save(saved_twice), "version": saved_twice.version - 1}
    answer = client.post(PAGE, data=sent)
    assert (answer.status_code, "Nothing of yours was saved yet" in answer.text) == (409, True)
    assert saved(saved_twice) == ("C", "Three leaflets.")


@pytest.mark.parametrize(
    ("number", "status"), [("", 200), ("x", 200), ("-1", 200), ("0", 200), ("9" * 40, 200), ("99999", 404)]
)
def test_a_text_that_the_history_has_not_changes_nothing(client, manager, saved_twice, number, status):
    sign_in(client, manager)
    assert client.post(PAGE, data={"save": number, "version": saved_twice.version}).status_code == status
    assert saved(saved_twice) == ("C", "Three leaflets.")


def test_the_text_of_another_standard_does_not_come_here(client, manager, saved_twice, assessment):
    other = get_rating(assessment, "1.3")
    save_rating(other, "C", "Elsewhere.", by=manager)
    sign_in(client, manager)
    assert client.post(PAGE, data={"save": first_save(other), "version": saved_twice.version}).status_code == 404


def test_who_may_not_rate_reads_it_and_brings_nothing_back(client, team, saved_twice):
    sign_in(client, team)
    page = client.get(PAGE)
    assert "Three" in page.text
    assert "Bring this back" not in page.text
    sent = {"save": first_save(saved_twice), "version": saved_twice.version}
    assert client.post(PAGE, data=sent).status_code == 403


def test_before_anything_is_saved_it_says_so(client, manager, assessment):
    sign_in(client, manager)
    assert "Nothing was saved for 1.2 yet." in client.get(PAGE).text


def test_a_stale_save_shows_where_the_texts_differ(client, manager, saved_twice):
    sign_in(client, manager)
    sent = {"code": "C", "notes": "Four leaflets.", "version": saved_twice.version - 1}
    page = client.post(PAGE.removesuffix("/history"), data=sent).text
    theirs, mine = page.split("You typed this")
    assert '<mark><span class="govuk-visually-hidden">(only here: </span>Three<span' in theirs
    assert '<mark><span class="govuk-visually-hidden">(only here: </span>Four<span' in mine
