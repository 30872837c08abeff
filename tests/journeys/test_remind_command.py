"""tracker remind: each letter once a week, whatever happens to the mail server, to the program, or beside it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.cast import make_person
from tests.post import NOTIFY_KEY, TEMPLATE, mail_server, nobody_there, notify, use_server
from tests.reminders import in_days, make_action
from tracker.accounts.changes import set_password
from tracker.accounts.rules import Role
from tracker.audit.models import AuditEntry
from tracker.db import Base, db
from tracker.reminders.models import Digest

ANN, BEN = "ann.bell@example.org", "ben.cole@example.org"


@pytest.fixture
def owners(service, framework, password_hash):
    """Two people with an action each that is overdue; and a third with nothing to be told."""
    for name in ("Ann Bell", "Ben Cole", "Cat Dunn"):
        set_password(make_person(name, service, Role.TEAM), password_hash)
    make_action(service, framework, "Leaflets", "Ann Bell", in_days(-3))
    make_action(service, framework, "Website", "Ben Cole", in_days(3))


@pytest.fixture
def server(app, monkeypatch):
    with mail_server() as there:
        use_server(app, monkeypatch, there.port)
        monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], url="https://tracker.example"))
        yield there


@pytest.fixture
def remind(run):
    """Type ``tracker remind`` with what was done before saved."""

    def remind_now(*more):
        db.session.commit()
        return run("remind", *more)

    return remind_now


def words(result):
    return result.stderr + str(result.exception or "")


def digests():
    """Of each letter: whether it was sent, and its fault."""
    return [(there.sent_at is not None, there.fault) for there in db.session.scalars(sa.select(Digest))]


def test_each_gets_their_letter_once_however_often_it_is_typed(server, owners, remind):
    first, second = remind(), remind()
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "2 letters sent for the week of " in first.stderr
    assert "0 letters sent" in second.stderr
    assert server.recipients == [ANN, BEN]
    entries = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "send_digest")).all()
    assert len(entries) == 2
    assert not any("Leaflets" in str(entry.details) for entry in entries)


def test_a_letter_says_what_is_due_with_addresses_that_people_type(server, owners, remind):
    remind()
    text = server.letters[0].get_content().replace("\r\n", "\n")
    assert server.letters[0]["Subject"] == "Minimum Standards, your week: 1 overdue"
    assert text.startswith("Hello Ann Bell,\n\nOVERDUE (1)\n\n“Leaflets”\nLanternshire SENDIASS, 2022-23. New for you.")
    assert re.search(r"https://tracker\.example/services/lanternshire/plans/2022-23/actions/[0-9a-f-]{36}\n", text)
    assert "Website" not in text
    assert "https://tracker.example/reminders\n" in text


def test_the_link_in_a_letter_stops_the_next(server, owners, remind, client, wait):
    wait(timedelta(0))
    remind()
    link = re.search(r"<https://tracker\.example(/reminders/stop/.*)>", server.letters[0]["List-Unsubscribe"])[1]
    page = client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert "The weekly letter is stopped" in page.text
    wait(timedelta(days=7))
    remind()
    assert server.recipients == [ANN, BEN, BEN]


def test_a_dry_run_prints_the_letters_and_changes_nothing(server, owners, remind):
    db.session.commit()
    before = _everything()
    result = remind("--dry-run")
    assert result.exit_code == 0
    assert f"To: {ANN}\nSubject: Minimum Standards, your week: 1 overdue\n\nHello Ann Bell,\n" in result.stdout
    assert "2 letters would be sent. Nothing was sent or changed." in result.stderr
    assert (server.letters, _everything()) == ([], before)


def _everything():
    db.session.rollback()
    return [[tuple(row) for row in db.session.execute(table.select())] for table in Base.metadata.sorted_tables]


def test_programs_get_json_also_of_what_failed(server, owners, remind, run_json):
    db.session.commit()
    assert [there["to"] for there in run_json("remind", "--dry-run")["letters"]] == [ANN, BEN]
    server.refused.add(BEN)
    result = remind("--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (told["sent"], [there["email"] for there in told["failed"]], told["not_tried"]) == ([ANN], [BEN], 0)


def test_whom_the_mail_server_refuses_keeps_nobody_else_from_theirs(server, owners, remind):
    server.refused.add(ANN)
    result = remind()
    assert result.exit_code == 1
    assert "1 letter sent for the week of" in words(result)
    assert f"1 failed. The next run sends what was not sent.\n{ANN}: The mail server refused the letter" in words(
        result
    )
    assert server.recipients == [BEN]
    assert sorted(sent for sent, _ in digests()) == [False, True]
    server.refused.clear()
    assert remind().exit_code == 0
    assert server.recipients == [BEN, ANN]
    assert digests() == [(True, None)] * 2


def test_a_mail_server_that_is_down_loses_nothing(app, server, owners, remind, monkeypatch):
    use_server(app, monkeypatch, nobody_there())
    result = remind()
    assert result.exit_code == 1
    assert "0 letters sent" in words(result)
    assert "1 failed. Then no more was tried, for 2 more people." in words(result)
    [(sent, fault)] = digests()
    assert (sent, fault.startswith("The mail server: ")) == (False, True)
    use_server(app, monkeypatch, server.port)
    assert remind().exit_code == 0
    assert server.recipients == [ANN, BEN]


def test_letters_that_leave_need_the_address_of_the_site(app, owners, remind, monkeypatch):
    config = replace(app.config["TRACKER"], smtp_url="smtp://127.0.0.1:1", url="")
    monkeypatch.setitem(app.config, "TRACKER", config)
    result = remind()
    assert result.exit_code == 1
    assert "Set TRACKER_URL" in words(result)
    assert digests() == []


def test_they_go_through_notify(app, owners, remind, monkeypatch):
    with notify() as there:
        config = replace(
            app.config["TRACKER"],
            url="https://tracker.example",
            notify_api_key=NOTIFY_KEY,
            notify_template=TEMPLATE,
            notify_url=there.url,
        )
        monkeypatch.setitem(app.config, "TRACKER", config)
        assert remind().exit_code == 0
        assert [asked["email_address"] for asked in there.asked] == [ANN, BEN]
        assert there.asked[0]["personalisation"]["subject"] == "Minimum Standards, your week: 1 overdue"
        assert len({asked["reference"] for asked in there.asked}) == 2


def environment(home, database_url, server):
    """What a process of its own needs to send through ``server``."""
    return os.environ | {
        "TRACKER_HOME": str(home),
        "DATABASE_URL": database_url,
        "TRACKER_URL": "https://tracker.example",
        "SMTP_URL": server.url,
    }


def start(environment):
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "remind"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_at_once_send_each_letter_once(home, database_url, owners):
    db.session.commit()
    with mail_server() as server:
        both = [start(environment(home, database_url, server)) for _ in range(2)]
        answers = [there.communicate(timeout=120) for there in both]
        assert [there.returncode for there in both] == [0, 0], answers
        assert sorted(server.recipients) == [ANN, BEN]
    assert digests() == [(True, None)] * 2


def test_a_process_killed_while_it_sends_loses_nothing_and_a_second_copy_has_the_same_name(
    home, database_url, owners, wait, app, monkeypatch, remind
):
    db.session.commit()
    taken, gone = threading.Event(), threading.Event()

    def hold():
        taken.set()
        gone.wait(60)

    with mail_server() as server:
        server.before = hold
        process = start(environment(home, database_url, server))
        assert taken.wait(120)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        gone.set()
        server.before = lambda: None
        use_server(app, monkeypatch, server.port)
        assert remind().exit_code == 0  # the letter that was begun is left alone for a while
        assert server.recipients.count(BEN) == 1
        wait(timedelta(minutes=16))
        assert remind().exit_code == 0
        assert server.recipients.count(BEN) == 1
        names = {letter["Message-ID"].partition("@")[0] for letter in server.letters if letter["To"] == ANN}
        assert (server.recipients.count(ANN) >= 1, len(names)) == (True, 1)
    assert digests() == [(True, None)] * 2
