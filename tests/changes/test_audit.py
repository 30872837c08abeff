"""The record: what is added to it, what the database refuses, and that whatever is done to it is found."""

import re
import threading
import tracemalloc
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from benchmarks.chains import add_chain
from tests.cast import make_person
from tests.tampering import DETAILS, ENTRIES, change, link_of, remove, tamper
from tracker import clock
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating, history_of
from tracker.audit import queries
from tracker.audit.changes import erase_details, record
from tracker.audit.models import AuditEntry
from tracker.audit.rules import GENESIS, INSTALLATION, Anchor, Link
from tracker.db import begin_writing, db, tell_request
from tracker.errors import Invalid

CHAIN = uuid.uuid4()
SUBJECT = uuid.uuid4()


def entries(chain=CHAIN):
    query = sa.select(AuditEntry).where(AuditEntry.chain == chain).order_by(AuditEntry.number)
    return list(db.session.scalars(query))


def fault():
    return queries.verify(CHAIN).fault


@pytest.fixture
def chained(app):
    """Six entries of a service, with one of the installation between."""
    for number in range(1, 7):
        record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN, after=f"text {number}")
        if number == 3:
            record("sign_in", SUBJECT, by=OPERATOR)
    db.session.commit()
    return entries()


def test_each_entry_holds_the_digest_of_the_one_before_in_its_chain(chained):
    assert [entry.number for entry in chained] == [1, 2, 3, 4, 5, 6]
    assert [entry.previous for entry in chained] == [GENESIS, *(entry.digest for entry in chained[:-1])]
    (other,) = entries(INSTALLATION)
    assert (other.number, other.previous, other.service_id) == (1, GENESIS, None)
    assert (queries.verify(CHAIN).entries, queries.verify(CHAIN).latest, fault()) == (6, chained[-1].digest, "")


def test_an_entry_tells_where_it_was_done_from_and_a_command_is_from_nowhere(chained):
    tell_request(address="2001:db8::7", turn="")
    record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN)
    assert [entry.address for entry in entries()] == [None] * 6 + ["2001:db8::7"]


def test_the_same_details_have_another_digest_each_time_so_that_nobody_guesses_them(app):
    for _ in range(2):
        record("sign_in", SUBJECT, by=OPERATOR, name="Ann")
    one, other = entries(INSTALLATION)
    assert one.details == other.details
    assert one.details_digest != other.details_digest


def test_whatever_can_stand_in_details_verifies(app):
    details = {"empty": "", "odd": "Ü\u2028\x00 “x” \\", "list": [1, None, True, {"b": 1, "a": []}], "big": 2**60}
    record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN, **details)
    db.session.commit()
    assert fault() == ""


def is_sqlite():
    return db.engine.dialect.name == "sqlite"


ON_BOTH = [
    "UPDATE audit_entries SET verb = 'nothing'",
    "UPDATE audit_entries SET id = id + 100",
    "DELETE FROM audit_entries",
    "DELETE FROM audit_entries WHERE number = 6",
    "UPDATE audit_details SET details = '{}'",
    "UPDATE audit_details SET entry_id = entry_id + 100",
]
COLUMNS = 'id, chain, number, at, "by", verb, subject_id, details_digest, previous, digest'
REPLACING = f"INSERT OR REPLACE INTO audit_entries ({COLUMNS}) SELECT {COLUMNS} FROM audit_entries"  # noqa: S608  # no input
REPLACING_BY_NUMBER = REPLACING.replace("SELECT id,", "SELECT id + 100,")
ON_ONE = {
    "sqlite": [REPLACING, REPLACING_BY_NUMBER],
    "postgresql": ["TRUNCATE audit_entries CASCADE", "TRUNCATE audit_details, audit_entries"],
}


def test_the_database_refuses_whatever_would_change_an_entry(chained):
    for statement in ON_BOTH + ON_ONE[db.engine.dialect.name]:
        begin_writing()
        with pytest.raises(DBAPIError, match="the record is append-only"):
            db.session.execute(sa.text(statement))
    db.session.rollback()
    assert (len(entries()), fault()) == (6, "")


def test_sqlite_refuses_to_replace_an_entry_also_where_a_connection_is_not_ours(chained):
    if is_sqlite():
        bare = sa.create_engine(db.engine.url)
        for statement in (REPLACING, REPLACING_BY_NUMBER, "DELETE FROM audit_entries"):
            with bare.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
                connection.execute(sa.text(statement))
        bare.dispose()
    assert fault() == ""


