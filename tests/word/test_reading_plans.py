"""The plan out of a document: its actions, their standards, what is complete, and the dates in titles."""

from datetime import date

import pytest

from tests.word.appendix_documents import COMPLETE, assessment, notes, plan, reading_of, row, step, stops, titled
from tests.word.documents import p, table, tc
from tracker.reports.plan_rows import ReadAction

FIELDS = {
    "a": "Budget (1.4)",
    "o": "Agree a budget",
    "s": "1. Meet",
    "u": "1. Agreed",
    "w": "Manager",
    "t": "May 2023",
    "c": "Met in May",
}


def actions(*rows: list[str]) -> list[ReadAction]:
    return reading_of(COMPLETE, plan(*rows)).actions


def remarks(*rows: list[str]) -> tuple[list, list]:
    reading = reading_of(COMPLETE, plan(*rows))
    return stops(reading), notes(reading)


# Columns


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Area of work (link to Standard)|Task objective|Action|Outcome|Who?|Timescale|Actual Completion", "aosuwtc"),
        ("Standard|Objective|Actions|Outcomes|Lead|By when|Progress", "aosuwtc"),
        ("Who|Timescale|Action|Outcome|Standards|Aim|Completion", "wtsuaoc"),
        ("Linked to|GOAL:|Key actions|Intended outcomes|Responsible person|Deadline|Update", "aosuwtc"),
        ("Minimum Standard|Task|Steps to take|Outcomes for users|By whom|Target date|Completed?", "aosuwtc"),
    ],
)
def test_a_plans_columns_are_known_by_their_names_in_any_order(header, fields):
    reading = reading_of(COMPLETE, table(header.split("|"), [FIELDS[field] for field in fields]))
    assert (stops(reading), notes(reading)) == ([], [])
    (action,) = reading.actions
    assert (action.area, action.standards, action.who, action.timescale) == (
        "Budget (1.4)",
        ("1.4",),
        "Manager",
        "May 2023",
    )
    said = action.text
    assert (said.objective, said.steps, said.outcomes, said.completion) == (
        "Agree a budget",
        ("Meet",),
        ("Agreed",),
        "Met in May",
    )


def test_a_plan_may_name_its_standards_in_a_column_of_their_own():
    header = ["Area of work", "Standard", "Objective", "Action", "Outcome", "Who"]
    body = table(header, ["Budget", "1.4", "Agree a budget", "Meet", "Agreed", "Manager"])
    assert [action.standards for action in reading_of(COMPLETE, body).actions] == [("1.4",)]


def test_typed_and_counted_steps_come_out_one_by_one():
    steps = "".join(map(p, ["1. Review SLA", "2. Draft new one", "3 Test it"]))
    (action,) = actions(["1.1", "SLA", tc(steps), tc(p("• Signed"), p("• Known")), "", "", ""])
    assert action.text.steps == ("Review SLA", "Draft new one", "Test it")
    assert action.text.outcomes == ("Signed", "Known")


# Standards


@pytest.mark.parametrize(
    ("area", "standards"),
    [
        ("Strategic functions (2.3)", ("2.3",)),
        ("Commissioning (1.1, 1.2 and 1.6)", ("1.1", "1.2", "1.6")),
        ("1.6 & 3.2", ("1.6", "3.2")),
        ("Standard 4.1/4.3.", ("4.1", "4.3")),
        ("1.1 Budget (1.1)", ("1.1",)),
        ("Review of 1.4.22 (2.2)", ("2.2",)),
    ],
)
def test_an_action_is_linked_to_the_standards_that_its_area_names(area, standards):
    assert [action.standards for action in actions(step(area))] == [standards]
    assert remarks(step(area)) == ([], [])


def test_an_action_linked_to_an_unknown_standard_is_stopped():
    ((place, message),) = remarks(step("2.1"), step("Budget (1.4, 1.9)"))[0]
    assert place == "table 2, row 3"
    assert message.startswith("There is no standard 1.9 in these standards")


def test_an_action_with_no_standard_gets_a_note():
    said, noted = remarks(step("Budget"))
    assert said == []
    assert noted == [("table 2, row 2", "No standard's number is given; the action is linked to none.")]
    assert [action.standards for action in actions(step("Budget"))] == [()]


