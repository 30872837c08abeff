"""The plan that one service published in 2022: from Word into the tracker, out as Excel, in again, and back."""

import os
from pathlib import Path

import pytest

from tests.cast import sign_in
from tests.pages.plan_sheets import send
from tracker.accounts.rules import OPERATOR, period
from tracker.plans.changes import text_of
from tracker.plans.queries import actions_of, find_plan
from tracker.reports.changes import save_reading
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

DOCUMENT = Path(os.environ["TRACKER_EXAMPLES"]) / "banes_2022_appendices.docx"


@pytest.fixture
def plan(service, framework):
    reading = read_appendices(read(DOCUMENT.read_bytes()), shipped_framework())
    save_reading(reading, service, framework, period("2021-22", 9), plan_label="2021-22", by=OPERATOR)
    return find_plan(service, "2021-22")


def taken(client, label, form):
    page = client.get(f"/services/lanternshire/plans/{label}/file?variant=report&as={form}")
    assert page.status_code == 200
    return page.data


def actions_in(word):
    return [action.text for action in read_appendices(read(word), shipped_framework()).actions]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_published_plan_says_the_same_at_the_end(client, plan, manager, form):
    service, before = plan.service, [text_of(action) for action in actions_of(plan)]
    sign_in(client, manager)
    content = taken(client, "2021-22", form)
    unchanged = client.get(send(client, content, name=f"plan.{form}", into="2021-22").location)
    assert "11 rows: 11 unchanged." in unchanged.text
    address = send(client, content, name=f"plan.{form}", into="new", label="2022-23").location
    assert client.post(address, data={"seen": ""}).status_code == 302
    again = find_plan(service, "2022-23")
    words = ("area", "standards", "objective", "steps", "outcomes", "who", "timescale", "completion", "state")
    after = [text_of(action) for action in actions_of(again)]
    assert [[getattr(text, name) for name in words] for text in after] == [
        [getattr(text, name) for name in words] for text in before
    ]
    assert actions_in(taken(client, "2022-23", "docx")) == actions_in(taken(client, "2021-22", "docx"))
    assert len(before) == 11
