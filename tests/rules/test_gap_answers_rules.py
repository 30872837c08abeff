"""What an action for a gap begins with, and which notes point elsewhere."""

import pytest

from tracker.gap_answers.rules import OBJECTIVE_AT_MOST, Drawn, objective_from, points_elsewhere
from tracker.plans.rules import in_brief, named

TITLE = "Accessible information"
LONG = "We " + "really " * 40 + "must."


@pytest.mark.parametrize(
    ("notes", "objective"),
    [
        ("No easy read versions yet", "No easy read versions yet"),
        ("No easy read versions yet. Nothing in other languages.", "No easy read versions yet."),
        ("No easy read versions yet.\n\nLeaflets were reprinted.", "No easy read versions yet."),
        ("**No** easy *read* versions yet", "No easy read versions yet"),
        ("- Recruit two young people\n- Fill the seat", "Recruit two young people"),
        ("1. Recruit two young people", "Recruit two young people"),
        ("Still missing:\n\n- young people have no seat\n- health", "Still missing: young people have no seat"),
        ("[Our website](https://example.org) has no easy read pages", "Our website has no easy read pages"),
        ("Two lines\nof one thing", "Two lines of one thing"),
        (
            "Partly met. Our leaflets are not in easy read. More to come.",
            "Partly met. Our leaflets are not in easy read.",
        ),
        (
            "Reach groups, e.g. Polish families, who do not call. Then more.",
            "Reach groups, e.g. Polish families, who do not call.",
        ),
        (
            "The agreement ended on 31.3.25 and was extended. It is old.",
            "The agreement ended on 31.3.25 and was extended.",
        ),
        ("Do we reach young people enough? We think not.", "Do we reach young people enough?"),
        ("---\n\nNo easy read versions yet", "No easy read versions yet"),
        (
            "Existing staff have completed training. Newer members of staff yet to complete the legal training",
            "Newer members of staff yet to complete the legal training",
        ),
        (
            "Delivered:\n\n- Eight workshops\n- Four sessions\n\nStill no training for FE staff.\nTo be looked at.",
            "Still no training for FE staff.",
        ),
        ("Two forums met this year. Three are planned.", "Two forums met this year."),
        ("Two forums met this year:", "Two forums met this year:"),
        (LONG, "We " + "really " * 19 + "really…"),
    ],
)
def test_the_objective_is_the_first_thing_that_is_lacking_or_else_the_first_that_is_said(notes, objective):
    assert objective_from(notes, TITLE) == Drawn(objective, from_notes=True)


@pytest.mark.parametrize(
    "notes",
    [
        "",
        "  \n\n",
        "- ",
        "…",
        "Ditto above",
        "Ditto above, and the website too.",
        "As above.",
        "See 3.1.",
        "same as 1.2",
    ],
)
def test_notes_that_say_nothing_of_their_own_give_way_to_the_title(notes):
    assert objective_from(notes, TITLE) == Drawn(TITLE, from_notes=False)


@pytest.mark.parametrize("text", [LONG, "x" * 400, "a " * 300])
def test_it_is_never_longer_than_it_may_be(text):
    for drawn in (objective_from(text, TITLE), objective_from("", text)):
        assert len(drawn.objective) <= OBJECTIVE_AT_MOST
        assert drawn.objective.endswith("…")


def test_what_would_be_a_mark_is_no_mark_in_the_objective():
    drawn = objective_from("Use \\*stars\\* in the leaflet", TITLE)
    assert objective_from(drawn.objective, "") == drawn
    assert named(drawn.objective, "") == "Use *stars* in the leaflet"


@pytest.mark.parametrize(
    ("notes", "elsewhere"), [("Ditto", True), ("- as above", True), ("Dittos are sold here", False)]
)
def test_notes_point_elsewhere_by_how_they_begin(notes, elsewhere):
    assert points_elsewhere(notes) is elsewhere


@pytest.mark.parametrize(
    ("objective", "area", "name"),
    [
        ("Print **leaflets**\n\nsoon", "Information", "Print leaflets soon"),
        ("", "Information", "Information"),
        ("", "", ""),
    ],
)
def test_an_action_is_named_by_its_objective_or_its_area(objective, area, name):
    assert named(objective, area) == name


def test_a_text_is_shortened_at_a_word():
    assert in_brief("one two three", 9) == "one two…"
    assert in_brief("one, two", 8) == "one, two"
