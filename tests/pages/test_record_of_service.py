"""The record of a service: what it says, what is looked for in it, who may read it, and its export."""

import csv
import io
from datetime import datetime

import pytest

from tests.cast import sign_in
from tests.evidence import make_note
from tracker import clock
from tracker.accounts.changes import give_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating
from tracker.audit.changes import erase_details, record
from tracker.audit.queries import entries_about, verify
from tracker.teamwork.changes import add_remark

RECORD = "/services/lanternshire/record"
EXPORT = f"{RECORD}.csv"


@pytest.fixture
def here(client, manager):
    sign_in(client, manager)
    return client


@pytest.fixture
def saved(assessment, manager, team):
    """Two standards, saved by two people."""
    for number, code, notes, by in [("1.1", "C", "One leaflet.", manager), ("1.2", None, "<b>Draft</b>", team)]:
        save_rating(get_rating(assessment, number), code, notes, by=by)


def table(page):
    assert page.status_code == 200
    return page.get_data(as_text=True).partition("<tbody")[2]


def test_it_says_who_did_what_when_and_what_was_before_and_after(here, saved, manager):
    page = table(here.get(RECORD))
    for text in ("Maya Noor", "Theo Tait", "The operator, by a command", "Saved 1.1", "Started the self-assessment"):
        assert text in page
    assert "Notes: from nothing to “One leaflet.”" in page
    assert "Rating: from nothing to “C”" in page
    assert "to “&lt;b&gt;Draft&lt;/b&gt;”" in page
    assert f"Gave {manager.name} the role Service manager" in page
    assert clock.in_words(clock.today()) in page


def test_it_says_from_which_address(here, assessment):
    address = "/services/lanternshire/assessments/2021-22/standards/1.1"
    sent = {"code": "C", "notes": "Here.", "version": "1"}
    assert here.post(address, data=sent, environ_base={"REMOTE_ADDR": "::ffff:192.0.2.9"}).status_code == 302
    assert "192.0.2.9" in table(here.get(RECORD))


def test_long_texts_are_cut_on_the_page_and_whole_in_the_export(here, assessment):
    long = "word " * 100
    save_rating(get_rating(assessment, "1.1"), "C", long, by=OPERATOR)
    page = here.get(RECORD).text
    assert long.strip() not in page
    assert "word…”" in page
    assert long.strip() in here.get(EXPORT).text


def test_what_a_team_says_among_itself_is_not_in_it(here, assessment, manager):
    add_remark(get_rating(assessment, "1.1"), "Ask the lighthouse.", by=manager)
    assert "Wrote a remark on 1.1" in here.get(RECORD).text
    assert "lighthouse" not in here.get(RECORD).text + here.get(EXPORT).text


def test_erased_details_are_said_to_be_erased(here, saved, team):
    erase_details(of=team.id, by=OPERATOR)
    page = here.get(RECORD).text
    assert "Its details were erased." in page
    assert "Draft" not in page
    assert "Saved a standard" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("standard=1.1", ["One leaflet"]),
        ("verb=save_rating", ["One leaflet", "Draft"]),
        ("verb=download", []),
        ("standard=3.1", ["Minutes kept"]),
        ("first-day=1&first-month=1&first-year=2100", []),
        ("last-day=1&last-month=1&last-year=2000", []),
        ("verb=rumour&standard=9.9&person=nobody-here", ["One leaflet", "Draft", "Minutes kept"]),
    ],
)
def test_the_address_says_what_is_looked_for(here, saved, service, framework, asked, found):
    make_note(service, framework, "Minutes kept", standards=("3.1", "4.1"))
    page = table(here.get(f"{RECORD}?{asked}")).replace("Added evidence", "Minutes kept")
    known = ("One leaflet", "Draft", "Minutes kept")
    if asked.startswith("verb=download"):
        assert here.get(f"{RECORD}?{asked}").status_code == 200  # what nobody did yet counts for nothing
    else:
        assert [text for text in known if text in page] == found


def test_it_is_looked_for_by_person(here, saved, team):
    page = table(here.get(f"{RECORD}?person={team.id}"))
    assert "Saved 1.2" in page
    assert "Gave Theo Tait the role Team" in page
    assert "Saved 1.1" not in page