def test_the_triggers_are_there_after_every_migration_and_the_lack_of_one_is_seen(run, chained):
    assert queries.missing_triggers() == []
    begin_writing()
    drop = "DROP TRIGGER audit_entries_no_delete"
    db.session.execute(sa.text(drop if is_sqlite() else f"{drop} ON audit_entries"))
    assert queries.missing_triggers() == ["audit_entries_no_delete"]
    db.session.rollback()


def test_a_trigger_that_is_disabled_is_seen(chained):
    if not is_sqlite():  # which knows no such thing
        begin_writing()
        db.session.execute(sa.text("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_no_update"))
        assert queries.missing_triggers() == ["audit_entries_no_update"]
        db.session.rollback()
    assert queries.missing_triggers() == []


CHANGED = {
    "by": {"by": "somebody"},
    "verb": {"verb": "nothing"},
    "at": {"at": clock.now()},
    "subject": {"subject_id": uuid.uuid4()},
    "details": {"details_digest": "0" * 64},
    "digest": {"digest": "0" * 64},
    "previous": {"previous": "0" * 64},
    "zero": {"by": ""},
}


@pytest.mark.parametrize("what", CHANGED)
@pytest.mark.parametrize("place", [2, 6])
def test_a_changed_entry_is_found_at_its_place(chained, what, place):
    tamper(change(chained[place - 1], **CHANGED[what]))
    assert fault().startswith(f"entry {place} is not as it was written")
    assert queries.verify(CHAIN).entries == place - 1


@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_removed_entry_is_found_at_its_place(chained, place):
    tamper(*remove(chained[place - 1]))
    assert fault() == f"entry {place} is missing"


def test_a_changed_entry_with_a_digest_that_fits_it_is_found_by_the_next(chained):
    third = chained[2]
    fields = {name: getattr(third, name) for name in Link.__slots__ if name != "at"}
    link = Link(**fields | {"verb": "nothing", "at": clock.now()})
    tamper(change(third, verb="nothing", at=link.at, digest=link.digest))
    assert fault().startswith("entry 4 does not follow on the one before it")


def test_two_entries_swapped_are_found_at_the_first_of_them(chained):
    second, fourth = chained[1], chained[3]
    swapped = link_of(second, number=99), link_of(fourth, number=2), link_of(second, number=4)
    tamper(*(change(entry, **values) for entry, values in zip((second, fourth, second), swapped, strict=True)))
    assert fault().startswith("entry 2 is not as it was written")


def test_entries_that_only_change_their_numbers_are_found(chained):
    second, fourth = chained[1], chained[3]
    tamper(change(second, number=99), change(fourth, number=2), change(second, number=4))
    assert fault().startswith("entry 2 is not as it was written")


def test_entries_that_only_change_their_identifiers_are_found(chained):
    tamper(sa.delete(DETAILS), change(chained[1], id=900))
    assert fault() == "entry 3 has another place among all entries than it had"


def test_an_entry_put_at_the_end_by_hand_is_found(chained):
    tamper(sa.insert(ENTRIES).values(link_of(chained[-1], number=7)))
    assert fault().startswith("entry 7 is not as it was written")


def test_an_entry_of_another_chain_is_found(chained):
    tamper(change(entries(INSTALLATION)[0], chain=CHAIN, number=7))
    assert fault().startswith("entry 7 is not as it was written")


def test_an_entry_put_in_before_the_end_is_found(chained):
    tamper(change(chained[5], number=7), sa.insert(ENTRIES).values(link_of(chained[-1], number=6)))
    assert fault().startswith("entry 7 is not as it was written")


def test_changed_details_are_found_and_so_is_another_address(chained):
    of_third = sa.update(DETAILS).where(DETAILS.c.entry_id == chained[2].id)
    tamper(of_third.values(details={"after": "another text"}))
    assert fault() == "the details of entry 3 are not as they were written"
    tamper(of_third.values(details={"after": "text 3"}))
    assert fault() == ""
    tamper(of_third.values(address="192.0.2.1"))
    assert fault() == "the details of entry 3 are not as they were written"


