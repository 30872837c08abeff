"""A calendar at its private address, as calendar programs read it: without cookies, again and again."""

import logging
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD, sign_in
from tests.counting import made_by
from tests.reminders import in_days, make_action
from tracker import clock
from tracker.accounts.changes import edit_person, take_role
from tracker.accounts.rules import OPERATOR, fresh_token
from tracker.db import Base, db
from tracker.feeds import routes
from tracker.feeds.changes import make_feed
from tracker.plans.changes import delete_action, save_action, text_of
from tracker.plans.models import Action
from tracker.plans.queries import framework_of
from tracker.plans.rules import ActionState, Rag
from tracker.seasons import LastDay
from tracker.sign_in.rules import FREE_TRIES
from tracker.terms.changes import save_terms, work_out_days
from tracker.terms.rules import fingerprint_of


@pytest.fixture
def own(team):
    """The address of the calendar of somebody's own actions."""
    return f"/calendar/{make_feed(None, by=team)}.ics"


@pytest.fixture
def of_service(service, team):
    return f"/calendar/{make_feed(service, by=team)}.ics"


@pytest.fixture
def actions(service, framework):
    return [
        make_action(service, framework, "Make **leaflets**", "Theo Tait", in_days(-3), timescale="by October"),
        make_action(service, framework, "Website", "Maya Noor", in_days(40)),
    ]


def entries(page):
    assert page.status_code == 200
    return icalendar.Calendar.from_ical(page.get_data()).walk("VEVENT")


def summaries(page):
    return [str(entry["summary"]) for entry in entries(page)]


def everything():
    db.session.expire_all()
    return [[tuple(row) for row in db.session.execute(table.select())] for table in Base.metadata.sorted_tables]


def test_it_has_ones_own_actions_or_all_of_a_services(client, own, of_service, actions):
    assert summaries(client.get(own)) == ["Make leaflets"]
    assert summaries(client.get(of_service)) == ["Make leaflets", "Website"]


def test_it_has_a_name_that_tells_which_it_is_and_not_whose(client, own, of_service, actions):
    names = [
        icalendar.Calendar.from_ical(client.get(address).get_data())["x-wr-calname"] for address in (own, of_service)
    ]
    assert names == ["My actions (Minimum Standards tracker)", "Lanternshire SENDIASS"]


def test_an_entry_is_known_by_its_action_and_leads_there(client, own, actions):
    [entry] = entries(client.get(own))
    assert entry["uid"] == f"{actions[0].id}@minimum-standards-tracker"
    assert entry.decoded("dtstart") == actions[0].due
    assert entry["url"] == f"http://localhost/services/lanternshire/plans/2022-23/actions/{actions[0].id}"
    lines = entry["description"].split("\n")
    assert lines[:3] == ["Overdue (not started)", "Who: Theo Tait", "Timescale: by October"]


def test_what_is_complete_undated_taken_out_or_of_a_closed_plan_is_not_in_it(
    client, service, framework, of_service, actions
):
    make_action(service, framework, "Done", "Theo Tait", in_days(3), state=ActionState.COMPLETE)
    make_action(service, framework, "Some day", "Theo Tait")
    said = make_action(service, framework, "Said to be complete", "Theo Tait", in_days(3))
    said.rag, said.rag_reason = Rag.COMPLETE, "The board says so"
    delete_action(actions[1], by=OPERATOR)
    assert summaries(client.get(of_service)) == ["Make leaflets"]
    actions[0].plan.closed_at = clock.now()
    assert summaries(client.get(of_service)) == []


def test_an_entry_that_moves_with_the_services_terms_says_that_it_changed(client, service, framework, own, wait):
    year = clock.today().year + 1
    make_action(service, framework, "Survey", "Theo Tait", timescale=f"Summer {year}")
    [before] = entries(client.get(own))
    wait(timedelta(days=1))
    save_terms(service, {"summer": LastDay(7, 22)}, seen=fingerprint_of({}), by=OPERATOR)
    [after] = entries(client.get(own))
    assert (before.decoded("dtstart"), after.decoded("dtstart")) == (date(year, 8, 31), date(year, 7, 22))
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_an_entry_whose_day_was_worked_out_anew_says_that_it_changed(client, service, framework, own, wait):
    action = make_action(service, framework, "Survey", "Theo Tait", timescale=f"Summer {clock.today().year + 1}")
    db.session.execute(sa.update(Action).where(Action.id == action.id).values(due=clock.today()))
    db.session.expire_all()
    [before] = entries(client.get(own))
    wait(timedelta(days=1))
    work_out_days(by=OPERATOR)
    [after] = entries(client.get(own))
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_another_services_plans_are_in_nobodys_calendar(client, other_manager, own, actions, service):
    other = make_feed(None, by=other_manager)
    action = actions[0]
    save_action(
        action,
        replace(text_of(action), who="Olga Pike"),
        framework_of(action.plan),
        version=action.version,
        by=OPERATOR,
    )
    assert summaries(client.get(f"/calendar/{other}.ics")) == []


