"""Many files at once: each is read, waits with its period, and all that are ready are saved together."""

import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.uploads import ADDRESS, DOUBTFUL, GOOD, HEADER, NOTHING, RATED, SEVERAL, UNPLACED, send, send_all
from tests.word.documents import docx, table
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import start_assessment
from tracker.assessments.queries import assessments_of
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.imports import routes, rules
from tracker.imports.models import Upload
from tracker.plans.changes import start_plan
from tracker.word.apart import read_apart

THREE = {"report 2019-20.docx": RATED, "report 2020-2021.docx": RATED, "last.docx": GOOD}


@pytest.fixture
def here(client, framework, manager):
    sign_in(client, manager)
    return client


def waiting():
    """The documents that wait, by name."""
    db.session.rollback()
    return {there.name: there for there in db.session.scalars(sa.select(Upload).where(Upload.saved_at.is_(None)))}


def as_shown(**labels):
    """The form of the list as it is shown, but for these labels: ``as_shown(**{"a.docx": "2021-22"})``."""
    return {f"label_{there.id.hex}": labels.get(name, there.label or "") for name, there in waiting().items()}


def labels_of(service):
    return [assessment.label for assessment in assessments_of(service, viewer=OPERATOR)]


def beside(page, name):
    """What the list says beside a file."""
    return page.text.split(f">{name}</a>")[1].split("</li>")[0]


def test_years_of_reports_become_years_of_assessments_in_one_go(here, service, manager):
    sent = send_all(here, THREE)
    assert sent.location == ADDRESS
    page = here.get(ADDRESS)
    assert "1 standard, 1 action, " in beside(page, "last.docx")
    assert "Taken from the title, which says August 2022." in beside(page, "last.docx")
    assert "Taken from the name of the file." in beside(page, "report 2020-2021.docx")
    assert page.text.count(">Ready</strong>") == 3
    assert labels_of(service) == []
    uploads = waiting()
    saved = here.post(f"{ADDRESS}/all", data=as_shown())
    assert saved.location == ADDRESS
    page = here.get(ADDRESS)
    assert "Saved: 2019-20, 2020-21, 2021-22." in page.text
    assert labels_of(service) == ["2019-20", "2020-21", "2021-22"]
    assert [there.plan.label if there.plan else None for there in assessments_of(service, viewer=OPERATOR)] == [
        None,
        None,
        "2021-22",
    ]
    assert waiting() == {}
    for upload in uploads.values():
        assert (last_entry(upload.id).verb, last_entry(upload.id).by) == ("save_upload", manager.identifier)
        assert f"{ADDRESS}/{upload.id}/original" in page.text


def test_what_has_to_be_looked_at_stays_and_the_others_are_saved(here, service):
    send_all(here, {"2019-20.docx": RATED, "2020-21.docx": DOUBTFUL, "2021-22.docx": UNPLACED, "2022-23.docx": NOTHING})
    page = here.get(ADDRESS)
    assert "1 place to decide." in beside(page, "2020-21.docx")
    assert "1 place to decide." in beside(page, "2021-22.docx")
    assert "It cannot be saved. Document: No table of a self-assessment" in beside(page, "2022-23.docx")
    here.post(f"{ADDRESS}/all", data=as_shown())
    assert labels_of(service) == ["2019-20"]
    assert set(waiting()) == {"2020-21.docx", "2021-22.docx", "2022-23.docx"}


def test_a_document_of_several_services_waits_for_a_choice(here, service):
    send_all(here, {"2019-20.docx": SEVERAL, "2020-21.docx": RATED})
    assert "It has the tables of 2 services. Choose one." in beside(here.get(ADDRESS), "2019-20.docx")
    here.post(f"{ADDRESS}/all", data=as_shown())
    assert labels_of(service) == ["2020-21"]


def test_a_period_that_no_document_says_is_asked(here, service):
    send_all(here, {"a.docx": RATED, "b.docx": RATED})
    page = here.get(ADDRESS)
    assert [there.label for there in waiting().values()] == [None, None]
    assert "Enter its period." in beside(page, "a.docx")
    here.post(f"{ADDRESS}/all", data=as_shown(**{"a.docx": "2019-20"}))
    assert labels_of(service) == ["2019-20"]
    assert set(waiting()) == {"b.docx"}


def test_a_period_can_be_corrected_without_saving(here, service, manager):
    send_all(here, THREE)
    assert here.post(f"{ADDRESS}/periods", data=as_shown(**{"last.docx": "2016-17"})).location == ADDRESS
    there = waiting()["last.docx"]
    assert there.label == "2016-17"
    entry = last_entry(there.id)
    assert (entry.verb, entry.by, entry.details) == ("set_period", manager.identifier, {"label": "2016-17"})
    assert "Taken from" not in beside(here.get(ADDRESS), "last.docx")
    assert 'name="label" type="text" value="2016-17"' in here.get(f"{ADDRESS}/{there.id}").text
    assert labels_of(service) == []


