"""Two chairs ratify in the same instant, each in a process of their own: one succeeds, and the other is told."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cast import make_person
from tests.meetings import make_meeting, members, submitted
from tracker.accounts.rules import Role
from tracker.assessments.rules import Status
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.seals.models import Seal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def chairs(service, chair):
    return [chair, make_person("Olive Grey", service, Role.CHAIR)]


@pytest.fixture
def decide(home, database_url, tmp_path):
    """Let each of these chairs decide about the meeting beside them, at once: what each is told."""

    def at_once(*pairs):
        db.session.commit()
        go = tmp_path / "go"
        command = [sys.executable, "-m", "tests.deciding", str(home), database_url]
        started = [
            subprocess.Popen(
                [*command, str(meeting.id), str(chair.id), str(go)], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
            for chair, meeting in pairs
        ]
        try:
            assert [process.stdout.readline() for process in started] == ["ready\n"] * len(started)
            go.touch()
            return [process.communicate(timeout=60)[0].strip() for process in started]
        finally:
            for process in started:
                process.kill()
                process.wait()

    return at_once


def count(table, *where):
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*where))


@pytest.mark.parametrize("meetings", [1, 2], ids=["of-one-meeting", "of-two-meetings"])
def test_of_two_chairs_who_ratify_at_once_one_succeeds_and_the_other_is_told(
    assessment, manager, chairs, decide, meetings
):
    year = submitted(assessment, manager)
    there = [*chairs, *members(year.service)]
    first = make_meeting(year.service, *there, by=chairs[0], about=year)
    second = first if meetings == 1 else make_meeting(year.service, *there, by=chairs[1], about=year)
    said = sorted(decide((chairs[0], first), (chairs[1], second)), key=lambda text: text != "decided")
    assert said[0] == "decided"
    assert ("This meeting has decided: ratified." if meetings == 1 else "is ratified by now") in said[1]
    assert count(Seal) == 1
    assert count(Meeting, Meeting.decision.is_not(None)) == 1
    assert count(AuditEntry, AuditEntry.verb.in_(["ratify", "decide", "seal"])) == 3
    db.session.refresh(year)
    assert year.status is Status.RATIFIED
