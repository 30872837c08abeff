"""A Word file in: choosing it, looking at what was read, saving it."""

import contextvars
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.cast import sign_in
from tests.uploads import ADDRESS, DOUBTFUL, GOOD, NOTHING, UNPLACED, send
from tracker import clock
from tracker.accounts.changes import add_service
from tracker.accounts.queries import find_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.queries import assessments_of, ratings_of
from tracker.audit.queries import last_entry
from tracker.clock import in_words
from tracker.db import Base, begin_writing, db
from tracker.imports import routes
from tracker.imports.models import Upload
from tracker.plans.changes import start_plan
from tracker.word.reader import read


@pytest.fixture
def here(client, framework, manager):
    sign_in(client, manager)
    return client


def test_what_was_read_is_shown_before_anything_is_saved(here, service):
    sent = send(here)
    assert sent.status_code == 302
    html = here.get(sent.location).get_data(as_text=True)
    assert "1 standard and 1 action. Nothing is saved yet." in html
    assert "Signed." in html
    assert "Leaflets" in html
    assert assessments_of(service, viewer=OPERATOR) == []


def test_saving_makes_the_assessment_and_the_plan(here, service):
    address = send(here).location
    saved = here.post(address)
    assert saved.location == "/services/lanternshire/assessments/2021-22"
    (assessment,) = assessments_of(service, viewer=OPERATOR)
    assert (ratings_of(assessment)[0].code, ratings_of(assessment)[0].notes) == ("C", "Signed.")
    assert assessment.plan.label == "2021-22"


def test_the_file_is_kept_with_what_was_read_and_what_was_saved(here, service, manager):
    here.post(send(here).location, data={"code_0": "P/C", "notes_0": "Not signed."})
    (upload,) = db.session.scalars(sa.select(Upload)).all()
    (assessment,) = assessments_of(service, viewer=OPERATOR)
    assert (upload.content, upload.original, upload.assessment) == (GOOD, None, assessment)
    kept = json.loads(upload.reading)
    assert [kept[what]["standards"][0]["rating"] for what in ("read", "saved")] == ["C", "P/C"]
    entry = last_entry(upload.id)
    assert (entry.verb, entry.by, entry.details) == ("save_upload", manager.identifier, {"label": "2021-22"})
    html = here.get(ADDRESS).text
    assert f"brought in from 2021-22.docx on {in_words(clock.today())}" in html
    assert f"{ADDRESS}/{upload.id}/original" in html


def test_what_is_saved_is_not_saved_again(here, service):
    address = send(here).location
    here.post(address)
    page = here.get(address)
    assert "This file is saved" in page.text
    assert 'href="/services/lanternshire/assessments/2021-22"' in page.text
    again = here.post(address, data={"label": "2022-23"})
    assert again.status_code == 409
    assert "2021-22.docx was saved already, as the self-assessment 2021-22. Nothing was changed." in again.text
    assert len(assessments_of(service, viewer=OPERATOR)) == 1


def test_of_two_who_save_it_at_once_one_is_told(here, service):
    address, together = send(here).location, threading.Barrier(2)

    def save(browser):
        together.wait()
        return browser.post(address).status_code

    there = here.application.test_client()
    with here.session_transaction() as mine, there.session_transaction() as theirs:
        theirs |= dict(mine)
    db.session.commit()
    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(contextvars.Context().run, save, browser) for browser in (here, there)]
        assert sorted(answer.result(timeout=60) for answer in answers) == [302, 409]
    assert len(assessments_of(service, viewer=OPERATOR)) == 1


@pytest.mark.parametrize("saved", [False, True])
def test_the_file_is_given_back_as_it_was_sent(here, saved, manager):
    address = send(here, name="Größe <b>.docx").location
    if saved:
        here.post(address)
    file = here.get(f"{address}/original")
    assert (file.data, file.mimetype) == (GOOD, "application/octet-stream")
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    (upload,) = db.session.scalars(sa.select(Upload)).all()
    assert (last_entry(upload.id).verb, last_entry(upload.id).by) == ("take_original", manager.identifier)


def test_what_was_converted_is_given_back_as_it_was_sent(here, monkeypatch):
    monkeypatch.setattr(routes, "word_content", lambda _content, _name: GOOD)
    address = send(here, b"{\\rtf1 an older file}", name="report.rtf").location
    assert "Leaflets" in here.get(address).text
    assert here.get(f"{address}/original").data == b"{\\rtf1 an older file}"


def test_a_plan_whose_period_is_taken_gets_another(here, service):
    start_plan(service, period("2021-22", 9), by=OPERATOR)
    address = send(here).location
    assert re.search(r'name="plan" type="text" value="2022-23"', here.get(address).text)
    page = here.post(address, data={"plan": "2021-22"})
    assert "There is a plan 2021-22 already. Give this one another period." in page.text
    assert assessments_of(service, viewer=OPERATOR) == []
    assert here.post(address, data={"plan": "2022-23"}).status_code == 302
    assert assessments_of(service, viewer=OPERATOR)[0].plan.label == "2022-23"


def test_while_a_file_is_read_others_save(here, service, monkeypatch):
    def somebody_saves(content):
        def save():
            begin_writing()
            add_service("Other SENDIASS", "other", by=OPERATOR)
            db.session.commit()

        with ThreadPoolExecutor() as pool:
            pool.submit(contextvars.Context().run, in_app(save)).result(timeout=60)
        return read(content)

    app = here.application

    def in_app(act):
        def run():
            with app.app_context():
                act()

        return run

    monkeypatch.setattr(routes, "read_apart", somebody_saves)
    assert send(here).status_code == 302
    assert find_service("other") is not None


