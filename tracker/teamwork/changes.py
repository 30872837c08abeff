"""Every change to what a team agrees among itself. The record says who did what, and holds none of their words."""

import uuid
from datetime import date

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import Doer, insist, may
from tracker.assessments.models import Rating
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, Stale
from tracker.richtext import clean
from tracker.teamwork import queries, rules
from tracker.teamwork.models import Assignment, Remark
from tracker.teamwork.rules import Ending


def assign(
    rating: Rating, person: Person, *, by: Doer, due: date | None = None, words: str = "", seen: str | None = None
) -> Assignment:
    """Ask somebody of the team to draft a standard, instead of whoever was asked before.

    ``seen`` is the sign of what waited when ``by`` looked, empty for nothing. Raises ``Stale`` where it is another by
    now, ``Invalid`` for who is not of the team and for words that are too long. The same asked twice is asked once.
    """
    insist(by, rules.ASSIGN, rating.assessment.service_id)
    if not rules.is_in_team(person.active, person.roles_in(rating.assessment.service_id)):
        raise Invalid(f"{person.name} is not in the team of this service, and so cannot draft. Choose somebody else.")
    words, there = _words(words), queries.waiting_assignment(rating)
    if there and there.is_open and (there.person_id, there.due, there.words) == (person.id, due, words):
        return there
    if seen not in {None, there.sign if there else ""}:
        raise Stale(_meanwhile(there, rating))
    if there:
        _make_room(there, by=by)
    assignment = Assignment(
        rating=rating, person=person, due=due, words=words, asked_by=by.identifier, asked_at=clock.now()
    )
    db.session.add(assignment)
    db.session.flush()
    details = {"person": person.identifier, "due": due.isoformat() if due else None}
    _record("assign", assignment, by=by, **details, replaces=str(there.id) if there else None)
    return assignment


def withdraw(assignment: Assignment, *, by: Doer) -> None:
    """Ask for the draft no more. Raises ``Conflict`` where it is done; said once more it is nothing."""
    insist(by, rules.ASSIGN, assignment.rating.assessment.service_id)
    if assignment.ending is Ending.DONE:
        raise Conflict(f"{assignment.person.name} has drafted it meanwhile, so nothing is left to withdraw.")
    if assignment.is_open:
        _end(assignment, Ending.WITHDRAWN, by=by)
        _record("withdraw", assignment, by=by)


def say_done(assignment: Assignment, *, by: Doer) -> None:
    """Say that it is drafted: the person who was asked, or a manager, who has then seen it as well.

    Raises ``Forbidden`` for others, ``Conflict`` where it was withdrawn; said once more it is nothing.
    """
    service_id = assignment.rating.assessment.service_id
    insist(by, rules.FINISH, service_id)
    manages = may(by, rules.ASSIGN, service_id)
    if not manages and by.identifier != assignment.person.identifier:
        raise Forbidden(f"Only {assignment.person.name}, who was asked, or a manager can say that it is drafted.")
    if assignment.ending is Ending.DONE:
        return
    if not assignment.is_open:
        raise Conflict("Somebody withdrew this meanwhile, or asked somebody else. What you drafted is saved as it was.")
    _end(assignment, Ending.DONE, by=by)
    if manages:
        _set_seen(assignment, by=by)
    _record("say_done", assignment, by=by)


def see_done(assignment: Assignment, *, by: Doer) -> None:
    """Say that one has seen what is done. Raises ``Conflict`` where it is not done; said once more it is nothing."""
    insist(by, rules.ASSIGN, assignment.rating.assessment.service_id)
    if assignment.ending is not Ending.DONE:
        raise Conflict("Nobody says that this is drafted. Look at the standard again.")
    if assignment.seen_at is None:
        _set_seen(assignment, by=by)
        _record("see_done", assignment, by=by)


def add_remark(rating: Rating, text: str, *, by: Doer, identifier: uuid.UUID | None = None) -> Remark:
    """Write a remark for the team. Raises ``Invalid`` for no words and for too many.

    The same words under the same ``identifier`` again add nothing; other words become another remark.
    """
    insist(by, rules.REMARK, rating.assessment.service_id)
    text = _remark(text)
    if there := db.session.get(Remark, identifier) if identifier else None:
        if (there.rating_id, there.by, there.text) == (rating.id, by.identifier, text):
            return there
        identifier = None
    remark = Remark(id=identifier or uuid.uuid4(), rating=rating, text=text, by=by.identifier, at=clock.now())
    db.session.add(remark)
    db.session.flush()
    _record("add_remark", remark, by=by)
    return remark