@pytest.mark.parametrize("where", ["all", "periods"])
def test_what_is_no_period_is_said_at_its_field_and_nothing_is_saved(here, service, where):
    send_all(here, THREE)
    page = here.post(f"{ADDRESS}/{where}", data=as_shown(**{"last.docx": "last year"}))
    assert "“last year” is not a period." in page.text
    assert f'href="#label_{waiting()["last.docx"].id.hex}"' in page.text
    assert 'value="last year"' in page.text
    assert (labels_of(service), waiting()["last.docx"].label) == ([], "2021-22")


def test_periods_that_are_taken_are_said_and_not_saved(here, service, framework):
    start_assessment(service, framework, period("2019-20", 9), by=OPERATOR)
    start_plan(service, period("2021-22", 9), by=OPERATOR)
    send_all(here, THREE)
    page = here.get(ADDRESS)
    assert "There is a self-assessment 2019-20 already." in beside(page, "report 2019-20.docx")
    assert "There is a delivery plan 2021-22 already." in beside(page, "last.docx")
    here.post(f"{ADDRESS}/all", data=as_shown())
    assert labels_of(service) == ["2019-20", "2020-21"]


def test_two_files_for_one_period_are_said_and_neither_is_saved(here, service):
    send_all(here, {"a 2019-20.docx": RATED, "b 2019-20.docx": RATED})
    page = here.get(ADDRESS)
    assert page.text.count("Another file here is for 2019-20, too.") == 2
    here.post(f"{ADDRESS}/all", data=as_shown())
    assert "None of these files can be saved yet." in here.get(ADDRESS).text
    assert labels_of(service) == []


def test_all_or_nothing_is_saved_and_what_stops_is_named(here, service, monkeypatch):
    send_all(here, {"a 2019-20.docx": RATED, "b 2019-20.docx": RATED})
    monkeypatch.setattr(rules, "hindrance", lambda *_arguments, **_known: "")
    page = here.post(f"{ADDRESS}/all", data=as_shown())
    assert page.status_code == 409
    assert "b 2019-20.docx: There is a self-assessment 2019-20 already." in page.text
    assert labels_of(service) == []
    assert len(waiting()) == 2


def test_what_reads_otherwise_than_the_list_said_is_not_saved(here, service, monkeypatch):
    send_all(here, {"2019-20.docx": RATED, "2020-21.docx": RATED})
    monkeypatch.setattr(routes, "read_apart", lambda _content: read_apart(DOUBTFUL))
    page = here.post(f"{ADDRESS}/all", data=as_shown())
    assert (page.status_code, "2019-20.docx: It has to be looked at first. Nothing was saved." in page.text) == (
        409,
        True,
    )
    assert labels_of(service) == []


def test_of_two_who_save_all_at_once_one_is_told(here, service):
    send_all(here, THREE)
    sent, together = as_shown(), threading.Barrier(2)

    def save(browser):
        together.wait()
        return browser.post(f"{ADDRESS}/all", data=sent).status_code

    there = here.application.test_client()
    with here.session_transaction() as mine, there.session_transaction() as theirs:
        theirs |= dict(mine)
    db.session.commit()
    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(contextvars.Context().run, save, browser) for browser in (here, there)]
        assert sorted(answer.result(timeout=60) for answer in answers) == [302, 409]
    assert labels_of(service) == ["2019-20", "2020-21", "2021-22"]


def test_who_saves_all_from_an_old_page_is_told(here, service):
    send_all(here, THREE)
    sent = as_shown()
    here.post(f"{ADDRESS}/{waiting()['last.docx'].id}")
    page = here.post(f"{ADDRESS}/all", data=sent)
    assert page.status_code == 409
    assert "Somebody saved some of these files meanwhile, or removed them." in page.text
    assert labels_of(service) == ["2021-22"]


def test_what_came_after_the_page_was_made_is_not_saved_unseen(here, service):
    send_all(here, {"2019-20.docx": RATED, "2020-21.docx": RATED})
    sent = as_shown()
    send(here)
    here.post(f"{ADDRESS}/all", data=sent)
    assert labels_of(service) == ["2019-20", "2020-21"]


def test_a_file_that_cannot_be_read_is_named_and_the_others_wait(here):
    page = send_all(here, {"2019-20.docx": RATED, "minutes.pdf": b"%PDF-1.7", "2020-21.docx": RATED})
    assert page.status_code == 200
    assert "minutes.pdf: The file is not a .docx: this is a PDF" in page.text
    assert set(waiting()) == {"2019-20.docx", "2020-21.docx"}
    assert beside(page, "2019-20.docx")