def test_an_area_merged_over_two_rows_is_that_of_both():
    restart = tc("Budget (1.4)", props='<w:vMerge w:val="restart"/>')
    below = tc(p(), props="<w:vMerge/>")
    first, second, third = step("", objective="Meet"), step("", objective="Agree"), step("2.1", objective="Rest")
    found = actions([restart, *first[1:]], [below, *second[1:]], third)
    assert [(action.area, action.standards) for action in found] == [
        ("Budget (1.4)", ("1.4",)),
        ("Budget (1.4)", ("1.4",)),
        ("2.1", ("2.1",)),
    ]


def test_an_area_merged_below_a_row_of_its_own_is_not_that_of_an_earlier_action():
    heading = [tc("Operational functions", props='<w:vMerge w:val="restart"/>'), *[""] * 6]
    below = [tc(p(), props="<w:vMerge/>"), *step("")[1:]]
    assert [action.area for action in actions(step("1.4"), heading, below)] == ["1.4", "Operational functions"]


def test_a_row_with_neither_objective_nor_actions_is_stopped_and_a_heading_noted():
    said, noted = remarks(step("1.1"), ["", "", "", "Signed", "", "", ""], ["Operational functions", *[""] * 6])
    assert [place for place, _ in said] == ["table 2, row 3"]
    assert noted == [("table 2, row 4", "“Operational functions” is not an action, so it was left alone.")]


# Completion


@pytest.mark.parametrize("written", ["Completed June 2022", "Complete", "DONE", "Achieved.", "Fully completed"])
def test_an_action_that_says_so_is_read_as_complete_with_a_note(written):
    said, noted = remarks(step("1.1", written))
    assert said == []
    assert noted == [("table 2, row 2", f"Read as complete, from “{written}”.")]
    assert [action.text.state for action in actions(step("1.1", written))] == ["complete"]


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("", "not started"),
        ("Not completed", "ongoing"),
        ("Ongoing", "ongoing"),
        ("On-going", "ongoing"),
        ("Completed in part, awaiting the ICB", "ongoing"),
        ("Completion due in June", "ongoing"),
        ("June 2022 in draft form", "ongoing"),
    ],
)
def test_an_action_that_does_not_say_so_is_not_complete(written, state):
    assert remarks(step("1.1", written)) == ([], [])
    assert [action.text.state for action in actions(step("1.1", written))] == [state]


# Dates in titles


YEAR = (date(2022, 4, 1), date(2023, 8, 31))


@pytest.mark.parametrize(
    "written",
    [
        "1/4/2022 to 31/08/2023",
        "01/04/22 - 31/08/23",
        "1.4.22–31.8.23",
        "1 April 2022 – 31 August 2023",
        "1st April 2022 until 31st August 2023",
        "1 Apr 2022 to 31 Aug. 2023",
        "1\u00a0April 2022 \u2014 31  August 2023",
    ],
)
def test_a_plans_period_is_read_from_its_title(written):
    reading = reading_of(COMPLETE, titled(f"Appendix 4 – Operational Delivery Plan {written}", plan(step("1.1"))))
    assert reading.plan_period == YEAR


