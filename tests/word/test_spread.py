"""No check finds anything in a spread of written documents, and each sees what it must in those that were broken."""

from itertools import combinations, product

from tests.word.broken import broken
from tests.word.checks import integrity_faults, own_faults
from tests.word.spread import CHOICES, combined, spread


def test_every_two_values_of_two_choices_meet_in_few_documents():
    met = {pair for chosen in combined(CHOICES) for pair in combinations(chosen.items(), 2)}
    wanted = {
        ((one, value), (other, against))
        for one, other in combinations(CHOICES, 2)
        for value, against in product(CHOICES[one], CHOICES[other])
    }
    assert wanted <= met
    assert len(spread()) < 50


def test_our_own_checks_find_nothing_in_good_documents():
    assert {said: faults for said, content in spread().items() if (faults := own_faults(content))} == {}


def test_a_check_that_is_not_ours_finds_nothing_in_good_documents():
    assert {said: faults for said, content in spread().items() if (faults := integrity_faults(content))} == {}


def test_our_own_checks_see_what_is_wrong_with_every_broken_document():
    assert [said for said, content in broken().items() if not own_faults(content)] == []


def test_the_check_that_is_not_ours_sees_what_leads_nowhere():
    seen = {said for said, content in broken().items() if integrity_faults(content)}
    assert {said for said in broken() if "not there" in said} <= seen
    assert {"a control character", "no grid", "a row of fewer cells", "a tenth level", "no word/header1.xml"} <= seen