def test_more_files_than_are_read_at_once_are_refused(here):
    page = send_all(here, {f"{number}.docx": RATED for number in range(21)})
    assert "At most 20 files at once; these are 21. Send some later" in page.text
    assert waiting() == {}


def test_more_than_a_request_holds_is_refused_in_words(here):
    page = here.post(ADDRESS, data=bytes(26 * 2**20), content_type="multipart/form-data; boundary=x")
    assert page.status_code == 413
    assert "All that you send at once may have 25 MiB together." in page.text
    assert waiting() == {}


def test_reading_all_of_them_takes_no_longer_than_it_may(here, service, monkeypatch):
    monkeypatch.setattr(routes, "monotonic", iter(range(0, 10_000, 25)).__next__)
    page = send_all(here, THREE)
    assert "last.docx: The files before it took too long, so it was not read. Send it again." in page.text
    assert set(waiting()) == {"report 2019-20.docx", "report 2020-2021.docx"}
    monkeypatch.setattr(routes, "monotonic", iter(range(0, 10_000, 45)).__next__)
    page = here.post(f"{ADDRESS}/all", data=as_shown())
    assert (page.status_code, "Save them one by one." in page.text) == (422, True)
    assert labels_of(service) == []


def test_a_file_that_waits_can_be_removed(here, manager):
    send_all(here, THREE)
    there = waiting()["last.docx"].id
    assert here.post(f"{ADDRESS}/{there}/remove").location == ADDRESS
    assert set(waiting()) == {"report 2019-20.docx", "report 2020-2021.docx"}
    assert (last_entry(there).verb, last_entry(there).by) == ("remove_upload", manager.identifier)
    assert here.post(f"{ADDRESS}/{there}/remove").status_code == 404


def test_what_is_saved_cannot_be_removed(here):
    address = send(here).location
    here.post(address)
    assert here.post(f"{address}/remove").status_code == 409
    assert here.get(f"{address}/original").status_code == 200


def test_another_services_files_are_not_touched(here, other_manager):
    send_all(here, THREE)
    sent, there = as_shown(), waiting()["last.docx"].id
    sign_in(here, other_manager)
    for path in ("all", "periods", f"{there}/remove"):
        assert here.post(f"{ADDRESS}/{path}", data=sent).status_code == 404
    for path in ("all", "periods"):
        assert here.post(f"/services/other/import/{path}", data=sent).status_code == 409
    assert here.post(f"/services/other/import/{there}/remove").status_code == 404
    assert set(waiting()) == set(THREE)


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_saves_them(here, who, request):
    send_all(here, THREE)
    sent, there = as_shown(), waiting()["last.docx"].id
    sign_in(here, request.getfixturevalue(who))
    for path in ("all", "periods", f"{there}/remove"):
        assert here.post(f"{ADDRESS}/{path}", data=sent).status_code == 403


def test_a_title_that_says_another_year_has_to_be_looked_at(here, service):
    send_all(here, {"2019-20.docx": GOOD, "2020-21.docx": RATED})
    assert "Its title says August 2022, which is not in the period 2019-20." in beside(
        here.get(ADDRESS), "2019-20.docx"
    )
    here.post(f"{ADDRESS}/all", data=as_shown())
    assert labels_of(service) == ["2020-21"]


def test_what_an_earlier_version_kept_has_to_be_looked_at(here, service):
    send_all(here, THREE)
    db.session.execute(sa.update(Upload).values(summary=None))
    assert here.get(ADDRESS).text.count("Look at what was read.") == 3
    here.post(f"{ADDRESS}/all", data=as_shown())
    assert labels_of(service) == []


def test_a_name_is_printed_as_it_is(here):
    send_all(here, {"a<b>.docx": RATED, "b.docx": RATED})
    assert "a<b>" not in here.get(ADDRESS).text


def test_what_does_not_fit_has_to_be_looked_at(here, service):
    plan = ["Area of work", "Task objective", "Action", "Outcome", "Who?", "Timescale", "Actual Completion"]
    row = ["Operational functions (3.2)", "Leaflets", "1. Write", "1. Printed", "M" * 501, "May 2023", ""]
    send_all(here, {"2019-20.docx": docx(table(HEADER, ["1.1 Jointly", "C", "Signed."]) + table(plan, row))})
    assert "1 place to decide." in beside(here.get(ADDRESS), "2019-20.docx")


@pytest.mark.parametrize("sent", [{}, {"label_": "2019-20"}, {"label_x": "2019-20"}, {"label_" + "0" * 32: "2019-20"}])
def test_what_no_page_sends_saves_nothing(here, service, sent):
    send_all(here, THREE)
    assert here.post(f"{ADDRESS}/all", data=sent).status_code in {302, 409}
    assert labels_of(service) == []
