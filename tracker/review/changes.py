"""Every change to what the advisory group says. Each waits for whoever changes the same year, so that none is lost."""

import uuid

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import Doer, insist
from tracker.assessments.changes import hold
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.rules import MOVES, insist_edited
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Forbidden, Invalid, Stale
from tracker.review import queries, rules
from tracker.review.models import Query, QueryAnswer, RatingResponse
from tracker.review.rules import Response
from tracker.richtext import clean


def respond(
    rating: Rating,
    response: Response,
    text: str = "",
    *,
    member: Person,
    by: Doer,
    by_link: bool = False,
    version: int | None = None,
) -> RatingResponse:
    """Agree to a rating, which closes the member's own open queries of it, or query it with a ``text``.

    ``version`` is that of the rating which ``member`` had before them. Raises ``Conflict`` where the year is not
    submitted, ``Stale`` where the rating is another by now, ``Invalid`` for a query without words or with too many. The
    same said twice is said once.
    """
    insist(by, rules.RESPOND, rating.assessment.service_id)
    _insist_under_review(rating.assessment)
    db.session.refresh(rating, ["code", "notes", "version"])
    _insist_current(rating, version)
    if response is Response.QUERY:
        changed = _ask(rating, _text(text, "Write your question."), member=member, by=by, by_link=by_link)
    else:
        changed = _close_own(rating, member=member, by=by, by_link=by_link)
    return _respond(rating, response, member=member, by=by, by_link=by_link, changed=changed)


def _ask(rating: Rating, text: str, *, member: Person, by: Doer, by_link: bool) -> bool:
    """Add the query, unless the member's same query is open; whether it was added."""
    if any(query.text == text for query in queries.open_queries_by(member, rating)):
        return False
    query = _query(rating, text, member.id, by_link=by_link)
    _record("ask_query", query, by=by, by_link=by_link, text=text)
    return True


def _query(rating: Rating, text: str, person_id: uuid.UUID, *, by_link: bool) -> Query:
    at = clock.now()
    query = Query(
        rating=rating,
        person_id=person_id,
        assessment_version=rating.assessment.version,
        text=text,
        by_link=by_link,
        at=at,
        opened_at=at,
    )
    db.session.add(query)
    db.session.flush()
    return query


def _close_own(rating: Rating, *, member: Person, by: Doer, by_link: bool) -> bool:
    """Close what the member asked of the rating and is open; whether there was any."""
    there = queries.open_queries_by(member, rating)
    for query in there:
        _close(query, by=by)
        _record("close_query", query, by=by, by_link=by_link)
    return bool(there)


def _respond(
    rating: Rating, response: Response, *, member: Person, by: Doer, by_link: bool, changed: bool
) -> RatingResponse:
    """What the member says, instead of what they said before; nothing where it is the same, and all else was."""
    there = queries.find_response(rating, member)
    same = there and (there.response, there.rating_version) == (response, rating.version)
    if there and same and not changed and queries.is_since_submission(there):
        return there
    said = there or RatingResponse(rating=rating, person=member, assessment_version=rating.assessment.version)
    said.response, said.rating_version = response, rating.version
    said.by_link, said.at = by_link, clock.now()
    db.session.add(said)
    db.session.flush()
    if response is Response.AGREE:
        _record("agree", said, by=by, by_link=by_link)
    elif not changed:
        _record("uphold_query", said, by=by, by_link=by_link)
    return said


def open_exception(rating: Rating, text: str, *, asked_by: uuid.UUID, by: Doer) -> Query:
    """Carry what the meeting excepted over into the next version of a year, as a query that is open there.

    To be called once that version has begun; ``asked_by`` is the person who recorded the exception. Raises ``Conflict``
    where the year is closed. The same carried twice is carried once.
    """
    assessment = rating.assessment
    insist(by, MOVES["correct"].deed, assessment.service_id)
    hold(assessment)
    insist_edited(assessment.status, assessment.label)
    text = _text(text, "Say what is excepted.")
    asker = db.session.get_one(Person, asked_by)
    if there := next((query for query in queries.open_queries_by(asker, rating) if query.text == text), None):
        return there
    query = _query(rating, text, asked_by, by_link=False)
    _record("open_exception", query, by=by, text=text)
    return query


