"""What members say to ratings, their queries, and the answers."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.cast import make_person
from tests.counting import counted
from tests.review import ASKED, ask, ask_and_answer, change_after_sending_back, make_submitted, say_agree
from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import correct, move
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import get_rating, ratings_of
from tracker.audit.models import AuditEntry
from tracker.audit.queries import last_entry
from tracker.db import begin_writing, db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.review import queries
from tracker.review.changes import answer, close, open_exception, reopen, respond, take_pack
from tracker.review.models import Query, RatingResponse
from tracker.review.rules import Response, Standing
from tracker.review.sheets import get_sheet, progress_of, sheets_of
from tracker.submission.changes import withdraw

MEMBERS = ["group", "chair"]
OTHERS = ["manager", "team", "commissioner", "network"]


@pytest.fixture
def year(assessment):
    return make_submitted(assessment)


@pytest.fixture
def rating(year):
    return get_rating(year, "4.1")


def count(verb):
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.verb == verb))


def standing(year, number="4.1", viewer=OPERATOR):
    return queries.standing_of(year, viewer=viewer)[get_rating(year, number).id]


def asked(year, viewer=OPERATOR):
    db.session.expire_all()
    return queries.queries_of(year, viewer=viewer)


@pytest.mark.parametrize("who", MEMBERS)
def test_a_member_agrees_and_the_record_has_it(request, year, rating, who):
    member = request.getfixturevalue(who)
    said = say_agree(year, member)
    assert (said.assessment_version, said.rating_version, said.by_link) == (1, rating.version, False)
    assert standing(year) == Standing(agreed=1)
    entry = last_entry(said.id)
    assert (entry.verb, entry.by, entry.details) == ("agree", member.identifier, {"standard": "4.1"})


def test_agreeing_twice_is_agreeing_once(year, group):
    assert say_agree(year, group) is say_agree(year, group)
    assert count("agree") == 1


def test_a_query_is_open_and_its_text_is_in_the_details_alone(year, group):
    query = ask(year, group)
    assert standing(year) == Standing(queried=1, open_queries=1)
    entry = last_entry(query.id)
    assert (entry.verb, entry.details) == ("ask_query", {"standard": "4.1", "text": ASKED})


def test_the_same_query_sent_twice_is_one_and_other_words_are_another(year, group, chair):
    assert ask(year, group) is ask(year, group)
    assert (count("ask_query"), len(asked(year))) == (1, 1)
    ask(year, group, "And how were they asked?")
    ask(year, chair)
    assert standing(year) == Standing(queried=2, open_queries=3)


def test_whoever_agrees_after_asking_has_their_own_question_closed_and_no_other(year, group, chair):
    query, other = ask(year, group), ask(year, chair)
    say_agree(year, group)
    assert (query.closed_by, other.is_open) == (group.identifier, True)
    assert standing(year) == Standing(agreed=1, queried=1, open_queries=1)
    assert last_entry(query.id).verb == "close_query"


def test_whoever_asks_after_agreeing_agrees_no_more(year, group):
    say_agree(year, group)
    ask(year, group)
    assert standing(year) == Standing(queried=1, open_queries=1)
    assert len(db.session.scalars(sa.select(RatingResponse)).all()) == 1


def test_what_comes_by_a_link_is_kept_as_such(year, rating, group):
    said = respond(rating, Response.QUERY, "Why?", member=group, by=group, by_link=True)
    query = asked(year)[0].query
    assert (said.by_link, query.by_link) == (True, True)
    assert last_entry(query.id).details == {"standard": "4.1", "text": "Why?", "by_link": True}


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_responds(request, year, who):
    person = request.getfixturevalue(who)
    for say in (say_agree, ask):
        with pytest.raises(Forbidden):
            say(year, person)
    assert db.session.scalars(sa.select(RatingResponse)).all() == []


@pytest.mark.parametrize("verb", [None, "send_back", "ratify", "ratify_with_exceptions"])
def test_what_is_not_submitted_is_not_responded_to(assessment, group, chair, manager, verb):
    if verb:
        make_submitted(assessment)
        query = ask_and_answer(assessment, group, manager)
        move(assessment, verb, by=chair)
        for act in (lambda: answer(query, "More", by=manager), lambda: close(query, by=group)):
            with pytest.raises(Conflict, match="not with the advisory group at the moment"):
                act()
    for say in (say_agree, ask):
        with pytest.raises(Conflict, match="Nothing was saved"):
            say(assessment, group)


@pytest.mark.parametrize(
    ("text", "message"), [(" \n ", "Write your question."), ("x" * 5_001, "At most 5,000 characters; this has 5,001")]
)
def test_a_query_has_words_and_not_too_many(year, group, text, message):
    with pytest.raises(Invalid, match=message):
        ask(year, group, text)
    assert asked(year) == []
    assert not queries.has_responses(year)


def test_a_rating_that_was_changed_while_somebody_read_it_is_to_be_read_again(year, rating, group):
    seen = rating.version
    change_after_sending_back(year)
    with pytest.raises(Stale, match=r"4\.1 was changed while you read it"):
        respond(rating, Response.AGREE, member=group, by=group, version=seen)
    assert not queries.has_responses(year)


def test_a_response_to_what_was_changed_since_counts_no_more_and_says_so(year, group):
    say_agree(year, group, "4.1")
    say_agree(year, group, "4.2")
    change_after_sending_back(year)
    assert (standing(year), standing(year, "4.2")) == (Standing(), Standing(agreed=1))
    sheets = sheets_of(year, group, viewer=group)
    changed, kept = (get_sheet(sheets, number) for number in ("4.1", "4.2"))
    assert (changed.was_changed, changed.is_looked_at) == (True, False)
    assert (kept.was_changed, kept.is_looked_at) == (False, True)
    say_agree(year, group, "4.1")
    assert standing(year) == Standing(agreed=1)


def test_the_same_question_about_what_was_changed_counts_again_and_is_still_one(year, group):
    ask(year, group)
    change_after_sending_back(year)
    assert standing(year) == Standing(open_queries=1)
    ask(year, group)
    assert standing(year) == Standing(queried=1, open_queries=1)
    assert (count("ask_query"), count("uphold_query")) == (1, 1)


def test_a_response_counts_for_its_version_only(year, group, chair, manager):
    say_agree(year, group, "4.1")
    ask(year, group, number="4.2")
    move(year, "ratify", by=chair)
    correct(year, "A figure was wrong.", by=manager)
    move(year, "submit", by=OPERATOR)
    assert set(queries.standing_of(year, viewer=group).values()) == {Standing()}
    assert progress_of(sheets_of(year, group, viewer=group)).done == 0
    assert queries.queries_by_rating(year, viewer=group) == {}
    assert len(asked(year)) == 1
    say_agree(year, group)
    assert standing(year) == Standing(agreed=1)


def test_a_manager_answers_and_the_query_stays_open_until_its_author_closes_it(year, group, manager):
    query = ask_and_answer(year, group, manager)
    assert query.is_open
    assert query.is_answered
    (entry,) = asked(year)
    assert ([given.by for given in entry.answers], entry.waits) == (["Maya Noor"], False)
    assert last_entry(query.id).details == {"standard": "4.1", "text": "Fifty."}
    close(query, by=group)
    close(query, by=group)
    assert (query.closed_by, count("close_query")) == (group.identifier, 1)


def test_the_same_answer_sent_twice_is_one_and_two_managers_answers_are_two(year, service, group, manager):
    query = ask_and_answer(year, group, manager)
    assert answer(query, "Fifty.", by=manager) is query.answers[0]
    answer(query, "Fifty.", by=make_person("Mo Lund", service, Role.MANAGER))
    assert (len(asked(year)[0].answers), count("answer_query")) == (2, 2)


def test_an_answer_to_what_was_closed_meanwhile_is_not_lost(year, group, manager):
    query = ask(year, group)
    close(query, by=group)
    answer(query, "Fifty.", by=manager)
    assert [one.text for one in query.answers] == ["Fifty."]


def test_the_chair_closes_what_another_asked_and_opens_it_again(year, group, chair, manager, wait):
    query = ask_and_answer(year, group, manager)
    close(query, by=chair)
    assert query.closed_by == chair.identifier
    wait(timedelta(minutes=1))
    reopen(query, by=chair)
    reopen(query, by=group)
    assert (query.is_open, query.is_answered, count("reopen_query")) == (True, False, 1)


def test_nobody_else_closes_or_opens_a_query(request, year, service, group, manager):
    query = ask_and_answer(year, group, manager)
    another = make_person("Gita Rao", service, Role.GROUP)
    for person in (another, *map(request.getfixturevalue, OTHERS)):
        for verb in (close, reopen):
            with pytest.raises(Forbidden):
                verb(query, by=person)
    assert query.is_open


def test_whoever_acts_for_a_member_closes_what_the_member_asked(year, group):
    query = ask(year, group)
    close(query, by=OPERATOR, member=group, by_link=True)
    entry = last_entry(query.id)
    assert (entry.by, entry.details) == ("operator", {"standard": "4.1", "by_link": True})


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_only_a_manager_answers(request, year, group, who):
    query = ask(year, group)
    with pytest.raises(Forbidden):
        answer(query, "Fifty.", by=request.getfixturevalue(who))


@pytest.mark.parametrize("text", ["", "x" * 5_001])
def test_an_answer_has_words_and_not_too_many(year, group, manager, text):
    query = ask(year, group)
    with pytest.raises(Invalid):
        answer(query, text, by=manager)
    assert query.answers == []


def test_an_exception_is_carried_into_the_next_version_as_an_open_query(year, rating, chair, manager):
    move(year, "ratify_with_exceptions", by=chair)
    with pytest.raises(Conflict):
        open_exception(rating, "Helpline hours", asked_by=chair.id, by=manager)
    correct(year, "The group excepted 4.1.", by=manager)
    query = open_exception(rating, "Helpline hours", asked_by=chair.id, by=manager)
    assert open_exception(rating, "Helpline hours", asked_by=chair.id, by=manager) is query
    assert (query.assessment_version, query.is_open, count("open_exception")) == (2, True, 1)
    assert standing(year) == Standing(open_queries=1)
    assert not queries.has_responses(year)
    with pytest.raises(Forbidden):
        open_exception(rating, "Helpline hours", asked_by=chair.id, by=chair)


def test_only_what_was_said_since_it_was_submitted_keeps_it_from_being_withdrawn(year, group, wait):
    assert not queries.has_responses(year)
    say_agree(year, group)
    assert queries.has_responses(year)
    wait(timedelta(minutes=1))
    move(year, "send_back", by=OPERATOR)
    move(year, "submit", by=OPERATOR)
    assert not queries.has_responses(year)
    say_agree(year, group)
    assert queries.has_responses(year)
    with pytest.raises(Conflict, match="cannot be withdrawn any more"):
        withdraw(year, by=OPERATOR)


def test_a_member_sees_how_far_they_are(year, group):
    numbers = [one.standard.number for one in ratings_of(year)]
    for number in (numbers[0], numbers[2]):
        say_agree(year, group, number)
    found = progress_of(sheets_of(year, group, viewer=group))
    assert (found.done, found.total, found.next) == (2, 20, numbers[1])


def test_where_the_review_stands_counts_members_of_now(year, service, group, chair, manager):
    leaving = make_person("Gita Rao", service, Role.GROUP)
    for one in ratings_of(year):
        say_agree(year, group, one.standard.number)
    say_agree(year, chair)
    say_agree(year, leaving)
    ask(year, chair, number="1.1")
    answer(ask(year, chair, number="1.2"), "Yes.", by=manager)
    stand = queries.stand_of(year, viewer=manager)
    assert (stand.members, stand.begun, stand.finished) == (3, 3, 1)
    assert (stand.open_queries, stand.waiting, stand.has_responses) == (2, 1, True)
    leaving.memberships[0].ends = clock.today() - timedelta(days=1)
    db.session.flush()
    stand = queries.stand_of(year, viewer=manager)
    assert (stand.members, stand.begun, stand.finished) == (2, 2, 1)


def test_what_waits_is_told_to_each_for_whom_it_waits(year, service, group, chair, manager, team):
    query = ask(year, group)

    def waiting(viewer):
        db.session.expire_all()
        return queries.under_review_in([service], viewer=viewer)[service.id][0]

    assert [one.id for one in waiting(manager).to_answer] == [query.id]
    assert (waiting(manager).progress, waiting(team).to_answer, waiting(group).answered) == (None, [], [])
    assert (waiting(group).progress.to_do, waiting(chair).progress.to_do) == (19, 20)
    answer(query, "Fifty.", by=manager)
    assert waiting(manager).to_answer == []
    assert [one.id for one in waiting(group).answered] == [query.id]
    assert waiting(chair).answered == []
    say_agree(year, group)
    assert waiting(group).answered == []


def test_nothing_waits_in_a_year_that_is_not_submitted_or_for_who_reads_none(assessment, service, group, commissioner):
    assert queries.under_review_in([service], viewer=group) == {}
    make_submitted(assessment)
    assert queries.under_review_in([service], viewer=commissioner) == {}


def test_all_that_was_said_is_read_in_as_many_queries_for_much_as_for_little(year, service, group, chair, manager):
    def made():
        db.session.expire_all()
        with counted() as found:
            sheets_of(year, group, viewer=group)
            queries.queries_of(year, viewer=group)
            queries.standing_of(year, viewer=group)
            queries.stand_of(year, viewer=group)
            queries.under_review_in([service], viewer=group)
        return len(found)

    ask_and_answer(year, group, manager)
    few = made()
    for number in ("1.1", "1.2", "2.3", "4.2"):
        answer(ask(year, chair, number=number), "Yes.", by=manager)
        say_agree(year, group, number)
    assert made() == few


@pytest.mark.parametrize("who", ["commissioner", "network"])
def test_who_reads_no_assessment_reads_none_of_it(request, year, group, who):
    viewer = request.getfixturevalue(who)
    query = ask(year, group)
    for reading in (
        lambda: queries.queries_of(year, viewer=viewer),
        lambda: queries.standing_of(year, viewer=viewer),
        lambda: queries.get_query(year, query.id, viewer=viewer),
        lambda: sheets_of(year, viewer, viewer=viewer),
        lambda: take_pack(year, "docx", by=viewer),
    ):
        with pytest.raises(Forbidden):
            reading()


def test_a_query_of_no_year_and_a_standard_of_no_pack_are_not_found(year, group):
    with pytest.raises(NotFound):
        queries.get_query(year, uuid.uuid4(), viewer=group)
    with pytest.raises(NotFound):
        get_sheet(sheets_of(year, group, viewer=group), "9.9")


def test_that_the_pack_was_taken_is_recorded(year, group):
    take_pack(year, "docx", by=group, by_link=True)
    assert last_entry(year.id).details == {"form": "docx", "by_link": True}


def test_members_who_say_something_at_once_lose_nothing(app, year, service, group, chair):
    ids = year.id, [group.id, chair.id, make_person("Gita Rao", service, Role.GROUP).id, group.id]
    db.session.commit()
    together = threading.Barrier(4)

    def respond_as_somebody(person_id):
        with app.app_context():
            together.wait()
            begin_writing()
            member = db.session.get_one(Person, person_id)
            there = db.session.get_one(Assessment, ids[0])
            rating = get_rating(there, "4.1", to_change=True)
            respond(rating, Response.QUERY, ASKED, member=member, by=member)
            db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(respond_as_somebody, ids[1]))
    assert standing(year) == Standing(queried=3, open_queries=3)


def test_a_withdrawal_waits_for_a_response_that_is_being_given_and_is_then_refused(app, year, group):
    identifier = year.id
    db.session.commit()

    def withdraw_as_a_manager():
        with app.app_context():
            begin_writing()
            with pytest.raises(Conflict, match="cannot be withdrawn any more"):
                withdraw(db.session.get_one(Assessment, identifier), by=OPERATOR)

    begin_writing()
    say_agree(year, group)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(withdraw_as_a_manager)
        assert not wait_for([second], timeout=0.5).done
        db.session.commit()
        second.result(timeout=60)


def test_the_database_refuses_a_second_response_of_one_member(year, group):
    said = say_agree(year, group)
    again = RatingResponse(
        rating_id=said.rating_id, person_id=group.id, assessment_version=1, rating_version=1, by_link=False, at=said.at
    )
    again.response = Response.AGREE
    db.session.add(again)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_database_refuses_a_blank_query_and_one_closed_by_nobody(year, rating, group):
    group_id, rating_id = group.id, rating.id
    for text, closed_at in ((" ", None), ("Why?", clock.now())):
        now = clock.now()
        query = Query(rating_id=rating_id, person_id=group_id, assessment_version=1, by_link=False, at=now)
        query.text, query.opened_at, query.closed_at = text, now, closed_at
        db.session.commit()
        db.session.add(query)
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_rating_without_anything_said_stands_at_nought(year):
    assert len(queries.standing_of(year, viewer=OPERATOR)) == 20
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Rating)) == 20
