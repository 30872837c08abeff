"""Letting words through, saying why there is no action, and what is found in a real year."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.counting import counted
from tests.evidence import make_figure, make_note
from tests.submitting import complete, found, look, rate
from tracker import clock
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import choose_evidence, save_rating, say_why_no_action
from tracker.assessments.queries import get_rating
from tracker.audit.models import AuditEntry
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, Stale
from tracker.evidence.changes import print_as_few
from tracker.plans.changes import add_action, save_action, text_of
from tracker.plans.rules import ActionState, ActionText
from tracker.reports.queries import year_shown
from tracker.submission.changes import ask_again, keep_wording
from tracker.submission.models import KeptWording
from tracker.submission.queries import get_to_decide
from tracker.teamwork.changes import add_remark, close_remark

KIT = 'A mother wrote: "My son Kit is back."'


@pytest.fixture
def plan(assessment):
    return complete(assessment)


def test_a_year_in_which_all_is_there_lacks_nothing(assessment, plan):
    assert found(assessment) == []


def test_a_year_that_nobody_began_lacks_every_rating(assessment):
    assert len(found(assessment)) == 20
    assert {lack for lack, _ in found(assessment)} == {"unrated"}


def test_what_calls_for_an_action_needs_one_that_is_open_or_a_reason(assessment, plan, framework):
    rating = rate(assessment, "1.2", "P/C")
    assert found(assessment) == [("no_action", "1.2")]
    action = add_action(plan, ActionText(objective="Leaflets", standards=("1.2",)), framework, by=OPERATOR)
    assert found(assessment) == []
    text = ActionText(objective="Leaflets", standards=("1.2",), state=ActionState.COMPLETE)
    save_action(action, text, framework, by=OPERATOR, version=action.version)
    assert text_of(action).state is ActionState.COMPLETE
    assert found(assessment) == [("no_action", "1.2")]
    say_why_no_action(rating, "The council decides in June.", by=OPERATOR)
    assert found(assessment) == []
    say_why_no_action(rating, " \n ", by=OPERATOR)
    assert rating.no_action_reason is None
    assert found(assessment) == [("no_action", "1.2")]


def test_the_reason_is_in_the_record_and_saying_it_twice_is_nothing(assessment, plan, team):
    rating = rate(assessment, "1.2", "P/C")
    say_why_no_action(rating, "Later.", by=team)
    entry, version = last_entry(rating.id), rating.version
    assert (entry.verb, entry.by) == ("say_why_no_action", team.identifier)
    assert entry.details == {
        "standard": "1.2",
        "before": None,
        "after": "Later.",
        "until_before": None,
        "until": None,
    }
    say_why_no_action(rating, "Later. ", by=team, version=1)
    assert (last_entry(rating.id), rating.version) == (entry, version)


def test_a_reason_over_an_older_version_is_stale(assessment, plan, manager):
    rating = rate(assessment, "1.2", "P/C")
    version = rating.version
    say_why_no_action(rating, "Theirs.", by=OPERATOR)
    with pytest.raises(Stale):
        say_why_no_action(rating, "Mine.", by=manager, version=version)
    assert rating.no_action_reason == "Theirs."


def test_a_reason_is_short_and_only_for_what_calls_for_an_action(assessment, plan, manager, group):
    rating = rate(assessment, "1.2", "P/C")
    say_why_no_action(rating, "x" * 1000, by=manager)
    with pytest.raises(Invalid, match=r"this has 1,001"):
        say_why_no_action(rating, "x" * 1001, by=manager)
    with pytest.raises(Conflict):
        say_why_no_action(get_rating(assessment, "1.3"), "Why not.", by=manager)
    with pytest.raises(Forbidden):
        say_why_no_action(rating, "Mine.", by=group)


@pytest.mark.parametrize("reason", [" ", "x" * 1001])
def test_the_database_refuses_a_blank_or_long_reason(assessment, reason):
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(sa.text("UPDATE ratings SET no_action_reason = :reason"), {"reason": reason})


def test_a_reason_that_names_somebody_is_found(assessment, plan):
    say_why_no_action(rate(assessment, "1.2", "P/C"), KIT, by=OPERATOR)
    assert found(assessment) == [("personal", "1.2")]


@pytest.mark.parametrize(
    "said",
    [
        {"objective": KIT},
        {"objective": "x", "steps": ("One", KIT)},
        {"objective": "x", "outcomes": (KIT,)},
        {"objective": "x", "completion": f"- One\n- {KIT}"},
        {"objective": "My son **Kit**"},
        {"objective": "[write](mailto:kit.finch@example.org)"},
    ],
)
def test_what_an_action_says_is_looked_through(assessment, plan, framework, said):
    add_action(plan, ActionText(**{"standards": ("1.2", "1.3")} | said), framework, by=OPERATOR)
    assert found(assessment) == [("personal", "1.2", "1.3")]


def test_who_does_a_thing_is_named_on_purpose(assessment, plan, framework):
    text = ActionText(objective="Leaflets", who="Sue, mum of Leo, 07400 123456", standards=("1.2",))
    add_action(plan, text, framework, by=OPERATOR)
    assert found(assessment) == []


@pytest.mark.parametrize("said", [{"title": "Letter of my son Kit"}, {"description": KIT}])
def test_what_evidence_says_is_looked_through_where_it_backs_a_rating(assessment, plan, framework, said):
    item = make_note(assessment.service, framework, **said)
    assert found(assessment) == []
    for number in ("1.2", "4.1"):
        choose_evidence(get_rating(assessment, number), add=[item], by=OPERATOR)
    assert found(assessment) == [("personal", "1.2", "4.1")]


def test_a_figure_under_five_is_found_until_it_is_printed_as_few(assessment, plan, framework):
    item = make_figure(assessment.service, framework, "2", unit="complaints")
    choose_evidence(get_rating(assessment, "4.2"), add=[item], by=OPERATOR)
    assert found(assessment) == [("few", "4.2")]
    print_as_few(item, by=OPERATOR)
    assert found(assessment) == []


def test_a_figure_under_five_is_let_through_until_it_changes(assessment, plan, framework, manager):
    item = make_figure(assessment.service, framework, "2", unit="complaints")
    choose_evidence(get_rating(assessment, "4.2"), add=[item], by=OPERATOR)
    keep_wording(assessment, look(assessment).found[0], by=manager)
    assert found(assessment) == []
    item.value = Decimal(3)
    assert found(assessment) == [("few", "4.2")]


def test_evidence_past_its_day_is_found(assessment, plan, framework, monkeypatch):
    item = make_note(assessment.service, framework, look_again=date(2023, 1, 1))
    choose_evidence(get_rating(assessment, "4.2"), add=[item], by=OPERATOR)
    monkeypatch.setattr(clock, "today", lambda: date(2022, 12, 31))
    assert found(assessment) == []
    monkeypatch.setattr(clock, "today", lambda: date(2023, 1, 1))
    assert found(assessment) == [("evidence_due", "4.2")]


def test_open_remarks_are_counted_for_the_team_alone(assessment, plan, team, group):
    remark = add_remark(get_rating(assessment, "4.2"), "Is this right?", by=team)
    assert found(assessment, team) == [("remarks", "4.2")]
    assert found(assessment, group) == []
    close_remark(remark, by=team)
    assert found(assessment, team) == []


def test_what_was_carried_blocks_until_it_is_confirmed(assessment, plan):
    rating = get_rating(assessment, "1.2")
    rating.carried_from = "2020-21"
    assert found(assessment) == [("unconfirmed", "1.2")]


@pytest.fixture
def named(assessment, plan):
    save_rating(get_rating(assessment, "1.2"), "C", KIT, by=OPERATOR)
    return look(assessment).found[0]


def test_what_a_manager_lets_through_is_kept_with_who_and_when_and_without_the_words(assessment, named, manager):
    keep_wording(assessment, named, by=manager)
    (kept,) = look(assessment).kept
    assert (kept.found.message, kept.by) == ("A name of a child or a parent in the notes: “Kit”", "Maya Noor")
    assert found(assessment) == []
    entry = last_entry(named.place.identifier)
    assert (entry.verb, entry.details) == ("keep_wording", {"place": "rating", "kind": "name"})
    row = db.session.scalars(sa.select(KeptWording)).one()
    assert "Kit" not in repr(vars(row))


def test_letting_through_twice_is_once(assessment, named, manager):
    for _ in range(2):
        keep_wording(assessment, named, by=manager)
    assert db.session.query(KeptWording).count() == 1
    assert db.session.query(AuditEntry).filter_by(verb="keep_wording").count() == 1


def test_changed_words_are_asked_about_again_and_the_old_ones_not(assessment, named, manager):
    keep_wording(assessment, named, by=manager)
    save_rating(get_rating(assessment, "1.2"), "C", KIT.replace("Kit", "Leo"), by=OPERATOR)
    assert found(assessment) == [("personal", "1.2")]
    save_rating(get_rating(assessment, "1.2"), "C", f"Once more. {KIT}", by=OPERATOR)
    assert found(assessment) == []


def test_it_can_be_taken_back(assessment, named, manager):
    ask_again(assessment, named, by=manager)
    assert last_entry(named.place.identifier).verb == "save_rating"
    keep_wording(assessment, named, by=manager)
    ask_again(assessment, named, by=manager)
    assert found(assessment) == [("personal", "1.2")]
    assert last_entry(named.place.identifier).verb == "ask_again"


def test_the_team_does_not_decide_and_what_blocks_cannot_be_let_through(assessment, named, team, manager):
    for change in (keep_wording, ask_again):
        with pytest.raises(Forbidden):
            change(assessment, named, by=team)
    rate(assessment, "1.3", None)
    with pytest.raises(Invalid):
        keep_wording(assessment, look(assessment).must[0], by=manager)


def test_what_is_not_there_any_more_is_stale(assessment, named):
    year = year_shown(assessment, viewer=OPERATOR)
    assert get_to_decide(year, named.sign, viewer=OPERATOR) == named
    for sign in ("", "x" * 64):
        with pytest.raises(Stale):
            get_to_decide(year, sign, viewer=OPERATOR)


@pytest.mark.parametrize("places", [{}, {"rating_id": 1, "action_id": 1}])
def test_the_database_wants_one_place_for_each(assessment, plan, framework, places):
    action = add_action(plan, ActionText(objective="x", standards=("1.2",)), framework, by=OPERATOR)
    there = {"rating_id": get_rating(assessment, "1.2").id, "action_id": action.id}
    values = {name: there[name] for name in places}
    row = {"id": uuid.uuid4(), "kind": "name", "words": "0" * 64, "by": "x", "at": clock.now()}
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(sa.insert(KeptWording).values(**row, **values))


def test_it_takes_as_many_queries_however_much_there_is(assessment, plan, framework, manager):
    rate(assessment, "1.1", "C", KIT)
    add_action(plan, ActionText(objective="x", steps=("y",), standards=("1.1",)), framework, by=OPERATOR)
    keep_wording(assessment, look(assessment).found[0], by=manager)
    db.session.commit()
    db.session.expire_all()
    with counted() as few:
        look(assessment, manager)
    for number in ("1.2", "1.3", "2.1", "4.2"):
        rate(assessment, number, "C", KIT)
        item = make_note(assessment.service, framework, description=KIT)
        choose_evidence(get_rating(assessment, number), add=[item], by=OPERATOR)
        add_action(plan, ActionText(objective=KIT, steps=(KIT,), standards=(number,)), framework, by=OPERATOR)
        add_remark(get_rating(assessment, number), "Look.", by=manager)
    for one in look(assessment).to_decide[:5]:
        keep_wording(assessment, one, by=manager)
    db.session.commit()
    db.session.expire_all()
    with counted() as many:
        look(assessment, manager)
    assert len(many) <= len(few)
