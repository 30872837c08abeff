"""Everybody tries every step from every state, through the changes and through the pages: the table, and no more."""

from functools import partial

import pytest

from tests.cast import make_person, sign_in
from tests.meetings import KEY, YEAR, make_meeting, members, page_of, present
from tests.submitting import complete
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import move
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import MOVES, Status
from tracker.db import db
from tracker.errors import Conflict, Forbidden
from tracker.meetings.changes import decide
from tracker.meetings.rules import STEPS, Decision
from tracker.seals.changes import begin_correction
from tracker.submission.changes import submit, withdraw

TABLE = {
    "submit": ("manager", {"draft": "submitted", "sent_back": "submitted"}),
    "withdraw": ("manager", {"submitted": "draft"}),
    "send_back": ("chair", {"submitted": "sent_back"}),
    "ratify": ("chair", {"submitted": "ratified"}),
    "ratify_with_exceptions": ("chair", {"submitted": "with_exceptions"}),
    "correct": ("manager", {"ratified": "draft", "with_exceptions": "draft"}),
}
INSIDE = ["manager", "team", "group", "chair", "commissioner", "network"]
OUTSIDE = ["other_manager", "administrator", "nobody"]
EVERYBODY = [*INSIDE, *OUTSIDE]
DECIDED = {"sent_back": "send_back", "ratified": "ratify", "with_exceptions": "ratify_with_exceptions"}
DECISIONS = {step: decision for decision, step in STEPS.items()}
ALLOWED = [(start, verb, who) for verb, (who, ways) in TABLE.items() for start in ways]


@pytest.fixture
def cast(request, service):
    """Everybody by name; whoever is nobody has an account and no role."""
    there = {name: request.getfixturevalue(name) for name in EVERYBODY if name != "nobody"}
    return there | {"nobody": make_person("Noel Body"), "operator": OPERATOR}


@pytest.fixture
def world(assessment, cast):
    """Brings the year into a state: the year, and a meeting about it, with a quorum, that has decided nothing."""
    others = members(assessment.service)

    def meet():
        there = present(cast["chair"], *others)
        return make_meeting(assessment.service, by=cast["chair"], about=assessment, attending=there)

    def bring(status):
        complete(assessment)
        if status != "draft":
            submit(assessment, by=cast["manager"])
        if decision := {
            "sent_back": "send_back",
            "ratified": "ratify",
            "with_exceptions": "ratify_with_exceptions",
        }.get(status):
            take(decision, assessment, meet(), cast["chair"])
        assert assessment.status == status
        return assessment, meet()

    return bring


def take(verb, year, meeting, by):
    """Take a step as the product does."""
    if verb in DECISIONS:
        said = {"points": {"1.1": "Not yet."}} if verb == "ratify_with_exceptions" else {}
        reason = "Too thin." if verb == "send_back" else ""
        decide(meeting, DECISIONS[verb], **said, reason=reason, by=by, key=KEY)
    elif verb == "correct":
        begin_correction(year, "A figure was wrong.", by=by)
    else:
        {"submit": submit, "withdraw": withdraw}[verb](year, by=by)


def tried(act, year):
    """What came of it, all of which is given up again."""
    attempt = db.session.begin_nested()
    try:
        act()
        return str(year.status)
    except (Forbidden, Conflict) as error:
        return type(error).__name__
    finally:
        attempt.rollback()
        db.session.expire_all()


def expected(who, verb, start):
    role, ways = TABLE[verb]
    if who not in (role, "operator"):
        return "Forbidden"
    return ways.get(start, "Conflict")


def test_the_table_names_every_step_and_every_state():
    assert set(TABLE) == set(MOVES)
    assert {state for _, ways in TABLE.values() for pair in ways.items() for state in pair} == set(Status)


@pytest.mark.parametrize("start", Status)
def test_the_changes_allow_what_the_table_says_and_no_more(world, cast, start):
    year, meeting = world(start)
    found = {
        (who, verb): tried(partial(take, verb, year, meeting, by), year) for who, by in cast.items() for verb in TABLE
    }
    wanted = {pair: expected(*pair, start) for pair in found}
    # The operator has every role, but was at no meeting.
    wanted |= {("operator", verb): "Conflict" for verb in DECISIONS}
    assert found == wanted


@pytest.mark.parametrize("start", Status)
def test_the_step_that_all_of_them_take_asks_the_table_itself(world, cast, start):
    year, _ = world(start)
    found = {
        (who, verb): tried(partial(move, year, verb, by=by), year)
        for who, by in cast.items()
        for verb in TABLE
        if verb != "correct"  # which has a reason as well, and so is never taken by itself
    }
    assert found == {pair: expected(*pair, start) for pair in found}


def sent(verb, year, meeting):
    """Where a step is sent to, and what with it."""
    if verb == "correct":
        return f"{YEAR}/record/correct", {"reason": "A figure was wrong."}
    if verb in DECISIONS:
        said = {"decision": DECISIONS[verb].value, "version": str(meeting.version), "confirmed": "y"}
        said |= {"reason": "Too thin."} if DECISIONS[verb] is Decision.SENT_BACK else {}
        point = f"point_{get_rating(year, '1.1').id.hex}"
        return page_of(meeting, "decide"), said | ({point: "Not yet."} if verb == "ratify_with_exceptions" else {})
    return f"{YEAR}/submit{'/withdraw' if verb == 'withdraw' else ''}", {}


def answer(app, person, address, data):
    browser = app.test_client()
    if person is not None:
        sign_in(browser, person)
    return browser.post(address, data=data).status_code


def status_of(year_id):
    db.session.expire_all()
    return db.session.get_one(Assessment, year_id).status


def refusal(who, verb, start):
    role, ways = TABLE[verb]
    if who == "signed out":
        return 401
    if who in OUTSIDE:
        return 404
    return 403 if who != role else 409 if start not in ways else None


@pytest.mark.parametrize("start", Status)
def test_the_pages_refuse_everybody_else_and_every_other_moment(app, world, cast, start):
    year, meeting = world(start)
    people = {who: cast[who] for who in EVERYBODY} | {"signed out": None}
    wanted = {(who, verb): refusal(who, verb, start) for who in people for verb in TABLE}
    wanted = {pair: code for pair, code in wanted.items() if code}
    found = {(who, verb): answer(app, people[who], *sent(verb, year, meeting)) for who, verb in wanted}
    assert found == wanted
    assert status_of(year.id) == start


@pytest.mark.parametrize(("start", "verb", "who"), ALLOWED)
def test_the_pages_let_whom_the_table_names(app, world, cast, start, verb, who):
    year, meeting = world(start)
    assert answer(app, cast[who], *sent(verb, year, meeting)) == 302
    assert status_of(year.id) == TABLE[verb][1][start]
