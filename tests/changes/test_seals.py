"""What was ratified: how it is sealed, that it stays, and what a seal that does not fit says."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.cast import make_person
from tests.counting import counted
from tests.evidence import TEXT, make_note
from tests.seals import KEY, Chair, all_seals, corrected, held, ratify, sealed, submitted
from tests.tampering import tamper
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import choose_evidence, move
from tracker.assessments.queries import get_rating
from tracker.audit.models import AuditEntry
from tracker.db import begin_writing, db
from tracker.errors import Conflict, Forbidden, Invalid
from tracker.review.models import Query
from tracker.seals.changes import begin_correction, seal, take_out_evidence
from tracker.seals.models import Seal
from tracker.seals.queries import latest_seal, ratified_years_in, read, sealed_year
from tracker.seals.snapshots import meeting_in
from tracker.signing import SigningKey, canonical, digest, is_signed

EXCEPTION = ("1.2", "More *leaflets* are needed.")


def test_a_seal_is_the_digest_and_the_signature_of_canonical_json(assessment):
    made = sealed(assessment)
    assert (made.version, made.by, made.public_key) == (1, "chair", KEY.public)
    assert made.snapshot == canonical(json.loads(made.snapshot)).decode()
    assert made.digest == digest(made.snapshot.encode())
    assert is_signed(bytes.fromhex(made.digest), made.signature, KEY.public)


def test_the_snapshot_holds_all_that_was_agreed_to(assessment):
    said = read(sealed(assessment, EXCEPTION))
    assert said["format"] == {"name": "minimum-standards-seal", "version": 1}
    assert (said["version"], said["correction_reason"], said["status"]) == (1, None, "with_exceptions")
    assert [one["standard"] for one in said["ratings"]][:2] == ["1.1", "1.2"]
    second = said["ratings"][1]
    assert (second["code"], second["label"]) == ("P/C", "Partially Compliant")
    assert (second["notes"], second["exception"]) == ("Known to *most*.", EXCEPTION[1])
    assert [(item["title"], item["printed"]) for item in second["evidence"]] == [
        ("Minutes of every meeting", None),
        ("Referrals, 2021-22", "1,524 referrals, 2021-22"),
    ]
    assert said["plan"]["actions"][0]["steps"] == ["Visit *every* school", "Write to GPs"]
    assert said["meeting"]["present"][1]["interest"] == "Her son uses the service"


def test_the_meeting_is_read_back_as_it_was_held(assessment):
    assert meeting_in(read(sealed(assessment, EXCEPTION))) == held(EXCEPTION)


def test_sealing_is_in_the_record(assessment):
    made = sealed(assessment)
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "seal")).one()
    assert (entry.subject_id, entry.service_id, entry.by) == (assessment.id, assessment.service_id, "chair")
    assert entry.details == {"version": 1, "digest": made.digest}


@pytest.mark.parametrize("exceptions", [[], [("1.2", " ")], [("9.9", "x")], [("1.2", "x"), ("1.2", "y")]])
def test_a_year_with_exceptions_has_proper_ones(assessment, exceptions):
    submitted(assessment)
    move(assessment, "ratify_with_exceptions", by=Chair())
    with pytest.raises(Invalid):
        seal(assessment, held(*exceptions), by=Chair(), key=KEY)
    assert all_seals() == []


def test_a_year_that_was_ratified_as_it_is_has_no_exceptions(assessment):
    submitted(assessment)
    move(assessment, "ratify", by=Chair())
    with pytest.raises(Invalid):
        seal(assessment, held(EXCEPTION), by=Chair(), key=KEY)


def test_only_what_is_ratified_is_sealed_and_only_by_the_chair(assessment, manager):
    submitted(assessment)
    with pytest.raises(Conflict, match="ratified"):
        seal(assessment, held(), by=Chair(), key=KEY)
    move(assessment, "ratify", by=Chair())
    with pytest.raises(Forbidden):
        seal(assessment, held(), by=manager, key=KEY)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"snapshot": sa.func.replace(Seal.snapshot, "Known", "Unknown")}, "not what was sealed"),
        ({"signature": SigningKey("08" * 32).sign(b"x")}, "signature does not fit"),
        ({"public_key": SigningKey("08" * 32).public}, "signature does not fit"),
        ({"digest": "0" * 64}, "not what was sealed"),
    ],
)
def test_a_seal_that_does_not_fit_is_never_shown(assessment, values, said):
    sealed(assessment)
    tamper(sa.update(Seal.__table__).values(**values))
    db.session.expire_all()
    with pytest.raises(Invalid, match=said):
        sealed_year(all_seals()[0])


ON_BOTH = ["UPDATE seals SET version = 2", "DELETE FROM seals"]
COLUMNS = 'id, assessment_id, version, snapshot, digest, signature, public_key, "by", at'
REPLACING = f"INSERT OR REPLACE INTO seals ({COLUMNS}) SELECT {COLUMNS} FROM seals"  # noqa: S608  # no input
ON_ONE = {"sqlite": [REPLACING], "postgresql": ["TRUNCATE seals CASCADE"]}


def test_the_database_refuses_whatever_would_change_a_seal(assessment):
    before = sealed(assessment).digest
    db.session.commit()
    for statement in ON_BOTH + ON_ONE[db.engine.dialect.name]:
        begin_writing()
        with pytest.raises(DBAPIError, match="what was sealed never changes"):
            db.session.execute(sa.text(statement))
    db.session.rollback()
    assert [made.digest for made in all_seals()] == [before]


def test_sqlite_refuses_to_replace_a_seal_also_where_a_connection_is_not_ours(assessment):
    sealed(assessment)
    db.session.commit()
    if db.engine.dialect.name == "sqlite":
        bare = sa.create_engine(db.engine.url)
        for statement in (REPLACING, "DELETE FROM seals"):
            with bare.connect() as connection, pytest.raises(DBAPIError, match="never changes"):
                connection.execute(sa.text(statement))
        bare.dispose()
    assert len(all_seals()) == 1


def test_a_year_out_of_its_seal_is_nobody_elses_objects(assessment):
    made = sealed(assessment, EXCEPTION)
    db.session.commit()
    latest = latest_seal(assessment, viewer=Chair())
    year = sealed_year(latest)
    there = [year.assessment, year.assessment.framework, year.assessment.service, year.plan, *year.ratings]
    there += [*year.actions, *(item for items in year.evidence.values() for item in items)]
    there += [rating.standard for rating in year.ratings] + [rating.entry for rating in year.ratings]
    assert all(sa.inspect(one).transient for one in there)
    assert (list(db.session.new), list(db.session.dirty)) == ([], [])
    assert made is latest
    assert year.notice.startswith("Ratified with exceptions by the Advisory Group on 12 October 2022. Seal ")


def test_a_commissioner_reads_seals_and_a_network_lead_does_not(service, assessment, commissioner):
    made = sealed(assessment)
    assert latest_seal(assessment, viewer=commissioner) is made
    with pytest.raises(Forbidden):
        latest_seal(assessment, viewer=make_person("Nils Berg", service, Role.NETWORK))


def test_each_version_is_sealed_once(assessment):
    sealed(assessment)
    with pytest.raises(DBAPIError):
        seal(assessment, held(), by=Chair(), key=KEY)
    db.session.rollback()


def test_who_is_ratified_by_nobody_is_not_sealed(assessment):
    submitted(assessment)
    with pytest.raises(Forbidden):
        ratify(assessment, by=make_person("Nobody Here"))


def test_a_correction_opens_each_exception_as_a_question_of_who_recorded_it(assessment, chair, manager):
    submitted(assessment)
    ratify(assessment, EXCEPTION, by=chair)
    begin_correction(assessment, "A slip.", by=manager)
    (asked,) = db.session.scalars(sa.select(Query))
    assert (asked.person_id, asked.text, asked.assessment_version) == (chair.id, EXCEPTION[1], 2)
    assert (asked.rating.standard.number, asked.is_open) == ("1.2", True)


def test_a_correction_without_exceptions_opens_none(assessment, chair, manager):
    submitted(assessment)
    ratify(assessment, by=chair)
    begin_correction(assessment, "A slip.", by=manager)
    assert (assessment.version, db.session.scalars(sa.select(Query)).all()) == (2, [])


def test_a_correction_begins_with_a_reason_and_by_a_manager(assessment, chair, manager):
    submitted(assessment)
    ratify(assessment, by=chair)
    with pytest.raises(Invalid):
        begin_correction(assessment, " ", by=manager)
    with pytest.raises(Forbidden):
        begin_correction(assessment, "A slip.", by=chair)
    assert assessment.version == 1


def test_what_a_seal_names_stays_also_while_a_correction_does_without_it(assessment, manager):
    item = make_note(assessment.service, assessment.framework, "Leaflet", files=[TEXT])
    choose_evidence(get_rating(assessment, "1.3"), add=[item], by=OPERATOR)
    made = sealed(assessment)
    assert (item in made.evidence, [blob.sha256 for blob in made.files]) == (True, [item.files[0].sha256])
    corrected(assessment)
    choose_evidence(get_rating(assessment, "1.3"), remove=[item.id], by=OPERATOR)
    with pytest.raises(Conflict, match="“Leaflet” backs 2021-22 as it was ratified"):
        take_out_evidence(item, by=manager, seen=[])
    db.session.commit()
    db.session.execute(sa.text("DELETE FROM evidence_files"))
    db.session.commit()
    for table in ("evidence", "blobs", "sealed_evidence", "sealed_files"):
        begin_writing()
        with pytest.raises(DBAPIError):
            db.session.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  # names of ours
    db.session.rollback()


def test_what_no_seal_names_is_taken_out_as_ever(assessment, manager):
    item = make_note(assessment.service, assessment.framework, "Leaflet")
    sealed(assessment)
    take_out_evidence(item, by=manager, seen=[])
    assert item.deleted_at is not None


def test_what_was_ratified_in_many_services_is_found_at_once(service, assessment):
    other = add_service("Marlshire SENDIASS", "marlshire", by=OPERATOR)
    sealed(assessment)
    with counted() as made:
        found = ratified_years_in([service, other], viewer=OPERATOR)
    assert found == {service.id: [assessment], other.id: []}
    assert sum("FROM assessments" in statement for statement in made) == 1
