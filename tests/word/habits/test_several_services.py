"""Several services in one document: each is read on its own, and a person chooses."""

import pytest

from tests.word.appendix_documents import ACTION, STANDARD, step
from tests.word.habits.case import WORDING, body, full, p, reading_of, readings_of, table

NUMBERS = ("1.1", "1.2", "2.1")


def headed(text: str, level: int = 1) -> str:
    return p(text, props=f'<w:pStyle w:val="Heading{level}"/>')


def rated(code: str, numbers=NUMBERS) -> str:
    return table(STANDARD, *([full(number), code, ""] for number in numbers)) + p()


def planned(objective: str) -> str:
    return table(ACTION, step("1.1", objective=objective)) + p()


def said(readings) -> list[tuple]:
    return [
        (
            reading.title,
            " ".join(rating.code for rating in reading.ratings),
            " ".join(action.text.objective for action in reading.actions),
        )
        for reading in readings
    ]


def service(name: str, code: str) -> str:
    return headed(name) + headed("Self-assessment", 2) + rated(code)


JOINT = body(
    service("Northtown", "C"),
    headed("Northtown: delivery plan"),
    planned("North"),
    service("Southtown", "P/C"),
    headed("Southtown: delivery plan"),
    planned("South"),
)


def test_each_service_is_read_with_its_title_and_its_plan():
    assert said(readings_of(JOINT)) == [
        ("Northtown – Self-assessment", "C C C", "North"),
        ("Southtown – Self-assessment", "P/C P/C P/C", "South"),
    ]
    assert [reading.stops for reading in readings_of(JOINT)] == [[], []]


def test_one_reading_alone_is_the_first_and_the_second_is_said_with_its_heading():
    reading = reading_of(JOINT)
    assert said([reading]) == said(readings_of(JOINT))[:1]
    (remark,) = reading.stops
    assert (remark.place, remark.settled_by_hand) == ("table 3", True)
    assert "“Southtown – Self-assessment”" in remark.message


def test_plans_that_stand_together_behind_go_to_the_services_that_they_name():
    document = body(
        service("Northtown", "C"),
        service("Southtown", "P/C"),
        headed("Plan of Northtown"),
        planned("North"),
        headed("Plan of Southtown"),
        planned("South"),
    )
    assert [plan for _, _, plan in said(readings_of(document))] == ["North", "South"]


def test_a_plan_that_names_no_service_is_doubted():
    document = body(service("Northtown", "C"), service("Southtown", "P/C"), headed("The plan"), planned("Whose"))
    first, second = readings_of(document)
    assert first.actions == []
    assert [action.sure for action in second.actions] == ["likely"]
    assert "Whose plan it is was not said" in second.actions[0].why[0]


def test_services_told_apart_by_plain_lines():
    readings = readings_of(body(p("Northtown"), rated("C"), p("Southtown"), rated("P/C")))
    assert [reading.title for reading in readings] == ["Northtown", "Southtown"]


def test_a_second_assessment_without_any_title_is_known_by_repetition():
    assert [codes for _, codes, _ in said(readings_of(body(rated("C"), rated("P/C"))))] == ["C C C", "P/C P/C P/C"]


@pytest.mark.parametrize("numbers", [("1.1", "1.2"), NUMBERS])
def test_a_second_assessment_without_numbers_is_known_too(numbers):
    plain = [[WORDING[number].split("\n")[0], "P/C", ""] for number in numbers]
    assert len(readings_of(body(rated("C"), p("Southtown"), table(STANDARD, *plain)))) == 2


def test_an_assessment_in_several_tables_is_one():
    document = body(headed("One"), rated("C", NUMBERS[:2]), headed("Two"), rated("C", NUMBERS[2:]))
    assert len(readings_of(document)) == 1


def test_a_row_that_is_repeated_at_a_pages_end_makes_no_second_service():
    rows = [[full(number), "C", ""] for number in NUMBERS]
    document = body(table(STANDARD, *rows[:2]), p(), table(*rows[1:]))
    (reading,) = readings_of(document)
    assert [item.place for item in reading.unplaced] == ["table 2, row 1"]


def test_a_document_with_nothing_in_it_has_one_reading_that_says_so():
    (reading,) = readings_of(body(p("Nothing")))
    assert [(remark.place, remark.settled_by_hand) for remark in reading.stops] == [("document", False)]
