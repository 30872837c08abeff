"""Days are those of England, where the services are, whatever the moments are kept in."""

from datetime import UTC, date, datetime

import pytest

from tracker import clock
from tracker.evidence.models import Evidence, EvidenceFile
from tracker.imports.models import Upload
from tracker.plan_imports.models import PlanSheet

LATE = datetime(2023, 7, 31, 23, 30, tzinfo=UTC)  # half past midnight of 1 August by British Summer Time
AUGUST = date(2023, 8, 1)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (LATE, AUGUST),
        (LATE.replace(tzinfo=None), AUGUST),
        (datetime(2023, 7, 31, 22, 59, tzinfo=UTC), date(2023, 7, 31)),
        (datetime(2023, 12, 31, 23, 30, tzinfo=UTC), date(2023, 12, 31)),
    ],
    ids=["after midnight in summer", "as SQLite gives it back", "before midnight in summer", "in winter"],
)
def test_a_moment_is_on_its_day_in_england(moment, day):
    assert clock.day_of(moment) == day
    assert clock.in_words(moment) == clock.in_words(day)


def test_today_begins_at_midnight_in_england(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATE)
    assert clock.today() == AUGUST


def test_what_was_saved_or_added_says_its_day_in_england():
    assert {PlanSheet(saved_at=LATE).saved_on, Upload(saved_at=LATE).saved_on} == {AUGUST}
    assert {Evidence(added_at=LATE).added_on, EvidenceFile(at=LATE).added_on} == {AUGUST}
