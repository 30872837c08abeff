"""What becomes of it that somebody was asked: drafted, seen, withdrawn; at the standard, at home, on the overview."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import make_person, sign_in
from tests.counting import counted
from tests.teamwork import make_assignment, make_remark
from tracker import clock
from tracker.accounts.changes import edit_person, give_role, take_role
from tracker.accounts.rules import OPERATOR, Role, period
from tracker.assessments.changes import start_assessment
from tracker.assessments.queries import get_rating
from tracker.db import db
from tracker.teamwork.changes import say_done, withdraw
from tracker.teamwork.rules import Ending

YEAR = "/services/lanternshire/assessments/2021-22"
STANDARD = f"{YEAR}/standards/4.1"


@pytest.fixture(autouse=True)
def _before_the_day(wait):
    """The clock stands still, ten days before 12 May 2027."""
    wait(datetime(2027, 5, 2, 12, tzinfo=UTC) - clock.now())


@pytest.fixture
def assignment(assessment, manager, team):
    return make_assignment(assessment, team, manager)


def address(assignment, verb):
    return f"{STANDARD}/assignments/{assignment.id}/{verb}"


def ending(assignment):
    db.session.expire_all()
    return assignment.ending


def test_who_was_asked_reads_it_and_saves_and_says_done_with_one_button(client, assignment, team, manager):
    sign_in(client, team)
    page = client.get(STANDARD).text
    assert "Theo Tait is asked to draft this by 12 May 2027:" in page
    assert "Asked by Maya Noor, 2 May 2027 at 13:00" in page
    assert f'name="asked_seen" value="{assignment.id}"' in page
    assert ">Withdraw<" not in page
    version = str(assignment.rating.version)
    answer = client.post(STANDARD, data={"notes": "Drafted.", "version": version, "asked_seen": str(assignment.id)})
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Notes for 4.1 saved. The managers see that it is drafted." in client.get("/").text
    assert ending(assignment) is Ending.DONE
    assert assignment.rating.notes == "Drafted."
    assert "Draft 4.1" not in client.get("/").text
    assert "Theo Tait says that this is drafted" in client.get(STANDARD).text
    sign_in(client, manager)
    assert f'href="{STANDARD}">Theo Tait says 4.1 is drafted' in client.get("/").text


def test_notes_are_saved_though_it_was_withdrawn_meanwhile(client, assignment, team, manager):
    sent = {"notes": "Drafted.", "version": str(assignment.rating.version), "asked_seen": str(assignment.id)}
    withdraw(assignment, by=manager)
    sign_in(client, team)
    client.post(STANDARD, data=sent)
    assert "You are not asked to draft 4.1 any more" in client.get("/").text
    assert (ending(assignment), assignment.rating.notes) == (Ending.WITHDRAWN, "Drafted.")


def test_a_stale_draft_is_not_said_to_be_done(client, assignment, team):
    sign_in(client, team)
    sent = {"notes": "Drafted.", "version": "9", "asked_seen": str(assignment.id)}
    assert client.post(STANDARD, data=sent).status_code == 409
    assert ending(assignment) is None


@pytest.mark.parametrize("drafted", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_saving_without_the_button_says_nothing_of_the_draft(client, assignment, team, drafted):
    sign_in(client, team)
    client.post(STANDARD, data={"notes": "So far.", "version": str(assignment.rating.version), "asked_seen": drafted})
    assert (ending(assignment), assignment.rating.notes) == (None, "So far.")


def test_another_of_the_team_reads_it_and_has_no_button(client, assignment, service):
    sign_in(client, make_person("Tess Wood", service, Role.TEAM))
    page = client.get(STANDARD).text
    assert "Theo Tait is asked to draft this by 12 May 2027:" in page
    assert 'name="asked_seen"' not in page
    assert "/assignments/" not in page
    assert client.post(address(assignment, "done")).status_code == 403
    assert "Draft 4.1" not in client.get("/").text


def test_who_was_asked_can_say_done_without_saving(client, assignment, team):
    sign_in(client, team)
    assert client.post(address(assignment, "done")).location == STANDARD
    assert ending(assignment) is Ending.DONE


def test_a_manager_says_done_for_them_and_has_then_seen_it(client, assignment, manager):
    sign_in(client, manager)
    page = client.get(STANDARD).text
    assert [word in page for word in (">Done<", ">Withdraw<", "Ask somebody else")] == [True] * 3
    assert client.post(address(assignment, "done")).location == STANDARD
    assert "4.1 is drafted. Theo Tait is not asked any more." in client.get(STANDARD).text
    assert "says 4.1 is drafted" not in client.get("/").text


def test_a_manager_has_seen_it_and_it_is_gone_from_home(client, assignment, manager, team):
    say_done(assignment, by=team)
    sign_in(client, manager)
    page = client.get(STANDARD).text
    assert "Theo Tait says that this is drafted</strong>, on 2 May 2027 at 13:00." in page
    assert "Ask for another draft" in page
    assert client.post(address(assignment, "seen")).location == STANDARD
    assert "says that this is drafted" not in client.get(STANDARD).text
    assert "says 4.1 is drafted" not in client.get("/").text
    assert client.post(address(assignment, "seen")).status_code == 302


def test_looking_at_the_standard_is_not_having_seen_it(client, assignment, manager, team):
    say_done(assignment, by=team)
    sign_in(client, manager)
    client.get(STANDARD)
    assert "says 4.1 is drafted" in client.get("/").text


def test_a_manager_withdraws_it(client, assignment, manager):
    sign_in(client, manager)
    assert client.post(address(assignment, "withdraw")).location == STANDARD
    page = client.get(STANDARD).text
    assert "Theo Tait is not asked to draft 4.1 any more." in page
    assert "is asked to draft this" not in page
    assert "Ask somebody to draft 4.1" in page


def test_what_came_to_its_end_meanwhile_says_so(client, assignment, manager, team):
    sign_in(client, manager)
    assert client.post(address(assignment, "seen")).status_code == 409
    say_done(assignment, by=team)
    answer = client.post(address(assignment, "withdraw"))
    assert (answer.status_code, "Theo Tait has drafted it meanwhile" in answer.text) == (409, True)


def test_done_after_it_was_withdrawn_is_too_late(client, assignment, manager, team):
    withdraw(assignment, by=manager)
    sign_in(client, team)
    assert client.post(address(assignment, "done")).status_code == 409


@pytest.mark.parametrize("verb", ["done", "withdraw", "seen"])
@pytest.mark.parametrize(
    ("who", "status"), [("group", 403), ("chair", 403), ("commissioner", 403), ("other_manager", 404)]
)
def test_nobody_else_does_any_of_it(request, client, assignment, who, status, verb):
    sign_in(client, request.getfixturevalue(who))
    assert client.post(address(assignment, verb)).status_code == status
    assert ending(assignment) is None


@pytest.mark.parametrize("verb", ["done", "withdraw", "seen"])
def test_it_is_found_at_its_own_standard_only_and_read_by_no_address(client, assignment, manager, verb):
    sign_in(client, manager)
    assert client.post(address(assignment, verb).replace("4.1", "4.2")).status_code == 404
    assert client.get(address(assignment, verb)).status_code == 405


def test_home_begins_with_what_one_is_asked_soonest_first(client, assessment, assignment, manager, team):
    make_assignment(assessment, team, manager, "1.1", due=None)
    make_assignment(assessment, team, manager, "1.2", due=assignment.due - timedelta(days=30))
    sign_in(client, team)
    page = client.get("/").text
    tasks = ["Draft 1.2 by 12 April 2027: overdue", "Draft 4.1 by 12 May 2027<", "Draft 1.1<"]
    places = [page.find(task) for task in tasks]
    assert -1 not in places
    assert places == sorted(places)
    assert f'href="{STANDARD}">Draft 4.1' in page


def test_of_several_years_home_says_which(client, assessment, assignment, manager, team, service, framework):
    later = start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)
    make_assignment(later, team, manager)
    sign_in(client, team)
    page = client.get("/").text
    assert "Draft 4.1 of 2021-22 by 12 May 2027" in page
    assert "Draft 4.1 of 2022-23 by 12 May 2027" in page


def test_on_its_day_it_is_not_overdue_and_the_day_after_it_is(client, assignment, manager, team, wait):
    wait(timedelta(days=10))
    sign_in(client, team)
    assert "overdue" not in client.get("/").text
    wait(timedelta(days=1))
    sign_in(client, team)
    assert "Draft 4.1 by 12 May 2027: overdue" in client.get("/").text
    assert "Theo Tait was asked to draft this by 12 May 2027, which has passed" in client.get(STANDARD).text
    assert "Theo Tait was asked for a draft by 12 May 2027: overdue." in client.get(YEAR).text


def test_the_overview_shows_the_team_who_is_asked_and_nobody_else(request, client, assignment, team):
    sign_in(client, team)
    assert "Theo Tait is asked for a draft by 12 May 2027." in client.get(YEAR).text
    for who in ("group", "chair"):
        sign_in(client, request.getfixturevalue(who))
        assert "Theo Tait" not in client.get(YEAR).text
        page = client.get(STANDARD).text
        assert "Theo Tait" not in page
        assert "For the team only" not in page
        assert "draft" not in client.get("/").text


@pytest.mark.parametrize(
    "leaves",
    [
        lambda team, service: take_role(team, service, by=OPERATOR),
        lambda team, service: give_role(team, service, Role.GROUP, by=OPERATOR),
        lambda team, _service: edit_person(team, team.name, team.email, is_admin=False, active=False, by=OPERATOR),
    ],
    ids=["no-role", "another-role", "no-account"],
)
def test_who_left_is_shown_as_gone_and_the_manager_is_told_to_ask_another(
    client, assignment, manager, team, service, leaves
):
    leaves(team, service)
    sign_in(client, manager)
    assert "Theo Tait (no longer in the team) is asked to draft this by 12 May 2027:" in client.get(STANDARD).text
    assert "Theo Tait (no longer in the team) is asked for a draft" in client.get(YEAR).text
    assert (
        f'href="{STANDARD}">Ask somebody else to draft 4.1: Theo Tait (no longer in the team)' in client.get("/").text
    )
    assert 'value="' + str(team.id) not in client.get(f"{STANDARD}/assign").text
    sent = {"person": str(manager.id), "seen": assignment.sign}
    assert client.post(f"{STANDARD}/assign", data=sent).status_code == 302
    assert "no longer in the team" not in client.get("/").text


def test_who_is_in_the_group_now_is_asked_for_nothing(client, assignment, team, service):
    give_role(team, service, Role.GROUP, by=OPERATOR)
    sign_in(client, team)
    assert "Draft 4.1" not in client.get("/").text
    assert client.post(address(assignment, "done")).status_code == 403


@pytest.mark.parametrize("page", ["/", YEAR])
def test_however_much_is_asked_and_remarked_a_page_takes_as_many_queries(client, assessment, manager, team, page):
    def took():
        with counted() as made:
            assert client.get(page).status_code == 200
        return len(made)

    def ask(numbers):
        for number in numbers:
            person = make_person(f"Person {number}", assessment.service, Role.TEAM)
            make_assignment(assessment, person, manager, number)
            make_remark(assessment, team, "A remark", number)
            say_done(make_assignment(assessment, person, manager, f"3{number[1:]}"), by=person)

    sign_in(client, manager)
    ask(["1.1"])
    first = took()
    ask(["1.2", "1.3", "1.4", "1.5"])
    assert took() == first


def test_a_standard_with_many_remarks_takes_as_many_queries(client, assessment, assignment, manager, team, service):
    def took():
        with counted() as made:
            assert client.get(STANDARD).status_code == 200
        return len(made)

    sign_in(client, manager)
    make_remark(assessment, team)
    first = took()
    for name in ("Ann Bell", "Bea Cole", "Cat Dale"):
        make_remark(assessment, make_person(name, service, Role.TEAM), f"By {name}")
    assert took() == first


def test_the_rating_of_the_assignment_is_left_alone(assignment, assessment):
    assert get_rating(assessment, "4.1").version == 1