def test_a_period_named_by_months_alone_is_from_the_first_day_to_the_last():
    reading = reading_of(COMPLETE, p("Delivery plan April 2022 to Feb 2024"), plan(step("1.1")))
    assert reading.plan_period == (date(2022, 4, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    "written", ["", "2022-23", "31/8/2023 to 1/4/2022", "30/2/2022 to 31/8/2023", "1/13/2022 to 2/13/2022"]
)
def test_a_title_that_names_no_period_gives_none(written):
    reading = reading_of(COMPLETE, titled(f"Operational Delivery Plan {written}", plan(step("1.1"))))
    assert reading.plan_period is None


@pytest.mark.parametrize(
    ("title", "as_at"),
    [
        ("Appendix 3 – Self-Assessment Minimum Standards August 2022", date(2022, 8, 31)),
        ("SELF ASSESSMENT, FEB. 2024", date(2024, 2, 29)),
        ("Assessment (Sept 2022)", date(2022, 9, 30)),
        ("Minimum Standards, August 2022", None),
        ("Assessment 2022", None),
    ],
)
def test_an_assessments_date_is_the_end_of_the_month_in_its_title(title, as_at):
    assert reading_of(p("Report, May 2021"), titled(title, assessment(row("1.1")))).as_at == as_at


@pytest.mark.parametrize("title", ["Self-assessment, 15 August 2022", "Self-assessment, 15th August 2022"])
def test_a_day_in_an_assessments_title_is_not_made_the_end_of_the_month(title):
    assert reading_of(titled(title, assessment(row("1.1")))).as_at in (None, date(2022, 8, 15))


def test_a_title_belongs_to_the_table_that_follows_it():
    body = titled("Self-assessment August 2022", COMPLETE) + titled("Plan 1/4/2022 to 31/8/2023", plan(step("1.1")))
    reading = reading_of(p("From 1/1/2020 to 31/12/2020"), body)
    assert (reading.as_at, reading.plan_period) == (date(2022, 8, 31), YEAR)


def test_an_area_full_of_space_is_read_without_going_over_it_again_and_again():
    (action,) = actions(step(f"Budget{' ' * 400_000}(1.4) too"))  # minutes, where the pattern is quadratic
    assert action.standards == ("1.4",)


def test_more_of_a_plan_that_names_no_standard_is_stopped_not_left_out():
    reading = reading_of(COMPLETE, plan(step("1.1")), p("more"), table(step("Budget", completion="Late")))
    assert [place for place, _ in stops(reading)] == ["table 3"]
    assert "Give it a header row" in reading.stops[0].message


def test_a_plan_whose_columns_say_nothing_to_us_is_stopped_not_left_out():
    header = ["Theme", "Goal we set", "What we will do", "Result", "People", "Month"]
    reading = reading_of(COMPLETE, table(header, step("Strategic functions (2.3)", completion="Late")))
    assert [place for place, _ in stops(reading)] == ["table 2"]


@pytest.mark.parametrize(
    ("area", "standards"),
    [
        ("Governance (1.1-1.3)", ("1.1", "1.2", "1.3")),
        ("Governance (1.7 to 2.1)", ("1.7", "1.8", "2.1")),
        ("Version 2.1 of the website (3.3)", ("3.3",)),
        ("Spend £1.5 more and 2.1% less (1.4)", ("1.4",)),
        ("Spend £1.5 on 3.2", ("3.2",)),
    ],
)
def test_standards_are_those_that_the_area_names(area, standards):
    (action,) = actions(step(area))
    assert action.standards == standards


def test_a_range_of_standards_is_said():
    _, noted = remarks(step("Governance (1.1-1.3)"))
    assert noted == [("table 2, row 2", "The range of standards was read as 1.1, 1.2, 1.3.")]


def test_an_objective_merged_downwards_makes_no_second_action():
    first = [step("1.1")[0], tc("Draft", props='<w:vMerge w:val="restart"/>'), *step("1.1")[2:]]
    second = ["1.2", tc(p(), props="<w:vMerge/>"), *step("1.2")[2:]]
    said, _ = remarks(first, second)
    assert [place for place, _ in said] == ["table 2, row 3"]


def test_who_merged_downwards_counts_for_both_and_is_said():
    first = [*step("1.1")[:4], tc("Manager", props='<w:vMerge w:val="restart"/>'), *step("1.1")[5:]]
    second = [*step("1.2")[:4], tc(p(), props="<w:vMerge/>"), *step("1.2")[5:]]
    assert [action.who for action in actions(first, second)] == ["Manager", "Manager"]
    assert "merged with the row above" in remarks(first, second)[1][0][1]


def test_who_and_timescale_stay_as_typed():
    (action,) = actions([*step("1.1")[:4], tc(p("1. Manager"), p("3. Chair")), "31. May 2023", ""])
    assert (action.who, action.timescale) == ("1. Manager\n3. Chair", "31. May 2023")


def test_a_second_plan_of_another_period_is_stopped():
    first = titled("Plan 1/4/2021 to 31/3/2022", plan(step("1.1")))
    second = titled("Plan 1/4/2022 to 31/3/2023", plan(step("1.2")))
    reading = reading_of(COMPLETE, first, second)
    assert [place for place, _ in stops(reading)] == ["table 3"]


@pytest.mark.parametrize("title", ["Plan for January 0000", "Plan 1/4/0000 to 31/8/0001", "Self-assessment May 0000"])
def test_a_year_that_never_was_is_no_date(title):
    reading = reading_of(titled(title, COMPLETE), titled(title, plan(step("1.1"))))
    assert (reading.as_at, reading.plan_period) == (None, None)
