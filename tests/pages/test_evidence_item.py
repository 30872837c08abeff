"""An item: what it says, its files and their versions, saving it, taking it out."""

import io
import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.evidence import LIBRARY, PDF, TEXT, make_figure, make_link, make_note
from tracker.accounts.rules import OPERATOR
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.evidence.changes import delete_evidence, save_evidence, text_of
from tracker.evidence.queries import versions_of


@pytest.fixture
def note(service, framework):
    return make_note(service, framework, "Minutes", standards=("1.1",), files=[TEXT])


def address(item):
    return f"{LIBRARY}/{item.id}"


def typed(item, **others):
    """What a browser sends when somebody opened the item's page and typed ``others``."""
    text = text_of(item)
    sent = {"title": text.title, "description": text.description, "standards": list(text.standards)}
    sent |= {f"speaks_of-{part}": str(getattr(text.speaks_of, part)) for part in ("day", "month", "year")}
    return sent | {"version": str(item.version)} | others


def saved(item):
    db.session.expire_all()
    return text_of(item)


def file_of(item, place=0, version=0):
    db.session.expire_all()
    return versions_of(item)[place][version]


@pytest.mark.parametrize("reader", ["group", "chair"])
def test_who_only_reads_sees_it_and_no_form(request, client, note, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(address(note)).text
    assert all(text in page for text in ("Minutes", "31 August 2022", "1.1", "minutes.txt", "plain text file, 1 KiB"))
    assert "<textarea" not in page
    assert "/delete" not in page


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_manager_and_team_save_what_they_type(request, client, note, writer):
    sign_in(client, request.getfixturevalue(writer))
    again = {"look_again-day": "1", "look_again-month": "9", "look_again-year": "2023"}
    answer = client.post(address(note), data=typed(note, title="Notes", standards=["1.2"], **again))
    assert (answer.status_code, answer.location) == (302, address(note))
    text = saved(note)
    assert (text.title, text.standards, text.look_again) == ("Notes", ("1.2",), date(2023, 9, 1))
    assert "Evidence saved." in client.get(address(note)).text


def test_a_stale_save_shows_both_texts_and_saves_nothing(client, manager, note, framework):
    sign_in(client, manager)
    before = typed(note, title="Mine")
    save_evidence(note, replace(text_of(note), title="Theirs"), framework, version=note.version, by=OPERATOR)
    page = client.post(address(note), data=before)
    assert page.status_code == 409
    assert all(text in page.text for text in ("while you did", "Theirs", 'value="Mine"', "Save my version"))
    assert saved(note).title == "Theirs"
    answer = client.post(address(note), data=before | {"version": str(note.version)})
    assert (answer.status_code, saved(note).title) == (302, "Mine")


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 30])
def test_a_save_without_its_version_is_stale(client, manager, note, version):
    sign_in(client, manager)
    assert client.post(address(note), data=typed(note, title="Mine", version=version)).status_code == 409


def test_what_cannot_be_saved_stays_typed_and_says_why(client, manager, note):
    sign_in(client, manager)
    page = client.post(address(note), data=typed(note, title="", description="Kept as typed")).text
    assert "<title>Error: Minutes" in page
    assert "Enter a title" in page
    assert "Kept as typed" in page
    assert saved(note).title == "Minutes"


def test_what_was_taken_out_meanwhile_keeps_what_was_typed_in_sight(client, manager, note):
    sign_in(client, manager)
    sent = typed(note, description="An hour of typing")
    delete_evidence(note, by=OPERATOR)
    page = client.post(address(note), data=sent)
    assert (page.status_code, "An hour of typing" in page.text) == (409, True)
    assert client.get(address(note)).status_code == 404


def test_a_figure_is_saved_with_what_it_was_before(client, manager, service, framework):
    item = make_figure(service, framework)
    sign_in(client, manager)
    sent = typed(item, name="Referrals", value="1,600", unit="referrals", period="2021-22", earlier="1524")
    assert client.post(address(item), data=sent).status_code == 302
    assert saved(item).figure.value == Decimal(1600)
    assert "4.99\N{NO-BREAK SPACE}% more than before" in client.get(address(item)).text


def test_few_people_are_pointed_out_and_can_be_printed_as_fewer_than_5(client, team, group, service, framework):
    item = make_figure(service, framework, "3")
    sign_in(client, team)
    assert "so few may be recognised" in client.get(address(item)).text
    assert client.post(f"{address(item)}/fewer-than-5").location == address(item)
    page = client.get(address(item)).text
    assert "fewer than 5 referrals, 2021-22" in page
    assert "so few may be recognised" not in page
    sign_in(client, group)
    assert "3 referrals" not in client.get(address(item)).text


