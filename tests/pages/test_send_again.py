"""What was typed into a page whose session has ended: sent once more after signing in, and saved."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from tests.cast import sign_in
from tracker.assessments.queries import get_rating
from tracker.db import db

PAGE = "/services/lanternshire/assessments/2021-22/standards/1.2"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def rating(assessment, with_csrf):
    return get_rating(assessment, "1.2")


def fields(page):
    """What the button of the page's form sends."""
    form = re.search(r'<form method="post" action="(\?save|[^"]*standards/1.2)[^"]*".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


def send(client, sent):
    return client.post(f"{PAGE}?save", data=sent, headers=OURS)


def notes_of(rating):
    db.session.refresh(rating)
    return rating.notes


def test_after_an_expired_session_one_button_saves_what_was_typed(client, manager, rating, wait):
    sign_in(client, manager)
    sent = fields(client.get(PAGE).text) | {"notes": "Typed for an hour.", "code": "C"}
    wait(timedelta(hours=13))
    page = send(client, sent)
    assert page.status_code == 401
    assert "nothing is lost" in page.text
    assert "Typed for an hour." in page.text
    sign_in(client, manager)
    assert send(client, fields(page.text)).status_code == 302
    assert notes_of(rating) == "Typed for an hour."


def test_a_token_of_an_earlier_session_is_exchanged_by_sending_it_once_more(client, manager, rating):
    sign_in(client, manager)
    sent = {"notes": "Typed before.", "code": "C", "version": "1", "csrf_token": "old"}
    page = send(client, sent)
    assert page.status_code == 400
    assert "nothing is lost: send it once more" in page.text
    assert send(client, fields(page.text)).status_code == 302
    assert notes_of(rating) == "Typed before."


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_what_does_not_say_that_it_is_ours_is_not_offered_to_be_sent(client, manager, rating, site):
    sign_in(client, manager)
    headers = {"Sec-Fetch-Site": site} if site else {}
    page = client.post(PAGE, data={"notes": "From elsewhere.", "version": "1"}, headers=headers)
    assert page.status_code == 400
    assert "Send it once more" not in page.text
    assert notes_of(rating) == ""


def test_no_secret_is_put_into_a_page(client, account, with_csrf):
    sent = {"password": "three odd lanterns", "new_password": "another", "new_password_confirm": "another"}
    page = client.post("/password/change", data=sent, headers=OURS)
    assert "lanterns" not in page.text
    assert "Send it once more" not in page.text


def test_files_are_to_be_chosen_again(client, manager, with_csrf, service):
    sent = {"title": "Leaflet", "files": (BytesIO(b"x"), "a.txt")}
    page = client.post("/services/lanternshire/evidence/add/document", data=sent, headers=OURS)
    assert page.status_code == 401
    assert "Send it once more" not in page.text
    assert "Copy what you typed from below" in page.text
    assert "Leaflet" in page.text
