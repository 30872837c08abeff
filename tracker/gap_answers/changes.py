"""Every change to what is to be looked at again."""

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.rules import Doer, insist, may
from tracker.assessments.models import Rating
from tracker.audit.changes import record
from tracker.db import db, take_turn
from tracker.errors import Conflict, Invalid
from tracker.gap_answers import queries, rules
from tracker.gap_answers.models import LookAgain
from tracker.plans.models import Action
from tracker.plans.rules import ActionState
from tracker.standards.models import Standard


def answer_look_again(action: Action, standard: Standard, *, again: bool, by: Doer) -> None:
    """Say whether the rating of a standard is to be looked at again, now that an action that serves it is complete.

    Said once more it is nothing, unless the action was open meanwhile. Raises ``Invalid`` for a standard that it does
    not serve, ``Conflict`` where it is not complete, or where somebody said the opposite.
    """
    insist(by, rules.ASK, action.plan.service_id)
    take_turn(f"looks of {action.id}")
    if standard not in action.standards:
        raise Invalid(f"This action does not serve {standard.number}.")
    if action.state is not ActionState.COMPLETE:
        raise Conflict("This action is not complete any more, so that nothing is asked. Look at it again.")
    if there := next((look for look in queries.looks_of(action) if look.standard_id == standard.id), None):
        if there.is_wanted is not again:
            raise Conflict(f"Somebody has answered this for {standard.number} meanwhile. Look at the action again.")
        return
    withdrawn = sa.delete(LookAgain).where(LookAgain.action_id == action.id, LookAgain.standard_id == standard.id)
    db.session.execute(withdrawn)
    now = clock.now()
    look = LookAgain(action=action, standard=standard, asked_by=by.identifier, asked_at=now)
    if not again:
        look.looked_by, look.looked_at = by.identifier, now
    db.session.add(look)
    db.session.flush()
    verb = "ask_to_look_again" if again else "leave_as_rated"
    record(verb, action.id, by=by, service_id=action.plan.service_id, standard=standard.number)


def say_looked(rating: Rating, *, by: Doer) -> None:
    """Say that one has looked at the rating again, whatever came of it; where nothing waits it is nothing."""
    insist(by, rules.LOOK, rating.assessment.service_id)
    for look in queries.looks_waiting(rating.assessment).get(rating.standard_id, []):
        look.looked_by, look.looked_at = by.identifier, clock.now()
        db.session.flush()
        details = {"standard": rating.standard.number, "action": str(look.action_id)}
        record("say_looked", rating.id, by=by, service_id=rating.assessment.service_id, **details)


def looked_by_saving(rating: Rating, *, by: Doer) -> None:
    """Whoever saves a rating and may rate has looked at it."""
    if may(by, rules.LOOK, rating.assessment.service_id):
        say_looked(rating, by=by)