def close_remark(remark: Remark, *, by: Doer) -> None:
    """Say that a remark needs nobody any more. Raises ``Conflict`` where it was taken out."""
    insist(by, rules.REMARK, remark.rating.assessment.service_id)
    _insist_there(remark)
    if remark.closed_at is None:
        remark.closed_at, remark.closed_by = clock.now(), by.identifier
        _record("close_remark", remark, by=by)


def reopen_remark(remark: Remark, *, by: Doer) -> None:
    """Open a closed remark again. Raises ``Conflict`` where it was taken out."""
    insist(by, rules.REMARK, remark.rating.assessment.service_id)
    _insist_there(remark)
    if remark.closed_at is not None:
        remark.closed_at = remark.closed_by = None
        _record("reopen_remark", remark, by=by)


def delete_remark(remark: Remark, *, by: Doer) -> None:
    """Take a remark of one's own out; it can be put back. Raises ``Forbidden`` for another's."""
    _insist_own(remark, by)
    if remark.deleted_at is None:
        remark.deleted_at = clock.now()
        _record("delete_remark", remark, by=by)


def restore_remark(remark: Remark, *, by: Doer) -> None:
    """Put a remark of one's own back. Raises ``Forbidden`` for another's."""
    _insist_own(remark, by)
    if remark.deleted_at is not None:
        remark.deleted_at = None
        _record("restore_remark", remark, by=by)


def _words(text: str) -> str:
    words = clean(text)
    if len(words) > rules.WORDS_AT_MOST:
        raise Invalid(f"At most {rules.WORDS_AT_MOST} characters; this has {len(words):,}. Shorten it, then ask again.")
    return words


def _remark(text: str) -> str:
    words = clean(text)
    if not words:
        raise Invalid("Write what the others should know.")
    if len(words) > rules.REMARK_AT_MOST:
        raise Invalid(
            f"A remark has at most {rules.REMARK_AT_MOST:,} characters; this has {len(words):,}. Nothing was cut: "
            "shorten it, then save again."
        )
    return words


def _meanwhile(there: Assignment | None, rating: Rating) -> str:
    """What somebody else made of it while another one typed."""
    number = rating.standard.number
    if there is None:
        now = f"nobody is asked to draft {number} any more"
    elif there.is_open:
        by_day = f" by {clock.in_words(there.due)}" if there.due else ""
        now = f"{there.person.name} is asked to draft {number}{by_day}"
    else:
        now = f"{there.person.name} says that {number} is drafted"
    return f"Meanwhile somebody else changed this: {now}. To ask all the same, press the button once more."


def _make_room(there: Assignment, *, by: Doer) -> None:
    """End what is open, and have seen what is done."""
    if there.is_open:
        _end(there, Ending.REPLACED, by=by)
    else:
        _set_seen(there, by=by)
    db.session.flush()


def _end(assignment: Assignment, ending: Ending, *, by: Doer) -> None:
    assignment.ending, assignment.ended_by, assignment.ended_at = ending, by.identifier, clock.now()


def _set_seen(assignment: Assignment, *, by: Doer) -> None:
    assignment.seen_by, assignment.seen_at = by.identifier, clock.now()


def _insist_there(remark: Remark) -> None:
    if remark.deleted_at is not None:
        raise Conflict("Whoever wrote this remark has taken it out meanwhile.")


def _insist_own(remark: Remark, by: Doer) -> None:
    insist(by, rules.REMARK, remark.rating.assessment.service_id)
    if by.identifier != remark.by:
        raise Forbidden("Only the person who wrote a remark can take it out. You can close it.")


def _record(verb: str, subject: Assignment | Remark, *, by: Doer, **details: str | None) -> None:
    db.session.flush()
    record(
        verb,
        subject.id,
        by=by,
        service_id=subject.rating.assessment.service_id,
        standard=subject.rating.standard.number,
        **details,
    )