def test_days_begin_and_end_as_in_england(here, service, assessment, monkeypatch):
    moment = datetime.fromisoformat("2026-06-30T23:30:00+00:00")  # half past midnight there
    monkeypatch.setattr(clock, "now", lambda: moment)
    save_rating(get_rating(assessment, "1.1"), "C", "At night.", by=OPERATOR)
    monkeypatch.undo()
    first, last = (
        "{0}-day={1}&{0}-month={2}&{0}-year=2026".format(*parts) for parts in [("first", 1, 7), ("last", 1, 7)]
    )
    assert "At night." in table(here.get(f"{RECORD}?{first}&{last}"))
    assert "At night." not in here.get(f"{RECORD}?{last.replace('day=1', 'day=30').replace('month=7', 'month=6')}").text


@pytest.mark.parametrize(
    "asked", ["first-day=31&first-month=2&first-year=2026", "last-day=x&last-month=1&last-year=2026"]
)
def test_a_day_that_there_is_not_is_said_and_leads_to_its_field(here, saved, asked):
    page = here.get(f"{RECORD}?{asked}").text
    assert "<title>Error: " in page
    assert 'href="#first-day"' in page or 'href="#last-day"' in page
    assert "Saved 1.1" in page


def test_more_than_fifty_entries_come_in_pages_that_keep_what_is_looked_for(here, service, manager):
    for number in range(1, 103):
        record(
            "save_rating",
            service.id,
            by=OPERATOR,
            service_id=service.id,
            standard="1.1",
            after=f"Text {number}",
            before="",
        )
    page = here.get(f"{RECORD}?verb=save_rating&first-day=&first-month=&first-year=").text
    assert all(text in page for text in ("102 entries found", "Showing 1 to 50", "“Text 102”", "“Text 53”"))
    assert "“Text 52”" not in page
    assert f'rel="next" href="{RECORD}?verb=save_rating&amp;page=2"' in page
    assert "“Text 1”" in here.get(f"{RECORD}?verb=save_rating&page=3").text
    assert "“Text 1”" in here.get(f"{RECORD}?verb=save_rating&page={'9' * 30}").text


def rows(answer):
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_export_has_what_is_looked_for_and_is_recorded_itself(here, saved, manager, service):
    answer = here.get(f"{EXPORT}?standard=1.1")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "lanternshire-record.csv" in answer.headers["Content-Disposition"]
    head, line = rows(answer)
    assert head[:4] == ["Chain", "Entry", "When (UTC)", "Who"]
    assert (line[0], line[3], line[5]) == ("Lanternshire SENDIASS", "Maya Noor", "Saved 1.1")
    assert (line[6], line[7]) == ("Rating: nothing; Notes: nothing", "Rating: C; Notes: One leaflet.")
    (entry,) = entries_about(service.id, "take_record")
    assert (entry.by, entry.address) == (manager.identifier, "127.0.0.1")
    assert verify(service.id).fault == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_the_export_is_a_formula(here, service, text):
    record("say_why_no_action", service.id, by=OPERATOR, service_id=service.id, before=text, after=f"{text} more")
    assert rows(here.get(EXPORT))[2][6:8] == [f"'{text}", f"'{text} more"]


@pytest.mark.parametrize("name", ["team", "group", "chair", "commissioner", "network"])
def test_other_roles_may_not_read_it(request, client, service, name):
    sign_in(client, request.getfixturevalue(name))
    assert [client.get(address).status_code for address in (RECORD, EXPORT)] == [403, 403]
    assert RECORD not in client.get("/services/lanternshire").text
    assert entries_about(service.id, "take_record") == []


@pytest.mark.parametrize("name", ["other_manager", "administrator"])
def test_who_has_no_role_there_does_not_find_it(request, client, service, name):
    sign_in(client, request.getfixturevalue(name))
    assert [client.get(address).status_code for address in (RECORD, EXPORT)] == [404, 404]


def test_an_administrator_who_gives_themselves_a_role_shows_in_it(here, service, administrator):
    give_role(administrator, service, Role.MANAGER, by=administrator)
    page = table(here.get(RECORD))
    assert "Gave Ada Finch the role Service manager" in page


def test_the_services_page_leads_a_manager_to_it(here, service):
    assert f'href="{RECORD}"' in here.get("/services/lanternshire").text


@pytest.mark.parametrize("address", [RECORD, EXPORT])
def test_nothing_can_be_sent_to_it(here, address):
    assert here.post(address).status_code == 405
