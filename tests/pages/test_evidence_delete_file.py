"""Taking one file out of an item of evidence, and putting it back."""

import io

import pytest

from tests.cast import sign_in
from tests.evidence import LIBRARY, TEXT, make_note
from tracker.accounts.rules import OPERATOR
from tracker.audit.queries import entries_about
from tracker.evidence.changes import Sent, add_version, delete_evidence, delete_file
from tracker.files import FileKind

NEWER = Sent("newer.txt", b"Newer minutes\n", FileKind.TXT)
OTHER = Sent("agenda.txt", b"Agenda\n", FileKind.TXT)


@pytest.fixture
def item(service, framework):
    """A note with two files, of which the first has two versions."""
    there = make_note(service, framework, "Minutes", files=[TEXT, OTHER])
    add_version(there, 1, NEWER, by=OPERATOR)
    return there


@pytest.fixture
def page(item):
    return f"{LIBRARY}/{item.id}"


def names(text):
    """The files that can be downloaded."""
    return [name for name in ("minutes.txt", "newer.txt", "agenda.txt") if f"download>{name}" in text]


def test_a_file_is_taken_out_in_all_its_versions_and_put_back(client, team, item, page):
    sign_in(client, team)
    assert names(client.get(page).text) == ["minutes.txt", "newer.txt", "agenda.txt"]
    answer = client.post(f"{page}/files/1/delete", follow_redirects=True).text
    assert "newer.txt was taken out. You can put it back below." in answer
    assert names(answer) == ["agenda.txt"]
    assert f'action="{page}/files/1/restore"' in answer
    answer = client.post(f"{page}/files/1/restore", follow_redirects=True).text
    assert "newer.txt is back." in answer
    assert names(answer) == ["minutes.txt", "newer.txt", "agenda.txt"]


def test_nobody_gets_or_finds_a_file_that_was_taken_out(client, manager, item, page):
    sign_in(client, manager)
    addresses = [f"{page}/files/{file.id}" for file in item.files]
    delete_file(item, 1, by=OPERATOR)
    assert [client.get(address).status_code for address in addresses] == [404, 404, 200]
    assert "1 of 1 found" in client.get(f"{LIBRARY}?words=agenda").text
    assert "0 of 1 found" in client.get(f"{LIBRARY}?words=newer").text


def test_it_is_recorded_once(client, manager, item, page):
    sign_in(client, manager)
    for _ in range(2):
        client.post(f"{page}/files/1/delete")
    for _ in range(2):
        client.post(f"{page}/files/1/restore")
    of_files = [entries_about(item.id, verb) for verb in ("delete_file", "restore_file")]
    assert [[entry.details["position"] for entry in entries] for entries in of_files] == [[1], [1]]


def test_the_same_file_can_be_sent_again(client, manager, item, page):
    sign_in(client, manager)
    client.post(f"{page}/files/2/delete")
    client.post(f"{page}/files", data={"files": (io.BytesIO(OTHER.content), OTHER.name)})
    answer = client.get(page).text
    assert names(answer) == ["minutes.txt", "newer.txt", "agenda.txt"]
    assert "Files taken out" in answer


def test_a_newer_version_of_one_that_was_taken_out_is_refused(client, manager, item, page):
    sign_in(client, manager)
    client.post(f"{page}/files/2/delete")
    answer = client.post(f"{page}/files/2", data={"file": (io.BytesIO(b"More"), "more.txt")})
    assert (answer.status_code, "Put it back before you send a newer version" in answer.text) == (404, True)


def test_who_only_reads_is_offered_nothing_and_refused(client, group, item, page):
    sign_in(client, group)
    delete_file(item, 2, by=OPERATOR)
    answer = client.get(page).text
    assert not any(words in answer for words in ("Take this file out", "Files taken out", "agenda.txt"))
    assert client.post(f"{page}/files/1/delete").status_code == 403
    assert client.post(f"{page}/files/2/restore").status_code == 403


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_what_is_not_there_is_not_found(client, manager, other_manager, item, page, verb):
    sign_in(client, manager)
    assert client.post(f"{page}/files/7/{verb}").status_code == 404
    assert client.get(f"{page}/files/1/{verb}").status_code == 405
    delete_evidence(item, by=OPERATOR)
    assert client.post(f"{page}/files/1/{verb}").status_code == 404
    sign_in(client, other_manager)
    assert client.post(f"{page}/files/1/{verb}").status_code == 404
