"""Adding evidence and changing it, its files and their versions, taking it out and putting it back."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.cast import make_person
from tests.evidence import TEXT, make_figure, make_link, make_note
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, Role
from tracker.audit.models import AuditEntry
from tracker.db import begin_writing, db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.evidence.changes import (
    Sent,
    add_evidence,
    add_file,
    add_version,
    delete_evidence,
    print_as_few,
    restore_evidence,
    save_evidence,
    take_file,
    text_of,
)
from tracker.evidence.models import Blob, Evidence, EvidenceFile
from tracker.evidence.queries import (
    counts_of,
    deleted_evidence_of,
    evidence_of,
    get_evidence,
    get_file,
    series_of,
    versions_of,
)
from tracker.evidence.rules import Age, EvidenceKind, EvidenceText, Wanted
from tracker.files import FileKind

DAY = date(2022, 8, 31)
OTHER = Sent("more.txt", b"More\n", FileKind.TXT)


@pytest.fixture
def note(service, framework):
    return make_note(service, framework, "Minutes", standards=("1.2", "1.1"), description="Said **this**")


def entries(identifier):
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == identifier).order_by(AuditEntry.id)
    return [(entry.verb, entry.service_id) for entry in db.session.scalars(query)]


def rows(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_an_item_keeps_all_that_it_says(note, service):
    db.session.expire_all()
    assert text_of(note) == EvidenceText("Minutes", "Said **this**", DAY, None, ("1.1", "1.2"))
    assert (note.kind, note.added_by) == (EvidenceKind.NOTE, "operator")
    assert entries(note.id) == [("add_evidence", service.id)]


@pytest.mark.parametrize("value", ["14.07", "14.070", "0.1", "1524", "999999999999.999999", "-3"])
def test_a_figure_keeps_every_digit(service, framework, value):
    item = make_figure(service, framework, value, earlier=Decimal("0.3"), earlier_period="2020-21")
    db.session.commit()
    db.session.expire_all()
    assert item.value.as_tuple() == Decimal(value).as_tuple()
    assert (item.earlier, item.earlier_period, item.title) == (Decimal("0.3"), "2020-21", "Referrals, 2021-22")


def test_what_is_not_of_its_kind_is_left_out(service, framework):
    text = EvidenceText("Minutes", "", DAY, address="https://example.org")
    assert add_evidence(service, EvidenceKind.NOTE, text, framework, by=OPERATOR).address is None


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (EvidenceKind.NOTE, EvidenceText(" ", "", DAY), "Enter a title"),
        (EvidenceKind.NOTE, EvidenceText("x", "", DAY, standards=("1.1", "9.9")), r"no standard 9\.9"),
        (EvidenceKind.NOTE, EvidenceText("x", "", DAY, DAY), "must be after"),
        (EvidenceKind.LINK, EvidenceText("x", "", DAY, address="javascript:alert(1)"), "address of a web page"),
        (EvidenceKind.LINK, EvidenceText("x", "", DAY), "address of a web page"),
        (EvidenceKind.FIGURE, EvidenceText("x", "", DAY), "Enter what is counted"),
    ],
)
def test_what_says_too_little_is_refused(service, framework, kind, text, message):
    with pytest.raises(Invalid, match=message):
        add_evidence(service, kind, text, framework, by=OPERATOR)
    assert rows(Evidence) == 0


def test_the_same_form_sent_twice_adds_one_item_and_another_text_another(service, framework):
    new, text = uuid.uuid4(), EvidenceText("Minutes", "", DAY)
    for said in (text, text, replace(text, title="Notes")):
        add_evidence(service, EvidenceKind.NOTE, said, framework, by=OPERATOR, identifier=new)
    assert rows(Evidence) == 2


@pytest.mark.parametrize("change", [{"title": "Notes"}, {"standards": ()}, {"look_again": date(2023, 1, 1)}])
def test_every_save_counts_and_is_recorded(note, framework, change):
    version, after = note.version, replace(text_of(note), **change)
    save_evidence(note, after, framework, version=version, by=OPERATOR)
    db.session.expire_all()
    assert text_of(note) == after
    assert note.version == version + 1
    entry = db.session.scalar(sa.select(AuditEntry).where(AuditEntry.verb == "save_evidence"))
    assert entry.details["before"]["title"] == "Minutes"
    assert entry.details["after"]["title"] == after.title


def test_the_same_as_before_is_no_change(note, framework):
    version = note.version
    save_evidence(note, text_of(note), framework, version=99, by=OPERATOR)
    assert (note.version, entries(note.id)[1:]) == (version, [])


def test_a_stale_save_changes_nothing(note, framework):
    version, mine = note.version, replace(text_of(note), title="Mine")
    save_evidence(note, replace(text_of(note), title="Theirs"), framework, version=version, by=OPERATOR)
    with pytest.raises(Stale):
        save_evidence(note, mine, framework, version=version, by=OPERATOR)
    assert note.title == "Theirs"


def test_what_is_taken_out_can_be_put_back_as_it_was(note, service):
    version = note.version
    delete_evidence(note, by=OPERATOR)
    delete_evidence(note, by=OPERATOR)
    assert evidence_of(service, viewer=OPERATOR) == []
    assert deleted_evidence_of(service, viewer=OPERATOR) == [note]
    with pytest.raises(NotFound):
        get_evidence(service, note.id, viewer=OPERATOR)
    restore_evidence(note, by=OPERATOR)
    assert (evidence_of(service, viewer=OPERATOR), note.version) == ([note], version)
    assert [verb for verb, _ in entries(note.id)] == ["add_evidence", "delete_evidence", "restore_evidence"]


def test_only_a_figure_is_printed_as_few(note, service, framework):
    item = make_figure(service, framework, "3")
    print_as_few(item, by=OPERATOR)
    assert item.figure.as_few
    assert [verb for verb, _ in entries(item.id)] == ["add_evidence", "print_as_few"]
    with pytest.raises(Conflict):
        print_as_few(note, by=OPERATOR)


def test_equal_files_are_kept_once(note, service, framework):
    add_file(note, TEXT, by=OPERATOR)
    add_file(note, replace(TEXT, name="copy.txt"), by=OPERATOR)
    make_note(service, framework, "Another", files=[TEXT, OTHER])
    assert (rows(Blob), rows(EvidenceFile)) == (2, 4)


def test_the_same_file_sent_twice_is_added_once(note):
    first, second = (add_file(note, TEXT, by=OPERATOR) for _ in range(2))
    assert first is second
    assert [verb for verb, _ in entries(note.id)] == ["add_evidence", "add_file"]


def test_a_newer_version_keeps_the_one_before(note):
    add_file(note, TEXT, by=OPERATOR)
    add_file(note, OTHER, by=OPERATOR)
    newer = Sent("minutes final.txt", b"Minutes, agreed\n", FileKind.TXT)
    add_version(note, 1, newer, by=OPERATOR)
    add_version(note, 1, newer, by=OPERATOR)
    shown = [[(file.name, file.number) for file in files] for files in versions_of(note)]
    assert shown == [[("minutes final.txt", 2), ("minutes.txt", 1)], [("more.txt", 1)]]
    before = get_file(note, versions_of(note)[0][1].id)
    assert before.blob.content == TEXT.content


def test_a_version_of_no_file_is_not_found(note):
    with pytest.raises(NotFound):
        add_version(note, 1, TEXT, by=OPERATOR)


def test_a_file_is_found_in_its_own_item_alone(note, service, framework):
    file = add_file(note, TEXT, by=OPERATOR)
    with pytest.raises(NotFound):
        get_file(make_note(service, framework, "Another"), file.id)
    take_file(get_file(note, file.id), by=OPERATOR)
    assert entries(file.id) == [("take_file", service.id)]


@pytest.mark.parametrize("role", [Role.GROUP, Role.CHAIR, Role.COMMISSIONER, Role.NETWORK])
def test_only_manager_and_team_change_the_library(service, framework, note, role):
    somebody = make_person("Ann Bell", service, role)
    for change in (
        lambda: make_note(service, framework, by=somebody),
        lambda: save_evidence(note, text_of(note), framework, version=1, by=somebody),
        lambda: add_file(note, TEXT, by=somebody),
        lambda: add_version(note, 1, TEXT, by=somebody),
        lambda: print_as_few(note, by=somebody),
        lambda: delete_evidence(note, by=somebody),
        lambda: restore_evidence(note, by=somebody),
    ):
        with pytest.raises(Forbidden):
            change()


def test_another_services_item_is_not_found(note):
    with pytest.raises(NotFound):
        get_evidence(add_service("Other SENDIASS", "other", by=OPERATOR), note.id, viewer=OPERATOR)


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(), ["New", "Minutes", "Old", "Very old"]),
        (Wanted("MIN"), ["Minutes"]),
        (Wanted("said this"), ["Minutes"]),
        (Wanted("example.org"), ["Old"]),
        (Wanted("leaflet.txt"), ["Very old"]),
        (Wanted("%"), []),
        (Wanted("_"), []),
        (Wanted(standard="1.1"), ["Minutes"]),
        (Wanted(kind=EvidenceKind.LINK), ["Old"]),
        (Wanted(due=True), ["New"]),
        (Wanted(age=Age.NEW), ["New"]),
        (Wanted(age=Age.OLDER), ["Minutes"]),
        (Wanted(age=Age.OLD), ["Old", "Very old"]),
        (Wanted("min", standard="1.2", kind=EvidenceKind.NOTE, age=Age.OLDER), ["Minutes"]),
        (Wanted("min", kind=EvidenceKind.LINK), []),
    ],
)
def test_the_library_gives_what_is_wanted_newest_first(monkeypatch, service, framework, note, wanted, titles):
    monkeypatch.setattr("tracker.clock.today", lambda: date(2023, 9, 1))
    make_note(service, framework, "New", speaks_of=date(2023, 1, 1), look_again=date(2023, 9, 1))
    old = make_link(service, framework, "Old", "https://example.org")
    old.speaks_of = date(2020, 8, 31)
    file = replace(TEXT, name="leaflet.txt")
    make_note(service, framework, "Very old", speaks_of=date(2000, 1, 1), files=[file])
    db.session.flush()
    assert [item.title for item in evidence_of(service, wanted, viewer=OPERATOR)] == titles
    assert counts_of(service, viewer=OPERATOR) == (4, 1)


def test_a_series_is_of_the_same_words_and_unit_in_order(service, framework):
    item = make_figure(service, framework)
    make_figure(service, framework, "1336", "2020-21", speaks_of=date(2021, 8, 31))
    make_figure(service, framework, "17", "2021-22", unit="%")
    delete_evidence(make_figure(service, framework, "1", "2019-20"), by=OPERATOR)
    assert [entry.period for entry in series_of(item)] == ["2020-21", "2021-22"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "a" * 201},
        {"description": "a" * 20_001},
        {"kind": "rumour"},
        {"address": "https://example.org"},
        {"value": Decimal(1)},
        {"earlier": Decimal(1)},
        {"as_few": True},
        {"look_again": DAY},
        {"service_id": uuid.uuid4()},
    ],
)
def test_the_database_refuses_what_is_no_note(note, wrong):
    with pytest.raises((IntegrityError, sa.exc.DataError, sa.exc.StatementError)):
        db.session.execute(sa.update(Evidence).values(**wrong))


@pytest.mark.parametrize("wrong", [{"address": None}, {"address": "ftp://example.org"}, {"address": "javascript:x"}])
def test_the_database_refuses_a_link_that_leads_nowhere(service, framework, wrong):
    make_link(service, framework)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Evidence).values(**wrong))


@pytest.mark.parametrize("wrong", [{"value": None}, {"unit": None}, {"period": ""}, {"name": " "}, {"kind": "note"}])
def test_the_database_refuses_half_a_figure(service, framework, wrong):
    make_figure(service, framework)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Evidence).values(**wrong))


@pytest.mark.parametrize(
    "wrong", [{"number": 0}, {"position": 0}, {"size": 0}, {"name": ""}, {"kind": "exe"}, {"sha256": "0" * 64}]
)
def test_the_database_refuses_a_file_that_is_none(note, wrong):
    add_file(note, TEXT, by=OPERATOR)
    with pytest.raises((IntegrityError, sa.exc.StatementError)):
        db.session.execute(sa.update(EvidenceFile).values(**wrong))


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 63}, {"sha256": "X" * 64}, {"content": b""}])
def test_the_database_refuses_content_without_its_digest(note, wrong):
    with pytest.raises(IntegrityError):
        db.session.execute(sa.insert(Blob).values(**{"sha256": "0" * 64, "content": b"x"} | wrong))


def test_a_blob_that_a_file_needs_cannot_go(note):
    add_file(note, TEXT, by=OPERATOR)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.delete(Blob))


def test_two_who_send_the_same_file_at_once_keep_it_once(app, service, framework):
    first, second = (make_note(service, framework, title).id for title in ("One", "Two"))
    db.session.commit()
    sent = threading.Event()

    def send(identifier, then):
        with app.app_context():
            begin_writing()
            add_file(db.session.get(Evidence, identifier), TEXT, by=OPERATOR)
            then()
            db.session.commit()

    def let_the_other_try():
        sent.set()
        time.sleep(0.3)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(send, first, let_the_other_try)
        sent.wait(60)
        other = pool.submit(send, second, lambda: None)
        one.result(), other.result()
    begin_writing()
    assert (rows(Blob), rows(EvidenceFile)) == (1, 2)