def answer(query: Query, text: str, *, by: Doer, seen: int | None = None) -> QueryAnswer:
    """Answer a query, also one that was closed meanwhile: nothing written is lost.

    ``seen`` is how many answers there were when ``by`` looked. Raises ``Conflict`` where the year is not submitted,
    ``Stale`` where there is another answer by now, ``Invalid`` for no words and for too many. The same answer given
    twice is given once.
    """
    insist(by, rules.ANSWER, query.rating.assessment.service_id)
    _insist_under_review(query.rating.assessment)
    text = _text(text, "Write your answer.")
    db.session.expire(query)
    if there := next((one for one in query.answers if (one.text, one.by) == (text, by.identifier)), None):
        return there
    if seen not in {None, len(query.answers)}:
        raise Stale("Somebody else answered meanwhile: see above. To send your answer as well, press the button again.")
    given = QueryAnswer(query=query, text=text, by=by.identifier, at=clock.now())
    db.session.add(given)
    db.session.flush()
    _record("answer_query", query, by=by, text=text)
    return given


def close(query: Query, *, by: Doer, member: Person | None = None, by_link: bool = False) -> None:
    """Say that a query is answered: its author, who is ``member`` or else ``by``, or the chair.

    Raises ``Forbidden`` for others, ``Conflict`` where the year is not submitted; said once more it is nothing.
    """
    _insist_may_close(query, by, member)
    if query.is_open:
        _close(query, by=by)
        _record("close_query", query, by=by, by_link=by_link)


def reopen(query: Query, *, by: Doer, member: Person | None = None, by_link: bool = False) -> None:
    """Open a closed query again, which then waits for another answer. Raises as ``close``."""
    _insist_may_close(query, by, member)
    if not query.is_open:
        query.closed_by = query.closed_at = None
        query.opened_at = clock.now()
        _record("reopen_query", query, by=by, by_link=by_link)


def take_pack(assessment: Assessment, form: str, *, by: Doer, by_link: bool = False) -> None:
    """Put down that ``by`` takes the whole review pack in this form."""
    insist(by, rules.READ, assessment.service_id)
    told = {"by_link": True} if by_link else {}
    record("take_pack", assessment.id, by=by, service_id=assessment.service_id, form=form, **told)


def _insist_may_close(query: Query, by: Doer, member: Person | None) -> None:
    assessment = query.rating.assessment
    insist(by, rules.RESPOND, assessment.service_id)
    is_own = str(query.person_id) == (member or by).identifier
    if not rules.may_close(by, assessment.service_id, is_own=is_own):
        raise Forbidden("Only the person who asked this, or the chair, can close it or open it again.")
    _insist_under_review(assessment)
    db.session.refresh(query)


def _insist_under_review(assessment: Assessment) -> None:
    hold(assessment)
    rules.insist_under_review(assessment.status, assessment.label)


def _insist_current(rating: Rating, version: int | None) -> None:
    if version is not None and version != rating.version:
        raise Stale(f"{rating.standard.number} was changed while you read it. Look at it again. Nothing was saved yet.")


def _text(text: str, nothing: str) -> str:
    words = clean(text)
    if not words:
        raise Invalid(nothing)
    if len(words) > rules.TEXT_AT_MOST:
        raise Invalid(
            f"At most {rules.TEXT_AT_MOST:,} characters; this has {len(words):,}. Nothing was cut: shorten it, then "
            "send it again."
        )
    return words


def _close(query: Query, *, by: Doer) -> None:
    query.closed_by, query.closed_at = by.identifier, clock.now()


def _record(verb: str, subject: Query | RatingResponse, *, by: Doer, by_link: bool = False, **details: str) -> None:
    db.session.flush()
    told: dict[str, str | bool] = {"standard": subject.rating.standard.number, **details}
    if by_link:
        told["by_link"] = True
    record(verb, subject.id, by=by, service_id=subject.rating.assessment.service_id, **told)