def test_details_put_back_after_they_were_erased_are_found(chained):
    values = {"entry_id": chained[3].id, "salt": b"x" * 16, "details": {}, "address": None}
    tamper(sa.delete(DETAILS), sa.insert(DETAILS).values(values))
    assert fault() == "the details of entry 4 are not as they were written"


UNREADABLE = [
    ("audit_entries", "at", "'rubbish'", "entry 3 cannot be read"),
    ("audit_entries", "subject_id", "'rubbish'", "entry 3 cannot be read"),
    ("audit_entries", "verb", "x'00'", "entry 3 cannot be read"),
    ("audit_entries", "chain", "'rubbish'", "entry 3 is missing"),
    ("audit_entries", "number", "'rubbish'", "entry 3 is missing"),
    ("audit_details", "details", "'{'", "the details of entry 3"),
    ("audit_details", "details", "x'ff'", "the details of entry 3"),
    ("audit_details", "salt", "5", "the details of entry 3"),
    ("audit_details", "address", "x'ff'", "the details of entry 3"),
]


def test_what_no_type_could_read_is_found_at_its_place(chained):
    """SQLite alone keeps anything in any column."""
    for table, column, value, said in UNREADABLE if is_sqlite() else []:
        where = f"WHERE {'id' if table == 'audit_entries' else 'entry_id'} = {chained[2].id}"
        before = db.session.scalar(sa.text(f"SELECT {column} FROM {table} {where}"))  # noqa: S608  # no input
        setting = f"UPDATE {table} SET {column} ="  # noqa: S608  # no input
        tamper(sa.text(f"{setting} {value} {where}"))
        assert (column, fault()[: len(said)]) == (column, said)
        assert queries.chains()
        tamper(sa.text(f"{setting} :before {where}").bindparams(before=before))
        assert (column, fault()) == (column, "")


def test_details_without_an_entry_are_found(chained):
    assert queries.details_without_entry() is None
    if is_sqlite():  # PostgreSQL would have to be rid of the foreign key
        with sa.create_engine(db.engine.url).begin() as bare:
            bare.execute(sa.insert(DETAILS).values(entry_id=900, salt=b"x", details={}, address=None))
        db.session.rollback()
        assert queries.details_without_entry() == 900
        tamper(sa.delete(DETAILS).where(DETAILS.c.entry_id == 900))


def test_an_anchor_makes_a_cut_tail_visible(chained):
    anchor = Anchor(6, chained[-1].digest)
    assert queries.verify(CHAIN, [anchor]).fault == ""
    tamper(*remove(*chained[4:]))
    assert fault() == ""
    assert queries.verify(CHAIN, [anchor]).fault == (
        "entry 5 is missing: the record was cut off, for entry 6 was noted"
    )


def test_an_anchor_makes_a_tail_that_was_written_anew_visible(chained):
    anchors = [Anchor(2, chained[1].digest), Anchor(6, chained[-1].digest)]
    tamper(*remove(*chained[4:]))
    for _ in range(2):
        record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN)
    db.session.commit()
    assert fault() == ""
    assert queries.verify(CHAIN, anchors).fault.startswith("entry 6 is not the one that was noted")


def test_an_anchor_shows_that_a_whole_chain_is_gone(chained):
    noted = Anchor(6, chained[-1].digest)
    tamper(*remove(*chained))
    assert queries.verify(CHAIN, [noted]).fault.startswith("entry 1 is missing")


def test_details_of_a_person_are_erased_and_the_record_still_fits(app, service, assessment):
    ann, ben = make_person("Ann Bell"), make_person("Ben Cole")
    record("save_rating", SUBJECT, by=ann, service_id=CHAIN, after="Ann's")
    record("save_rating", SUBJECT, by=ben, service_id=CHAIN, after="Ben's")
    about = [entry for entry in entries(INSTALLATION) if entry.subject_id == ann.id]
    assert all(entry.details for entry in about)
    assert erase_details(of=ann.id, by=OPERATOR) == len(about) + 1
    db.session.commit()
    assert [entry.details for entry in entries()] == [{}, {"after": "Ben's"}]
    assert (queries.verify(CHAIN).without_details, fault()) == (1, "")
    walk = queries.verify(INSTALLATION)
    assert (walk.without_details, walk.fault) == (len(about), "")
    last = entries(INSTALLATION)[-1]
    assert (last.verb, last.subject_id, last.details["entries"]) == ("erase_details", ann.id, len(about) + 1)


