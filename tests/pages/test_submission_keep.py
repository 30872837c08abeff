"""Letting words that may name somebody through, and taking that back."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from tests.cast import sign_in
from tests.submitting import PAGE, complete, look, rate
from tracker.accounts.rules import OPERATOR
from tracker.db import begin_writing, db
from tracker.reports.queries import get_year
from tracker.submission.changes import keep_wording

KEEP, ASK_AGAIN = f"{PAGE}/keep", f"{PAGE}/ask-again"


@pytest.fixture
def found(assessment):
    complete(assessment)
    rate(assessment, "1.3", "C", "My son Kit came.")
    return look(assessment).found[0]


def test_it_is_kept_and_told_and_then_taken_back(client, manager, assessment, found):
    sign_in(client, manager)
    answer = client.post(KEEP, data={"sign": found.sign})
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert "1.3: this may be published." in client.get(PAGE).text
    assert look(assessment).found == []
    assert client.post(ASK_AGAIN, data={"sign": found.sign}).location == PAGE
    assert "1.3: this is to be decided again." in client.get(PAGE).text
    assert look(assessment).found == [found]


@pytest.mark.parametrize("address", [KEEP, ASK_AGAIN])
@pytest.mark.parametrize("sign", [{}, {"sign": ""}, {"sign": "x" * 5000}, {"sign": "\x00"}])
def test_what_is_no_sign_is_not_there(client, manager, assessment, found, address, sign):
    sign_in(client, manager)
    page = client.post(address, data=sign)
    assert (page.status_code, "Those words are not there any more" in page.text) == (409, True)
    assert look(assessment).found == [found]


def test_words_that_somebody_changed_meanwhile_are_shown_as_they_are_now(client, manager, assessment, found):
    sign_in(client, manager)
    rate(assessment, "1.3", "C", "My son Leo came.")
    page = client.post(KEEP, data={"sign": found.sign})
    assert page.status_code == 409
    assert "“Leo”" in page.text
    assert len(look(assessment).found) == 1


def test_said_twice_is_once(client, manager, assessment, found):
    sign_in(client, manager)
    assert [client.post(KEEP, data={"sign": found.sign}).status_code for _ in range(2)] == [302, 302]
    assert len(look(assessment).kept) == 1


def test_said_twice_at_once_is_once(client, manager, assessment, found):
    sign_in(client, manager)
    slug, sign = assessment.service.slug, found.sign
    db.session.commit()
    begin_writing()
    year = get_year(slug, "2021-22", viewer=OPERATOR, to_change=True)
    keep_wording(year.assessment, found, by=OPERATOR)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(client.post, KEEP, data={"sign": sign})
        assert not wait([second], timeout=0.5).done
        db.session.commit()
        assert second.result(timeout=60).status_code == 302
    assert len(look(assessment).kept) == 1


@pytest.mark.parametrize("address", [KEEP, ASK_AGAIN])
def test_only_a_manager_of_the_service_decides(client, team, group, other_manager, assessment, found, address):
    keep_wording(assessment, found, by=OPERATOR)
    for person, status in ((team, 403), (group, 403), (other_manager, 404)):
        sign_in(client, person)
        assert client.post(address, data={"sign": found.sign}).status_code == status
    assert len(look(assessment).kept) == 1


@pytest.mark.parametrize("address", [KEEP, ASK_AGAIN])
def test_it_is_sent_and_never_read(client, manager, found, address):
    sign_in(client, manager)
    assert client.get(address).status_code == 405


def test_without_the_token_nothing_is_kept(client, with_csrf, manager, assessment, found):
    sign_in(client, manager)
    assert client.post(KEEP, data={"sign": found.sign}).status_code == 400
    assert look(assessment).kept == []
