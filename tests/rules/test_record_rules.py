"""What entries of the record say in plain words."""

import ast
from pathlib import Path

import pytest

import tracker
from tracker.record.rules import NOTHING, SENTENCES, UNKNOWN, changes_in, sentence

SOURCES = Path(tracker.__file__).parent
ELSEWHERE = {"change_password", "reset_password"}  # said to what records them


def recorded_verbs():
    """The verbs that the code records, where it names them."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"record", "_record"} and node.args:
                yield from (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant))


def test_every_verb_that_is_recorded_has_a_sentence():
    there = set(recorded_verbs())
    assert {"save_rating", "say_done", "keep_wording"} <= there
    assert there - SENTENCES.keys() == set()


@pytest.mark.parametrize("verb", sorted(SENTENCES))
def test_every_sentence_can_be_said_without_details(verb):
    said = sentence(verb)
    assert said[0].isupper()
    assert "{" not in said


def test_details_are_named_where_they_are_known():
    assert sentence("save_rating", {"standard": "1.1", "before": {}, "after": {}}) == "Saved 1.1"
    assert sentence("give_role", {"after": "chair"}, "Ann") == "Gave Ann the role Chair of the advisory group"
    assert sentence("download", {"form": "docx", "put_into": "a report"}).endswith("as Word, into a report")
    assert sentence("agree", {"standard": "1.1", "by_link": True}) == "Agreed to the rating of 1.1, by a link"
    assert sentence("withdraw_assessment") == "Withdrew a self-assessment from the advisory group"
    assert sentence("paint_the_house") == "Paint the house"
    assert all(UNKNOWN.values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"code": None, "notes": ""}, {"code": "C", "notes": ""}, ["Rating: from nothing to “C”"]),
        ({"is_admin": False}, {"is_admin": True}, ["Administrator: from “no” to “yes”"]),
        (None, "Later.", ["From nothing to “Later.”"]),
        (
            [],
            [{"id": "1", "title": "Minutes"}, {"id": "2", "title": "Figures"}],
            ["From nothing to “Minutes; Figures”"],
        ),
        ({"steps": ["a"]}, {"steps": ["a", "b"]}, ["Steps: from “a” to “a; b”"]),
        ("x", "y" * 200, [f"From “x” to “{'y' * 119}…”"]),
        (
            {"figure": None},
            {"figure": {"name": "Calls", "value": "12"}},
            ["Figure: from nothing to “name: Calls, value: 12”"],
        ),
    ],
)
def test_what_changed_is_said_part_by_part(before, after, said):
    assert [change.said for change in changes_in({"before": before, "after": after})] == said


def test_an_entry_without_before_and_after_has_no_changes():
    assert changes_in({}) == changes_in({"before": "x"}) == ()
    assert NOTHING == "nothing"


def test_a_status_is_said_in_words_and_who_attended_is_left_to_the_meeting():
    (change,) = changes_in({"before": "with_exceptions", "after": "draft"})
    assert change.said == "From “Ratified with exceptions” to “Draft”"
    before, after = {"place": "Here", "attending": "5: present"}, {"place": "There", "attending": ""}
    assert [change.name for change in changes_in({"before": before, "after": after})] == ["Place"]
    assert changes_in({"before": None, "after": ""}) == ()
