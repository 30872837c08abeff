"""A manager says how an action stands: what is kept, what is refused, and what the record tells."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, Stale
from tracker.plans.changes import add_action, override_rag, start_plan
from tracker.plans.models import Action
from tracker.plans.rules import ActionState, ActionText, Rag, rag_seen

UNSAID = rag_seen(None, None)


@pytest.fixture
def plan(service):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    text = ActionText(objective="Leaflets", timescale="Apr 2022", state=ActionState.ONGOING)
    return add_action(plan, text, framework, by=OPERATOR)


def say(action, rag=Rag.ON_TRACK, reason="The post is advertised.", seen=UNSAID, by=OPERATOR):
    override_rag(action, rag, reason, seen=seen, by=by)


def stands(action):
    return action.standing(clock.today())


def test_what_a_manager_says_stands_with_the_reason_and_what_was_worked_out(action, manager):
    version = action.version
    say(action, by=manager)
    assert (stands(action).rag, stands(action).why) == (Rag.ON_TRACK, "The post is advertised.")
    assert stands(action).otherwise.rag is Rag.OVERDUE
    assert action.version == version


def test_it_is_taken_back(action):
    say(action)
    say(action, None, "", seen=rag_seen(action.rag, action.rag_reason))
    assert (stands(action).rag, stands(action).is_override, action.rag_reason) == (Rag.OVERDUE, False, None)


def test_saying_and_taking_back_are_recorded_with_the_reason(action):
    say(action)
    say(action)
    say(action, None, "", seen=rag_seen(action.rag, action.rag_reason))
    query = sa.select(AuditEntry).where(AuditEntry.verb == "override_rag").order_by(AuditEntry.id)
    said = {"rag": "on_track", "reason": "The post is advertised."}
    pairs = [(None, said), (said, None)]
    assert [(entry.details["before"], entry.details["after"]) for entry in db.session.scalars(query)] == pairs


@pytest.mark.parametrize(
    ("rag", "reason"),
    [(Rag.OVERDUE, "It is."), (Rag.COMPLETE, "It is."), (Rag.ON_TRACK, " \n"), (Rag.ON_TRACK, "x" * 1001)],
)
def test_what_says_nothing_else_or_has_no_reason_is_refused(action, rag, reason):
    with pytest.raises(Invalid):
        say(action, rag, reason)
    assert action.rag is None


def test_of_a_complete_action_nothing_else_is_said(plan, framework):
    text = ActionText(objective="Posters", timescale="Apr 2022", state=ActionState.COMPLETE)
    with pytest.raises(Conflict, match="This action is complete"):
        say(add_action(plan, text, framework, by=OPERATOR))


def test_in_a_closed_plan_nothing_is_said(action, plan):
    plan.closed_at = clock.now()
    db.session.flush()
    with pytest.raises(Conflict):
        say(action)


def test_what_another_manager_said_meanwhile_is_not_overwritten(action):
    say(action)
    with pytest.raises(Stale):
        say(action, Rag.NOT_STARTED, "Nobody has begun.")
    assert action.rag is Rag.ON_TRACK


@pytest.mark.parametrize("person", ["team", "group", "chair", "commissioner", "other_manager"])
def test_only_the_manager_says_so(request, action, person):
    with pytest.raises(Forbidden):
        say(action, by=request.getfixturevalue(person))


@pytest.mark.parametrize("values", [{"rag": "on_track"}, {"rag_reason": "x"}, {"rag": "on_track", "rag_reason": " "}])
def test_the_database_wants_a_standing_and_a_reason_together(action, values):
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Action).where(Action.id == action.id).values(**values))
