"""Adding, saving, moving and removing lines of *You said, we did*."""

import uuid
from datetime import date

import pytest

from tests.evidence import make_figure, make_note
from tests.owners import make_action
from tests.you_said import make_line
from tracker.accounts.rules import OPERATOR
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Forbidden, Invalid, NotFound, Stale
from tracker.plans.rules import OutcomeResult
from tracker.you_said.changes import add_line, move_line, remove_line, save_line, take_lines
from tracker.you_said.models import AT_MOST, YouSaid
from tracker.you_said.queries import lines_of, offer, text_of
from tracker.you_said.rules import Direction, LineText


def said(service, viewer=OPERATOR):
    return [line.said for line in lines_of(service, viewer=viewer)]


def verbs():
    names = ("add_line", "save_line", "move_line", "remove_line", "take_lines")
    return [entry.verb for entry in db.session.query(AuditEntry).order_by(AuditEntry.number) if entry.verb in names]


def test_a_line_is_added_at_the_end_with_where_it_is_from(service, framework, manager):
    item, action = make_note(service, framework, "Evenings"), make_action(service, framework, "Tom")
    make_line(service, "First")
    line = add_line(service, LineText("Second\r\n"), evidence=item, action=action, by=manager)
    db.session.expire_all()
    assert said(service) == ["First", "Second"]
    assert (line.evidence, line.action, line.chosen) == (item, action, False)
    assert verbs() == ["add_line", "add_line"]


def test_the_same_line_sent_twice_is_added_once_and_another_is_another(service, manager):
    identifier = uuid.uuid4()
    for text in ("One", "One", "Two"):
        add_line(service, LineText(text), identifier=identifier, by=manager)
    assert said(service) == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LineText(" \n"), "Enter what families said"),
        (LineText("x" * (AT_MOST + 1)), "You said: at most 2,000 characters; this has 2,001"),
        (LineText("x", came_of_it="x" * 3_000), "What came of it: at most 2,000"),
    ],
)
def test_what_cannot_be_a_line_is_refused_with_the_reason(service, manager, text, message):
    with pytest.raises(Invalid, match=message):
        add_line(service, text, by=manager)
    with pytest.raises(Invalid, match=message):
        save_line(make_line(service), text, version=1, by=manager)


def test_what_is_of_another_service_cannot_be_a_lines_source(service, framework, manager, other_manager):
    other = other_manager.memberships[0].service
    for source in ({"evidence": make_note(other, framework)}, {"action": make_action(other, framework, "Tom")}):
        with pytest.raises(NotFound):
            add_line(service, LineText("Mine"), by=manager, **source)
    assert said(service) == []


def test_a_stale_save_changes_nothing_and_the_same_again_is_no_clash(service, manager):
    line = make_line(service, "Before")
    version = line.version
    save_line(line, LineText("Theirs"), version=version, by=manager)
    save_line(line, LineText("Theirs"), version=version, by=manager)
    with pytest.raises(Stale):
        save_line(line, LineText("Mine"), version=version, by=manager)
    assert text_of(line) == LineText("Theirs")
    assert verbs() == ["add_line", "save_line"]


def test_lines_change_places_and_the_ends_stay_where_they_are(service, manager):
    first, second, third = (make_line(service, text) for text in ("1", "2", "3"))
    version = first.version
    assert move_line(third, Direction.UP, by=manager)
    assert said(service) == ["1", "3", "2"]
    assert move_line(first, Direction.DOWN, by=manager)
    assert said(service) == ["3", "1", "2"]
    assert not move_line(third, Direction.UP, by=manager)
    assert not move_line(second, Direction.DOWN, by=manager)
    assert first.version == version
    assert verbs() == ["add_line"] * 3 + ["move_line"] * 2


def test_a_removed_line_leaves_the_others_in_order_and_its_words_in_the_record(service, manager):
    first, second, third = (make_line(service, text) for text in ("1", "2", "3"))
    remove_line(second, version=second.version, by=manager)
    assert move_line(third, Direction.UP, by=manager)
    make_line(service, "4")
    assert said(service) == ["3", "1", "4"]
    entry = db.session.query(AuditEntry).filter_by(verb="remove_line").one()
    assert entry.details["before"]["said"] == "2"
    assert db.session.get(YouSaid, first.id).said == "1"


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner"])
def test_others_read_what_is_chosen_and_write_nothing(reader, request, service):
    person, line = request.getfixturevalue(reader), make_line(service, "Shown")
    make_line(service, "Not shown", chosen=False)
    assert said(service, person) == ["Shown"]
    take_lines(service, "docx", by=person)
    for change in (
        lambda: add_line(service, LineText("x"), by=person),
        lambda: save_line(line, LineText("x"), version=line.version, by=person),
        lambda: move_line(line, Direction.UP, by=person),
        lambda: remove_line(line, version=line.version, by=person),
    ):
        with pytest.raises(Forbidden):
            change()


def test_a_network_lead_reads_nothing(service, network):
    with pytest.raises(Forbidden):
        said(service, network)


def test_the_words_offered_are_those_of_the_evidence_and_of_what_is_done(service, framework):
    action = make_action(
        service, framework, "Tom", "Open later", steps=("Ask", "Change"), outcomes=("Calls",), completion="Since May"
    )
    action.steps[0].done_on, action.steps[0].done_by = date(2022, 5, 1), "operator"
    action.outcomes[0].result = OutcomeResult.ACHIEVED
    offered = offer(make_note(service, framework, "Evenings", description="Twice"), action)
    assert offered == LineText("Evenings\n\nTwice", "Open later\n\n- Ask", "Since May\n\n- Calls (achieved)")
    assert offer(None, None) == LineText("")


def test_a_figure_is_offered_as_it_may_be_published(service, framework):
    item = make_figure(service, framework, "3", as_few=True)
    assert offer(item, None).said == "Referrals, 2021-22\n\nfewer than 5 referrals, 2021-22"