def test_it_is_a_calendar_for_no_cache_to_share(client, own, actions):
    page = client.get(own)
    assert page.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert page.headers["Content-Disposition"] == 'inline; filename="calendar.ics"'
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in page.headers


def test_a_program_that_has_it_already_is_told_so_until_it_changes(client, own, actions, wait):
    wait(timedelta(0))
    tag = client.get(own).headers["ETag"]
    again = client.get(own, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    action = actions[0]
    before = entries(client.get(own))[0]
    wait(timedelta(days=1))
    assert client.get(own, headers={"If-None-Match": tag}).status_code == 304
    said = replace(text_of(action), objective="Print leaflets")
    save_action(action, said, framework_of(action.plan), version=action.version, by=OPERATOR)
    [after] = entries(client.get(own, headers={"If-None-Match": tag}))
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_a_head_has_the_same_headers_and_nothing_else(client, own, actions):
    head, get = client.head(own), client.get(own)
    assert (head.status_code, head.get_data()) == (200, b"")
    assert [head.headers[name] for name in ("ETag", "Content-Type")] == [
        get.headers[name] for name in ("ETag", "Content-Type")
    ]


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_changes_nothing(client, own, actions, method):
    db.session.commit()
    before = everything()
    for _ in range(3):
        assert getattr(client, method)(own).status_code == 200
    assert everything() == before


@pytest.mark.parametrize(
    "end",
    [
        lambda person, service: take_role(person, service, by=OPERATOR),
        lambda person, _: edit_person(person, person.name, person.email, is_admin=False, active=False, by=OPERATOR),
        lambda person, _: setattr(person.memberships[0], "ends", in_days(-1)),
    ],
    ids=["without-a-role", "closed", "term-over"],
)
def test_it_ends_with_the_role_or_account(client, service, team, own, of_service, actions, end):
    end(team, service)
    db.session.commit()
    for address in (own, of_service):
        page = client.get(address)
        assert page.status_code == 410
        assert "This is not here any more</h1>" in page.text
        assert "leaflets" not in page.text


def test_wrong_addresses_keep_nobody_at_the_same_place_from_calendars_or_from_signing_in(client, own, account):
    place = {"REMOTE_ADDR": "192.0.2.7"}
    guess = fresh_token()
    for _ in range(FREE_TRIES["address"] + 2):
        page = client.get(f"/calendar/{guess}.ics", environ_base=place)
        assert page.status_code == 404
        assert "There is no calendar at this address." in page.text
    assert client.get(own, environ_base=place).status_code == 200
    sent = {"email": account.email, "password": PASSWORD}
    assert client.post("/sign-in", data=sent, environ_base=place).status_code == 302
    assert guess not in str(everything())


@pytest.mark.parametrize("token", ["x" * 3000, "%00", "é", "..", "a b", "."])
def test_odd_addresses_are_no_calendars(client, service, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_many_actions_take_as_many_queries_as_few(client, service, framework, own, of_service, actions):
    few = [made_by(client, address) for address in (own, of_service)]
    for number in range(30):
        make_action(service, framework, f"No. {number}", "Theo Tait", in_days(number))
    assert [made_by(client, address) for address in (own, of_service)] == few


def test_who_is_signed_in_sees_the_same(client, manager, own, actions):
    sign_in(client, manager)
    assert summaries(client.get(own)) == ["Make leaflets"]


def test_what_is_logged_of_a_fault_holds_no_token(app, client, own, monkeypatch, caplog):
    def fail(*_arguments):
        raise RuntimeError("odd")

    monkeypatch.setattr(routes.queries, "calendar_of", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.DEBUG):
        assert client.get(own).status_code == 500
    assert own.split("/")[2].partition(".")[0] not in caplog.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, own, method):
    assert getattr(client, method)(own).status_code == 405
