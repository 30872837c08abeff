"""The plan that one service published in 2022, imported: when each of its actions is due, and how it stands."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cast import make_person, sign_in
from tracker import clock
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR, Role
from tracker.db import begin_writing
from tracker.plans.changes import save_action, text_of
from tracker.plans.queries import actions_of, framework_of, plans_of
from tracker.plans.rules import ActionState
from tracker.richtext import paragraphs, parse

DOCUMENT = Path(os.environ["TRACKER_EXAMPLES"]) / "banes_2022_appendices.docx"
NOVEMBER = date(2022, 11, 1)

# How each of the eleven begins, its timescale as printed, the day that it stands for, and how it stands on 1 November.
ELEVEN = [
    ("SLA with LA and ICB", "Apr 2022", date(2022, 4, 30), "Overdue"),
    ("Develop co-production opportunities", "Aug 2023", date(2023, 8, 31), "Not started"),
    ("Make potential service users and partners aware", "Sept 2022", date(2022, 9, 30), "Overdue"),
    ("Continue to make potential service users", "Sept 2022", date(2022, 9, 30), "Overdue"),
    ("Continue to review the Advisory Group membership", "Summer 2023", date(2023, 8, 31), "On track"),
    ("Sustain meaningful partnerships", "Summer 2023", date(2023, 8, 31), "On track"),
    ("To maintain a bespoke IAS service", "Spring 2023", date(2023, 5, 31), "On track"),
    ("Review existing website and develop new website", "September 2022", date(2022, 9, 30), "Overdue"),
    ("Deliver training to families and partners", "January 2023", date(2023, 1, 31), "Not started"),
    ("All staff and volunteers to have completed", "January 2023", date(2023, 1, 31), "On track"),
    ("Develop an effective way of routinely requesting feedback", "Sept 2022", date(2022, 9, 30), "Overdue"),
]
WEBSITE = 7


@pytest.fixture
def plan(run):
    """The plan, brought in as a service whose year starts in September would."""
    run("init")
    run("services", "add", "An Example SENDIASS", "--slug", "example")
    assert run("import", "example", str(DOCUMENT), "--period", "2021-22").exit_code == 0
    begin_writing()
    (there,) = plans_of(get_service("example", viewer=OPERATOR), viewer=OPERATOR)
    return there


def listed(plan, today):
    """Each action's objective, timescale, due day and standing in words."""
    return [
        (
            " ".join(paragraphs(parse(action.objective))),
            action.timescale,
            action.due,
            action.standing(today).in_words,
        )
        for action in actions_of(plan)
    ]


def standing_of(plan, start, today):
    (found,) = [action for action in actions_of(plan) if action.objective.startswith(start)]
    return found.standing(today)


def complete(plan, place):
    action = actions_of(plan)[place]
    done = replace(text_of(action), state=ActionState.COMPLETE)
    save_action(action, done, framework_of(plan), version=action.version, by=OPERATOR)


def test_each_of_the_eleven_is_due_and_stands_as_its_words_say_on_1_november_2022(plan):
    there = listed(plan, NOVEMBER)
    assert [entry[1:] for entry in there] == [entry[1:] for entry in ELEVEN]
    assert [name.startswith(start) for (name, *_), (start, *_) in zip(there, ELEVEN, strict=True)] == [True] * 11
    assert not any(action.due_corrected for action in actions_of(plan))


def test_the_page_of_the_plan_tells_it_at_a_glance_on_that_day(client, plan, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: NOVEMBER)
    sign_in(client, make_person("Ann Bell", plan.service, Role.MANAGER))
    page = " ".join(client.get("/services/example/plans/2021-22?rag=overdue&view=date").text.split())
    counts = re.findall(r"[?&;]rag=(\w+)[^>]*>\s*(\d+) ", page)
    assert counts == [("overdue", "5"), ("not_started", "2"), ("on_track", "4")]
    for start, _, _, stands in ELEVEN:
        assert (start in page) == (stands == "Overdue")


def test_why_it_stands_so_is_said_of_each_kind(plan):
    whys = [standing_of(plan, ELEVEN[place][0], NOVEMBER).why for place in (0, 1, 4, 10)]
    assert whys == [
        "It was due on 30 April 2022, 185 days ago, and is not complete.",
        "Nothing is done yet; it is due on 31 August 2023.",
        "It is under way, and due on 31 August 2023.",
        "It was due on 30 September 2022, 32 days ago, and is not started.",
    ]


def test_none_is_complete_until_somebody_says_so(plan):
    assert "Complete" not in {stands for *_, stands in listed(plan, NOVEMBER)}
    complete(plan, WEBSITE)
    stands = {name: stands for name, *_, stands in listed(plan, NOVEMBER)}
    assert [name.startswith("Review existing website") for name, one in stands.items() if one == "Complete"] == [True]


def test_two_months_later_those_of_january_are_due_soon(plan):
    soon = [name for name, *_, stands in listed(plan, date(2023, 1, 1)) if stands == "Due within 30 days"]
    assert [name[:30] for name in soon] == ["Deliver training to families a", "All staff and volunteers to ha"]
