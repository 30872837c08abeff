"""Years that were ratified and sealed."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from tests.evidence import make_figure
from tests.submitting import complete, rate
from tracker.accounts.rules import OPERATOR, Constituency, Role
from tracker.assessments.changes import choose_evidence, correct, move
from tracker.assessments.queries import get_rating
from tracker.db import db
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionState, ActionText, OutcomeResult
from tracker.progress.changes import mark_outcome, tick_step
from tracker.progress.rules import Mark
from tracker.seals.changes import seal
from tracker.seals.models import Seal
from tracker.seals.rules import Attendee, MeetingHeld
from tracker.signing import SigningKey

KEY = SigningKey("07" * 32)
YEAR = "/services/lanternshire/assessments/2021-22"
PAGE = f"{YEAR}/record"
ACTION = ActionText(
    area="Outreach",
    standards=("1.2",),
    objective="Be better known",
    steps=("Visit *every* school", "Write to GPs"),
    outcomes=("More self-referrals",),
    who="Outreach worker",
    timescale="March 2023",
    due=date(2023, 3, 31),
    state=ActionState.ONGOING,
    completion="Half done",
)
CAME = Mark(OutcomeResult.PARTLY, "A *few* more.", Decimal(30), Decimal("17.50"))


def held(*exceptions, **other):
    """The record of a meeting on 12 October 2022."""
    said = {
        "held_on": date(2022, 10, 12),
        "place": "Town Hall",
        "is_online": False,
        "minute_reference": "M7",
        "present": (
            Attendee("Colin Shaw", Constituency.EDUCATION),
            Attendee("Gwen Rees", Constituency.PARENT_CARERS, "Her son uses the service"),
        ),
        "apologies": (Attendee("Abel Finch"),),
        "guests": (Attendee("Una Guest"),),
        "quorum": "Two members, one of them for parent carers",
        "words": "Agreed after a long talk.",
        "dissent": (("Gwen Rees", "1.3 is not there yet."),),
    }
    return MeetingHeld(**said | other | {"exceptions": exceptions})


def submitted(assessment):
    """A complete year with a plan of one action and a figure for 1.2, handed over; its action is returned."""
    plan = complete(assessment)
    action = add_action(plan, ACTION, assessment.framework, by=OPERATOR)
    tick_step(action, action.steps[0], day=date(2022, 9, 1), by=OPERATOR)
    mark_outcome(action, action.outcomes[0], CAME, by=OPERATOR)
    rate(assessment, "1.2", "P/C", "Known to *most*.")
    figure = make_figure(assessment.service, assessment.framework)
    choose_evidence(get_rating(assessment, "1.2"), add=[figure], by=OPERATOR)
    move(assessment, "submit", by=OPERATOR)
    return action


class Chair:
    """Somebody in the chair who is not who submitted."""

    identifier = "chair"

    def roles_in(self, _service_id):
        return frozenset(Role)

    def may_administer(self):
        return False


def ratify(assessment, *exceptions, by=None, key=KEY, **other):
    """Ratify and seal what is submitted."""
    by = by or Chair()
    move(assessment, "ratify_with_exceptions" if exceptions else "ratify", by=by)
    return seal(assessment, held(*exceptions, **other), by=by, key=key)


def sealed(assessment, *exceptions, **other):
    """A complete year, ratified."""
    submitted(assessment)
    return ratify(assessment, *exceptions, **other)


def corrected(assessment, reason="A figure was wrong."):
    """The next version of a ratified year, begun."""
    correct(assessment, reason, by=OPERATOR)


def all_seals():
    """Every seal, by version."""
    return list(db.session.scalars(sa.select(Seal).order_by(Seal.version)))