def test_what_is_not_few_is_not_pointed_out(client, team, service, framework):
    sign_in(client, team)
    assert "so few may be recognised" not in client.get(address(make_figure(service, framework, "5"))).text
    assert client.post(f"{address(make_link(service, framework))}/fewer-than-5").status_code == 409


def test_the_same_figure_over_years_is_drawn_and_tabled(client, chair, service, framework):
    make_figure(service, framework, "1336", "2020-21", speaks_of=date(2021, 8, 31))
    item = make_figure(service, framework)
    sign_in(client, chair)
    page = client.get(address(item)).text
    assert '<svg class="tracker-picture tracker-picture--series"' in page
    assert "2020-21: 1,336; 2021-22: 1,524" in page
    assert page.count("1,336 referrals") == 1
    assert "<svg" not in client.get(address(make_figure(service, framework, "1", unit="days"))).text


def test_a_file_is_downloaded_as_it_was_sent_and_never_shown(client, group, note):
    sign_in(client, group)
    page = client.get(f"{address(note)}/files/{file_of(note).id}")
    assert (page.data, page.headers["Content-Type"]) == (TEXT.content, "application/octet-stream")
    assert page.headers["Content-Disposition"] == "attachment; filename=minutes.txt"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    entry = db.session.scalar(sa.select(AuditEntry).where(AuditEntry.verb == "take_file"))
    assert (entry.by, entry.subject_id) == (group.identifier, file_of(note).id)


def test_a_file_of_another_item_is_not_found(client, group, note, service, framework):
    other = make_note(service, framework, "Another")
    sign_in(client, group)
    assert client.get(f"{address(other)}/files/{file_of(note).id}").status_code == 404
    assert client.get(f"{address(note)}/files/{uuid.uuid4()}").status_code == 404


def test_files_are_added_beside_those_that_are_there(client, team, note):
    sign_in(client, team)
    files = [(io.BytesIO(PDF), "report.pdf"), (io.BytesIO(b"x"), "more.txt")]
    assert client.post(f"{address(note)}/files", data={"files": files}).location == address(note)
    page = client.get(address(note)).text
    assert all(name in page for name in ("minutes.txt", "report.pdf", "more.txt", "report.pdf, more.txt added."))


def test_a_newer_version_comes_before_the_one_that_is_kept(client, team, note):
    sign_in(client, team)
    sent = {"file": (io.BytesIO(b"Minutes, agreed"), "agreed.txt")}
    assert client.post(f"{address(note)}/files/1", data=sent).location == address(note)
    page = client.get(address(note)).text
    assert page.index("agreed.txt</a>") < page.index("Before it:") < page.index("minutes.txt</a>")
    assert client.get(f"{address(note)}/files/{file_of(note, 0, 1).id}").data == TEXT.content
    assert client.post(f"{address(note)}/files/7", data={"file": (io.BytesIO(b"x"), "x.txt")}).status_code == 404


@pytest.mark.parametrize(("where", "field"), [("files", "files"), ("files/1", "file")])
@pytest.mark.parametrize(
    ("file", "message"),
    [(None, "Choose a file"), ((b"", "a.pdf"), "It is empty"), ((b"MZ", "a.pdf"), "inside it is a program")],
)
def test_a_file_that_may_not_be_kept_is_refused_at_its_field(client, team, note, where, field, file, message):
    sign_in(client, team)
    data = {field: (io.BytesIO(file[0]), file[1])} if file else {}
    page = client.post(f"{address(note)}/{where}", data=data).text
    assert "<title>Error: Minutes" in page
    assert page.count(message) == 2  # in the summary, and at the field
    assert 'name="title" type="text" value="Minutes"' in page
    assert f'action="{address(note)}"' in page  # the form of what it says, whatever the page's own address
    db.session.expire_all()
    assert len(note.files) == 1


def test_what_is_taken_out_can_be_put_back(client, team, note):
    sign_in(client, team)
    assert client.post(f"{address(note)}/delete").location == LIBRARY
    page = client.get(LIBRARY).text
    assert "“Minutes” was taken out. You can put it back" in page
    assert client.post(f"{address(note)}/restore").location == address(note)
    assert "is back in the library" in client.get(address(note)).text


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_only_manager_and_team_change_it(request, client, note, reader):
    sign_in(client, request.getfixturevalue(reader))
    before = saved(note)
    for path in ("", "/files", "/files/1", "/fewer-than-5", "/delete", "/restore"):
        assert client.post(address(note) + path, data=typed(note, title="Mine")).status_code == 403
    assert saved(note) == before


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, note):
    sign_in(client, other_manager)
    elsewhere = address(note).replace("lanternshire", "other")
    assert [client.get(path).status_code for path in (address(note), elsewhere)] == [404, 404]
    assert client.post(f"{elsewhere}/delete").status_code == 404
    assert client.get(f"{elsewhere}/files/{file_of(note).id}").status_code == 404