def test_details_from_before_a_day_are_erased_and_a_history_goes_on_without_them(assessment, wait):
    rating = get_rating(assessment, "1.1")
    save_rating(rating, "C", "Old.", by=OPERATOR)
    wait(timedelta(days=800))
    save_rating(rating, "C", "New.", by=OPERATOR)
    erase_details(before=clock.now() - timedelta(days=1), by=OPERATOR)
    db.session.commit()
    assert [save.notes for save in history_of(rating)] == ["New."]
    assert queries.verify(assessment.service_id).fault == ""


def test_erasing_needs_to_be_told_what(app):
    with pytest.raises(Invalid, match="Say whose details"):
        erase_details(by=OPERATOR)


def test_two_who_add_to_a_chain_at_once_add_one_after_the_other(app, chained):
    ready = threading.Barrier(4)
    db.session.rollback()

    def add():
        with app.app_context():
            ready.wait()
            for _ in range(5):
                begin_writing()
                record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN)
                db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        [done.result() for done in [pool.submit(add) for _ in range(4)]]
    walk = queries.verify(CHAIN)
    assert (walk.entries, walk.fault) == (26, "")


def test_what_is_given_up_leaves_no_gap(chained):
    begin_writing()
    record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN)
    db.session.rollback()
    record("save_rating", SUBJECT, by=OPERATOR, service_id=CHAIN)
    db.session.commit()
    assert (queries.verify(CHAIN).entries, fault()) == (7, "")


def peak_of_walking(chain):
    tracemalloc.start()
    try:
        assert queries.verify(chain).fault == ""
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_chain_six_times_as_long_is_walked_in_the_same_memory(app):
    short, long = uuid.uuid4(), uuid.uuid4()
    db.session.rollback()
    with db.engine.execution_options(writes=True).begin() as connection:
        add_chain(connection, short, 2 * queries.AT_ONCE)
        add_chain(connection, long, 12 * queries.AT_ONCE)
    peak_of_walking(short)  # what is kept for good is there now
    assert peak_of_walking(long) < 1.5 * peak_of_walking(short)


def test_postgresql_keeps_a_chain_with_the_server_while_it_is_walked(chained):
    walked = queries._found(CHAIN)
    next(walked)
    if not is_sqlite():  # which reads one row after the other anyway
        assert db.session.scalar(sa.text("SELECT count(*) FROM pg_cursors")) == 1
    assert len(list(walked)) == 5


def test_the_commands_verify_and_print_anchors(run, service, assessment):
    db.session.commit()
    done = run("audit", "verify")
    assert done.exit_code == 0
    assert "The record fits." in done.stderr
    assert "installation: 1 entry fits" in done.stdout
    assert "lanternshire: 2 entries fit" in done.stdout
    printed = run("audit", "anchor").stdout.split()
    assert [re.sub("[0-9a-f]{64}", "…", line) for line in printed] == ["installation:1:…", "lanternshire:2:…"]
    assert run("audit", "verify", "--anchor", printed[0], "--anchor", printed[1]).exit_code == 0
    only = run("audit", "verify", "--service", "lanternshire")
    assert (only.exit_code, "installation" in only.stdout) == (0, False)


def test_the_command_names_what_does_not_fit_and_fails(run, service, assessment):
    chain = service.id
    db.session.commit()
    noted = run("audit", "anchor").stdout.split()[1]
    _, second = entries(chain)
    tamper(*remove(second))
    assert run("audit", "verify").exit_code == 0
    done = run("audit", "verify", "--anchor", noted)
    assert done.exit_code == 1
    assert "lanternshire: entry 2 is missing: the record was cut off" in done.stderr
    tamper(change(entries(chain)[0], by="x"))
    assert "lanternshire: 0 entries fit, then entry 1 is not as it was written" in run("audit", "verify").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--service", "nowhere"), "There is no service “nowhere”"),
        (("--anchor", "x"), "“x” is no anchor"),
        (("--anchor", f"nowhere:1:{'0' * 64}"), "There is no service “nowhere”"),
    ],
)
def test_the_command_refuses_what_it_cannot_follow(run, service, asked, said):
    done = run("audit", "verify", *asked)
    assert (done.exit_code, said in done.stderr) == (1, True)
