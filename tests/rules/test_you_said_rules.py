"""A line of *You said, we did* and its number, what is offered for it, and what in it may tell who somebody is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.accounts.rules import Role
from tracker.personal import PersonalKind
from tracker.you_said.rules import (
    KINDS,
    READ,
    WRITE,
    LineText,
    Told,
    came_offer,
    did_offer,
    differences,
    doubts_in,
    numbers,
    parts,
    said_offer,
)

TOLD = st.builds(Told, st.text(max_size=30), st.sampled_from(["", "Achieved"]), st.text(max_size=30))


@pytest.mark.parametrize(
    ("title", "description", "figure", "said"),
    [
        ("Evening calls", "", "", "Evening calls"),
        ("Evening calls", "Asked for *twice*.", "", "Evening calls\n\nAsked for _twice_."),
        ("Calls, 2025-26", "", "94 %, 2025-26", "Calls, 2025-26\n\n94 %, 2025-26"),
        ("Evening *calls*", "", "", "Evening \\*calls\\*"),
        ("Evening calls", "long " * 20, "", "Evening calls"),
    ],
)
def test_what_was_said_is_offered_from_the_evidence(title, description, figure, said):
    assert said_offer(title, description, figure, 60) == said


def test_what_was_done_is_offered_from_the_objective_and_the_steps_that_are_done():
    assert did_offer("Open **later**.", ["Ask the team", "Change\n\n- the rota"], 2_000) == (
        "Open **later**.\n\n- Ask the team\n- Change the rota"
    )
    assert did_offer("Open later.", [], 2_000) == "Open later."
    assert did_offer("", ["Ask the team"], 2_000) == "- Ask the team"


def test_of_more_steps_than_there_is_room_for_the_first_are_offered():
    assert did_offer("Open later.", ["Ask", "Change the rota"], 20) == "Open later.\n\n- Ask"


def test_what_came_of_it_is_offered_from_the_completion_and_the_outcomes():
    told = [
        Told("More calls", "Achieved", "Twelve more calls a week."),
        Told("Fewer complaints", "Partly achieved", ""),
        Told("Not looked at", "", ""),
    ]
    assert came_offer("Done 1.9.22", told, 2_000) == (
        "Done 1.9.22\n\n- Twelve more calls a week.\n- Fewer complaints (partly achieved)"
    )


@given(st.text(max_size=60), st.lists(TOLD, max_size=4), st.integers(1, 80))
def test_what_is_offered_never_passes_what_can_be_saved(completion, told, most):
    assert len(came_offer(completion, told, most)) <= most


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ring Mrs Patel on 07400 123456", "a phone number"),
        ("[Write](mailto:ann.bell@gmail.com)", "an e-mail address of a person"),
        ("Her son Oliver, aged 9, was left out", "a name of a child or a parent"),
    ],
)
def test_words_that_may_tell_who_somebody_is_are_found_with_their_place(words, kind):
    found = doubts_in([LineText("Nothing here."), LineText("Also nothing.", came_of_it=words)])
    assert [(one.number, one.part) for one in found if one.kind == kind] == [(2, "What came of it")]


def test_words_that_tell_nobody_are_left_alone():
    assert doubts_in([LineText("We are open from 9 to 5.", "The Service Manager rang 12 schools.", "Done.")]) == []


def test_every_kind_has_its_words():
    assert KINDS.keys() == set(PersonalKind)


def test_only_fields_that_differ_are_told():
    mine, saved = LineText("One\r\ntwo", "a", "b", chosen=True), LineText("One\ntwo", "a", "c")
    assert differences(mine, saved) == [("What came of it", "c"), ("Show this line", "No")]


def test_managers_write_and_all_but_the_network_read():
    assert WRITE.roles == {Role.MANAGER}
    assert READ.roles == set(Role) - {Role.NETWORK}


def test_lines_that_are_shown_are_numbered_and_others_are_not():
    assert numbers([True, False, True]) == [1, None, 2]


def test_the_texts_of_a_line_stand_under_their_headings_without_what_says_nothing():
    assert parts("Open later.", "", "More calls.") == [("You said", "Open later."), ("What came of it", "More calls.")]