def test_a_stop_names_its_place_and_prevents_saving(here, service):
    address = send(here, NOTHING).location
    page = here.get(address)
    assert "No table of a self-assessment or of a delivery plan was found." in page.text
    assert "Save as" not in page.text
    assert here.post(address).status_code == 422
    assert assessments_of(service, viewer=OPERATOR) == []


def test_what_is_doubtful_comes_first_and_is_settled_by_hand(here, service):
    address = send(here, DOUBTFUL).location
    page = here.get(address).text
    assert page.index("Rating of 1.2, read from “C?”") < page.index("Rating of 1.1")
    assert page.count("Look at this</strong>") == 1
    here.post(address, data={"code_1": "P/C", "notes_1": "In part.", "code_0": "C", "notes_0": "Signed."})
    (assessment,) = assessments_of(service, viewer=OPERATOR)
    found = [(rating.code, rating.notes) for rating in ratings_of(assessment)[:3]]
    assert found == [("C", "Signed."), ("P/C", "In part."), (None, "")]


def test_what_was_not_placed_goes_where_a_person_puts_it(here, service):
    address = send(here, UNPLACED).location
    assert "Not placed" in here.get(address).text
    sent = {"number_u0": "1.2", "code_u0": "P/C", "notes_u0": "No standard's number here."}
    assert here.post(address, data=sent).status_code == 302
    (assessment,) = assessments_of(service, viewer=OPERATOR)
    rating = ratings_of(assessment)[1]
    assert (rating.code, rating.notes) == ("P/C", "No standard's number here.")


def test_two_ratings_for_one_standard_are_refused_and_stay_typed(here, service):
    address = send(here, UNPLACED).location
    sent = {"number_u0": "1.1", "code_u0": "P/C", "notes_u0": "Typed by hand."}
    page = here.post(address, data=sent)
    assert "1.1 was given two ratings, C and P/C. Choose one for both rows." in page.text
    assert "Typed by hand." in page.text
    assert assessments_of(service, viewer=OPERATOR) == []


def test_an_action_can_be_left_out(here, service):
    assert here.post(send(here).location, data={"action_0-leave": "y"}).status_code == 302
    (assessment,) = assessments_of(service, viewer=OPERATOR)
    assert assessment.plan is None


def test_notes_that_are_too_long_are_said_at_their_field(here, service):
    page = here.post(send(here).location, data={"notes_0": "x" * 20_001})
    assert "At most 20,000 characters: shorten this" in page.text
    assert 'href="#notes_0"' in page.text
    assert "x" * 20_001 in page.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", 'href="#documents"'),
        (b"not a Word file", 'href="#documents"'),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 'href="#documents"'),
    ],
)
def test_what_cannot_be_used_is_said_by_its_field_and_nothing_is_kept(here, content, said):
    page = send(here, content)
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    assert said in html
    assert re.search(r"<title>Error: ", html)
    assert db.session.scalars(sa.select(Upload)).all() == []


def test_a_period_that_is_there_already_is_said_at_its_field_and_the_file_stays(here, assessment, service):
    address = send(here).location
    page = here.post(address)
    assert "There is a self-assessment 2021-22 already. Give this another period." in page.text
    assert 'href="#label"' in page.text
    assert here.post(address, data={"label": "2020-21"}).status_code == 302
    assert [there.label for there in assessments_of(service, viewer=OPERATOR)] == ["2020-21", "2021-22"]


@pytest.mark.parametrize("label", ["", "last year", "2021-23", "2021"])
def test_what_is_no_period_is_said_at_its_field(here, service, label):
    page = here.post(send(here).location, data={"label": label})
    assert 'href="#label"' in page.text
    assert 'name="label" type="text"' in page.text
    assert assessments_of(service, viewer=OPERATOR) == []


def test_what_nobody_saved_for_a_week_is_taken_away(here, monkeypatch):
    address = send(here).location
    later = clock.now() + timedelta(hours=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    db.session.execute(sa.update(Upload).values(at=later - timedelta(days=8)))
    send(here)
    assert here.get(address).status_code == 404
    assert "nobody saved it for a week" in here.get(address).text


def test_what_was_saved_is_never_taken_away(here, monkeypatch):
    address = send(here).location
    here.post(address)
    later = clock.now() + timedelta(hours=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    db.session.execute(sa.update(Upload).values(at=later - timedelta(days=800)))
    send(here)
    assert here.get(f"{address}/original").status_code == 200


def test_a_file_is_saved_wholly_or_not_at_all(here):
    address = send(here).location
    with pytest.raises(IntegrityError, match="saved_whole"):
        db.session.execute(sa.update(Upload).values(saved_at=clock.now()))
    db.session.rollback()
    assert here.get(address).status_code == 200


def test_another_services_file_is_not_found(here, other_manager):
    address = send(here).location
    sign_in(here, other_manager)
    for path in (address, f"{address}/original"):
        assert here.get(path).status_code == 404
        assert here.get(path.replace("lanternshire", "other")).status_code == 404
    assert send(here).status_code == 404


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_brings_files_in(client, framework, who, request):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(ADDRESS).status_code == 403
    assert send(client).status_code == 403


def test_looking_changes_nothing(here):
    address = send(here).location
    before = {table.name: db.session.execute(table.select()).all() for table in Base.metadata.sorted_tables}
    db.session.commit()
    here.get(address)
    assert {table.name: db.session.execute(table.select()).all() for table in Base.metadata.sorted_tables} == before


@pytest.mark.parametrize("name", ["a\x00b.docx", "  ", "x" * 400 + ".docx"])
def test_a_file_with_an_odd_name_is_read_all_the_same(here, name):
    assert here.get(send(here, name=name).location).status_code == 200


def test_the_address_cannot_be_used_in_another_way(here):
    assert here.delete(ADDRESS).status_code == 405
    assert here.put(send(here).location).status_code == 405
