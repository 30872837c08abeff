"""Making the demonstration."""

from tests.cast import make_person
from tests.seals import KEY
from tracker import clock
from tracker.accounts.changes import edit_person
from tracker.accounts.queries import find_service, name_of
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.queries import assessments_of, offered_evidence
from tracker.assessments.rules import Status
from tracker.db import Base, db
from tracker.demonstration.changes import add_demonstration, add_people, add_ratified_year
from tracker.demonstration.queries import latest_year, people
from tracker.group.queries import members_of
from tracker.reports.gaps import GapKind
from tracker.reports.queries import gaps_of
from tracker.seals.queries import latest_seal, read
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework


def everything():
    return {table.name: db.session.execute(table.select()).all() for table in Base.metadata.sorted_tables}


def test_making_it_again_destroys_nothing(framework):
    add_demonstration(framework)
    add_people(str.upper)
    before = everything()
    assert add_demonstration(framework) is False
    assert add_people(str.upper) == {}
    load_framework(shipped_framework(), by=OPERATOR)
    assert everything() == before


def test_last_years_assessment_and_plan_are_there_too(framework, run_json):
    add_demonstration(framework)
    db.session.commit()
    gaps = run_json("gaps", "marlshire", "--period", "2024-25")["gaps"]
    closed = {gap["standard"] for gap in gaps if gap["kind"] == "no_open_action"}
    assert closed == {"1.2", "1.7", "3.1", "3.3", "3.6", "4.1"}


def test_there_is_somebody_in_every_role_and_an_administrator(framework):
    add_demonstration(framework)
    add_people(str.upper)
    assert {entry.role for person in people() for entry in person.memberships} == set(Role)
    assert [person.name for person in people() if person.is_admin] == ["Beth Coleman"]


def test_what_is_kept_is_the_hash_of_the_password_that_is_told(framework):
    add_demonstration(framework)
    passwords = add_people(str.upper)
    assert {person.email: person.password for person in people()} == {
        address: password.upper() for address, password in passwords.items()
    }
    assert min(map(len, passwords.values())) >= 10


def test_without_its_service_there_are_no_people(app):
    assert add_people(str.upper) == {}


def test_others_and_people_who_left_are_not_of_it(framework, app):
    add_demonstration(framework)
    add_people(str.upper)
    make_person("Somebody Else")
    first = people()[0]
    edit_person(first, first.name, first.email, is_admin=False, active=False, by=OPERATOR)
    assert len(people()) == 6
    assert first not in people()


def test_its_evidence_is_kept_by_its_own_people_and_shows_each_state(framework):
    add_demonstration(framework)
    year = latest_year()
    names = {name_of(item.added_by) for items in year.evidence.values() for item in items}
    assert names == {"Rosalind Okafor", "Tom Ellery"}
    found = {kind: [gap.standard for gap in gaps_of(year) if gap.kind is kind] for kind in GapKind}
    assert found[GapKind.EVIDENCE_DUE] == ["1.6", "3.3"]
    assert found[GapKind.NO_EVIDENCE] == ["1.4", "1.7", "1.8", "2.3", "3.5", "4.1"]
    offered = [rating.standard.number for rating in year.ratings if offered_evidence(rating, viewer=OPERATOR)]
    assert offered == ["1.2", "1.5", "1.7", "1.8"]


def test_its_group_ratified_the_earlier_year_with_an_exception(framework):
    add_demonstration(framework)
    add_people(str.upper)
    add_ratified_year(KEY)
    service = find_service("marlshire")
    earlier, latest = assessments_of(service, viewer=OPERATOR)
    assert (earlier.status, latest.status) == (Status.WITH_EXCEPTIONS, Status.DRAFT)
    exceptions = [rating["exception"] for rating in read(latest_seal(earlier, viewer=OPERATOR))["ratings"]]
    assert list(filter(None, exceptions)) == ["Health is to be represented by the next self-assessment."]
    assert len(members_of(service, viewer=OPERATOR, on=clock.today())) == 5
