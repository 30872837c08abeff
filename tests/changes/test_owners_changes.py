"""Whose the names in plans are, and which actions are somebody's."""

from datetime import date, timedelta

import pytest

from tests.cast import make_person
from tests.counting import counted
from tests.owners import make_action, make_plan
from tracker import clock
from tracker.accounts.changes import add_service, give_role, take_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Forbidden, Invalid, Stale
from tracker.owners.changes import match_names
from tracker.owners.models import OwnerMatch
from tracker.owners.queries import actions_of_person, names_in_plans, people_by_action, sign_of
from tracker.plans.changes import delete_action
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionState


def own(person, **asked):
    return [action.objective for action in actions_of_person(person, viewer=person, **asked)]


def owners_of(action, *, viewer):
    return [(one.name, one.person) for one in people_by_action([action], viewer=viewer)[action.id]]


def verbs():
    return [entry.verb for entry in db.session.query(AuditEntry).order_by(AuditEntry.number) if "match" in entry.verb]


def test_a_name_is_matched_however_it_is_written_and_what_is_printed_stays(service, framework, manager, team):
    action = make_action(service, framework, "Manager and the L.A. Co-ordinator")
    assert match_names(service, {"The LA coordinator": team}, by=manager) == ["The LA coordinator"]
    assert owners_of(action, viewer=team) == [
        ("Manager", None),
        ("the L.A. Co-ordinator", team),
    ]
    assert action.who == "Manager and the L.A. Co-ordinator"
    assert own(team) == ["Recruit two ambassadors"]
    assert verbs() == ["match_name"]


def test_a_member_of_the_team_is_found_by_their_own_name_without_a_word(service, framework, manager, team):
    make_action(service, framework, "theo tait")
    make_action(service, framework, "Maya Noor, Theo Tait", "Print leaflets")
    assert own(team) == ["Recruit two ambassadors", "Print leaflets"]
    assert own(manager) == ["Print leaflets"]


def test_a_name_that_two_of_the_team_have_is_nobodys_until_a_manager_says_whose(service, framework, manager, team):
    namesake = make_person("Theo-Tait", service, Role.TEAM)
    make_action(service, framework, "Theo Tait")
    assert (own(team), own(namesake)) == ([], [])
    match_names(service, {"Theo Tait": namesake}, by=manager)
    assert (own(team), own(namesake)) == ([], ["Recruit two ambassadors"])


def test_what_a_manager_says_goes_before_the_name_of_an_account(service, framework, manager, team):
    make_action(service, framework, "Theo Tait")
    match_names(service, {"Theo Tait": manager}, by=manager)
    assert (own(team), own(manager)) == ([], ["Recruit two ambassadors"])


def test_a_match_ends_to_count_with_the_role_and_counts_again_with_it(service, framework, manager, commissioner):
    make_action(service, framework, "LA Commissioner")
    match_names(service, {"LA Commissioner": commissioner}, by=manager)
    assert own(commissioner) == ["Recruit two ambassadors"]
    take_role(commissioner, service, by=OPERATOR)
    assert own(commissioner) == []
    assert [one.person for one in names_in_plans(service, viewer=manager)] == [None]
    assert match_names(service, {"LA Commissioner": None}, by=manager) == []
    give_role(commissioner, service, Role.COMMISSIONER, by=OPERATOR)
    assert own(commissioner) == ["Recruit two ambassadors"]


def test_a_term_that_is_over_is_no_role(service, framework, manager, group):
    make_action(service, framework, "Gwen")
    match_names(service, {"Gwen": group}, by=manager)
    group.memberships[0].ends = clock.today() - timedelta(days=1)
    assert own(group) == []


def test_another_person_or_nobody_takes_the_place_of_who_was_said(service, framework, manager, team):
    make_action(service, framework, "Adviser")
    match_names(service, {"Adviser": team}, by=manager)
    match_names(service, {"Adviser": manager}, by=manager)
    assert (own(team), own(manager)) == ([], ["Recruit two ambassadors"])
    match_names(service, {"Adviser": None}, by=manager)
    assert own(manager) == []
    assert db.session.query(OwnerMatch).count() == 0
    assert verbs() == ["match_name", "unmatch_name", "match_name", "unmatch_name"]


def test_the_same_said_again_is_no_change_even_from_a_page_that_is_out_of_date(service, framework, manager, team):
    seen = sign_of(service)
    match_names(service, {"Adviser": team}, by=manager, seen=seen)
    assert match_names(service, {"Adviser": team}, by=manager, seen=seen) == []
    with pytest.raises(Stale, match="nothing of yours was saved yet"):
        match_names(service, {"Adviser": manager}, by=manager, seen=seen)
    assert verbs() == ["match_name"]


def test_a_name_is_nobodys_who_reads_no_plan_of_the_service(service, framework, manager, other_manager, network):
    for person in (other_manager, network):
        with pytest.raises(Invalid, match=f"{person.name} has no role in this service"):
            match_names(service, {"Adviser": person}, by=manager)


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network", "other_manager"])
def test_only_managers_say_whose_a_name_is(who, request, service, team):
    with pytest.raises(Forbidden):
        match_names(service, {"Adviser": team}, by=request.getfixturevalue(who))


def test_own_actions_are_open_ones_of_open_plans_soonest_first(service, framework, team):
    make_action(service, framework, "Theo Tait", "Late", due=date(2023, 1, 1))
    make_action(service, framework, "Theo Tait", "No day", due=None)
    make_action(service, framework, "Theo Tait", "Soon", due=date(2022, 1, 1))
    make_action(service, framework, "Theo Tait", "Done", state=ActionState.COMPLETE)
    delete_action(make_action(service, framework, "Theo Tait", "Taken out"), by=OPERATOR)
    assert own(team) == ["Soon", "Late", "No day"]
    assert own(team, complete=True) == ["Soon", "Done", "Late", "No day"]
    make_plan(service).closed_at = clock.now()
    assert own(team, complete=True) == []


def test_own_actions_of_many_services_take_as_many_queries_as_of_one(service, framework, team):
    make_action(service, framework, "Theo Tait")
    with counted() as of_one:
        own(team)
    for number in range(5):
        other = add_service(f"Service {number}", f"service-{number}", by=OPERATOR)
        give_role(team, other, Role.TEAM, by=OPERATOR)
        for _ in range(3):
            make_action(other, framework, "Theo Tait and Adviser")
    db.session.expire_all()
    with counted() as of_many:
        assert len(own(team)) == 16
    assert len(of_many) <= len(of_one) + 1  # one more reads the person's roles, which are expired


def test_owners_of_many_actions_take_as_many_queries_as_of_one(service, framework, team):
    actions = [make_action(service, framework, f"Theo Tait, Adviser {number}") for number in range(20)]
    plan = actions[0].plan
    with counted() as of_one:
        people_by_action(actions_of(plan)[:1], viewer=team)
    with counted() as of_many:
        assert [owners[0].person for owners in people_by_action(actions_of(plan), viewer=team).values()] == [team] * 20
    assert len(of_many) <= len(of_one)


def test_who_is_not_of_the_team_is_told_names_and_no_people(service, framework, team, commissioner):
    action = make_action(service, framework, "Theo Tait")
    assert owners_of(action, viewer=commissioner) == [("Theo Tait", None)]


def test_a_matched_name_in_another_service_is_another_name(service, framework, manager, team, other_manager):
    other = other_manager.memberships[0].service
    make_action(other, framework, "Adviser, Theo Tait")
    match_names(service, {"Adviser": team}, by=manager)
    assert own(team) == []
