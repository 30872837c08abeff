"""Every habit of people who write such documents: one small document each, read as it must be."""

import pytest

from tests.word.habits import made_elsewhere, numbering, plans, ratings, shapes, texts
from tests.word.habits.case import body, reading_of

CASES = {
    name: case
    for module in (ratings, numbering, shapes, plans, texts, made_elsewhere)
    for name, case in module.CASES.items()
}


@pytest.mark.parametrize("name", CASES)
def test_a_habit_is_read_as_it_must_be(name):
    assert CASES[name].differences(reading_of(CASES[name].document)) == []


@pytest.mark.parametrize("name", CASES)
def test_an_empty_document_does_not_pass_for_one_with_a_habit(name):
    assert CASES[name].differences(reading_of(body()))


@pytest.mark.parametrize("name", CASES)
def test_each_stop_that_can_be_settled_by_hand_has_something_to_settle(name):
    reading = reading_of(CASES[name].document)
    places = {item.place for item in reading.unplaced}
    places |= {item.place for item in [*reading.ratings, *reading.actions] if item.sure == "unsure"}
    for remark in reading.stops:
        here = any(remark.place.startswith(place) or place.startswith(remark.place) for place in places)
        assert remark.settled_by_hand == here or "self-assessment begins" in remark.message


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_sure_says_why_in_sentences(name):
    reading = reading_of(CASES[name].document)
    for item in [*reading.ratings, *reading.actions]:
        assert bool(item.why) == (item.sure != "sure")
    for reason in (reason for item in [*reading.ratings, *reading.actions, *reading.unplaced] for reason in item.why):
        assert reason[0].isupper() or reason[0] == "“"
        assert reason.endswith(".")


def test_there_are_enough_habits():
    assert len(CASES) >= 40
