"""Why a link opens nothing, and what whoever opened one may do."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tracker.accounts.rules import Role
from tracker.assessments.rules import Status
from tracker.by_link.rules import LinkState, Visitor, insist_under_review
from tracker.errors import Conflict

NOW = datetime(2026, 5, 12, 10, tzinfo=UTC)
GOOD = {"revoked": False, "expires_at": NOW + timedelta(seconds=1), "is_member": True, "status": Status.SUBMITTED}


def test_a_link_that_nothing_stands_against_opens_the_review():
    assert LinkState(**GOOD).closed(NOW) == ""


@pytest.mark.parametrize(
    ("against", "said"),
    [
        ({"revoked": True}, "it was taken back or there is a newer one"),
        ({"expires_at": NOW}, "worked until 12 May 2026"),
        ({"is_member": False}, "you are not on the group now"),
        ({"status": Status.DRAFT}, "not open at the moment"),
        ({"status": Status.SENT_BACK}, "not open at the moment"),
        ({"status": Status.RATIFIED}, "nothing that you need to do"),
        ({"status": Status.WITH_EXCEPTIONS}, "What you answered before is kept."),
    ],
)
def test_each_thing_that_closes_a_link_is_said(against, said):
    assert said in LinkState(**GOOD | against).closed(NOW)


def test_whoever_opened_a_link_is_a_member_in_one_service_and_nothing_else():
    here, elsewhere = uuid.uuid4(), uuid.uuid4()
    visitor = Visitor("x", here)
    assert visitor.roles_in(here) == {Role.GROUP}
    assert visitor.roles_in(elsewhere) == frozenset()
    assert not visitor.may_administer()


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED}))
def test_links_are_made_while_it_is_submitted(status):
    insist_under_review(Status.SUBMITTED, "2021-22")
    with pytest.raises(Conflict, match="2021-22 is not with the advisory group"):
        insist_under_review(status, "2021-22")
